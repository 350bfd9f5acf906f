//! kill -9 in the middle of a fetch, at every step: afterwards each mail is here exactly once.
//!
//! The process that is killed is this test program itself, started again with [`child`] as its only test.
//! Sixteen rounds; two hundred and fifty with `TACT_SLOW=1`.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use desk::clock::TestClock;
use desk::mailboxes::Options;
use desk::{Desk, Who};
use jiff::{SignedDuration, Timestamp};

use crate::fake_imap::{FakeImap, Wrong};
use crate::fetching::question;
use crate::house::{self, House};

/// Fetches until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the test below, in a process of its own"]
async fn child() {
    let Ok(folder) = std::env::var("TACT_TEST_KILLED_FOLDER") else { return };
    let from: Timestamp = std::env::var("TACT_TEST_KILLED_FROM").unwrap().parse().unwrap();
    let house = open(Path::new(&folder), from).await;
    house.fetcher().work_until(std::future::pending()).await;
}

async fn open(folder: &Path, at: Timestamp) -> House {
    let clock = Arc::new(TestClock::new(at));
    let desk = Desk::open(house::place(folder), Box::new(Arc::clone(&clock))).await.unwrap();
    let member = desk::members::list(&desk).await.unwrap().remove(0);
    House::of(desk, clock, Who { member, session_id: None })
}

fn start(folder: &Path, from: Timestamp) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "fetch_killed::child", "--ignored", "--nocapture"])
        .env("TACT_TEST_KILLED_FOLDER", folder)
        .env("TACT_TEST_KILLED_FROM", from.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Those of the mails that are here, as often as they are, sorted.
async fn here(house: &House, ids: &[String]) -> Vec<String> {
    let desk = &house.desk;
    let known = desk.db().read(async |mut tx| store::message::known(&mut tx, desk.id(), ids).await).await.unwrap();
    let mut here: Vec<String> = known.into_iter().map(|mail| mail.rfc_id).collect();
    here.sort();
    here
}

/// The command at which the server falls silent and the kill comes; `None`: the kill comes after a while.
fn plan(round: u64) -> Option<&'static str> {
    match round % 8 {
        0 => Some("AUTHENTICATE"),
        1 => Some("EXAMINE"),
        2 => Some("UID SEARCH"),
        3 => Some("UID FETCH"),
        4 => Some("IDLE"),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_mail_is_here_once_however_often_the_fetch_is_killed() {
    let rounds = if std::env::var("TACT_SLOW").is_ok_and(|slow| slow == "1") { 250 } else { 16 };
    let folder = tempfile::tempdir().unwrap();
    let server = FakeImap::start().await;
    let mut now = house::at(house::FRIDAY);
    let mut ids = Vec::new();
    let mut put = |house: &House, round: u64| {
        for number in 0..12 {
            let id = format!("q{round:03}-{number:02}@client.test");
            server.put("INBOX", question(house, &id));
            ids.push(id);
        }
        ids.clone()
    };
    {
        let (desk, clock) = house::empty(folder.path()).await;
        let ola = house::set_up(&desk).await.who;
        let house = House::of(desk, clock, ola);
        house.connect(server.at.port(), Options::default()).await;
    }
    let mut short = 0;
    for round in 0..rounds {
        now += SignedDuration::from_hours(24);
        let expected = put(&open(folder.path(), now).await, round);
        let mut silences = server.silences();
        silences.mark_unchanged();
        if let Some(words) = plan(round) {
            server.once(words, Wrong::Silence);
        }
        let mut child = start(folder.path(), now);
        match plan(round) {
            Some(_) => tokio::time::timeout(Duration::from_secs(60), silences.changed()).await.unwrap().unwrap(),
            // No randomness: the same rounds each time, spread over the first half second of the process.
            None => tokio::time::sleep(Duration::from_millis(round.wrapping_mul(0x9e37_79b9) % 500)).await,
        }
        child.kill().unwrap();
        child.wait().unwrap();
        server.mend();

        let house = open(folder.path(), now + SignedDuration::from_hours(12)).await;
        short += u32::from(here(&house, &expected).await.len() < expected.len());
        house.fetcher().work_off().await.unwrap();
        assert_eq!(desk::mailboxes::all(&house.desk).await.unwrap()[0].trouble, "", "round {round}");
        assert_eq!(here(&house, &expected).await, expected, "round {round}: each once");
    }
    assert!(short > 0, "no kill came in the middle of anything");
    eprintln!("killed {rounds} times, {short} times before everything was here");
}
