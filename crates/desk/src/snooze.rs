//! Putting a conversation aside until later. Changes what is shown, never what is owed.

use jiff::{SignedDuration, Timestamp};
use rulebook::event::Happening;
use serde_json::json;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, note_for_ledger};
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

/// How far ahead one may snooze.
const FARTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

refusals! {
    /// Why a conversation is not put aside.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// The moment has passed or lies over a year ahead.
        When = "refused-snooze-when",
    }
}

/// Puts a conversation aside until then; a new message brings it back before.
///
/// # Errors
/// See [`Refused`].
pub async fn snooze(desk: &Desk, who: &Who, conversation: &str, until: Timestamp) -> Result<(), Refused> {
    let ahead = until.duration_since(desk.now());
    if ahead <= SignedDuration::ZERO || ahead > FARTHEST {
        return Err(Refused::When);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?;
            let conversation = row.conversation_id.as_str();
            store::conversation::set_snoozed(tx, desk.id(), conversation, Some(until)).await?;
            let happening = Happening::Snoozed { until };
            Ok::<_, Refused>(note_for_ledger(tx, desk, &who.member.member_id, conversation, &happening).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Conversation));
    Ok(())
}

/// Brings a conversation back at once (undo).
///
/// # Errors
/// See [`Refused`].
pub async fn wake(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?;
            let conversation = row.conversation_id.as_str();
            store::conversation::set_snoozed(tx, desk.id(), conversation, None).await?;
            let about = About::conversation(conversation);
            Ok::<_, Refused>(note(tx, desk, &who.member.member_id, "woken", about, json!({})).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Conversation));
    Ok(())
}
