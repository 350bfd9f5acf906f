//! What members said of findings of the gate: once for each finding and its words, which only a mark stands for.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// What a member said of one finding.
    GateWordRow of "gate_word" {
        /// Who.
        member_id: String,
        /// The finding's code and the mark of its words; in old rows the code alone, with how often.
        code: String,
        /// 'This was fine.'
        fine: i64,
        /// 'Good that you said it.'
        good: i64,
        /// The last time.
        said_at: Timestamp,
    }
}

/// Keeps what was said, in place of what was said of the same before.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &GateWordRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, member_id, code) do update
         set fine = excluded.fine, good = excluded.good, said_at = excluded.said_at",
    )
    .await?;
    Ok(())
}

/// All that a member said.
pub async fn of_member(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Vec<GateWordRow>, StoreError> {
    let columns = GateWordRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from gate_word where desk_id = $1 and member_id = $2 order by code"),
        args![desk, member_id],
    )
    .await
}

/// Forgets all that a member said; how many findings.
pub async fn forget(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<u64, StoreError> {
    tx.execute("delete from gate_word where desk_id = $1 and member_id = $2", args![desk, member_id]).await
}
