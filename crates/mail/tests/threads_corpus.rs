//! Parents of 17,000 real mails, against the truth that came with them.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print their figures"
)]

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::Instant;

use mail::read::{Hints, mbox::Mbox, read};
use mail::thread::Threads;
use serde_json::Value;

struct Read {
    id: String,
    parent: Option<String>,
    references: Vec<String>,
}

fn letter(bytes: &[u8], hints: &Hints<'_>) -> Read {
    let letter = read(bytes, hints);
    assert!(letter.held.is_none(), "held {:?}: {}", letter.held, letter.message_id);
    Read { id: letter.message_id, parent: letter.parent, references: letter.references }
}

fn mbox(path: &Path) -> Vec<Read> {
    let reader = BufReader::new(File::open(path).unwrap());
    Mbox::new(reader, 0, 50 << 20)
        .map(|entry| {
            let entry = entry.unwrap();
            assert!(entry.envelope_date.is_some());
            letter(&entry.bytes, &Hints { envelope_date: entry.envelope_date, ..Hints::default() })
        })
        .collect()
}

fn folder(path: &Path, out: &mut Vec<Read>) {
    for entry in std::fs::read_dir(path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            folder(&path, out);
        } else {
            out.push(letter(&std::fs::read(&path).unwrap(), &Hints::default()));
        }
    }
}

fn check(set: &str, at_least: f64) {
    let Some(root) = corpus::folder("threads") else { return };
    let begin = Instant::now();
    let input = root.join(set);
    let letters = if input.is_dir() {
        let mut out = Vec::new();
        folder(&input, &mut out);
        out
    } else {
        mbox(&root.join(format!("{set}.mbox")))
    };
    let seconds = begin.elapsed().as_secs_f64();
    let truth: Vec<Value> = std::fs::read_to_string(root.join(format!("{set}.truth.jsonl")))
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let mut threads = Threads::default();
    let mut by_id: HashMap<&str, Vec<Option<&str>>> = HashMap::new();
    for read in &letters {
        threads.add(&read.id, read.parent.as_deref(), &read.references);
        by_id.entry(&read.id).or_default().push(read.parent.as_deref());
    }
    let mut right = 0;
    for (n, row) in truth.iter().enumerate() {
        // The truth knows no id for mails that write theirs without brackets; they are found by their place.
        let claims = match row["message_id"].as_str() {
            Some(id) => by_id.get(id).cloned().unwrap_or_default(),
            None => letters.get(n).map(|l| l.parent.as_deref()).into_iter().collect(),
        };
        if claims.contains(&row["parent"].as_str()) {
            right += 1;
        } else {
            println!("{set}: {} truth {} got {claims:?}", row["message_id"], row["parent"]);
        }
    }
    let roots: HashSet<&str> = truth.iter().filter_map(|row| row["root"].as_str()).collect();
    let share = f64::from(right) / truth.len() as f64;
    println!(
        "{set}: {} mails read (truth {}), parents right {right}/{} = {:.2} %, conversations {} (truth {}), {:.3} ms a mail",
        letters.len(),
        truth.len(),
        truth.len(),
        share * 100.0,
        threads.conversations(),
        roots.len(),
        seconds * 1000.0 / letters.len() as f64
    );
    // The truth leaves out four mails of one archive, whose From_ line names a bare address.
    assert!((truth.len()..=truth.len() + 4).contains(&letters.len()), "{set}: every mail is cut out once");
    assert!(share >= at_least, "{set}: {share}");
}

#[test]
fn twisted_web() {
    check("twisted-web.pipermail", 0.999);
}

#[test]
fn twisted_python() {
    check("twisted-python-2003-2006.pipermail", 0.998);
}

#[test]
fn notmuch_sets() {
    for set in ["notmuch-default", "notmuch-lkml", "notmuch-threading", "notmuch-duplicate"] {
        check(set, 0.995);
    }
}
