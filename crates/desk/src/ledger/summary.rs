//! What lists show of a conversation, made from its timeline and its promises.

use jiff::{SignedDuration, Timestamp};
use rulebook::derive::Derived;
use rulebook::event::Kind;
use rulebook::people::Side;
use rulebook::rules::reply_in_a_working_day;
use store::conversation::{ConversationRow, Stand};
use store::message::Direction;
use store::sender::Verdict;
use store::timeline::Said;

use super::is_unkept;
use super::timeline::Timeline;
use crate::ids::made_at;
use crate::receive::{SUBJECT, preview, shortened};

/// The row with every derived column made again.
pub(super) fn summarise(
    mut row: ConversationRow,
    timeline: &Timeline,
    derived: &Derived,
    quiet: SignedDuration,
) -> ConversationRow {
    let (Some(first), Some(last)) = (timeline.messages.first(), timeline.messages.last()) else {
        row.next_look_at = derived.next_look;
        return row;
    };
    let latest =
        |direction| timeline.messages.iter().rev().find(|it| it.direction == direction).map(|it| it.arrived_at);
    row.subject = shortened(&first.subject, SUBJECT);
    row.first_at = first.arrived_at;
    row.last_at = last.arrived_at;
    row.last_in_at = latest(Direction::In);
    row.last_out_at = latest(Direction::Out);
    row.last_from = name_of(last);
    row.preview = preview(&last.beginning);
    row.messages = i64::try_from(timeline.messages.len()).unwrap_or(i64::MAX);
    row.attachments = timeline.attachments;
    let ours = derived.promises.iter().filter(|it| it.side == Side::Ours && is_unkept(it));
    row.owed_due_at = ours.map(|it| it.due).min();
    row.next_look_at = derived.next_look;
    row.settled_at = settled_at(timeline);
    row.history = is_history(timeline, quiet);
    let answers = derived.promises.iter().filter(|it| it.rule == reply_in_a_working_day::CODE);
    row.stand = stand(&row, timeline, answers.filter(|it| is_unkept(it)).count() > 0);
    row
}

fn name_of(said: &Said) -> String {
    let name = if said.from_name.is_empty() { &said.from_address } else { &said.from_name };
    name.clone()
}

/// When it was marked done, as long as that was not taken back and nobody wrote since.
fn settled_at(timeline: &Timeline) -> Option<Timestamp> {
    let mut marks = timeline.acts.iter().filter(|act| matches!(act.verb.as_str(), "settled" | "unsettled"));
    let last = marks.next_back().filter(|act| act.verb == "settled")?;
    let written_since =
        timeline.messages.iter().any(|said| said.arrived_at > last.at && said.direction == Direction::In);
    (!written_since).then_some(last.at)
}

/// An old conversation that came with an import or the first fetch of a mailbox: long silent when it was taken in.
///
/// Measured from the taking-in, not from today: what is neglected since then stays on Today.
fn is_history(timeline: &Timeline, quiet: SignedDuration) -> bool {
    let old = |said: &Said| {
        let Some(taken_in) = made_at(&said.message_id) else { return false };
        matches!(said.origin.as_str(), "import" | "sample" | "imap") && said.arrived_at < taken_in - quiet
    };
    timeline.messages.iter().all(old)
}

/// Who is to act next. A step of ours is work to be done, not an answer that is missing.
fn stand(row: &ConversationRow, timeline: &Timeline, answer_owed: bool) -> Stand {
    match timeline.all_shut_out() {
        _ if timeline.is_spam() => return Stand::Spam,
        Some(Verdict::Spam) => return Stand::Spam,
        Some(Verdict::Blocked) => return Stand::Blocked,
        None => {}
    }
    if row.settled_at.is_some() {
        return Stand::Done;
    }
    // A mail nobody vouched for promises nothing, and waits for a look all the same.
    if answer_owed || timeline.messages.iter().any(|said| said.doubtful) {
        return Stand::Unanswered;
    }
    let human = |said: &&Said| match said.direction {
        Direction::In => said.kind == Kind::Person,
        Direction::Out => !said.automatic,
    };
    match timeline.messages.iter().rev().find(human).map(|said| said.direction) {
        Some(Direction::Out) => Stand::Waiting,
        Some(Direction::In) | None => Stand::Done,
    }
}
