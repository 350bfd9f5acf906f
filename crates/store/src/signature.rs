//! Signatures: what stands below a member's mails, by language.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A member's signature in one language.
    SignatureRow of "signature" {
        /// Whose.
        member_id: String,
        /// `en`, `pl` or `ru`.
        language: String,
        /// With light marks, as typed.
        text: String,
    }
}

/// A member's signatures, by language.
pub async fn of_member(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Vec<SignatureRow>, StoreError> {
    let columns = SignatureRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from signature where desk_id = $1 and member_id = $2 order by language"),
        args![desk, member_id],
    )
    .await
}

/// Replaces all signatures of a member.
pub async fn replace(tx: &mut Tx, desk: &DeskId, member_id: &str, rows: &[SignatureRow]) -> Result<(), StoreError> {
    tx.execute("delete from signature where desk_id = $1 and member_id = $2", args![desk, member_id]).await?;
    tx.insert(desk, rows, "").await?;
    Ok(())
}
