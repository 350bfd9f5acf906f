//! What the row in the outbox says after a try. Pure; how the recipients are weighed stands in [`super::fate`].

use jiff::Timestamp;
use store::outbox::{OutboxRow, Outcome as Ending, State};

use super::fate::{Act, Recipient, RecipientState, after, is_to_try, next_try, weigh};

/// What a try came to, before it is weighed.
pub(super) struct Tried {
    /// Everybody, with their state and the relay's words.
    pub(super) recipients: Vec<Recipient>,
    /// As it stands in the row: a key, and what the relay said.
    pub(super) trouble: Option<String>,
    /// There was a dialogue: whatever was known against the server holds no longer.
    pub(super) way_works: bool,
    /// It was no try at all: it waits until then, however long it has waited.
    pub(super) waits: Option<Timestamp>,
    /// It is not tried again without asking.
    pub(super) asks: bool,
}

impl Tried {
    /// After a dialogue, or instead of one.
    pub(super) fn of(recipients: Vec<Recipient>, trouble: Option<String>) -> Self {
        Self { recipients, trouble, way_works: false, waits: None, asks: false }
    }

    /// Nothing was tried; it waits until then.
    pub(super) fn waits(row: &OutboxRow, until: Timestamp, trouble: &str) -> Self {
        Self { waits: Some(until), ..Self::of(row.recipients.clone(), Some(trouble.to_owned())) }
    }
}

/// No dialogue at all: everybody still to try gets this state, for this reason.
pub(super) fn put_back(row: &OutboxRow, state: RecipientState, trouble: &str) -> Tried {
    let mut recipients = row.recipients.clone();
    recipients.iter_mut().filter(|one| is_to_try(one.state)).for_each(|one| one.state = state);
    Tried::of(recipients, Some(trouble.to_owned()))
}

/// Its time passed long ago: a person is asked. What some have already is not sent to the others so late.
pub(super) fn kept_back(row: &OutboxRow, trouble: &str) -> Tried {
    if row.finished_at.is_some() {
        return put_back(row, RecipientState::Failed, trouble);
    }
    Tried { asks: true, ..Tried::of(row.recipients.clone(), Some(trouble.to_owned())) }
}

/// What a try comes to for the row.
pub(super) fn ending(row: &OutboxRow, tried: Tried, now: Timestamp) -> Option<Ending> {
    if tried.asks || tried.waits.is_some() {
        let act = if tried.asks { Act::KeptBack } else { Act::PutOff };
        return Some(Ending {
            state: after(State::Sending, act)?,
            recipients: tried.recipients,
            next_try_at: tried.waits.unwrap_or(row.next_try_at),
            last_error: tried.trouble.unwrap_or_default(),
            finished_at: row.finished_at,
        });
    }
    let tries = u32::try_from(row.tries).unwrap_or(u32::MAX);
    // A mail that was planned begins to wait at its time.
    let next = next_try(tries, row.created_at.max(row.not_before_at), now);
    let verdict = weigh(tried.recipients, next.is_some());
    let state = after(State::Sending, verdict.act)?;
    let refused = verdict.recipients.iter().find(|one| !one.reply.is_empty() && !one.reply.starts_with('2'));
    let last_error = match (verdict.act, tried.trouble, refused) {
        (Act::Taken, ..) => String::new(),
        (_, Some(trouble), _) => trouble,
        (_, None, Some(one)) => format!("relay-trouble-refused: {}", one.reply),
        (_, None, None) => String::new(),
    };
    let is_over = matches!(state, State::Sent | State::Failed);
    let finished_at = if verdict.reached { row.finished_at.or(Some(now)) } else { Some(now).filter(|_| is_over) };
    let next_try_at = next.unwrap_or(now);
    Some(Ending { state, recipients: verdict.recipients, next_try_at, last_error, finished_at })
}

/// What is worth an event: not each try, but each end.
pub(super) fn verb(state: State) -> Option<&'static str> {
    match state {
        State::Sent => Some("sent"),
        State::Failed => Some("send_failed"),
        State::Uncertain => Some("send_uncertain"),
        State::Asking => Some("send_asks"),
        State::Waiting | State::Sending | State::Cancelled => None,
    }
}
