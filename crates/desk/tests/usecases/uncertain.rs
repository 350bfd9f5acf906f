//! The uncertain send: what each failure leaves in the outbox, and what settles it.

use std::collections::HashMap;

use desk::outbox::{self, Refused, Resolution, trouble};
use jiff::SignedDuration;
use store::outbox::{RecipientState, State};

use crate::fake_smtp::{Do, Drop, FakeSmtp, Say, SayAndDrop, Script, Silence};
use crate::house::House;

async fn sent_through(script: Script) -> (House, FakeSmtp, String, String) {
    let relay = FakeSmtp::start(script).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let answered = house.answer(&anna, "key-1").await;
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    (house, relay, anna, answered.outbox_id)
}

fn dot(dot: Do) -> Script {
    Script { dot, ..Script::default() }
}

#[tokio::test]
async fn each_failure_leaves_its_state_and_the_promise_tells_the_truth() {
    let table = [
        (
            "greeting",
            Script { greeting: Say("421 busy"), ..Script::default() },
            State::Waiting,
            "relay-trouble-refused",
        ),
        ("password", Script { auth: Say("535 wrong"), ..Script::default() }, State::Waiting, "relay-trouble-no-login"),
        ("sender", Script { mail: Say("550 not you"), ..Script::default() }, State::Failed, "relay-trouble-refused"),
        ("nobody", Script { rcpt: Say("550 nobody"), ..Script::default() }, State::Failed, "relay-trouble-refused"),
        ("later", Script { rcpt: Say("450 later"), ..Script::default() }, State::Waiting, "relay-trouble-refused"),
        ("data drop", Script { data: Drop, ..Script::default() }, State::Waiting, "relay-trouble-dropped"),
        ("data 554", Script { data: Say("554 no"), ..Script::default() }, State::Failed, "relay-trouble-refused"),
        ("dot drop", dot(Drop), State::Uncertain, "relay-trouble-dropped"),
        ("dot silence", dot(Silence), State::Uncertain, "relay-trouble-silence"),
        ("dot 451", dot(Say("451 later")), State::Waiting, "relay-trouble-refused"),
        ("dot 552", dot(Say("552 too big")), State::Failed, "relay-trouble-refused"),
        ("dot 250 drop", dot(SayAndDrop("250 queued")), State::Sent, ""),
    ];
    for (name, mut script, state, key) in table {
        // Without TLS the relay offers no log-in unless it is told to; the plain table goes without.
        if name != "password" {
            script.ehlo = Say("250-relay.test\n250 AUTH PLAIN");
        } else {
            script.ehlo = Say("250 relay.test");
        }
        let (house, _relay, anna, id) = sent_through(script).await;
        let row = house.outbox(&id).await;
        assert_eq!(row.state, state, "{name}: {row:?}");
        assert_eq!(trouble(&row.last_error).map_or("", |(key, _)| key), key, "{name}: {}", row.last_error);
        let kept = if state == State::Sent { "kept" } else { "open" };
        assert_eq!(house.stands(&anna).await, kept, "{name}");
        house.ledger_is_true(&anna).await;
        assert!(!row.data_started && row.lease_until.is_none(), "{name}: {row:?}");
    }
}

#[tokio::test]
async fn a_mail_put_off_is_tried_again_and_given_up_after_two_days() {
    let (house, relay, anna, id) = sent_through(Script { rcpt: Say("450 later"), ..Script::default() }).await;
    house.wait(59);
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
    house.wait(1);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    let row = house.outbox(&id).await;
    assert_eq!(row.next_try_at.duration_since(house.desk.now()), SignedDuration::from_mins(5));
    // Friday noon to Sunday noon, try by try.
    while house.outbox(&id).await.state == State::Waiting {
        house.clock.set(house.outbox(&id).await.next_try_at);
        assert_eq!(house.worker().work_off().await.unwrap(), 1);
    }
    let row = house.outbox(&id).await;
    assert_eq!(row.state, State::Failed);
    assert!(row.recipients.iter().all(|one| one.state == RecipientState::Failed && one.reply.starts_with("450")));
    assert!(relay.handed().is_empty());
    assert_eq!(house.stands(&anna).await, "open", "Sunday: due on Monday");

    // A person may send it once more, and it is a whole new try.
    relay.change(Script::default());
    outbox::resolve(&house.desk, &house.ola, &id, Resolution::SendAgain).await.unwrap();
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    assert_eq!(house.outbox(&id).await.state, State::Sent);
    assert_eq!(house.stands(&anna).await, "kept");
}

