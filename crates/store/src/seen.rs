//! How far a member has read in a conversation.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::tx::Tx;

/// Notes that a member has seen everything that arrived up to this instant; never goes back.
pub async fn save(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    conversation_id: &str,
    seen_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into seen (desk_id, member_id, conversation_id, seen_at)
         values ($1, $2, $3, $4)
         on conflict (desk_id, member_id, conversation_id) do update set seen_at = excluded.seen_at
         where seen.seen_at < excluded.seen_at",
        args![desk, member_id, conversation_id, seen_at],
    )
    .await?;
    Ok(())
}

/// How far a member has read; `None` when never opened.
pub async fn find(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    conversation_id: &str,
) -> Result<Option<Timestamp>, StoreError> {
    let found: Option<(Timestamp,)> = tx
        .fetch_optional(
            "select seen_at from seen where desk_id = $1 and member_id = $2 and conversation_id = $3",
            args![desk, member_id, conversation_id],
        )
        .await?;
    Ok(found.map(|(at,)| at))
}
