//! References: which conversation a Message-ID belongs to, also for mails we do not hold (phantoms).

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// A Message-ID and its conversation.
    ReferenceRow of "reference" {
        /// RFC 5322 Message-ID without brackets.
        rfc_id: String,
        /// Where it belongs.
        conversation_id: String,
        /// Whether we hold the mail; otherwise it was only referred to.
        held: bool,
    }
}

/// Adds ids; one that was a phantom becomes held, one that is held stays so. The conversation is replaced.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[ReferenceRow]) -> Result<u64, StoreError> {
    tx.insert(
        desk,
        rows,
        "on conflict (desk_id, rfc_id) do update
         set conversation_id = excluded.conversation_id, held = reference.held or excluded.held",
    )
    .await
}

/// What is known of these ids.
pub async fn find_many<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    rfc_ids: &[S],
) -> Result<Vec<ReferenceRow>, StoreError> {
    let (columns, each) = (ReferenceRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from reference where desk_id = $1 and rfc_id in {each}"),
        args![desk, list(rfc_ids)],
    )
    .await
}

/// Forgets a message of ours that was taken back before it left; whether it was there.
pub async fn forget(tx: &mut Tx, desk: &DeskId, rfc_id: &str) -> Result<bool, StoreError> {
    let gone = tx.execute("delete from reference where desk_id = $1 and rfc_id = $2", args![desk, rfc_id]).await?;
    Ok(gone > 0)
}