#[tokio::test]
async fn a_failed_mail_can_be_taken_back_to_be_written_again() {
    let (house, _relay, anna, id) = sent_through(Script { rcpt: Say("550 nobody"), ..Script::default() }).await;
    let form = desk::answer::undo(&house.desk, &house.ola, &id).await.unwrap();
    assert_eq!(form.to[0].address, "anna@client.test");
    assert_eq!(house.messages(&anna).await.len(), 1);
}

#[tokio::test]
async fn an_uncertain_mail_is_never_sent_again_by_itself() {
    let (house, relay, anna, id) = sent_through(dot(Drop)).await;
    relay.change(Script::default());
    for _ in 0..5 {
        house.wait(24 * 3_600);
        assert_eq!(house.worker().work_off().await.unwrap(), 0);
    }
    assert_eq!(house.outbox(&id).await.state, State::Uncertain);
    assert_eq!(relay.handed().len(), 1);
    assert!(house.verbs(&anna).await.contains(&"send_uncertain".to_owned()));
    let undone = desk::answer::undo(&house.desk, &house.ola, &id).await;
    assert_eq!(undone.map_err(|refused| refused.key()), Err("refused-undo-too-late"));
}

#[tokio::test]
async fn a_person_settles_it() {
    let (house, relay, anna, id) = sent_through(dot(Silence)).await;
    relay.change(Script::default());
    outbox::resolve(&house.desk, &house.ola, &id, Resolution::ItArrived).await.unwrap();
    assert_eq!(house.outbox(&id).await.state, State::Sent);
    assert_eq!(house.stands(&anna).await, "kept");
    let twice = outbox::resolve(&house.desk, &house.ola, &id, Resolution::SendAgain).await;
    assert!(matches!(twice, Err(Refused::Otherwise(State::Sent))), "{twice:?}");

    let (house, relay, anna, id) = sent_through(dot(Silence)).await;
    relay.change(Script::default());
    outbox::resolve(&house.desk, &house.ola, &id, Resolution::SendAgain).await.unwrap();
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    assert_eq!(house.outbox(&id).await.state, State::Sent);
    assert_eq!(house.stands(&anna).await, "kept");
    assert_eq!(relay.handed().len(), 2);
    // The very same mail: whoever gets it twice sees one.
    assert_eq!(relay.handed()[0].text, relay.handed()[1].text);
}

/// Our own copy, an answer that names it, a bounce that carries it: each proves that it left.
#[tokio::test]
async fn evidence_settles_it() {
    for kind in ["copy", "answer", "bounce"] {
        let (house, relay, anna, id) = sent_through(dot(Drop)).await;
        let row = house.outbox(&id).await;
        let rfc_id = &row.rfc_id;
        house.wait(60);
        match kind {
            "copy" => house.mail(&relay.handed()[0].text).await,
            "answer" => {
                house
                    .mail(&format!(
                        "From: anna@client.test\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\n\
                         Message-ID: <q2@client.test>\r\nIn-Reply-To: <{rfc_id}>\r\nReferences: <{rfc_id}>\r\n\r\nThank you!\r\n"
                    ))
                    .await
            }
            _ => {
                house
                    .mail(&format!(
                        "From: MAILER-DAEMON@relay.test\r\nReturn-Path: <>\r\nTo: ola@agency.test\r\n\
                         Subject: Undelivered Mail Returned to Sender\r\nMessage-ID: <b1@relay.test>\r\nMIME-Version: 1.0\r\n\
                         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
                         --b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n\
                         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.test\r\n\r\n\
                         Final-Recipient: rfc822; piotr@client.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
                         --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{rfc_id}>\r\nSubject: Re: The report\r\n\r\nx\r\n--b--\r\n"
                    ))
                    .await
            }
        };
        let row = house.outbox(&id).await;
        assert_eq!(row.state, State::Sent, "{kind}");
        assert!(house.stands(&anna).await.starts_with("kept"), "{kind}: {}", house.stands(&anna).await);
        assert!(house.verbs(&anna).await.contains(&"seen_arrived".to_owned()), "{kind}");
        house.ledger_is_true(&anna).await;
    }
}

