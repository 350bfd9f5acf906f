//! The ledger kept in step with what happened: timelines loaded, promises derived, promises and summaries saved.
//! What follows from an event is decided in `rulebook`; what a batch of mails brings, in `receive`.

mod summary;
mod timeline;

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use rulebook::derive::{Derived, derive};
use rulebook::promise::{Promise, State};
use store::conversation::ConversationRow;
use store::promise::PromiseRow;
use store::{DeskId, StoreError, Tx};

use crate::desk::DeskSettings;
use summary::summarise;
pub use timeline::{Timeline, load};

/// Conversations derived in one go.
const AT_ONCE: usize = 256;

/// What follows from one conversation's timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct Reckoned {
    /// The conversation with its summary made again.
    pub conversation: ConversationRow,
    /// Its promises.
    pub derived: Derived,
}

/// Makes promises and summaries of these conversations again, from their timelines, as they stand at `now`.
///
/// Called in the transaction of whatever changed them.
///
/// # Errors
/// Faults of the store.
pub async fn refresh(
    tx: &mut Tx,
    desk: &DeskId,
    settings: &DeskSettings,
    now: Timestamp,
    conversations: &[String],
) -> Result<(), StoreError> {
    for chunk in conversations.chunks(AT_ONCE) {
        let before = store::conversation::by_ids(tx, desk, chunk).await?;
        let timelines = load(tx, desk, &settings.own, chunk).await?;
        let reckoned: Vec<Reckoned> = before.into_iter().map(|row| reckon(row, &timelines, settings, now)).collect();
        save(tx, desk, chunk, &reckoned).await?;
    }
    Ok(())
}

/// The same without saving: what should stand in the store.
///
/// # Errors
/// Faults of the store.
pub async fn reckon_again(
    tx: &mut Tx,
    desk: &DeskId,
    settings: &DeskSettings,
    now: Timestamp,
    conversations: &[String],
) -> Result<Vec<Reckoned>, StoreError> {
    let before = store::conversation::by_ids(tx, desk, conversations).await?;
    let timelines = load(tx, desk, &settings.own, conversations).await?;
    Ok(before.into_iter().map(|row| reckon(row, &timelines, settings, now)).collect())
}

fn reckon(
    row: ConversationRow,
    timelines: &HashMap<String, Timeline>,
    settings: &DeskSettings,
    now: Timestamp,
) -> Reckoned {
    let Some(timeline) = timelines.get(&row.conversation_id) else {
        return Reckoned { conversation: row, derived: Derived::default() };
    };
    let rules = settings.rules_for(&timeline.client_rules);
    let derived = derive(&row.conversation_id, &timeline.events, &rules, &settings.calendar, now);
    let quiet = SignedDuration::from_hours(24 * i64::from(rules.reply_in_a_working_day.history_after_days));
    let conversation = summarise(row, timeline, &derived, quiet);
    Reckoned { conversation, derived }
}

async fn save(tx: &mut Tx, desk: &DeskId, chunk: &[String], reckoned: &[Reckoned]) -> Result<(), StoreError> {
    let promises: Vec<PromiseRow> = reckoned.iter().flat_map(promise_rows).collect();
    store::promise::replace(tx, desk, chunk, &promises).await?;
    let rows: Vec<ConversationRow> = reckoned.iter().map(|it| it.conversation.clone()).collect();
    store::conversation::save_many(tx, desk, &rows).await?;
    Ok(())
}

/// The rows of a conversation's promises.
pub fn promise_rows(reckoned: &Reckoned) -> Vec<PromiseRow> {
    let conversation = &reckoned.conversation;
    let row = |(position, promise): (usize, &Promise)| PromiseRow {
        promise_id: promise.id.clone(),
        conversation_id: conversation.conversation_id.clone(),
        client_id: conversation.client_id.clone(),
        position: i64::try_from(position).unwrap_or(i64::MAX),
        side: promise.side,
        who: promise.who.clone(),
        whom: promise.whom.clone(),
        what: promise.what.clone(),
        rule: promise.rule.clone(),
        since_at: promise.since,
        due_at: promise.due,
        state: promise.state,
        kept_at: promise.kept_at,
        evidence: promise.evidence.clone(),
        because: promise.because.clone(),
        unkept: is_unkept(promise),
        history: conversation.history,
    };
    reckoned.derived.promises.iter().enumerate().map(row).collect()
}

/// Whether a promise is still to be kept: open, or late and not kept since.
pub fn is_unkept(promise: &Promise) -> bool {
    match promise.state {
        State::Open => true,
        State::Broken => promise.kept_at.is_none(),
        State::Kept | State::Waived => false,
    }
}
