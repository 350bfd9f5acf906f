//! Who may speak for a client: forged mail promises nothing, signed reply addresses open nothing to strangers, and a member
//! has the last word. Domains are asked in a zone in memory.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::By;
use desk::manners::{self, Manners};
use desk::receive::{Envelope, Incoming, Outcome, receive};
use desk::reply_address::Signer;
use desk::trust::{Judge, Zone};
use mail_auth::arc::ArcSealer;
use mail_auth::common::crypto::Ed25519Key;
use mail_auth::common::headers::HeaderWriter as _;
use mail_auth::dkim::DkimSigner;
use mail_auth::hickory_resolver::config::{ResolverConfig, ResolverOpts};
use mail_auth::{AuthenticatedMessage, AuthenticationResults, MessageAuthenticator, Parameters};
use store::blobs::Packed;
use store::conversation::ConversationRow;
use store::trust::{Standing, TrustRow};

use crate::house::{House, rfc2822};

/// client.test refuses what is not its own; the others publish keys. Keys are kept as PKCS #8.
struct Domains {
    client: Vec<u8>,
    evil: Vec<u8>,
    forwarder: Vec<u8>,
}

impl Domains {
    fn new() -> Self {
        let key = || Ed25519Key::generate_pkcs8().unwrap();
        Self { client: key(), evil: key(), forwarder: key() }
    }

    fn zone(&self) -> Zone {
        let record = |key: &[u8]| {
            let key = Ed25519Key::from_pkcs8_der(key).unwrap();
            format!("v=DKIM1; k=ed25519; p={}", STANDARD.encode(key.public_key()))
        };
        Zone::new()
            .with("_dmarc.client.test", "v=DMARC1; p=reject")
            .with("client.test", "v=spf1 ip4:192.0.2.10 -all")
            .with("sel._domainkey.client.test", &record(&self.client))
            .with("sel._domainkey.evil.test", &record(&self.evil))
            .with("sel._domainkey.forwarder.test", &record(&self.forwarder))
    }
}

fn signed(key: &[u8], domain: &str, raw: &str) -> String {
    signed_up_to(key, domain, raw, false)
}

/// Signed, and with `cut` only as far as the text goes now (`l=`).
fn signed_up_to(key: &[u8], domain: &str, raw: &str, cut: bool) -> String {
    let signer = DkimSigner::from_key(Ed25519Key::from_pkcs8_der(key).unwrap()).domain(domain).selector("sel");
    let signer = signer.headers(["From", "To", "Subject"]).body_length(cut);
    format!("{}{raw}", signer.sign(raw.as_bytes()).unwrap().to_header())
}

fn from_anna(house: &House, id: &str, more: &str) -> String {
    format!(
        "From: Anna Nowak <anna@client.test>\r\nTo: Ola <ola@agency.test>\r\nSubject: The report\r\n\
         Message-ID: <{id}>\r\nDate: {}\r\n{more}\r\nWhen will it be ready?\r\n",
        rfc2822(house.desk.now())
    )
}

async fn judging() -> (House, Domains) {
    let (house, domains) = (House::new().await, Domains::new());
    house.desk.judge_by(Judge::of_zone(domains.zone()).unwrap());
    (house, domains)
}

async fn take(house: &House, incoming: impl FnOnce(Incoming) -> Incoming, raw: &str) -> Outcome {
    let hints = mail::read::Hints { envelope_date: Some(house.desk.now()), ..Default::default() };
    let packed = Packed::of(raw.as_bytes());
    let read = Incoming::read(raw.as_bytes(), packed.hash(), &hints, "lmtp", "test".into());
    receive(&house.desk, vec![(incoming(read), packed)]).await.unwrap()
}

async fn row(house: &House, conversation: &str) -> ConversationRow {
    let desk = &house.desk;
    desk.db()
        .read(async |mut tx| store::conversation::find(&mut tx, desk.id(), conversation).await)
        .await
        .unwrap()
        .unwrap()
}

