//! One try to hand over one mail, against a relay that fails at each step: what is certain afterwards, and for whom.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use desk::outbox::delivery::{Outcome, Parcel, deliver};
use desk::outbox::fate::{Act, Recipient, RecipientState, weigh};
use desk::outbox::smtp::{Address, Login, Manners, Security, Step, Why};

use crate::fake_smtp::{Do, Drop, FakeSmtp, Say, SayAndDrop, Script, Silence, certificate};

const MAIL: &[u8] = b"Subject: sample\r\n\r\nHello Anna,\r\n.\r\nit is done.\r\n";

/// Impatient, so that silence is found out at once.
fn manners() -> Manners {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate()).unwrap();
    let manners = Manners::trusting(roots).unwrap();
    let patience = Duration::from_millis(400);
    Manners { connect: patience * 10, command: patience, body: patience, after_dot: patience, ..manners }
}

fn plain(relay: &FakeSmtp) -> Address {
    Address { host: "127.0.0.1".into(), port: relay.at.port(), security: Security::None, login: None }
}

fn to(addresses: &[&str]) -> Vec<Recipient> {
    let one = |(at, address): (usize, &&str)| Recipient {
        address: (*address).to_owned(),
        to: at == 0,
        state: RecipientState::Waiting,
        reply: String::new(),
        report: None,
    };
    addresses.iter().enumerate().map(one).collect()
}

fn parcel(addresses: &[&str]) -> Parcel {
    Parcel {
        id: String::new(),
        envelope_from: "ola@agency.test".into(),
        recipients: to(addresses),
        signature: String::new(),
        mail: Arc::new(MAIL.to_vec()),
    }
}

async fn try_once(script: Script) -> (Outcome, FakeSmtp) {
    let relay = FakeSmtp::start(script).await;
    let outcome = deliver(&plain(&relay), &manners(), parcel(&["anna@client.test"]), || async { true }).await;
    (outcome.unwrap(), relay)
}

/// Every step, every way to fail: the state of the only recipient, and whether the relay holds the whole mail.
#[tokio::test]
async fn each_failure_has_its_meaning() {
    let script = Script::default;
    let (deferred, failed, uncertain, sent) =
        (RecipientState::Deferred, RecipientState::Failed, RecipientState::Uncertain, RecipientState::Sent);
    let table: Vec<(&str, Script, RecipientState, Option<Step>)> = vec![
        ("greeting 421", Script { greeting: Say("421 busy"), ..script() }, deferred, Some(Step::Greeting)),
        ("greeting 554", Script { greeting: Say("554 no"), ..script() }, deferred, Some(Step::Greeting)),
        ("greeting drop", Script { greeting: Drop, ..script() }, deferred, Some(Step::Greeting)),
        ("greeting silence", Script { greeting: Silence, ..script() }, deferred, Some(Step::Greeting)),
        ("greeting nonsense", Script { greeting: Say("HTTP/1.1 400"), ..script() }, deferred, Some(Step::Greeting)),
        ("ehlo 502", Script { ehlo: Say("502 no"), ..script() }, deferred, Some(Step::Hello)),
        ("ehlo drop", Script { ehlo: Drop, ..script() }, deferred, Some(Step::Hello)),
        ("ehlo half", Script { ehlo: SayAndDrop("250-relay.test"), ..script() }, deferred, Some(Step::Hello)),
        ("mail 451", Script { mail: Say("451 later"), ..script() }, deferred, Some(Step::Sender)),
        ("mail 550", Script { mail: Say("550 not you"), ..script() }, failed, Some(Step::Sender)),
        ("mail drop", Script { mail: Drop, ..script() }, deferred, Some(Step::Sender)),
        ("mail silence", Script { mail: Silence, ..script() }, deferred, Some(Step::Sender)),
        ("rcpt 450", Script { rcpt: Say("450 later"), ..script() }, deferred, None),
        ("rcpt 550", Script { rcpt: Say("550 5.1.1 nobody"), ..script() }, failed, None),
        ("rcpt 421", Script { rcpt: Say("421 closing"), ..script() }, deferred, Some(Step::Recipient)),
        ("rcpt drop", Script { rcpt: Drop, ..script() }, deferred, Some(Step::Recipient)),
        ("data 451", Script { data: Say("451 later"), ..script() }, deferred, Some(Step::Data)),
        ("data 554", Script { data: Say("554 no"), ..script() }, failed, Some(Step::Data)),
        ("data 250", Script { data: Say("250 eh"), ..script() }, deferred, Some(Step::Data)),
        ("data drop", Script { data: Drop, ..script() }, deferred, Some(Step::Data)),
        ("data silence", Script { data: Silence, ..script() }, deferred, Some(Step::Data)),
        ("dot drop", Script { dot: Drop, ..script() }, uncertain, Some(Step::Dot)),
        ("dot silence", Script { dot: Silence, ..script() }, uncertain, Some(Step::Dot)),
        ("dot nonsense", Script { dot: Say("eh?"), ..script() }, uncertain, Some(Step::Dot)),
        ("dot half", Script { dot: SayAndDrop("250-queued"), ..script() }, uncertain, Some(Step::Dot)),
        ("dot 354", Script { dot: Say("354 more"), ..script() }, uncertain, Some(Step::Dot)),
        ("dot 451", Script { dot: Say("451 later"), ..script() }, deferred, Some(Step::Dot)),
        ("dot 421", Script { dot: SayAndDrop("421 closing"), ..script() }, deferred, Some(Step::Dot)),
        ("dot 552", Script { dot: Say("552 too big"), ..script() }, failed, Some(Step::Dot)),
        ("dot 554", Script { dot: Say("554 spam"), ..script() }, failed, Some(Step::Dot)),
        ("dot 250 and drop", Script { dot: SayAndDrop("250 queued"), ..script() }, sent, None),
        ("all well", script(), sent, None),
    ];
    for (name, script, state, step) in table {
        let before_dot = step.is_some_and(|step| step < Step::Dot) || script.rcpt != Script::default().rcpt;
        let (outcome, relay) = try_once(script).await;
        assert_eq!(outcome.recipients[0].state, state, "{name}: {outcome:?}");
        assert_eq!(outcome.trouble.map(|trouble| trouble.step), step, "{name}");
        assert_eq!(relay.handed().is_empty(), before_dot, "{name}");
    }
}