/// The worker is gone between two steps: what had begun to leave is uncertain, what had not goes out again.
#[tokio::test]
async fn a_restart_in_the_middle_of_a_send() {
    for data_started in [false, true] {
        let relay = FakeSmtp::start(Script::default()).await;
        let house = House::with_relay(&relay).await;
        let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
        let id = house.answer(&anna, "key-1").await.outbox_id;
        house.wait(10);
        let (desk, now) = (&house.desk, house.desk.now());
        let lease = now + SignedDuration::from_secs(60);
        let claimed = desk
            .db()
            .write(async |mut tx| store::outbox::claim(&mut tx, desk.id(), now, lease).await)
            .await
            .unwrap()
            .unwrap();
        if data_started {
            let marked = desk
                .db()
                .write(async |mut tx| {
                    store::outbox::mark_data_started(&mut tx, desk.id(), &id, claimed.fence, now, lease).await
                })
                .await
                .unwrap();
            assert!(marked);
        }
        // Another worker leaves it alone while the claim lasts.
        assert_eq!(house.worker().work_off().await.unwrap(), 0);
        assert_eq!(house.outbox(&id).await.state, State::Sending);
        house.wait(61);
        let dialogues = house.worker().work_off().await.unwrap();
        let row = house.outbox(&id).await;
        if data_started {
            assert_eq!((dialogues, row.state), (0, State::Uncertain));
            assert!(row.recipients.iter().all(|one| one.state == RecipientState::Uncertain));
            assert_eq!(house.stands(&anna).await, "open");
        } else {
            assert_eq!((dialogues, row.state), (1, State::Sent));
            assert_eq!(house.stands(&anna).await, "kept");
        }
        // The lost worker wakes up: its fence is overtaken, and it changes nothing.
        let late = desk
            .db()
            .write(async |mut tx| {
                store::outbox::mark_data_started(&mut tx, desk.id(), &id, claimed.fence, now, lease).await
            })
            .await
            .unwrap();
        assert!(!late);
        assert_eq!(relay.handed().len(), dialogues);
    }
}

/// Anna has it, Piotr in copy is put off: the promise is kept now, and Piotr is tried alone.
#[tokio::test]
async fn recipients_differ() {
    let rcpt_of = HashMap::from([("piotr@client.test", Say("450 later"))]);
    let (house, relay, anna, id) = sent_through(Script { rcpt_of, ..Script::default() }).await;
    assert_eq!(house.outbox(&id).await.state, State::Waiting);
    assert_eq!(house.stands(&anna).await, "kept");
    let kept_at = house.promises(&anna).await[0].kept_at;
    let undone = desk::answer::undo(&house.desk, &house.ola, &id).await;
    assert_eq!(undone.map_err(|refused| refused.key()), Err("refused-undo-too-late"));

    relay.change(Script::default());
    house.wait(60);
    house.worker().work_off().await.unwrap();
    assert_eq!(house.outbox(&id).await.state, State::Sent);
    assert_eq!(house.promises(&anna).await[0].kept_at, kept_at);
    let handed = relay.handed();
    assert_eq!(handed[0].to, ["anna@client.test"]);
    assert_eq!(handed[1].to, ["piotr@client.test"]);
}

/// Only the copy was taken: Anna, who waits, has nothing.
#[tokio::test]
async fn a_copy_alone_keeps_no_promise() {
    let rcpt_of = HashMap::from([("anna@client.test", Say("550 nobody"))]);
    let (house, _relay, anna, id) = sent_through(Script { rcpt_of, ..Script::default() }).await;
    let row = house.outbox(&id).await;
    assert_eq!(row.state, State::Failed);
    assert_eq!(
        row.recipients.iter().map(|one| one.state).collect::<Vec<_>>(),
        [RecipientState::Failed, RecipientState::Sent]
    );
    assert_eq!(house.stands(&anna).await, "open");
    // Piotr has it: it can be sent again to Anna, but not be unsaid.
    assert_eq!(outbox::can_be_taken_back(&row), None);
    let undone = desk::answer::undo(&house.desk, &house.ola, &id).await;
    assert_eq!(undone.map_err(|refused| refused.key()), Err("refused-undo-too-late"));
    assert_eq!((house.outbox(&id).await.state, house.messages(&anna).await.len()), (State::Failed, 2));
}

