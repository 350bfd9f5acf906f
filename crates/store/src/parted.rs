//! Pairs of conversations that a person took apart: mail never joins them again by itself.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// One direction of such a pair.
    PartedRow of "parted" {
        /// This conversation.
        conversation_id: String,
        /// The one it was taken apart from.
        other_id: String,
        /// Whether this one was split off from the other.
        split_off: bool,
        /// When.
        parted_at: Timestamp,
    }
}

/// Notes that two conversations were taken apart; `split_off` when the first was split off from the second.
pub async fn save(
    tx: &mut Tx,
    desk: &DeskId,
    one: &str,
    other: &str,
    split_off: bool,
    at: Timestamp,
) -> Result<(), StoreError> {
    let row = |one: &str, other: &str, split_off| PartedRow {
        conversation_id: one.to_owned(),
        other_id: other.to_owned(),
        split_off,
        parted_at: at,
    };
    let rows = [row(one, other, split_off), row(other, one, false)];
    tx.insert(desk, &rows, "on conflict (desk_id, conversation_id, other_id) do nothing").await?;
    Ok(())
}

/// Forgets it, because a person joined them.
pub async fn remove(tx: &mut Tx, desk: &DeskId, one: &str, other: &str) -> Result<(), StoreError> {
    tx.execute(
        "delete from parted
         where desk_id = $1 and (conversation_id = $2 and other_id = $3 or conversation_id = $3 and other_id = $2)",
        args![desk, one, other],
    )
    .await?;
    Ok(())
}

/// All pairs of these conversations.
pub async fn of_conversations<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<PartedRow>, StoreError> {
    let (columns, each) = (PartedRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from parted
             where desk_id = $1 and conversation_id in {each}
             order by conversation_id, parted_at, other_id"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}