/// A connection that breaks inside the text is found out while writing or while waiting for the answer.
/// The relay never got the dot, but only the first case can know that.
#[tokio::test]
async fn a_break_inside_a_long_text_is_never_taken_for_sent() {
    let relay = FakeSmtp::start(Script { body: Drop, ..Script::default() }).await;
    let mail = "line of a long mail\r\n".repeat(400_000).into_bytes();
    let parcel = Parcel { mail: Arc::new(mail), ..parcel(&["anna@client.test"]) };
    let patient = Manners { body: Duration::from_secs(20), ..manners() };
    let outcome = deliver(&plain(&relay), &patient, parcel, || async { true }).await.unwrap();
    assert_eq!(outcome.recipients[0].state, RecipientState::Deferred);
    assert_eq!(outcome.trouble.map(|trouble| trouble.step), Some(Step::Body));
    assert!(relay.handed().is_empty());
}

#[tokio::test]
async fn a_mail_arrives_byte_for_byte() {
    let (_, relay) = try_once(Script::default()).await;
    let handed = relay.handed();
    assert_eq!(handed.len(), 1);
    assert_eq!(handed[0].text.as_bytes(), MAIL);
    assert_eq!(
        (handed[0].from.as_str(), handed[0].to.as_slice()),
        ("ola@agency.test", ["anna@client.test".to_owned()].as_slice())
    );
}

#[tokio::test]
async fn nobody_listens() {
    let address = Address { host: "127.0.0.1".into(), port: 1, security: Security::None, login: None };
    let outcome = deliver(&address, &manners(), parcel(&["anna@client.test"]), || async { true }).await.unwrap();
    assert_eq!(outcome.recipients[0].state, RecipientState::Deferred);
    assert_eq!(outcome.trouble.map(|trouble| trouble.why), Some(Why::NobodyThere));
}

#[tokio::test]
async fn recipients_have_their_own_fates() {
    let rcpt_of = HashMap::from([("gone@client.test", Say("550 nobody")), ("later@client.test", Say("450 later"))]);
    let relay = FakeSmtp::start(Script { rcpt_of, ..Script::default() }).await;
    let to_be_sent = parcel(&["anna@client.test", "gone@client.test", "later@client.test", "piotr@client.test"]);
    let outcome = deliver(&plain(&relay), &manners(), to_be_sent.clone(), || async { true }).await.unwrap();
    let states: Vec<_> = outcome.recipients.iter().map(|one| one.state).collect();
    use RecipientState::{Deferred, Failed, Sent};
    assert_eq!(states, [Sent, Failed, Deferred, Sent]);
    assert_eq!(relay.handed()[0].to, ["anna@client.test", "piotr@client.test"]);
    // The one put off is asked again; those served are not.
    let verdict = weigh(outcome.recipients, true);
    assert!(verdict.reached && verdict.act == Act::PutOff);
    relay.change(Script::default());
    let again = Parcel { recipients: verdict.recipients, ..to_be_sent };
    let outcome = deliver(&plain(&relay), &manners(), again, || async { true }).await.unwrap();
    assert_eq!(outcome.recipients[2].state, Sent);
    assert_eq!(relay.handed()[1].to, ["later@client.test"]);
}

