//! Broken mail: none may crash the reader, hang it or lose its body.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print their figures"
)]

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::HashSet;
use std::time::{Duration, Instant};

use corpus::{Sample, samples, words};
use mail::letter::Letter;
use mail::read::{Hints, read};
use serde_json::Value;

/// All words that a person can get at: text, HTML, files, and mails within files.
fn reachable(letter: &Letter, depth: usize, out: &mut HashSet<String>) {
    out.extend(words(&letter.text));
    out.extend(words(letter.html.as_deref().unwrap_or_default()));
    out.extend(words(&letter.subject));
    for attachment in &letter.attachments {
        out.extend(words(&attachment.name));
        out.extend(words(&String::from_utf8_lossy(&attachment.bytes)));
        if depth < 4 && attachment.media_type.starts_with("message/") {
            reachable(&read(&attachment.bytes, &Hints::default()), depth + 1, out);
        }
    }
}

/// The words of the body that others have read in this mail.
fn expected_words(sample: &Sample) -> Option<Vec<String>> {
    let mut out = Vec::new();
    for (_, json) in sample.expected(&[".expected.json"]) {
        let message: Value = serde_json::from_slice(&json).unwrap();
        for index in message["text_body"].as_array().into_iter().flatten() {
            let body = &message["parts"][usize::try_from(index.as_u64().unwrap()).unwrap()]["body"];
            out.extend(words(body["Text"].as_str().or(body["Html"].as_str()).unwrap_or_default()));
        }
    }
    for (name, text) in sample.expected(&[".txt"]) {
        if name.contains("_decoded_") {
            out.extend(words(&without_uuencode(&String::from_utf8_lossy(&text))));
        }
    }
    out.retain(|w| w.is_ascii());
    (!out.is_empty()).then_some(out)
}

/// We decode files in the text, others show their lines.
fn without_uuencode(text: &str) -> String {
    let mut inside = false;
    let mut keep = |line: &&str| {
        inside |= line.starts_with("begin ");
        let kept = !inside;
        inside &= line.trim_end() != "end";
        kept
    };
    text.lines().filter(&mut keep).collect::<Vec<_>>().join("\n")
}

/// The plain words of the raw bytes below the first blank line, without what only structure uses: part
/// headers, the notice for programs without MIME, the lines of uuencoded files.
fn printable_words(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes).replace('\0', "\u{fffd}").replace("\r\n", "\n").replace('\r', "\n");
    let body = text.split_once("\n\n").map_or("", |(_, body)| body);
    let mut in_part_header = false;
    let mut out = Vec::new();
    for paragraph in body.split("\n\n") {
        let notice = ["MIME", "multi-part", "multipart", "encapsulated"];
        let is_notice = notice.iter().any(|n| paragraph.contains(n)) && paragraph.len() < 600;
        let mut cut = false;
        for line in paragraph.lines() {
            // A soft line break may cut a word in two.
            let follows_cut = std::mem::replace(&mut cut, line.ends_with('='));
            if line.starts_with("--") {
                in_part_header = true;
            }
            let plain =
                !follows_cut && line.is_ascii() && line.contains(' ') && !line.contains('=') && !line.contains(": ");
            if plain && !in_part_header && !is_notice && !line.starts_with("begin ") {
                let whole = |w: &String| w.len() > 2 && w.bytes().all(|b| b.is_ascii_alphabetic());
                out.extend(words(line).into_iter().filter(whole));
            }
        }
        in_part_header = false;
    }
    out
}

#[test]
fn no_malformed_mail_crashes_hangs_or_loses_its_body() {
    let all = samples("malformed");
    let (mut whole, mut with_parse) = (0, 0);
    let mut slowest = Duration::ZERO;
    for sample in &all {
        let begin = Instant::now();
        let letter = read(&sample.bytes, &Hints::default());
        slowest = slowest.max(begin.elapsed());
        let mut have = HashSet::new();
        reachable(&letter, 0, &mut have);
        let wanted = match expected_words(sample) {
            Some(wanted) => {
                with_parse += 1;
                wanted
            }
            None => printable_words(&sample.bytes),
        };
        let missing: Vec<&String> = wanted.iter().filter(|w| !have.contains(*w)).collect();
        if missing.len() * 50 <= wanted.len() {
            whole += 1;
        } else {
            println!(
                "{}: held {:?} {}/{} missing {:?}",
                sample.id,
                letter.held,
                missing.len(),
                wanted.len(),
                &missing[..missing.len().min(8)]
            );
        }
    }
    println!(
        "malformed: {} read, body whole {whole}, of them {with_parse} against an expected parse; slowest {slowest:?}",
        all.len()
    );
    assert_eq!(whole, all.len());
    assert!(slowest < Duration::from_secs(5));
}
