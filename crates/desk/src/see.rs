//! How far a member has read in a conversation.

use jiff::Timestamp;
use store::StoreError;

use crate::desk::Desk;
use crate::who::Who;

/// The member has seen everything up to the message that arrived then, and the notes that name them. Never goes back.
///
/// Writes no event: reading is nobody else's business.
///
/// # Errors
/// When the database fails.
pub async fn see(desk: &Desk, who: &Who, conversation: &str, up_to: Timestamp) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            // What was said by a step's link stands below the last message: whoever saw that saw this.
            let up_to = store::step::last_told_done(tx, desk.id(), conversation, up_to).await?.unwrap_or(up_to);
            let before = store::seen::find(tx, desk.id(), member, conversation).await?;
            if before.is_none_or(|before| before < up_to) {
                store::seen::save(tx, desk.id(), member, conversation, up_to).await?;
            }
            store::mention::see(tx, desk.id(), member, conversation, desk.now()).await?;
            Ok(())
        })
        .await
}
