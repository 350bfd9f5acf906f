//! What a mail is written into: the conversation so far or none yet, from whom, with what below it and which files. Loaded
//! once, refused early, and looked at again in the transaction that sends.

use rulebook::language::{Slip, slips};
use rulebook::people::Party;
use store::Tx;
use store::cursor::Cursor;
use store::draft::{DraftKind, DraftRow};
use store::draft_attachment::DraftAttachmentRow;
use store::message::MessageRow;
use words::Words;

use super::addressing::{LOOKED_AT, answered};
use super::sender::{chosen, senders, usual};
use super::{AnswerForm, Refused, conversation_of, not_overtaken};
use crate::desk::Desk;
use crate::files::Place;
use crate::who::Who;
use crate::{signatures, steps};

/// What a mail is written into.
pub(crate) struct Context {
    pub(super) from: Party,
    pub(super) subject: String,
    /// Ids from the beginning of the conversation to the answered message, without repeats.
    pub(super) references: Vec<String>,
    /// The reader's language; empty when nobody knows.
    pub(super) language: String,
    /// The writer's own.
    pub(super) own_language: String,
    pub(super) signature: String,
    /// What stands below, and whether it is passed on rather than answered.
    pub(crate) below: Option<(MessageRow, bool)>,
    pub(super) files: Vec<DraftAttachmentRow>,
    /// Its place among the mails that one draft became.
    pub(crate) part: Option<PartOf>,
}

impl Context {
    /// What the mail is about, without the mark of an answer.
    pub(crate) fn subject(&self) -> String {
        mail::subject::bare(&self.subject).to_owned()
    }
}

/// What a mail is among those that one draft became.
#[derive(Debug, Clone, Default)]
pub(crate) struct PartOf {
    /// Which series.
    pub(crate) series_id: String,
    /// Where it is kept among the parts.
    pub(crate) position: i64,
    /// From 0.
    pub(crate) at: i64,
    /// How many there are.
    pub(crate) of: i64,
    /// What the others are about.
    pub(crate) others: Vec<String>,
    /// The conversation in which the first of them stands: the same client's, in the same hands.
    pub(crate) beside: Option<String>,
}

impl PartOf {
    /// The line for whoever gets the mail; nothing when it is the only one.
    pub(super) fn line(&self, words: &Words) -> String {
        if self.others.is_empty() {
            return String::new();
        }
        words.part_of_series(self.at + 1, self.of, &self.others)
    }
}

/// Loads what the mail is written into, and refuses early when it cannot be sent.
pub(super) async fn load(desk: &Desk, who: &Who, place: Place<'_>, form: &AnswerForm) -> Result<Context, Refused> {
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let context = match place.kind {
                DraftKind::New => of_beginning(tx, desk, who, form).await?,
                DraftKind::Reply | DraftKind::Note => of_answer(tx, desk, who, place.conversation, form).await?,
            };
            let files = files_of(tx, desk, who, place).await?;
            no_slips(tx, desk, form, !files.is_empty()).await?;
            let signature = signatures::for_language(tx, desk, who, &context.language).await?;
            Ok(Context { files, signature, ..context })
        })
        .await
}

async fn of_answer(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    conversation: &str,
    form: &AnswerForm,
) -> Result<Context, Refused> {
    let row = conversation_of(tx, desk, conversation).await?;
    not_overtaken(tx, desk, conversation, form).await?;
    let messages = store::message::window(tx, desk.id(), conversation, &Cursor::newest(), LOOKED_AT).await?;
    let answered = answered(&messages);
    let senders = senders(tx, desk, who).await?;
    Ok(Context {
        from: chosen(&form.from, &senders, usual(desk, who, &senders, &messages))?,
        subject: answer_to(answered.map_or(&row.subject, |message| &message.subject)),
        references: references(&messages, answered),
        language: answered.map(|message| message.language.clone()).unwrap_or_default(),
        own_language: who.member.language.clone(),
        signature: String::new(),
        below: answered.filter(|_| form.quoted).map(|message| (message.clone(), false)),
        files: Vec::new(),
        part: None,
    })
}

