//! A mail as read: the values every other part of the program works with.

use jiff::Timestamp;
use jiff::civil::DateTime;
use rulebook::event::Kind;
use rulebook::people::Party;
use serde::{Deserialize, Serialize};

/// A mail that was read. Always complete, whatever the bytes were; what went wrong is listed in `problems`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Letter {
    /// Message-ID without angle brackets. When the mail has none, a stable one made from its bytes (`…@bytes.tact.invalid`).
    pub message_id: String,
    /// Whether `message_id` was made by us because the mail had none.
    pub message_id_made: bool,
    /// The parent as the mail claims: the last id of References, else the last of In-Reply-To.
    pub parent: Option<String>,
    /// All ids of References (then In-Reply-To), oldest first, without repeats, capped.
    pub references: Vec<String>,
    /// The writer: `Some` only when there is exactly one well-formed address.
    pub from: Option<Party>,
    /// What stood in From, for people, when no single address could be read.
    pub from_raw: String,
    /// Reply-To, well-formed addresses only.
    pub reply_to: Vec<Party>,
    /// To, groups flattened.
    pub to: Vec<Party>,
    /// Cc, groups flattened.
    pub cc: Vec<Party>,
    /// Envelope sender as Return-Path tells it: `None` no header, `Some("")` null sender.
    pub return_path: Option<String>,
    /// How many servers say that they handed it on (`Received`).
    pub hops: usize,
    /// Addresses that marked it against going in circles (`X-Loop`, `X-Tact-Loop`), in ASCII lower case, capped.
    pub loop_marks: Vec<String>,
    /// Subject, decoded, on one line, without control characters.
    pub subject: String,
    /// When it arrived: the topmost trustworthy Received, else the mbox From_ line (given by the caller), else `claimed_date`.
    pub arrived: Option<Timestamp>,
    /// The sender's own Date header.
    pub claimed_date: Option<Timestamp>,
    /// What the clock on the sender's wall showed then: 'tomorrow' in the mail is the day after that one.
    pub claimed_clock: Option<DateTime>,
    /// What kind of mail it is.
    pub kind: LetterKind,
    /// Bounce details, when `kind` is a bounce or a delay.
    pub bounce: Option<Bounce>,
    /// List-Id or List-Post address, when it is list mail: the list takes part in the conversation.
    pub list: Option<String>,
    /// The whole body as plain text: the text part, else text made from the HTML. NUL-free.
    pub text: String,
    /// The HTML body as received (decoded, hostile); `html::clean` makes it safe.
    pub html: Option<String>,
    /// Attachments and inline parts, in order of appearance.
    pub attachments: Vec<Attachment>,
    /// Language guess of the new text: `en`, `pl`, `ru`, or empty when unsure.
    pub language: String,
    /// Why it must be held instead of taken in (`too_nested`, `too_many_parts`, `empty`, `no_headers`, `parser_error`, …).
    pub held: Option<Held>,
    /// What was odd, for `tact inspect` and the page; never fatal.
    pub problems: Vec<String>,
}

/// [`Kind`] with a default, so that a letter can be built up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LetterKind(pub Kind);

impl Default for LetterKind {
    fn default() -> Self {
        Self(Kind::Person)
    }
}

/// Why a mail is held: a cause with a stable code. The raw bytes are kept and can be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Nothing in it at all.
    Empty,
    /// No header could be read.
    NoHeaders,
    /// Multiparts nested deeper than the cap.
    TooNested,
    /// More parts than the cap.
    TooManyParts,
    /// Headers over the cap.
    TooManyHeaders,
    /// Larger than the cap.
    TooLarge,
    /// The parser gave up.
    ParserError,
}

/// What a bounce or delay notice says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Bounce {
    /// Per recipient.
    pub recipients: Vec<BouncedRecipient>,
    /// Whether at least one address is dead: nobody of that name, no such host. A full box or a refusal is not.
    pub hard: bool,
    /// Message-ID of the mail that bounced, when the notice carries it.
    pub original_message_id: Option<String>,
    /// The envelope id that the mail was handed over with (Original-Envelope-Id of RFC 3464), when the notice gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub envelope_id: Option<String>,
}

/// One recipient of a delivery status notice.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BouncedRecipient {
    /// The address that failed, as far as it could be found.
    pub address: String,
    /// RFC 3464 Action: `failed`, `delayed`, `delivered`, `relayed`, `expanded`.
    pub action: String,
    /// RFC 3463 status such as `5.1.1`, empty when none was found.
    pub status: String,
}

/// A part that is not the body.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attachment {
    /// The file name, decoded, as the sender gave it (data, never a path); empty when none.
    pub name: String,
    /// The media type from an allow-list of shapes, lower-case, `application/octet-stream` when unreadable.
    pub media_type: String,
    /// Content-ID without angle brackets, for inline pictures.
    pub content_id: Option<String>,
    /// Whether the mail shows it inside its HTML.
    pub inline: bool,
    /// The decoded bytes.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// A text cut into what is new and what is not. Nothing is deleted: the pieces, in order, are the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Parts {
    /// Every line belongs to exactly one piece, in the order of the text.
    pub pieces: Vec<Piece>,
}

/// One run of lines of the same nature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// What it is.
    pub nature: Nature,
    /// The lines as they stand, without the final line end.
    pub text: String,
}

/// What a run of lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Written for this mail.
    New,
    /// A quote of an earlier mail, with its marks.
    Quote,
    /// 'On … wrote:', 'W dniu … pisze:', an Outlook header block.
    Attribution,
    /// The signature, with its delimiter.
    Signature,
}
