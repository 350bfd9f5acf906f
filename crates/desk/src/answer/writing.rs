//! The written answer: the mail as bytes, and its entry in the conversation.

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use mail::compose::{ComposeError, File, Outgoing, compose};
use mail::letter::{Letter, Nature};
use mail::written::{Body, Picture, pictures_in};
use rulebook::event::Kind;
use rulebook::people::Party;
use store::attachment::AttachmentRow;
use store::message::{Direction, MessageRow};
use store::participant::ParticipantRow;
use store::reference::ReferenceRow;
use store::search::Words;
use store::{StoreError, Tx};

use super::context::Context;
use super::steps::Named;
use super::{AnswerForm, Refused, below, steps};
use crate::desk::Desk;
use crate::{files, receive, reply_address};

/// An answer ready to be entered: its mail is durable already.
pub(super) struct Written {
    pub(super) message: MessageRow,
    attachments: Vec<AttachmentRow>,
    words: Words,
    steps: Named,
}

/// A file of the draft with its bytes.
struct Loaded {
    name: String,
    media_type: String,
    bytes: Vec<u8>,
    /// Set for a picture that the text shows.
    content_id: Option<String>,
}

/// Writes the mail down, makes its bytes durable, and gives its entry.
pub(super) async fn write(
    desk: &Desk,
    conversation: &str,
    context: &Context,
    form: &AnswerForm,
) -> Result<Written, Refused> {
    let from = &context.from;
    let rfc_id = new_rfc_id(&from.address);
    let files = load_files(desk, context, form).await?;
    let steps = steps::name(desk, context, form).await?;
    let body = body_of(desk, context, form, &files, &steps).await?;
    let reply_to = reply_to(desk, conversation, context, form).await?;
    let attachments: Vec<File<'_>> = files.iter().map(file).collect();
    let raw = to_bytes(Outgoing {
        cc: &form.cc,
        subject: &context.subject,
        in_reply_to: context.references.last().map(String::as_str),
        references: &context.references,
        text: &body.text,
        html: Some(&body.html),
        reply_to: reply_to.as_ref(),
        attachments: &attachments,
        ..Outgoing::new(from, &form.to, &rfc_id, dated(desk, context))
    })?;
    drop(files);
    let hash = desk.blobs().put(desk.id(), &raw).await.context("keep the answer")?;
    let letter = mail::read::read(&raw, &mail::read::Hints::default());
    let entry = Entry { conversation, context, form, rfc_id: &rfc_id, raw: &raw, hash: hash.to_string() };
    let message = entry.row(desk, &letter, &body);
    let attachments = attachment_rows(desk, &message, &letter);
    let words = receive::searchable(&message, &letter);
    Ok(Written { message, attachments, words, steps })
}

/// The mails of a series are a second apart, so that whoever gets them sees them in order.
fn dated(desk: &Desk, context: &Context) -> Timestamp {
    let seconds = context.part.as_ref().map_or(0, |part| part.at);
    desk.now().checked_add(SignedDuration::from_secs(seconds)).unwrap_or_else(|_| desk.now())
}

fn file(file: &Loaded) -> File<'_> {
    File { name: &file.name, media_type: &file.media_type, bytes: &file.bytes, content_id: file.content_id.as_deref() }
}

/// The draft's files with their bytes; pictures that the text shows get an id to be shown by.
async fn load_files(desk: &Desk, context: &Context, form: &AnswerForm) -> Result<Vec<Loaded>, Refused> {
    let shown = pictures_in(&form.text);
    let domain = context.from.address.rsplit_once('@').map_or("desk.invalid", |(_, domain)| domain);
    let mut loaded = Vec::with_capacity(context.files.len());
    for row in &context.files {
        let hash = row.raw_hash.parse().context("the name of a file")?;
        let bytes = desk.blobs().get(desk.id(), &hash).await.context("read a file")?;
        let is_shown = files::is_picture(&row.media_type) && shown.contains(&row.name);
        loaded.push(Loaded {
            name: row.name.clone(),
            media_type: row.media_type.clone(),
            bytes,
            content_id: is_shown.then(|| format!("{}@{domain}", row.attachment_id)),
        });
    }
    Ok(loaded)
}

async fn body_of(
    desk: &Desk,
    context: &Context,
    form: &AnswerForm,
    files: &[Loaded],
    steps: &Named,
) -> Result<Body, Refused> {
    let picture = |file: &'_ Loaded| Some((file.name.clone(), file.content_id.clone()?));
    let shown: Vec<(String, String)> = files.iter().filter_map(picture).collect();
    let pictures: Vec<Picture<'_>> = shown.iter().map(|(name, content_id)| Picture { name, content_id }).collect();
    let words = below::words_of(desk, &context.language, &context.own_language);
    below::whole(desk, context, form, &words, &steps.lines(&words), &pictures).await
}

