//! Looking a query up: conversations with a matching message, newest match first. The same on both databases.

use std::collections::HashSet;

use jiff::Timestamp;

use super::excerpt::{Excerpt, excerpt, has_in_a_row};
use super::index::first_number;
use super::query::Query;
use super::text::{conditions_text, list_text, words_text};
use crate::args;
use crate::conversation::ConversationRow;
use crate::cursor::Cursor;
use crate::desk::DeskId;
use crate::dialect::Dialect;
use crate::error::StoreError;
use crate::record::{Record, columns_of};
use crate::tx::Tx;
use crate::value::{Cells, PackedText, ToCell, Value, list};

/// How many matching messages one call looks through at most; a rare row of common words may need the next page.
const LOOKED_THROUGH: usize = 2_000;

/// A conversation with its newest message that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The conversation.
    pub conversation: ConversationRow,
    /// Its client's name.
    pub client_name: String,
    /// The matching message.
    pub message_id: String,
    /// Its writer's address.
    pub from_address: String,
    /// Its writer's name.
    pub from_name: String,
    /// When it arrived or left.
    pub arrived_at: Timestamp,
    /// The piece of its text around the words looked for.
    pub excerpt: Excerpt,
    /// Where the next page begins after this hit.
    pub cursor: Cursor,
}

/// A page of hits.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hits {
    /// Newest first, each conversation once.
    pub hits: Vec<Hit>,
    /// Where the next page begins; `None` when this was the last.
    pub next: Option<Cursor>,
}

/// A matching message before it is held against rows of words and its conversation's earlier hits.
struct Match {
    number: i64,
    message_id: String,
    conversation_id: String,
    from_address: String,
    from_name: String,
    arrived_at: Timestamp,
    subject: String,
    text: String,
}

impl Record for Match {
    fn read(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: cells.take()?,
            message_id: cells.take()?,
            conversation_id: cells.take()?,
            from_address: cells.take()?,
            from_name: cells.take()?,
            arrived_at: cells.take()?,
            subject: cells.take()?,
            text: cells.take::<PackedText>()?.into(),
        })
    }
}

/// Conversations that match, newest match first, each once; an empty query finds nothing.
pub async fn find(
    tx: &mut Tx,
    desk: &DeskId,
    query: &Query,
    after: Option<&Cursor>,
    now: Timestamp,
    limit: usize,
) -> Result<Hits, StoreError> {
    if query.is_empty() {
        return Ok(Hits::default());
    }
    if query.has_only_conditions() {
        return by_conditions(tx, desk, query, after, now, limit).await;
    }
    let mut before = after.map_or(i64::MAX, |cursor| cursor.at);
    let first = before;
    let mut found: Vec<Match> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut looked = 0;
    let mut ended = false;
    while found.len() <= limit && looked < LOOKED_THROUGH && !ended {
        let want = (limit + 1 - found.len()) * 2;
        let matches = matches_before(tx, desk, query, before, now, want).await?;
        ended = matches.len() < want;
        looked += matches.len();
        before = matches.last().map_or(before, |it| it.number);
        let mut fresh: Vec<Match> = matches
            .into_iter()
            .filter(|it| rows_of_words_hold(query, it) && seen.insert(it.conversation_id.clone()))
            .collect();
        if after.is_some() && !fresh.is_empty() {
            let shown = shown_before(tx, desk, query, &fresh, first, now).await?;
            fresh.retain(|it| !shown.contains(&it.conversation_id));
        }
        found.extend(fresh);
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let next = match found.last() {
        Some(last) if more => Some(last.number),
        _ if !ended => Some(before),
        _ => None,
    };
    let hits = with_conversations(tx, desk, query, found).await?;
    Ok(Hits { hits, next: next.map(|at| Cursor { at, id: String::new() }) })
}

/// Without words there is nothing to look up: the list of conversations is walked, each with its newest message.
async fn by_conditions(
    tx: &mut Tx,
    desk: &DeskId,
    query: &Query,
    after: Option<&Cursor>,
    now: Timestamp,
    limit: usize,
) -> Result<Hits, StoreError> {
    let newest = Cursor::newest();
    let after = after.unwrap_or(&newest);
    let wanted = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);
    let mut values =
        vec![desk.to_cell(), after.at.to_cell(), after.id.to_cell(), Value::Int(wanted), "".to_cell(), now.to_cell()];
    let conditions = conditions_text(query, &mut values);
    let sql = format!(
        "select c.last_at, m.message_id, c.conversation_id, m.from_address, m.from_name, m.arrived_at, m.subject,
           m.new_text
         from conversation c
         join message m on m.desk_id = c.desk_id and m.conversation_id = c.conversation_id
           and m.message_id =
             (select n.message_id from message n
              where n.desk_id = c.desk_id and n.conversation_id = c.conversation_id
              order by n.arrived_at desc, n.message_id desc
              limit 1)
         where c.desk_id = $1 and c.merged_into is null and (c.last_at, c.conversation_id) < ($2, $3) and $5 = ''
           {conditions}
         order by c.last_at desc, c.conversation_id desc
         limit $4"
    );
    let mut found: Vec<Match> = tx.fetch_all(sql, &values).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let mut hits = with_conversations(tx, desk, query, found).await?;
    for hit in &mut hits {
        hit.cursor.id.clone_from(&hit.conversation.conversation_id);
    }
    let next = hits.last().filter(|_| more).map(|hit| hit.cursor.clone());
    Ok(Hits { hits, next })
}

