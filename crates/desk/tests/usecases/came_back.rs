//! Bounces and delays: matched to our mail by what only its readers know, and by whom it was sent to.

use store::outbox::{RecipientState, State};

use crate::fake_smtp::{FakeSmtp, Say, Script};
use crate::house::House;

async fn sent() -> (House, String, String) {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let id = house.answer(&anna, "key-1").await.outbox_id;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    assert_eq!(house.stands(&anna).await, "kept");
    (house, anna, id)
}

/// A report about one recipient, carrying the head of the mail with this id, or giving the envelope id back.
fn report(rfc_id: Option<&str>, envelope: Option<&str>, to: &str, action: &str, status: &str) -> String {
    let subject = if action == "delayed" { "Delivery delayed" } else { "Undelivered Mail Returned to Sender" };
    let envelope = envelope.map(|id| format!("Original-Envelope-Id: {id}\r\n")).unwrap_or_default();
    let head = rfc_id.map(|id| {
        format!("--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}>\r\nSubject: Re: The report\r\n\r\n")
    });
    format!(
        "From: MAILER-DAEMON@relay.test\r\nReturn-Path: <>\r\nTo: ola@agency.test\r\nSubject: {subject}\r\n\
         Message-ID: <b{status}-{action}@relay.test>\r\nMIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system at relay.test.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.test\r\n{envelope}\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} no such user\r\n\r\n{}--b--\r\n",
        head.unwrap_or_default()
    )
}

async fn is_marked(house: &House, address: &str) -> bool {
    let desk = &house.desk;
    let found = desk
        .db()
        .read(async |mut tx| store::bounced_address::among(&mut tx, desk.id(), &[address]).await)
        .await
        .unwrap();
    !found.is_empty()
}

#[tokio::test]
async fn a_mail_that_came_back_keeps_no_promise_and_marks_the_address() {
    for by_envelope in [false, true] {
        let (house, anna, id) = sent().await;
        let row = house.outbox(&id).await;
        let envelope = format!("{id}.{}", &row.rfc_id[..16]);
        house.wait(60);
        let (rfc_id, envelope) =
            if by_envelope { (None, Some(envelope.as_str())) } else { (Some(row.rfc_id.as_str()), None) };
        house.mail(&report(rfc_id, envelope, "Anna@client.test", "failed", "5.1.1")).await;
        let row = house.outbox(&id).await;
        assert_eq!((row.state, row.last_error.as_str()), (State::Failed, "relay-trouble-came-back"), "{by_envelope}");
        assert!(row.recipients[0].report.as_ref().is_some_and(|report| report.hard && report.status == "5.1.1"));
        assert_eq!(row.recipients[1].state, RecipientState::Sent, "Piotr has his copy");
        assert!(house.stands(&anna).await.starts_with("open"), "{}", house.stands(&anna).await);
        assert!(is_marked(&house, "anna@client.test").await);
        assert!(house.verbs(&anna).await.contains(&"came_back".to_owned()));
        house.ledger_is_true(&anna).await;

        // She writes again: the address lives.
        house.anna_asks("q9@client.test", "Hello again, when?").await;
        assert!(!is_marked(&house, "anna@client.test").await);
    }
}

#[tokio::test]
async fn a_delay_is_told_and_changes_nothing_else() {
    let (house, anna, id) = sent().await;
    let row = house.outbox(&id).await;
    house.mail(&report(Some(&row.rfc_id), None, "anna@client.test", "delayed", "4.4.1")).await;
    let row = house.outbox(&id).await;
    assert_eq!(row.state, State::Sent);
    assert!(row.recipients[0].report.as_ref().is_some_and(|report| !report.hard));
    assert!(house.stands(&anna).await.starts_with("kept"));
    assert!(!is_marked(&house, "anna@client.test").await);
}

#[tokio::test]
async fn a_full_box_sends_back_the_mail_but_does_not_condemn_the_address() {
    let (house, _anna, id) = sent().await;
    let row = house.outbox(&id).await;
    let full =
        report(Some(&row.rfc_id), None, "anna@client.test", "failed", "5.2.2").replace("no such user", "mailbox full");
    house.mail(&full).await;
    assert_eq!(house.outbox(&id).await.state, State::Failed);
    assert!(!is_marked(&house, "anna@client.test").await);
}

/// Whoever does not know our mail, or names somebody it was not sent to, changes nothing.
#[tokio::test]
async fn a_forged_report_changes_nothing() {
    let (house, anna, id) = sent().await;
    let before = house.outbox(&id).await;
    let guessed = format!("{id}.0123456789abcdef");
    for forged in [
        report(Some("guessed@agency.test"), None, "anna@client.test", "failed", "5.1.1"),
        report(None, Some(&guessed), "anna@client.test", "failed", "5.1.2"),
        report(None, Some(&id), "anna@client.test", "failed", "5.1.3"),
        report(Some(&before.rfc_id), None, "eve@client.test", "failed", "5.1.6"),
        report(None, None, "anna@client.test", "failed", "5.1.10"),
    ] {
        house.mail(&forged).await;
        assert_eq!(house.outbox(&id).await, before);
        assert!(!is_marked(&house, "anna@client.test").await && !is_marked(&house, "eve@client.test").await);
    }
    assert!(house.stands(&anna).await.starts_with("kept"), "{}", house.stands(&anna).await);
}

#[tokio::test]
async fn an_address_that_the_server_does_not_know_is_marked_at_once_and_a_no_to_the_mail_is_not() {
    for (script, marked) in [
        (Script { rcpt: Say("550 5.1.1 no such user"), ..Script::default() }, true),
        (Script { rcpt: Say("550 5.7.1 not from you"), ..Script::default() }, false),
        (Script { dot: Say("550 looks like spam"), ..Script::default() }, false),
        (Script { mail: Say("550 we do not know you"), ..Script::default() }, false),
    ] {
        let relay = FakeSmtp::start(script.clone()).await;
        let house = House::with_relay(&relay).await;
        let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
        let id = house.answer(&anna, "key-1").await.outbox_id;
        house.wait(10);
        house.worker().work_off().await.unwrap();
        assert_eq!(house.outbox(&id).await.state, State::Failed, "{script:?}");
        assert_eq!(is_marked(&house, "anna@client.test").await, marked, "{script:?}");
    }
}
