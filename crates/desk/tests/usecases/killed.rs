//! kill -9 in the middle of an answer, at every step: each send happened not at all, once, or is shown as uncertain.
//!
//! The process that is killed is this test program itself, started again with [`child`] as its only test.
//! Sixteen rounds; two hundred and fifty-six with `TACT_SLOW=1`.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use desk::clock::{Clock, TestClock};
use desk::outbox::smtp::Manners;
use desk::outbox::{Moment, Timing, Worker};
use desk::{Change, ChangeKind, Desk, Who};
use jiff::{SignedDuration, Timestamp};
use store::outbox::State;

use crate::fake_smtp::{FakeSmtp, Script, Silence};
use crate::house::{self, House};

/// A clock on which ten seconds pass in ten milliseconds.
struct Hurried {
    from: Timestamp,
    began: Instant,
}

impl Clock for Hurried {
    fn now(&self) -> Timestamp {
        let passed = i64::try_from(self.began.elapsed().as_micros()).unwrap();
        self.from + SignedDuration::from_micros(passed * 1_000)
    }
}

/// Answers one mail and works on the outbox until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the test below, in a process of its own"]
async fn child() {
    let Ok(folder) = std::env::var("TACT_TEST_KILLED_FOLDER") else { return };
    let told = |name: &str| std::env::var(format!("TACT_TEST_KILLED_{name}")).unwrap();
    let clock = Hurried { from: told("FROM").parse().unwrap(), began: Instant::now() };
    let desk = Desk::open(house::place(folder.as_ref()), Box::new(clock)).await.unwrap();
    let member = desk::members::list(&desk).await.unwrap().remove(0);
    let ola = Who { member, session_id: None };
    let patience = Duration::from_secs(60);
    let manners = Manners { command: patience, after_dot: patience, ..Manners::usual().unwrap() };
    let timing = Timing { lease: SignedDuration::from_hours(12), ..Timing::default() };
    let moment = told("MOMENT");
    let watcher = move |at: Moment| {
        if format!("{at:?}") == moment {
            std::fs::write(told("REACHED"), "").unwrap();
            // Here it stands until it is killed.
            std::thread::park_timeout(Duration::from_secs(120));
        }
    };
    let worker = Worker::with(desk.clone(), manners, timing).watched_by(Arc::new(watcher));
    let working = tokio::spawn(worker.work_until(std::future::pending()));
    let form = house::answer_form(&told("KEY"));
    desk::answer::send(&desk, &ola, &told("CONVERSATION"), form).await.unwrap();
    // The worker waits on a real clock, which does not hurry, so it is asked to look again every ten of the desk's seconds.
    let mut looks = tokio::time::interval(Duration::from_millis(10));
    while !working.is_finished() {
        looks.tick().await;
        desk.tell(Change::everywhere(ChangeKind::Outbox));
    }
}

fn start(house_folder: &Path, from: Timestamp, conversation: &str, key: &str, until: &Until) -> Child {
    let moment = if let Until::At(moment) = until { format!("{moment:?}") } else { String::new() };
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "killed::child", "--ignored", "--nocapture"])
        .env("TACT_TEST_KILLED_FOLDER", house_folder)
        .env("TACT_TEST_KILLED_FROM", from.to_string())
        .env("TACT_TEST_KILLED_CONVERSATION", conversation)
        .env("TACT_TEST_KILLED_KEY", key)
        .env("TACT_TEST_KILLED_MOMENT", moment)
        .env("TACT_TEST_KILLED_REACHED", house_folder.join(key))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// When the kill comes.
enum Until {
    /// When the relay falls silent, or has a mail whole.
    Relay,
    /// When the worker is at a moment that nobody outside can see.
    At(Moment),
    /// After a while.
    Over(Duration),
}

