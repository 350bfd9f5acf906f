//! Every form that mail comes in, once and again.

use std::io::Write;

use serde_json::json;

use crate::desk::{ANNA, DESK, Mail, TestDesk, a_lot_of_mail, mbox, same};

fn two() -> [String; 2] {
    let answer = Mail {
        id: "r@agency.example",
        from: DESK,
        to: ANNA,
        date: "Mon, 23 Nov 2026 10:00:00 +0100",
        references: &["a@client.example"],
        text: "Here it is.\n",
        ..Mail::default()
    };
    [Mail::default().text(), answer.text()]
}

#[test]
fn mbox_maildir_files_and_packed_files_give_the_same_desk() {
    let plain = TestDesk::new();
    let [question, answer] = two();
    plain.put("1.eml", &question);
    plain.put("2.eml", &answer);
    plain.import(DESK);
    let packed = |bytes: &[u8]| {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(bytes).unwrap();
        gz.finish().unwrap()
    };
    let all = mbox(&two());
    let forms: Vec<Vec<(&str, Vec<u8>)>> = vec![
        vec![("mail.mbox", all.clone().into_bytes())],
        vec![("mail.mbox.gz", packed(all.as_bytes()))],
        vec![("mail.mbox.zst", zstd::encode_all(all.as_bytes(), 1).unwrap())],
        vec![
            ("cur/1:2,S", question.clone().into()),
            ("new/2", answer.clone().into()),
            ("tmp/3", question.clone().into()),
        ],
        vec![("1.eml.gz", packed(question.as_bytes())), ("deep/er/2", answer.replace('\n', "\r\n").into())],
        vec![("inbox", mbox(&[question]).into()), ("Sent", mbox(&[answer]).into()), ("inbox.msf", b"index".to_vec())],
    ];
    for form in forms {
        let desk = TestDesk::new();
        for (name, bytes) in &form {
            desk.put(name, bytes);
        }
        let told = desk.import(DESK);
        assert_eq!((&told["stored"], &told["held"]), (&json!(2), &json!([])), "{:?}", form[0].0);
        same(&desk, &plain.picture(), form[0].0);
    }
}

#[test]
fn what_is_imported_again_is_counted_as_known() {
    let desk = TestDesk::new();
    let mails = a_lot_of_mail(40);
    desk.put("mail.mbox", mbox(&mails));
    let first = desk.import(DESK);
    let before = desk.picture();
    let again = desk.import(DESK);
    assert_eq!(first["stored"], json!(mails.len()));
    assert_eq!((&again["read"], &again["stored"]), (&first["read"], &json!(0)));
    assert_eq!(again["duplicates"], json!(mails.len()));
    same(&desk, &before, "again");
}

#[test]
fn a_mailbox_that_grew_brings_only_what_is_new() {
    let desk = TestDesk::new();
    let mails = a_lot_of_mail(40);
    desk.put("mail.mbox", mbox(&mails[..30]));
    desk.import(DESK);
    desk.put("mail.mbox", mbox(&mails));
    let told = desk.import(DESK);
    assert_eq!((&told["stored"], &told["duplicates"]), (&json!(mails.len() - 30), &json!(30)));
    let whole = TestDesk::new();
    whole.put("mail.mbox", mbox(&mails));
    whole.import(DESK);
    same(&desk, &whole.picture(), "grown");
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let mails = a_lot_of_mail(60);
    let straight = TestDesk::new();
    straight.put("mail.mbox", mbox(&mails));
    straight.import(DESK);
    let backwards = TestDesk::new();
    let mut turned = mails.clone();
    turned.reverse();
    backwards.put("mail.mbox", mbox(&turned));
    backwards.import(DESK);
    same(&backwards, &straight.picture(), "backwards");
    let one_by_one = TestDesk::new();
    for (at, chunk) in mails.chunks(23).rev().enumerate() {
        one_by_one.put(&format!("{at}.mbox"), mbox(chunk));
        one_by_one.import(DESK);
    }
    same(&one_by_one, &straight.picture(), "one by one");
    assert!(one_by_one.run(&["doctor"]).status.success());
}

#[test]
fn old_conversations_are_history_and_said_so() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail { date: "Fri, 20 Nov 2020 16:30:00 +0100", ..Mail::default() }.text());
    let told = desk.import(DESK);
    assert_eq!((&told["promises_open"], &told["promises_history"]), (&json!(0), &json!(1)));
    assert_eq!(desk.json(&["promises"]).len(), 0);
    assert_eq!(desk.json(&["promises", "--all"])[0]["state"], "broken");
    // As the ledger stood then, it was no history.
    assert_eq!(desk.json(&["promises", "--at", "2020-11-21T00:00:00Z"]).len(), 1);
}

#[test]
fn both_databases_tell_the_same() {
    let Some(postgres) = TestDesk::on_postgres("same") else { return };
    let sqlite = TestDesk::new();
    for desk in [&postgres, &sqlite] {
        desk.put("mail.mbox", mbox(&a_lot_of_mail(80)));
        desk.import(DESK);
        assert!(desk.run(&["doctor"]).status.success());
    }
    same(&postgres, &sqlite.picture(), "databases");
}