async fn of_beginning(tx: &mut Tx, desk: &Desk, who: &Who, form: &AnswerForm) -> Result<Context, Refused> {
    let subject: String = form.subject.chars().filter(|char| !char.is_control()).take(400).collect();
    if subject.trim().is_empty() {
        return Err(Refused::NoSubject);
    }
    let below = match &form.passes_on {
        None => None,
        Some(id) => Some(store::message::find(tx, desk.id(), id).await?.ok_or(Refused::NothingToPassOn)?),
    };
    let senders = senders(tx, desk, who).await?;
    let written_to: &[MessageRow] = below.as_slice();
    let from = chosen(&form.from, &senders, usual(desk, who, &senders, written_to))?;
    let addresses: Vec<&str> = form.to.iter().map(|party| party.address.as_str()).collect();
    let contacts = store::contact::by_addresses(tx, desk.id(), &addresses).await?;
    let known = contacts.into_iter().map(|contact| contact.language).find(|it| !it.is_empty());
    Ok(Context {
        from,
        subject: subject.trim().to_owned(),
        references: Vec::new(),
        language: if form.language.is_empty() { known.unwrap_or_default() } else { form.language.clone() },
        own_language: who.member.language.clone(),
        signature: String::new(),
        below: below.map(|message| (message, true)),
        files: Vec::new(),
        part: None,
    })
}

/// In the transaction that sends: no other device wrote something else meanwhile, and no file came or went.
pub(super) async fn still_holds(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    place: Place<'_>,
    form: &AnswerForm,
    context: &Context,
) -> Result<(), Refused> {
    let member = &who.member.member_id;
    let known = store::conversation::find(tx, desk.id(), place.conversation).await?.is_some();
    if known == (place.kind == DraftKind::New) {
        return Err(Refused::Nowhere);
    }
    if let Some(seen) = form.draft_version {
        let there = store::draft::find(tx, desk.id(), place.conversation, member, place.kind).await?;
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let differs = |it: &DraftRow| words(&it.text) != words(&form.text) || !steps::same(&it.steps, &form.steps);
        if let Some(there) = there.filter(|it| it.version > seen && differs(it)) {
            return Err(Refused::OtherDraft(Box::new(there)));
        }
    }
    let ids = |files: &[DraftAttachmentRow]| files.iter().map(|file| file.attachment_id.clone()).collect::<Vec<_>>();
    let files = files_of(tx, desk, who, place).await?;
    if ids(&files) == ids(&context.files) { Ok(()) } else { Err(Refused::FilesChanged) }
}

async fn files_of(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    place: Place<'_>,
) -> Result<Vec<DraftAttachmentRow>, store::StoreError> {
    let member = &who.member.member_id;
    store::draft_attachment::of_draft(tx, desk.id(), place.conversation, member, place.kind).await
}

/// Asks once about a colleague's name, a word for colleagues, or a file that is spoken of and not there.
async fn no_slips(tx: &mut Tx, desk: &Desk, form: &AnswerForm, has_files: bool) -> Result<(), Refused> {
    if form.despite_slips {
        return Ok(());
    }
    let members = store::member::all(tx, desk.id()).await?;
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let found: Vec<Slip> = slips(&form.text, &names, has_files);
    if found.is_empty() { Ok(()) } else { Err(Refused::Slips(found)) }
}

/// Ids that we made up for mails without one mean nothing to anybody else.
fn is_made(id: &str) -> bool {
    id.ends_with("@bytes.tact.invalid")
}

fn references(messages: &[MessageRow], answered: Option<&MessageRow>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for message in messages {
        let is_answered = answered.is_some_and(|answered| answered.message_id == message.message_id);
        if !is_answered && !is_made(&message.rfc_id) && !ids.contains(&message.rfc_id) {
            ids.push(message.rfc_id.clone());
        }
    }
    if let Some(answered) = answered.filter(|answered| !is_made(&answered.rfc_id)) {
        ids.retain(|id| *id != answered.rfc_id);
        ids.push(answered.rfc_id.clone());
    }
    ids
}

/// Whatever a mail program calls an answer, one mark is enough.
fn answer_to(subject: &str) -> String {
    let marks = ["re:", "odp:", "aw:", "sv:", "отв:", "на:"];
    let begins = subject.trim_start().to_lowercase();
    if marks.iter().any(|mark| begins.starts_with(mark)) { subject.to_owned() } else { format!("Re: {subject}") }
}
