//! The program itself with a mailbox on a real Dovecot, from the first sync to the answer: `tact serve` runs, and what it
//! does is seen from outside.

use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use desk::clock::{Clock as _, SystemClock};
use desk::mailboxes::{MailboxForm, Options, Secret, Server, SignIn};
use desk::outbox::smtp::Security;
use desk::{By, Desk};
use rulebook::promise::State;

use crate::dovecot::{self, ADDRESS, Dovecot, PASSWORD};
use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{self, House, rfc2822};
use crate::{open, serve, set_relay};

fn question(id: &str) -> String {
    let date = rfc2822(SystemClock::new().now());
    format!(
        "Received: from mail.client.test by mx.agency.test; {date}\r\nFrom: Anna <anna@client.test>\r\nTo: {ADDRESS}\r\n\
         Subject: The report {id}\r\nMessage-ID: <{id}@client.test>\r\nDate: {date}\r\n\r\nWhen is it ready? {id}\r\n"
    )
}

/// Waits till the desk that is being served holds so many mails and kept promises, read as another process reads it.
async fn until(folder: &Path, mails: usize, kept: usize) {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        // It is there once the program has begun.
        let found = match Desk::open_shared(house::place(folder), Box::new(SystemClock::new())).await {
            Ok(desk) => standing(&desk).await,
            Err(_) => (0, 0),
        };
        if found == (mails, kept) {
            return;
        }
        assert!(Instant::now() < deadline, "{found:?} and not {:?}", (mails, kept));
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn standing(desk: &Desk) -> (usize, usize) {
    desk.db()
        .read(async |mut tx| {
            let ids = store::conversation::ids_after(&mut tx, desk.id(), "", 100).await?;
            let mut mails = 0;
            for conversation in &ids {
                let newest = store::Cursor::newest();
                mails += store::message::window(&mut tx, desk.id(), conversation, &newest, 50).await?.len();
            }
            let promises = store::promise::of_conversations(&mut tx, desk.id(), &ids).await?;
            Ok::<_, store::StoreError>((mails, promises.iter().filter(|it| it.state == State::Kept).count()))
        })
        .await
        .unwrap()
}

fn stop(mut child: Child) {
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    assert!(child.wait().unwrap().success(), "it ends by itself when it is asked to");
}

fn in_sent(dovecot: &Dovecot) -> usize {
    let told = dovecot.imap(&["EXAMINE Sent", "UID SEARCH ALL"]);
    let found = told.lines().find_map(|line| line.strip_prefix("* SEARCH")).unwrap_or_default();
    found.split_whitespace().count()
}

async fn conversation_of(house: &House, rfc_id: &str) -> String {
    let desk = &house.desk;
    let known = desk.db().read(async |mut tx| store::message::known(&mut tx, desk.id(), &[rfc_id]).await).await;
    known.unwrap()[0].conversation_id.clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_fetches_a_real_mailbox_answers_and_sees_what_was_answered_elsewhere() {
    let Some(dovecot) = dovecot::start() else { return };
    let relay = FakeSmtp::start(Script::default()).await;
    let folder = tempfile::tempdir().unwrap();
    {
        let (desk, clock) = house::empty(folder.path()).await;
        let ola = house::set_up(&desk).await.who;
        let house = House::of(desk, clock, ola);
        set_relay(&house, &relay).await;
        let form = MailboxForm {
            address: ADDRESS.into(),
            name: String::new(),
            sign_in: SignIn::Password,
            user_name: String::new(),
            secret: Some(Secret::Password(PASSWORD.into())),
            imap: Server { host: "127.0.0.1".into(), port: dovecot.imap, security: Security::None },
            smtp: None,
            options: Options::default(),
        };
        desk::mailboxes::add(&house.desk, By::Member(&house.ola), form).await.unwrap();
    }
    for number in 0..5 {
        dovecot.deliver(&question(&format!("q{number}")));
    }
    // The first sync, then a mail that comes while it listens.
    let served = serve(folder.path());
    until(folder.path(), 5, 0).await;
    dovecot.deliver(&question("live"));
    until(folder.path(), 6, 0).await;
    // An answer written on the phone; the next mail makes the program look into Sent at once.
    let date = rfc2822(SystemClock::new().now());
    dovecot.append(
        "Sent",
        &format!(
            "From: Ola <{ADDRESS}>\r\nTo: Anna <anna@client.test>\r\nSubject: Re: The report live\r\nMessage-ID: <phone@agency.test>\r\n\
             In-Reply-To: <live@client.test>\r\nReferences: <live@client.test>\r\nDate: {date}\r\n\r\nTomorrow.\r\n"
        ),
    );
    dovecot.deliver(&question("next"));
    until(folder.path(), 8, 1).await;
    stop(served);

    // An answer written in Tact leaves, lies in Sent once, and is known there as the same.
    {
        let house = open(folder.path(), SystemClock::new().now()).await;
        let conversation = conversation_of(&house, "q0@client.test").await;
        house.answer(&conversation, "key").await;
    }
    let served = serve(folder.path());
    until(folder.path(), 9, 2).await;
    let deadline = Instant::now() + Duration::from_secs(60);
    while in_sent(&dovecot) < 2 {
        assert!(Instant::now() < deadline, "a copy is put into Sent");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    stop(served);
    // Seen again in Sent, it is no other mail, and no second copy is put there.
    let served = serve(folder.path());
    dovecot.deliver(&question("last"));
    until(folder.path(), 10, 2).await;
    stop(served);
    assert_eq!((relay.handed().len(), in_sent(&dovecot)), (1, 2));
}
