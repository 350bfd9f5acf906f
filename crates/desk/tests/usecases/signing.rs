//! Our own mail is signed: whoever reads it can verify it, whoever alters it is found out. Verified by `mail-auth`, which
//! shares no line with what signs.

use desk::answer::{self, AnswerForm};
use desk::signing::{self, Found, Record, Records, SigningKeyRow, Stage};
use desk::trust::Zone;
use desk::{By, manners};
use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
use mail_auth::{AuthenticatedMessage, DkimResult, MessageAuthenticator, Parameters};
use store::outbox::State;

use crate::fake_smtp::{FakeSmtp, Say, Script};
use crate::house::House;

/// A DNS that says one thing of every name.
struct Dns(Option<Vec<String>>);

impl Records for Dns {
    async fn texts(&self, _: &str) -> Option<Vec<String>> {
        self.0.clone()
    }
}

fn silent() -> Dns {
    Dns(None)
}

fn empty() -> Dns {
    Dns(Some(vec![]))
}

fn with(record: &Record) -> Dns {
    Dns(Some(vec![record.value.clone()]))
}

async fn keys(house: &House) -> Vec<SigningKeyRow> {
    let domains = signing::domains(&house.desk).await.unwrap();
    domains.into_iter().find(|domain| domain.name == "agency.test").unwrap().keys
}

async fn make(house: &House) -> (String, Record) {
    let id = signing::make(&house.desk, By::Member(&house.ola), "Agency.test.").await.unwrap();
    let key = keys(house).await.into_iter().find(|key| key.key_id == id).unwrap();
    (id, Record::of(&key))
}

/// A key of agency.test is published and signs. Gives its record.
pub(crate) async fn switched_on(house: &House) -> Record {
    let (id, record) = make(house).await;
    signing::begin(&house.desk, By::Member(&house.ola), &with(&record), &id, false).await.unwrap();
    record
}

/// `pass`, or why not; `unsigned` for a mail without a signature.
pub(crate) async fn verdict(record: &Record, raw: &str) -> String {
    let zone = Zone::new().with(&record.name, &record.value);
    let asks = MessageAuthenticator::new(ResolverConfig::default(), ResolverOpts::default()).unwrap();
    let message = AuthenticatedMessage::parse(raw.as_bytes()).unwrap();
    let question: Parameters<'_, _, Zone, Zone, Zone, Zone, Zone> = Parameters {
        params: &message,
        cache_txt: Some(&zone),
        cache_mx: None,
        cache_ptr: None,
        cache_ipv4: None,
        cache_ipv6: None,
    };
    match asks.verify_dkim(question).await.first().map(|output| output.result().clone()) {
        None => "unsigned".to_owned(),
        Some(DkimResult::Pass) => "pass".to_owned(),
        Some(other) => format!("{other:?}"),
    }
}

async fn house() -> (House, FakeSmtp, String) {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    (house, relay, anna)
}

/// Sends, and gives what left.
async fn sent(house: &House, relay: &FakeSmtp, conversation: &str, key: &str, text: &str) -> String {
    let form = AnswerForm { text: text.to_owned(), ..house.answer_form(key) };
    answer::send(&house.desk, &house.ola, conversation, form).await.unwrap();
    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    relay.handed().pop().unwrap().text
}

#[tokio::test]
async fn a_signed_mail_verifies_and_an_altered_one_does_not() {
    let (house, relay, anna) = house().await;
    let record = switched_on(&house).await;
    let text = "Dzień dobry,\n\n.\n..\nżółć  i   odstępy \nFrom the start\n\n\n\nOla";
    let mail = sent(&house, &relay, &anna, "key-1", text).await;
    assert!(mail.starts_with("DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=agency.test;"), "{mail}");
    assert_eq!(verdict(&record, &mail).await, "pass", "{mail}");
    let (header, body) = mail.split_once("\r\n\r\n").unwrap();
    for name in ["from:from", "to:to", "subject:subject", "date:date", "message-id", "cc", "in-reply-to", "references"]
    {
        let signed = header.split("\r\n").take(8).collect::<String>().replace(['\t', ' '], "");
        assert!(signed.contains(&format!(":{name}")) || signed.contains(&format!("h={name}")), "{name}: {signed}");
    }
    let altered = [
        ("body", format!("{header}\r\n\r\n{}", body.replacen("Ola", "Eve", 1))),
        ("more", format!("{mail}More.\r\n")),
        ("subject", mail.replacen("Subject: ", "Subject: Not ", 1)),
        ("another From before ours", format!("From: Eve <eve@evil.test>\r\n{mail}")),
        ("another From after ours", format!("{header}\r\nFrom: Eve <eve@evil.test>\r\n\r\n{body}")),
    ];
    for (name, altered) in altered {
        assert_ne!(altered, mail, "{name}");
        assert_ne!(verdict(&record, &altered).await, "pass", "{name}");
    }
    // Blanks that a server changes on the way break nothing.
    let relaxed = format!("Received: from a by b\r\n{}", mail.replacen("Subject: ", "SUBJECT:   ", 1));
    assert_eq!(verdict(&record, &relaxed).await, "pass");
}

