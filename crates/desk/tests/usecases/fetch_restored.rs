//! A mailbox that was restored from a copy: UIDs that were given once are given again, to other mails.

use std::path::Path;
use std::process::Command;

use desk::mailboxes::Options;

use crate::dovecot::{self, Dovecot};
use crate::fetching::question;
use crate::house::House;

fn copy(from: &Path, to: &Path) {
    let _ = std::fs::remove_dir_all(to);
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

/// A figure of INBOX.
fn figure(dovecot: &Dovecot, what: &str) -> u64 {
    let told = dovecot.imap(&[&format!("STATUS INBOX ({what})")]);
    let (_, after) = told.split_once(&format!("({what} ")).unwrap();
    after.split_once(')').unwrap().0.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restored_mailbox_hides_no_mail_behind_numbers_that_were_used_before() {
    let Some(dovecot) = dovecot::start() else { return };
    let house = House::new().await;
    let deliver = |name: &str, count: u32| {
        for number in 0..count {
            dovecot.deliver(&question(&house, &format!("{name}{number}@client.test")));
        }
    };
    deliver("first", 3);
    house.connect(dovecot.imap, Options::default()).await;
    house.fetcher().work_off().await.unwrap();
    let backup = tempfile::tempdir().unwrap();
    let (mailbox, backup) = (dovecot.maildir("INBOX"), backup.path().join("copy"));
    copy(&mailbox, &backup);

    deliver("second", 2);
    for _ in 0..10 {
        dovecot.imap(&["SELECT INBOX", "UID STORE 1:3 +FLAGS (\\Flagged)", "UID STORE 1:3 -FLAGS (\\Flagged)"]);
    }
    house.wait(60);
    house.fetcher().work_off().await.unwrap();
    assert_eq!(house.ids().await.len(), 5);
    let (validity, changes) = (figure(&dovecot, "UIDVALIDITY"), figure(&dovecot, "HIGHESTMODSEQ"));

    copy(&backup, &mailbox);
    deliver("third", 4);
    assert_eq!(figure(&dovecot, "UIDVALIDITY"), validity, "nothing else tells that it was restored");
    assert_eq!(figure(&dovecot, "UIDNEXT"), 8, "past what was fetched");
    assert!(figure(&dovecot, "HIGHESTMODSEQ") < changes);
    house.wait(60);
    house.fetcher().work_off().await.unwrap();
    assert_eq!(house.ids().await.len(), 9, "{:?}", house.ids().await);
}