/// What was found out about the newest mail of a conversation.
async fn judged(house: &House, conversation: &str) -> Option<TrustRow> {
    let desk = &house.desk;
    let newest = house.messages(conversation).await.pop().unwrap().message_id;
    let found = desk.db().read(async |mut tx| store::trust::of_messages(&mut tx, desk.id(), &[&newest]).await).await;
    found.unwrap().pop()
}

async fn standing(house: &House, raw: &str) -> (Option<Standing>, String) {
    let conversation = house.mail(raw).await;
    (judged(house, &conversation).await.map(|it| it.standing), house.stands(&conversation).await)
}

#[tokio::test]
async fn a_mail_that_fails_for_its_domain_promises_nothing_until_a_member_vouches_for_it() {
    let (house, domains) = judging().await;
    let anna = house.mail(&signed(&domains.client, "client.test", &from_anna(&house, "a1@client.test", ""))).await;
    let client = row(&house, &anna).await.client_id;
    assert_eq!(
        (house.stands(&anna).await.as_str(), judged(&house, &anna).await.unwrap().standing),
        ("open", Standing::Verified)
    );

    let arrived = house.desk.now();
    let forged = house.mail(&from_anna(&house, "a2@client.test", "")).await;
    assert_eq!(house.stands(&forged).await, "");
    let before = row(&house, &forged).await;
    assert_ne!(before.client_id, client, "a mail nobody believes is no client's");
    assert_eq!(before.stand, store::conversation::Stand::Unanswered, "it waits for a look");
    let doubtful = async || {
        let desk = &house.desk;
        let found = desk.db().read(async |mut tx| store::trust::doubtful(&mut tx, desk.id(), 9).await).await.unwrap();
        found.into_iter().map(|it| it.conversation_id).collect::<Vec<_>>()
    };
    assert_eq!(doubtful().await, std::slice::from_ref(&forged));

    house.wait(3600);
    let message = house.messages(&forged).await.pop().unwrap().message_id;
    assert_eq!(desk::vouch::vouch(&house.desk, &house.ola, &message).await.unwrap(), forged);
    assert_eq!(house.stands(&forged).await, "open");
    assert_eq!(house.promises(&forged).await[0].since_at, arrived, "it counts from when it arrived");
    assert_eq!(row(&house, &forged).await.client_id, client);
    assert_eq!(house.verbs(&forged).await.last().unwrap(), "vouched");
    assert!(doubtful().await.is_empty());
    house.ledger_is_true(&forged).await;
    let again = desk::vouch::vouch(&house.desk, &house.ola, &message).await;
    assert!(matches!(again, Err(desk::vouch::Refused::NotDoubtful)));
}

#[tokio::test]
async fn a_forged_answer_joins_no_conversation_and_vouching_brings_it_there() {
    let (house, domains) = judging().await;
    let anna = house.mail(&signed(&domains.client, "client.test", &from_anna(&house, "a1@client.test", ""))).await;
    let reply = from_anna(&house, "a2@client.test", "In-Reply-To: <a1@client.test>\r\nCc: eve@evil.test\r\n");
    let forged = house.mail(&reply).await;
    assert_ne!(forged, anna);
    assert_eq!(row(&house, &forged).await.related_to.as_deref(), Some(anna.as_str()));
    assert_eq!(house.messages(&anna).await.len(), 1);
    // Whom it copied takes part in nothing.
    let eve = "From: eve@evil.test\r\nTo: ola@agency.test\r\nSubject: x\r\nMessage-ID: <e1@evil.test>\r\n\
               In-Reply-To: <a2@client.test>\r\n\r\nHello?\r\n";
    assert_ne!(house.mail(eve).await, forged);

    let message = house.messages(&forged).await.pop().unwrap().message_id;
    assert_eq!(desk::vouch::vouch(&house.desk, &house.ola, &message).await.unwrap(), anna);
    assert_eq!(house.messages(&anna).await.len(), 2);
    assert_eq!(row(&house, &forged).await.merged_into.as_deref(), Some(anna.as_str()));
}

