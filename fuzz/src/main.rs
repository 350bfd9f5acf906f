//! `fuzz TARGET SECONDS [SEED]`: throws for so long; a find is written to `fuzz/found` and ends it. `fuzz all 2` does each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use fuzz::targets::{ALL, Target};
use fuzz::thrower::{Dice, throw};

/// A throw that takes longer is a find, too: whoever sends it could keep us busy.
const SLOW: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let name = arguments.get(1).map_or("all", String::as_str);
    let seconds = arguments.get(2).and_then(|it| it.parse().ok()).unwrap_or(5);
    let seed = arguments.get(3).and_then(|it| it.parse().ok()).unwrap_or(1);
    let chosen: Vec<_> = ALL.into_iter().filter(|(target, _)| name == "all" || *target == name).collect();
    if chosen.is_empty() {
        eprintln!("no such target; there are: {}", ALL.map(|(name, _)| name).join(", "));
        return ExitCode::from(2);
    }
    let mut fine = true;
    for (name, target) in chosen {
        fine &= run(name, target, Duration::from_secs(seconds), seed);
    }
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run(name: &str, target: Target, long: Duration, seed: u64) -> bool {
    let seeds = seeds(name);
    let mut dice = Dice::new(seed);
    let began = Instant::now();
    let mut throws = 0_u64;
    let mut slowest = Duration::ZERO;
    for bytes in &seeds {
        if !survives(name, target, bytes, &mut slowest) {
            return false;
        }
    }
    while began.elapsed() < long {
        let bytes = throw(&mut dice, &seeds);
        throws += 1;
        if !survives(name, target, &bytes, &mut slowest) {
            return false;
        }
    }
    let took = began.elapsed().as_secs();
    println!("{name}: {throws} throws in {took} s from {} seeds, the slowest {slowest:?}, nothing found", seeds.len());
    true
}

fn survives(name: &str, target: Target, bytes: &[u8], slowest: &mut Duration) -> bool {
    let began = Instant::now();
    let fine = catch_unwind(AssertUnwindSafe(|| target(bytes))).is_ok();
    let took = began.elapsed();
    *slowest = took.max(*slowest);
    if fine && took < SLOW {
        return true;
    }
    let place = folder("found").join(format!("{name}.{}", bytes.len()));
    let _ = std::fs::create_dir_all(folder("found")).and_then(|()| std::fs::write(&place, bytes));
    println!("{name}: found something after {took:?}, see {}", place.display());
    false
}

/// The seeds of a target; at least an empty one.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder("seeds").join(name))
        .map(|list| list.filter_map(|entry| Some(entry.ok()?.path())).collect())
        .unwrap_or_default();
    files.sort();
    let mut seeds: Vec<Vec<u8>> = files.into_iter().filter_map(|file| std::fs::read(file).ok()).collect();
    seeds.push(Vec::new());
    seeds
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
