//! A mailbox on a real Dovecot: everything comes in once, what comes later comes at once, and nothing there is changed
//! unless its owner wants it.

use std::time::Duration;

use desk::By;
use desk::fetch::state::{Standing, all};
use desk::fetch::{Fetcher, Timing};
use desk::imap::Manners;
use desk::mailboxes::{MailboxForm, Options, Secret, Server, SignIn};
use desk::outbox::smtp::Security;

use crate::dovecot::{self, ADDRESS, Dovecot, PASSWORD};
use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, rfc2822};

pub(crate) fn form(port: u16, password: &str, options: Options) -> MailboxForm {
    MailboxForm {
        address: ADDRESS.into(),
        name: String::new(),
        sign_in: SignIn::Password,
        user_name: String::new(),
        secret: Some(Secret::Password(password.into())),
        imap: Server { host: "127.0.0.1".into(), port, security: Security::None },
        smtp: None,
        options,
    }
}

impl House {
    /// Connects the mailbox. Gives its id.
    pub(crate) async fn connect(&self, port: u16, options: Options) -> String {
        desk::mailboxes::add(&self.desk, By::Member(&self.ola), form(port, PASSWORD, options)).await.unwrap()
    }

    pub(crate) fn fetcher(&self) -> Fetcher {
        let patience = Duration::from_secs(20);
        let manners = Manners { connect: patience, command: patience, answer: patience, ..Manners::usual().unwrap() };
        Fetcher::with(self.desk.clone(), manners, Timing { poll: Duration::from_secs(2), ..Timing::default() })
    }

    /// Every mail the desk holds: Message-ID and origin, sorted.
    pub(crate) async fn held_mails(&self) -> Vec<(String, String)> {
        let desk = &self.desk;
        let ids = desk.db().read(async |mut tx| store::conversation::ids_after(&mut tx, desk.id(), "", 1_000).await);
        let mut mails = Vec::new();
        for conversation in ids.await.unwrap() {
            mails.extend(self.messages(&conversation).await.into_iter().map(|mail| (mail.rfc_id, mail.origin)));
        }
        mails.sort();
        mails
    }

    pub(crate) async fn ids(&self) -> Vec<String> {
        self.held_mails().await.into_iter().map(|(id, _)| id).collect()
    }

    /// Waits until something holds; looks again with every change on the desk.
    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        let mut changes = self.desk.changes();
        let waiting = async {
            while !holds().await {
                let _ = changes.recv().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), waiting)
            .await
            .unwrap_or_else(|_| panic!("waited in vain: {what}"));
    }

    pub(crate) async fn standing(&self) -> Standing {
        all(&self.desk).await.unwrap().remove(0).standing
    }
}

/// A mail from Anna.
pub(crate) fn question(house: &House, id: &str) -> String {
    format!(
        "Received: from mail.client.test by mx.agency.test; {date}\r\nFrom: Anna <anna@client.test>\r\nTo: {ADDRESS}\r\n\
         Subject: The report {id}\r\nMessage-ID: <{id}>\r\nDate: {date}\r\n\r\nWhen is it ready? {id}\r\n",
        date = rfc2822(house.desk.now())
    )
}

/// An answer that Ola wrote on her phone.
pub(crate) fn phone_answer(house: &House, id: &str, to: &str) -> String {
    format!(
        "From: Ola <{ADDRESS}>\r\nTo: Anna <anna@client.test>\r\nSubject: Re: The report {to}\r\nMessage-ID: <{id}>\r\n\
         In-Reply-To: <{to}>\r\nReferences: <{to}>\r\nDate: {}\r\n\r\nTomorrow.\r\n",
        rfc2822(house.desk.now())
    )
}

async fn conversation_of(house: &House, rfc_id: &str) -> String {
    let desk = &house.desk;
    let known =
        desk.db().read(async |mut tx| store::message::known(&mut tx, desk.id(), &[rfc_id]).await).await.unwrap();
    known[0].conversation_id.clone()
}