#[tokio::test]
async fn a_forged_answer_takes_nothing_back_and_one_that_is_vouched_for_does() {
    let (house, domains) = judging().await;
    let anna = house.mail(&signed(&domains.client, "client.test", &from_anna(&house, "a1@client.test", ""))).await;
    let leaves = desk::answer::Leaves::At(house.desk.now() + jiff::SignedDuration::from_hours(72));
    let schedule = desk::answer::Schedule { leaves, unless_answered: true };
    let form = desk::answer::AnswerForm { schedule, ..house.answer_form("key") };
    let planned = desk::answer::send(&house.desk, &house.ola, &anna, form).await.unwrap().outbox_id;
    house.wait(3_600);
    let forged = house.mail(&from_anna(&house, "a2@client.test", "In-Reply-To: <a1@client.test>\r\n")).await;
    assert_eq!(house.outbox(&planned).await.state, store::outbox::State::Waiting);
    let message = house.messages(&forged).await.pop().unwrap().message_id;
    desk::vouch::vouch(&house.desk, &house.ola, &message).await.unwrap();
    let row = house.outbox(&planned).await;
    assert_eq!((row.state, row.last_error.as_str()), (store::outbox::State::Cancelled, "outbox-answered: Anna Nowak"));
    house.ledger_is_true(&anna).await;
}

#[tokio::test]
async fn a_mail_that_only_says_it_is_ours_keeps_no_promise() {
    let house = House::new().await;
    let zone = Zone::new().with("_dmarc.agency.test", "v=DMARC1; p=quarantine");
    house.desk.judge_by(Judge::of_zone(zone).unwrap());
    let anna = house.mail(&from_anna(&house, "a1@client.test", "")).await;
    let forged = "From: Ola <ola@agency.test>\r\nTo: anna@client.test\r\nSubject: Re: The report\r\n\
                  Message-ID: <f1@evil.test>\r\nIn-Reply-To: <a1@client.test>\r\n\r\nIt is done.\r\n";
    let elsewhere = house.mail(forged).await;
    assert_ne!(elsewhere, anna);
    assert_eq!((house.stands(&anna).await.as_str(), house.stands(&elsewhere).await.as_str()), ("open", ""));
    // Saving settings looks at everybody's side again.
    let mut settings = desk::settings::load(&house.desk);
    settings.own_addresses.push("desk@agency.test".into());
    desk::settings::save(&house.desk, By::Member(&house.ola), settings, None).await.unwrap();
    assert_eq!(house.stands(&anna).await, "open");
    house.wait(60);
    // What lies in our own Sent folder is ours: nobody is asked about it.
    let sent = forged.replace("f1@evil", "s1@agency");
    let outcome = take(&house, |mail| Incoming { put_there_by_us: true, origin: "imap", ..mail }, &sent).await;
    assert_eq!(outcome.touched, std::slice::from_ref(&anna));
    assert_eq!(house.stands(&anna).await, "kept");
}

#[tokio::test]
async fn only_a_whole_signature_of_the_writers_own_domain_verifies() {
    let (house, domains) = judging().await;
    let raw = |id: &str| from_anna(&house, id, "");
    let failed = (Some(Standing::Failed), String::new());
    let by_evil = signed(&domains.evil, "evil.test", &raw("d1@x.test"));
    assert_eq!(standing(&house, &by_evil).await, failed, "signed by somebody else");
    let cut = signed_up_to(&domains.client, "client.test", &raw("d2@x.test"), true);
    assert_eq!(
        standing(&house, &format!("{cut}<b>Pay to this account</b>\r\n")).await,
        failed,
        "the end is not signed"
    );
    let odd = raw("d3@x.test");
    let odd = format!(
        "DKIM-Signature: v=1; a=ed25519-sha256; d=client.test'a.evil.test; s=sel\0; h=From; bh=AA==; b=AA==\r\n{odd}"
    );
    assert_eq!(standing(&house, &odd).await, failed, "no plain names");
}

#[tokio::test]
async fn a_changed_mail_is_not_the_signed_one() {
    let (house, domains) = judging().await;
    let raw = signed(&domains.client, "client.test", &from_anna(&house, "d1@x.test", ""));
    let changed = raw.replace("When will it be ready?", "Pay to this account.");
    assert_eq!(standing(&house, &changed).await.0, Some(Standing::Failed));
}

