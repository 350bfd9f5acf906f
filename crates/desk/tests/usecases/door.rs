//! Mail handed over through a real socket: what is answered, and what then stands on the desk.

use std::net::SocketAddr;
use std::time::Duration;

use desk::Desk;
use desk::door::{Address, Door, Limits, Manner, Peers};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::house::House;

/// An open door; closed by `close`.
pub(crate) struct OpenDoor {
    pub(crate) at: SocketAddr,
    close: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

pub(crate) async fn open(desk: &Desk, manner: Manner, limits: Limits) -> OpenDoor {
    let address = Address::Tcp(([127, 0, 0, 1], 0).into());
    let door = Door::open(&address, manner, Peers::default(), limits).await.unwrap();
    let Ok(Address::Tcp(at)) = door.address() else { panic!("a door on a port") };
    let (close, closed) = oneshot::channel::<()>();
    let desk = desk.clone();
    let running = tokio::spawn(async move {
        door.run(&desk, async {
            let _ = closed.await;
        })
        .await;
    });
    OpenDoor { at, close, running }
}

pub(crate) async fn lmtp(house: &House) -> OpenDoor {
    open(&house.desk, Manner::Lmtp, Limits::default()).await
}

impl OpenDoor {
    async fn close(self) {
        self.close.send(()).unwrap();
        self.running.await.unwrap();
    }
}

/// A mail server that hands mail over.
pub(crate) struct Peer(BufReader<TcpStream>);

impl Peer {
    pub(crate) async fn silent(at: SocketAddr) -> Self {
        Self(BufReader::new(TcpStream::connect(at).await.unwrap()))
    }

    pub(crate) async fn of(door: &OpenDoor, hello: &str) -> Self {
        let mut peer = Self::silent(door.at).await;
        assert_eq!(peer.hears().await.0, 220);
        assert_eq!(peer.says(hello).await, 250);
        peer
    }

    pub(crate) async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.get_mut().write_all(bytes.as_ref()).await.unwrap();
    }

    /// The next answer: its code, and its last line. Code 0 when the door closed.
    pub(crate) async fn hears(&mut self) -> (u16, String) {
        loop {
            let mut line = String::new();
            let heard = tokio::time::timeout(Duration::from_secs(20), self.0.read_line(&mut line)).await;
            match heard.expect("an answer in time") {
                Ok(1..) if line.as_bytes().get(3) == Some(&b'-') => {}
                Ok(1..) => return (line[..3].parse().unwrap(), line.trim_end().to_owned()),
                _ => return (0, String::new()),
            }
        }
    }

    pub(crate) async fn says(&mut self, line: &str) -> u16 {
        self.send(format!("{line}\r\n")).await;
        self.hears().await.0
    }

    /// Hands a mail over to these; what was answered to each after the text.
    pub(crate) async fn hands(&mut self, from: &str, to: &[&str], mail: impl AsRef<[u8]>) -> Vec<u16> {
        assert_eq!(self.says(&format!("MAIL FROM:<{from}>")).await, 250);
        for to in to {
            assert_eq!(self.says(&format!("RCPT TO:<{to}>")).await, 250, "{to}");
        }
        assert_eq!(self.says("DATA").await, 354);
        self.send(mail).await;
        self.send("\r\n.\r\n").await;
        let mut codes = Vec::new();
        for _ in to {
            codes.push(self.hears().await.0);
        }
        codes
    }
}

const OLA: &str = "ola@agency.test";
const ANNA: &str = "anna@client.test";

pub(crate) fn a_mail(id: &str, words: &str) -> String {
    format!(
        "From: Anna Nowak <{ANNA}>\r\nTo: {OLA}\r\nSubject: Mail {id}\r\nMessage-ID: <{id}@client.test>\r\n\r\n{words}\r\n"
    )
}

/// Message-IDs of everything that was taken in, sorted; and how many mails are held.
pub(crate) async fn stands(desk: &Desk) -> (Vec<String>, i64) {
    desk.db()
        .read(async |mut tx| {
            let mut ids = Vec::new();
            let conversations = store::conversation::ids_after(&mut tx, desk.id(), "", 10_000).await?;
            for conversation in conversations {
                let newest = store::Cursor::newest();
                for row in store::message::window(&mut tx, desk.id(), &conversation, &newest, 1_000).await? {
                    ids.push(row.rfc_id);
                }
            }
            ids.sort();
            Ok::<_, store::StoreError>((ids, store::held::count(&mut tx, desk.id()).await?))
        })
        .await
        .unwrap()
}

async fn count(desk: &Desk) -> (usize, i64) {
    let (ids, held) = stands(desk).await;
    (ids.len(), held)
}

