//! Kinds of 600 real mails: bounces, absence notices, abuse reports, and mail that people wrote.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print their figures"
)]

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};

use corpus::{Sample, samples};
use mail::letter::Letter;
use mail::read::{Hints, read};
use rulebook::event::Kind;

/// What the manifest says, as one of the classes that matter to the desk. A delay notice is no failure and
/// yet the same class here: both come from a mail system and say what became of our mail.
fn truth(job: &str, sample: &Sample) -> Option<&'static str> {
    let class = sample.row["truth"]["class"].as_str().unwrap_or_default();
    Some(match class {
        // Manifest rows that name the container only say nothing about the kind.
        "multipart_report" => return None,
        _ if class.starts_with("bounce") || class == "delivery_success_report" => "bounce",
        "feedback_report" => "abuse",
        "auto_reply" => "auto",
        "challenge_response" => "challenge",
        "not_bounce" => "person",
        _ if job == "autoreplies" => "auto",
        _ => "person",
    })
}

fn class(letter: &Letter) -> &'static str {
    match letter.kind.0 {
        Kind::Bounce | Kind::Delay => "bounce",
        Kind::AbuseReport => "abuse",
        Kind::AutoReply => "auto",
        Kind::Challenge => "challenge",
        // A list or bulk mark on mail that a person wrote is right, too: it is not what is asked here.
        Kind::Person | Kind::List | Kind::Bulk => "person",
    }
}

fn letter(sample: &Sample) -> Letter {
    // The reply samples that are bare text get the header that any mail has.
    if sample.row["format"].as_str() == Some("text") || sample.row["format"].as_str() == Some("html") {
        let mut mail = b"From: a@example.org\nSubject: Re: x\n\n".to_vec();
        mail.extend_from_slice(&sample.bytes);
        return read(&mail, &Hints::default());
    }
    read(&sample.bytes, &Hints::default())
}

#[test]
fn kinds_are_told_apart() {
    let mut figures: BTreeMap<(bool, &str), (usize, usize)> = BTreeMap::new();
    let mut any = false;
    for job in ["bounces", "autoreplies", "replies"] {
        for sample in samples(job) {
            any = true;
            let Some(truth) = truth(job, &sample) else { continue };
            let letter = letter(&sample);
            let got = class(&letter);
            let cell = figures.entry((sample.is_held_out(), truth)).or_default();
            cell.1 += 1;
            cell.0 += usize::from(got == truth);
            if got != truth && !sample.is_held_out() {
                println!(
                    "tuned half: {job}/{} is {truth}, read as {:?}; {:?} from {:?}",
                    sample.id, letter.kind.0, letter.subject, letter.from_raw
                );
            }
        }
    }
    if !any {
        return;
    }
    for held_out in [false, true] {
        let rows: Vec<_> = figures.iter().filter(|((h, _), _)| *h == held_out).collect();
        let (right, all) = rows.iter().fold((0, 0), |sum, (_, (r, a))| (sum.0 + r, sum.1 + a));
        let name = if held_out { "held-out half" } else { "tuned half" };
        println!("kinds, {name}: {right} of {all} = {:.1} %", right as f64 * 100.0 / all as f64);
        for ((_, class), (right, all)) in rows {
            println!("   {class}: {right} of {all}");
        }
        if held_out {
            assert!(right * 100 >= all * 95, "{right} of {all}");
        }
    }
}

#[test]
fn bounces_name_their_recipients() {
    let (mut exact, mut found, mut all) = (0, 0, 0);
    let mut ids = (0, 0);
    let (mut hard_right, mut hard_all) = (0, 0);
    for sample in samples("bounces") {
        let letter = letter(&sample);
        let Some(bounce) = &letter.bounce else { continue };
        ids.1 += 1;
        ids.0 += usize::from(bounce.original_message_id.is_some());
        let truth = &sample.row["truth"];
        if let Some(flags) = truth["recipients"].as_array().filter(|r| !r.is_empty()) {
            let wanted = flags.iter().any(|r| r["hard"].as_bool() == Some(true));
            if sample.is_held_out() {
                hard_all += 1;
                hard_right += usize::from(wanted == bounce.hard);
            } else if wanted != bounce.hard {
                println!(
                    "tuned half: {} hard {wanted}, read {}: {:?} {}",
                    sample.id, bounce.hard, bounce.recipients, flags[0]
                );
            }
        }
        let Some(addresses) = truth["addresses"].as_array().filter(|a| !a.is_empty()) else { continue };
        let wanted: BTreeSet<String> = addresses.iter().map(|a| a.as_str().unwrap().to_lowercase()).collect();
        let got: BTreeSet<String> = bounce.recipients.iter().map(|r| r.address.to_lowercase()).collect();
        if !sample.is_held_out() {
            if got != wanted {
                println!("tuned half: {} wants {wanted:?} got {got:?}", sample.id);
            }
            continue;
        }
        all += 1;
        exact += usize::from(got == wanted);
        found += usize::from(wanted.is_subset(&got));
    }
    println!("bounces, held-out half: exact recipients {exact} of {all}, none missing {found} of {all}");
    println!("bounces, held-out half: dead address told from living {hard_right} of {hard_all}");
    println!("bounces: original Message-ID found in {} of {}", ids.0, ids.1);
    assert!(exact * 100 >= all * 80 && found * 100 >= all * 85);
    assert!(hard_right * 100 >= hard_all * 84);
    assert!(ids.0 * 100 >= ids.1 * 75, "not every notice gives the mail back");
}
