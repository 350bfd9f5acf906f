//! The outbox: mail on its way out. A send happens once or is shown as uncertain. Not here: the SMTP dialogue.
//!
//! A worker claims a row with a lease and gets a fence, a number that grows with each claim. Every later step names
//! the fence; who was overtaken (the lease ran out, another worker claimed) finds its steps refused.

mod listing;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::codes;

pub use listing::{
    by_rfc_ids, counts, drafts_at_hand, dropped, in_state, left_since, of_messages, sent_since, unless_answered,
};

/// Where a send stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not yet claimed: within undo, or before its next try.
    Waiting,
    /// Claimed by a worker.
    Sending,
    /// Accepted by the relay.
    Sent,
    /// Refused for good.
    Failed,
    /// May have arrived or not; only evidence or a person can tell.
    Uncertain,
    /// Undone before it went.
    Cancelled,
    /// Too long after its time to go by itself: a person is asked.
    Asking,
}

codes! { State {
    State::Waiting => "waiting", State::Sending => "sending", State::Sent => "sent", State::Failed => "failed",
    State::Uncertain => "uncertain", State::Cancelled => "cancelled", State::Asking => "asking",
} }

/// Where a send stands for one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// Mail address.
    pub address: String,
    /// Written to, not only copied: only then can the mail keep a promise.
    #[serde(default)]
    pub to: bool,
    /// Its own state.
    pub state: RecipientState,
    /// What the relay said about it last; empty when nothing.
    pub reply: String,
    /// What a report said about it after the relay had taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// A bounce or a delay notice about one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// It came back for good; else it is only late, or this time was refused.
    pub hard: bool,
    /// RFC 3463 status, such as `5.1.1`; empty when the report had none.
    pub status: String,
    /// When the report came.
    pub at: Timestamp,
}

/// The states of one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientState {
    /// Not tried yet.
    Waiting,
    /// Accepted.
    Sent,
    /// Refused for now.
    Deferred,
    /// Refused for good.
    Failed,
    /// Not known.
    Uncertain,
}

row! {
    /// A mail on its way out.
    OutboxRow of "outbox" {
        /// UUIDv7.
        outbox_id: String,
        /// In which conversation.
        conversation_id: String,
        /// Its entry there (ours, not the RFC id).
        message_id: String,
        /// Who sends.
        member_id: String,
        /// Message-ID, fixed when this row is written.
        rfc_id: String,
        /// Envelope sender.
        envelope_from: String,
        /// Envelope recipients and where each stands.
        recipients: Vec<Recipient>,
        /// The blob.
        raw_hash: String,
        /// Where it stands.
        state: State,
        /// The draft as JSON, to give back on undo.
        draft: String,
        /// The same key never sends twice.
        idempotency_key: String,
        /// Undo is possible until then.
        not_before_at: Timestamp,
        /// When to try next.
        next_try_at: Timestamp,
        /// How often it was claimed.
        tries: i64,
        /// Until when the claiming worker has it.
        lease_until: Option<Timestamp>,
        /// Grows with each claim.
        fence: i64,
        /// DATA was about to begin: from here on a broken dialogue is uncertain.
        data_started: bool,
        /// What went wrong last; empty when nothing.
        last_error: String,
        /// When written.
        created_at: Timestamp,
        /// When it was sent, failed, cancelled. Set already while it waits or is sent on: somebody it is written to has
        /// it, and others were put off.
        finished_at: Option<Timestamp>,
        /// Through whose SMTP server it leaves; `None`: through the desk's relay.
        mailbox_id: Option<String>,
        /// Put off on purpose till then; `None`: it was to go at once.
        planned_at: Option<Timestamp>,
        /// Taken back when one of theirs writes before it goes.
        unless_answered: bool,
        /// When its text last began to leave.
        left_at: Option<Timestamp>,
    }
}

/// Puts a mail into the outbox; [`StoreError::Taken`] when its idempotency key is there already.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &OutboxRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// One row.
pub async fn find(tx: &mut Tx, desk: &DeskId, outbox_id: &str) -> Result<Option<OutboxRow>, StoreError> {
    let columns = OutboxRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from outbox where desk_id = $1 and outbox_id = $2"),
        args![desk, outbox_id],
    )
    .await
}

