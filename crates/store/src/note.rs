//! Notes: what members write for each other. Another type than a message, with no way out to a client.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// An internal note.
    NoteRow of "note" {
        /// UUIDv7.
        note_id: String,
        /// On which conversation.
        conversation_id: String,
        /// Who wrote it.
        member_id: String,
        /// What it says.
        text: String,
        /// When.
        written_at: Timestamp,
    }
}

/// Adds a note.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &NoteRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// Removes a note (undo); whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, note_id: &str) -> Result<bool, StoreError> {
    let removed = tx.execute("delete from note where desk_id = $1 and note_id = $2", args![desk, note_id]).await?;
    Ok(removed > 0)
}

/// One note.
pub async fn find(tx: &mut Tx, desk: &DeskId, note_id: &str) -> Result<Option<NoteRow>, StoreError> {
    let columns = NoteRow::COLUMNS;
    tx.fetch_optional(format!("select {columns} from note where desk_id = $1 and note_id = $2"), args![desk, note_id])
        .await
}

/// The notes of a conversation, the oldest first (the last 500).
pub async fn of_conversation(tx: &mut Tx, desk: &DeskId, conversation_id: &str) -> Result<Vec<NoteRow>, StoreError> {
    let columns = NoteRow::COLUMNS;
    let mut rows: Vec<NoteRow> = tx
        .fetch_all(
            format!(
                "select {columns} from note
                 where desk_id = $1 and conversation_id = $2
                 order by written_at desc, note_id desc
                 limit 500"
            ),
            args![desk, conversation_id],
        )
        .await?;
    rows.reverse();
    Ok(rows)
}