#[tokio::test]
async fn a_mail_that_is_handed_over_opens_a_promise() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(peer.says("XFORWARD ADDR=192.0.2.9 HELO=mail.client.test").await, 250);
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "When will the report be there?")).await, [250]);
    let desk = &house.desk;
    let ids = desk.db().read(async |mut tx| store::conversation::ids_after(&mut tx, desk.id(), "", 9).await);
    let conversation = ids.await.unwrap().remove(0);
    assert_eq!(house.stands(&conversation).await, "open");
    let events = desk
        .db()
        .read(async |mut tx| {
            store::event::of_conversations(&mut tx, desk.id(), &[conversation.as_str()], &["received"]).await
        })
        .await
        .unwrap();
    let data: serde_json::Value = serde_json::from_str(&events[0].data).unwrap();
    let envelope = serde_json::json!({
        "from": ANNA, "helo": "mail.client.test", "ip": "192.0.2.9", "recipients": [OLA]
    });
    assert_eq!(data["envelope"], envelope);
    // Handed over again, after an answer that was lost: the same mail.
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "When will the report be there?")).await, [250]);
    assert_eq!(house.messages(&conversation).await.len(), 1);
    assert_eq!(peer.says("QUIT").await, 221);
    door.close().await;
}

#[tokio::test]
async fn each_recipient_hears_an_answer_of_its_own() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(peer.hands("", &[OLA, "ola+shop@agency.test", "postmaster"], a_mail("1", "Hello")).await, [250; 3]);
    assert_eq!(peer.says("MAIL FROM:<anna@client.test>").await, 250);
    assert_eq!(peer.says("RCPT TO:<nobody@agency.test>").await, 550);
    assert_eq!(peer.says("DATA").await, 503);
    assert_eq!(count(&house.desk).await, (1, 0));
    drop(peer);
    let smtp = open(&house.desk, Manner::Smtp, Limits::default()).await;
    let mut peer = Peer::of(&smtp, "EHLO mx.agency.test").await;
    peer.send(format!("MAIL FROM:<{ANNA}>\r\nRCPT TO:<{OLA}>\r\nRCPT TO:<ola+x@agency.test>\r\nDATA\r\n")).await;
    peer.send(format!("{}.\r\nNOOP\r\n", a_mail("2", "Hello"))).await;
    let mut codes = Vec::new();
    for _ in 0..6 {
        codes.push(peer.hears().await.0);
    }
    assert_eq!(codes, [250, 250, 250, 354, 250, 250], "one answer to the text, then one to NOOP");
}

#[tokio::test]
async fn a_desk_that_does_not_know_its_addresses_lets_mail_wait() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = crate::house::empty(folder.path()).await;
    let door = open(&desk, Manner::Lmtp, Limits::default()).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(peer.says("MAIL FROM:<anna@client.test>").await, 250);
    assert_eq!(peer.says(&format!("RCPT TO:<{OLA}>")).await, 450);
}

/// Whoever reads ends of lines more kindly than his neighbour can be made to see a second mail in the first.
#[tokio::test]
async fn no_mail_can_be_smuggled_inside_another() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let second = format!("MAIL FROM:<eve@evil.test>\r\nRCPT TO:<{OLA}>\r\nDATA\r\n{}.\r\n", a_mail("evil", "Pay"));
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r", "\r.\r\n", "\r\n.\r\r\n", "\n\n.\r\n", "\r\r\n.\r\n"]
    {
        let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
        assert_eq!(peer.says("MAIL FROM:<anna@client.test>").await, 250);
        assert_eq!(peer.says(&format!("RCPT TO:<{OLA}>")).await, 250);
        assert_eq!(peer.says(&format!("RCPT TO:<{OLA}>")).await, 250);
        assert_eq!(peer.says("DATA").await, 354);
        peer.send(format!("{}{end}{second}", a_mail("first", "Hello").trim_end())).await;
        assert_eq!([peer.hears().await.0, peer.hears().await.0], [554, 554], "{end:?}");
        assert_eq!(peer.hears().await.0, 0, "{end:?}: the connection is over");
        assert_eq!(count(&house.desk).await, (0, 0), "{end:?}");
    }
    // A NUL makes no end, and in commands it is none.
    for end in ["\r\n\0.\r\n", "\r\n.\0\r\n"] {
        let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
        let id = format!("nul{}", end.len() + end.find('.').unwrap());
        let mail = format!("{}{end}{second}", a_mail(&id, "Hello").trim_end());
        assert_eq!(peer.hands(ANNA, &[OLA], mail.trim_end_matches("\r\n.\r\n")).await, [250]);
        assert_eq!(peer.says("NOOP").await, 250, "{end:?}: nothing else was answered");
    }
    let (ids, held) = stands(&house.desk).await;
    assert!(ids.iter().all(|id| id.starts_with("nul")) && ids.len() == 2 && held == 0, "{ids:?}");
    // Commands are held to the same.
    for line in ["NOOP\n", "NO\rOP\r\n", "NOOP\r\r\n"] {
        let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
        peer.send(line).await;
        assert_eq!([peer.hears().await.0, peer.hears().await.0], [554, 0], "{line:?}");
    }
}