/// The row made under this key.
pub async fn by_key(tx: &mut Tx, desk: &DeskId, idempotency_key: &str) -> Result<Option<OutboxRow>, StoreError> {
    let columns = OutboxRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from outbox where desk_id = $1 and idempotency_key = $2"),
        args![desk, idempotency_key],
    )
    .await
}

/// Whether there is a server that an outbox row can leave through, and it works as far as is known.
const WAY_IS_OPEN: &str = "(exists (select 1 from relay r where r.desk_id = outbox.desk_id)
      or exists
        (select 1 from mailbox b
         where b.desk_id = outbox.desk_id and b.mailbox_id = outbox.mailbox_id and b.smtp_host <> ''))
    and not exists
    (select 1 from way_out w
     where w.desk_id = outbox.desk_id and w.mailbox_id = coalesce(outbox.mailbox_id, '') and w.shut_until_at > $2)";

/// Claims the row that is due first and whose way is open, if any: state `sending`, a lease, the next fence, one more
/// try. One statement.
pub async fn claim(
    tx: &mut Tx,
    desk: &DeskId,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<Option<OutboxRow>, StoreError> {
    let (columns, skip_locked) = (OutboxRow::COLUMNS, tx.dialect().skip_locked());
    tx.fetch_optional(
        format!(
            "update outbox
             set state = 'sending', lease_until = $3, fence = fence + 1, tries = tries + 1
             where desk_id = $1 and outbox_id =
               (select outbox_id from outbox
                where desk_id = $1 and next_try_at <= $2
                  and (state = 'waiting' and not_before_at <= $2
                    or state = 'sending' and lease_until <= $2 and not data_started)
                  and {WAY_IS_OPEN}
                order by next_try_at, outbox_id
                limit 1
                {skip_locked})
             returning {columns}"
        ),
        args![desk, now, lease_until],
    )
    .await
}

/// When something in the outbox next wants doing: a first or further try, a way that is tried again, or a lease that
/// runs out.
pub async fn next_try(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let (waiting, shut, leased): (Option<Timestamp>, Option<Timestamp>, Option<Timestamp>) = tx
        .fetch_one(
            format!(
                "select
                   (select min(case when not_before_at > next_try_at then not_before_at else next_try_at end)
                    from outbox where desk_id = $1 and state = 'waiting' and {WAY_IS_OPEN}),
                   (select min(shut_until_at) from way_out where desk_id = $1 and shut_until_at > $2),
                   (select min(lease_until) from outbox
                    where desk_id = $1 and state = 'sending' and (data_started or {WAY_IS_OPEN}))"
            ),
            args![desk, now],
        )
        .await?;
    Ok([waiting, shut, leased].into_iter().flatten().min())
}

/// Keeps a claim alive while its dialogue goes on; `false` when the fence was overtaken.
pub async fn renew(
    tx: &mut Tx,
    desk: &DeskId,
    outbox_id: &str,
    fence: i64,
    lease_until: Timestamp,
) -> Result<bool, StoreError> {
    let renewed = tx
        .execute(
            "update outbox set lease_until = $4
             where desk_id = $1 and outbox_id = $2 and fence = $3 and state = 'sending'",
            args![desk, outbox_id, fence, lease_until],
        )
        .await?;
    Ok(renewed > 0)
}

/// Notes that DATA is about to begin, before it does; `false` when the fence was overtaken: do not begin.
pub async fn mark_data_started(
    tx: &mut Tx,
    desk: &DeskId,
    outbox_id: &str,
    fence: i64,
    now: Timestamp,
    lease_until: Timestamp,
) -> Result<bool, StoreError> {
    let marked = tx
        .execute(
            "update outbox set data_started = true, lease_until = $4, left_at = $5
             where desk_id = $1 and outbox_id = $2 and fence = $3 and state = 'sending'",
            args![desk, outbox_id, fence, lease_until, now],
        )
        .await?;
    Ok(marked > 0)
}

/// What a try came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The new state: `Waiting` to try again, or a final one.
    pub state: State,
    /// Where each recipient stands now.
    pub recipients: Vec<Recipient>,
    /// When to try again (ignored for final states).
    pub next_try_at: Timestamp,
    /// What went wrong; empty when nothing.
    pub last_error: String,
    /// For final states: when.
    pub finished_at: Option<Timestamp>,
}

