//! Texts in charsets that are known, against their true text: all of them must come out right.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print their figures"
)]

#[path = "support/corpus.rs"]
mod corpus;

use corpus::{samples, words};
use mail::read::{Hints, read};
use serde_json::Value;

fn letter(bytes: &[u8]) -> mail::letter::Letter {
    read(bytes, &Hints::default())
}

/// Raw texts become mails with the charset their manifest names.
#[test]
fn labelled_texts_are_read_as_they_were_written() {
    let (mut right, mut all) = (0, 0);
    for sample in samples("charsets") {
        for (name, expected) in sample.expected(&[".utf8.txt"]) {
            all += 1;
            let charset = sample.row["truth"]["charset"].as_str().unwrap();
            let mut mail = format!("From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n").into_bytes();
            mail.extend_from_slice(&sample.bytes);
            let expected = String::from_utf8(expected).unwrap().replace("\r\n", "\n").replace('\r', "\n");
            let got = letter(&mail).text;
            if got == expected.trim_start_matches('\u{feff}') {
                right += 1;
            } else {
                let at = got.chars().zip(expected.chars()).take_while(|(a, b)| a == b).count();
                let near = |t: &str| t.chars().skip(at.saturating_sub(10)).take(40).collect::<String>();
                println!("{name}: at {at}\n  {:?}\n  {:?}", near(&got), near(&expected));
            }
        }
    }
    println!("charsets, labelled texts: {right} of {all}");
    assert_eq!(right, all);
}

/// The same texts without a label: the guess. Reported on the half that it was not tuned on.
#[test]
fn texts_without_a_label_are_guessed() {
    let (mut right, mut all, mut telling) = (0, 0, 0);
    for sample in samples("charsets") {
        for (name, expected) in sample.expected(&[".utf8.txt"]) {
            let mut mail = b"From: a@example.org\n\n".to_vec();
            mail.extend_from_slice(&sample.bytes);
            let got = words(&letter(&mail).text);
            let expected = words(&String::from_utf8_lossy(&expected));
            let same = got.iter().zip(&expected).filter(|(a, b)| a == b).count();
            let fine = same * 100 >= expected.len() * 98;
            let charset = sample.row["truth"]["charset"].as_str().unwrap();
            if sample.is_held_out() {
                all += 1;
                right += usize::from(fine);
            } else if !fine {
                println!("tuned half, wrong: {name} ({charset})");
            }
            telling += 1;
        }
    }
    println!("charsets, guessed (held-out half): {right} of {all}; {telling} texts");
    assert!(right * 100 >= all * 90, "{right} of {all}");
}

/// Mails with an expected parse: the words of their bodies are all there.
#[test]
fn mails_with_an_expected_parse() {
    let (mut right, mut all) = (0, 0);
    for job in ["charsets", "attachments", "lists", "html"] {
        for sample in samples(job) {
            let Some(expected) = expected_text(&sample) else { continue };
            all += 1;
            let letter = letter(&sample.bytes);
            let mut got = letter.text.clone();
            got.push('\n');
            got.push_str(&letter.html.unwrap_or_default());
            let missing = missing(&expected.replace('\0', "\u{fffd}"), &got, &letter.attachments);
            if missing.is_empty() {
                right += 1;
            } else {
                println!("{}/{}: missing {:?}", job, sample.id, &missing[..missing.len().min(8)]);
            }
        }
    }
    println!("mails with an expected parse: {right} of {all}");
    assert_eq!(right, all);
}

fn missing(expected: &str, text: &str, attachments: &[mail::letter::Attachment]) -> Vec<String> {
    let mut have: std::collections::HashSet<String> = words(text).into_iter().collect();
    for attachment in attachments {
        have.extend(words(&String::from_utf8_lossy(&attachment.bytes)));
        have.extend(words(&letter(&attachment.bytes).text));
    }
    words(expected).into_iter().filter(|w| !have.contains(w)).collect()
}

/// The text of the body parts in the JSON that came with a mail, or the decoded body texts beside it.
fn expected_text(sample: &corpus::Sample) -> Option<String> {
    let mut out = String::new();
    for (_, json) in sample.expected(&[".expected.json"]) {
        let message: Value = serde_json::from_slice(&json).unwrap();
        for index in message["text_body"].as_array().into_iter().flatten() {
            let body = &message["parts"][usize::try_from(index.as_u64().unwrap()).unwrap()]["body"];
            out.push_str(body["Text"].as_str().or(body["Html"].as_str()).unwrap_or_default());
            out.push('\n');
        }
    }
    (!out.is_empty()).then_some(out)
}

/// Three words in a header without any label, in the charsets that Russian and Polish mail of old programs has.
#[test]
fn short_headers_are_guessed() {
    let Some(mail) = corpus::folder("charsets") else { return };
    let heat = mail.join("../../heat");
    for (language, labels) in [("ru", ["koi8-r", "windows-1251"]), ("pl", ["iso-8859-2", "windows-1250"])] {
        let mut phrases = Vec::new();
        for file in ["C.jsonl", "D.jsonl", "E.jsonl", "F.jsonl"] {
            for line in std::fs::read_to_string(heat.join(file)).unwrap().lines() {
                let row: Value = serde_json::from_str(line).unwrap();
                if row["lang"] == language {
                    let text = row["text"].as_str().unwrap_or_default();
                    phrases.push(text.split_whitespace().skip(6).take(3).collect::<Vec<_>>().join(" "));
                }
            }
        }
        for label in labels {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let (mut right, mut all) = (0, 0);
            for phrase in phrases.iter().filter(|p| !p.is_ascii()) {
                let (bytes, _, lossy) = encoding.encode(phrase);
                if !lossy {
                    all += 1;
                    let mail = [&b"Subject: "[..], &bytes, b"\n\nbody\n"].concat();
                    right += usize::from(letter(&mail).subject == *phrase);
                }
            }
            println!("three words in {label}: {right} of {all}");
            assert!(all > 100 && right * 100 >= all * 97);
        }
    }
    // Western mail keeps its letters.
    for phrase in [
        "Schöne Grüße",
        "être ou ne pas être",
        "Señor Peña",
        "São Paulo não",
        "où êtes-vous",
        "città è bella",
        "garçon",
    ] {
        let mail = [&b"Subject: "[..], &encoding_rs::WINDOWS_1252.encode(phrase).0, b"\n\nbody\n"].concat();
        assert_eq!(letter(&mail).subject, phrase);
    }
}
