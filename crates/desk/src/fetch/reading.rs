//! A fetched mail read: bytes to what `receive` takes in. Pure; runs on a thread where it may take its time.

use jiff::Timestamp;
use mail::letter::{Held, Letter};
use mail::read::Hints;
use store::blobs::{Hash, Packed, Packer};
use store::mailbox::Role;

use crate::imap::Mail;
use crate::receive::{Arrival, Incoming};

/// From this size on memory matters more than time.
const LARGE: usize = 1024 * 1024;

/// Where a mail was fetched.
#[derive(Debug, Clone)]
pub(super) struct Where {
    /// The mailbox's address and the folder's readable name, for people.
    pub(super) place: String,
    /// The mailbox's address.
    pub(super) mailbox: String,
    pub(super) role: Role,
    /// Nothing arrived after that.
    pub(super) now: Timestamp,
}

/// Reads mails in their order.
pub(super) fn read_all(mails: Vec<Mail>, place: &Where) -> Vec<Arrival> {
    let mut packer = Packer::default();
    mails.into_iter().map(|mail| read(mail, place, &mut packer)).collect()
}

fn read(mail: Mail, place: &Where, packer: &mut Packer) -> Arrival {
    let raw = mail.raw.unwrap_or_default();
    let hints = Hints { not_after: Some(place.now), ..Hints::default() };
    // A large mail is hashed twice so that its decoded parts are gone before it is packed.
    let early = (raw.len() < LARGE).then(|| packer.pack(&raw));
    let hash = early.as_ref().map_or_else(|| Hash::of(&raw), Packed::hash);
    let mut incoming = Incoming::read(&raw, hash, &hints, "imap", format!("{} {}", place.place, mail.uid));
    incoming.mailbox = Some(place.mailbox.clone());
    incoming.put_there_by_us = place.role == Role::Sent;
    incoming.letter.arrived = arrival(&incoming.letter, internal_date(&mail.date), place);
    if mail.raw_size > raw.len() as u64 {
        incoming.letter.held = Some(Held::TooLarge);
    }
    let packed = early.unwrap_or_else(|| packer.pack(&raw));
    (incoming, packed)
}

/// When a mail arrived, or was sent. The topmost Received line is our provider's and survives a move between providers,
/// which INTERNALDATE does not; where there is none, INTERNALDATE says when a mail came in, and the mail itself when ours
/// was written.
fn arrival(letter: &Letter, internal: Option<Timestamp>, place: &Where) -> Option<Timestamp> {
    let internal = internal.filter(|at| *at <= place.now);
    let from_the_sender = letter.arrived == letter.claimed_date;
    match (letter.arrived, internal) {
        (Some(_), Some(internal)) if from_the_sender && place.role != Role::Sent => Some(internal),
        (None, internal) => internal,
        (arrived, _) => arrived,
    }
}

/// INTERNALDATE (RFC 3501, 9): ` 7-Feb-1994 21:52:25 -0800`.
fn internal_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()?.to_timestamp().ok()
}

/// What stands for a mail that the server lists and does not hand over, so that somebody sees that there is one.
pub(super) fn not_handed_over(uid: u32, uid_validity: i64, place: &Where) -> Mail {
    let raw = format!("X-Not-Handed-Over: {} {uid_validity} {uid}\r\n\r\n", place.place);
    Mail { uid, raw_size: raw.len() as u64, raw: Some(raw.into_bytes()), ..Mail::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn the_date_a_server_gives_is_read() {
        assert_eq!(internal_date("17-Jul-1996 02:44:25 -0700"), at("1996-07-17T09:44:25Z"));
        assert_eq!(internal_date(" 7-Feb-1994 21:52:25 +0000"), at("1994-02-07T21:52:25Z"));
        assert_eq!(internal_date("yesterday"), None);
    }

    #[test]
    fn our_own_mail_was_sent_when_it_says_and_theirs_came_when_the_server_says() {
        let (written, put_there, received) =
            (at("2026-11-19T09:00:00Z"), at("2026-11-20T09:00:00Z"), at("2026-11-19T09:01:00Z"));
        let now = "2026-11-20T10:00:00Z".parse().unwrap();
        let place = |role| Where { place: String::new(), mailbox: String::new(), role, now };
        let plain = Letter { arrived: written, claimed_date: written, ..Letter::default() };
        assert_eq!(arrival(&plain, put_there, &place(Role::Sent)), written);
        assert_eq!(arrival(&plain, put_there, &place(Role::Inbox)), put_there);
        let handed_on = Letter { arrived: received, claimed_date: written, ..Letter::default() };
        assert_eq!(arrival(&handed_on, put_there, &place(Role::Inbox)), received, "it moved between providers");
        let undated = Letter::default();
        assert_eq!(arrival(&undated, put_there, &place(Role::Sent)), put_there);
        assert_eq!(arrival(&undated, at("2030-01-01T00:00:00Z"), &place(Role::Inbox)), None, "not from the future");
    }
}
