//! The parser library as a second opinion: on mails of real people it reads the same text and the same people.

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

use corpus::{samples, words};
use mail::read::{Hints, read};
use mail_parser::{MessageParser, PartType};

/// What the library finds in the text and HTML bodies.
fn theirs(message: &mail_parser::Message<'_>) -> Vec<String> {
    let mut out = Vec::new();
    for part in message.text_bodies() {
        match &part.body {
            PartType::Text(text) => out.extend(words(text)),
            PartType::Html(html) => out.extend(words(&mail::html::to_text(html))),
            _ => {}
        }
    }
    out.retain(|w| w.is_ascii());
    out
}

#[test]
fn the_library_finds_no_word_that_we_miss() {
    let (mut same, mut all) = (0, 0);
    let (mut people, mut with_people) = (0, 0);
    let (mut dates, mut with_date) = (0, 0);
    for job in ["html", "lists", "attachments", "charsets", "autoreplies", "bounces"] {
        for sample in samples(job) {
            let Some(message) = MessageParser::default().parse(&sample.bytes) else { continue };
            let letter = read(&sample.bytes, &Hints::default());
            let mut have: HashSet<String> = words(&letter.text).into_iter().collect();
            have.extend(words(letter.html.as_deref().unwrap_or_default()));
            for attachment in &letter.attachments {
                have.extend(words(&String::from_utf8_lossy(&attachment.bytes)));
            }
            let wanted = theirs(&message);
            let missing: Vec<&String> = wanted.iter().filter(|w| !have.contains(*w)).collect();
            all += 1;
            if missing.len() * 50 <= wanted.len() {
                same += 1;
            } else {
                println!(
                    "{job}/{}: {} of {} missing: {:?}",
                    sample.id,
                    missing.len(),
                    wanted.len(),
                    &missing[..missing.len().min(10)]
                );
            }
            let address = message.from().and_then(|f| f.first()).and_then(|a| a.address()).map(str::to_lowercase);
            if let (Some(theirs), Some(ours)) = (address.filter(|a| a.contains('@')), &letter.from) {
                with_people += 1;
                if theirs == ours.address {
                    people += 1;
                } else {
                    println!("{job}/{}: from {theirs} and {}", sample.id, ours.address);
                }
            }
            if let (Some(theirs), Some(ours)) = (message.date(), letter.claimed_date) {
                with_date += 1;
                if theirs.to_timestamp() == ours.as_second() {
                    dates += 1;
                } else {
                    println!("{job}/{}: date {theirs} and {ours}", sample.id);
                }
            }
        }
    }
    println!("second opinion: bodies {same} of {all}, senders {people} of {with_people}, dates {dates} of {with_date}");
    assert!(same * 100 >= all * 98);
    assert!(people * 100 >= with_people * 99 && dates * 100 >= with_date * 99);
}