#[tokio::test]
async fn nothing_is_signed_before_its_record_is_there_unless_somebody_says_so() {
    let (house, relay, anna) = house().await;
    let by = By::Member(&house.ola);
    let (id, record) = make(&house).await;
    let other = Dns(Some(vec!["v=DKIM1; k=rsa; p=AAAA".to_owned()]));
    for (dns, expected) in [(empty(), Found::Missing), (silent(), Found::Silent), (other, Found::Other)] {
        let refused = signing::begin(&house.desk, by, &dns, &id, false).await.unwrap_err();
        assert_eq!(refused.key(), "refused-signing-not-published");
        assert_eq!(keys(&house).await[0].found, expected);
    }
    let mail = sent(&house, &relay, &anna, "key-1", "Unsigned.").await;
    assert_eq!(verdict(&record, &mail).await, "unsigned");
    signing::begin(&house.desk, by, &empty(), &id, true).await.unwrap();
    let mail = sent(&house, &relay, &anna, "key-2", "Signed all the same.").await;
    assert_eq!(verdict(&record, &mail).await, "pass");
    signing::remove(&house.desk, by, &id).await.unwrap();
    let mail = sent(&house, &relay, &anna, "key-3", "Unsigned again.").await;
    assert_eq!(verdict(&record, &mail).await, "unsigned");
}

#[tokio::test]
async fn the_old_key_goes_on_until_the_new_one_is_published() {
    let (house, relay, anna) = house().await;
    let by = By::Member(&house.ola);
    let old = switched_on(&house).await;
    let (id, new) = make(&house).await;
    assert_ne!((&old.name, &old.value), (&new.name, &new.value));
    let refused = signing::make(&house.desk, by, "agency.test").await.unwrap_err();
    assert_eq!(refused.key(), "refused-signing-one-waits");
    let mail = sent(&house, &relay, &anna, "key-1", "By the old one.").await;
    assert_eq!(verdict(&old, &mail).await, "pass");
    signing::begin(&house.desk, by, &with(&new), &id, false).await.unwrap();
    let mail = sent(&house, &relay, &anna, "key-2", "By the new one.").await;
    assert_eq!(verdict(&new, &mail).await, "pass");
    let stages: Vec<_> = keys(&house).await.iter().map(|key| (key.stage, key.secret.is_empty())).collect();
    assert_eq!(stages, [(Stage::Retired, true), (Stage::Signs, false)]);
}

#[tokio::test]
async fn a_mail_that_is_tried_again_is_the_same_to_the_last_byte() {
    let (house, relay, anna) = house().await;
    switched_on(&house).await;
    relay.change(Script { dot: Say("451 later"), ..Script::default() });
    let first = sent(&house, &relay, &anna, "key-1", "Once more.").await;
    relay.change(Script::default());
    house.wait(3_600);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    let handed = relay.handed();
    assert_eq!(handed.len(), 2);
    assert!(handed[1].text == first && first.starts_with("DKIM-Signature:"), "{}\n---\n{first}", handed[1].text);
}

#[tokio::test]
async fn an_automatic_answer_is_signed_too() {
    let (house, relay, _) = house().await;
    let record = switched_on(&house).await;
    let acknowledge = manners::Acknowledge { on: true, ..manners::Acknowledge::default() };
    let manners = manners::Manners { acknowledge, ..manners::Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
    house.clock.set(crate::house::at("2026-11-20T19:00:00Z"));
    house.anna_asks("q2@client.test", "And the invoice?").await;
    assert_eq!(desk::acknowledge::look(&house.desk).await.unwrap(), 1);
    house.wait(1);
    house.worker().work_off().await.unwrap();
    let handed = relay.handed().pop().unwrap();
    assert_eq!((handed.from.as_str(), verdict(&record, &handed.text).await.as_str()), ("", "pass"), "{}", handed.text);
    assert!(handed.text.replace("\r\n\t ", "").contains(":auto-submitted:precedence:"), "{}", handed.text);
}

#[tokio::test]
async fn only_an_owner_makes_keys_and_only_for_domains_of_ours() {
    let house = House::new().await;
    let by = By::Member(&house.ola);
    for domain in ["client.test", "gmail.com", "", "agency.test.evil.test"] {
        let refused = signing::make(&house.desk, by, domain).await.unwrap_err();
        assert_eq!(refused.key(), "refused-signing-not-ours", "{domain}");
    }
    let mut colleague = house.ola.clone();
    colleague.member.role = store::member::Role::Colleague;
    let by = By::Member(&colleague);
    let refused = signing::make(&house.desk, by, "agency.test").await.unwrap_err();
    assert_eq!(refused.key(), "refused-not-owner");
    assert_eq!(signing::remove(&house.desk, by, "x").await.unwrap_err().key(), "refused-not-owner");
    assert!(keys(&house).await.is_empty());
}

/// A backup without its key file: mail is kept back rather than sent as if nobody had wanted it signed.
#[tokio::test]
async fn a_key_that_cannot_be_opened_keeps_mail_waiting_and_says_why() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    switched_on(&house).await;
    std::fs::write(house.desk.folder().join("key"), [7_u8; 32]).unwrap();
    house.set_relay(&relay).await;
    let id = house.answer(&anna, "key-1").await.outbox_id;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    let row = house.outbox(&id).await;
    assert_eq!((row.state, row.last_error.as_str()), (State::Waiting, "relay-trouble-unsigned"));
    assert!(relay.handed().is_empty());
}
