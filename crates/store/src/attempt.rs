//! Attempts: counters for rate limits, one per (what, whom, window of time).

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::tx::Tx;

/// Counts one more attempt and tells how many there were in this window, this one included.
pub async fn count(
    tx: &mut Tx,
    desk: &DeskId,
    what: &str,
    whom: &str,
    window_at: Timestamp,
) -> Result<i64, StoreError> {
    let (tries,) = tx
        .fetch_one(
            "insert into attempt (desk_id, what, whom, window_at, tries)
             values ($1, $2, $3, $4, 1)
             on conflict (desk_id, what, whom, window_at) do update set tries = attempt.tries + 1
             returning tries",
            args![desk, what, whom, window_at],
        )
        .await?;
    Ok(tries)
}

/// How many attempts there were in this window so far.
pub async fn tries(
    tx: &mut Tx,
    desk: &DeskId,
    what: &str,
    whom: &str,
    window_at: Timestamp,
) -> Result<i64, StoreError> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "select tries from attempt
             where desk_id = $1 and what = $2 and whom = $3 and window_at = $4",
            args![desk, what, whom, window_at],
        )
        .await?;
    Ok(found.map_or(0, |(tries,)| tries))
}

/// Forgets what was attempted by somebody who succeeded.
pub async fn forgive(tx: &mut Tx, desk: &DeskId, what: &str, whom: &str) -> Result<(), StoreError> {
    tx.execute("delete from attempt where desk_id = $1 and what = $2 and whom = $3", args![desk, what, whom]).await?;
    Ok(())
}

/// Forgets windows that began before this instant.
pub async fn forget_before(tx: &mut Tx, desk: &DeskId, before: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from attempt where desk_id = $1 and window_at < $2", args![desk, before]).await
}