/// The signed address under which the first reader answers, where those are switched on.
async fn reply_to(
    desk: &Desk,
    conversation: &str,
    context: &Context,
    form: &AnswerForm,
) -> Result<Option<Party>, Refused> {
    let Some(first) = form.to.first() else { return Ok(None) };
    let made = reply_address::make(desk, &context.from.address, conversation, &first.address).await;
    let address = made.context("sign the reply address")?;
    Ok(address.map(|address| Party { address, name: context.from.name.clone() }))
}

/// What the entry in the conversation is made of.
struct Entry<'a> {
    conversation: &'a str,
    context: &'a Context,
    form: &'a AnswerForm,
    rfc_id: &'a str,
    raw: &'a [u8],
    hash: String,
}

impl Entry<'_> {
    fn row(self, desk: &Desk, letter: &Letter, body: &Body) -> MessageRow {
        let Self { conversation, context, form, rfc_id, raw, hash } = self;
        let now = desk.now();
        let new = body.parts.pieces.iter().find(|piece| piece.nature == Nature::New);
        let language = [&letter.language, &context.language].into_iter().find(|it| !it.is_empty());
        MessageRow {
            message_id: desk.new_id(),
            conversation_id: conversation.to_owned(),
            rfc_id: rfc_id.to_owned(),
            parent_rfc_id: context.references.last().cloned(),
            body_hash: receive::body_hash(raw, letter),
            direction: Direction::Out,
            kind: Kind::Person,
            automatic: false,
            from_address: context.from.address.clone(),
            from_name: context.from.name.clone(),
            to_list: form.to.clone(),
            cc_list: form.cc.clone(),
            reply_to: Vec::new(),
            own_address: context.from.address.clone(),
            subject: context.subject.clone(),
            arrived_at: now,
            claimed_at: Some(now),
            language: language.cloned().unwrap_or_default(),
            expects_answer: false,
            holding_until: form.holding_until,
            newcomer: false,
            new_text: new.map_or(form.text.trim_end(), |piece| piece.text.trim_end()).to_owned(),
            folded: receive::folded(&body.parts).into(),
            has_html: true,
            list_id: None,
            raw_hash: hash,
            raw_bytes: i64::try_from(raw.len()).unwrap_or(i64::MAX),
            bounce: None,
            origin: "outbox".to_owned(),
            search_no: 0,
        }
    }
}

/// What the reader of the mail finds beside its words, where it finds it.
fn attachment_rows(desk: &Desk, message: &MessageRow, letter: &Letter) -> Vec<AttachmentRow> {
    let row = |(at, file): (usize, &mail::letter::Attachment)| AttachmentRow {
        attachment_id: desk.new_id(),
        message_id: message.message_id.clone(),
        conversation_id: message.conversation_id.clone(),
        position: i64::try_from(at).unwrap_or(i64::MAX),
        name: file.name.clone(),
        media_type: file.media_type.clone(),
        bytes: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        content_id: file.content_id.clone(),
        inline: file.inline,
    };
    letter.attachments.iter().enumerate().map(row).collect()
}

/// The mail as bytes. A client's Message-ID that is none must not keep us from answering: it is left out then.
fn to_bytes(outgoing: Outgoing<'_>) -> Result<Vec<u8>, Refused> {
    let raw = match compose(&outgoing) {
        Err(ComposeError::MessageId(_)) => compose(&Outgoing { in_reply_to: None, ..outgoing }),
        other => other,
    };
    raw.map_err(|error| match error {
        ComposeError::Address(address) => Refused::NoAddress(address),
        ComposeError::NoRecipient => Refused::NoRecipient,
        other => Refused::Fault(other.into()),
    })
}

/// Enters the answer into its conversation: the message, its id for threading, and those it brings in.
pub(super) async fn enter(tx: &mut Tx, desk: &Desk, written: &Written) -> Result<(), StoreError> {
    let Written { message, attachments, words, steps } = written;
    store::message::insert_many(tx, desk.id(), std::slice::from_ref(message), std::slice::from_ref(words)).await?;
    store::attachment::insert_many(tx, desk.id(), attachments).await?;
    let reference =
        ReferenceRow { rfc_id: message.rfc_id.clone(), conversation_id: message.conversation_id.clone(), held: true };
    store::reference::save_many(tx, desk.id(), &[reference]).await?;
    let participant = |party: &Party| ParticipantRow {
        conversation_id: message.conversation_id.clone(),
        address: party.address.clone(),
    };
    let people: Vec<ParticipantRow> = message.to_list.iter().chain(&message.cc_list).map(participant).collect();
    store::participant::save_many(tx, desk.id(), &people).await?;
    steps.enter(tx, desk, &message.message_id).await
}

/// A Message-ID nobody can guess: who names it later has seen the mail.
pub(crate) fn new_rfc_id(from: &str) -> String {
    let domain = from.rsplit_once('@').map_or("desk.invalid", |(_, domain)| domain);
    format!("{}@{domain}", hex::encode(crate::token::random::<16>()))
}
