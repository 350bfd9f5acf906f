//! Mentions: members named in a note, and whether they have seen it.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::row;
use crate::tx::Tx;

row! {
    /// A member named in a note.
    MentionRow of "mention" {
        /// In which note.
        note_id: String,
        /// Who is named.
        member_id: String,
        /// The note's conversation.
        conversation_id: String,
        /// When.
        mentioned_at: Timestamp,
        /// When they saw it.
        seen_at: Option<Timestamp>,
    }
}

/// Adds mentions.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[MentionRow]) -> Result<(), StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, note_id, member_id) do nothing").await?;
    Ok(())
}

/// Removes the mentions of a note, with it.
pub async fn remove_of_note(tx: &mut Tx, desk: &DeskId, note_id: &str) -> Result<(), StoreError> {
    tx.execute("delete from mention where desk_id = $1 and note_id = $2", args![desk, note_id]).await?;
    Ok(())
}

/// A member has seen the notes of a conversation; whether any named them that was not seen before.
pub async fn see(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    conversation_id: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let seen = tx
        .execute(
            "update mention set seen_at = $4
             where desk_id = $1 and member_id = $2 and conversation_id = $3 and seen_at is null",
            args![desk, member_id, conversation_id, at],
        )
        .await?;
    Ok(seen > 0)
}

/// The unseen mentions of a member, the latest first: conversation, its subject, who wrote the note, when.
pub async fn unseen(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    limit: i64,
) -> Result<Vec<(String, String, String, Timestamp)>, StoreError> {
    tx.fetch_all(
        "select c.conversation_id, c.subject, w.name, x.mentioned_at
         from mention x
         join conversation c on c.desk_id = x.desk_id and c.conversation_id = x.conversation_id
         join note n on n.desk_id = x.desk_id and n.note_id = x.note_id
         join member w on w.desk_id = n.desk_id and w.member_id = n.member_id
         where x.desk_id = $1 and x.member_id = $2 and x.seen_at is null
         order by x.mentioned_at desc, x.note_id desc
         limit $3",
        args![desk, member_id, limit],
    )
    .await
}
