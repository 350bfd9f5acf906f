//! Mailboxes that go wrong at every step: nothing is lost, nothing doubled, and the trouble has a name.

use std::time::Duration;

use desk::By;
use desk::fetch::state::Standing;
use desk::fetch::{Fetcher, Timing};
use desk::imap::{Address, Login, Manners, Security, Session};
use desk::mailboxes::Options;
use store::mailbox::MailboxRow;

use crate::dovecot::{ADDRESS, PASSWORD};
use crate::fake_imap::{FakeImap, Wrong, expired, expired_certificate, self_signed};
use crate::fake_smtp::{self, FakeSmtp, Script};
use crate::fetching::{form, phone_answer, question};
use crate::house::House;

/// A house with a mailbox of so many mails, and a server that does as told.
async fn house_with(mails: u32) -> (House, FakeImap, Vec<String>) {
    let server = FakeImap::start().await;
    let house = House::new().await;
    let ids: Vec<String> = (0..mails).map(|number| format!("q{number:03}@client.test")).collect();
    for id in &ids {
        server.put("INBOX", question(&house, id));
    }
    house.connect(server.at.port(), Options::default()).await;
    (house, server, ids)
}

impl House {
    /// A fetcher without patience.
    fn hasty(&self) -> Fetcher {
        let patience = Duration::from_millis(400);
        let manners = Manners {
            connect: patience * 10,
            command: patience,
            answer: patience * 5,
            whole: patience * 10,
            largest_mail: 1024 * 1024,
            ..Manners::usual().unwrap()
        };
        Fetcher::with(self.desk.clone(), manners, Timing::default())
    }

    async fn mailbox(&self) -> MailboxRow {
        desk::mailboxes::all(&self.desk).await.unwrap().remove(0)
    }

    /// Tries once, whenever that is due.
    async fn try_once(&self, fetcher: &Fetcher) -> MailboxRow {
        self.wait(3_600 * 7);
        assert_eq!(fetcher.work_off().await.unwrap(), 1);
        self.mailbox().await
    }
}

#[tokio::test]
async fn whatever_breaks_at_whatever_step_nothing_is_lost_or_doubled() {
    let steps: [(&str, Wrong, &str); 22] = [
        ("CAPABILITY", Wrong::Drop, "mailbox-trouble-dropped"),
        ("AUTHENTICATE", Wrong::Drop, "mailbox-trouble-dropped"),
        ("AUTHENTICATE", Wrong::Say("TAG NO [UNAVAILABLE] later"), "mailbox-trouble-not-now"),
        ("AUTHENTICATE", Wrong::SayAndDrop("* BYE too many connections"), "mailbox-trouble-dropped"),
        ("AUTHENTICATE", Wrong::Say("TAG NO [AUTHENTICATIONFAILED] no"), "mailbox-trouble-password"),
        ("LIST", Wrong::Drop, "mailbox-trouble-dropped"),
        ("LIST", Wrong::Say("TAG NO never"), "mailbox-trouble-refused"),
        ("EXAMINE", Wrong::Drop, "mailbox-trouble-dropped"),
        ("EXAMINE", Wrong::Say("TAG NO [NONEXISTENT] gone"), "mailbox-trouble-no-folder"),
        ("EXAMINE", Wrong::Silence, "mailbox-trouble-silence"),
        ("UID SEARCH", Wrong::Drop, "mailbox-trouble-dropped"),
        ("UID SEARCH", Wrong::Say("TAG BAD what"), "mailbox-trouble-refused"),
        ("UID SEARCH", Wrong::Say("HTTP/1.1 400 Bad Request"), "mailbox-trouble-not-imap"),
        ("UID FETCH", Wrong::Drop, "mailbox-trouble-dropped"),
        ("UID FETCH 1:20 (UID INTERNALDATE", Wrong::HalfALiteral, "mailbox-trouble-dropped"),
        ("UID FETCH 1:20 (UID INTERNALDATE", Wrong::DoAndDrop, ""),
        ("UID FETCH 1:20 (UID INTERNALDATE", Wrong::Silence, "mailbox-trouble-silence"),
        ("UID FETCH 1:20 (UID INTERNALDATE", Wrong::SayAndDrop("* BYE going down"), "mailbox-trouble-not-now"),
        ("UID FETCH 1:20 (UID INTERNALDATE", Wrong::Say("* 1 FETCH (UID ((((("), "mailbox-trouble-not-imap"),
        (
            "UID FETCH 1:20 (UID INTERNALDATE",
            Wrong::Before("* 3 EXPUNGE\r\n* 19 EXISTS\r\n* 5 FETCH (FLAGS (\\Seen))"),
            "",
        ),
        ("UID FETCH 1:20 (UID INTERNALDATE", Wrong::LeaveOut(7), ""),
        ("LOGOUT", Wrong::Drop, ""),
    ];
    for (command, wrong, trouble) in steps {
        let (house, server, ids) = house_with(20).await;
        let fetcher = house.hasty();
        server.once(command, wrong.clone());
        let row = house.try_once(&fetcher).await;
        let key = row.trouble.split(": ").next().unwrap_or_default();
        if wrong != Wrong::DoAndDrop {
            assert_eq!(key, trouble, "{command} {wrong:?}");
        }
        assert!(!row.trouble.contains(PASSWORD));
        let row = house.try_once(&fetcher).await;
        assert_eq!(row.trouble, "", "{command} {wrong:?}");
        assert_eq!(house.ids().await, ids, "{command} {wrong:?}");
        // Once more: nothing is fetched twice.
        let before = server.heard("UID FETCH");
        house.try_once(&fetcher).await;
        assert_eq!(server.heard("UID FETCH"), before, "{command} {wrong:?}");
    }
}

