//! Servers that mail cannot leave through now: why, since when, and until when nobody is asked again.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A server that mail cannot leave through now.
    WayOutRow of "way_out" {
        /// The mailbox whose server it is; empty: the desk's relay.
        mailbox_id: String,
        /// `key: what the server said`.
        trouble: String,
        /// Since when.
        since_at: Timestamp,
        /// Not asked again before then.
        shut_until_at: Timestamp,
        /// Tries in vain since it last worked.
        tries: i64,
    }
}

/// Those that do not work, the longest first.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<WayOutRow>, StoreError> {
    let columns = WayOutRow::COLUMNS;
    tx.fetch_all(format!("select {columns} from way_out where desk_id = $1 order by since_at, mailbox_id"), args![desk])
        .await
}

/// One of them; `None` when it works, as far as is known.
pub async fn find(tx: &mut Tx, desk: &DeskId, mailbox_id: &str) -> Result<Option<WayOutRow>, StoreError> {
    let columns = WayOutRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from way_out where desk_id = $1 and mailbox_id = $2"),
        args![desk, mailbox_id],
    )
    .await
}

/// Writes down that it does not work (still).
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &WayOutRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, mailbox_id) do update
         set trouble = excluded.trouble, since_at = excluded.since_at, shut_until_at = excluded.shut_until_at,
           tries = excluded.tries",
    )
    .await?;
    Ok(())
}

/// It works again, or somebody changed its settings; whether it did not work before.
pub async fn open(tx: &mut Tx, desk: &DeskId, mailbox_id: &str) -> Result<bool, StoreError> {
    let opened =
        tx.execute("delete from way_out where desk_id = $1 and mailbox_id = $2", args![desk, mailbox_id]).await?;
    Ok(opened > 0)
}
