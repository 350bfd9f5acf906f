//! Bytes to a [`Letter`]: headers, dates, bodies, attachments. What kind of mail it is stands in
//! [`crate::kind`], what is new in its text in [`crate::reply`].
//!
//! Any bytes give a letter. The structure is walked by our own code because the caps must hold before
//! memory is taken (the parser library needs 26 times the size of a mail made of a million parts);
//! the library reads in the tests, as a second opinion.

mod address;
mod amounts;
mod arrival;
mod bodies;
mod caps;
mod charset;
mod dates;
mod fields;
mod ids;
pub mod mbox;
mod media;
mod tnef;
mod transfer;
mod uuencode;
mod walk;
mod words;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use rulebook::people::Party;

pub use address::address;
pub(crate) use fields::Field;
pub(crate) use walk::{Node, Walked};

use crate::letter::{Held, Letter};

/// What the caller knows beyond the bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// The date of the mbox From_ line, or the time of the file.
    pub envelope_date: Option<Timestamp>,
    /// Names of the hosts whose `Received` lines are believed; empty believes the topmost.
    pub trusted_hosts: &'a [String],
    /// Mail does not come from the future: dates after this are passed over. `None` believes every date.
    pub not_after: Option<Timestamp>,
    /// The sender of the envelope, where the caller was told: it counts, whatever Return-Path says. Empty is the null sender.
    pub envelope_from: Option<&'a str>,
}

/// Reads a mail. Never fails and never panics; what went wrong stands in [`Letter::held`] and
/// [`Letter::problems`]. Time and memory are bounded by the size of the mail.
///
/// ```
/// use mail::read::{Hints, read};
/// let letter = read(b"From: anna@example.org\nSubject: Hi\n\nWhen?\n", &Hints::default());
/// assert_eq!((letter.subject.as_str(), letter.text.as_str()), ("Hi", "When?\n"));
/// ```
#[must_use]
pub fn read(bytes: &[u8], hints: &Hints<'_>) -> Letter {
    // No panic is known; this net makes one a held mail instead of a dead worker.
    catch_unwind(AssertUnwindSafe(|| read_whole(bytes, hints))).unwrap_or_else(|_| Letter {
        message_id: ids::made_of(bytes),
        message_id_made: true,
        text: String::from_utf8_lossy(bytes.get(..bytes.len().min(caps::HEAD_OF_LARGE)).unwrap_or_default())
            .replace('\0', "\u{fffd}"),
        arrived: hints.envelope_date,
        held: Some(Held::ParserError),
        ..Letter::default()
    })
}

fn read_whole(bytes: &[u8], hints: &Hints<'_>) -> Letter {
    let large = bytes.len() > caps::MAIL;
    let head = if large { bytes.get(..caps::HEAD_OF_LARGE).unwrap_or_default() } else { bytes };
    let lined = with_line_feeds(head);
    let walked = walk::walk(&lined);
    let mut letter = Letter::default();
    letter.problems.extend(walked.problems.iter().map(|p| (*p).to_owned()));
    let root: &[Field<'_>] = walked.nodes.first().map(|n| n.fields.as_slice()).unwrap_or_default();
    identify(&mut letter, root, bytes);
    people(&mut letter, root, hints);
    arrival::date(&mut letter, root, hints);
    way(&mut letter, root);
    letter.subject = fields::first(root, "subject").map(words::line).unwrap_or_default();
    body(&mut letter, &lined, &walked);
    letter.held = if large {
        Some(Held::TooLarge)
    } else if lined.trim_ascii().is_empty() {
        Some(Held::Empty)
    } else if walked.held.is_some() {
        walked.held
    } else if !has_header_of_mail(root) {
        Some(Held::NoHeaders)
    } else {
        None
    };
    crate::kind::decide(&mut letter, &lined, &walked);
    letter.language = crate::language::of(&letter.text).to_owned();
    letter
}

/// Whether at least one field is one that mail has: `Note: buy milk` alone is a line of text with a colon.
fn has_header_of_mail(root: &[Field<'_>]) -> bool {
    const NAMES: [&str; 15] = [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "received",
        "return-path",
        "sender",
        "reply-to",
        "in-reply-to",
        "references",
        "content-type",
        "mime-version",
    ];
    root.iter().any(|field| NAMES.iter().any(|name| field.name.eq_ignore_ascii_case(name.as_bytes())))
}

/// The first field of that name as one decoded line, empty when there is none.
pub(crate) fn first_line(fields: &[Field<'_>], name: &str) -> String {
    fields::first(fields, name).map(words::line).unwrap_or_default()
}

/// A text as one line without anything that could break out of a header.
pub fn clean_line(text: &str) -> String {
    words::clean(text)
}

/// What bytes are by how they begin, as a media type; `None` when that tells nothing.
pub fn sniffed(head: &[u8]) -> Option<&'static str> {
    infer::get(head).map(|kind| kind.mime_type())
}

/// A media type in lower case, when it has the shape of one.
pub(crate) fn media_type(text: &str) -> Option<String> {
    media::Media::parse(text.as_bytes()).shape().map(str::to_owned)
}

/// The fields of a mail's own header block, in their order.
pub(crate) fn header_block(bytes: &[u8]) -> Vec<Field<'_>> {
    fields::split(bytes, 0, |_| false).fields
}

/// The same for whoever believes what servers wrote: none is guessed, and nothing of the sender's goes on in one of theirs.
pub(crate) fn certain_fields(bytes: &[u8]) -> Vec<Field<'_>> {
    fields::certain(bytes)
}

