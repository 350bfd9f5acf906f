//! Taking an answer back that has not left: its text becomes the draft again. Decided by one compare-and-set.

use jiff::Timestamp;
use serde_json::json;
use store::draft::{DraftKind, DraftRow};
use store::outbox::{OutboxRow, RecipientState, State};
use store::{DeskId, StoreError, Tx};

use super::AnswerForm;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
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

/// Takes an answer back that has not left; its text becomes the draft again.
///
/// # Errors
/// See [`UndoRefused`].
pub async fn undo(desk: &Desk, who: &Who, outbox_id: &str) -> Result<AnswerForm, UndoRefused> {
    let (row, form) = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let Some(row) = store::outbox::cancel(tx, desk.id(), outbox_id, desk.now()).await? else {
                let row = store::outbox::find(tx, desk.id(), outbox_id).await?.ok_or(UndoRefused::Nothing)?;
                return Err(UndoRefused::TooLate(row.state));
            };
            if row.recipients.iter().any(|one| one.state == RecipientState::Sent) {
                // Somebody in copy has it: it cannot be unsaid. Nothing of this transaction stays.
                return Err(UndoRefused::TooLate(row.state));
            }
            let form = give_back(tx, desk.id(), &row, desk.now(), &mut || desk.new_id()).await?;
            let about = About::within(&row.conversation_id, "message", &row.message_id);
            note(tx, desk, &who.member.member_id, "answer_undone", about, json!({ "outbox": outbox_id })).await?;
            refresh(tx, desk, std::slice::from_ref(&row.conversation_id)).await?;
            Ok((row, form))
        })
        .await?;
    desk.tell(Change::of(&row.conversation_id, ChangeKind::Message));
    desk.tell(Change::of(&row.conversation_id, ChangeKind::Outbox));
    Ok(form)
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
    store::message::remove(tx, desk, &row.message_id).await?;
    store::reference::forget(tx, desk, &row.rfc_id).await?;
    if row.member_id.is_empty() {
        // Tact wrote it: there is nobody to give it back to.
        return Ok(form);
    }
    let (conversation, member) = (&row.conversation_id, &row.member_id);
    let begun = store::draft::find(tx, desk, conversation, member, DraftKind::Reply).await?;
    let text = match &begun {
        Some(begun) if !begun.text.trim().is_empty() => format!("{}\n\n{}", form.text, begun.text),
        _ => form.text.clone(),
    };
    let draft = DraftRow {
        draft_id: ids(),
        conversation_id: conversation.clone(),
        member_id: member.clone(),
        kind: DraftKind::Reply,
        text,
        to_list: form.to.clone(),
        cc_list: form.cc.clone(),
        holding_until: form.holding_until,
        version: begun.map_or(0, |begun| begun.version) + 1,
        base_message_id: form.base_message_id.clone(),
        saved_at: now,
    };
    store::draft::save(tx, desk, &draft).await?;
    Ok(form)
}
