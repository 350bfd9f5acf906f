//! Giving a promise up, with a reason; and taking that back.

use rulebook::event::Happening;
use store::Tx;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{note_for_ledger, refresh};
use crate::refusal::refusals;
use crate::who::Who;

/// Longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

refusals! {
    /// Why a promise is not waived.
    Refused {
        /// A reason is asked for.
        NoReason = "refused-waive-no-reason",
        /// A reason is a sentence or two.
        LongReason = "refused-waive-long-reason",
        /// There is no such promise any more.
        Nothing = "refused-waive-nothing",
        /// It is kept or waived already.
        Settled = "refused-waive-settled",
    }
}

/// Waives a promise. Gives its conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn waive(desk: &Desk, who: &Who, promise_id: &str, reason: &str) -> Result<String, Refused> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refused::NoReason);
    }
    if reason.chars().count() > LONGEST_REASON {
        return Err(Refused::LongReason);
    }
    let happening = Happening::Waived { promise: promise_id.to_owned(), by: who.party(), reason: reason.to_owned() };
    let conversation = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let promise = store::promise::find(tx, desk.id(), promise_id).await?.ok_or(Refused::Nothing)?;
            if !promise.unkept {
                return Err(Refused::Settled);
            }
            happened(tx, desk, who, &promise.conversation_id, &happening).await?;
            Ok(promise.conversation_id)
        })
        .await?;
    desk.tell(Change::of(&conversation, ChangeKind::Promises));
    Ok(conversation)
}

/// Takes a waiver back (undo). Gives the promise's conversation.
///
/// # Errors
/// [`Refused::Nothing`] when the promise is gone or was not waived.
pub async fn unwaive(desk: &Desk, who: &Who, promise_id: &str) -> Result<String, Refused> {
    let happening = Happening::Unwaived { promise: promise_id.to_owned() };
    let conversation = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let promise = store::promise::find(tx, desk.id(), promise_id).await?.ok_or(Refused::Nothing)?;
            if promise.state != rulebook::promise::State::Waived {
                return Err(Refused::Nothing);
            }
            happened(tx, desk, who, &promise.conversation_id, &happening).await?;
            Ok(promise.conversation_id)
        })
        .await?;
    desk.tell(Change::of(&conversation, ChangeKind::Promises));
    Ok(conversation)
}

async fn happened(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    conversation: &str,
    happening: &Happening,
) -> Result<(), Refused> {
    note_for_ledger(tx, desk, &who.member.member_id, conversation, happening).await?;
    Ok(refresh(tx, desk, &[conversation.to_owned()]).await?)
}
