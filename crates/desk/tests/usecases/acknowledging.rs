//! Automatic answers: to people who write while we are closed, once, and never so that two machines talk to each other.

use desk::By;
use desk::acknowledge::look;
use desk::manners::{self, Acknowledge, Manners};
use desk::receive::{Incoming, receive};
use store::blobs::Packed;
use store::message::MessageRow;

use crate::fake_smtp::{FakeSmtp, Say, Script};
use crate::house::{House, at, rfc2822};

/// Friday, 20 November 2026, 20:00 in Warsaw: closed until Monday.
const EVENING: &str = "2026-11-20T19:00:00Z";

async fn switch_on(house: &House, acknowledge: Acknowledge) {
    let manners = Manners { acknowledge: Acknowledge { on: true, ..acknowledge }, ..Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
}

async fn closed() -> (House, FakeSmtp) {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    house.clock.advance(at(EVENING).duration_since(house.desk.now()));
    switch_on(&house, Acknowledge::default()).await;
    house.wait(60);
    (house, relay)
}

fn question(house: &House, from: &str, id: &str, more: &str) -> String {
    format!(
        "From: {from}\r\nTo: ola@agency.test\r\nSubject: The report\r\nMessage-ID: <{id}>\r\nDate: {}\r\n{more}\r\n\
         When will it be ready?\r\n",
        rfc2822(house.desk.now())
    )
}

async fn automatic(house: &House, conversation: &str) -> Vec<MessageRow> {
    house.messages(conversation).await.into_iter().filter(|message| message.automatic).collect()
}

/// What left the house, as raw mail.
async fn leave(house: &House, relay: &FakeSmtp) -> Vec<String> {
    let before = relay.handed().len();
    house.wait(1);
    house.worker().work_off().await.unwrap();
    relay.handed().into_iter().skip(before).map(|handed| handed.text).collect()
}

#[tokio::test]
async fn who_writes_while_we_are_closed_hears_when_we_are_back_and_is_still_owed_an_answer() {
    let (house, relay) = closed().await;
    let conversation = house.mail(&question(&house, "Anna Nowak <anna@client.test>", "q1@client.test", "")).await;
    assert_eq!(look(&house.desk).await.unwrap(), 1);
    let answer = automatic(&house, &conversation).await.pop().unwrap();
    assert!(answer.new_text.contains("Monday, 23 November 2026, 09:00"), "{}", answer.new_text);
    let left = leave(&house, &relay).await;
    let header = left[0].split("\r\n\r\n").next().unwrap();
    for line in [
        "Auto-Submitted: auto-replied",
        "X-Tact-Loop: 1",
        "X-Auto-Response-Suppress: All",
        "Precedence: bulk",
        "In-Reply-To: <q1@client.test>",
    ] {
        assert!(header.contains(line), "{line} is missing in\n{header}");
    }
    assert_eq!(house.stands(&conversation).await, "open", "an automatic answer keeps no promise");
    assert!(house.verbs(&conversation).await.contains(&"acknowledged".to_owned()));
    house.ledger_is_true(&conversation).await;
}

/// RFC 3834, 3.3: nobody stands on the envelope, so that no report can come back and be answered by another machine.
#[tokio::test]
async fn it_leaves_from_nobody_and_from_us_where_a_server_wants_somebody() {
    const OFFERS: &str = "250-relay.test\n250-DSN\n250 AUTH PLAIN";
    for (nobody, senders) in [("250 fine", vec![""]), ("550 5.7.60 not as this sender", vec!["", "ola@agency.test"])] {
        let (house, relay) = closed().await;
        relay.change(Script { ehlo: Say(OFFERS), nobody: Say(nobody), ..Script::default() });
        house.mail(&question(&house, "anna@client.test", "q1@client.test", "")).await;
        assert_eq!(look(&house.desk).await.unwrap(), 1);
        assert_eq!(leave(&house, &relay).await.len(), 1, "{nobody}");
        let handed = relay.handed();
        assert_eq!(handed[0].from, *senders.last().unwrap());
        assert!(
            handed[0].text.contains("From: ") && handed[0].text.contains("<ola@agency.test>"),
            "{}",
            handed[0].text
        );
        let said = relay.said();
        let named: Vec<_> = said.iter().filter_map(|line| line.strip_prefix("MAIL FROM:<")).collect();
        let named: Vec<_> = named.iter().map(|line| line.split('>').next().unwrap()).collect();
        assert_eq!(named, senders);
        // Reports on it are asked for only where somebody is there to take them.
        let report = if senders.len() == 1 { " NOTIFY=NEVER" } else { " ORCPT=rfc822;anna@client.test" };
        assert!(said.last().unwrap().ends_with(report), "{said:?}");
    }
}

#[tokio::test]
async fn one_person_is_answered_once_in_an_absence() {
    let (house, _relay) = closed().await;
    let first = house.mail(&question(&house, "anna@client.test", "q1@client.test", "")).await;
    assert_eq!(look(&house.desk).await.unwrap(), 1);
    assert_eq!(look(&house.desk).await.unwrap(), 0, "looking again changes nothing");
    house.wait(26 * 3600);
    for id in ["q2@client.test", "q3@client.test"] {
        house
            .mail(&question(&house, "anna@client.test", id, "").replace("When will", "And the invoice, when will"))
            .await;
    }
    let other = house.mail(&question(&house, "piotr@other.test", "q4@other.test", "")).await;
    assert_eq!(look(&house.desk).await.unwrap(), 1, "Piotr only");
    assert_eq!((automatic(&house, &first).await.len(), automatic(&house, &other).await.len()), (1, 1));
}

#[tokio::test]
async fn nobody_is_answered_who_must_not_be() {
    let (house, _relay) = closed().await;
    for (n, (from, more)) in [
        ("anna@client.test", "Auto-Submitted: auto-replied\r\n"),
        ("anna@client.test", "Precedence: bulk\r\n"),
        ("anna@client.test", "List-Id: <news.client.test>\r\n"),
        ("anna@client.test", "Return-Path: <>\r\n"),
        ("anna@client.test", "X-Auto-Response-Suppress: OOF\r\n"),
        ("no-reply@client.test", ""),
        ("ola@agency.test", ""),
        ("a@client.test, b@client.test", ""),
    ]
    .into_iter()
    .enumerate()
    {
        house.mail(&question(&house, from, &format!("n{n}@client.test"), more)).await;
        assert_eq!(look(&house.desk).await.unwrap(), 0, "{from} {more}");
    }
    // Nor by whom the envelope names nobody.
    let raw = question(&house, "anna@client.test", "env@client.test", "");
    let packed = Packed::of(raw.as_bytes());
    let envelope = desk::receive::Envelope { recipients: vec!["ola@agency.test".into()], ..Default::default() };
    let hints = mail::read::Hints { envelope_date: Some(house.desk.now()), ..Default::default() };
    let read = Incoming::read_enveloped(raw.as_bytes(), packed.hash(), &hints, "lmtp", "test".into(), envelope);
    receive(&house.desk, vec![(read, packed)]).await.unwrap();
    assert_eq!(look(&house.desk).await.unwrap(), 0);
}

#[tokio::test]
async fn while_we_are_there_or_it_is_off_or_the_mail_is_old_nobody_is_answered() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    house.mail(&question(&house, "anna@client.test", "q1@client.test", "")).await;
    assert_eq!(look(&house.desk).await.unwrap(), 0, "off");
    switch_on(&house, Acknowledge::default()).await;
    house.mail(&question(&house, "anna@client.test", "q2@client.test", "")).await;
    assert_eq!(look(&house.desk).await.unwrap(), 0, "Friday morning");
    house.clock.advance(at(EVENING).duration_since(house.desk.now()));
    let yesterday = "Received: from a by b; Thu, 19 Nov 2026 20:00:00 +0000\r\n";
    house.mail(&question(&house, "jan@other.test", "q4@other.test", yesterday)).await;
    assert_eq!(look(&house.desk).await.unwrap(), 0, "fetched a day late");
    house.mail(&question(&house, "piotr@other.test", "q3@other.test", "")).await;
    house.wait(4 * 3600);
    assert_eq!(look(&house.desk).await.unwrap(), 0, "four hours late");
}