/// The desk was down, or a backup of Friday is opened on Sunday: nothing goes out without being asked.
#[tokio::test]
async fn what_should_have_gone_long_ago_waits_for_a_person() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let id = house.answer(&anna, "key-1").await.outbox_id;
    house.wait(25 * 3_600);
    house.worker().work_off().await.unwrap();
    let row = house.outbox(&id).await;
    assert_eq!((row.state, trouble(&row.last_error)), (State::Asking, Some(("relay-trouble-too-late", ""))));
    assert!(relay.handed().is_empty());
    outbox::resolve(&house.desk, &house.ola, &id, Resolution::SendAgain).await.unwrap();
    house.worker().work_off().await.unwrap();
    assert_eq!(house.outbox(&id).await.state, State::Sent);
    assert_eq!(relay.handed().len(), 1);
}

/// The stored mail is damaged: nothing half is sent, and the others go on.
#[tokio::test]
async fn a_mail_that_cannot_be_read_holds_up_nobody() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let broken = house.answer(&anna, "key-1").await.outbox_id;
    let whole = house.answer(&anna, "key-2").await.outbox_id;
    let hash = house.outbox(&broken).await.raw_hash;
    let blobs = house.desk.folder().join("blobs");
    let file = walk(&blobs).into_iter().find(|path| path.to_string_lossy().replace('/', "").contains(&hash[4..]));
    std::fs::write(file.expect("the blob's file"), b"damaged").unwrap();
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 2);
    let row = house.outbox(&broken).await;
    assert_eq!((row.state, trouble(&row.last_error)), (State::Waiting, Some(("relay-trouble-unreadable", ""))));
    assert_eq!(house.outbox(&whole).await.state, State::Sent);
    assert_eq!(relay.handed().len(), 1);
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(walk(&path)) } else { files.push(path) }
    }
    files
}

/// The worker wakes by itself when something is put into the outbox, and ends when asked to.
#[tokio::test]
async fn the_worker_wakes_works_and_stops() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(house.worker().work_until(async move {
        let _ = stopped.await;
    }));
    let mut changes = house.desk.changes();
    let answered = house.answer(&anna, "key-1").await;
    house.wait(10);
    house.desk.tell(desk::Change::everywhere(desk::ChangeKind::Outbox));
    while house.outbox(&answered.outbox_id).await.state != State::Sent {
        tokio::time::timeout(std::time::Duration::from_secs(20), changes.recv()).await.unwrap().unwrap();
    }
    stop.send(()).unwrap();
    tokio::time::timeout(std::time::Duration::from_secs(5), working).await.unwrap().unwrap();
    assert_eq!(relay.handed().len(), 1);
}

/// Asked to stop in the middle of a dialogue, the desk lets it end and claims nothing more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_lets_a_dialogue_end() {
    let relay = FakeSmtp::start(Script { dot: Silence, ..Script::default() }).await;
    let house = House::with_relay(&relay).await;
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    let first = house.answer(&one, "key-1").await;
    house.wait(10);
    let second = house.answer(&one, "key-2").await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let mut moments = relay.moments();
    let working = tokio::spawn(house.worker().work_until(async move {
        let _ = stopped.await;
    }));
    tokio::time::timeout(std::time::Duration::from_secs(20), moments.changed()).await.unwrap().unwrap();
    stop.send(()).unwrap();
    house.wait(10);
    tokio::time::timeout(std::time::Duration::from_secs(20), working).await.unwrap().unwrap();
    // The first dialogue came to its end, whatever that was; the second mail was not begun.
    assert_eq!(house.outbox(&first.outbox_id).await.state, State::Uncertain);
    assert_eq!(house.outbox(&second.outbox_id).await.tries, 0);
}
