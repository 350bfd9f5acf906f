//! A promise of the store as the words need it, and the marks that pages put on one.

use jiff::Timestamp;
use rulebook::promise::{Promise, State};
use store::promise::PromiseRow;
use words::Words;

use crate::asked::Asked;
use crate::badge::Badge;
use crate::moment::Moment;

/// Working time is only counted out for what is due within so many seconds; further away, the day is named.
const NEAR: i64 = 3 * 24 * 3600;

/// The row as the rulebook's own type.
pub(crate) fn promise_of(row: &PromiseRow) -> Promise {
    Promise {
        id: row.promise_id.clone(),
        side: row.side,
        who: row.who.clone(),
        whom: row.whom.clone(),
        what: row.what.clone(),
        rule: row.rule.clone(),
        since: row.since_at,
        due: row.due_at,
        state: row.state,
        kept_at: row.kept_at,
        evidence: row.evidence.clone(),
        because: row.because.clone(),
    }
}

/// When something is due, in working hours where that is soon.
pub(crate) fn due(asked: &Asked, due: Timestamp) -> Moment {
    let left = due.as_second() - asked.now.as_second();
    let minutes = (0..NEAR)
        .contains(&left)
        .then(|| asked.desk().settings().calendar.working_time_between(asked.now, due).as_mins());
    Moment::due(&asked.w, asked.now, due, minutes)
}

/// The colour of something that is due: red when late, amber when today.
pub(crate) fn tone(w: &Words, now: Timestamp, due: Timestamp) -> &'static str {
    let date = |at| w.zone().to_datetime(at).date();
    if due < now {
        "broken"
    } else if date(due) == date(now) {
        "due"
    } else {
        ""
    }
}

/// The colour of a promise as it stands.
pub(crate) fn tone_of(asked: &Asked, row: &PromiseRow) -> &'static str {
    match row.state {
        State::Open | State::Broken if row.kept_at.is_none() => tone(&asked.w, asked.now, row.due_at),
        State::Kept => "kept",
        _ => "",
    }
}

/// The mark on a conversation in a list: when our answer is due.
pub(crate) fn badge(asked: &Asked, owed_due_at: Option<Timestamp>) -> Option<Badge> {
    let due_at = owed_due_at?;
    let moment = due(asked, due_at);
    Some(Badge { tone: tone(&asked.w, asked.now, due_at), text: moment.words, exact: Some(moment.exact) })
}
