//! Tags on conversations.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// A tag on a conversation.
    TagRow of "tag" {
        /// On which.
        conversation_id: String,
        /// As typed.
        tag: String,
        /// Folded (`search::fold`): two spellings of the same are one.
        tag_key: String,
    }
}

/// Adds tags; one that is there already stays as it is.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[TagRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, conversation_id, tag_key) do nothing").await
}

/// Removes a tag; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, conversation_id: &str, tag_key: &str) -> Result<bool, StoreError> {
    let removed = tx
        .execute(
            "delete from tag where desk_id = $1 and conversation_id = $2 and tag_key = $3",
            args![desk, conversation_id, tag_key],
        )
        .await?;
    Ok(removed > 0)
}

/// The tags of these conversations.
pub async fn of_conversations<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<TagRow>, StoreError> {
    let (columns, each) = (TagRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from tag
             where desk_id = $1 and conversation_id in {each}
             order by conversation_id, tag_key"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}

/// Every tag in use with how often, for choosing one (at most 500).
pub async fn in_use(tx: &mut Tx, desk: &DeskId) -> Result<Vec<(String, i64)>, StoreError> {
    tx.fetch_all(
        "select min(tag), count(*) from tag
         where desk_id = $1
         group by tag_key
         order by tag_key
         limit 500",
        args![desk],
    )
    .await
}
