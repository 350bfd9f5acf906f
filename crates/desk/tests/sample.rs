//! The sample desk looks as a newcomer should meet it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use std::collections::BTreeMap;

use desk::ask::{Question, ledger};
use desk::clock::TestClock;
use desk::{Desk, sample};
use rulebook::people::Side;
use rulebook::promise::{State, What};
use store::Place;

/// Wednesday, 25 November 2026, 12:00 in Warsaw.
const NOON: &str = "2026-11-25T11:00:00Z";

async fn filled() -> (tempfile::TempDir, Desk) {
    let folder = tempfile::tempdir().unwrap();
    let clock = TestClock::new(NOON.parse().unwrap());
    let desk = Desk::open(Place::Folder(folder.path().to_owned()), Box::new(clock)).await.unwrap();
    sample::fill(&desk, "en").await.unwrap();
    (folder, desk)
}

#[tokio::test]
async fn late_angry_and_fresh_clients_wait_on_today_and_quiet_ones_do_not() {
    let (_folder, desk) = filled().await;
    let question = Question { side: Some(Side::Ours), ..Question::default() };
    let lines = ledger(&desk, question).await.unwrap();
    let states: BTreeMap<&str, State> =
        lines.iter().map(|line| (line.promise.whom.address.as_str(), line.promise.state)).collect();
    let expected = BTreeMap::from([
        ("anna@piekarnia-zaczyn.example", State::Broken),
        ("irina@glina-masterskaya.example", State::Open),
        ("maria@kwiaciarnia-duda.example", State::Open),
        ("mark@harbour-lettings.example", State::Open),
        ("novikova@dom-chaya.example", State::Open),
        ("pawel.zych@zychmed.example", State::Open),
        ("sofia@greenway-yoga.example", State::Broken),
    ]);
    assert_eq!(states, expected);
    let holding = lines.iter().find(|line| line.promise.what == What::ComeBack).unwrap();
    assert_eq!(holding.promise.due, "2026-11-26T11:00:00Z".parse().unwrap());
}

#[tokio::test]
async fn one_client_owes_something_since_last_week_and_another_in_two_days() {
    let (_folder, desk) = filled().await;
    let question = Question { side: Some(Side::Theirs), ..Question::default() };
    let lines = ledger(&desk, question).await.unwrap();
    let owed: BTreeMap<&str, State> =
        lines.iter().map(|line| (line.promise.who.address.as_str(), line.promise.state)).collect();
    let expected = BTreeMap::from([
        ("oleg.braun@mail-sample.example", State::Broken),
        ("sofia@greenway-yoga.example", State::Open),
    ]);
    assert_eq!(owed, expected);
}

#[tokio::test]
async fn everything_that_ever_was_owed_is_listed_on_request() {
    let (_folder, desk) = filled().await;
    let lines = ledger(&desk, Question { all: true, ..Question::default() }).await.unwrap();
    let old: Vec<_> = lines.iter().filter(|line| line.history).map(|line| line.promise.whom.name.as_str()).collect();
    assert_eq!(old, ["Helen Park", "Grzegorz Lis"]);
    let late = lines.iter().find(|line| line.promise.whom.name == "Daniel Roth").unwrap();
    assert_eq!((late.promise.state, late.promise.kept_at.is_some()), (State::Broken, true));
}

#[tokio::test]
async fn a_desk_in_use_is_left_alone() {
    let (_folder, desk) = filled().await;
    assert!(matches!(sample::fill(&desk, "en").await, Err(sample::FillError::InUse)));
}
