//! `vectors WEIGHTS < TEXTS`: one line of numbers for each line of text; says on stderr how long it took.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::io::BufRead as _;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let weights = std::env::args().nth(1).ok_or("vectors WEIGHTS")?;
    let began = std::time::Instant::now();
    let encoder = encoder::Encoder::new(&std::fs::read(weights)?)?;
    eprintln!("loaded in {:?}", began.elapsed());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let began = std::time::Instant::now();
        let vector = encoder.vector(&line.replace("\\n", "\n"));
        eprintln!("{} pieces: {:?}", encoder.pieces(&line), began.elapsed());
        println!("{}", vector.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    }
    Ok(())
}
