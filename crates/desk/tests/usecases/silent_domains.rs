//! Name servers that never answer: nobody waits for them but the mail they are asked about, and that not for long.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use desk::receive::{Incoming, receive};
use desk::trust::Judge;
use store::blobs::Packed;
use store::trust::Standing;
use tokio::net::UdpSocket;

use crate::door::{Peer, a_mail, lmtp};
use crate::house::House;

const OLA: &str = "ola@agency.test";

/// A name server: it keeps silent about every name with `slow` in it, knows that client.test refuses what is not its own,
/// and that nothing else exists.
async fn names() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let at = socket.local_addr().unwrap();
    tokio::spawn(async move {
        let mut asked = [0; 1500];
        while let Ok((length, peer)) = socket.recv_from(&mut asked).await {
            if let Some(said) = answer(&asked[..length]) {
                socket.send_to(&said, peer).await.unwrap();
            }
        }
    });
    at
}

/// An answer to one question (RFC 1035, 4.1); `None` is silence.
fn answer(asked: &[u8]) -> Option<Vec<u8>> {
    let mut at = 12;
    let mut name = Vec::new();
    while asked[at] != 0 {
        let end = at + 1 + usize::from(asked[at]);
        name.push(String::from_utf8_lossy(&asked[at + 1..end]).to_lowercase());
        at = end;
    }
    let (name, question) = (name.join("."), &asked[12..at + 5]);
    if name.contains("slow") {
        return None;
    }
    let text = (name == "_dmarc.client.test" && asked[at + 2] == 16).then_some("v=DMARC1; p=reject");
    let code = if text.is_some() { 0 } else { 3 };
    let mut said = vec![asked[0], asked[1], 0x81, 0x80 | code, 0, 1, 0, 1 - code / 3, 0, 0, 0, 0];
    said.extend_from_slice(question);
    if let Some(text) = text {
        let length = u8::try_from(text.len()).unwrap();
        said.extend_from_slice(&[0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, length + 1, length]);
        said.extend_from_slice(text.as_bytes());
    }
    Some(said)
}

async fn house(patience: Duration) -> House {
    let house = House::new().await;
    house.desk.judge_by(Judge::of_server(names().await, patience).unwrap());
    house
}

fn slow(id: &str) -> String {
    a_mail(id, "When will it be there?").replace("anna@client.test", "jan@slow.test")
}

async fn judged(house: &House, rfc_id: &str) -> Option<Standing> {
    let desk = &house.desk;
    let found = desk
        .db()
        .read(async |mut tx| {
            let known = store::message::known(&mut tx, desk.id(), &[rfc_id]).await?;
            let conversation = &known.first().expect("it was taken in").conversation_id;
            let newest = store::Cursor::newest();
            let rows = store::message::window(&mut tx, desk.id(), conversation, &newest, 9).await?;
            let row = rows.into_iter().find(|row| row.rfc_id == rfc_id).unwrap();
            store::trust::of_messages(&mut tx, desk.id(), &[row.message_id]).await
        })
        .await
        .unwrap();
    found.first().map(|row| row.standing)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_domain_that_never_answers_holds_up_nobody_else_at_the_door() {
    let house = house(Duration::from_secs(4)).await;
    let door = lmtp(&house).await;
    let (mut one, mut other) = (Peer::of(&door, "LHLO one.test").await, Peer::of(&door, "LHLO other.test").await);
    let waits = tokio::spawn(async move { one.hands("jan@slow.test", &[OLA], slow("waits")).await });
    for at in 0..5 {
        let mail = a_mail(&format!("quick{at}"), "Hello?").replace("client.test", "quick.test");
        assert_eq!(other.hands("anna@quick.test", &[OLA], mail).await, [250]);
    }
    assert!(!waits.is_finished(), "the others came in while one was still asked about");
    assert_eq!(waits.await.unwrap(), [250], "what cannot be found out in time is not known, and the mail is here");
    assert_eq!(judged(&house, "waits@client.test").await, None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_such_mails_at_once_wait_together() {
    let patience = Duration::from_secs(1);
    let house = house(patience).await;
    let read = |at: usize| {
        let raw = slow(&format!("m{at}"));
        let packed = Packed::of(raw.as_bytes());
        let hints = mail::read::Hints { envelope_date: Some(house.desk.now()), ..Default::default() };
        (Incoming::read(raw.as_bytes(), packed.hash(), &hints, "lmtp", "test".into()), packed)
    };
    let began = Instant::now();
    let outcome = receive(&house.desk, (0..40).map(read).collect()).await.unwrap();
    assert_eq!(outcome.stored, 40);
    assert!(began.elapsed() < patience * 8, "{:?}", began.elapsed());
}

/// Who forges a mail can sign it for a domain of their own that never answers, or name one in the envelope.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_escapes_by_naming_a_domain_that_never_answers() {
    let house = house(Duration::from_secs(4)).await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(peer.says("XFORWARD ADDR=192.0.2.66 HELO=slow.test").await, 250);
    let signature = "DKIM-Signature: v=1; a=rsa-sha256; d=slow.test; s=sel; h=From; bh=AA==; b=AA==\r\n";
    let forged = signature.repeat(20) + &a_mail("forged", "Pay to this account.");
    assert_eq!(peer.hands("jan@slow.test", &[OLA], forged).await, [250]);
    assert_eq!(judged(&house, "forged@client.test").await, Some(Standing::Failed));
}
