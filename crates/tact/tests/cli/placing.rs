//! Which mail belongs to which conversation, and whose it is.

use serde_json::{Value, json};

use crate::desk::{ANNA, DESK, Mail, TestDesk};

/// Imports each mail by itself, in this order, and gives the conversations as lists of Message-IDs.
fn placed(mails: &[Mail<'_>]) -> Vec<Vec<String>> {
    let desk = TestDesk::new();
    for (at, mail) in mails.iter().enumerate() {
        let path = desk.put(&format!("{at}.eml"), mail.text());
        desk.json(&["import", path.to_str().unwrap(), "--me", DESK]);
    }
    ids(&desk.json(&["conversations"]))
}

fn ids(conversations: &[Value]) -> Vec<Vec<String>> {
    let id = |message: &Value| message["message_id"].as_str().unwrap().split('@').next().unwrap().to_owned();
    let mut placed: Vec<Vec<String>> = conversations
        .iter()
        .map(|it| {
            let mut ids: Vec<String> = it["messages"].as_array().unwrap().iter().map(id).collect();
            ids.sort();
            ids
        })
        .collect();
    placed.sort();
    placed
}

#[test]
fn an_answer_joins_by_reference() {
    let answer = Mail { id: "b@x.example", from: DESK, to: ANNA, references: &["a@client.example"], ..Mail::default() };
    assert_eq!(placed(&[Mail::default(), answer]), [["a", "b"]]);
}

#[test]
fn the_same_subject_is_no_reason_to_join() {
    let other = Mail { id: "b@client.example", subject: "Re: Report", ..Mail::default() };
    assert_eq!(placed(&[Mail::default(), other]), [["a"], ["b"]]);
}

#[test]
fn a_stranger_who_knows_an_id_takes_no_part() {
    let stranger =
        Mail { id: "b@evil.example", from: "eve@evil.example", references: &["a@client.example"], ..Mail::default() };
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    desk.put("2.eml", stranger.text());
    desk.import(DESK);
    let told = desk.json(&["conversations"]);
    assert_eq!(ids(&told), [["a"], ["b"]]);
    let (of, by) = (&told[0], &told[1]);
    assert_eq!(by["related_to"], of["id"], "but the desk hints at it");
}

#[test]
fn a_stranger_cannot_join_by_taking_a_known_id() {
    let stranger = Mail { from: "eve@evil.example", text: "Pay me.\n", ..Mail::default() };
    assert_eq!(placed(&[Mail::default(), stranger]), [["a"], ["a"]]);
}

#[test]
fn a_colleague_of_the_client_takes_part_a_neighbour_at_a_mail_host_does_not() {
    let colleague =
        Mail { id: "b@x.example", from: "piotr@client.example", references: &["a@client.example"], ..Mail::default() };
    assert_eq!(placed(&[Mail::default(), colleague]), [["a", "b"]]);
    let first = Mail { from: "anna@gmail.com", ..Mail::default() };
    let neighbour =
        Mail { id: "b@x.example", from: "eve@gmail.com", references: &["a@client.example"], ..Mail::default() };
    assert_eq!(placed(&[first, neighbour]), [["a"], ["b"]]);
}

#[test]
fn who_was_written_to_takes_part() {
    let ours = Mail {
        id: "o@agency.example",
        from: DESK,
        to: "piotr@other.example",
        references: &["a@client.example"],
        ..Mail::default()
    };
    let theirs = Mail {
        id: "p@other.example",
        from: "piotr@other.example",
        references: &["o@agency.example"],
        ..Mail::default()
    };
    assert_eq!(placed(&[Mail::default(), ours, theirs]), [["a", "o", "p"]]);
}

#[test]
fn a_late_parent_joins_what_waited_for_it_and_makes_two_one() {
    let left = Mail { id: "l@client.example", references: &["p@client.example"], ..Mail::default() };
    let parent = Mail { id: "p@client.example", references: &["a@client.example"], ..Mail::default() };
    assert_eq!(placed(&[left, parent, Mail::default()]), [["a", "l", "p"]]);
    let left = Mail { id: "l@client.example", references: &["p@client.example"], ..Mail::default() };
    let parent = Mail { id: "p@client.example", references: &["a@client.example"], ..Mail::default() };
    assert_eq!(placed(&[Mail::default(), left, parent]), [["a", "l", "p"]], "two conversations become one");
}

#[test]
fn the_same_mail_by_another_way_is_the_same_mail() {
    let desk = TestDesk::new();
    let mail = Mail::default().text();
    desk.put("1.eml", format!("Received: from a.example by b.example; Fri, 20 Nov 2026 16:30:05 +0100\n{mail}"));
    desk.put("2.eml", format!("Received: from c.example by d.example; Fri, 20 Nov 2026 16:31:00 +0100\n{mail}"));
    let told = desk.import(DESK);
    assert_eq!((&told["stored"], &told["duplicates"]), (&json!(1), &json!(1)));
}

#[test]
fn the_same_id_with_other_words_is_kept_beside_the_first() {
    let other = Mail { text: "Something else entirely?\n", ..Mail::default() };
    assert_eq!(placed(&[Mail::default(), other]), [["a", "a"]]);
}

#[test]
fn machines_and_ourselves_make_no_promise() {
    let desk = TestDesk::new();
    let mail = |headers: &str, id: &str| format!("{headers}\n{}", Mail { id, ..Mail::default() }.text());
    desk.put("1.eml", mail("Auto-Submitted: auto-replied", "1@x.example"));
    desk.put("2.eml", mail("List-Id: <news.example>\nPrecedence: list", "2@x.example"));
    desk.put("3.eml", Mail { id: "3@x.example", from: DESK, to: ANNA, ..Mail::default() }.text());
    desk.put("4.eml", Mail { id: "4@x.example", from: DESK, to: DESK, ..Mail::default() }.text());
    desk.put("5.eml", Mail { id: "5@x.example", text: "Thank you, all clear!\n", ..Mail::default() }.text());
    desk.import(DESK);
    assert_eq!(desk.json(&["promises", "--all"]), Vec::<Value>::new());
}

#[test]
fn a_word_among_colleagues_does_not_answer_the_client() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    let among = Mail {
        id: "b@x.example",
        from: DESK,
        to: "tomek@agency.example",
        references: &["a@client.example"],
        date: "Fri, 20 Nov 2026 16:40:00 +0100",
        ..Mail::default()
    };
    desk.put("2.eml", among.text());
    let mail = desk.mail();
    desk.json(&["import", mail.to_str().unwrap(), "--me", DESK, "--me", "tomek@agency.example"]);
    let promises = desk.json(&["promises", "--all"]);
    assert_eq!((promises.len(), &promises[0]["kept_at"]), (1, &Value::Null));
}

