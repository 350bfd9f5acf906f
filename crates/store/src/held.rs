//! Held mail: what could not be taken in. Kept raw, with a cause; can be tried again.

use jiff::Timestamp;

use crate::args;
use crate::cursor::Cursor;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A mail that could not be taken in.
    HeldRow of "held" {
        /// UUIDv7.
        held_id: String,
        /// Why, as a stable code (`too_nested`, `empty`, …).
        cause: String,
        /// By which way it came (`import`, …).
        origin: String,
        /// Where it came from: path and offset.
        place: String,
        /// From as it stood, for people.
        from_raw: String,
        /// Subject as far as it could be read.
        subject: String,
        /// The blob.
        raw_hash: String,
        /// Its size.
        raw_bytes: i64,
        /// When.
        held_at: Timestamp,
    }
}

/// Keeps them; the same bytes are kept once. How many were new.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[HeldRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, raw_hash) do nothing").await
}

/// Held mail, the newest first.
pub async fn page(tx: &mut Tx, desk: &DeskId, after: &Cursor, limit: i64) -> Result<Vec<HeldRow>, StoreError> {
    let columns = HeldRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from held
             where desk_id = $1 and (held_at, held_id) < ($2, $3)
             order by held_at desc, held_id desc
             limit $4"
        ),
        args![desk, after.at, after.id, limit],
    )
    .await
}

/// One held mail.
pub async fn find(tx: &mut Tx, desk: &DeskId, held_id: &str) -> Result<Option<HeldRow>, StoreError> {
    let columns = HeldRow::COLUMNS;
    tx.fetch_optional(format!("select {columns} from held where desk_id = $1 and held_id = $2"), args![desk, held_id])
        .await
}

/// Lets one go, once it was taken in after all; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, held_id: &str) -> Result<bool, StoreError> {
    let removed = tx.execute("delete from held where desk_id = $1 and held_id = $2", args![desk, held_id]).await?;
    Ok(removed > 0)
}

/// How many are held.
pub async fn count(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let (count,) = tx.fetch_one("select count(*) from held where desk_id = $1", args![desk]).await?;
    Ok(count)
}
