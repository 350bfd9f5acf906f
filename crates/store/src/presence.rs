//! Who looks at a conversation or writes in it at this moment. Rows that are not renewed are void after their time.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{answer, row};
use crate::tx::Tx;
use crate::value::codes;

/// What a member does in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doing {
    /// Has it open.
    Looking,
    /// Types an answer or a note.
    Writing,
}

codes! { Doing { Doing::Looking => "looking", Doing::Writing => "writing" } }

row! {
    /// Somebody is there.
    PresenceRow of "presence" {
        /// In which conversation.
        conversation_id: String,
        /// Who.
        member_id: String,
        /// What they do.
        doing: Doing,
        /// Void after that.
        until_at: Timestamp,
    }
}

answer! {
    /// Somebody who is there, by name.
    There {
        /// In which conversation.
        conversation_id: String,
        /// Who.
        member_id: String,
        /// Their name.
        name: String,
        /// What they do.
        doing: Doing,
    }
}

/// Notes that somebody is there until then.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &PresenceRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, conversation_id, member_id)
         do update set doing = excluded.doing, until_at = excluded.until_at",
    )
    .await?;
    Ok(())
}

/// Somebody left; whether they were there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, conversation_id: &str, member_id: &str) -> Result<bool, StoreError> {
    let gone = tx
        .execute(
            "delete from presence where desk_id = $1 and conversation_id = $2 and member_id = $3",
            args![desk, conversation_id, member_id],
        )
        .await?;
    Ok(gone > 0)
}

/// Clears away what is void.
pub async fn sweep(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from presence where desk_id = $1 and until_at <= $2", args![desk, now]).await
}

/// Everybody who is anywhere now (at most 500).
pub async fn everywhere(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<Vec<There>, StoreError> {
    tx.fetch_all(
        "select p.conversation_id, p.member_id, m.name, p.doing
         from presence p
         join member m on m.desk_id = p.desk_id and m.member_id = p.member_id
         where p.desk_id = $1 and p.until_at > $2
         order by p.conversation_id, m.name, p.member_id
         limit 500",
        args![desk, now],
    )
    .await
}
