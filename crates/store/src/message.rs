//! Messages: one row per mail in a conversation, either direction. The raw bytes are a blob, the words are in `search`.

use jiff::Timestamp;
use rulebook::event::Kind;
use rulebook::people::Party;

use crate::args;
use crate::cursor::Cursor;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::outbox;
use crate::record::{Record, Table, answer, columns_of, row};
use crate::search::{self, Words};
use crate::tx::Tx;
use crate::value::{Cells, PackedText, Value, codes, list};

/// Which way a mail went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// To us.
    In,
    /// From us.
    Out,
}

codes! { Direction { Direction::In => "in", Direction::Out => "out" } }

row! {
    /// A mail in a conversation.
    MessageRow of "message" {
        /// Ours (UUIDv7).
        message_id: String,
        /// In which conversation.
        conversation_id: String,
        /// RFC 5322 Message-ID without brackets.
        rfc_id: String,
        /// The parent as the mail claims.
        parent_rfc_id: Option<String>,
        /// With `rfc_id` the identity of a mail.
        body_hash: String,
        /// Which way it went.
        direction: Direction,
        /// What kind of sender.
        kind: Kind,
        /// Written by a machine of ours.
        automatic: bool,
        /// Writer's address; empty when none could be read.
        from_address: String,
        /// Writer's name, or From as it stood.
        from_name: String,
        /// To.
        to_list: Vec<Party>,
        /// Cc.
        cc_list: Vec<Party>,
        /// Reply-To.
        reply_to: Vec<Party>,
        /// The address of ours it was written to or from; empty when none is known.
        own_address: String,
        /// Subject.
        subject: String,
        /// When it arrived or left.
        arrived_at: Timestamp,
        /// The sender's own Date.
        claimed_at: Option<Timestamp>,
        /// `en`, `pl`, `ru`, or empty.
        language: String,
        /// Whether it expects an answer.
        expects_answer: bool,
        /// A holding reply's date.
        holding_until: Option<Timestamp>,
        /// Joined by reference though the sender took no part before.
        newcomer: bool,
        /// What was written for this mail.
        new_text: String => PackedText,
        /// What is folded away, as JSON; empty when nothing is.
        folded: PackedText,
        /// Whether it has an HTML body.
        has_html: bool,
        /// The list it came through.
        list_id: Option<String>,
        /// The blob.
        raw_hash: String,
        /// Its size.
        raw_bytes: i64,
        /// What a bounce says, as JSON.
        bounce: Option<String>,
        /// By which way it came: `import`, `outbox`, `sample`, ….
        origin: String,
        /// Its number in the search index: grows with `arrived_at`. Given by [`insert_many`], whatever stands here.
        search_no: i64,
    }
}

impl MessageRow {
    /// Where the next older window begins.
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.arrived_at.as_microsecond(), id: self.message_id.clone() }
    }
}

/// A row with the number it gets.
struct Numbered<'r>(&'r MessageRow, i64);

impl Record for Numbered<'_> {
    fn read(_: &mut Cells<'_>) -> Result<Self, StoreError> {
        Err(StoreError::Damaged { column: 0, cause: "only ever written".to_owned() })
    }
}

impl Table for Numbered<'_> {
    const NAME: &'static str = MessageRow::NAME;
    const COLUMNS: &'static str = MessageRow::COLUMNS;
    const WIDTH: usize = MessageRow::WIDTH;
    fn write<'a>(&'a self, values: &mut Vec<Value<'a>>) {
        self.0.write(values);
        // `search_no` is the last column.
        values.pop();
        values.push(Value::Int(self.1));
    }
}

/// Adds messages and makes them findable: the words stand in the order of the rows ([`search::analyse`] makes them).
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[MessageRow], words: &[Words]) -> Result<(), StoreError> {
    let arrivals: Vec<Timestamp> = rows.iter().map(|row| row.arrived_at).collect();
    let numbers = search::index::numbers(tx, desk, &arrivals).await?;
    let numbered: Vec<Numbered<'_>> = rows.iter().zip(&numbers).map(|(row, number)| Numbered(row, *number)).collect();
    tx.insert(desk, &numbered, "").await?;
    let indexed: Vec<(i64, &Words)> = numbers.into_iter().zip(words).collect();
    search::index::insert(tx, desk, &indexed).await
}

/// Removes a message again (a send that was undone) and its words; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, message_id: &str) -> Result<bool, StoreError> {
    let removed: Option<(i64,)> = tx
        .fetch_optional(
            "delete from message where desk_id = $1 and message_id = $2 returning search_no",
            args![desk, message_id],
        )
        .await?;
    match removed {
        Some((number,)) => search::index::remove(tx, desk, number).await.map(|()| true),
        None => Ok(false),
    }
}

/// One message.
pub async fn find(tx: &mut Tx, desk: &DeskId, message_id: &str) -> Result<Option<MessageRow>, StoreError> {
    let columns = MessageRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from message where desk_id = $1 and message_id = $2"),
        args![desk, message_id],
    )
    .await
}

