//! Through a real mail server: Postfix with a configuration, a queue and a port of its own, gone with the test.
//!
//! It has to be started by root, and asks for Debian's `postfix`; where that cannot be, these tests say so (and fail in CI).

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use desk::By;
use desk::answer::AnswerForm;
use desk::outbox::smtp::{Manners, Security};
use desk::outbox::{Timing, Worker};
use desk::relay::RelayForm;
use rulebook::people::Party;
use store::outbox::{RecipientState, State};

use crate::door::{self, Peer, a_mail, stands};
use crate::house::{House, answer_form};

/// A running Postfix. It takes mail for Anna, Piotr and Ola, gives back what goes to `moved@`, and knows nobody else.
pub(crate) struct Postfix {
    folder: tempfile::TempDir,
    port: u16,
}

impl Drop for Postfix {
    fn drop(&mut self) {
        let _ = postfix(self.folder.path(), "stop");
    }
}

fn postfix(folder: &Path, act: &str) -> std::io::Result<std::process::ExitStatus> {
    let mut command = Command::new("/usr/sbin/postfix");
    command.arg("-c").arg(folder.join("etc")).arg(act).stdout(Stdio::null()).stderr(Stdio::null()).status()
}

fn own(user: &str, path: &Path) {
    assert!(Command::new("chown").arg(user).arg(path).status().unwrap().success(), "{user} {}", path.display());
}

impl Postfix {
    pub(crate) fn start() -> Option<Self> {
        Self::with("")
    }

