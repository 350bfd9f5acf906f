//! What settles a mail that is not on the wire: evidence, a person's word, or the loss of the worker that had it.

use jiff::Timestamp;
use store::event::EventRow;
use store::outbox::{OutboxRow, Outcome, Recipient, RecipientState, State};
use store::{DeskId, StoreError, Tx};

use super::fate::{Act, after, is_to_try, weigh};

/// An uncertain mail arrived after all: those nobody knew about have it. `None` when it is not uncertain.
pub(super) fn taken(row: &OutboxRow, now: Timestamp) -> Option<Outcome> {
    if row.state != State::Uncertain {
        return None;
    }
    let recipients = with(&row.recipients, |state| match state {
        RecipientState::Uncertain => RecipientState::Sent,
        other => other,
    });
    let verdict = weigh(recipients, true);
    let state = match verdict.act {
        Act::PutOff => State::Waiting,
        _ => after(row.state, Act::Arrived)?,
    };
    let finished_at = row.finished_at.or(Some(now));
    Some(Outcome { state, recipients: verdict.recipients, next_try_at: now, last_error: String::new(), finished_at })
}

/// Sends an uncertain or failed mail once more, to those who do not certainly have it.
pub(super) fn again(row: &OutboxRow, now: Timestamp) -> Option<Outcome> {
    let state = after(row.state, Act::SendAgain)?;
    let recipients = with(&row.recipients, |state| match state {
        RecipientState::Sent => RecipientState::Sent,
        _ => RecipientState::Waiting,
    });
    let reached = recipients.iter().any(|one| one.to && one.state == RecipientState::Sent);
    let finished_at = row.finished_at.filter(|_| reached);
    Some(Outcome { state, recipients, next_try_at: now, last_error: String::new(), finished_at })
}

/// The worker was lost while it handed the text over: whoever was to be tried may have it.
pub(super) fn lost(row: &OutboxRow) -> Outcome {
    let recipients = with(&row.recipients, |state| if is_to_try(state) { RecipientState::Uncertain } else { state });
    Outcome {
        state: State::Uncertain,
        recipients,
        next_try_at: row.next_try_at,
        last_error: "relay-trouble-interrupted".to_owned(),
        finished_at: row.finished_at,
    }
}

fn with(recipients: &[Recipient], change: impl Fn(RecipientState) -> RecipientState) -> Vec<Recipient> {
    recipients.iter().map(|one| Recipient { state: change(one.state), ..one.clone() }).collect()
}

/// Mail that came in names these Message-IDs: our own copy, an answer, a bounce. Whatever of them was uncertain was
/// sent. Gives the conversations whose ledger is to be derived anew; called in the transaction of what came in.
///
/// # Errors
/// When the database fails.
pub(crate) async fn arrived(
    tx: &mut Tx,
    desk: &DeskId,
    rfc_ids: &[String],
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<Vec<String>, StoreError> {
    let mut touched = Vec::new();
    if rfc_ids.is_empty() {
        return Ok(touched);
    }
    for row in store::outbox::by_rfc_ids(tx, desk, rfc_ids).await? {
        let Some(outcome) = taken(&row, now) else { continue };
        if !store::outbox::resolve(tx, desk, &row.outbox_id, row.state, &outcome).await? {
            continue;
        }
        let event = EventRow {
            event_id: ids(),
            at: now,
            actor: "mail".to_owned(),
            verb: "seen_arrived".to_owned(),
            object: "message".to_owned(),
            object_id: row.message_id,
            conversation_id: Some(row.conversation_id.clone()),
            data: serde_json::json!({ "outbox": row.outbox_id }).to_string(),
        };
        store::event::append(tx, desk, &[event]).await?;
        touched.push(row.conversation_id);
    }
    Ok(touched)
}
