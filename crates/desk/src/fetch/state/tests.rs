//! How a mailbox stands, row by row.

use store::mailbox::{Role, SignIn};
use store::relay::Security;

use super::*;

fn at(time: &str) -> Timestamp {
    format!("2026-11-20T{time}:00Z").parse().unwrap()
}

fn row() -> MailboxRow {
    MailboxRow {
        mailbox_id: "m".into(),
        address: "ola@agency.test".into(),
        name: String::new(),
        sign_in: SignIn::Password,
        user_name: String::new(),
        secret: String::new(),
        imap_host: String::new(),
        imap_port: 993,
        imap_security: Security::Tls,
        smtp_host: String::new(),
        smtp_port: 465,
        smtp_security: Security::Tls,
        options: String::new(),
        paused: false,
        added_at: at("09:00"),
        fetched_at: Some(at("11:59")),
        trouble: String::new(),
        trouble_since_at: None,
        next_try_at: at("12:00"),
        tries: 0,
        lease_until: Some(at("12:02")),
        fence: 1,
    }
}

fn folder(low_uid: i64, taken: i64, there: i64) -> FolderRow {
    FolderRow {
        mailbox_id: "m".into(),
        folder: "INBOX".into(),
        role: Role::Inbox,
        uid_validity: 1,
        next_uid: 100,
        low_uid,
        mod_seq: 0,
        there,
        taken,
        marked_uid: 100,
    }
}

fn stands(row: &MailboxRow, folders: &[FolderRow]) -> Standing {
    standing(row, folders, at("12:00"))
}

#[test]
fn a_mailbox_begins_then_is_fetched() {
    assert_eq!(stands(&row(), &[folder(1, 9, 9)]), Standing::Fetched(at("11:59")));
    let begun = MailboxRow { fetched_at: None, ..row() };
    assert_eq!(stands(&begun, &[folder(40, 50, 90), folder(1, 2, 2)]), Standing::Beginning { taken: 52, there: 92 });
    assert_eq!(stands(&MailboxRow { paused: true, ..row() }, &[]), Standing::Paused);
}

#[test]
fn a_broken_line_is_told_when_it_stays_broken_and_a_wrong_password_at_once() {
    let broken = |tries| MailboxRow {
        trouble: "mailbox-trouble-dropped: ".into(),
        trouble_since_at: Some(at("11:50")),
        tries,
        ..row()
    };
    assert_eq!(stands(&broken(1), &[folder(1, 9, 9)]), Standing::Fetched(at("11:59")));
    let told = |key: &str, said: &str, waits_for_owner| Standing::NotFetched {
        since: at("11:50"),
        key: key.into(),
        said: said.into(),
        waits_for_owner,
    };
    assert_eq!(stands(&broken(4), &[]), told("mailbox-trouble-dropped", "", false));
    let wrong = MailboxRow { trouble: "mailbox-trouble-password: no: never".into(), ..broken(1) };
    assert_eq!(stands(&wrong, &[]), told("mailbox-trouble-password", "no: never", true));
}

#[test]
fn a_mailbox_that_nobody_looks_at_is_not_fetched() {
    let left = MailboxRow { lease_until: None, fetched_at: Some(at("10:00")), next_try_at: at("10:01"), ..row() };
    assert!(matches!(stands(&left, &[]), Standing::NotFetched { since, .. } if since == at("10:00")));
}
