//! For which mails an automatic answer was thought about, and what came of it.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::message::MessageRow;
use crate::record::{Table, columns_of, row};
use crate::tx::Tx;

/// The outcome of a mail that was answered.
pub const SENT: &str = "sent";
/// The outcome of a mail that was not, because too many were.
pub const BREAKER: &str = "breaker";

row! {
    /// A mail that was thought about.
    AcknowledgedRow of "acknowledged" {
        /// The mail of theirs (our id).
        message_id: String,
        /// Who wrote it.
        address: String,
        /// The opening that ends the absence.
        absence_at: Timestamp,
        /// When.
        looked_at: Timestamp,
        /// [`SENT`], or why not.
        outcome: String,
        /// Its words in short.
        said: String,
    }
}

/// Keeps what came of a mail; [`StoreError::Taken`] when it was thought about already, or its writer has had an answer in
/// this absence.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &AcknowledgedRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// Mails of theirs that came in by themselves from this id on and were not thought about, the oldest first.
pub async fn to_think_about(
    tx: &mut Tx,
    desk: &DeskId,
    first_id: &str,
    limit: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    let columns = columns_of::<MessageRow>("m");
    tx.fetch_all(
        format!(
            "select {columns} from message m
             where m.desk_id = $1 and m.message_id >= $2 and m.direction = 'in' and m.origin in ('imap', 'lmtp', 'smtp')
               and not exists
                 (select 1 from acknowledged a where a.desk_id = m.desk_id and a.message_id = m.message_id)
             order by m.message_id
             limit $3"
        ),
        args![desk, first_id, limit],
    )
    .await
}

/// What came of the mails of one writer since then, the newest first.
pub async fn of_address(
    tx: &mut Tx,
    desk: &DeskId,
    address: &str,
    since: Timestamp,
) -> Result<Vec<AcknowledgedRow>, StoreError> {
    let columns = AcknowledgedRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from acknowledged
             where desk_id = $1 and address = $2 and looked_at >= $3
             order by looked_at desc
             limit 50"
        ),
        args![desk, address, since],
    )
    .await
}

/// How many had this outcome since then.
pub async fn count(tx: &mut Tx, desk: &DeskId, outcome: &str, since: Timestamp) -> Result<i64, StoreError> {
    let (count,) = tx
        .fetch_one(
            "select count(*) from acknowledged where desk_id = $1 and outcome = $2 and looked_at >= $3",
            args![desk, outcome, since],
        )
        .await?;
    Ok(count)
}

/// Whether the mail of this Message-ID is one that a machine of ours wrote.
pub async fn is_automatic(tx: &mut Tx, desk: &DeskId, rfc_id: &str) -> Result<bool, StoreError> {
    let (count,): (i64,) = tx
        .fetch_one(
            "select count(*) from message where desk_id = $1 and rfc_id = $2 and direction = 'out' and automatic",
            args![desk, rfc_id],
        )
        .await?;
    Ok(count > 0)
}
