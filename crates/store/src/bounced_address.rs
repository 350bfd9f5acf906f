//! Addresses from which a mail of ours came back for good.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// An address that does not take our mail.
    BouncedAddressRow of "bounced_address" {
        /// ASCII-lowercase.
        address: String,
        /// RFC 3463 status, such as `5.1.1`; empty when the report had none.
        status: String,
        /// The mail that came back last.
        outbox_id: String,
        /// When.
        at: Timestamp,
    }
}

/// Marks an address.
pub async fn mark(tx: &mut Tx, desk: &DeskId, row: &BouncedAddressRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, address) do update
         set status = excluded.status, outbox_id = excluded.outbox_id, at = excluded.at",
    )
    .await?;
    Ok(())
}

/// Takes the mark from these addresses: something arrived from there, or a person says that they work. How many had it.
pub async fn clear<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, addresses: &[S]) -> Result<u64, StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!("delete from bounced_address where desk_id = $1 and address in {each}"),
        args![desk, list(addresses)],
    )
    .await
}

/// Those of these addresses that are marked.
pub async fn among<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    addresses: &[S],
) -> Result<Vec<BouncedAddressRow>, StoreError> {
    let (columns, each) = (BouncedAddressRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from bounced_address where desk_id = $1 and address in {each} order by address"),
        args![desk, list(addresses)],
    )
    .await
}

/// Marked since then, the last first.
pub async fn since(tx: &mut Tx, desk: &DeskId, since: Timestamp) -> Result<Vec<BouncedAddressRow>, StoreError> {
    let columns = BouncedAddressRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from bounced_address where desk_id = $1 and at >= $2 order by at desc limit 20"),
        args![desk, since],
    )
    .await
}