#[tokio::test]
async fn new_numbers_and_numbers_that_go_back_are_fetched_again_without_doubles() {
    for (uid_validity, first) in [(8, 1), (8, 500), (7, 1)] {
        let (house, server, mut ids) = house_with(10).await;
        let fetcher = house.hasty();
        house.try_once(&fetcher).await;
        {
            let mut state = server.state();
            let inbox = state.folders.get_mut("INBOX").unwrap();
            inbox.uid_validity = uid_validity;
            // Restored from a copy: the last three are gone, and a new one gets a number that was given before.
            let mails: Vec<_> = inbox.mails.drain(..7).collect();
            inbox.mails = (first..).zip(mails).map(|(uid, (_, mail))| (uid, mail)).collect();
            inbox.uid_next = first + 7;
        }
        server.put("INBOX", question(&house, "new@client.test"));
        house.try_once(&fetcher).await;
        ids.push("new@client.test".into());
        ids.sort();
        assert_eq!(house.ids().await, ids, "{uid_validity} {first}");
    }
}

#[tokio::test]
async fn a_wrong_password_for_days_is_tried_a_few_times_then_waits_for_the_owner() {
    let (house, server, ids) = house_with(1).await;
    let fetcher = house.hasty();
    server.times("AUTHENTICATE", Wrong::Say("TAG NO [AUTHENTICATIONFAILED] canary-secret is wrong"), 1_000);
    for _ in 0..24 * 3 {
        house.wait(3_600);
        fetcher.work_off().await.unwrap();
    }
    assert_eq!(server.heard("AUTHENTICATE"), 5);
    let Standing::NotFetched { key, said, waits_for_owner, .. } = house.standing().await else { panic!("in trouble") };
    assert_eq!((key.as_str(), waits_for_owner), ("mailbox-trouble-password", true));
    assert!(said.contains("wrong") && !said.contains(PASSWORD), "{said}");
    // The owner types it anew.
    server.mend();
    let id = house.mailbox().await.mailbox_id;
    let again = form(server.at.port(), PASSWORD, Options::default());
    desk::mailboxes::change(&house.desk, By::Member(&house.ola), &id, again).await.unwrap();
    fetcher.work_off().await.unwrap();
    assert!(matches!(house.standing().await, Standing::Fetched(_)));
    assert_eq!(house.ids().await, ids);
}

#[tokio::test]
async fn a_mail_that_cannot_be_had_is_held_and_the_others_come() {
    for wrong in [Wrong::Refuse(4), Wrong::LeaveOut(4)] {
        let (house, server, ids) = house_with(8).await;
        let fetcher = house.hasty();
        server.times("UID FETCH", wrong.clone(), 1_000);
        for _ in 0..8 {
            house.wait(3_600);
            fetcher.work_off().await.unwrap();
        }
        let others: Vec<String> = ids.iter().filter(|id| **id != "q003@client.test").cloned().collect();
        assert_eq!(house.ids().await, others, "{wrong:?}");
        assert_eq!(house.held().await, 1, "{wrong:?}");
        assert_eq!(house.mailbox().await.trouble, "", "{wrong:?}");
    }
}