#[tokio::test]
async fn chunks_make_one_mail_whatever_stands_in_them() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    let mail = a_mail("1", "A dot alone\r\n.\r\nis no end here.");
    let (one, two) = mail.split_at(70);
    assert_eq!(peer.says("MAIL FROM:<anna@client.test> BODY=8BITMIME").await, 250);
    assert_eq!(peer.says(&format!("RCPT TO:<{OLA}>")).await, 250);
    peer.send(format!("BDAT {}\r\n{one}BDAT {} LAST\r\n{two}NOOP\r\n", one.len(), two.len())).await;
    assert_eq!([peer.hears().await.0, peer.hears().await.0, peer.hears().await.0], [250; 3]);
    let desk = &house.desk;
    let ids = desk.db().read(async |mut tx| store::conversation::ids_after(&mut tx, desk.id(), "", 9).await);
    let message = house.messages(&ids.await.unwrap()[0]).await.remove(0);
    let raw = desk.blobs().get(desk.id(), &message.raw_hash.parse().unwrap()).await.unwrap();
    assert_eq!(String::from_utf8(raw).unwrap(), mail, "the raw mail is what was handed over, byte for byte");
    // A chunk with a lone LF is refused, and so is what follows it.
    assert_eq!(peer.says("MAIL FROM:<anna@client.test>").await, 250);
    assert_eq!(peer.says(&format!("RCPT TO:<{OLA}>")).await, 250);
    peer.send("BDAT 3\r\na\nbBDAT 2 LAST\r\n\r\nNOOP\r\n").await;
    assert_eq!([peer.hears().await.0, peer.hears().await.0, peer.hears().await.0], [554, 503, 250]);
}

#[tokio::test]
async fn too_large_too_long_and_too_many_are_refused_and_the_next_mail_is_not() {
    let house = House::new().await;
    let limits = Limits { mail: 20_000, recipients: 2, connections_of_one: 2, ..Limits::default() };
    let door = open(&house.desk, Manner::Lmtp, limits).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(peer.says("MAIL FROM:<anna@client.test> SIZE=20001").await, 552);
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", &"x".repeat(20_001))).await, [552]);
    assert_eq!(peer.says("MAIL FROM:<anna@client.test>").await, 250);
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(peer.says(&format!("RCPT TO:<{OLA}>")).await);
    }
    assert_eq!(answers, [250, 250, 452]);
    assert_eq!(peer.says("RSET").await, 250);
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("2", "Hello")).await, [250]);
    let mut other = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(Peer::silent(door.at).await.hears().await.0, 421, "a third connection");
    other.send(format!("NOOP {}\r\n", "x".repeat(3_000))).await;
    assert_eq!([other.hears().await.0, other.hears().await.0], [500, 0]);
    assert_eq!(count(&house.desk).await, (1, 0));
}

#[tokio::test]
async fn who_says_nothing_is_sent_away() {
    let house = House::new().await;
    let patience = Duration::from_millis(200);
    let limits = Limits { command: patience, text: patience, ..Limits::default() };
    let door = open(&house.desk, Manner::Lmtp, limits).await;
    let mut silent = Peer::silent(door.at).await;
    assert_eq!(silent.hears().await.0, 220);
    assert_eq!([silent.hears().await.0, silent.hears().await.0], [421, 0]);
    // In the middle of a text: nothing of it is taken in.
    let mut slow = Peer::of(&door, "LHLO mx.agency.test").await;
    slow.send(format!("MAIL FROM:<{ANNA}>\r\nRCPT TO:<{OLA}>\r\nDATA\r\nFrom: {ANNA}\r\n")).await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(slow.hears().await.0);
    }
    assert_eq!(codes, [250, 250, 354, 421]);
    // Byte by byte, but steadily: that is only slow.
    let limits = Limits { in_memory: 16, ..Limits::default() };
    let door = open(&house.desk, Manner::Lmtp, limits).await;
    let mut slow = Peer::of(&door, "LHLO mx.agency.test").await;
    let all = format!("MAIL FROM:<{ANNA}>\r\nRCPT TO:<{OLA}>\r\nDATA\r\n{}.\r\n", a_mail("slow", ".. and slower"));
    for byte in all.as_bytes() {
        slow.send([*byte]).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(
        [slow.hears().await.0, slow.hears().await.0, slow.hears().await.0, slow.hears().await.0],
        [250, 250, 354, 250]
    );
    assert_eq!(stands(&house.desk).await, (vec!["slow@client.test".to_owned()], 0));
}

