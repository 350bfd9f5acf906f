//! Which server a mail leaves through, how many leave there, and what happens when it does not work.

use desk::By;
use desk::mailboxes::{MailboxForm, Options, Secret, Server, SignIn};
use desk::outbox::smtp::Security;
use jiff::SignedDuration;
use store::outbox::State;

use crate::fake_smtp::{FakeSmtp, Say, Script};
use crate::house::House;

const WITH_LOGIN: &str = "250-relay.test\n250 AUTH PLAIN LOGIN XOAUTH2";

/// A house whose mailbox `ola@agency.test` has an SMTP server of its own.
async fn with_mailbox(own: &FakeSmtp, options: Options) -> House {
    let house = House::new().await;
    let server = |port| Server { host: "127.0.0.1".into(), port, security: Security::None };
    let form = MailboxForm {
        address: "ola@agency.test".into(),
        name: String::new(),
        sign_in: SignIn::Password,
        user_name: String::new(),
        secret: Some(Secret::Password("correct horse".into())),
        imap: server(1),
        smtp: Some(server(own.at.port())),
        options,
    };
    desk::mailboxes::add(&house.desk, By::Member(&house.ola), form).await.unwrap();
    house
}

fn taking(auth: &'static str) -> Script {
    Script { ehlo: Say(WITH_LOGIN), auth: Say(auth), ..Script::default() }
}

#[tokio::test]
async fn mail_leaves_through_the_mailbox_it_is_written_from() {
    let own = FakeSmtp::start(taking("235 welcome")).await;
    let relay = FakeSmtp::start(Script::default()).await;
    let house = with_mailbox(&own, Options::default()).await;
    let anna = house.anna_asks("q1@client.test", "When?").await;
    assert!(house.answer(&anna, "key-1").await.relay_set, "no relay is needed");
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    assert_eq!((own.handed().len(), own.logins().len()), (1, 1));

    // With a relay beside it the mailbox stays first; without its server the relay takes over.
    house.set_relay(&relay).await;
    house.answer(&anna, "key-2").await;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    assert_eq!((own.handed().len(), relay.handed().len()), (2, 0));
    let waiting = house.answer(&anna, "key-3").await.outbox_id;
    let mailbox = desk::mailboxes::all(&house.desk).await.unwrap().remove(0);
    desk::mailboxes::remove(&house.desk, By::Member(&house.ola), &mailbox.mailbox_id).await.unwrap();
    house.wait(10);
    house.worker().work_off().await.unwrap();
    assert_eq!((own.handed().len(), relay.handed().len()), (2, 1));
    assert_eq!(house.outbox(&waiting).await.state, State::Sent);
}

#[tokio::test]
async fn several_mails_follow_one_another_in_one_session() {
    let own = FakeSmtp::start(taking("235 welcome")).await;
    let house = with_mailbox(&own, Options::default()).await;
    let anna = house.anna_asks("q1@client.test", "When?").await;
    for at in 0..10 {
        house.answer(&anna, &format!("key-{at}")).await;
    }
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 10);
    assert_eq!((own.handed().len(), own.connections(), own.logins().len()), (10, 1, 1));
    let mut ids: Vec<_> = own.handed().iter().map(|one| one.text.clone()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 10, "each once");
}

/// A wrong password for three days, twenty mails waiting: a handful of tries, nothing failed, and in order afterwards.
#[tokio::test]
async fn a_wrong_password_is_no_storm_of_logins() {
    let own = FakeSmtp::start(taking("535 5.7.8 no")).await;
    let house = with_mailbox(&own, Options::default()).await;
    let anna = house.anna_asks("q1@client.test", "When?").await;
    let mut ids = Vec::new();
    for at in 0..20 {
        ids.push(house.answer(&anna, &format!("key-{at}")).await.outbox_id);
    }
    house.wait(10);
    let began = house.desk.now();
    while house.desk.now().duration_since(began) < SignedDuration::from_hours(72) {
        house.worker().work_off().await.unwrap();
        house.wait(600);
    }
    assert!((4..=9).contains(&own.logins().len()), "{} logins", own.logins().len());
    let desk = &house.desk;
    let shut = desk.db().read(async |mut tx| store::way_out::all(&mut tx, desk.id()).await).await.unwrap();
    assert_eq!(shut.len(), 1);
    assert!(shut[0].trouble.starts_with("relay-trouble-password: 535"), "{}", shut[0].trouble);
    assert_eq!(shut[0].since_at, began);

    // The password is right again, and somebody presses 'try now': what is three days old asks before it goes.
    own.change(taking("235 welcome"));
    desk::outbox::try_way(desk, &house.ola, &shut[0].mailbox_id).await.unwrap();
    let fresh = house.answer(&anna, "key-fresh").await.outbox_id;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    for id in &ids {
        assert_eq!(house.outbox(id).await.state, State::Asking);
    }
    assert_eq!(house.outbox(&fresh).await.state, State::Sent);
    assert_eq!(own.handed().len(), 1);
    let none = desk.db().read(async |mut tx| store::way_out::all(&mut tx, desk.id()).await).await.unwrap();
    assert!(none.is_empty());
}

/// The server is away for an hour: everything goes afterwards, in order, without anybody.
#[tokio::test]
async fn after_a_short_absence_everything_goes_in_order() {
    let own = FakeSmtp::start(Script { greeting: Say("421 later"), ..taking("235 welcome") }).await;
    let house = with_mailbox(&own, Options::default()).await;
    let anna = house.anna_asks("q1@client.test", "When?").await;
    for at in 0..5 {
        house.answer(&anna, &format!("key-{at}")).await;
        house.wait(10);
    }
    for _ in 0..6 {
        house.worker().work_off().await.unwrap();
        house.wait(600);
    }
    assert!(own.connections() <= 5, "{}", own.connections());
    own.change(taking("235 welcome"));
    house.wait(3_600);
    assert_eq!(house.worker().work_off().await.unwrap(), 5);
    let dates: Vec<_> = own.handed().iter().map(|one| header(&one.text, "Date: ")).collect();
    let mut ordered = dates.clone();
    ordered.sort();
    assert_eq!(dates, ordered);
}

#[tokio::test]
async fn no_more_leave_than_the_mailbox_may_send() {
    let own = FakeSmtp::start(taking("235 welcome")).await;
    let house = with_mailbox(&own, Options { per_hour: Some(2), ..Options::default() }).await;
    let anna = house.anna_asks("q1@client.test", "When?").await;
    let mut ids = Vec::new();
    for at in 0..3 {
        ids.push(house.answer(&anna, &format!("key-{at}")).await.outbox_id);
    }
    house.wait(10);
    let first = house.desk.now();
    house.worker().work_off().await.unwrap();
    assert_eq!(own.handed().len(), 2);
    let row = house.outbox(&ids[2]).await;
    assert_eq!((row.state, row.last_error.as_str()), (State::Waiting, "relay-trouble-limit"));
    assert_eq!(row.next_try_at, first + SignedDuration::from_hours(1));
    house.clock.set(row.next_try_at);
    house.worker().work_off().await.unwrap();
    assert_eq!(own.handed().len(), 3);
}

fn header(text: &str, name: &str) -> String {
    text.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned()
}