#[tokio::test]
async fn the_server_that_handed_it_over_tells_whence_it_came() {
    let (house, _) = judging().await;
    let envelope = |ip: &str| Envelope {
        from: "anna@client.test".into(),
        helo: "mail.client.test".into(),
        ip: Some(ip.parse().unwrap()),
        recipients: vec!["ola@agency.test".into()],
    };
    for (id, ip, expected) in
        [("s1@x.test", "192.0.2.10", Some(Standing::Verified)), ("s2@x.test", "192.0.2.66", Some(Standing::Failed))]
    {
        let raw = from_anna(&house, id, "");
        let outcome = take(&house, |mail| Incoming { envelope: Some(envelope(ip)), ..mail }, &raw).await;
        assert_eq!(judged(&house, &outcome.touched[0]).await.map(|it| it.standing), expected, "{ip}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_or_is_not_refused_stays_unknown_and_promises_as_ever() {
    let house = House::new().await;
    let zone = Zone::new().with_silent("_dmarc.client.test").with("_dmarc.watching.test", "v=DMARC1; p=none");
    house.desk.judge_by(Judge::of_zone(zone).unwrap());
    let unknown = (None, "open".to_owned());
    assert_eq!(standing(&house, &from_anna(&house, "u1@x.test", "")).await, unknown);
    let watching = from_anna(&house, "u2@x.test", "").replace("anna@client.test", "jan@watching.test");
    assert_eq!(standing(&house, &watching).await, unknown);
    let silent = from_anna(&house, "u3@x.test", "").replace("anna@client.test", "jan@nothing.test");
    assert_eq!(standing(&house, &silent).await, unknown);
}

#[tokio::test]
async fn two_writers_are_nobody() {
    let (house, _) = judging().await;
    for (id, from) in [("w1@x.test", "From: eve@evil.test\r\n"), ("w2@x.test", "From : eve@evil.test\r\n")] {
        let raw = format!("{from}{}", from_anna(&house, id, ""));
        let conversation = house.mail(&raw).await;
        let found = judged(&house, &conversation).await.unwrap();
        assert_eq!((found.standing, found.why.as_str()), (Standing::Failed, "from_unclear"));
        assert_eq!(house.stands(&conversation).await, "");
        let vouched = desk::vouch::vouch(&house.desk, &house.ola, &found.message_id).await;
        assert!(matches!(vouched, Err(desk::vouch::Refused::Nobody)));
    }
}

#[tokio::test]
async fn our_own_servers_word_counts_and_a_forged_one_does_not() {
    let (house, _) = judging().await;
    let manners = Manners { authserv_id: "mx.agency.test".into(), ..Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
    let stated = "Authentication-Results: mx.agency.test; dmarc=pass header.from=client.test\r\n";
    let received = "Received: from x by mx.agency.test with ESMTP; Fri, 20 Nov 2026 09:00:00 +0000\r\n";
    let raw = |id: &str| from_anna(&house, id, "");
    let genuine = format!("{stated}{received}{}", raw("r1@x.test"));
    assert_eq!(standing(&house, &genuine).await, (Some(Standing::Verified), "open".to_owned()));
    for forged in [
        format!("{received}{stated}{}", raw("r2@x.test")),
        format!("{}{stated}", raw("r3@x.test").replace("\r\n\r\n", "\r\nReceived: x\r\n\r\n")),
    ] {
        assert_eq!(standing(&house, &forged).await.0, Some(Standing::Failed));
    }
    let other = format!(
        "Authentication-Results: mx.evil.test; dmarc=pass header.from=client.test\r\n{received}{}",
        raw("r4@x.test")
    );
    assert_eq!(standing(&house, &other).await.0, Some(Standing::Failed));
}

#[tokio::test]
async fn mail_that_was_long_there_and_files_are_not_judged() {
    let (house, _) = judging().await;
    let imported =
        take(&house, |mail| Incoming { origin: "import", ..mail }, &from_anna(&house, "i1@x.test", "")).await;
    assert_eq!(judged(&house, &imported.touched[0]).await, None);
    let raw = from_anna(&house, "i2@x.test", "");
    house.wait(4 * 24 * 3600);
    let old = Packed::of(raw.as_bytes());
    let read = Incoming::read(raw.as_bytes(), old.hash(), &mail::read::Hints::default(), "imap", "test".into());
    let outcome = receive(&house.desk, vec![(read, old)]).await.unwrap();
    assert_eq!(judged(&house, &outcome.touched[0]).await, None);
}

/// What a service that forwards mail makes of it: it notes what it found of the mail as it came, changes it, and seals both.
async fn passed_on(domains: &Domains, key: &[u8], domain: &str, came: &str, leaves: &str) -> String {
    let zone = domains.zone();
    let asks = MessageAuthenticator::new(ResolverConfig::default(), ResolverOpts::default()).unwrap();
    let zone = Some(&zone);
    let (came, sealed) = [came, leaves].map(|raw| AuthenticatedMessage::parse(raw.as_bytes()).unwrap()).into();
    let asked = |params| Parameters {
        params,
        cache_txt: zone,
        cache_mx: zone,
        cache_ptr: zone,
        cache_ipv4: zone,
        cache_ipv6: zone,
    };
    let found = asks.verify_dkim(asked(&came)).await;
    let results = AuthenticationResults::new("mx.forwarder.test").with_dkim_results(&found, "anna@client.test");
    let chain = asks.verify_arc(asked(&sealed)).await;
    let sealer = ArcSealer::from_key(Ed25519Key::from_pkcs8_der(key).unwrap()).domain(domain).selector("sel");
    let set = sealer.headers(["From", "To", "Subject"]).seal(&sealed, &results, &chain).unwrap();
    format!("{}{leaves}", set.to_header())
}

#[tokio::test]
async fn mail_that_a_trusted_service_passed_on_is_not_doubted_for_what_passing_on_did_to_it() {
    let (house, domains) = judging().await;
    let manners = Manners { trusted_sealers: vec!["Forwarder.test".into()], ..Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
    let failed = (Some(Standing::Failed), String::new());
    // A line below the text: the client's own signature no longer holds.
    let forwarded = |raw: &str| format!("{raw}-- \r\nforwarded\r\n");
    let raw = |id: &str| signed(&domains.client, "client.test", &from_anna(&house, id, ""));
    let plain = raw("p1@x.test");
    assert_eq!(standing(&house, &forwarded(&plain)).await, failed, "nobody says anything");
    let genuine = raw("p2@x.test");
    let sealed = passed_on(&domains, &domains.forwarder, "forwarder.test", &genuine, &forwarded(&genuine)).await;
    assert_eq!(standing(&house, &sealed).await, (None, "open".to_owned()));
    let other = raw("p3@x.test");
    let sealed = passed_on(&domains, &domains.evil, "evil.test", &other, &forwarded(&other)).await;
    assert_eq!(standing(&house, &sealed).await, failed, "sealed by somebody else");
    let forged = signed(&domains.evil, "evil.test", &from_anna(&house, "p4@x.test", ""));
    let sealed = passed_on(&domains, &domains.forwarder, "forwarder.test", &forged, &forwarded(&forged)).await;
    assert_eq!(standing(&house, &sealed).await, failed, "the service found that it was forged");
    let changed = raw("p5@x.test");
    let sealed = passed_on(&domains, &domains.forwarder, "forwarder.test", &changed, &forwarded(&changed)).await;
    let after = sealed.replace("When will it be ready?", "Pay to this account.");
    assert_eq!(standing(&house, &after).await, failed, "changed after it was sealed");
}

async fn reply_address(house: &House, conversation: &str) -> String {
    let manners = Manners { signed_replies: true, ..Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), manners).await.unwrap();
    let made = desk::reply_address::make(&house.desk, "ola@agency.test", conversation, "anna@client.test").await;
    made.unwrap().unwrap()
}

fn to(address: &str, from: &str, id: &str) -> String {
    format!("From: {from}\r\nTo: {address}\r\nSubject: Another thing\r\nMessage-ID: <{id}>\r\n\r\nWhen do we meet?\r\n")
}

#[tokio::test]
async fn an_answer_to_a_signed_address_finds_its_conversation_for_those_who_take_part() {
    let house = House::new().await;
    let conversation = house.anna_asks("q1@client.test", "When?").await;
    let address = reply_address(&house, &conversation).await;
    for (from, id) in [("anna@client.test", "q2@client.test"), ("Piotr <piotr@client.test>", "q3@client.test")] {
        assert_eq!(house.mail(&to(&address, from, id)).await, conversation, "{from}");
    }
    // The token is nobody's business but the sender's.
    let shown = house.messages(&conversation).await.pop().unwrap();
    assert_eq!((shown.to_list[0].address.as_str(), shown.newcomer), ("ola@agency.test", false));
}

#[tokio::test]
async fn a_stranger_at_a_signed_address_is_held_and_taken_in_as_a_newcomer_only() {
    let house = House::new().await;
    let conversation = house.anna_asks("q1@client.test", "When?").await;
    let address = reply_address(&house, &conversation).await;
    let raw = to(&address, "no-reply@service.test", "v1@service.test");
    let outcome = take(&house, |mail| mail, &raw).await;
    assert_eq!(outcome.held.iter().map(|(_, cause)| cause.as_str()).collect::<Vec<_>>(), ["stranger"]);
    assert_eq!(house.messages(&conversation).await.len(), 1);

    let client = row(&house, &conversation).await.client_id;
    let other = to(&address, "eve@evil.test", "v2@evil.test");
    let accepted = take(&house, |mail| Incoming { accepted: true, ..mail }, &other).await;
    assert_eq!(accepted.touched, std::slice::from_ref(&conversation));
    let eve = house.messages(&conversation).await.pop().unwrap();
    assert!(eve.newcomer);
    assert_eq!(row(&house, &conversation).await.client_id, client);
}

#[tokio::test]
async fn a_wrong_token_or_a_number_opens_nothing() {
    let house = House::new().await;
    let conversation = house.anna_asks("q1@client.test", "When?").await;
    let address = reply_address(&house, &conversation).await;
    let last = address.find('@').unwrap() - 2;
    let wrong =
        format!("{}{}{}", &address[..last], if &address[last..=last] == "a" { "b" } else { "a" }, &address[last + 1..]);
    let elsewhere = house.mail(&to(&wrong, "anna@client.test", "w1@client.test")).await;
    assert_ne!(elsewhere, conversation);
    assert_eq!(row(&house, &elsewhere).await.related_to.as_deref(), Some(conversation.as_str()));
    for (id, address) in [("w2@x.test", "ola+1001@agency.test"), ("w3@x.test", "ola@agency.test")] {
        let raw =
            to(address, "eve@evil.test", id).replace("Another thing", &format!("Re: [#{conversation}] The report"));
        assert_ne!(house.mail(&raw).await, conversation);
    }
    // The same words signed with another desk's key.
    let other = House::new().await;
    let foreign = Signer::of(&other.desk).unwrap().make("ola@agency.test", &conversation, "anna@client.test").unwrap();
    assert_ne!(house.mail(&to(&foreign, "anna@client.test", "w4@client.test")).await, conversation);
}

#[tokio::test]
async fn a_report_about_a_mail_that_the_client_wrote_is_nothing_to_its_conversation() {
    let house = House::new().await;
    let conversation = house.anna_asks("q1@client.test", "When?").await;
    let forged = "From: Mail Delivery <mailer-daemon@evil.test>\r\nTo: ola@agency.test\r\nReturn-Path: <>\r\n\
                  Subject: Undelivered Mail\r\nMessage-ID: <b1@evil.test>\r\nMIME-Version: 1.0\r\n\
                  Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
                  --b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n\
                  --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; evil.test\r\n\r\n\
                  Final-Recipient: rfc822; anna@client.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
                  --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <q1@client.test>\r\n\r\n--b--\r\n";
    let elsewhere = house.mail(forged).await;
    assert_ne!(elsewhere, conversation);
    assert_eq!((house.stands(&conversation).await.as_str(), house.messages(&conversation).await.len()), ("open", 1));
}