#[tokio::test]
async fn a_poison_mail_does_not_block_the_next() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut nested = String::from("From: anna@client.test\r\nSubject: Deep\r\n");
    for depth in 0..200 {
        nested.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"));
    }
    let mut parts = String::from("From: anna@client.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n");
    parts.push_str(&"--b\r\n\r\nx\r\n".repeat(1_500));
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    for poison in [nested.as_str(), parts.as_str(), "no headers at all", ""] {
        assert_eq!(peer.hands(ANNA, &[OLA], poison).await, [250], "held is safe, too");
    }
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "Hello")).await, [250]);
    assert_eq!(count(&house.desk).await, (1, 4));
}

#[tokio::test]
async fn a_thousand_mails_over_fifty_connections() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peers = tokio::task::JoinSet::new();
    for peer in 0..50 {
        let at = door.at;
        peers.spawn(async move {
            let mut talk = Peer::silent(at).await;
            talk.hears().await;
            talk.says("LHLO mx.agency.test").await;
            for mail in 0..20 {
                let mail = a_mail(&format!("{peer}.{mail}"), "Hello, this is one of very many.")
                    .replace("anna@", &format!("p{peer}@"));
                assert_eq!(talk.hands(ANNA, &[OLA], mail).await, [250]);
            }
        });
    }
    while let Some(done) = peers.join_next().await {
        done.unwrap();
    }
    let (mut ids, held) = stands(&house.desk).await;
    ids.dedup();
    assert_eq!((ids.len(), held), (1_000, 0));
    door.close().await;
}

#[tokio::test]
async fn closing_sends_the_idle_away_and_lets_a_text_end() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut idle = Peer::of(&door, "LHLO mx.agency.test").await;
    let mut busy = Peer::of(&door, "LHLO mx.agency.test").await;
    assert_eq!(busy.says("MAIL FROM:<anna@client.test>").await, 250);
    assert_eq!(busy.says(&format!("RCPT TO:<{OLA}>")).await, 250);
    assert_eq!(busy.says("DATA").await, 354);
    let closing = tokio::spawn(door.close());
    assert_eq!(idle.hears().await.0, 421);
    busy.send(format!("{}.\r\n", a_mail("1", "Hello"))).await;
    assert_eq!([busy.hears().await.0, busy.hears().await.0], [250, 421]);
    drop((idle, busy));
    closing.await.unwrap();
    assert_eq!(count(&house.desk).await, (1, 0));
}

#[tokio::test]
async fn while_the_disk_refuses_mail_waits_and_then_comes_in() {
    let house = House::new().await;
    let door = lmtp(&house).await;
    let mut peer = Peer::of(&door, "LHLO mx.agency.test").await;
    let blobs = house.desk.folder().join("blobs").join(house.desk.id().as_str());
    let aside = house.desk.folder().join("aside");
    let was_there = std::fs::rename(&blobs, &aside).is_ok();
    std::fs::create_dir_all(blobs.parent().unwrap()).unwrap();
    std::fs::write(&blobs, "in the way").unwrap();
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "Hello")).await, [451]);
    assert_eq!(count(&house.desk).await, (0, 0));
    std::fs::remove_file(&blobs).unwrap();
    if was_there {
        std::fs::rename(&aside, &blobs).unwrap();
    }
    assert_eq!(peer.hands(ANNA, &[OLA], a_mail("1", "Hello")).await, [250]);
    assert_eq!(count(&house.desk).await, (1, 0));
}

#[tokio::test]
async fn a_socket_left_behind_is_taken_over_and_one_in_use_is_not() {
    let house = House::new().await;
    let path = house.desk.folder().join("lmtp");
    let address = Address::Unix(path.clone());
    drop(tokio::net::UnixListener::bind(&path).unwrap());
    let open = || Door::open(&address, Manner::Lmtp, Peers::default(), Limits::default());
    let door = open().await.unwrap();
    assert!(open().await.is_err());
    let (close, closed) = oneshot::channel::<()>();
    let desk = house.desk.clone();
    let running = tokio::spawn(async move {
        door.run(&desk, async {
            let _ = closed.await;
        })
        .await;
    });
    let mut peer = tokio::net::UnixStream::connect(&path).await.unwrap();
    let mut greeting = [0; 4];
    peer.read_exact(&mut greeting).await.unwrap();
    assert_eq!(&greeting, b"220 ");
    close.send(()).unwrap();
    drop(peer);
    running.await.unwrap();
    assert!(!path.exists());
}