#[test]
fn one_client_per_company_and_per_person_at_a_mail_host() {
    let desk = TestDesk::new();
    let people =
        ["Anna <anna@client.example>", "Piotr <piotr@client.example>", "Ola <ola@gmail.com>", "Jan <jan@gmail.com>"];
    for (at, from) in people.iter().enumerate() {
        desk.put(&format!("{at}.eml"), Mail { id: &format!("{at}@x.example"), from, ..Mail::default() }.text());
    }
    desk.import(DESK);
    let mut clients: Vec<String> =
        desk.json(&["conversations"]).iter().map(|it| it["client"].as_str().unwrap().to_owned()).collect();
    clients.sort();
    assert_eq!(clients, ["Jan", "Ola", "client.example", "client.example"]);
}

#[test]
fn a_sender_who_cannot_be_told_is_no_client_of_ours() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    let two = Mail { id: "b@x.example", from: "anna@client.example, eve@evil.example", ..Mail::default() };
    desk.put("2.eml", two.text());
    desk.import(DESK);
    let told = desk.json(&["conversations", "--client", "client.example"]);
    assert_eq!(ids(&told), [["a"]]);
}

#[test]
fn a_subject_without_end_is_cut_for_lists() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail { subject: &"long ".repeat(200_000), ..Mail::default() }.text());
    desk.import(DESK);
    let told = desk.json(&["conversations"]);
    assert!(told[0]["subject"].as_str().unwrap().chars().count() <= 301);
}