#[tokio::test]
async fn the_owners_own_words_are_said_in_the_writers_language() {
    let (house, _relay) = closed().await;
    let texts = [("pl".to_owned(), "Dzień dobry {name}, wracamy: {opening}. {desk}".to_owned())].into();
    switch_on(&house, Acknowledge { texts, ..Acknowledge::default() }).await;
    let raw =
        question(&house, "Anna <anna@client.test>", "q1@client.test", "Content-Type: text/plain; charset=utf-8\r\n");
    let polish = raw.replace(
        "When will it be ready?",
        "Dzień dobry, kiedy będzie gotowy raport za listopad? Czekamy na odpowiedź.",
    );
    let conversation = house.mail(&polish).await;
    look(&house.desk).await.unwrap();
    let said = automatic(&house, &conversation).await.pop().unwrap().new_text;
    assert!(
        said.starts_with("Dzień dobry Anna, wracamy: poniedziałek, 23 listopada 2026, 09:00. Sample agency"),
        "{said}"
    );
}

#[tokio::test]
async fn too_many_in_an_hour_stop_and_today_says_so() {
    let (house, _relay) = closed().await;
    for n in 0..12 {
        house.mail(&question(&house, &format!("p{n}@c{n}.test"), &format!("q{n}@c{n}.test"), "")).await;
    }
    assert_eq!(look(&house.desk).await.unwrap(), 10);
    let desk = &house.desk;
    assert!(desk.db().read(async |mut tx| desk::acknowledge::was_stopped(&mut tx, desk).await).await.unwrap());
    house.wait(3700);
    house.mail(&question(&house, "late@client.test", "late@client.test", "")).await;
    assert_eq!(look(&house.desk).await.unwrap(), 1, "an hour later it goes on");
}

