//! Mail made to break in: what its header says gives it no power over the desk, whatever was written there.

use desk::receive::{Incoming, Outcome, receive};
use store::blobs::{Hash, Packed};

use crate::house::{House, at};

async fn take(house: &House, raw: &str) -> Outcome {
    let hints = mail::read::Hints { envelope_date: Some(house.desk.now()), ..Default::default() };
    let packed = Packed::of(raw.as_bytes());
    let read = Incoming::read(raw.as_bytes(), packed.hash(), &hints, "lmtp", "test".into());
    receive(&house.desk, vec![(read, packed)]).await.unwrap()
}

fn question(id: &str, header: &str) -> String {
    let id = if id.is_empty() { String::new() } else { format!("Message-ID: <{id}>\r\n") };
    let from = if header.contains("From:") { "" } else { "From: Anna <anna@client.test>\r\n" };
    format!("{from}To: ola@agency.test\r\n{id}{header}\r\nWhen will it be ready?\r\n")
}

/// Our answer to this mail, as it leaves.
async fn answer_to(house: &House, raw: &str) -> String {
    let conversation = house.mail(raw).await;
    let form = desk::answer::suggest(&house.desk, &house.ola, &conversation).await.unwrap();
    let form = desk::answer::AnswerForm { to: form.to, cc: form.cc, ..house.answer_form(&conversation) };
    assert!(!form.to.is_empty(), "{raw}");
    let answered = desk::answer::send(&house.desk, &house.ola, &conversation, form).await.unwrap();
    let hash: Hash = house.outbox(&answered.outbox_id).await.raw_hash.parse().unwrap();
    String::from_utf8(house.desk.blobs().get(house.desk.id(), &hash).await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_line_break_hidden_in_a_subject_or_name_adds_no_header_to_our_answer() {
    let house = House::new().await;
    for (n, header) in [
        "Subject: =?utf-8?q?hi=0D=0ABcc:_evil@evil.test?=\r\n",
        "Subject: =?utf-8?b?aGkNCkJjYzogZXZpbEBldmlsLnRlc3Q=?=\r\n",
        "Subject: =?utf-8?q?hi=0ABcc:_evil@evil.test=00?=\r\n",
        "Subject: =?utf-8?q?hi=E2=80=A8Bcc:_evil@evil.test?=\r\n",
        "From: =?utf-8?b?QW5uYQ0KQmNjOiBldmlsQGV2aWwudGVzdA==?= <anna@client.test>\r\nSubject: x\r\n",
        "Reply-To: =?utf-8?b?QW5uYQ0KQmNjOiBldmlsQGV2aWwudGVzdA==?= <anna@client.test>\r\nSubject: x\r\n",
    ]
    .into_iter()
    .enumerate()
    {
        let raw = answer_to(&house, &question(&format!("h{n}@client.test"), header)).await;
        let (head, _) = raw.split_once("\r\n\r\n").unwrap();
        let names: Vec<_> = head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])).collect();
        assert!(names.iter().all(|line| !line.to_ascii_lowercase().starts_with("bcc")), "{header}: {head}");
        assert!(!head.replace("\r\n", "").contains(['\r', '\n', '\0']), "{header}");
        assert_eq!(names.iter().filter(|line| line.starts_with("To:")).count(), 1, "{header}");
    }
}

#[tokio::test]
async fn a_name_that_pretends_to_be_an_address_list_stays_a_name() {
    let house = House::new().await;
    let header = "From: \"a\\\" <x@y.test>, evil@evil.test\" <anna@client.test>\r\nSubject: x\r\n";
    let raw = answer_to(&house, &question("n1@client.test", header)).await;
    let read = mail::read::read(raw.as_bytes(), &mail::read::Hints::default());
    let to: Vec<_> = read.to.iter().map(|party| party.address.as_str()).collect();
    assert_eq!(to, ["anna@client.test"]);
}

#[tokio::test]
async fn the_same_mail_twice_is_one_and_the_same_id_with_another_body_is_kept_and_flagged() {
    let house = House::new().await;
    let first = question("d1@client.test", "Subject: x\r\n");
    let conversation = house.mail(&first).await;
    let again = take(&house, &format!("Received: from a by b\r\n{first}")).await;
    assert_eq!((again.stored, again.duplicates), (0, 1), "it only came another way");
    let other = first.replace("When will it be ready?", "Pay to this account.");
    let outcome = take(&house, &other).await;
    assert_eq!((outcome.stored, outcome.duplicates), (1, 0));
    let desk = &house.desk;
    let events = desk
        .db()
        .read(async |mut tx| {
            store::event::of_conversations(&mut tx, desk.id(), &[&outcome.touched[0]], &["received"]).await
        })
        .await
        .unwrap();
    assert!(events.last().unwrap().data.contains("same_id_other_body"));
    assert_eq!(house.messages(&conversation).await[0].new_text, "When will it be ready?");
}

