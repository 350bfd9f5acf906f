//! Conversations: one row each, with what lists show. Merging two stands in `conversation/merge.rs`, lists in `conversation/list.rs`.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::{codes, list};

pub mod list;
pub mod merge;
pub mod part;

/// Who is to act next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stand {
    /// We are.
    Unanswered,
    /// They are.
    Waiting,
    /// Nobody.
    Done,
    /// Nobody: everybody who writes there is blocked.
    Blocked,
    /// Nobody: it is spam.
    Spam,
}

codes! {
    Stand {
        Stand::Unanswered => "unanswered",
        Stand::Waiting => "waiting",
        Stand::Done => "done",
        Stand::Blocked => "blocked",
        Stand::Spam => "spam",
    }
}

row! {
    /// A conversation with what lists show of it.
    ConversationRow of "conversation" {
        /// UUIDv7.
        conversation_id: String,
        /// With which client.
        client_id: String,
        /// Subject of its first mail.
        subject: String,
        /// Who is to act next (derived, cached).
        stand: Stand,
        /// Came with an import and was long silent then: not asked for on Today.
        history: bool,
        /// First message.
        first_at: Timestamp,
        /// Last message of either side.
        last_at: Timestamp,
        /// Last message of theirs.
        last_in_at: Option<Timestamp>,
        /// Last message of ours.
        last_out_at: Option<Timestamp>,
        /// Who wrote last.
        last_from: String,
        /// New words of the last message, shortened.
        preview: String,
        /// How many messages.
        messages: i64,
        /// Whether any of them has attachments.
        attachments: bool,
        /// Earliest due of an unkept promise of ours.
        owed_due_at: Option<Timestamp>,
        /// When time alone changes its promises.
        next_look_at: Option<Timestamp>,
        /// Put aside until then.
        snoozed_until: Option<Timestamp>,
        /// Whose it is (member id).
        assigned_to: Option<String>,
        /// Marked done by hand.
        settled_at: Option<Timestamp>,
        /// Set when this conversation turned out to be part of that one.
        merged_into: Option<String>,
        /// A mail named a message of that conversation, but its sender takes no part in it.
        related_to: Option<String>,
    }
}

/// The conversations with a client.
pub async fn ids_of_client(tx: &mut Tx, desk: &DeskId, client_id: &str) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .fetch_all(
            "select conversation_id from conversation
             where desk_id = $1 and client_id = $2 and merged_into is null
             order by conversation_id",
            args![desk, client_id],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether we ever wrote to this client.
pub async fn ever_answered(tx: &mut Tx, desk: &DeskId, client_id: &str) -> Result<bool, StoreError> {
    let found: Option<(String,)> = tx
        .fetch_optional(
            "select conversation_id from conversation
             where desk_id = $1 and client_id = $2 and last_out_at is not null
             limit 1",
            args![desk, client_id],
        )
        .await?;
    Ok(found.is_some())
}

/// Adds conversations, or replaces those that exist (all columns).
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[ConversationRow]) -> Result<u64, StoreError> {
    tx.insert(
        desk,
        rows,
        "on conflict (desk_id, conversation_id) do update
         set client_id = excluded.client_id, subject = excluded.subject, stand = excluded.stand,
           history = excluded.history, first_at = excluded.first_at, last_at = excluded.last_at,
           last_in_at = excluded.last_in_at, last_out_at = excluded.last_out_at, last_from = excluded.last_from,
           preview = excluded.preview, messages = excluded.messages, attachments = excluded.attachments,
           owed_due_at = excluded.owed_due_at, next_look_at = excluded.next_look_at,
           snoozed_until = excluded.snoozed_until, assigned_to = excluded.assigned_to,
           settled_at = excluded.settled_at, merged_into = excluded.merged_into, related_to = excluded.related_to",
    )
    .await
}

/// One conversation, merged ones too (follow `merged_into`).
pub async fn find(tx: &mut Tx, desk: &DeskId, conversation_id: &str) -> Result<Option<ConversationRow>, StoreError> {
    let columns = ConversationRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from conversation where desk_id = $1 and conversation_id = $2"),
        args![desk, conversation_id],
    )
    .await
}

