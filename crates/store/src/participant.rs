//! Participants: who takes part in a conversation, by address, ours left out.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// Somebody who takes part.
    ParticipantRow of "participant" {
        /// In which conversation.
        conversation_id: String,
        /// Mail address, ASCII-lowercase.
        address: String,
    }
}

/// Adds participants; those who take part already stay.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[ParticipantRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, conversation_id, address) do nothing").await
}

/// Everybody who takes part in these conversations.
pub async fn of_conversations<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<ParticipantRow>, StoreError> {
    let (columns, each) = (ParticipantRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from participant
             where desk_id = $1 and conversation_id in {each}
             order by conversation_id, address"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}