#[tokio::test]
async fn ids_of_any_shape_are_data() {
    let house = House::new().await;
    let none = question("", "Subject: x\r\n");
    assert_eq!(
        (take(&house, &none).await.stored, take(&house, &none).await.stored),
        (1, 0),
        "no id: known by its bytes"
    );
    for id in [format!("{}@c.test", "x".repeat(100_000)), "x' OR 1=1--@c".to_owned(), "%_[]\\@c".to_owned()] {
        let raw = question(&id, "Subject: x\r\n");
        assert_eq!(
            (take(&house, &raw).await.stored, take(&house, &raw).await.stored),
            (1, 0),
            "{}",
            &id[..10.min(id.len())]
        );
    }
    assert_eq!(
        house.desk.db().read(async |mut tx| store::message::count(&mut tx, house.desk.id()).await).await.unwrap(),
        4
    );
}

#[tokio::test]
async fn a_mail_arrives_when_it_arrives_whatever_its_date_says() {
    let house = House::new().await;
    for (n, date) in [
        "Thu, 1 Jan 1970 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 +0000",
        "Mon, 1 Jan 1601 00:00:00 +0000",
        "30 Feb 2026 10:00 +0000",
        "1 Feb 2026 10:00 +9999",
        "Thu, 31 Dec 1998 23:59:60 +0000",
        "soon",
    ]
    .into_iter()
    .enumerate()
    {
        let conversation =
            house.mail(&question(&format!("t{n}@client.test"), &format!("Subject: x\r\nDate: {date}\r\n"))).await;
        assert_eq!(house.messages(&conversation).await[0].arrived_at, at(crate::house::FRIDAY), "{date}");
        assert_eq!(house.stands(&conversation).await, "open", "{date}");
    }
}

#[tokio::test]
async fn headers_that_look_like_commands_command_nothing() {
    let house = House::new().await;
    let plain = house.mail(&question("p@client.test", "Subject: x\r\n")).await;
    let header = format!(
        "Subject: x\r\nX-Tact-Conversation: {plain}\r\nX-Tact-Kind: bounce\r\nX-Tact-Owner: {}\r\n\
         X-Zammad-Ticket-Owner: eve\r\n__proto__: x\r\nconstructor: x\r\n",
        house.ola.member.member_id
    );
    let conversation = house.mail(&question("c@client.test", &header)).await;
    assert_ne!(conversation, plain);
    assert_eq!(house.stands(&conversation).await, "open");
    let message = house.messages(&conversation).await.pop().unwrap();
    assert_eq!(message.kind, rulebook::event::Kind::Person);
}

#[tokio::test]
async fn letters_that_look_alike_are_other_people() {
    let house = House::new().await;
    let conversation = house.mail(&question("q@client.test", "From: Mike <mike@client.test>\r\nSubject: x\r\n")).await;
    let client = |row: store::conversation::ConversationRow| row.client_id;
    let of = async |id: &str| {
        let desk = &house.desk;
        client(
            desk.db()
                .read(async |mut tx| store::conversation::find(&mut tx, desk.id(), id).await)
                .await
                .unwrap()
                .unwrap(),
        )
    };
    for (n, from) in ["mike@\u{441}lient.test", "mike@xn--lient-8mf.test"].iter().enumerate() {
        let header = format!("From: Mike <{from}>\r\nSubject: Re: x\r\nIn-Reply-To: <q@client.test>\r\n");
        let other = house.mail(&question(&format!("o{n}@x.test"), &header)).await;
        assert_ne!(other, conversation, "{from}");
    }
    let same = house
        .mail(&question(
            "s@client.test",
            "From: MIKE@Client.TEST\r\nSubject: Re: x\r\nIn-Reply-To: <q@client.test>\r\n",
        ))
        .await;
    assert_eq!(same, conversation);
    // At the client's own domain it may be a colleague, and is another person all the same.
    let header = "From: Mike <m\u{131}ke@client.test>\r\nSubject: Re: x\r\nIn-Reply-To: <q@client.test>\r\n";
    assert_eq!(house.mail(&question("d@client.test", header)).await, conversation);
    let dotless = house.messages(&conversation).await.pop().unwrap();
    assert!(dotless.newcomer && dotless.from_address != "mike@client.test");
    let cyrillic = house.mail(&question("k@x.test", "From: mike@\u{441}lient.test\r\nSubject: x\r\n")).await;
    assert_ne!(of(&cyrillic).await, of(&conversation).await);
    assert!(house.messages(&cyrillic).await[0].from_address.contains("xn--"));
}
