//! An agency whose address is a group at its mail host: what clients write there carries the marks of a list.
#![allow(clippy::unwrap_used, reason = "tests may panic")]

use desk::ask::{Question, ledger};
use desk::clock::TestClock;
use desk::receive::{Incoming, receive};
use desk::{By, Desk, settings};
use mail::read::Hints;
use rulebook::house_rules::Settings;
use store::Place;
use store::blobs::Packed;

/// Who is owed an answer after one letter came through the list `list`.
async fn owed_after(list: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::new("2026-11-25T11:00:00Z".parse().unwrap());
    let desk = Desk::open(Place::Folder(folder.path().to_owned()), Box::new(clock)).await.unwrap();
    let mut document = Settings::default_for("Studio Sample", "Europe/Warsaw", "PL", "en");
    document.own_addresses = vec!["team@studio-sample.example".to_owned()];
    settings::save(&desk, By::Terminal, document, None).await.unwrap();
    let raw = format!(
        "From: Anna <anna@client.example>\nTo: team@studio-sample.example\nSubject: Report\nMessage-ID: <1@client.example>\n\
         Date: Wed, 25 Nov 2026 10:00:00 +0000\nList-Id: <{list}>\nPrecedence: list\n\nWhen will it be ready?\n"
    );
    let packed = Packed::of(raw.as_bytes());
    let incoming = Incoming::read(raw.as_bytes(), packed.hash(), &Hints::default(), "import", "1".to_owned());
    receive(&desk, vec![(incoming, packed)]).await.unwrap();
    let lines = ledger(&desk, Question::default()).await.unwrap();
    lines.into_iter().map(|line| line.promise.whom.address).collect()
}

#[tokio::test]
async fn mail_through_our_own_group_waits_for_an_answer_and_list_mail_does_not() {
    assert_eq!(owed_after("team.studio-sample.example").await, ["anna@client.example"]);
    assert!(owed_after("rust-talk.lists.example").await.is_empty());
}
