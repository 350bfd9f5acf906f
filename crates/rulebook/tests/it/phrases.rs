//! Sentences of every day and how they are read, one table a language in `phrases/`. They were written for this test, not taken from
//! the labelled mails.

use rulebook::language::{Sent, read_client, read_draft};

const TABLES: [(&str, &str); 3] = [
    ("en", include_str!("phrases/en.txt")),
    ("pl", include_str!("phrases/pl.txt")),
    ("ru", include_str!("phrases/ru.txt")),
];

/// What a line of the table stands for, as it is read.
fn read(kind: &str, text: &str) -> String {
    // Thursday.
    let sent = Sent { at: "2026-11-19T10:00".parse().unwrap(), calendar: None };
    let draft = read_draft(text, None, None, &sent);
    let client = read_client(text, None, &sent);
    match kind {
        "ask" | "will" | "none" => match (draft.asks.is_empty(), draft.commitments.is_empty()) {
            (false, _) => "ask",
            (true, false) => "will",
            (true, true) => "none",
        },
        "no" | "way" | "neither" => match draft.refusal {
            Some(refusal) if refusal.alternative => "way",
            Some(_) => "no",
            None => "neither",
        },
        "waits" | "ends" if client.expects_answer => "waits",
        "waits" | "ends" => "ends",
        _ => ["0", "1", "2"][client.complaint as usize],
    }
    .to_owned()
}

#[test]
fn sentences_of_every_day_are_read_as_people_mean_them() {
    let mut wrong = Vec::new();
    for (language, table) in TABLES {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (kind, text) = line.split_once(": ").unwrap();
            let read = read(kind, text);
            if read != kind {
                wrong.push(format!("{language} {kind}, read as {read}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n"), wrong.len());
}
