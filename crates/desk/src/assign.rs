//! Who takes care of a conversation.

use serde_json::json;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why a conversation is not assigned.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// There is no such member, or they are disabled.
        Nobody = "refused-member-nobody",
    }
}

/// Gives a conversation to a member, or to nobody. Gives who had it before, for undo.
///
/// # Errors
/// See [`Refused`].
pub async fn assign(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    member_id: Option<&str>,
) -> Result<Option<String>, Refused> {
    let before = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?;
            let conversation = row.conversation_id.as_str();
            if let Some(member_id) = member_id {
                let member = store::member::find(tx, desk.id(), member_id).await?;
                member.filter(|member| member.disabled_at.is_none()).ok_or(Refused::Nobody)?;
            }
            store::conversation::set_assigned(tx, desk.id(), conversation, member_id).await?;
            let data = json!({ "to": member_id, "before": row.assigned_to });
            let about = About::conversation(conversation);
            note(tx, desk, &who.member.member_id, "assigned", about, data).await?;
            Ok::<_, Refused>(row.assigned_to.clone())
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Conversation));
    Ok(before)
}
