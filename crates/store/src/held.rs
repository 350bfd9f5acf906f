//! Held mail: what could not be taken in. Kept raw, with a cause; can be tried again.

use jiff::Timestamp;

use crate::args;
use crate::cursor::Cursor;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

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
        /// What the server that handed it over said, as JSON; empty when nobody handed it over.
        envelope: String,
        /// When it was thrown away; a month later it is let go for good.
        thrown_at: Option<Timestamp>,
        /// What was known about it when it came, as JSON; empty for mail held before that was kept.
        came: String,
    }
}

/// Keeps them; the same bytes are kept once. How many were new.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[HeldRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, raw_hash) do nothing").await
}

/// Held mail, the newest first; of a flood only the newest of each sender. What was thrown away is left out.
pub async fn page(tx: &mut Tx, desk: &DeskId, after: &Cursor, limit: i64) -> Result<Vec<HeldRow>, StoreError> {
    let columns = HeldRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from held
             where desk_id = $1 and thrown_at is null and (held_at, held_id) < ($2, $3)
               and not (cause = 'flood' and exists (
                 select 1 from held newer
                 where newer.desk_id = $1 and newer.from_raw = held.from_raw and newer.cause = 'flood'
                   and newer.thrown_at is null and (newer.held_at, newer.held_id) > (held.held_at, held.held_id)))
             order by held_at desc, held_id desc
             limit $4"
        ),
        args![desk, after.at, after.id, limit],
    )
    .await
}

/// What was thrown away, the newest first.
pub async fn thrown(tx: &mut Tx, desk: &DeskId, after: &Cursor, limit: i64) -> Result<Vec<HeldRow>, StoreError> {
    let columns = HeldRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from held
             where desk_id = $1 and thrown_at is not null and (held_at, held_id) < ($2, $3)
             order by held_at desc, held_id desc
             limit $4"
        ),
        args![desk, after.at, after.id, limit],
    )
    .await
}

/// How many mails of a flood are held, for each of these senders.
pub async fn floods(tx: &mut Tx, desk: &DeskId, senders: &[&str]) -> Result<Vec<(String, i64)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select from_raw, count(*) from held
             where desk_id = $1 and from_raw in {each} and cause = 'flood' and thrown_at is null
             group by from_raw"
        ),
        args![desk, list(senders)],
    )
    .await
}

/// All mails of the flood that this one belongs to, the newest first; none when it belongs to none.
pub async fn flood_of(tx: &mut Tx, desk: &DeskId, held_id: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .fetch_all(
            "select alike.held_id from held one
             join held alike on alike.desk_id = $1 and alike.from_raw = one.from_raw and alike.cause = 'flood'
               and alike.thrown_at is null
             where one.desk_id = $1 and one.held_id = $2 and one.cause = 'flood' and one.thrown_at is null
             order by alike.held_at desc, alike.held_id desc
             limit $3",
            args![desk, held_id, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(held_id,)| held_id).collect())
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

/// Throws one away, or takes it back.
pub async fn set_thrown(tx: &mut Tx, desk: &DeskId, held_id: &str, at: Option<Timestamp>) -> Result<(), StoreError> {
    tx.execute("update held set thrown_at = $3 where desk_id = $1 and held_id = $2", args![desk, held_id, at]).await?;
    Ok(())
}

/// How many were thrown away before then.
pub async fn thrown_before(tx: &mut Tx, desk: &DeskId, before: Timestamp) -> Result<i64, StoreError> {
    let (count,) =
        tx.fetch_one("select count(*) from held where desk_id = $1 and thrown_at < $2", args![desk, before]).await?;
    Ok(count)
}

/// Lets go of what was thrown away before then; how many.
pub async fn let_go(tx: &mut Tx, desk: &DeskId, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from held where desk_id = $1 and thrown_at < $2", args![desk, before]).await
}

/// How many wait for a member.
pub async fn count(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let (count,) =
        tx.fetch_one("select count(*) from held where desk_id = $1 and thrown_at is null", args![desk]).await?;
    Ok(count)
}

/// The same by cause.
pub async fn counts(tx: &mut Tx, desk: &DeskId) -> Result<Vec<(String, i64)>, StoreError> {
    tx.fetch_all(
        "select cause, count(*) from held where desk_id = $1 and thrown_at is null group by cause order by cause",
        args![desk],
    )
    .await
}
