//! The ledger and the conversations, read: as they stand now, or as the ledger stood at another moment. Changes nothing.

use jiff::{SignedDuration, Timestamp};
use rulebook::derive::derive;
use rulebook::people::Side;
use rulebook::promise::{Promise, State};
use store::conversation::ConversationRow;
use store::promise::{Filter, PromiseRow};
use store::{Cursor, StoreError, Tx};

use crate::desk::{Desk, DeskSettings};
use crate::ledger::{self, Timeline, is_unkept};

/// Conversations read in one go.
const AT_ONCE: i64 = 256;

/// Which lines of the ledger are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Question {
    /// As it stood then; now when left out.
    pub at: Option<Timestamp>,
    /// One column only.
    pub side: Option<Side>,
    /// Also what is kept or waived, and what belongs to history.
    pub all: bool,
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The promise.
    pub promise: Promise,
    /// Its conversation.
    pub conversation_id: String,
    /// Whether the conversation counts as history.
    pub history: bool,
}

/// A conversation with its messages.
#[derive(Debug, Clone)]
pub struct Told {
    /// The conversation.
    pub conversation: ConversationRow,
    /// The client's name.
    pub client: String,
    /// What was said, oldest first.
    pub timeline: Timeline,
}

/// The ledger, what is due first on top. Whoever may open the data folder may read it, so no member is named.
///
/// # Errors
/// Faults of the store.
pub async fn ledger(desk: &Desk, question: Question) -> Result<Vec<Line>, StoreError> {
    let mut lines = match question.at {
        None => as_it_stands(desk, question).await?,
        Some(at) => as_it_stood(desk, at).await?,
    };
    let wanted = |line: &Line| {
        question.side.is_none_or(|side| side == line.promise.side)
            && (question.all || (is_unkept(&line.promise) && !line.history))
    };
    lines.retain(wanted);
    lines.sort_by(|one, other| (one.promise.due, &one.promise.id).cmp(&(other.promise.due, &other.promise.id)));
    Ok(lines)
}

async fn as_it_stands(desk: &Desk, question: Question) -> Result<Vec<Line>, StoreError> {
    let filter = Filter { side: question.side, all: question.all };
    let now = desk.now();
    let mut lines: Vec<Line> = Vec::new();
    let mut after = Cursor { at: i64::MIN, id: String::new() };
    loop {
        let read = async |mut tx| store::promise::ledger(&mut tx, desk.id(), filter, &after, AT_ONCE).await;
        let rows = desk.db().read(read).await?;
        let Some(last) = rows.last() else { return Ok(lines) };
        after = Cursor { at: last.due_at.as_microsecond(), id: last.promise_id.clone() };
        lines.extend(rows.into_iter().map(|row| line(row, now)));
    }
}

fn line(row: PromiseRow, now: Timestamp) -> Line {
    // Nobody may have looked since it fell due.
    let state = if row.state == State::Open && row.due_at < now { State::Broken } else { row.state };
    let promise = Promise {
        id: row.promise_id,
        side: row.side,
        who: row.who,
        whom: row.whom,
        what: row.what,
        rule: row.rule,
        since: row.since_at,
        due: row.due_at,
        state,
        kept_at: row.kept_at,
        evidence: row.evidence,
        because: row.because,
    };
    Line { promise, conversation_id: row.conversation_id, history: row.history }
}

async fn as_it_stood(desk: &Desk, at: Timestamp) -> Result<Vec<Line>, StoreError> {
    let settings = desk.settings();
    let mut lines = Vec::new();
    let mut after = String::new();
    loop {
        let (ids, rows, timelines) = desk
            .db()
            .read(async |mut tx| {
                let ids = next_ids(&mut tx, desk, &after).await?;
                let rows = store::conversation::by_ids(&mut tx, desk.id(), &ids).await?;
                let timelines = ledger::load(&mut tx, desk.id(), &settings.own, &ids).await?;
                Ok::<_, StoreError>((ids, rows, timelines))
            })
            .await?;
        let Some(last) = ids.last() else { return Ok(lines) };
        after.clone_from(last);
        for row in rows {
            if let Some(timeline) = timelines.get(&row.conversation_id) {
                lines.extend(lines_at(&row, timeline, &settings, at));
            }
        }
    }
}

fn lines_at(row: &ConversationRow, timeline: &Timeline, settings: &DeskSettings, at: Timestamp) -> Vec<Line> {
    let rules = settings.rules_for(&timeline.client_rules);
    let derived = derive(&row.conversation_id, &timeline.events, &rules, &settings.calendar, at);
    let quiet = SignedDuration::from_hours(24 * i64::from(rules.reply_in_a_working_day.history_after_days));
    let last = timeline.messages.iter().map(|said| said.arrived_at).filter(|it| *it <= at).max();
    let history = row.history && last.is_some_and(|last| last < at - quiet);
    let line = |promise| Line { promise, conversation_id: row.conversation_id.clone(), history };
    derived.promises.into_iter().map(line).collect()
}

async fn next_ids(tx: &mut Tx, desk: &Desk, after: &str) -> Result<Vec<String>, StoreError> {
    store::conversation::ids_after(tx, desk.id(), after, AT_ONCE).await
}

/// The conversations after the one of this id, a few hundred at a time; an empty id begins, an empty answer ends.
///
/// # Errors
/// Faults of the store.
pub async fn conversations(desk: &Desk, after: &str) -> Result<Vec<Told>, StoreError> {
    let settings = desk.settings();
    desk.db()
        .read(async |mut tx| {
            let ids = next_ids(&mut tx, desk, after).await?;
            let rows = store::conversation::by_ids(&mut tx, desk.id(), &ids).await?;
            let mut timelines = ledger::load(&mut tx, desk.id(), &settings.own, &ids).await?;
            let clients: Vec<String> = rows.iter().map(|row| row.client_id.clone()).collect();
            let clients = store::client::by_ids(&mut tx, desk.id(), &clients).await?;
            let name = |id: &str| clients.iter().find(|it| it.client_id == id).map(|it| it.name.clone());
            let mut told: Vec<Told> = rows
                .into_iter()
                .map(|conversation| Told {
                    client: name(&conversation.client_id).unwrap_or_default(),
                    timeline: timelines.remove(&conversation.conversation_id).unwrap_or_default(),
                    conversation,
                })
                .collect();
            told.sort_by(|one, other| one.conversation.conversation_id.cmp(&other.conversation.conversation_id));
            Ok::<_, StoreError>(told)
        })
        .await
}
