//! kill -9 of the program itself while it sends: each mail left not at all, once, or is shown as uncertain.
//!
//! `tact serve` runs on a data folder whose outbox holds one mail that is due; a relay falls silent at one step, the program
//! is killed there (or after a while), and started again on the same data. Twenty-four rounds; five hundred and four with
//! `TACT_SLOW=1`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

#[allow(dead_code, reason = "shared with the use cases, which use all of it")]
#[path = "../../../desk/tests/usecases/dovecot.rs"]
mod dovecot;
#[allow(dead_code, reason = "shared with the use cases, which use all of it")]
#[path = "../../../desk/tests/usecases/fake_smtp.rs"]
mod fake_smtp;
#[allow(dead_code, reason = "shared with the use cases, which use all of it")]
#[path = "../../../desk/tests/usecases/house.rs"]
mod house;
mod served;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use desk::clock::{Clock as _, SystemClock, TestClock};
use desk::manners::Manners;
use desk::{By, Desk, Who};
use jiff::{SignedDuration, Timestamp};
use store::outbox::State;
// The relay speaks TLS, too, when it is asked to.
use tokio_rustls as _;

use crate::fake_smtp::{FakeSmtp, Script, Silence};
use crate::house::House;

/// How a round goes: what the relay does, and whether the kill waits for it or for a while.
fn plan(round: u64) -> (&'static str, Script, Option<Duration>) {
    let script = Script::default;
    // No randomness: the same rounds each time, spread over the first seconds of the process.
    let pause = Duration::from_millis(round.wrapping_mul(0x9e37_79b9) % 1_500);
    match round % 12 {
        0 => ("connect", Script { greeting: Silence, ..script() }, None),
        1 => ("hello", Script { ehlo: Silence, ..script() }, None),
        2 => ("mail", Script { mail: Silence, ..script() }, None),
        3 => ("rcpt", Script { rcpt: Silence, ..script() }, None),
        4 => ("data", Script { data: Silence, ..script() }, None),
        5 | 6 => ("dot", Script { dot: Silence, ..script() }, None),
        7 | 8 => ("reply", script(), None),
        _ => ("any time", script(), Some(pause)),
    }
}

async fn open(folder: &Path, at: Timestamp) -> House {
    let clock = Arc::new(TestClock::new(at));
    let desk = Desk::open(house::place(folder), Box::new(Arc::clone(&clock))).await.unwrap();
    let member = desk::members::list(&desk).await.unwrap().remove(0);
    House::of(desk, clock, Who { member, session_id: None })
}

/// Whoever offers no way to sign in is asked for none.
async fn set_relay(house: &House, relay: &FakeSmtp) {
    let form = desk::relay::RelayForm {
        host: "127.0.0.1".into(),
        port: relay.at.port(),
        security: desk::outbox::smtp::Security::None,
        user_name: String::new(),
        password: None,
        from_address: "ola@agency.test".into(),
    };
    desk::relay::save(&house.desk, desk::By::Member(&house.ola), form).await.unwrap();
}

fn serve(folder: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tact"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_mail_is_lost_or_doubled_however_often_the_program_is_killed() {
    let rounds = if std::env::var("TACT_SLOW").is_ok_and(|slow| slow == "1") { 504 } else { 24 };
    let folder = tempfile::tempdir().unwrap();
    let relay = FakeSmtp::start(Script::default()).await;
    let now = || SystemClock::new().now();
    {
        let (desk, clock) = house::empty(folder.path()).await;
        let ola = house::set_up(&desk).await.who;
        let house = House::of(desk, clock, ola);
        set_relay(&house, &relay).await;
        // All rounds fall into one hour, and Anna writes in each.
        let manners = Manners { flood_after: 10_000, ..Manners::default() };
        desk::manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
    }
    let mut tally = BTreeMap::<String, u32>::new();
    for round in 0..rounds {
        let key = format!("key-{round}");
        let conversation = {
            // Written a minute ago: due as soon as the program runs.
            let house = open(folder.path(), now() - SignedDuration::from_secs(60)).await;
            let conversation =
                house.anna_asks(&format!("q{round}@client.test"), &format!("When, in round {round}?")).await;
            house.answer(&conversation, &key).await;
            conversation
        };
        let before = relay.handed().len();
        let (step, script, pause) = plan(round);
        relay.change(script);
        let mut moments = relay.moments();
        moments.mark_unchanged();
        let mut child = serve(folder.path());
        match pause {
            Some(pause) => tokio::time::sleep(pause).await,
            None => tokio::time::timeout(Duration::from_secs(60), moments.changed()).await.unwrap().unwrap(),
        }
        child.kill().unwrap();
        child.wait().unwrap();

        relay.change(Script::default());
        let house = open(folder.path(), now() + SignedDuration::from_hours(20)).await;
        house.worker().work_off().await.unwrap();
        let desk = &house.desk;
        let row = desk.db().read(async |mut tx| store::outbox::by_key(&mut tx, desk.id(), &key).await).await.unwrap();
        let handed = relay.handed().len() - before;
        let state = row.expect("what was promised to be sent is there").state;
        let fine = match state {
            State::Sent => handed == 1,
            State::Uncertain => handed <= 1,
            _ => false,
        };
        assert!(fine, "round {round}, {step}: {state:?}, handed over {handed} times");
        assert_eq!(house.messages(&conversation).await.len(), 2, "round {round}, {step}");
        house.ledger_is_true(&conversation).await;
        *tally.entry(format!("{step}: {state:?}")).or_default() += 1;
    }
    for step in ["connect: Sent", "rcpt: Sent", "dot: Uncertain"] {
        assert!(tally.contains_key(step), "{tally:?}");
    }
    eprintln!("killed {rounds} times: {tally:?}");
}