    /// With more lines in its transport table.
    fn with(transport: &str) -> Option<Self> {
        let root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
        if !root || !Path::new("/usr/sbin/postfix").exists() {
            assert!(std::env::var("CI").is_err(), "Postfix is missing, or this is not root");
            eprintln!("SKIPPED: Postfix is missing, or this is not root");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        std::fs::set_permissions(at, std::fs::Permissions::from_mode(0o755)).unwrap();
        for name in ["etc", "queue", "data", "mail"] {
            std::fs::create_dir(at.join(name)).unwrap();
        }
        own("postfix", &at.join("data"));
        own("nobody", &at.join("mail"));
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let here = at.display().to_string();
        let write = |name: &str, text: &str| {
            std::fs::write(at.join("etc").join(name), text.replace("HERE", &here).replace("PORT", &port.to_string()))
                .unwrap();
        };
        write("main.cf", MAIN);
        write("master.cf", MASTER);
        write(
            "boxes",
            "anna@client.test anna/\npiotr@client.test piotr/\nmoved@client.test moved/\nola@agency.test ola/\n\
             ola+shop@agency.test ola/\nnobody@agency.test ola/\n",
        );
        write("transport", &format!("moved@client.test nobodythere:\n{transport}"));
        assert!(postfix(at, "start").unwrap().success(), "Postfix does not start");
        let until = Instant::now() + Duration::from_secs(20);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "Postfix does not listen");
        }
        Some(Self { folder, port })
    }

    /// Mails that lie in somebody's box.
    fn mails(&self, who: &str) -> Vec<PathBuf> {
        let Ok(found) = std::fs::read_dir(self.folder.path().join("mail").join(who).join("new")) else {
            return Vec::new();
        };
        found.map(|entry| entry.unwrap().path()).collect()
    }

    /// Waits till that many lie there.
    pub(crate) async fn delivered(&self, who: &str, count: usize) -> Vec<PathBuf> {
        let until = Instant::now() + Duration::from_secs(60);
        loop {
            let mails = self.mails(who);
            if mails.len() >= count {
                return mails;
            }
            assert!(Instant::now() < until, "{} of {count} for {who}", mails.len());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub(crate) async fn house(&self) -> House {
        let house = House::new().await;
        let form = RelayForm {
            host: "127.0.0.1".into(),
            port: self.port,
            security: Security::None,
            user_name: String::new(),
            password: None,
            from_address: "ola@agency.test".into(),
        };
        desk::relay::save(&house.desk, By::Member(&house.ola), form).await.unwrap();
        house
    }
}

pub(crate) fn to(address: &str) -> Party {
    Party { address: address.to_owned(), name: String::new() }
}

pub(crate) fn worker(house: &House) -> Worker {
    Worker::with(house.desk.clone(), Manners::usual().unwrap(), Timing::default())
}

#[tokio::test]
async fn an_answer_arrives_and_one_unknown_recipient_does_not_hold_it_up() {
    let Some(postfix) = Postfix::start() else { return };
    let house = postfix.house().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let form = AnswerForm { cc: vec![to("gone@client.test")], ..answer_form("key-1") };
    let id = desk::answer::send(&house.desk, &house.ola, &anna, form).await.unwrap().outbox_id;
    house.wait(10);
    assert_eq!(worker(&house).work_off().await.unwrap(), 1);
    let row = house.outbox(&id).await;
    assert_eq!(row.state, State::Sent, "{}", row.last_error);
    let states: Vec<_> = row.recipients.iter().map(|one| one.state).collect();
    assert_eq!(states, [RecipientState::Sent, RecipientState::Failed]);
    assert!(row.recipients[1].reply.starts_with("550 5.1.1"), "{}", row.recipients[1].reply);
    let mail = std::fs::read_to_string(&postfix.delivered("anna", 1).await[0]).unwrap();
    assert!(mail.contains(&format!("Message-ID: <{}>", row.rfc_id)) && mail.contains("it is on its way."), "{mail}");
    assert_eq!(house.stands(&anna).await, "kept");
}

/// What a real server adds and changes on the way leaves a signature whole.
#[tokio::test]
async fn a_signed_mail_still_verifies_after_postfix() {
    let Some(postfix) = Postfix::start() else { return };
    let house = postfix.house().await;
    let record = crate::signing::switched_on(&house).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let text = "Zażółć gęślą jaźń,\n.\n..dots\n\nline  with   blanks \nFrom the start\n\n\n".into();
    desk::answer::send(&house.desk, &house.ola, &anna, AnswerForm { cc: vec![], text, ..answer_form("key-1") })
        .await
        .unwrap();
    house.wait(10);
    assert_eq!(worker(&house).work_off().await.unwrap(), 1);
    let mail = std::fs::read_to_string(&postfix.delivered("anna", 1).await[0]).unwrap().replace('\n', "\r\n");
    assert!(mail.starts_with("Return-Path: ") && mail.contains("\r\nReceived: "), "{mail}");
    assert_eq!(crate::signing::verdict(&record, &mail).await, "pass", "{mail}");
    if let Ok(folder) = std::env::var("TACT_KEEP_SIGNED") {
        std::fs::write(Path::new(&folder).join("signed.eml"), &mail).unwrap();
        std::fs::write(Path::new(&folder).join("record.txt"), &record.value).unwrap();
    }
}

/// Postfix takes it and gives it back later; its own report settles it.
#[tokio::test]
async fn what_postfix_gives_back_is_shown() {
    let Some(postfix) = Postfix::start() else { return };
    let house = postfix.house().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let form = AnswerForm { to: vec![to("moved@client.test")], cc: vec![], ..answer_form("key-1") };
    let id = desk::answer::send(&house.desk, &house.ola, &anna, form).await.unwrap().outbox_id;
    house.wait(10);
    worker(&house).work_off().await.unwrap();
    assert_eq!(house.outbox(&id).await.state, State::Sent);
    let report = std::fs::read_to_string(&postfix.delivered("ola", 1).await[0]).unwrap();
    assert!(report.contains(&format!("Original-Envelope-Id: {id}.")), "asked for with its envelope id: {report}");
    house.mail(&report).await;
    let row = house.outbox(&id).await;
    assert_eq!((row.state, row.last_error.as_str()), (State::Failed, "relay-trouble-came-back"));
    assert!(row.recipients[0].report.as_ref().is_some_and(|report| report.hard), "{row:?}");
    assert!(house.stands(&anna).await.starts_with("open"));
}

/// Answers a hundred times, and has the worker work as it does in the program. How long until all have left.
pub(crate) async fn hundred(house: &House) -> Duration {
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    for at in 0..100 {
        let form = AnswerForm { cc: vec![], ..answer_form(&format!("key-{at}")) };
        desk::answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    }
    house.wait(10);
    let began = Instant::now();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(worker(house).work_until(async move {
        let _ = stopped.await;
    }));
    let desk = &house.desk;
    let until = began + Duration::from_secs(120);
    let left = async || desk.db().read(async |mut tx| store::outbox::counts(&mut tx, desk.id()).await).await.unwrap();
    while !left().await.is_empty() {
        assert!(Instant::now() < until, "{:?}", left().await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let took = began.elapsed();
    stop.send(()).unwrap();
    working.await.unwrap();
    took
}

/// A hundred queued mails arrive, each once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_mails_leave_each_once() {
    let Some(postfix) = Postfix::start() else { return };
    let house = postfix.house().await;
    let took = hundred(&house).await;
    eprintln!("100 mails left in {:.2} s", took.as_secs_f64());
    let mails = postfix.delivered("anna", 100).await;
    let id = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned()
    };
    let ids: std::collections::HashSet<String> = mails.iter().map(id).collect();
    assert_eq!((mails.len(), ids.len()), (100, 100));
}

/// A mail handed to Postfix as another mail server hands it, for these.
async fn hand_to(postfix: &Postfix, to: &[&str], id: &str) {
    let mut peer = Peer::silent(([127, 0, 0, 1], postfix.port).into()).await;
    assert_eq!(peer.hears().await.0, 220);
    assert_eq!(peer.says("EHLO mail.client.test").await, 250);
    assert_eq!(peer.says("MAIL FROM:<anna@client.test>").await, 250);
    for to in to {
        assert_eq!(peer.says(&format!("RCPT TO:<{to}>")).await, 250, "{to}");
    }
    assert_eq!(peer.says("DATA").await, 354);
    peer.send(format!("{}.\r\n", a_mail(id, "When will the report be there?"))).await;
    assert_eq!(peer.hears().await.0, 250);
}

async fn until_taken_in(house: &House, mails: usize) {
    let mut changes = house.desk.changes();
    let waiting = async {
        while stands(&house.desk).await.0.len() < mails {
            let _ = changes.recv().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), waiting).await.expect("Postfix hands the mail over");
}

/// Postfix hands over by LMTP: those of ours take the mail in as one, the other is given back to who wrote it; and what could
/// not be committed stays in Postfix's queue until it can.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postfix_hands_over_and_keeps_what_is_not_safe_yet() {
    let house = House::new().await;
    let door = door::lmtp(&house).await;
    let Some(postfix) = Postfix::with(&format!("agency.test lmtp:inet:{}\n", door.at)) else { return };
    hand_to(&postfix, &["ola@agency.test", "ola+shop@agency.test", "nobody@agency.test"], "one").await;
    until_taken_in(&house, 1).await;
    let desk = &house.desk;
    let conversation = desk.db().read(async |mut tx| store::conversation::ids_after(&mut tx, desk.id(), "", 9).await);
    let conversation = conversation.await.unwrap().remove(0);
    assert_eq!((house.messages(&conversation).await.len(), house.stands(&conversation).await.as_str()), (1, "open"));
    let events = desk
        .db()
        .read(async |mut tx| store::event::of_conversations(&mut tx, desk.id(), &[&conversation], &["received"]).await);
    let data: serde_json::Value = serde_json::from_str(&events.await.unwrap()[0].data).unwrap();
    let mut recipients: Vec<String> = serde_json::from_value(data["envelope"]["recipients"].clone()).unwrap();
    recipients.sort();
    assert_eq!(recipients, ["ola+shop@agency.test", "ola@agency.test"], "handed over once, for both");
    let report = std::fs::read_to_string(&postfix.delivered("anna", 1).await[0]).unwrap();
    assert!(report.contains("nobody@agency.test") && report.contains("550 5.1.1"), "{report}");
    assert!(!report.contains("Final-Recipient: rfc822; ola@agency.test"), "{report}");

    // The disk refuses: a file lies where the folder of raw mail belongs.
    let blobs = house.desk.folder().join("blobs").join(house.desk.id().as_str());
    let aside = house.desk.folder().join("aside");
    std::fs::rename(&blobs, &aside).unwrap();
    std::fs::write(&blobs, "in the way").unwrap();
    let put_off = desk.tallies().door_put_off.get();
    hand_to(&postfix, &["ola@agency.test"], "two").await;
    let until = Instant::now() + Duration::from_secs(60);
    while desk.tallies().door_put_off.get() == put_off {
        assert!(Instant::now() < until, "Postfix tries");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(stands(desk).await.0.len(), 1, "what was not answered with 250 is not here");
    std::fs::remove_file(&blobs).unwrap();
    std::fs::rename(&aside, &blobs).unwrap();
    // Its own patience is minutes; asked to, it tries at once.
    while stands(desk).await.0.len() < 2 {
        assert!(Instant::now() < until, "it comes in after all");
        let _ = self::postfix(postfix.folder.path(), "flush");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(stands(desk).await, (vec!["one@client.test".to_owned(), "two@client.test".to_owned()], 0));
}

const MAIN: &str = "compatibility_level = 3.6
queue_directory = HERE/queue
data_directory = HERE/data
daemon_directory = /usr/lib/postfix/sbin
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
virtual_mailbox_domains = client.test, agency.test
virtual_mailbox_base = HERE/mail
virtual_mailbox_maps = texthash:HERE/etc/boxes
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 1
virtual_mailbox_limit = 0
message_size_limit = 60000000
transport_maps = texthash:HERE/etc/transport
smtpd_relay_restrictions = permit_mynetworks, reject
maillog_file = HERE/mail.log
maillog_file_prefixes = HERE
";

const MASTER: &str = "127.0.0.1:PORT inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
virtual unix - n n - - virtual
retry unix - - n - - error
error unix - - n - - error
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
nobodythere unix - n n - - pipe flags=R user=nobody argv=/bin/sh -c \"exit 67\"
";
