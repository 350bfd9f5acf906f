//! Archives and collections of real mail, held against what is known of them.

use std::collections::HashMap;
use std::fs;

use serde_json::Value;

use crate::desk::{TestDesk, real_mail};

/// Parents that are held and found in the same conversation, of all such parents.
fn parents(desk: &TestDesk, truth: &str) -> (usize, usize) {
    let mut at: HashMap<String, String> = HashMap::new();
    for conversation in desk.json(&["conversations"]) {
        for message in conversation["messages"].as_array().unwrap() {
            at.insert(message["message_id"].as_str().unwrap().to_owned(), conversation["id"].to_string());
        }
    }
    let (mut right, mut all) = (0, 0);
    for line in truth.lines() {
        let it: Value = serde_json::from_str(line).unwrap();
        if it["parent_present"] == true {
            let [own, parent] = ["message_id", "parent"].map(|key| at.get(it[key].as_str().unwrap_or_default()));
            all += 1;
            right += usize::from(own.is_some() && own == parent);
        }
    }
    (right, all)
}

#[test]
fn archives_thread_as_their_references_say() {
    let (mut right, mut all) = (0, 0);
    for (archive, truth) in [
        ("threads/twisted-web.pipermail.mbox", "threads/twisted-web.pipermail.truth.jsonl"),
        ("threads/notmuch-default", "threads/notmuch-default.truth.jsonl"),
        ("threads/notmuch-lkml", "threads/notmuch-lkml.truth.jsonl"),
        ("threads/notmuch-threading", "threads/notmuch-threading.truth.jsonl"),
    ] {
        let (Some(archive), Some(truth)) = (real_mail(archive), real_mail(truth)) else { return };
        let desk = TestDesk::new();
        let told = desk.json(&["import", archive.to_str().unwrap()]).remove(0);
        assert_eq!(told["held"].as_array().unwrap().len(), 0);
        let (of_this_right, of_this) = parents(&desk, &fs::read_to_string(truth).unwrap());
        println!("{}: {of_this_right} of {of_this} parents", archive.display());
        (right, all) = (right + of_this_right, all + of_this);
        let again = desk.json(&["import", archive.to_str().unwrap()]).remove(0);
        assert_eq!((again["stored"].as_u64(), again["duplicates"].as_u64()), (Some(0), told["read"].as_u64()));
    }
    assert!(right as f64 >= all as f64 * 0.995, "{right} of {all}");
}

#[test]
fn the_worst_mail_there_is_is_taken_in_or_held_with_a_cause() {
    for set in ["malformed/input", "bounces/input", "charsets/input", "attachments/input"] {
        let Some(folder) = real_mail(set) else { return };
        let desk = TestDesk::new();
        let told = desk.json(&["import", folder.to_str().unwrap(), "--me", "desk@agency.example"]).remove(0);
        let number = |key: &str| told[key].as_u64().unwrap();
        let held = told["held"].as_array().unwrap();
        println!(
            "{set}: {} read, {} stored, {} known, {} held",
            number("read"),
            number("stored"),
            number("duplicates"),
            held.len()
        );
        assert_eq!(number("read"), number("stored") + number("duplicates") + held.len() as u64, "{set}");
        assert!(held.iter().all(|it| !it["cause"].as_str().unwrap().is_empty()));
        assert!(desk.run(&["doctor"]).status.success(), "{set}");
    }
}
