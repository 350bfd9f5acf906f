//! Marking a conversation done by hand ('answered by phone'), and taking that back.

use rulebook::event::Happening;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{note_for_ledger, refresh};
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why a conversation is not marked.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
    }
}

/// Marks a conversation done: what is owed in it counts as kept by the member's word. Says whether it was
/// not done before.
///
/// # Errors
/// See [`Refused`].
pub async fn settle(desk: &Desk, who: &Who, conversation: &str) -> Result<bool, Refused> {
    mark(desk, who, conversation, true).await
}

/// Takes 'done' back: the promises stand as before. Says whether it was done.
///
/// # Errors
/// See [`Refused`].
pub async fn unsettle(desk: &Desk, who: &Who, conversation: &str) -> Result<bool, Refused> {
    mark(desk, who, conversation, false).await
}

async fn mark(desk: &Desk, who: &Who, conversation: &str, done: bool) -> Result<bool, Refused> {
    let happening = if done { Happening::Settled { by: who.party() } } else { Happening::Unsettled };
    let changed = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?;
            let conversation = row.conversation_id.as_str();
            if row.settled_at.is_some() == done {
                // Twice the same is once: a double click or two tabs.
                return Ok(false);
            }
            let at = done.then(|| desk.now());
            store::conversation::set_settled(tx, desk.id(), conversation, at).await?;
            note_for_ledger(tx, desk, &who.member.member_id, conversation, &happening).await?;
            refresh(tx, desk, &[conversation.to_owned()]).await?;
            Ok::<_, Refused>(true)
        })
        .await?;
    if changed {
        desk.tell(Change::of(conversation, ChangeKind::Promises));
    }
    Ok(changed)
}
