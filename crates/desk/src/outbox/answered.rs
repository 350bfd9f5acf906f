//! Mails that were to go only if nobody answered: one of theirs writes, and they are taken back, the draft given back.

use jiff::{SignedDuration, Timestamp};
use rulebook::event::Kind;
use store::event::EventRow;
use store::message::{Direction, MessageRow};
use store::outbox::OutboxRow;
use store::{DeskId, StoreError, Tx};

use crate::answer::give_back;

/// What stands in such a row, with the name of who answered: the key of a sentence.
pub const ANSWERED: &str = "outbox-answered";

/// A mail on its way to us while ours was being written counts as an answer too.
const CROSSED: SignedDuration = SignedDuration::from_hours(1);

/// Takes back what waits in the conversations of these messages on condition that nobody answers, in the transaction of
/// what came in. Gives the conversations whose ledger is to be derived anew.
///
/// # Errors
/// When the database fails.
pub(crate) async fn answered(
    tx: &mut Tx,
    desk: &DeskId,
    messages: &[MessageRow],
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<Vec<String>, StoreError> {
    let mut answers: Vec<&MessageRow> = messages
        .iter()
        .filter(|message| message.direction == Direction::In && matches!(message.kind, Kind::Person | Kind::List))
        .collect();
    let mut touched = Vec::new();
    if answers.is_empty() {
        return Ok(touched);
    }
    // Who only says that they are the client has answered nothing, until a member vouches for them.
    let written: Vec<&str> = answers.iter().map(|message| message.message_id.as_str()).collect();
    let doubted = store::trust::doubted(tx, desk, &written).await?;
    answers.retain(|message| !doubted.contains(&message.message_id));
    let conversations: Vec<&str> = answers.iter().map(|message| message.conversation_id.as_str()).collect();
    for row in store::outbox::unless_answered(tx, desk, &conversations).await? {
        let since = row.created_at.checked_sub(CROSSED).unwrap_or(Timestamp::MIN);
        let answers_it = |it: &&&MessageRow| it.conversation_id == row.conversation_id && it.arrived_at >= since;
        let Some(answer) = answers.iter().find(answers_it) else { continue };
        if take_back(tx, desk, &row, answer, now, ids).await? {
            touched.push(row.conversation_id);
        }
    }
    Ok(touched)
}

async fn take_back(
    tx: &mut Tx,
    desk: &DeskId,
    row: &OutboxRow,
    answer: &MessageRow,
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<bool, StoreError> {
    // A worker may have it by now: then it goes, and nobody can say that it did not.
    if store::outbox::cancel(tx, desk, &row.outbox_id, now).await?.is_none() {
        return Ok(false);
    }
    let who = if answer.from_name.trim().is_empty() { &answer.from_address } else { &answer.from_name };
    store::outbox::say_why(tx, desk, &row.outbox_id, &format!("{ANSWERED}: {}", who.trim())).await?;
    give_back(tx, desk, row, now, ids).await?;
    let event = EventRow {
        event_id: ids(),
        at: now,
        actor: "mail".to_owned(),
        verb: "dropped_as_answered".to_owned(),
        object: "message".to_owned(),
        object_id: row.message_id.clone(),
        conversation_id: Some(row.conversation_id.clone()),
        data: serde_json::json!({ "outbox": row.outbox_id, "answer": answer.message_id }).to_string(),
    };
    store::event::append(tx, desk, &[event]).await?;
    Ok(true)
}