/// How a round goes: what the relay does, when the kill comes, and as what the mail has to stand there afterwards where
/// that is certain.
fn plan(round: u64) -> (Script, Until, Option<State>) {
    let script = Script::default;
    // No randomness: the same rounds each time, spread over the first half second of the process.
    let pause = Duration::from_millis(round.wrapping_mul(0x9e37_79b9) % 500);
    let sent = Some(State::Sent);
    match round % 16 {
        0 => (Script { greeting: Silence, ..script() }, Until::Relay, sent),
        1 => (Script { ehlo: Silence, ..script() }, Until::Relay, sent),
        2 => (Script { auth: Silence, ..script() }, Until::Relay, sent),
        3 => (Script { mail: Silence, ..script() }, Until::Relay, sent),
        4 => (Script { rcpt: Silence, ..script() }, Until::Relay, sent),
        5 => (Script { data: Silence, ..script() }, Until::Relay, Some(State::Uncertain)),
        6 => (Script { dot: Silence, ..script() }, Until::Relay, Some(State::Uncertain)),
        7 => (script(), Until::Relay, None),
        8 => (script(), Until::At(Moment::Claiming), sent),
        9 => (script(), Until::At(Moment::Claimed), sent),
        10 => (script(), Until::At(Moment::Ending), Some(State::Uncertain)),
        11 => (script(), Until::At(Moment::Ended), sent),
        _ => (script(), Until::Over(pause), None),
    }
}

/// Waits until a file is there.
async fn there(file: &Path) {
    while !file.exists() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn open(folder: &Path, at: Timestamp) -> House {
    let clock = Arc::new(TestClock::new(at));
    let desk = Desk::open(house::place(folder), Box::new(Arc::clone(&clock))).await.unwrap();
    let member = desk::members::list(&desk).await.unwrap().remove(0);
    House::of(desk, clock, Who { member, session_id: None })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_send_is_lost_or_doubled_however_often_it_is_killed() {
    let rounds = if std::env::var("TACT_SLOW").is_ok_and(|slow| slow == "1") { 256 } else { 16 };
    let folder = tempfile::tempdir().unwrap();
    let relay = FakeSmtp::start(Script::default()).await;
    let mut now = house::at(house::FRIDAY);
    {
        let (desk, clock) = house::empty(folder.path()).await;
        let ola = house::set_up(&desk).await.who;
        House::of(desk, clock, ola).set_relay(&relay).await;
    }
    let mut tally = std::collections::BTreeMap::<String, u32>::new();
    for round in 0..rounds {
        now += SignedDuration::from_hours(24);
        let key = format!("key-{round}");
        let conversation = open(folder.path(), now).await.anna_asks(&format!("q{round}@client.test"), "When?").await;
        let before = relay.handed().len();

        let (script, until, certain) = plan(round);
        relay.change(script);
        let mut moments = relay.moments();
        moments.mark_unchanged();
        let mut child = start(folder.path(), now, &conversation, &key, &until);
        let patience = Duration::from_secs(60);
        match until {
            Until::Over(pause) => tokio::time::sleep(pause).await,
            Until::Relay => tokio::time::timeout(patience, moments.changed()).await.unwrap().unwrap(),
            Until::At(_) => tokio::time::timeout(patience, there(&folder.path().join(&key))).await.unwrap(),
        }
        child.kill().unwrap();
        child.wait().unwrap();

        relay.change(Script::default());
        let house = open(folder.path(), now + SignedDuration::from_hours(20)).await;
        house.worker().work_off().await.unwrap();
        let desk = &house.desk;
        let row = desk.db().read(async |mut tx| store::outbox::by_key(&mut tx, desk.id(), &key).await).await.unwrap();
        let handed = relay.handed().len() - before;
        let state = row.as_ref().map(|row| row.state);
        let fine = match state {
            None => handed == 0,
            Some(State::Sent) => handed == 1,
            Some(State::Uncertain) => handed <= 1,
            Some(_) => false,
        };
        assert!(fine, "round {round}: {state:?}, handed over {handed} times");
        assert!(certain.is_none() || certain == state, "round {round}: {state:?}, not {certain:?}");
        // The conversation has the answer exactly when the outbox has it, and its mail is there to be read.
        let messages = house.messages(&conversation).await;
        assert_eq!(messages.len(), 1 + usize::from(row.is_some()), "round {round}");
        for message in &messages {
            desk.blobs().get(desk.id(), &message.raw_hash.parse().unwrap()).await.unwrap();
        }
        let kept = if state == Some(State::Sent) { "kept" } else { "open" };
        assert_eq!(house.stands(&conversation).await, kept, "round {round}: {state:?}");
        house.ledger_is_true(&conversation).await;
        *tally.entry(format!("{state:?}")).or_default() += 1;
    }
    // The rounds that silence the relay reach what they are for.
    assert!(tally.contains_key("Some(Sent)") && tally.contains_key("Some(Uncertain)"), "{tally:?}");
    eprintln!("killed {rounds} times: {tally:?}");
}
