//! A mail as it stands at the door: read, hashed, not yet placed. Pure, so that any thread can do it.

use jiff::Timestamp;
use mail::letter::{Attachment, Letter};
use mail::read::Hints;
use sha2::{Digest, Sha256};
use store::blobs::Hash;

use super::envelope::Envelope;
use crate::trust::{Judgement, Standing};

/// One mail to be taken in.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// What it says. The attachments' bytes are dropped; their sizes stand in `attachment_bytes`.
    pub letter: Letter,
    /// The size of each attachment, in the letter's order.
    pub attachment_bytes: Vec<i64>,
    /// SHA-256 of the raw bytes, as the blob store names them.
    pub raw_hash: String,
    /// Size of the raw bytes.
    pub raw_bytes: i64,
    /// With the Message-ID the identity of a mail; see [`body_hash`].
    pub body_hash: String,
    /// By which way it came: `import`, `lmtp`, `imap`, `sample`, `portal`.
    pub origin: &'static str,
    /// Where exactly it came from: path and offset; for people.
    pub place: String,
    /// The date it gives when it is a holding reply of ours; only the sample knows that beforehand.
    pub holding_until: Option<Timestamp>,
    /// What the server that handed it over said; `None` where nobody hands over, as with files.
    pub envelope: Option<Envelope>,
    /// The address of the mailbox it was fetched from; `None` where it came another way.
    pub mailbox: Option<String>,
    /// It lay where only our own programs put mail, as in Sent: nobody else is asked whether it is genuine.
    pub put_there_by_us: bool,
    /// What was found out about its writer; `None` as long as nothing was.
    pub judgement: Option<Judgement>,
    /// Its writer's domain was asked already, whatever that brought.
    pub asked: bool,
    /// A member looked at it and takes it in as it is: nothing holds it any more.
    pub accepted: bool,
    /// It was held, and is read again: it was counted when it came.
    pub again: bool,
}

impl Incoming {
    /// Reads a mail. Never fails: what cannot be read is marked as held. `raw_hash` is the name of its blob.
    pub fn read(raw: &[u8], raw_hash: Hash, hints: &Hints<'_>, origin: &'static str, place: String) -> Self {
        let mut letter = mail::read::read(raw, hints);
        let attachment_bytes = letter.attachments.iter_mut().map(take_size).collect();
        let body_hash = body_hash(raw, &letter);
        if letter.message_id_made {
            letter.message_id = made_id(&body_hash);
        }
        Self {
            raw_hash: raw_hash.to_string(),
            raw_bytes: i64::try_from(raw.len()).unwrap_or(i64::MAX),
            attachment_bytes,
            body_hash,
            letter,
            origin,
            place,
            holding_until: None,
            envelope: None,
            mailbox: None,
            put_there_by_us: false,
            judgement: None,
            asked: false,
            accepted: false,
            again: false,
        }
    }

    /// Whether it says that somebody wrote it who, as far as anybody can tell, did not.
    pub(crate) fn is_doubtful(&self) -> bool {
        self.judgement.is_some_and(|judged| judged.standing == Standing::Failed)
    }

    /// The same for a mail that was handed over in an envelope: its sender counts, whatever Return-Path says.
    pub fn read_enveloped(
        raw: &[u8],
        raw_hash: Hash,
        hints: &Hints<'_>,
        origin: &'static str,
        place: String,
        envelope: Envelope,
    ) -> Self {
        let hints = Hints { envelope_from: Some(&envelope.from), ..*hints };
        let incoming = Self::read(raw, raw_hash, &hints, origin, place);
        Self { envelope: Some(envelope), ..incoming }
    }
}

fn take_size(attachment: &mut Attachment) -> i64 {
    let bytes = std::mem::take(&mut attachment.bytes);
    i64::try_from(bytes.len()).unwrap_or(i64::MAX)
}

/// What a mail is apart from the way it came: body, writer, date and subject.
///
/// The same mail fetched from two mailboxes has two chains of Received, other line ends and other blank lines at its
/// end; it is the same mail all the same.
pub fn body_hash(raw: &[u8], letter: &Letter) -> String {
    let mut hash = Sha256::new();
    let from = letter.from.as_ref().map_or(letter.from_raw.as_str(), |party| party.address.as_str());
    let date = letter.claimed_date.map_or(i64::MIN, |at| at.as_microsecond());
    for part in [from.as_bytes(), &date.to_be_bytes(), letter.subject.as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    for line in body_of(raw).trim_ascii_end().split(|byte| *byte == b'\n') {
        hash.update(line.strip_suffix(b"\r").unwrap_or(line));
        hash.update(b"\n");
    }
    // Half of it tells mails of one Message-ID apart well enough, and stands in every row and its index.
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// A mail without a Message-ID gets one from what it is, so that its copies are known as copies.
fn made_id(body_hash: &str) -> String {
    format!("{}@bytes.tact.invalid", body_hash.get(..32).unwrap_or(body_hash))
}

/// What stands after the first empty line.
fn body_of(raw: &[u8]) -> &[u8] {
    let mut at = 0;
    for end in memchr::memchr_iter(b'\n', raw) {
        let line = raw.get(at..end).unwrap_or_default();
        at = end + 1;
        if line.is_empty() || line == b"\r" {
            break;
        }
    }
    raw.get(at..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(raw: &str) -> String {
        let letter = Letter { subject: "Report".to_owned(), ..Letter::default() };
        body_hash(raw.as_bytes(), &letter)
    }

    #[test]
    fn the_envelope_counts_and_what_a_mail_says_of_its_return_does_not() {
        let raw = b"Return-Path: <evil@client.test>\r\nFrom: anna@client.test\r\n\r\nHello\r\n";
        let envelope = |from: &str| Envelope { from: from.to_owned(), ..Envelope::default() };
        let read = |from| {
            let hints = Hints::default();
            Incoming::read_enveloped(raw, Hash::of(raw), &hints, "lmtp", String::new(), envelope(from))
        };
        for from in ["anna@client.test", ""] {
            let incoming = read(from);
            assert_eq!(incoming.letter.return_path.as_deref(), Some(from));
            assert_eq!(incoming.envelope, Some(envelope(from)));
        }
    }

    #[test]
    fn the_way_a_mail_came_does_not_make_it_another_mail() {
        let one = hash("Received: from a\nSubject: Report\n\nHello\nAnna\n");
        assert_eq!(one, hash("Received: from b\r\nSubject: Report\r\n\r\nHello\r\nAnna\r\n\r\n"));
        assert_ne!(one, hash("Subject: Report\n\nHello\nPiotr\n"));
    }
}
