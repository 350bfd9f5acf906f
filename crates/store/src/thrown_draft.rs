//! Drafts that were thrown away, kept for a while.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A draft that was thrown away.
    ThrownDraftRow of "thrown_draft" {
        /// The id it had.
        draft_id: String,
        /// In which conversation.
        conversation_id: String,
        /// Whose.
        member_id: String,
        /// What the composer held, as JSON.
        draft: String,
        /// When.
        thrown_at: Timestamp,
    }
}

/// Keeps one.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &ThrownDraftRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// The member's last one in this conversation.
pub async fn last(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    member_id: &str,
) -> Result<Option<ThrownDraftRow>, StoreError> {
    let columns = ThrownDraftRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "select {columns} from thrown_draft
             where desk_id = $1 and conversation_id = $2 and member_id = $3
             order by thrown_at desc, draft_id desc
             limit 1"
        ),
        args![desk, conversation_id, member_id],
    )
    .await
}

/// What the composer held of all that are kept, as JSON.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> =
        tx.fetch_all("select draft from thrown_draft where desk_id = $1 order by draft_id", args![desk]).await?;
    Ok(rows.into_iter().map(|(draft,)| draft).collect())
}

/// Forgets one, because it was brought back; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, draft_id: &str) -> Result<bool, StoreError> {
    let removed =
        tx.execute("delete from thrown_draft where desk_id = $1 and draft_id = $2", args![desk, draft_id]).await?;
    Ok(removed > 0)
}

/// Lets go of what was thrown away before then; how many.
pub async fn let_go(tx: &mut Tx, desk: &DeskId, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from thrown_draft where desk_id = $1 and thrown_at < $2", args![desk, before]).await
}
