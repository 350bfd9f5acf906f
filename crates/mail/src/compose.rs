//! A letter of ours to bytes. Addresses and ids are checked, text fields are cleaned, so that nothing a person
//! typed or a client wrote can add a header or a recipient. Given the same letter, the same bytes.

mod parts;

use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::date::Date;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use rulebook::people::Party;

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
    /// The same with its looks, a whole HTML document; `None` sends the text alone.
    pub html: Option<&'a str>,
    /// Where answers go instead of to the writer.
    pub reply_to: Option<&'a Party>,
    /// Files that go along, in this order. Those with a Content-ID stand inside the HTML.
    pub attachments: &'a [File<'a>],
    /// Set when a machine wrote it (RFC 3834).
    pub automatic: Option<Automatic>,
    /// Set where a reader may want no more of it: the way out in one click (RFC 8058).
    pub unsubscribe: Option<Unsubscribe<'a>>,
    /// Headers of the program itself, such as `Auto-Submitted`. Those the letter has already are refused.
    pub extra: &'a [(&'static str, &'a str)],
}

impl<'a> Outgoing<'a> {
    /// A letter with nothing in it yet but what every letter has.
    #[must_use]
    pub fn new(from: &'a Party, to: &'a [Party], message_id: &'a str, date: Timestamp) -> Self {
        Self {
            from,
            to,
            cc: &[],
            subject: "",
            message_id,
            in_reply_to: None,
            references: &[],
            date,
            text: "",
            html: None,
            reply_to: None,
            attachments: &[],
            automatic: None,
            unsubscribe: None,
            extra: &[],
        }
    }
}

/// How a machine came to write (RFC 3834, 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automatic {
    /// As an answer to a mail.
    Replied,
    /// By itself.
    Generated,
}

/// How a reader gets no more of such mail (RFC 2369, RFC 8058). Due where one text goes to many who did not ask for it just
/// now. Nothing that Tact sends today is of that kind: a person answers a person, and an automatic answer goes once to
/// whoever has just written. One click also wants a signature over these headers; [`crate::dkim`] signs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsubscribe<'a> {
    /// An https address that takes a POST and asks nothing more.
    pub url: &'a str,
    /// A mail address for programs that know no POST.
    pub address: Option<&'a str>,
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
    /// The id, without angle brackets, under which the HTML shows it; `None` for what is only attached.
    pub content_id: Option<&'a str>,
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
    /// The way out of a mailing is no https address, or would break its header.
    #[error("the address {0:?} is no way to unsubscribe")]
    Unsubscribe(String),
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
    if let Some(party) = letter.reply_to {
        builder = builder.header("Reply-To", mailbox(party)?);
    }
    builder = of_machines(builder, letter)?;
    for (name, value) in letter.extra {
        builder = builder.header(extra_name(name)?, Text::new(line(value)));
    }
    Ok(write(builder.body(parts::body(letter)?)))
}

/// What tells other machines what kind of letter it is.
fn of_machines<'x>(mut builder: MessageBuilder<'x>, letter: &Outgoing<'_>) -> Result<MessageBuilder<'x>, ComposeError> {
    if let Some(automatic) = letter.automatic {
        let word = match automatic {
            Automatic::Replied => "auto-replied",
            Automatic::Generated => "auto-generated",
        };
        builder = builder.header("Auto-Submitted", Raw::new(word));
    }
    if let Some(way) = letter.unsubscribe {
        let refused = || ComposeError::Unsubscribe(way.url.to_owned());
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | ',' | '"');
        if !way.url.starts_with("https://") || way.url.len() > 800 || !way.url.chars().all(plain) {
            return Err(refused());
        }
        let mut ways = format!("<{}>", way.url);
        if let Some(address) = way.address {
            let address = read::address(address).filter(|a| a.is_ascii()).ok_or_else(refused)?;
            ways.push_str(&format!(", <mailto:{address}>"));
        }
        builder = builder
            .header("List-Unsubscribe", Raw::new(ways))
            .header("List-Unsubscribe-Post", Raw::new("List-Unsubscribe=One-Click"));
    }
    Ok(builder)
}

fn write(builder: MessageBuilder<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    builder.serialize(&mut out);
    out
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

fn extra_name(name: &str) -> Result<String, ComposeError> {
    const OWN: [&str; 14] = [
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
        "reply-to",
        "list-unsubscribe",
        "list-unsubscribe-post",
    ];
    let low = name.to_ascii_lowercase();
    let shaped = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !shaped || OWN.contains(&low.as_str()) || low.starts_with("content-") {
        return Err(ComposeError::Header(name.to_owned()));
    }
    Ok(name.to_owned())
}