/// One line for each mail of a folder: its flags, apart from the one that every look takes away.
fn flags(dovecot: &Dovecot, folder: &str) -> Vec<String> {
    let told = dovecot.imap(&[&format!("EXAMINE {folder}"), "UID FETCH 1:* (FLAGS)"]);
    let mails = told.lines().filter(|line| line.contains(" FETCH "));
    mails.map(|line| line.replace("\\Recent", "").replace(" )", ")")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_comes_in_once_and_nothing_there_is_changed() {
    let Some(dovecot) = dovecot::start() else { return };
    let house = House::new().await;
    for number in 0..30 {
        dovecot.deliver(&question(&house, &format!("q{number}@client.test")));
    }
    house.wait(600);
    dovecot.append("Sent", &phone_answer(&house, "a3@agency.test", "q3@client.test"));
    let before = flags(&dovecot, "INBOX");
    house.connect(dovecot.imap, Options::default()).await;
    assert_eq!(house.fetcher().work_off().await.unwrap(), 1);
    assert_eq!(house.ids().await.len(), 31);
    assert!(matches!(house.standing().await, Standing::Fetched(_)));
    assert_eq!(flags(&dovecot, "INBOX"), before, "nothing is marked, moved or deleted");
    // The answer from the phone keeps the promise; the others stand open.
    let answered = conversation_of(&house, "q3@client.test").await;
    assert_eq!(house.stands(&answered).await, "kept");
    assert_eq!(house.stands(&conversation_of(&house, "q4@client.test").await).await, "open");
    house.ledger_is_true(&answered).await;
    // Again, with a new mail in between.
    dovecot.deliver(&question(&house, "q30@client.test"));
    house.wait(3_600);
    house.fetcher().work_off().await.unwrap();
    assert_eq!(house.ids().await.len(), 32);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_later_comes_at_once_and_an_answer_from_the_phone_too() {
    let Some(dovecot) = dovecot::start() else { return };
    let house = House::new().await;
    house.connect(dovecot.imap, Options::default()).await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let working = tokio::spawn(house.fetcher().work_until(async move { drop(stopped.await) }));
    house.until("connected", async || matches!(house.standing().await, Standing::Fetched(_))).await;
    dovecot.deliver(&question(&house, "live@client.test"));
    house.until("the mail is here", async || house.ids().await.len() == 1).await;
    let conversation = conversation_of(&house, "live@client.test").await;
    assert_eq!(house.stands(&conversation).await, "open");
    house.wait(60);
    dovecot.append("Sent", &phone_answer(&house, "phone@agency.test", "live@client.test"));
    house.until("the answer is seen in Sent", async || house.stands(&conversation).await == "kept").await;
    stop.send(()).unwrap();
    working.await.unwrap();
    let row = desk::mailboxes::all(&house.desk).await.unwrap().remove(0);
    assert_eq!((row.lease_until, row.trouble.as_str()), (None, ""), "let go for others");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_what_tact_sent_lies_in_sent_once_and_is_known_as_the_same() {
    let Some(dovecot) = dovecot::start() else { return };
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    house.connect(dovecot.imap, Options::default()).await;
    dovecot.deliver(&question(&house, "q@client.test"));
    house.fetcher().work_off().await.unwrap();
    let conversation = conversation_of(&house, "q@client.test").await;
    house.answer(&conversation, "key").await;
    house.wait(20);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    for _ in 0..3 {
        house.wait(3_600);
        house.fetcher().work_off().await.unwrap();
    }
    let sent = flags(&dovecot, "Sent");
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(sent[0].contains("\\Seen"), "{sent:?}");
    assert_eq!(house.messages(&conversation).await.len(), 2, "the copy is not another message");
    assert_eq!(house.stands(&conversation).await, "kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_its_owner_wants_is_done_in_the_mailbox_after_the_mail_is_here() {
    let Some(dovecot) = dovecot::start() else { return };
    let house = House::new().await;
    dovecot.deliver(&question(&house, "old@client.test"));
    let options = Options { mark_read: true, move_done_to: "Done".into(), ..Options::default() };
    house.connect(dovecot.imap, options).await;
    house.fetcher().work_off().await.unwrap();
    assert!(!flags(&dovecot, "INBOX")[0].contains("\\Seen"), "what was there before stays as it is");
    dovecot.deliver(&question(&house, "new@client.test"));
    house.wait(60);
    house.fetcher().work_off().await.unwrap();
    let seen: Vec<bool> = flags(&dovecot, "INBOX").iter().map(|mail| mail.contains("\\Seen")).collect();
    assert_eq!(seen, [false, true]);
    let done = conversation_of(&house, "new@client.test").await;
    desk::settle::settle(&house.desk, &house.ola, &done).await.unwrap();
    house.wait(60);
    house.fetcher().work_off().await.unwrap();
    assert_eq!(flags(&dovecot, "INBOX").len(), 1);
    assert_eq!(flags(&dovecot, "Done").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_numbered_anew_is_fetched_again_without_doubles() {
    let Some(dovecot) = dovecot::start() else { return };
    let house = House::new().await;
    for number in 0..5 {
        dovecot.deliver(&question(&house, &format!("q{number}@client.test")));
    }
    house.connect(dovecot.imap, Options::default()).await;
    house.fetcher().work_off().await.unwrap();
    // What a restored or moved mailbox looks like: the mails are there, their numbers are others.
    for file in std::fs::read_dir(dovecot.maildir("INBOX")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "dovecot-uidlist" {
            let list = std::fs::read_to_string(&path).unwrap();
            assert!(list.starts_with("3 V1"), "{list}");
            std::fs::write(&path, list.replacen("3 V1", "3 V2", 1)).unwrap();
        } else if name.starts_with("dovecot.index") {
            std::fs::remove_file(path).unwrap();
        }
    }
    dovecot.deliver(&question(&house, "after@client.test"));
    assert!(dovecot.imap(&["STATUS INBOX (UIDVALIDITY)"]).contains("UIDVALIDITY 2"));
    house.wait(60);
    house.fetcher().work_off().await.unwrap();
    assert_eq!(house.ids().await.len(), 6);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_nodes_one_fetches() {
    let Some(dovecot) = dovecot::start() else { return };
    let house = House::new().await;
    house.connect(dovecot.imap, Options::default()).await;
    let (one, other) = (house.fetcher(), house.fetcher());
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let until = |mut stopped: tokio::sync::watch::Receiver<bool>| async move {
        let _ = stopped.wait_for(|stop| *stop).await;
    };
    let both = [tokio::spawn(one.work_until(until(stopped.clone()))), tokio::spawn(other.work_until(until(stopped)))];
    house.until("connected", async || matches!(house.standing().await, Standing::Fetched(_))).await;
    let mails: Vec<String> = (0..10).map(|number| format!("q{number}@client.test")).collect();
    for id in &mails {
        dovecot.deliver(&question(&house, id));
    }
    house.until("all are here", async || house.ids().await.len() == 10).await;
    assert_eq!(house.ids().await, mails);
    let row = desk::mailboxes::all(&house.desk).await.unwrap().remove(0);
    assert_eq!(row.fence, 1, "claimed once");
    stop.send(true).unwrap();
    for node in both {
        node.await.unwrap();
    }
}
