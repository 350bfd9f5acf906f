//! Mail that lies in a mailbox: what the mailbox's own servers noted above it tells from where it came; what stands below
//! came with it, and says nothing.

use desk::By;
use desk::mailboxes::{MailboxForm, Options, Server};
use desk::outbox::smtp::Security;
use desk::receive::{Incoming, receive};
use desk::trust::{Judge, Zone};
use store::blobs::Packed;
use store::trust::Standing;

use crate::dovecot::PASSWORD;
use crate::fetching::form;
use crate::house::{House, rfc2822};

/// client.test sends from one address and refuses everything else; evil.test sends from another.
async fn house(imap_host: &str) -> House {
    let house = House::new().await;
    let zone = Zone::new()
        .with("_dmarc.client.test", "v=DMARC1; p=reject")
        .with("client.test", "v=spf1 ip4:192.0.2.10 -all")
        .with("evil.test", "v=spf1 ip4:203.0.113.66 -all");
    house.desk.judge_by(Judge::of_zone(zone).unwrap());
    let imap = Server { host: imap_host.into(), port: 993, security: Security::Tls };
    let form = MailboxForm { imap, ..form(993, PASSWORD, Options::default()) };
    desk::mailboxes::add(&house.desk, By::Member(&house.ola), form).await.unwrap();
    house
}

/// A mail from Anna below these lines, as it is fetched; what is found out about it, and how its promise stands.
async fn found(house: &House, id: &str, above: &[&str]) -> (Option<Standing>, String) {
    let date = rfc2822(house.desk.now());
    let raw = format!(
        "{}From: Anna <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: The report\r\nMessage-ID: <{id}@client.test>\r\n\
         Date: {date}\r\n\r\nWhen will it be ready?\r\n",
        above.concat().replace("DATE", &date)
    );
    let packed = Packed::of(raw.as_bytes());
    let mut mail = Incoming::read(raw.as_bytes(), packed.hash(), &Default::default(), "imap", "test".into());
    mail.mailbox = Some("ola@agency.test".into());
    let outcome = receive(&house.desk, vec![(mail, packed)]).await.unwrap();
    let (desk, conversation) = (&house.desk, &outcome.touched[0]);
    let message = house.messages(conversation).await.pop().unwrap().message_id;
    let rows = desk.db().read(async |mut tx| store::trust::of_messages(&mut tx, desk.id(), &[message]).await).await;
    (rows.unwrap().first().map(|row| row.standing), house.stands(conversation).await)
}

const PATH: &str = "Return-Path: <anna@client.test>\r\n";
const WITHIN: &str =
    "Received: from mx2.agency.test by store.agency.test with LMTP id 1 for <ola@agency.test>; DATE\r\n";
const REAL: &str = "Received: from mail.client.test (mail.client.test [192.0.2.10])\r\n\tby mx2.agency.test (Postfix) with ESMTPS id 2; DATE\r\n";
const EVIL: &str = "Received: from mail.client.test (unknown [203.0.113.66])\r\n\tby mx2.agency.test (Postfix) with ESMTPS id 2; DATE\r\n";

#[tokio::test]
async fn a_strict_domain_that_does_not_sign_is_known_by_the_address_it_sends_from() {
    let house = house("imap.agency.test").await;
    assert_eq!(found(&house, "1", &[PATH, WITHIN, REAL]).await, (Some(Standing::Verified), "open".to_owned()));
    let doubtful = (Some(Standing::Failed), String::new());
    for (id, above) in [
        ("2", [PATH, WITHIN, EVIL].as_slice()),
        // What the sender wrote into the mail stands below, however genuine it looks.
        ("3", &[PATH, WITHIN, EVIL, REAL]),
        ("4", &[WITHIN, EVIL, PATH, REAL]),
        ("5", &[PATH, &REAL.replace("mx2.agency.test", "mx.else.test")]),
        // An envelope of somebody else proves nothing about Anna.
        ("6", &["Return-Path: <eve@evil.test>\r\n", WITHIN, EVIL]),
        ("7", &[WITHIN, REAL]),
        ("8", &[]),
    ] {
        assert_eq!(found(&house, id, above).await, doubtful, "{above:?}");
    }
}

#[tokio::test]
async fn google_says_what_it_found_and_nobody_else_says_it_for_google() {
    let house = house("imap.gmail.com").await;
    let within = "Received: by 2002:a05:6402:2315:b0:55f:f5bd:e0e5 with SMTP id z1; DATE\r\n";
    let says = "ARC-Authentication-Results: i=1; mx.google.com;\r\n spf=pass smtp.mailfrom=anna@client.test;\r\n \
                dmarc=pass (p=REJECT) header.from=client.test\r\n";
    let first = "Received: from mail.client.test (mail.client.test. [192.0.2.10])\r\n by mx.google.com with ESMTPS id a1; DATE\r\n";
    let real = found(&house, "1", &[within, says, PATH, first]).await;
    assert_eq!(real, (Some(Standing::Verified), "open".to_owned()));
    for (id, above) in [("2", [within, PATH, first, says].as_slice()), ("3", &[says, within]), ("4", &[says])] {
        assert_eq!(found(&house, id, above).await.0, Some(Standing::Failed), "{above:?}");
    }
}

#[tokio::test]
async fn in_a_mailbox_elsewhere_googles_name_means_nothing() {
    let house = house("imap.agency.test").await;
    let says = "ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=client.test\r\n";
    let first = "Received: from a (a [192.0.2.10]) by mx.google.com with ESMTPS id a1; DATE\r\n";
    assert_eq!(found(&house, "1", &[says, first]).await.0, Some(Standing::Failed));
}
