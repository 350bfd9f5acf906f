//! `convert SOURCE TARGET`: writes the encoder's weights from the file of the pinned package. Called by `bin/encoder`.
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(source), Some(target)) = (arguments.next(), arguments.next()) else {
        return Err("convert SOURCE TARGET".into());
    };
    let weights = encoder::convert::convert(&std::fs::read(source)?)?;
    let beside = format!("{target}.new");
    std::fs::write(&beside, &weights)?;
    std::fs::rename(beside, &target)?;
    println!("{target}: {} bytes", weights.len());
    Ok(())
}