/// A raw value on one line; nothing in it is decoded.
pub(crate) fn unfold(raw: &[u8]) -> Cow<'_, str> {
    words::unfold(raw)
}

/// The ids between angle brackets in a text.
pub(crate) fn message_ids(text: &str) -> Vec<String> {
    ids::parse(text.as_bytes())
}

/// The addresses in To of a mail that is given as text.
pub(crate) fn recipients(mail: &str) -> Vec<String> {
    let block = fields::split(mail.as_bytes(), 0, |_| false);
    let to = fields::first(&block.fields, "to").map(address::parse).unwrap_or_default();
    to.parties.into_iter().map(|p| p.address).collect()
}

/// The decoded text of one part.
pub(crate) fn part_text(bytes: &[u8], walked: &Walked<'_>, node: &Node<'_>) -> String {
    let decoded = transfer::decode(walked.body(bytes, node), &walk::encoding(node), true);
    bodies::tidy(charset::decode(&decoded.bytes, node.media.param("charset")).text)
}

/// A mail whose lines end with CR alone is one line to everybody else.
fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\n', bytes).is_some() || memchr::memchr(b'\r', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(bytes.iter().map(|b| if *b == b'\r' { b'\n' } else { *b }).collect())
}

fn identify(letter: &mut Letter, root: &[Field<'_>], bytes: &[u8]) {
    match fields::first(root, "message-id").and_then(ids::own) {
        Some(id) => letter.message_id = id,
        None => {
            letter.message_id = ids::made_of(bytes);
            letter.message_id_made = true;
        }
    }
    let references: Vec<&[u8]> = fields::all(root, "references").collect();
    let in_reply_to: Vec<&[u8]> = fields::all(root, "in-reply-to").collect();
    (letter.references, letter.parent) = ids::lineage(&references, &in_reply_to);
    if letter.parent.as_ref() == Some(&letter.message_id) {
        letter.parent = None;
        letter.problems.push("answers_itself".to_owned());
    }
}

/// What the mail tells of its way here.
fn way(letter: &mut Letter, root: &[Field<'_>]) {
    letter.hops = fields::all(root, "received").count();
    let marks = ["x-loop", "x-tact-loop"].into_iter().flat_map(|name| fields::all(root, name).take(5));
    letter.loop_marks = marks.map(|raw| words::line(raw).trim().chars().take(255).collect::<String>()).collect();
    letter.loop_marks.iter_mut().for_each(|mark| mark.make_ascii_lowercase());
}

fn people(letter: &mut Letter, root: &[Field<'_>], hints: &Hints<'_>) {
    let senders: Vec<&[u8]> = fields::all(root, "from").collect();
    letter.from_raw = senders.iter().map(|raw| words::line(raw)).collect::<Vec<_>>().join(" | ");
    if let [raw] = senders.as_slice() {
        let mut found = address::parse(raw);
        if found.parties.len() == 1 && found.malformed == 0 && !found.group {
            letter.from = found.parties.pop();
        }
    }
    if letter.from.is_none() && !senders.is_empty() {
        letter.problems.push("from_unclear".to_owned());
    }
    if letter.from.as_ref().is_some_and(|f| mixes_scripts(&f.address)) {
        letter.problems.push("sender_mixes_scripts".to_owned());
    }
    let mut capped = false;
    let mut list = |name: &str| -> Vec<Party> {
        let mut all: Vec<Party> = Vec::new();
        for raw in fields::all(root, name).take(50) {
            let found = address::parse(raw);
            capped |= found.capped;
            all.extend(found.parties);
        }
        all.truncate(caps::ADDRESSES);
        all
    };
    letter.reply_to = list("reply-to");
    letter.to = list("to");
    letter.cc = list("cc");
    if capped {
        letter.problems.push("addresses_cut".to_owned());
    }
    letter.return_path = return_path(root, hints);
}

fn return_path(root: &[Field<'_>], hints: &Hints<'_>) -> Option<String> {
    let stated = || fields::first(root, "return-path").map(words::unfold);
    let text = hints.envelope_from.map(Cow::Borrowed).or_else(stated)?;
    let bare = text.trim().trim_start_matches('<').trim_end_matches('>').trim();
    Some(address::address(bare).unwrap_or_default())
}

/// Whether an address can be taken for another one: letters of two scripts in its name, or a domain with letters beyond
/// ASCII (shown as `xn--…`). It is compared letter by letter all the same.
///
/// ```
/// assert!(mail::read::looks_like_another("\u{441}lient@x.example"));
/// assert!(mail::read::looks_like_another("anna@xn--lient-8mf.example"));
/// assert!(!mail::read::looks_like_another("anna@client.example"));
/// ```
#[must_use]
pub fn looks_like_another(address: &str) -> bool {
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    mixes_scripts(address) || domain.split('.').any(|label| label.starts_with("xn--"))
}

/// Letters of several scripts in one address: `сlient@…` with a Cyrillic first letter.
fn mixes_scripts(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default();
    let latin = local.chars().any(|c| c.is_ascii_alphabetic());
    latin && local.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

fn body(letter: &mut Letter, bytes: &[u8], walked: &Walked<'_>) {
    let found = bodies::read(bytes, walked, 0);
    letter.text = found.text;
    letter.html = found.html;
    letter.attachments = found.attachments;
    letter.problems.extend(found.problems.iter().map(|p| (*p).to_owned()));
}
