//! Looking into the outbox: rows by mail, by state, by time. Changes nothing.

use jiff::Timestamp;

use super::{OutboxRow, State};
use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::Table;
use crate::tx::Tx;
use crate::value::list;

/// The rows of these Message-IDs: a bounce, a reply or an own copy names one.
pub async fn by_rfc_ids<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    rfc_ids: &[S],
) -> Result<Vec<OutboxRow>, StoreError> {
    let (columns, each) = (OutboxRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from outbox where desk_id = $1 and rfc_id in {each}"),
        args![desk, list(rfc_ids)],
    )
    .await
}

/// The rows of these messages, to show where each stands.
pub async fn of_messages<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    message_ids: &[S],
) -> Result<Vec<OutboxRow>, StoreError> {
    let (columns, each) = (OutboxRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from outbox where desk_id = $1 and message_id in {each}"),
        args![desk, list(message_ids)],
    )
    .await
}

/// Rows in this state, the oldest first.
pub async fn in_state(tx: &mut Tx, desk: &DeskId, state: State, limit: i64) -> Result<Vec<OutboxRow>, StoreError> {
    let columns = OutboxRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from outbox
             where desk_id = $1 and state = $2
             order by next_try_at, outbox_id
             limit $3"
        ),
        args![desk, state, limit],
    )
    .await
}

/// How many rows are in each state that somebody should know of.
pub async fn counts(tx: &mut Tx, desk: &DeskId) -> Result<Vec<(State, i64)>, StoreError> {
    tx.fetch_all(
        "select state, count(*) from outbox
         where desk_id = $1 and state in ('waiting', 'sending', 'failed', 'uncertain', 'asking')
         group by state",
        args![desk],
    )
    .await
}

/// A member's mails that were taken back since then because somebody answered, as long as the conversation was not looked
/// at, the last first. Which ones these are says the beginning of `last_error`.
pub async fn dropped(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    since: Timestamp,
    begins: &str,
) -> Result<Vec<OutboxRow>, StoreError> {
    let columns = crate::record::columns_of::<OutboxRow>("o");
    tx.fetch_all(
        format!(
            "select {columns} from outbox o
             left join seen s
               on s.desk_id = o.desk_id and s.conversation_id = o.conversation_id and s.member_id = o.member_id
             where o.desk_id = $1 and o.state = 'cancelled' and o.member_id = $2 and o.finished_at >= $3
               and o.last_error like $4 and (s.seen_at is null or s.seen_at < o.finished_at)
             order by o.finished_at desc, o.outbox_id
             limit 20"
        ),
        args![desk, member_id, since, format!("{begins}%")],
    )
    .await
}

/// The mails in these conversations that are to be taken back when one of theirs writes.
pub async fn unless_answered<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<OutboxRow>, StoreError> {
    let (columns, each) = (OutboxRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from outbox
             where desk_id = $1 and state in ('waiting', 'asking') and unless_answered
               and finished_at is null and conversation_id in {each}"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}

/// What was sent since then, the last first.
pub async fn sent_since(
    tx: &mut Tx,
    desk: &DeskId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<OutboxRow>, StoreError> {
    let columns = OutboxRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from outbox
             where desk_id = $1 and state = 'sent' and finished_at >= $2
             order by finished_at desc, outbox_id desc
             limit $3"
        ),
        args![desk, since, limit],
    )
    .await
}

/// How many mails began to leave through a mailbox since then, and the first of them.
pub async fn left_since(
    tx: &mut Tx,
    desk: &DeskId,
    mailbox_id: &str,
    since: Timestamp,
) -> Result<(i64, Option<Timestamp>), StoreError> {
    tx.fetch_one(
        "select count(*), min(left_at) from outbox where desk_id = $1 and mailbox_id = $2 and left_at > $3",
        args![desk, mailbox_id, since],
    )
    .await
}

/// What stands in the boxes of mails that may still be taken back, as JSON.
pub async fn drafts_at_hand(tx: &mut Tx, desk: &DeskId) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .fetch_all("select draft from outbox where desk_id = $1 and state not in ('sent', 'cancelled')", args![desk])
        .await?;
    Ok(rows.into_iter().map(|(draft,)| draft).collect())
}