/// Ends a try under its fence; `false` when the fence was overtaken and nothing was changed.
pub async fn finish(
    tx: &mut Tx,
    desk: &DeskId,
    outbox_id: &str,
    fence: i64,
    outcome: &Outcome,
) -> Result<bool, StoreError> {
    let done = tx
        .execute(
            "update outbox
             set state = $4, recipients = $5, next_try_at = $6, last_error = $7, finished_at = $8,
               lease_until = null, data_started = false
             where desk_id = $1 and outbox_id = $2 and fence = $3 and state = 'sending'",
            args![
                desk,
                outbox_id,
                fence,
                outcome.state,
                outcome.recipients,
                outcome.next_try_at,
                outcome.last_error,
                outcome.finished_at
            ],
        )
        .await?;
    Ok(done > 0)
}

/// Rows whose lease ran out after DATA began become uncertain: whoever sent them is gone. The rows as they are now.
pub async fn give_up_lost(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<Vec<OutboxRow>, StoreError> {
    let columns = OutboxRow::COLUMNS;
    tx.fetch_all(
        format!(
            "update outbox
             set state = 'uncertain', lease_until = null, fence = fence + 1
             where desk_id = $1 and state = 'sending' and data_started and lease_until <= $2
             returning {columns}"
        ),
        args![desk, now],
    )
    .await
}

/// Takes a mail back that certainly reached nobody; `None` when it is too late (or there is no such row).
pub async fn cancel(
    tx: &mut Tx,
    desk: &DeskId,
    outbox_id: &str,
    now: Timestamp,
) -> Result<Option<OutboxRow>, StoreError> {
    let columns = OutboxRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "update outbox
             set state = 'cancelled', finished_at = $3, fence = fence + 1
             where desk_id = $1 and outbox_id = $2
               and (state in ('waiting', 'asking') and finished_at is null or state = 'failed')
             returning {columns}"
        ),
        args![desk, outbox_id, now],
    )
    .await
}

/// Keeps beside a row why it stands as it does.
pub async fn say_why(tx: &mut Tx, desk: &DeskId, outbox_id: &str, last_error: &str) -> Result<(), StoreError> {
    tx.execute(
        "update outbox set last_error = $3 where desk_id = $1 and outbox_id = $2",
        args![desk, outbox_id, last_error],
    )
    .await?;
    Ok(())
}

/// Lets a waiting mail go now instead of at its time; `false` when it does not wait (any more).
pub async fn hasten(tx: &mut Tx, desk: &DeskId, outbox_id: &str, now: Timestamp) -> Result<bool, StoreError> {
    let done = tx
        .execute(
            "update outbox
             set next_try_at = $3, not_before_at = case when not_before_at > $3 then $3 else not_before_at end
             where desk_id = $1 and outbox_id = $2 and state = 'waiting'",
            args![desk, outbox_id, now],
        )
        .await?;
    Ok(done > 0)
}

/// Keeps what a report said about the recipients of a mail that was sent, and where it stands now; `false` when it was
/// in another state.
pub async fn report(
    tx: &mut Tx,
    desk: &DeskId,
    outbox_id: &str,
    from: State,
    to: State,
    recipients: &Vec<Recipient>,
    last_error: &str,
) -> Result<bool, StoreError> {
    let done = tx
        .execute(
            "update outbox set state = $4, recipients = $5, last_error = $6, fence = fence + 1
             where desk_id = $1 and outbox_id = $2 and state = $3",
            args![desk, outbox_id, from, to, recipients, last_error],
        )
        .await?;
    Ok(done > 0)
}

/// Moves a row from one state to another by evidence or by a person's word; `false` when it was not in that state.
pub async fn resolve(
    tx: &mut Tx,
    desk: &DeskId,
    outbox_id: &str,
    from: State,
    outcome: &Outcome,
) -> Result<bool, StoreError> {
    let done = tx
        .execute(
            "update outbox
             set state = $4, recipients = $5, next_try_at = $6, last_error = $7, finished_at = $8,
               not_before_at = case when $4 = 'waiting' then $6 else not_before_at end,
               lease_until = null, data_started = false, fence = fence + 1
             where desk_id = $1 and outbox_id = $2 and state = $3",
            args![
                desk,
                outbox_id,
                from,
                outcome.state,
                outcome.recipients,
                outcome.next_try_at,
                outcome.last_error,
                outcome.finished_at
            ],
        )
        .await?;
    Ok(done > 0)
}