/// A window of a conversation: the newest `limit` messages before the cursor, given oldest first.
pub async fn window(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    before: &Cursor,
    limit: i64,
) -> Result<Vec<MessageRow>, StoreError> {
    let columns = MessageRow::COLUMNS;
    let mut rows: Vec<MessageRow> = tx
        .fetch_all(
            format!(
                "select {columns} from message
                 where desk_id = $1 and conversation_id = $2 and (arrived_at, message_id) < ($3, $4)
                 order by arrived_at desc, message_id desc
                 limit $5"
            ),
            args![desk, conversation_id, before.at, before.id, limit],
        )
        .await?;
    rows.reverse();
    Ok(rows)
}

/// The newest message of a conversation, of one direction or either.
pub async fn newest(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    direction: Option<Direction>,
) -> Result<Option<MessageRow>, StoreError> {
    let columns = MessageRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "select {columns} from message
             where desk_id = $1 and conversation_id = $2 and ($3 is null or direction = $3)
             order by arrived_at desc, message_id desc
             limit 1"
        ),
        args![desk, conversation_id, direction],
    )
    .await
}

/// The newest message that is in a conversation since this one was its last: by date, or taken in later with an old date. What
/// the desk answered by itself says nothing new.
pub async fn came_since(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    message_id: &str,
) -> Result<Option<MessageRow>, StoreError> {
    let columns = MessageRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "select {columns} from message
             where desk_id = $1 and conversation_id = $2 and message_id <> $3
               and (message_id > $3 or arrived_at > coalesce(
                 (select b.arrived_at from message b
                  where b.desk_id = $1 and b.conversation_id = $2 and b.message_id = $3), 0))
               and not (direction = 'out' and automatic)
             order by arrived_at desc, message_id desc
             limit 1"
        ),
        args![desk, conversation_id, message_id],
    )
    .await
}

answer! {
    /// What is known of a mail with a given Message-ID.
    Known {
        /// The Message-ID.
        rfc_id: String,
        /// Its body's hash: the same id with another body is another mail.
        body_hash: String,
        /// Ours.
        message_id: String,
        /// Its conversation.
        conversation_id: String,
        /// Which way it went.
        direction: Direction,
        /// By which way it came.
        origin: String,
    }
}

/// The mails we hold of these Message-IDs.
pub async fn known<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, rfc_ids: &[S]) -> Result<Vec<Known>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select rfc_id, body_hash, message_id, conversation_id, direction, origin from message
             where desk_id = $1 and rfc_id in {each}"
        ),
        args![desk, list(rfc_ids)],
    )
    .await
}

answer! {
    /// A message as the rules see it: everything but its words.
    Timeline {
        /// In which conversation.
        conversation_id: String,
        /// Ours.
        message_id: String,
        /// RFC 5322 Message-ID: the evidence.
        rfc_id: String,
        /// Which way it went.
        direction: Direction,
        /// What kind of sender.
        kind: Kind,
        /// Written by a machine of ours.
        automatic: bool,
        /// Writer's address.
        from_address: String,
        /// Writer's name.
        from_name: String,
        /// To.
        to_list: Vec<Party>,
        /// Cc.
        cc_list: Vec<Party>,
        /// The address of ours it was written to or from.
        own_address: String,
        /// When it arrived or left.
        arrived_at: Timestamp,
        /// Whether it expects an answer.
        expects_answer: bool,
        /// A holding reply's date.
        holding_until: Option<Timestamp>,
        /// Where its sending stands; `None` for mail that did not go through the outbox.
        sending: Option<outbox::State>,
        /// When its sending ended.
        sent_at: Option<Timestamp>,
    }
}

/// The messages of these conversations as the rules see them, each conversation's oldest first.
pub async fn timelines<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<Timeline>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select m.conversation_id, m.message_id, m.rfc_id, m.direction, m.kind, m.automatic, m.from_address,
               m.from_name, m.to_list, m.cc_list, m.own_address, m.arrived_at, m.expects_answer, m.holding_until,
               o.state, o.finished_at
             from message m
             left join outbox o on o.desk_id = m.desk_id and o.message_id = m.message_id
             where m.desk_id = $1 and m.conversation_id in {each}
             order by m.conversation_id, m.arrived_at, m.message_id"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}

/// The newest message of each of these conversations, for their summaries.
pub async fn newest_of<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<MessageRow>, StoreError> {
    let (columns, each) = (columns_of::<MessageRow>("m"), tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns}
             from message m
             where m.desk_id = $1 and m.conversation_id in {each}
               and m.message_id =
                 (select n.message_id from message n
                  where n.desk_id = m.desk_id and n.conversation_id = m.conversation_id
                  order by n.arrived_at desc, n.message_id desc
                  limit 1)"
        ),
        args![desk, list(conversation_ids)],
    )
    .await
}

/// How many messages there are.
pub async fn count(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let (count,) = tx.fetch_one("select count(*) from message where desk_id = $1", args![desk]).await?;
    Ok(count)
}
