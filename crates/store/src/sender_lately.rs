//! How much each sender wrote within the hour: what tells a flood, or a mail that goes in circles.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// One sender's hour.
    SenderLatelyRow of "sender_lately" {
        /// Who writes.
        address: String,
        /// When the hour began.
        since_at: Timestamp,
        /// Mails since then.
        mails: i64,
        /// Hash of what the last one said.
        saying: String,
        /// How many said that, one after the other.
        same: i64,
    }
}

/// The hours of these senders.
pub async fn of(tx: &mut Tx, desk: &DeskId, addresses: &[&str]) -> Result<Vec<SenderLatelyRow>, StoreError> {
    let (columns, each) = (SenderLatelyRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from sender_lately where desk_id = $1 and address in {each}"),
        args![desk, list(addresses)],
    )
    .await
}

/// Saves them over what stood there.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[SenderLatelyRow]) -> Result<u64, StoreError> {
    tx.insert(
        desk,
        rows,
        "on conflict (desk_id, address) do update set since_at = excluded.since_at, mails = excluded.mails,
           saying = excluded.saying, same = excluded.same",
    )
    .await
}

/// How many hours began before then.
pub async fn begun_before(tx: &mut Tx, desk: &DeskId, before: Timestamp) -> Result<i64, StoreError> {
    let (count,) = tx
        .fetch_one("select count(*) from sender_lately where desk_id = $1 and since_at < $2", args![desk, before])
        .await?;
    Ok(count)
}

/// Forgets hours that ended before then.
pub async fn forget(tx: &mut Tx, desk: &DeskId, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from sender_lately where desk_id = $1 and since_at < $2", args![desk, before]).await
}
