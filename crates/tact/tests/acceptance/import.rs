//! Mail in every form in which it lies on disks, and what is no mail.

use super::desk::Desk;
use super::letter::{anna, we};
use serde_json::json;

#[test]
fn a_maildir_with_its_sent_folder() {
    let desk = Desk::in_warsaw();
    let asked = anna("2026-11-12T10:00:00+01:00");
    let answer = we("2026-11-12T15:00:00+01:00").answering(&asked);
    let root = desk.path("Maildir");
    for (place, bytes) in
        [("cur/1.a:2,S", asked.bytes()), (".Sent/cur/2.b:2,S", answer.bytes()), ("tmp/3.c", b"half a".to_vec())]
    {
        let file = root.join(place);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }
    std::fs::create_dir_all(root.join("new")).unwrap();
    let summary = desk.run(&["import", root.to_str().unwrap(), "--format", "json"]).json();
    assert_eq!((&summary["stored"], &summary["held"]), (&json!(2), &json!([])));
    assert_eq!(desk.owes(), ["2026-11-13T09:00:00Z kept 2026-11-12T14:00:00Z"]);
}

#[test]
fn an_mbox_twice_and_as_single_mails_is_stored_once() {
    let mut desk = Desk::in_warsaw();
    let (one, two) = (anna("2026-11-12T10:00:00+01:00"), anna("2026-11-12T11:00:00+01:00").about("Logo"));
    let two = two.saying("Which one?\n\nFrom here it is unclear.\nFrom what I see, both.");
    let mut mbox = Vec::new();
    for letter in [&one, &two] {
        mbox.extend(b"From anna@client.example Thu Nov 12 09:00:00 2026\n");
        mbox.extend(letter.bytes().into_iter().filter(|byte| *byte != b'\r'));
        mbox.push(b'\n');
    }
    let file = desk.path("archive.mbox");
    std::fs::write(&file, mbox).unwrap();
    let import = || desk.run(&["import", file.to_str().unwrap(), "--format", "json"]).json();
    assert_eq!(import()["stored"], 2);
    let again = import();
    assert_eq!((&again["read"], &again["stored"], &again["duplicates"]), (&json!(2), &json!(0), &json!(2)));
    let single = desk.import(&[&one, &two]);
    assert_eq!(single["duplicates"], 2);
}

#[test]
fn what_is_no_mail_is_listed_with_its_cause_and_the_rest_comes_in() {
    let mut desk = Desk::in_warsaw();
    let folder = desk.path("mail");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("empty.eml"), b"").unwrap();
    std::fs::write(folder.join("newline.eml"), b"\n").unwrap();
    std::fs::write(folder.join("notes.txt"), "Buy milk\nand bread\n").unwrap();
    std::fs::write(folder.join("parse.eml"), "Parse: x").unwrap();
    std::fs::write(folder.join("zeros.bin"), [0_u8; 4096]).unwrap();
    std::fs::write(folder.join("broken.gz"), [0x1f, 0x8b, 8, 0, 1, 2]).unwrap();
    let summary = desk.import(&[&anna("2026-11-12T10:00:00+01:00")]);
    assert_eq!((&summary["stored"], &summary["promises_open"]), (&json!(1), &json!(1)));
    let held = summary["held"].as_array().unwrap();
    assert_eq!(held.len(), 6, "{held:?}");
    assert!(held.iter().all(|it| it["path"].is_string() && !it["cause"].as_str().unwrap().is_empty()));
}

#[test]
fn an_old_archive_is_history_and_today_is_spared() {
    let mut desk = Desk::in_warsaw();
    let summary = desk.import(&[&anna("2024-03-05T10:00:00+01:00")]);
    assert_eq!((&summary["promises_open"], &summary["promises_history"]), (&json!(0), &json!(1)));
    assert_eq!(desk.run(&["promises", "--format", "json"]).lines().len(), 0);
    assert_eq!(desk.run(&["promises", "--all", "--format", "json"]).lines().len(), 1);
}
