//! Attachments: the parts of a mail that are not its body. The bytes are in the raw mail, found by position.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// A part of a mail that is not its body.
    AttachmentRow of "attachment" {
        /// UUIDv7.
        attachment_id: String,
        /// Of which mail (ours, not the RFC id).
        message_id: String,
        /// In which conversation.
        conversation_id: String,
        /// Its place among the mail's attachments, from 0.
        position: i64,
        /// File name as the sender gave it: data, never a path.
        name: String,
        /// Media type.
        media_type: String,
        /// Size when decoded.
        bytes: i64,
        /// Content-ID without brackets.
        content_id: Option<String>,
        /// Whether the mail shows it inside its text.
        inline: bool,
    }
}

/// Adds attachments.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[AttachmentRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "").await
}

/// One attachment.
pub async fn find(tx: &mut Tx, desk: &DeskId, attachment_id: &str) -> Result<Option<AttachmentRow>, StoreError> {
    let columns = AttachmentRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from attachment where desk_id = $1 and attachment_id = $2"),
        args![desk, attachment_id],
    )
    .await
}

/// The attachments of these mails, each mail's in order.
pub async fn of_messages<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    message_ids: &[S],
) -> Result<Vec<AttachmentRow>, StoreError> {
    let (columns, each) = (AttachmentRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from attachment
             where desk_id = $1 and message_id in {each}
             order by message_id, position"
        ),
        args![desk, list(message_ids)],
    )
    .await
}

/// Forgets the attachments of a mail, before the mail itself is removed.
pub async fn forget(tx: &mut Tx, desk: &DeskId, message_id: &str) -> Result<(), StoreError> {
    tx.execute("delete from attachment where desk_id = $1 and message_id = $2", args![desk, message_id]).await?;
    Ok(())
}