/// Ids of conversations from one to another, merged ones too.
pub async fn ids_between(
    tx: &mut Tx,
    desk: &DeskId,
    first: &str,
    last: &str,
    limit: i64,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .fetch_all(
            "select conversation_id from conversation
             where desk_id = $1 and conversation_id between $2 and $3
             order by conversation_id
             limit $4",
            args![desk, first, last, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The conversations of these ids.
pub async fn by_ids<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, ids: &[S]) -> Result<Vec<ConversationRow>, StoreError> {
    let (columns, each) = (ConversationRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from conversation where desk_id = $1 and conversation_id in {each}"),
        args![desk, list(ids)],
    )
    .await
}

/// Ids of all conversations that stand for themselves, after this id; for walking through everything.
pub async fn ids_after(tx: &mut Tx, desk: &DeskId, after: &str, limit: i64) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .fetch_all(
            "select conversation_id from conversation
             where desk_id = $1 and conversation_id > $2 and merged_into is null
             order by conversation_id
             limit $3",
            args![desk, after, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Conversations whose promises time alone has changed by now, the longest overdue first.
pub async fn to_look_at(tx: &mut Tx, desk: &DeskId, now: Timestamp, limit: i64) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(String,)> = tx
        .fetch_all(
            "select conversation_id from conversation
             where desk_id = $1 and next_look_at is not null and next_look_at <= $2
             order by next_look_at
             limit $3",
            args![desk, now, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// When time alone next changes anything: a promise turns late, or a conversation comes back from its snooze.
pub async fn next_look(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let (look, wake): (Option<Timestamp>, Option<Timestamp>) = tx
        .fetch_one(
            "select
               (select min(next_look_at) from conversation where desk_id = $1 and next_look_at is not null),
               (select min(snoozed_until) from conversation where desk_id = $1 and snoozed_until > $2)",
            args![desk, now],
        )
        .await?;
    Ok([look, wake].into_iter().flatten().min())
}

/// Removes a conversation that no message is in (its only one was taken back), with who took part; whether it was there.
pub async fn remove_empty(tx: &mut Tx, desk: &DeskId, conversation_id: &str) -> Result<bool, StoreError> {
    for sql in [
        "delete from participant where desk_id = $1 and conversation_id = $2",
        "delete from reference where desk_id = $1 and conversation_id = $2",
        "delete from promise where desk_id = $1 and conversation_id = $2",
        "delete from outbox where desk_id = $1 and conversation_id = $2",
    ] {
        tx.execute(sql, args![desk, conversation_id]).await?;
    }
    let sql = "delete from conversation where desk_id = $1 and conversation_id = $2";
    Ok(tx.execute(sql, args![desk, conversation_id]).await? > 0)
}

/// Puts aside until an instant, or takes back.
pub async fn set_snoozed(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    until: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update conversation set snoozed_until = $3 where desk_id = $1 and conversation_id = $2",
            args![desk, conversation_id, until],
        )
        .await?;
    Ok(touched > 0)
}

/// Gives it to a member, or to nobody.
pub async fn set_assigned(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    member_id: Option<&str>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update conversation set assigned_to = $3 where desk_id = $1 and conversation_id = $2",
            args![desk, conversation_id, member_id],
        )
        .await?;
    Ok(touched > 0)
}

/// Marks it done by hand, or open again.
pub async fn set_settled(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    at: Option<Timestamp>,
) -> Result<bool, StoreError> {
    let touched = tx
        .execute(
            "update conversation set settled_at = $3 where desk_id = $1 and conversation_id = $2",
            args![desk, conversation_id, at],
        )
        .await?;
    Ok(touched > 0)
}

/// Makes history of conversations silent since before this instant, and of their promises; how many conversations.
pub async fn mark_history(tx: &mut Tx, desk: &DeskId, silent_since: Timestamp) -> Result<u64, StoreError> {
    let marked = tx
        .execute(
            "update conversation set history = true
             where desk_id = $1 and merged_into is null and not history and last_at < $2",
            args![desk, silent_since],
        )
        .await?;
    tx.execute(
        "update promise set history = true
         where desk_id = $1 and not history and conversation_id in
           (select conversation_id from conversation where desk_id = $1 and history)",
        args![desk],
    )
    .await?;
    Ok(marked)
}
