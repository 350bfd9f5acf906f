//! Mail handed over to a served desk that is killed at any moment: what was acknowledged is there, and nothing is there twice.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::desk::{DESK, TestDesk};

/// Desks in an ordinary run; the slow suite has more. Each is small, since everything on it is counted again and again.
fn desks() -> usize {
    if std::env::var_os("TACT_SLOW").is_some() { 25 } else { 1 }
}

/// Rounds on each desk; the slow suite has more.
fn rounds() -> usize {
    if std::env::var_os("TACT_SLOW").is_some() { 10 } else { 6 }
}

/// Mails of each round.
const MAILS: usize = 30;

fn mail(round: usize, at: usize) -> String {
    format!(
        "From: Person {at} <p{at}@client{at}.example>\r\nTo: {DESK}\r\nSubject: Round {round}\r\n\
         Message-ID: <{round}.{at}@client.example>\r\n\r\nHello, this is mail {at}.\r\n"
    )
}

/// Serves the desk with a socket for mail; ready when somebody can knock.
fn serve(desk: &TestDesk, socket: &Path) -> (Child, UnixStream) {
    let door = format!("unix:{}", socket.display());
    let mut child = desk
        .command(&["serve", "--listen", "127.0.0.1:0", "--lmtp", &door])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        if let Ok(stream) = UnixStream::connect(socket) {
            stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
            return (child, stream);
        }
        assert!(child.try_wait().unwrap().is_none(), "the desk did not start");
        assert!(Instant::now() < until, "the desk is not there in time");
        std::thread::yield_now();
    }
}

/// Hands these over in turn; marks those that were acknowledged. Ends when the door is gone.
fn hand_over(
    stream: UnixStream,
    round: usize,
    mails: &[usize],
    safe: &mut [bool],
    acknowledged: &AtomicUsize,
) -> std::io::Result<()> {
    let mut answers = BufReader::new(stream.try_clone()?);
    let mut wire = stream;
    let mut hear = |wanted: &str| -> std::io::Result<bool> {
        loop {
            let mut line = String::new();
            if answers.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(line.starts_with(wanted));
            }
        }
    };
    assert!(hear("220")?);
    wire.write_all(b"LHLO mx.example\r\n")?;
    assert!(hear("250")?);
    for at in mails {
        write!(wire, "MAIL FROM:<p{at}@client.example>\r\nRCPT TO:<{DESK}>\r\nDATA\r\n")?;
        assert!(hear("250")? && hear("250")? && hear("354")?, "round {round}, mail {at}");
        write!(wire, "{}.\r\n", mail(round, *at))?;
        safe[*at] |= hear("250")?;
        acknowledged.fetch_add(1, Ordering::SeqCst);
    }
    Ok(())
}

#[test]
fn killed_at_any_moment_what_was_acknowledged_is_there_and_nothing_twice() {
    let in_the_middle: usize = (0..desks()).map(|desk| kill_again_and_again(desk * rounds())).sum();
    let all = desks() * rounds();
    println!("{in_the_middle} of {all} rounds were killed in the middle");
    assert!(in_the_middle * 2 > all, "only {in_the_middle} of {all} kills came in the middle");
}

/// So many rounds on one desk; how many kills came in the middle of the handing over.
fn kill_again_and_again(first: usize) -> usize {
    let desk = TestDesk::new();
    desk.put("first.eml", "From: Anna <anna@client.example>\nTo: desk@agency.example\nSubject: First\nDate: Fri, 20 Nov 2026 10:00:00 +0100\n\nHello\n");
    desk.import(DESK);
    let socket = desk.data().join("lmtp");
    let (mut in_the_middle, mut all) = (0, 1);
    for round in first..first + rounds() {
        let mut safe = vec![false; MAILS];
        let (mut child, stream) = serve(&desk, &socket);
        // Moments spread over the whole handing over: after so many mails were acknowledged, and a little while.
        let (after, while_longer) = ((round * 7) % MAILS, Duration::from_micros((round as u64 * 618) % 1_000 * 8));
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&acknowledged);
        let killer = std::thread::spawn(move || {
            while counted.load(Ordering::SeqCst) < after {
                std::thread::yield_now();
            }
            let until = Instant::now() + while_longer;
            while Instant::now() < until {
                std::thread::yield_now();
            }
            child.kill().unwrap();
            child.wait().unwrap();
        });
        let everything: Vec<usize> = (0..MAILS).collect();
        let _ = hand_over(stream, round, &everything, &mut safe, &acknowledged);
        // Should it have gone otherwise, the killer comes all the same.
        acknowledged.store(MAILS, Ordering::SeqCst);
        killer.join().unwrap();
        let acknowledged = safe.iter().filter(|safe| **safe).count();
        in_the_middle += usize::from((1..MAILS).contains(&acknowledged));
        let there = messages(&desk);
        assert!(there >= all + acknowledged, "round {round}: {there} mails, {acknowledged} acknowledged over {all}");
        // The mail server hands over again what was not acknowledged; the desk knows what it has.
        let missing: Vec<usize> = everything.into_iter().filter(|at| !safe[*at]).collect();
        let (mut child, stream) = serve(&desk, &socket);
        hand_over(stream, round, &missing, &mut safe, &AtomicUsize::new(0)).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        all += MAILS;
        assert_eq!(messages(&desk), all, "round {round}");
    }
    let doctor = desk.run(&["doctor"]);
    assert!(doctor.status.success(), "{}", String::from_utf8_lossy(&doctor.stdout));
    in_the_middle
}

#[test]
fn asked_to_stop_the_door_closes_and_takes_its_socket_with_it() {
    let desk = TestDesk::new();
    desk.put("first.eml", "From: Anna <anna@client.example>\nTo: desk@agency.example\nSubject: First\nDate: Fri, 20 Nov 2026 10:00:00 +0100\n\nHello\n");
    desk.import(DESK);
    let socket = desk.data().join("lmtp");
    let (mut child, mut stream) = serve(&desk, &socket);
    // Who was let in is sent away with a word; who only knocked finds nobody.
    let mut greeting = [0; 4];
    stream.read_exact(&mut greeting).unwrap();
    assert_eq!(&greeting, b"220 ");
    let pid = child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    assert!(said.contains("421 4.3.2"), "{said}");
    assert!(child.wait().unwrap().success());
    assert!(!socket.exists());
}

/// How many messages the desk has.
fn messages(desk: &TestDesk) -> usize {
    desk.json(&["conversations"]).iter().map(|it| it["messages"].as_array().unwrap().len()).sum()
}