#[tokio::test]
async fn who_lost_the_claim_hands_nothing_over() {
    let relay = FakeSmtp::start(Script::default()).await;
    let outcome = deliver(&plain(&relay), &manners(), parcel(&["anna@client.test"]), || async { false }).await;
    assert!(outcome.is_none());
    assert!(relay.handed().is_empty());
}

async fn encrypted(script: Script, host: &str, login: Option<Login>) -> (Outcome, FakeSmtp) {
    let relay = FakeSmtp::start(script).await;
    let address = Address { host: host.into(), port: relay.at.port(), security: Security::Starttls, login };
    let outcome = deliver(&address, &manners(), parcel(&["anna@client.test"]), || async { true }).await.unwrap();
    (outcome, relay)
}

fn ola() -> Option<Login> {
    Some(Login::Password { user: "ola".into(), password: "correct horse".into() })
}

#[tokio::test]
async fn the_password_goes_over_an_encrypted_line_only() {
    let (outcome, relay) = encrypted(Script::default(), "localhost", ola()).await;
    assert_eq!(outcome.recipients[0].state, RecipientState::Sent, "{outcome:?}");
    assert!(relay.handed()[0].secure);
    assert_eq!(relay.logins().len(), 1);

    let refuse: [(Do, &str); 3] =
        [(Say("250-relay.test\n250 AUTH PLAIN"), "no STARTTLS"), (Say("250 relay.test"), "none"), (Drop, "drop")];
    for (ehlo, name) in refuse {
        let (outcome, relay) = encrypted(Script { ehlo, ..Script::default() }, "localhost", ola()).await;
        assert_eq!(outcome.recipients[0].state, RecipientState::Deferred, "{name}");
        assert!(relay.logins().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn broken_encryption_and_refused_passwords_put_the_mail_off() {
    for (name, script, why) in [
        ("454", Script { starttls: Say("454 not now"), ..Script::default() }, "relay-trouble-refused"),
        (
            "nonsense",
            Script { starttls: SayAndDrop("220 go on\nnonsense"), ..Script::default() },
            "relay-trouble-not-smtp",
        ),
        ("drop", Script { starttls: SayAndDrop("220 go on"), ..Script::default() }, "relay-trouble-tls"),
        ("535", Script { auth: Say("535 wrong"), ..Script::default() }, "relay-trouble-password"),
        (
            "no way in",
            Script { ehlo: Say("250-relay.test\n250 STARTTLS"), ..Script::default() },
            "relay-trouble-no-login",
        ),
    ] {
        let (outcome, relay) = encrypted(script, "localhost", ola()).await;
        assert_eq!(outcome.recipients[0].state, RecipientState::Deferred, "{name}");
        assert_eq!(outcome.trouble.unwrap().key(), why, "{name}");
        assert!(relay.handed().is_empty(), "{name}");
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let relay = FakeSmtp::start(Script::default()).await;
    let address =
        Address { host: "127.0.0.2".into(), port: relay.at.port(), security: Security::Starttls, login: ola() };
    let relay_there = Address { host: "127.0.0.1".into(), ..address.clone() };
    let unknown = Manners { command: Duration::from_secs(2), ..Manners::usual().unwrap() };
    let outcome = deliver(&relay_there, &unknown, parcel(&["anna@client.test"]), || async { true }).await.unwrap();
    assert_eq!(outcome.trouble.unwrap().key(), "relay-trouble-tls");
    assert!(relay.logins().is_empty());
}

#[tokio::test]
async fn clear_text_stays_on_this_machine() {
    let address = Address { host: "relay.test".into(), port: 25, security: Security::None, login: ola() };
    let outcome = deliver(&address, &manners(), parcel(&["anna@client.test"]), || async { true }).await.unwrap();
    assert_eq!(outcome.trouble.map(|trouble| trouble.why), Some(Why::ClearText));
}

const OFFERS: &str = "250-relay.test\n250-PIPELINING\n250-SIZE 1000\n250-DSN\n250 8BITMIME";

#[tokio::test]
async fn recipients_named_in_one_breath_have_their_own_fates() {
    let rcpt_of = HashMap::from([
        ("gone@client.test", Say("550-5.1.1 nobody\n550 of that name")),
        ("later@client.test", Say("450 later")),
    ]);
    let relay = FakeSmtp::start(Script { ehlo: Say(OFFERS), rcpt_of, ..Script::default() }).await;
    let parcel = Parcel {
        id: "o1.secret".into(),
        ..parcel(&["anna@client.test", "gone@client.test", "later@client.test", "piotr+x@client.test"])
    };
    let outcome = deliver(&plain(&relay), &manners(), parcel, || async { true }).await.unwrap();
    let states: Vec<_> = outcome.recipients.iter().map(|one| one.state).collect();
    use RecipientState::{Deferred, Failed, Sent};
    assert_eq!(states, [Sent, Failed, Deferred, Sent]);
    assert_eq!(outcome.recipients[1].reply, "550 5.1.1 nobody of that name");
    assert_eq!(relay.handed()[0].to, ["anna@client.test", "piotr+x@client.test"]);
    let said = relay.said();
    assert!(said[0].ends_with(&format!(" SIZE={} RET=HDRS ENVID=o1.secret", MAIL.len())), "{}", said[0]);
    assert!(said[4].ends_with(" NOTIFY=FAILURE,DELAY ORCPT=rfc822;piotr+2Bx@client.test"), "{}", said[4]);
}

/// A relay that answers more often than it was asked: nobody can tell any more which answer is whose.
#[tokio::test]
async fn answers_out_of_step_end_the_talk_before_the_text() {
    for ehlo in [Say(OFFERS), Say("250 relay.test")] {
        let rcpt_of = HashMap::from([
            ("anna@client.test", Say("250 fine\n250 and fine")),
            ("gone@client.test", Say("550 nobody")),
        ]);
        let relay = FakeSmtp::start(Script { ehlo, rcpt_of, ..Script::default() }).await;
        let parcel = parcel(&["anna@client.test", "gone@client.test", "piotr@client.test"]);
        let outcome = deliver(&plain(&relay), &manners(), parcel, || async { true }).await.unwrap();
        assert_eq!(outcome.trouble.as_ref().map(|it| (it.step, it.why.clone())), Some((Step::Data, Why::NotSmtp)));
        assert!(outcome.recipients.iter().all(|one| one.state != RecipientState::Sent), "{outcome:?}");
        assert!(relay.handed().is_empty());
    }
}

#[tokio::test]
async fn a_mail_larger_than_the_relay_takes_is_not_begun() {
    let relay = FakeSmtp::start(Script { ehlo: Say(OFFERS), ..Script::default() }).await;
    let parcel = Parcel { mail: Arc::new(vec![b'x'; 1_001]), ..parcel(&["anna@client.test"]) };
    let outcome = deliver(&plain(&relay), &manners(), parcel, || async { true }).await.unwrap();
    assert_eq!(outcome.recipients[0].state, RecipientState::Failed);
    assert_eq!(outcome.trouble.unwrap().key(), "relay-trouble-too-large");
    assert!(relay.said().is_empty());
}

#[tokio::test]
async fn a_token_signs_in_and_its_refusal_is_one() {
    let ehlo = || Say("250-relay.test\n250 AUTH PLAIN LOGIN XOAUTH2");
    let token = Some(Login::Token { user: "ola@agency.test".into(), token: "tok".into() });
    let relay = FakeSmtp::start(Script { ehlo: ehlo(), ..Script::default() }).await;
    let address = Address { login: token.clone(), ..plain(&relay) };
    let outcome = deliver(&address, &manners(), parcel(&["anna@client.test"]), || async { true }).await.unwrap();
    assert_eq!(outcome.recipients[0].state, RecipientState::Sent);
    // 'user=ola@agency.test', 'auth=Bearer tok', each ended by 0x01.
    assert_eq!(relay.logins(), ["AUTH XOAUTH2 dXNlcj1vbGFAYWdlbmN5LnRlc3QBYXV0aD1CZWFyZXIgdG9rAQE="]);

    for no in [Say("535 5.7.8 no"), Say("334 eyJzdGF0dXMiOiI0MDEifQ==")] {
        let relay = FakeSmtp::start(Script { ehlo: ehlo(), auth: no, ..Script::default() }).await;
        let address = Address { login: token.clone(), ..plain(&relay) };
        let outcome = deliver(&address, &manners(), parcel(&["anna@client.test"]), || async { true }).await.unwrap();
        assert_eq!(outcome.recipients[0].state, RecipientState::Deferred);
        assert_eq!(outcome.trouble.unwrap().key(), "relay-trouble-password");
    }
}
