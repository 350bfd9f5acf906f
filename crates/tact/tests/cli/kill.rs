//! An import killed at any moment and begun again ends as one that was left alone.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::desk::{DESK, TestDesk, a_lot_of_mail, mbox, same};

/// Rounds in an ordinary run; the slow suite has more.
fn rounds() -> u32 {
    if std::env::var_os("TACT_SLOW").is_some() { 200 } else { 20 }
}

#[test]
fn killed_and_begun_again_nothing_is_lost_and_nothing_twice() {
    let mails = a_lot_of_mail(400);
    let whole = TestDesk::new();
    whole.put("a.mbox", mbox(&mails[..450]));
    whole.put("b.mbox", mbox(&mails[450..]));
    let began = Instant::now();
    whole.import(DESK);
    let took = began.elapsed();
    let picture = whole.picture();
    let mut killed = 0;
    for round in 0..rounds() {
        let desk = TestDesk::new();
        desk.put("a.mbox", mbox(&mails[..450]));
        desk.put("b.mbox", mbox(&mails[450..]));
        let path = desk.mail();
        // Two kills at moments spread over the whole run, then one run to the end.
        for part in [0.37, 0.73] {
            let moment = took.mul_f64(((f64::from(round) * 0.618 + part) % 1.0) * 0.98);
            let mut child = desk
                .command(&["import", path.to_str().unwrap(), "--me", DESK])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            killed += u32::from(!ends_by_itself(&mut child, moment));
        }
        desk.import(DESK);
        same(&desk, &picture, &format!("round {round}"));
        assert!(desk.run(&["doctor"]).status.success(), "round {round}");
    }
    assert!(killed > rounds() / 2, "only {killed} of {} runs were killed in time", rounds() * 2);
}

/// Waits for the child until `moment`, then kills it with SIGKILL; whether it ended before.
fn ends_by_itself(child: &mut std::process::Child, moment: Duration) -> bool {
    let until = Instant::now() + moment;
    while Instant::now() < until {
        if child.try_wait().unwrap().is_some() {
            return true;
        }
        std::thread::yield_now();
    }
    let _ = child.kill();
    child.wait().unwrap();
    false
}
