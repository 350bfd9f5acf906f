//! An attempt to connect a mailbox: whose it is, how long it lasts, what it keeps to itself, and what a try leaves behind.

use std::time::Duration;

use desk::Who;
use desk::connect::attempt::{self, Half, Refused, Stage, Typed};
use desk::connect::discover::{Network, Offer, Speech};
use desk::mailboxes::{Options, Server};
use desk::outbox::smtp::Security;
use store::member::Role;
use tokio::net::TcpListener;

use crate::house::House;

/// A network in which nothing is found.
struct Nowhere;

impl Network for Nowhere {
    async fn document(&self, _: &str) -> Option<Vec<u8>> {
        None
    }

    async fn services(&self, _: &str) -> Vec<Offer> {
        Vec::new()
    }

    async fn mail_hosts(&self, _: &str) -> Vec<String> {
        Vec::new()
    }

    async fn greets(&self, _: &Server, _: Speech) -> bool {
        false
    }
}

const ADDRESS: &str = "office@agency.test";

fn typed(port: u16, password: &str) -> Typed {
    let imap = Server { host: "127.0.0.1".into(), port, security: Security::None };
    Typed { user_name: String::new(), password: password.into(), imap, smtp: None }
}

/// A port nobody listens at.
async fn closed_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port()
}

fn key<T>(result: Result<T, Refused>) -> &'static str {
    result.err().map_or("", |refused| refused.key())
}

/// The stage once nothing is being tried any more.
async fn ended(house: &House, token: &str) -> Stage {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
    loop {
        let attempt = attempt::load(&house.desk, &house.ola, token).await.unwrap();
        if !matches!(attempt.stage, Stage::Trying { .. }) {
            return attempt.stage;
        }
        assert!(tokio::time::Instant::now() < deadline, "the try does not end");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_attempt_belongs_to_one_owner_for_half_an_hour() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    assert_eq!(key(attempt::begin(desk, ola, &Nowhere, "nobody").await), "refused-mailbox-no-address");
    let token = attempt::begin(desk, ola, &Nowhere, ADDRESS).await.unwrap();
    let token = token.reveal();
    let attempt = attempt::load(desk, ola, token).await.unwrap();
    assert_eq!((attempt.how.as_str(), attempt.user_name.as_str()), ("connect-found-nothing", ADDRESS));

    let mut another = ola.member.clone();
    another.member_id = desk.new_id();
    let another = Who { member: another, session_id: None };
    assert_eq!(key(attempt::load(desk, &another, token).await), "refused-connect-gone");
    let mut colleague = ola.clone();
    colleague.member.role = Role::Colleague;
    assert_eq!(key(attempt::load(desk, &colleague, token).await), "refused-not-owner");
    assert_eq!(key(attempt::begin(desk, &colleague, &Nowhere, ADDRESS).await), "refused-not-owner");

    house.wait(31 * 60);
    assert_eq!(key(attempt::load(desk, ola, token).await), "refused-connect-gone");
}

#[tokio::test]
async fn a_try_says_what_failed_and_keeps_the_password_to_itself() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let token = attempt::begin(desk, ola, &Nowhere, ADDRESS).await.unwrap();
    let port = closed_port().await;
    assert_eq!(
        key(attempt::try_password(desk, ola, token.reveal(), typed(port, "")).await),
        "refused-mailbox-no-secret"
    );
    attempt::try_password(desk, ola, token.reveal(), typed(port, "canary-password")).await.unwrap();
    let Stage::Failed { half, key: said, .. } = ended(&house, token.reveal()).await else { panic!("it cannot work") };
    assert_eq!((half, said.as_str()), (Half::Fetching, "mailbox-trouble-nobody-there"));

    let (hash, now) = (token.hash(), desk.now());
    let kept = desk
        .db()
        .read(async |mut tx| store::ticket::peek(&mut tx, desk.id(), &hash, store::ticket::Purpose::Connect, now).await)
        .await
        .unwrap()
        .unwrap();
    assert!(!kept.state.contains("canary") && !kept.state.contains(ADDRESS), "it is kept sealed");

    // What did not work is not connected, and trying again needs no typing again.
    let early = attempt::finish(desk, ola, token.reveal(), "", Options::default()).await;
    assert_eq!(key(early), "refused-connect-not-tried");
    assert!(attempt::load(desk, ola, token.reveal()).await.unwrap().has_password());
    attempt::try_password(desk, ola, token.reveal(), typed(port, "")).await.unwrap();
    assert!(matches!(ended(&house, token.reveal()).await, Stage::Failed { .. }));
}

#[tokio::test]
async fn a_try_that_was_interrupted_is_shown_as_such() {
    let house = House::new().await;
    // It accepts and then says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let token = attempt::begin(&house.desk, &house.ola, &Nowhere, ADDRESS).await.unwrap();
    let port = silent.local_addr().unwrap().port();
    attempt::try_password(&house.desk, &house.ola, token.reveal(), typed(port, "x")).await.unwrap();
    house.wait(4 * 60);
    let attempt = attempt::load(&house.desk, &house.ola, token.reveal()).await.unwrap();
    assert!(matches!(&attempt.stage, Stage::Failed { key, .. } if key == "connect-interrupted"), "{:?}", attempt.stage);

    // Stopped by hand, whatever the old try says later does not count.
    attempt::back(&house.desk, &house.ola, token.reveal()).await.unwrap();
    drop(silent);
    let attempt = attempt::load(&house.desk, &house.ola, token.reveal()).await.unwrap();
    assert_eq!(attempt.stage, Stage::Found);
}
