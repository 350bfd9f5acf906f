//! Files that go along with a draft. The bytes are blobs; what becomes of them when the draft is sent stands in the mail.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::draft::DraftKind;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A file that goes along with a draft.
    DraftAttachmentRow of "draft_attachment" {
        /// UUIDv7.
        attachment_id: String,
        /// The draft's conversation.
        conversation_id: String,
        /// Whose draft.
        member_id: String,
        /// Which draft.
        kind: DraftKind,
        /// Its place among the draft's files.
        position: i64,
        /// Its name, cleaned.
        name: String,
        /// Media type, told by the bytes and the name.
        media_type: String,
        /// Size.
        bytes: i64,
        /// The blob with its bytes.
        raw_hash: String,
        /// When it was added.
        added_at: Timestamp,
    }
}

/// Adds files.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[DraftAttachmentRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "").await
}

/// The files of a draft, in order.
pub async fn of_draft(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    member_id: &str,
    kind: DraftKind,
) -> Result<Vec<DraftAttachmentRow>, StoreError> {
    let columns = DraftAttachmentRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from draft_attachment
             where desk_id = $1 and conversation_id = $2 and member_id = $3 and kind = $4
             order by position, attachment_id"
        ),
        args![desk, conversation_id, member_id, kind],
    )
    .await
}

/// One file of a member's drafts.
pub async fn find(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    attachment_id: &str,
) -> Result<Option<DraftAttachmentRow>, StoreError> {
    let columns = DraftAttachmentRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from draft_attachment where desk_id = $1 and member_id = $2 and attachment_id = $3"),
        args![desk, member_id, attachment_id],
    )
    .await
}

/// Takes a file off a member's draft; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, member_id: &str, attachment_id: &str) -> Result<bool, StoreError> {
    let removed = tx
        .execute(
            "delete from draft_attachment where desk_id = $1 and member_id = $2 and attachment_id = $3",
            args![desk, member_id, attachment_id],
        )
        .await?;
    Ok(removed > 0)
}

/// Takes all files off a draft; how many.
pub async fn remove_all(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    member_id: &str,
    kind: DraftKind,
) -> Result<u64, StoreError> {
    tx.execute(
        "delete from draft_attachment
         where desk_id = $1 and conversation_id = $2 and member_id = $3 and kind = $4",
        args![desk, conversation_id, member_id, kind],
    )
    .await
}

/// Gives a file to another draft of the same member, behind the files that are there.
pub async fn hand_over(
    tx: &mut Tx,
    desk: &DeskId,
    attachment_id: &str,
    conversation_id: &str,
    kind: DraftKind,
    position: i64,
) -> Result<(), StoreError> {
    tx.execute(
        "update draft_attachment set conversation_id = $3, kind = $4, position = $5
         where desk_id = $1 and attachment_id = $2",
        args![desk, attachment_id, conversation_id, kind, position],
    )
    .await
    .map(drop)
}