#[tokio::test]
async fn a_mail_at_which_the_server_breaks_off_blocks_no_other() {
    let (house, server, _) = house_with(0).await;
    let fetcher = house.hasty();
    house.try_once(&fetcher).await;
    for number in 0..4 {
        server.put("INBOX", question(&house, &format!("n{number}@client.test")));
    }
    // UID 2 alone or among others.
    server.times("UID FETCH 1:4 (UID INTERNALDATE", Wrong::Drop, 1_000);
    server.times("UID FETCH 2:4 (UID INTERNALDATE", Wrong::Drop, 1_000);
    server.times("UID FETCH 2 (UID INTERNALDATE", Wrong::Drop, 1_000);
    for _ in 0..14 {
        house.wait(3_600);
        fetcher.work_off().await.unwrap();
    }
    assert_eq!(house.ids().await, ["n0@client.test", "n2@client.test", "n3@client.test"]);
    assert_eq!(house.held().await, 1);
}

#[tokio::test]
async fn a_huge_mail_is_held_and_takes_no_memory() {
    let (house, server, ids) = house_with(5).await;
    let fetcher = house.hasty();
    server.times("UID FETCH 1:5 (UID INTERNALDATE", Wrong::Huge(3, 40 * 1024 * 1024), 1_000);
    house.try_once(&fetcher).await;
    assert_eq!(house.ids().await.len(), ids.len() - 1);
    assert_eq!(house.held().await, 1);
}

#[tokio::test]
async fn a_server_that_can_little_is_enough() {
    let (house, server, ids) = house_with(3).await;
    {
        let mut state = server.state();
        state.offers = "IMAP4rev1";
        state.sent_says_so = false;
    }
    server.put("Sent", phone_answer(&house, "a@agency.test", "q001@client.test"));
    let fetcher = house.hasty();
    house.try_once(&fetcher).await;
    assert_eq!(house.ids().await.len(), ids.len() + 1);
    assert_eq!(server.heard("LOGIN"), 1);
}

#[tokio::test]
async fn a_copy_that_was_put_into_sent_without_an_answer_is_not_put_there_twice() {
    let relay = FakeSmtp::start(Script::default()).await;
    let (house, server, _) = house_with(1).await;
    house.set_relay(&relay).await;
    let fetcher = house.hasty();
    house.try_once(&fetcher).await;
    let desk = &house.desk;
    let known = desk.db().read(async |mut tx| store::message::known(&mut tx, desk.id(), &["q000@client.test"]).await);
    let conversation = known.await.unwrap().remove(0).conversation_id;
    house.answer(&conversation, "key").await;
    house.wait(20);
    house.worker().work_off().await.unwrap();
    server.once("APPEND", Wrong::DoAndDrop);
    for _ in 0..4 {
        house.try_once(&fetcher).await;
    }
    assert_eq!(server.state().folders["Sent"].mails.len(), 1);
    assert_eq!(server.heard("APPEND"), 1);
    assert_eq!(house.messages(&conversation).await.len(), 2);
}

#[tokio::test]
async fn connections_that_are_not_safe_are_refused_with_the_reason() {
    let login = || Login::Password { user: ADDRESS.into(), password: PASSWORD.into() };
    let address = |server: &FakeImap, security| Address {
        host: "127.0.0.1".into(),
        port: server.at.port(),
        security,
        login: login(),
    };
    let key = async |address: Address, manners: &Manners| match Session::open(&address, manners).await {
        Ok(_) => "fine",
        Err(trouble) => trouble.key(),
    };
    let public = Manners::usual().unwrap();
    let server = FakeImap::with(Some(self_signed())).await;
    assert_eq!(key(address(&server, Security::Tls), &public).await, "mailbox-trouble-certificate-unknown");
    assert_eq!(server.heard("AUTHENTICATE"), 0);
    let mut roots = rustls::RootCertStore::empty();
    roots.add(fake_smtp::certificate()).unwrap();
    roots.add(expired_certificate()).unwrap();
    let trusting = Manners::trusting(roots).unwrap();
    assert_eq!(key(address(&server, Security::Tls), &trusting).await, "fine");
    let server = FakeImap::with(Some(expired())).await;
    assert_eq!(key(address(&server, Security::Tls), &trusting).await, "mailbox-trouble-certificate-expired");
    // STARTTLS stripped by somebody in between, and a server that lets everybody in before TLS.
    let server = FakeImap::start().await;
    assert_eq!(key(address(&server, Security::Starttls), &trusting).await, "mailbox-trouble-no-starttls");
    server.state().greeting = "* PREAUTH welcome";
    assert_eq!(key(address(&server, Security::Starttls), &trusting).await, "mailbox-trouble-no-starttls");
    assert_eq!(server.heard("AUTHENTICATE"), 0);
    let elsewhere = Address { host: "mail.client.test".into(), port: 143, security: Security::None, login: login() };
    assert_eq!(key(elsewhere, &trusting).await, "mailbox-trouble-clear-text");
}
