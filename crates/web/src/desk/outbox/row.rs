//! How one mail of the outbox stands, in words: for its page, and for the conversation it belongs to.

use store::outbox::{OutboxRow, Recipient, RecipientState, State};
use words::dates::Role;

use super::{Acts, Fate, Row};
use crate::asked::Asked;
use crate::moment::Moment;

/// A mail in a line of the outbox.
pub(super) fn row(asked: &Asked, row: &OutboxRow, subject: String) -> Row {
    let w = &asked.w;
    let (state, tone) = state_of(asked, row);
    Row {
        id: row.outbox_id.clone(),
        conversation: row.conversation_id.clone(),
        to: row.recipients.iter().map(|one| one.address.as_str()).collect::<Vec<_>>().join(", "),
        subject,
        state,
        state_words: w.t(&format!("outbox-{state}")),
        tone,
        reason: reason(asked, row),
        reply: desk::outbox::trouble(&row.last_error).map(|(_, said)| said.to_owned()).unwrap_or_default(),
        people: people(asked, row),
        at: Moment::stamp(w, asked.now, row.finished_at.unwrap_or(row.created_at)),
        acts: acts(row),
    }
}

/// Planned, and its time has not come.
pub(crate) fn is_planned(asked: &Asked, row: &OutboxRow) -> bool {
    row.state == State::Waiting && row.planned_at.is_some() && row.not_before_at > asked.now
}

fn state_of(asked: &Asked, row: &OutboxRow) -> (&'static str, &'static str) {
    match row.state {
        State::Waiting if is_planned(asked, row) => ("planned", ""),
        State::Waiting => ("waiting", ""),
        State::Sending => ("sending", ""),
        State::Failed => ("failed", "broken"),
        State::Uncertain => ("uncertain", "due"),
        State::Asking => ("asking", "due"),
        State::Sent => ("sent", "kept"),
        State::Cancelled => ("cancelled", ""),
    }
}

/// Why it stands so, and what happens next.
pub(crate) fn reason(asked: &Asked, row: &OutboxRow) -> String {
    let w = &asked.w;
    if is_planned(asked, row) {
        let key = if row.unless_answered { "later-planned-unless" } else { "later-planned" };
        return w.t1(key, "when", w.when(Role::Plain, asked.now, row.not_before_at));
    }
    // Of an uncertain mail nobody tries anything by itself: what the trouble says would be wrong.
    let uncertain = row.state == State::Uncertain;
    let trouble = desk::outbox::trouble(&row.last_error).map(|(key, _)| w.t(key)).filter(|_| !uncertain);
    let what = match row.state {
        State::Waiting if row.next_try_at > asked.now && trouble.is_some() => {
            let when = w.when(Role::Plain, asked.now, row.next_try_at);
            let key = if row.last_error == "relay-trouble-limit" { "outbox-goes" } else { "page-outbox-waiting-until" };
            w.t1(key, "when", when)
        }
        State::Waiting => w.t("page-outbox-waiting-what"),
        State::Sending => w.t("page-outbox-sending-what"),
        State::Failed => w.t("page-outbox-failed-what"),
        State::Uncertain => w.t("page-outbox-uncertain-what"),
        State::Asking => w.t("page-outbox-asking-what"),
        State::Sent => match row.finished_at {
            Some(at) => w.t1("outbox-sent-through", "when", w.when(Role::Plain, asked.now, at)),
            None => w.t("page-outbox-sent-what"),
        },
        State::Cancelled => String::new(),
    };
    trouble.map_or_else(|| what.clone(), |trouble| format!("{trouble} {what}"))
}

/// What a person can do about it.
pub(crate) fn acts(row: &OutboxRow) -> Acts {
    Acts {
        arrived: row.state == State::Uncertain,
        again: matches!(row.state, State::Uncertain | State::Failed | State::Asking),
        now: row.state == State::Waiting,
        undo: desk::outbox::can_be_taken_back(row).is_some(),
    }
}

/// Everybody, when they fare differently or a report came about somebody.
pub(crate) fn people(asked: &Asked, row: &OutboxRow) -> Vec<Fate> {
    let differ = row.recipients.windows(2).any(|two| matches!(two, [one, other] if one.state != other.state));
    if !differ && row.recipients.iter().all(|one| one.report.is_none()) {
        return Vec::new();
    }
    row.recipients.iter().map(|one| fate(asked, one)).collect()
}

fn fate(asked: &Asked, one: &Recipient) -> Fate {
    let (key, tone) = match (&one.report, one.state) {
        (Some(report), _) if report.hard => ("outbox-to-back", "broken"),
        (Some(_), _) => ("outbox-to-late", "due"),
        (None, RecipientState::Sent) => ("outbox-to-sent", "kept"),
        (None, RecipientState::Waiting | RecipientState::Deferred) => ("outbox-to-waiting", ""),
        (None, RecipientState::Failed) => ("outbox-to-failed", "broken"),
        (None, RecipientState::Uncertain) => ("outbox-to-uncertain", "due"),
    };
    let status = one.report.as_ref().map(|report| report.status.as_str()).filter(|status| !status.is_empty());
    let words = asked.w.t(key);
    let words = status.map_or_else(|| words.clone(), |status| format!("{words} ({status})"));
    Fate { address: one.address.clone(), words, tone }
}
