//! Who fetches a mailbox now: claimed with a lease and a fence, renewed, and let go with how it went.

use jiff::Timestamp;

use super::MailboxRow;
use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::Table;
use crate::tx::Tx;

/// Claims the mailbox that is due first, if any: a lease and the next fence. One statement.
pub async fn claim(
    tx: &mut Tx,
    desk: &DeskId,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<MailboxRow>, StoreError> {
    let (columns, skip_locked) = (MailboxRow::COLUMNS, tx.dialect().skip_locked());
    tx.fetch_optional(
        format!(
            "update mailbox
             set lease_until = $3, fence = fence + 1
             where desk_id = $1 and mailbox_id =
               (select mailbox_id from mailbox
                where desk_id = $1 and paused = false and next_try_at <= $2
                  and (lease_until is null or lease_until <= $2)
                order by next_try_at, mailbox_id
                limit 1
                {skip_locked})
             returning {columns}"
        ),
        args![desk, now, lease_until],
    )
    .await
}

/// When a mailbox next wants a worker: its time has come, or the lease of a lost one runs out.
pub async fn next(tx: &mut Tx, desk: &DeskId) -> Result<Option<Timestamp>, StoreError> {
    let (next,): (Option<Timestamp>,) = tx
        .fetch_one(
            "select min(case when lease_until is not null and lease_until > next_try_at then lease_until else next_try_at end)
             from mailbox where desk_id = $1 and paused = false",
            args![desk],
        )
        .await?;
    Ok(next)
}

/// Keeps a claim alive; `false` when the fence was overtaken or the mailbox paused or changed.
pub async fn renew(
    tx: &mut Tx,
    desk: &DeskId,
    mailbox_id: &str,
    fence: i64,
    lease_until: Timestamp,
) -> Result<bool, StoreError> {
    let renewed = tx
        .execute(
            "update mailbox set lease_until = $4 where desk_id = $1 and mailbox_id = $2 and fence = $3",
            args![desk, mailbox_id, fence, lease_until],
        )
        .await?;
    Ok(renewed > 0)
}

/// Makes sure, within a transaction, that the claim still stands when it commits.
///
/// # Errors
/// [`StoreError::Overtaken`] when it does not.
pub async fn hold(tx: &mut Tx, desk: &DeskId, mailbox_id: &str, fence: i64) -> Result<(), StoreError> {
    // Written, not read: whoever wants to claim it has to wait for this transaction.
    let held = tx
        .execute(
            "update mailbox set fence = fence where desk_id = $1 and mailbox_id = $2 and fence = $3",
            args![desk, mailbox_id, fence],
        )
        .await?;
    if held > 0 { Ok(()) } else { Err(StoreError::Overtaken) }
}

/// Everything there is here now: nothing troubles the mailbox any more. Whether something did before.
pub async fn fetched(
    tx: &mut Tx,
    desk: &DeskId,
    mailbox_id: &str,
    fence: i64,
    now: Timestamp,
) -> Result<bool, StoreError> {
    hold(tx, desk, mailbox_id, fence).await?;
    let recovered = tx
        .execute(
            "update mailbox set trouble = '', trouble_since_at = null, tries = 0
             where desk_id = $1 and mailbox_id = $2 and trouble <> ''",
            args![desk, mailbox_id],
        )
        .await?;
    tx.execute(
        "update mailbox set fetched_at = $3 where desk_id = $1 and mailbox_id = $2",
        args![desk, mailbox_id, now],
    )
    .await?;
    Ok(recovered > 0)
}

/// How a mailbox is let go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetGo {
    /// `key: what the server said`; empty when all went well.
    pub trouble: String,
    /// Since when it is in trouble.
    pub trouble_since_at: Option<Timestamp>,
    /// Tries in vain since it last worked.
    pub tries: i64,
    /// When to try again.
    pub next_try_at: Timestamp,
}

impl LetGo {
    /// Nothing troubles it; to be visited again at `next_try_at`.
    pub fn well(next_try_at: Timestamp) -> Self {
        Self { trouble: String::new(), trouble_since_at: None, tries: 0, next_try_at }
    }
}

/// Lets a mailbox go under its fence; `false` when the fence was overtaken and nothing was changed.
pub async fn let_go(tx: &mut Tx, desk: &DeskId, mailbox_id: &str, fence: i64, how: &LetGo) -> Result<bool, StoreError> {
    let done = tx
        .execute(
            "update mailbox
             set lease_until = null, trouble = $4, trouble_since_at = $5, tries = $6, next_try_at = $7
             where desk_id = $1 and mailbox_id = $2 and fence = $3",
            args![desk, mailbox_id, fence, how.trouble, how.trouble_since_at, how.tries, how.next_try_at],
        )
        .await?;
    Ok(done > 0)
}
