//! How fast mail comes in from a real Dovecot, and what it costs. One JSON line per figure, as `bin/bench` prints them;
//! what they mean stands in `docs/guide/speed.md`. Measured in a release build only.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use desk::By;
use desk::clock::SystemClock;
use desk::fetch::state::{Standing, all};
use desk::fetch::{Fetcher, Timing};
use desk::imap::Manners;
use desk::mailboxes::{MailboxForm, Options};
use desk::{Desk, Who};

use crate::dovecot::{self, Dovecot, PASSWORD};
use crate::fetching::form;
use crate::house;

/// Mails of the first fetch; `TACT_TEST_SPEED_MAILS` says otherwise.
const MAILS: usize = 10_000;
/// Mails that arrive while somebody looks.
const LIVE: usize = 60;
/// Mailboxes that nothing happens in.
const IDLE: usize = 20;

pub(crate) fn figure(name: &str, value: f64, unit: &str, at_most: Option<f64>) {
    let target =
        at_most.map_or_else(String::new, |at_most| format!(r#","target":"≤ {at_most}","met":{}"#, value <= at_most));
    eprintln!(r#"{{"figure":"{name}","value":{value:.3},"unit":"{unit}"{target}}}"#);
}

/// CPU seconds of this process so far, and its resident memory now and at most, in MB.
pub(crate) fn spent() -> (f64, f64, f64) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().map(|at| after_name[*at].parse::<f64>().unwrap()).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let megabytes = |key: &str| {
        let line = status.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1_000.0
    };
    (ticks / 100.0, megabytes("VmRSS"), megabytes("VmHWM"))
}

/// Real mails as they lie in a Maildir.
fn fill(dovecot: &Dovecot, count: usize) -> Option<usize> {
    let archives = std::env::var("TACT_TEST_MAIL").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/mail")),
        PathBuf::from,
    );
    let mut archives: Vec<PathBuf> =
        std::fs::read_dir(archives.join("threads")).ok()?.map(|entry| entry.unwrap().path()).collect();
    archives.retain(|path| path.extension().is_some_and(|kind| kind == "mbox"));
    archives.sort();
    // Dovecot makes the folder, with the owner it wants.
    dovecot.imap(&["STATUS INBOX (MESSAGES)"]);
    let inbox = dovecot.maildir("INBOX").join("cur");
    let mut number = 0;
    for archive in archives {
        let file = std::io::BufReader::new(std::fs::File::open(archive).unwrap());
        let mut mails = mail::read::mbox::Mbox::new(file, 0, 1024 * 1024);
        while let Ok(Some(entry)) = mails.next_entry() {
            if number == count {
                return Some(number);
            }
            std::fs::write(inbox.join(format!("{}.M{number}P1.tests:2,", 1_700_000_000 + number)), entry.bytes)
                .unwrap();
            number += 1;
        }
    }
    Some(number)
}

fn start(desk: &Desk) -> (tokio::sync::oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let fetcher = Fetcher::with(desk.clone(), Manners::usual().unwrap(), Timing::default());
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    (stop, tokio::spawn(fetcher.work_until(async move { drop(stopped.await) })))
}

async fn all_fetched(desk: &Desk) {
    let mut changes = desk.changes();
    let is_fetched = |state: &desk::fetch::state::State| matches!(state.standing, Standing::Fetched(_));
    while !all(desk).await.unwrap().iter().all(is_fetched) {
        let _ = changes.recv().await;
    }
}

async fn arrivals(desk: &Desk, dovecot: &Dovecot, who: &Who) -> Vec<f64> {
    let mut seconds = Vec::new();
    for number in 0..LIVE {
        let mut changes = desk.changes();
        let id = format!("live{number}@client.test");
        let mail = format!(
            "From: Anna <anna{number}@client.test>\r\nTo: {}\r\nSubject: Now {number}\r\nMessage-ID: <{id}>\r\n\
             Date: {}\r\n\r\nWhen is it ready?\r\n",
            who.member.address,
            house::rfc2822(desk.now())
        );
        dovecot.deliver(&mail);
        let began = Instant::now();
        let is_here = async || {
            let known = desk.db().read(async |mut tx| store::message::known(&mut tx, desk.id(), &[&id]).await).await;
            !known.unwrap().is_empty()
        };
        while !is_here().await {
            tokio::time::timeout(Duration::from_secs(90), changes.recv()).await.unwrap().ok();
        }
        seconds.push(began.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    seconds
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures; bin/bench runs it in a release build"]
async fn speed() {
    let Some(dovecot) = dovecot::start() else { return };
    let count = std::env::var("TACT_TEST_SPEED_MAILS").map_or(MAILS, |count| count.parse().unwrap());
    let Some(count) = fill(&dovecot, count) else {
        eprintln!("SKIPPED: no mail archives");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(house::place(folder.path()), Box::new(SystemClock::new())).await.unwrap();
    let who = house::set_up(&desk).await.who;
    desk::mailboxes::add(&desk, By::Member(&who), form(dovecot.imap, PASSWORD, Options::default())).await.unwrap();

    let (before, began) = (spent(), Instant::now());
    let (stop, working) = start(&desk);
    all_fetched(&desk).await;
    let (after, wall) = (spent(), began.elapsed());
    figure("fetched_mails", count as f64, "mails", None);
    figure("fetch_cpu_per_1000", (after.0 - before.0) * 1_000.0 / count as f64, "s", Some(1.2));
    figure("fetch_mails_per_second", count as f64 / wall.as_secs_f64(), "mails/s", None);
    figure("fetch_peak_memory", after.2, "MB", Some(150.0));

    let seconds = arrivals(&desk, &dovecot, &who).await;
    figure("arrival_to_visible_p50", seconds[seconds.len() / 2], "s", None);
    figure("arrival_to_visible_p95", seconds[seconds.len() * 95 / 100], "s", Some(2.0));
    stop.send(()).unwrap();
    working.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "measures; bin/bench runs it in a release build"]
async fn idle_memory() {
    let Some(dovecot) = dovecot::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(house::place(folder.path()), Box::new(SystemClock::new())).await.unwrap();
    let who = house::set_up(&desk).await.who;
    for number in 0..IDLE {
        let form = form(dovecot.imap, PASSWORD, Options::default());
        let form = MailboxForm { address: format!("box{number}@agency.test"), ..form };
        desk::mailboxes::add(&desk, By::Member(&who), form).await.unwrap();
    }
    let (stop, working) = start(&desk);
    all_fetched(&desk).await;
    figure("idle_mailboxes_memory", spent().1, "MB", Some(80.0));
    stop.send(()).unwrap();
    working.await.unwrap();
}
