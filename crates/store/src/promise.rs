//! Promises: the ledger, a cache of what the rulebook derives. Not here: deriving.

use jiff::Timestamp;
use rulebook::people::{Party, Side};
use rulebook::promise::{Because, State, What};

use crate::args;
use crate::cursor::Cursor;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Record, Table, answer, columns_of, row};
use crate::tx::Tx;
use crate::value::{Cells, list};

row! {
    /// One line of the ledger.
    PromiseRow of "promise" {
        /// Stable across derivations.
        promise_id: String,
        /// In which conversation.
        conversation_id: String,
        /// Of which client.
        client_id: String,
        /// Order within the conversation.
        position: i64,
        /// Owed by us or to us.
        side: Side,
        /// Who owes.
        who: Party,
        /// To whom.
        whom: Party,
        /// What.
        what: What,
        /// The rule's code.
        rule: String,
        /// Since when.
        since_at: Timestamp,
        /// Due when.
        due_at: Timestamp,
        /// Where it stood at the last look.
        state: State,
        /// When it was kept.
        kept_at: Option<Timestamp>,
        /// Message-IDs; the first made it.
        evidence: Vec<String>,
        /// Why, as data.
        because: Vec<Because>,
        /// Open, or broken and not kept late: still to be done.
        unkept: bool,
        /// The conversation's flag.
        history: bool,
    }
}

/// Replaces all promises of these conversations by these rows.
pub async fn replace<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
    rows: &[PromiseRow],
) -> Result<(), StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!("delete from promise where desk_id = $1 and conversation_id in {each}"),
        args![desk, list(conversation_ids)],
    )
    .await?;
    tx.insert(desk, rows, "").await?;
    Ok(())
}

/// One promise.
pub async fn find(tx: &mut Tx, desk: &DeskId, promise_id: &str) -> Result<Option<PromiseRow>, StoreError> {
    let columns = PromiseRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from promise where desk_id = $1 and promise_id = $2"),
        args![desk, promise_id],
    )
    .await
}

/// The promises of these conversations, each conversation's in order.
pub async fn of_conversations<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<PromiseRow>, StoreError> {
    let (columns, each) = (PromiseRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from promise
             where desk_id = $1 and conversation_id in {each}
             order by conversation_id, position"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}

/// A client's promises, the newest first, kept ones too.
pub async fn of_client(tx: &mut Tx, desk: &DeskId, client_id: &str, limit: i64) -> Result<Vec<PromiseRow>, StoreError> {
    let columns = PromiseRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from promise
             where desk_id = $1 and client_id = $2
             order by since_at desc, promise_id desc
             limit $3"
        ),
        args![desk, client_id, limit],
    )
    .await
}

/// A promise as Today shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Todo {
    /// The promise.
    pub promise: PromiseRow,
    /// The conversation's subject.
    pub subject: String,
    /// New words of its last message, shortened.
    pub preview: String,
    /// Whose it is (member id).
    pub assigned_to: Option<String>,
    /// The client's name.
    pub client_name: String,
}

impl Todo {
    /// Where the next page begins.
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.promise.due_at.as_microsecond(), id: self.promise.promise_id.clone() }
    }
}

impl Record for Todo {
    fn read(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            promise: PromiseRow::read(cells)?,
            subject: cells.take()?,
            preview: cells.take()?,
            assigned_to: cells.take()?,
            client_name: cells.take()?,
        })
    }
}

/// One side of Today: what is still to be done, what is due first on top; history and snoozed conversations left out.
pub async fn to_do(
    tx: &mut Tx,
    desk: &DeskId,
    side: Side,
    after: &Cursor,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Todo>, StoreError> {
    let columns = columns_of::<PromiseRow>("p");
    tx.fetch_all(
        format!(
            "select {columns}, c.subject, c.preview, c.assigned_to, k.name
             from promise p
             join conversation c on c.desk_id = p.desk_id and c.conversation_id = p.conversation_id
             join client k on k.desk_id = c.desk_id and k.client_id = c.client_id
             where p.desk_id = $1 and p.side = $2 and p.unkept and p.history = false
               and (p.due_at, p.promise_id) > ($3, $4)
               and (c.snoozed_until is null or c.snoozed_until <= $5)
             order by p.due_at, p.promise_id
             limit $6"
        ),
        args![desk, side, after.at, after.id, now, limit],
    )
    .await
}

answer! {
    /// What Today holds in figures.
    Counts {
        /// Still to be done by us.
        ours: i64,
        /// Of these, past their due time.
        ours_broken: i64,
        /// Still owed to us.
        theirs: i64,
        /// Unanswered conversations left out because they are history.
        history: i64,
    }
}

/// Today in figures; snoozed conversations' promises are counted too.
pub async fn counts(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<Counts, StoreError> {
    tx.fetch_one(
        "select
           (select count(*) from promise where desk_id = $1 and side = 'ours' and unkept and history = false),
           (select count(*) from promise
            where desk_id = $1 and side = 'ours' and unkept and history = false and due_at <= $2),
           (select count(*) from promise where desk_id = $1 and side = 'theirs' and unkept and history = false),
           (select count(*) from conversation
            where desk_id = $1 and stand = 'unanswered' and history = true and merged_into is null)",
        args![desk, now],
    )
    .await
}

/// The next due time after this instant of something we still owe.
pub async fn next_due(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
    let (due,) = tx
        .fetch_one(
            "select min(due_at) from promise
             where desk_id = $1 and side = 'ours' and unkept and history = false and due_at > $2",
            args![desk, now],
        )
        .await?;
    Ok(due)
}

/// What the ledger is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    /// One side only.
    pub side: Option<Side>,
    /// Kept, waived and history too; otherwise what is still to be done and not history.
    pub all: bool,
}

/// The ledger, what is due first on top, page by page.
pub async fn ledger(
    tx: &mut Tx,
    desk: &DeskId,
    filter: Filter,
    after: &Cursor,
    limit: i64,
) -> Result<Vec<PromiseRow>, StoreError> {
    let columns = PromiseRow::COLUMNS;
    let condition = if filter.all { "" } else { "and unkept and history = false" };
    tx.fetch_all(
        format!(
            "select {columns} from promise
             where desk_id = $1 and ($2 is null or side = $2) {condition}
               and (due_at, promise_id) > ($3, $4)
             order by due_at, promise_id
             limit $5"
        ),
        args![desk, filter.side, after.at, after.id, limit],
    )
    .await
}

/// How many promises of ours are past their due time: the figure in the rail of every page.
pub async fn late(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<i64, StoreError> {
    let (count,) = tx
        .fetch_one(
            "select count(*) from promise
             where desk_id = $1 and side = 'ours' and unkept and history = false and due_at <= $2",
            args![desk, now],
        )
        .await?;
    Ok(count)
}