async fn matches_before(
    tx: &mut Tx,
    desk: &DeskId,
    query: &Query,
    before: i64,
    now: Timestamp,
    limit: usize,
) -> Result<Vec<Match>, StoreError> {
    let dialect = tx.dialect();
    let words = words_text(dialect, query);
    let before = query.until.map_or(before, |until| before.min(first_number(until)));
    let from = query.from.map_or(i64::MIN, first_number);
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values =
        vec![desk.to_cell(), words.to_cell(), Value::Int(before), Value::Int(from), Value::Int(limit), now.to_cell()];
    let conditions = conditions_text(query, &mut values);
    let sql = list_text(dialect, &conditions);
    tx.fetch_all(sql, &values).await
}

/// Conversations among these that have a newer match than the page began with: an earlier page showed them.
async fn shown_before(
    tx: &mut Tx,
    desk: &DeskId,
    query: &Query,
    found: &[Match],
    first: i64,
    now: Timestamp,
) -> Result<HashSet<String>, StoreError> {
    let dialect = tx.dialect();
    let words = words_text(dialect, query);
    let until = query.until.map_or(i64::MAX, first_number);
    let among = list(found.iter().map(|it| it.conversation_id.as_str()));
    let mut values = vec![desk.to_cell(), words.to_cell(), Value::Int(until), Value::Int(first), among, now.to_cell()];
    let conditions = conditions_text(query, &mut values);
    let each = dialect.each(5);
    let sql = match dialect {
        Dialect::Sqlite => format!(
            "select m.conversation_id, m.subject, m.new_text
             from message m
             cross join search f on f.rowid = m.search_no
             cross join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
             where m.desk_id = $1 and m.conversation_id in {each} and f.search match $2
               and m.search_no < $3 and m.search_no >= $4
               {conditions}"
        ),
        Dialect::Postgres => format!(
            "select m.conversation_id, m.subject, m.new_text
             from message m
             join search f on f.desk_id = m.desk_id and f.search_no = m.search_no
             join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
             where m.desk_id = $1 and m.conversation_id in {each} and f.words @@ $2::text::tsquery
               and m.search_no < $3 and m.search_no >= $4
               {conditions}"
        ),
    };
    let rows: Vec<(String, String, PackedText)> = tx.fetch_all(sql, &values).await?;
    let holds = |(_, subject, text): &(String, String, PackedText)| phrases_hold(query, subject, text);
    Ok(rows.into_iter().filter(holds).map(|(id, _, _)| id).collect())
}

async fn with_conversations(
    tx: &mut Tx,
    desk: &DeskId,
    query: &Query,
    found: Vec<Match>,
) -> Result<Vec<Hit>, StoreError> {
    let (columns, each) = (columns_of::<ConversationRow>("c"), tx.dialect().each(2));
    let rows: Vec<Listed> = tx
        .fetch_all(
            format!(
                "select {columns}, k.name
                 from conversation c
                 join client k on k.desk_id = c.desk_id and k.client_id = c.client_id
                 where c.desk_id = $1 and c.conversation_id in {each}"
            ),
            args![desk, list(found.iter().map(|it| it.conversation_id.as_str()))],
        )
        .await?;
    let beginnings = beginnings(query);
    let mut hits = Vec::with_capacity(found.len());
    for it in found {
        let Some(row) = rows.iter().find(|row| row.0.conversation_id == it.conversation_id) else { continue };
        hits.push(Hit {
            conversation: row.0.clone(),
            client_name: row.1.clone(),
            message_id: it.message_id,
            from_address: it.from_address,
            from_name: it.from_name,
            arrived_at: it.arrived_at,
            excerpt: excerpt(&it.text, &beginnings),
            cursor: Cursor { at: it.number, id: String::new() },
        });
    }
    Ok(hits)
}

struct Listed(ConversationRow, String);

impl Record for Listed {
    fn read(cells: &mut Cells<'_>) -> Result<Self, StoreError> {
        Ok(Self(ConversationRow::read(cells)?, cells.take()?))
    }
}

fn rows_of_words_hold(query: &Query, it: &Match) -> bool {
    phrases_hold(query, &it.subject, &it.text)
}

fn phrases_hold(query: &Query, subject: &str, text: &str) -> bool {
    query.phrases.iter().all(|(words, wanted)| (has_in_a_row(text, words) || has_in_a_row(subject, words)) == *wanted)
}

/// How the words looked for begin, for marking them.
fn beginnings(query: &Query) -> Vec<String> {
    query.must.iter().flatten().filter(|token| !token.text.contains(':')).map(|token| token.text.clone()).collect()
}
