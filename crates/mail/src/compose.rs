//! A letter of ours to bytes. Addresses and ids are checked, text fields are cleaned, so that nothing a person
//! typed or a client wrote can add a header or a recipient. Given the same letter, the same bytes.

use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};
use rulebook::people::Party;
use sha2::{Digest, Sha256};

use crate::read;

/// A letter to be sent. Bcc is the envelope's business and has no place here.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Who writes.
    pub from: &'a Party,
    /// To whom.
    pub to: &'a [Party],
    /// Who gets a copy.
    pub cc: &'a [Party],
    /// The subject; cleaned to one line.
    pub subject: &'a str,
    /// The id it was given when the outbox row was written, without angle brackets.
    pub message_id: &'a str,
    /// The id of the letter it answers.
    pub in_reply_to: Option<&'a str>,
    /// The ids above it, oldest first. The first and the youngest are kept when there are many.
    pub references: &'a [String],
    /// When it was written.
    pub date: Timestamp,
    /// The text, in any line ends.
    pub text: &'a str,
    /// Files that go along.
    pub attachments: &'a [File<'a>],
    /// Headers of the program itself, such as `Auto-Submitted`. Those the letter has already are refused.
    pub extra: &'a [(&'static str, &'a str)],
}

/// A file that goes along.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// Its name, as the receiver sees it.
    pub name: &'a str,
    /// Its media type; one without the shape of a type becomes `application/octet-stream`.
    pub media_type: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// Why a letter cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// An address is not well-formed, or needs what few servers have (letters beyond ASCII before the @).
    #[error("the address {0:?} cannot be written to")]
    Address(String),
    /// There is nobody to write to.
    #[error("the letter has no recipient")]
    NoRecipient,
    /// An id that is not one.
    #[error("the message id {0:?} is not well-formed")]
    MessageId(String),
    /// An extra header that the letter has already, or whose name is none.
    #[error("the header {0:?} cannot be added")]
    Header(String),
}

/// Ids kept of References.
const REFERENCES: usize = 30;
/// Characters of a subject or name: one line stays far below the 998 that servers take.
const LINE: usize = 400;

/// Writes a letter as it goes over the wire: lines end with CRLF, none is longer than 998 bytes.
///
/// # Errors
/// When an address, an id or an extra header is not well-formed. Text fields are never an error.
pub fn compose(letter: &Outgoing<'_>) -> Result<Vec<u8>, ComposeError> {
    if letter.to.is_empty() && letter.cc.is_empty() {
        return Err(ComposeError::NoRecipient);
    }
    let mut builder = MessageBuilder::new()
        .header("From", mailbox(letter.from)?)
        .header("Subject", Text::new(line(letter.subject)))
        .header("Date", Date::new(letter.date.as_second()))
        .header("Message-ID", MessageId::new(id(letter.message_id)?));
    for (name, people) in [("To", letter.to), ("Cc", letter.cc)] {
        if !people.is_empty() {
            let list = people.iter().map(mailbox).collect::<Result<Vec<_>, _>>()?;
            builder = builder.header(name, Address::new_list(list));
        }
    }
    if let Some(parent) = letter.in_reply_to {
        builder = builder.header("In-Reply-To", MessageId::new(id(parent)?));
    }
    let references = references(letter.references);
    if !references.is_empty() {
        builder = builder.header("References", MessageId::new_list(references.into_iter()));
    }
    for (name, value) in letter.extra {
        builder = builder.header(extra_name(name)?, Text::new(line(value)));
    }
    let body = body(letter);
    Ok(write(builder.body(body)))
}

fn write(builder: MessageBuilder<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    builder.serialize(&mut out);
    out
}

fn body<'a>(letter: &Outgoing<'a>) -> MimePart<'a> {
    let text = letter.text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let mut text = text.replace('\n', "\r\n");
    if !text.ends_with("\r\n") {
        text.push_str("\r\n");
    }
    let text = MimePart::new("text/plain", BodyPart::Text(text.into()));
    if letter.attachments.is_empty() {
        return text;
    }
    let mut parts = vec![text];
    for file in letter.attachments {
        let bytes = BodyPart::Binary(file.bytes.into());
        // Always as bytes: a text file is not touched on its way.
        let part = MimePart::new(ContentType::new(media_type(file.media_type)), bytes).attachment(line(file.name));
        parts.push(part);
    }
    MimePart::new(ContentType::new("multipart/mixed").attribute("boundary", boundary(letter)), parts)
}

/// Made of the id, so that it is known beforehand to nobody and the same at each writing.
fn boundary(letter: &Outgoing<'_>) -> String {
    let hash = Sha256::digest(letter.message_id.as_bytes());
    format!("=_{}", hex::encode(hash.get(..16).unwrap_or_default()))
}

fn mailbox(party: &Party) -> Result<Address<'static>, ComposeError> {
    let refused = || ComposeError::Address(party.address.clone());
    let address = read::address(&party.address).filter(|a| a.is_ascii()).ok_or_else(refused)?;
    let name = line(&party.name);
    Ok(Address::new_address(Some(name).filter(|n| !n.is_empty()), address))
}

fn line(text: &str) -> String {
    read::clean_line(text).chars().take(LINE).collect::<String>().trim_end().to_owned()
}

fn is_id(id: &str) -> bool {
    let fine = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ',' | ';' | '(' | ')');
    (1..=500).contains(&id.len()) && id.chars().all(fine)
}

fn id(text: &str) -> Result<String, ComposeError> {
    if is_id(text) { Ok(text.to_owned()) } else { Err(ComposeError::MessageId(text.to_owned())) }
}

/// The references that are well-formed: a client's odd id must not keep us from answering.
fn references(ids: &[String]) -> Vec<String> {
    let fine: Vec<&String> = ids.iter().filter(|id| is_id(id)).collect();
    let surplus = fine.len().saturating_sub(REFERENCES);
    let kept = fine.iter().enumerate().filter(|(n, _)| *n == 0 || *n > surplus);
    kept.map(|(_, id)| (*id).clone()).collect()
}

fn media_type(text: &str) -> String {
    read::media_type(text).unwrap_or_else(|| "application/octet-stream".to_owned())
}

fn extra_name(name: &str) -> Result<String, ComposeError> {
    const OWN: [&str; 11] = [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "mime-version",
        "sender",
    ];
    let low = name.to_ascii_lowercase();
    let shaped = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !shaped || OWN.contains(&low.as_str()) || low.starts_with("content-") {
        return Err(ComposeError::Header(name.to_owned()));
    }
    Ok(name.to_owned())
}
