//! The Inbox's views: conversations newest first, paged by key, and how many there are in each. Not here: search.

use jiff::Timestamp;

use crate::args;
use crate::conversation::{ConversationRow, Stand};
use crate::cursor::Cursor;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Record, answer, columns_of};
use crate::tx::Tx;
use crate::value::{Cells, ToCell, Value};

/// Which conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// We are to act: not snoozed, not history.
    Unanswered,
    /// They are to act: not snoozed, not history.
    Waiting,
    /// All, history too.
    All,
    /// Put aside until later.
    Snoozed,
    /// Came with an import, long silent, and still unanswered: 'look through them'.
    History,
    /// With one client, history too.
    Client(String),
    /// Assigned to one member and not done, not history.
    Assigned(String),
    /// A note in it names this member.
    Mentions(String),
    /// Everybody who writes there is blocked.
    Blocked,
    /// Marked as spam, or from senders that are.
    Spam,
}

/// A conversation as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The conversation.
    pub conversation: ConversationRow,
    /// Its client's name.
    pub client_name: String,
    /// How far the asking member has read; `None` when never opened.
    pub seen_at: Option<Timestamp>,
}

impl Listed {
    /// Where the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.conversation.last_at.as_microsecond(), id: self.conversation.conversation_id.clone() }
    }
}

impl Record for Listed {
    fn read(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self { conversation: ConversationRow::read(cells)?, client_name: cells.take()?, seen_at: cells.take()? })
    }
}

impl View {
    /// The condition, with `$5` for its own value and `$6` for now.
    fn condition(&self) -> &'static str {
        match self {
            Self::Unanswered | Self::Waiting => {
                "c.stand = $5 and c.history = false and c.merged_into is null
                 and (c.snoozed_until is null or c.snoozed_until <= $6)"
            }
            Self::All => "c.merged_into is null and $5 = '' and $6 <> 0 and c.stand not in ('blocked', 'spam')",
            Self::Blocked | Self::Spam => "c.stand = $5 and c.merged_into is null and $6 <> 0",
            Self::Mentions(_) => {
                "c.merged_into is null and $6 <> 0 and exists
                   (select 1 from mention x
                    where x.desk_id = c.desk_id and x.member_id = $5 and x.conversation_id = c.conversation_id)"
            }
            Self::Snoozed => {
                "c.merged_into is null and $5 = '' and c.snoozed_until is not null and c.snoozed_until > $6"
            }
            Self::History => "c.stand = $5 and c.history = true and c.merged_into is null and $6 <> 0",
            Self::Client(_) => "c.client_id = $5 and c.merged_into is null and $6 <> 0",
            Self::Assigned(_) => {
                "c.assigned_to = $5 and c.merged_into is null and c.stand in ('unanswered', 'waiting')
                 and c.history = false and (c.snoozed_until is null or c.snoozed_until <= $6)"
            }
        }
    }

    fn own(&self) -> Value<'_> {
        match self {
            Self::Unanswered | Self::History => Stand::Unanswered.to_cell(),
            Self::Waiting => Stand::Waiting.to_cell(),
            Self::Blocked => Stand::Blocked.to_cell(),
            Self::Spam => Stand::Spam.to_cell(),
            Self::Client(id) | Self::Assigned(id) | Self::Mentions(id) => id.to_cell(),
            Self::All | Self::Snoozed => "".to_cell(),
        }
    }
}

/// One page of a view, newest first, as `member_id` sees it.
pub async fn page(
    tx: &mut Tx,
    desk: &DeskId,
    view: &View,
    member_id: &str,
    after: &Cursor,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    let (columns, condition) = (columns_of::<ConversationRow>("c"), view.condition());
    let sql = format!(
        "select {columns}, k.name, s.seen_at
         from conversation c
         join client k on k.desk_id = c.desk_id and k.client_id = c.client_id
         left join seen s on s.desk_id = c.desk_id and s.conversation_id = c.conversation_id and s.member_id = $7
         where c.desk_id = $1 and (c.last_at, c.conversation_id) < ($2, $3)
           and {condition}
         order by c.last_at desc, c.conversation_id desc
         limit $4"
    );
    tx.fetch_all(sql, args![desk, after.at, after.id, limit, view.own(), now, member_id]).await
}

answer! {
    /// How many conversations the views hold that ask for work.
    Counts {
        /// We are to act.
        unanswered: i64,
        /// They are to act.
        waiting: i64,
        /// Put aside.
        snoozed: i64,
        /// Assigned to the asking member.
        mine: i64,
        /// Old, imported, and still unanswered.
        history: i64,
        /// Notes that name the asking member and were not seen yet.
        mentions: i64,
        /// Everybody who writes there is blocked.
        blocked: i64,
        /// Spam.
        spam: i64,
    }
}

/// The figures beside the views, as `member_id` sees them.
pub async fn counts(tx: &mut Tx, desk: &DeskId, member_id: &str, now: Timestamp) -> Result<Counts, StoreError> {
    tx.fetch_one(
        "select
           (select count(*) from conversation
            where desk_id = $1 and stand = 'unanswered' and history = false and merged_into is null
              and (snoozed_until is null or snoozed_until <= $2)),
           (select count(*) from conversation
            where desk_id = $1 and stand = 'waiting' and history = false and merged_into is null
              and (snoozed_until is null or snoozed_until <= $2)),
           (select count(*) from conversation
            where desk_id = $1 and snoozed_until > $2 and merged_into is null),
           (select count(*) from conversation
            where desk_id = $1 and assigned_to = $3 and stand in ('unanswered', 'waiting') and history = false
              and merged_into is null
              and (snoozed_until is null or snoozed_until <= $2)),
           (select count(*) from conversation
            where desk_id = $1 and stand = 'unanswered' and history = true and merged_into is null),
           (select count(*) from mention
            where desk_id = $1 and member_id = $3 and seen_at is null),
           (select count(*) from conversation
            where desk_id = $1 and stand = 'blocked' and merged_into is null),
           (select count(*) from conversation
            where desk_id = $1 and stand = 'spam' and merged_into is null)",
        args![desk, now, member_id],
    )
    .await
}

/// How many conversations there are in all, merged ones left out.
pub async fn count_all(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let (count,) = tx
        .fetch_one("select count(*) from conversation where desk_id = $1 and merged_into is null", args![desk])
        .await?;
    Ok(count)
}
