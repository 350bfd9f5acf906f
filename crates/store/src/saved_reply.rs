//! Replies that are written once and used often.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A saved reply.
    SavedReplyRow of "saved_reply" {
        /// UUIDv7.
        reply_id: String,
        /// What it is called in lists.
        title: String,
        /// The language it is written in.
        language: String,
        /// The words, with light marks and `{variables}`.
        text: String,
        /// When it was written or changed last.
        changed_at: Timestamp,
        /// When it was removed; it can be taken back.
        removed_at: Option<Timestamp>,
    }
}

/// Adds or changes one.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &SavedReplyRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, reply_id) do update
         set title = excluded.title, language = excluded.language, text = excluded.text,
           changed_at = excluded.changed_at, removed_at = excluded.removed_at",
    )
    .await?;
    Ok(())
}

/// One of them, removed or not.
pub async fn find(tx: &mut Tx, desk: &DeskId, reply_id: &str) -> Result<Option<SavedReplyRow>, StoreError> {
    let columns = SavedReplyRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from saved_reply where desk_id = $1 and reply_id = $2"),
        args![desk, reply_id],
    )
    .await
}

/// All that are not removed, by title.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<SavedReplyRow>, StoreError> {
    let columns = SavedReplyRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from saved_reply where desk_id = $1 and removed_at is null order by title, reply_id"),
        args![desk],
    )
    .await
}
