//! Emergencies told by mail to members on call, until they were handed over.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

/// Not handed over yet.
pub const WAITING: &str = "waiting";
/// A server took it.
pub const SENT: &str = "sent";
/// Given up.
pub const FAILED: &str = "failed";

row! {
    /// A mail to a member on call.
    AlertRow of "alert" {
        /// UUIDv7.
        alert_id: String,
        /// Who is told.
        member_id: String,
        /// The mail that is an emergency; `None` when a member tries it out.
        message_id: Option<String>,
        /// Where.
        address: String,
        /// [`WAITING`], [`SENT`] or [`FAILED`].
        state: String,
        /// Tries so far, one that is under way included.
        tries: i64,
        /// The next try.
        next_try_at: Timestamp,
        /// `key: what the server said`; empty: nothing went wrong.
        last_error: String,
        /// When it was noted.
        created_at: Timestamp,
        /// When it was handed over or given up.
        finished_at: Option<Timestamp>,
    }
}

/// Notes some.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[AlertRow]) -> Result<(), StoreError> {
    tx.insert(desk, rows, "").await?;
    Ok(())
}

/// How many a member got since then.
pub async fn count(tx: &mut Tx, desk: &DeskId, member_id: &str, since: Timestamp) -> Result<i64, StoreError> {
    let (count,): (i64,) = tx
        .fetch_one(
            "select count(*) from alert where desk_id = $1 and member_id = $2 and created_at > $3",
            args![desk, member_id, since],
        )
        .await?;
    Ok(count)
}

/// The youngest of a member.
pub async fn last(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Option<AlertRow>, StoreError> {
    let columns = AlertRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "select {columns} from alert where desk_id = $1 and member_id = $2
             order by created_at desc, alert_id desc limit 1"
        ),
        args![desk, member_id],
    )
    .await
}

/// Takes one that is due; nobody else takes it before `until`, when its taker is gone.
pub async fn claim(
    tx: &mut Tx,
    desk: &DeskId,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<AlertRow>, StoreError> {
    let columns = AlertRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "update alert set next_try_at = $3, tries = tries + 1
             where desk_id = $1 and state = 'waiting' and next_try_at <= $2 and alert_id =
               (select alert_id from alert
                where desk_id = $1 and state = 'waiting' and next_try_at <= $2
                order by next_try_at, alert_id limit 1)
             returning {columns}"
        ),
        args![desk, now, until],
    )
    .await
}

/// Writes down how a try went.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &AlertRow) -> Result<(), StoreError> {
    tx.execute(
        "update alert set state = $3, next_try_at = $4, last_error = $5, finished_at = $6
         where desk_id = $1 and alert_id = $2",
        args![desk, row.alert_id, row.state, row.next_try_at, row.last_error, row.finished_at],
    )
    .await?;
    Ok(())
}

/// When the next try is due; `None` when nothing waits.
pub async fn next_try(tx: &mut Tx, desk: &DeskId) -> Result<Option<Timestamp>, StoreError> {
    let (next,): (Option<Timestamp>,) = tx
        .fetch_one("select min(next_try_at) from alert where desk_id = $1 and state = 'waiting'", args![desk])
        .await?;
    Ok(next)
}
