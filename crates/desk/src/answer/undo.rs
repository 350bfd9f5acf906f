//! Taking an answer back that has not left: its words, its people and its files become the draft again. Decided by one
//! compare-and-set.

use anyhow::Context as _;
use jiff::Timestamp;
use serde_json::json;
use store::blobs::Hash;
use store::draft::{DraftKind, DraftRow};
use store::outbox::{OutboxRow, RecipientState, State};
use store::{DeskId, StoreError, Tx};

use super::AnswerForm;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::files;
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
use crate::series;
use crate::who::Who;

refusals! {
    /// Why an answer is not taken back.
    UndoRefused {
        /// There is no such mail in the outbox.
        Nothing = "refused-undo-nothing",
        /// A worker has it, or it has left: this is where it stands.
        TooLate(State) = "refused-undo-too-late",
    }
}

/// Takes an answer back that has not left; its text becomes the draft again. With one of several mails that one draft became, those
/// that still wait come back, too.
///
/// # Errors
/// See [`UndoRefused`].
pub async fn undo(desk: &Desk, who: &Who, outbox_id: &str) -> Result<AnswerForm, UndoRefused> {
    let mut wanted = vec![outbox_id.to_owned()];
    wanted.extend(series::waiting_with(desk, outbox_id).await?);
    for one in &wanted {
        keep_files(desk, one).await?;
    }
    let (form, touched) = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let form = take_back(tx, desk, who, outbox_id).await?;
            let mut touched = vec![form.1.clone()];
            for other in wanted.iter().filter(|it| *it != outbox_id) {
                match take_back(tx, desk, who, other).await {
                    Ok((_, conversation)) => touched.push(conversation),
                    // A worker was faster with this one: it goes, and the others come back.
                    Err(UndoRefused::TooLate(State::Waiting)) => return Err(UndoRefused::TooLate(State::Waiting)),
                    Err(UndoRefused::TooLate(_)) => {}
                    Err(other) => return Err(other),
                }
            }
            Ok((form.0, touched))
        })
        .await?;
    for conversation in touched {
        desk.tell(Change::of(&conversation, ChangeKind::Message));
        desk.tell(Change::of(&conversation, ChangeKind::Outbox));
    }
    Ok(form)
}

/// One mail, decided by one compare-and-set. Gives its words and its conversation.
async fn take_back(tx: &mut Tx, desk: &Desk, who: &Who, outbox_id: &str) -> Result<(AnswerForm, String), UndoRefused> {
    let Some(row) = store::outbox::cancel(tx, desk.id(), outbox_id, desk.now()).await? else {
        let row = store::outbox::find(tx, desk.id(), outbox_id).await?.ok_or(UndoRefused::Nothing)?;
        return Err(UndoRefused::TooLate(row.state));
    };
    if row.recipients.iter().any(|one| one.state == RecipientState::Sent) {
        // Somebody in copy has it: it cannot be unsaid. Nothing of this transaction stays.
        return Err(UndoRefused::TooLate(State::Waiting));
    }
    let form = give_back(tx, desk.id(), &row, desk.now(), &mut || desk.new_id()).await?;
    let about = About::within(&row.conversation_id, "message", &row.message_id);
    note(tx, desk, &who.member.member_id, "answer_undone", about, json!({ "outbox": outbox_id })).await?;
    if store::conversation::find(tx, desk.id(), &row.conversation_id).await?.is_some() {
        refresh(tx, desk, std::slice::from_ref(&row.conversation_id)).await?;
    }
    Ok((form, row.conversation_id))
}

/// The answer leaves the conversation, and whoever wrote it has the draft as it was; a draft begun meanwhile keeps its
/// words below.
///
/// # Errors
/// When the database fails.
pub(crate) async fn give_back(
    tx: &mut Tx,
    desk: &DeskId,
    row: &OutboxRow,
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<AnswerForm, StoreError> {
    let form: AnswerForm = serde_json::from_str(&row.draft).unwrap_or_default();
    let conversation = &row.conversation_id;
    store::attachment::forget(tx, desk, &row.message_id).await?;
    store::step::forget(tx, desk, &row.message_id).await?;
    store::message::remove(tx, desk, &row.message_id).await?;
    store::reference::forget(tx, desk, &row.rfc_id).await?;
    if let Some(note_id) = &form.left_note {
        // It was passed on to nobody.
        store::note::remove(tx, desk, note_id).await?;
    }
    if row.member_id.is_empty() {
        // Tact wrote it: there is nobody to give it back to.
        return Ok(form);
    }
    // A conversation that it began and that nobody wrote in goes with it.
    let empty = form.begins && store::message::newest(tx, desk, conversation, None).await?.is_none();
    if empty {
        store::conversation::remove_empty(tx, desk, conversation).await?;
    }
    let kind = if empty { DraftKind::New } else { DraftKind::Reply };
    save_draft(tx, desk, row, &form, kind, now, ids()).await?;
    let place = files::Place { conversation, kind };
    files::give_back(tx, desk, place, &row.member_id, &form.files, now, ids).await?;
    series::came_back(tx, desk, row, kind).await?;
    Ok(form)
}

async fn save_draft(
    tx: &mut Tx,
    desk: &DeskId,
    row: &OutboxRow,
    form: &AnswerForm,
    kind: DraftKind,
    now: Timestamp,
    draft_id: String,
) -> Result<(), StoreError> {
    let (conversation, member) = (&row.conversation_id, &row.member_id);
    let begun = store::draft::find(tx, desk, conversation, member, kind).await?;
    let mut steps = form.steps.clone();
    steps.extend(begun.iter().flat_map(|begun| begun.steps.clone()));
    let text = match &begun {
        Some(begun) if !begun.text.trim().is_empty() => format!("{}\n\n{}", form.text, begun.text),
        _ => form.text.clone(),
    };
    let draft = DraftRow {
        draft_id,
        conversation_id: conversation.clone(),
        member_id: member.clone(),
        kind,
        text,
        to_list: form.to.clone(),
        cc_list: form.cc.clone(),
        holding_until: form.holding_until,
        version: begun.map_or(0, |begun| begun.version) + 1,
        base_message_id: form.base_message_id.clone(),
        saved_at: now,
        subject: form.subject.clone(),
        from_address: form.from.clone(),
        quoted: form.quoted,
        passes_on: form.passes_on.clone(),
        steps,
    };
    store::draft::save(tx, desk, &draft).await.map(drop)
}

/// Makes sure that the bytes of an answer's files are kept apart from the mail: no row named them since it was sent.
async fn keep_files(desk: &Desk, outbox_id: &str) -> Result<(), UndoRefused> {
    let row = desk.db().read(async |mut tx| store::outbox::find(&mut tx, desk.id(), outbox_id).await).await?;
    let Some(row) = row else { return Ok(()) };
    let form: AnswerForm = serde_json::from_str(&row.draft).unwrap_or_default();
    if form.files.is_empty() {
        return Ok(());
    }
    let mail: Hash = row.raw_hash.parse().context("the name of the mail")?;
    let raw = desk.blobs().get(desk.id(), &mail).await.context("read the mail")?;
    for file in mail::read::read(&raw, &mail::read::Hints::default()).attachments {
        // Put again, so that it is young: a sweep of what nothing refers to leaves it alone.
        desk.blobs().put(desk.id(), &file.bytes).await.context("keep the file")?;
    }
    Ok(())
}