#[tokio::test]
async fn two_desks_that_acknowledge_each_other_stop_after_one_each() {
    let (one, its_relay) = closed().await;
    let (two, other_relay) = closed().await;
    // A client writes to both at night, each as if the other desk were the client: both are asked, both answer once.
    take(&one, &question(&one, "Two <two@client.test>", "start-one@client.test", "")).await;
    take(&two, &question(&two, "One <two@client.test>", "start-two@client.test", "")).await;
    let (mut by_one, mut by_two) = (0, 0);
    for _ in 0..6 {
        by_one += look(&one.desk).await.unwrap();
        by_two += look(&two.desk).await.unwrap();
        let (from_one, from_two) = (leave(&one, &its_relay).await, leave(&two, &other_relay).await);
        for raw in from_one {
            take(&two, &carried(&raw)).await;
        }
        for raw in from_two {
            take(&one, &carried(&raw)).await;
        }
    }
    assert_eq!((by_one, by_two), (1, 1));
}

#[tokio::test]
async fn a_responder_that_strips_every_mark_is_not_talked_to() {
    let (house, relay) = closed().await;
    let mut raw = question(&house, "Robot <help@robot.test>", "r0@robot.test", "");
    let mut sent = 0;
    for n in 1..8 {
        house.mail(&raw).await;
        sent += look(&house.desk).await.unwrap();
        let answered = leave(&house, &relay).await.len();
        assert!(answered <= 1);
        // It writes the same again, with another number and nothing that marks it or refers to ours, each time a
        // weekend later.
        house.wait(7 * 24 * 3600);
        raw = question(&house, "Robot <help@robot.test>", &format!("r{n}@robot.test"), "").replace(
            "When will it be ready?",
            &format!("Thank you for your request. It has the number {n}; we will come back to you as soon as we can."),
        );
    }
    assert!(sent <= 2, "{sent} answers");
    // What answers ours by name is not answered either, whoever sent it.
    let ours = relay.handed().pop().unwrap().text;
    let id = ours.split_once("Message-ID: ").unwrap().1.split("\r\n").next().unwrap().to_owned();
    house.mail(&question(&house, "New <new@robot.test>", "x@robot.test", &format!("In-Reply-To: {id}\r\n"))).await;
    assert_eq!(look(&house.desk).await.unwrap(), 0);
}

/// A mail that one desk sent to its client, as the other gets it: that client is the other desk.
fn carried(raw: &str) -> String {
    raw.replace("ola@agency.test", "OWN")
        .replace("two@client.test", "ola@agency.test")
        .replace("OWN", "two@client.test")
}

async fn take(house: &House, raw: &str) {
    house.mail(raw).await;
}
