//! What a mail of ours, written elsewhere, promises and asks: offered to be kept track of, once. Old mail is not read for it.

use jiff::SignedDuration;
use rulebook::event::Kind;
use rulebook::people::{Party, Side};
use rulebook::rules::{next_steps, say_what_you_will_do};
use store::message::{Direction, MessageRow};
use store::step::{Standing, StepRow};

use super::plan::Planner;
use crate::steps::{Found, found_in};

/// Mail older than this when it is taken in is history to whoever wrote it.
const FRESH: SignedDuration = SignedDuration::from_hours(72);
/// As much of a text is read, in bytes: what is promised stands in the first page, and reading takes no longer than that.
const READ: usize = 3_000;
/// Offers of one mail; who promises more in one breath keeps a list of their own.
const MOST: usize = 3;

impl Planner<'_> {
    /// Reads a mail of ours that did not leave from here.
    pub(super) fn find_steps(&mut self, row: &MessageRow) {
        let elsewhere = matches!(row.origin.as_str(), "imap" | "lmtp" | "smtp");
        let by_hand = row.direction == Direction::Out && row.kind == Kind::Person && !row.automatic;
        if !elsewhere || !by_hand || self.now.duration_since(row.arrived_at) > FRESH {
            return;
        }
        let own = &self.settings.own;
        let Some(reader) = row.to_list.iter().find(|party| !own.is_ours(&party.address)).cloned() else { return };
        let writer = Party { address: row.from_address.clone(), name: row.from_name.clone() };
        let language = Some(row.language.as_str()).filter(|language| !language.is_empty());
        let on = |side| {
            let rule = if side == Side::Ours { say_what_you_will_do::CODE } else { next_steps::CODE };
            self.settings.rules.is_on(rule)
        };
        let found = found_in(&self.settings.calendar, beginning(&row.new_text), language, row.arrived_at);
        let found: Vec<Found> = found.into_iter().filter(|found| on(found.side)).take(MOST).collect();
        for (position, found) in (0..).zip(found) {
            let (who, whom) = match found.side {
                Side::Ours => (writer.clone(), reader.clone()),
                Side::Theirs => (reader.clone(), writer.clone()),
            };
            let step_id = (self.ids)();
            self.changes.steps.push(StepRow {
                step_id,
                message_id: row.message_id.clone(),
                position,
                standing: Standing::Offered,
                listed: found.side == Side::Theirs,
                side: found.side,
                who,
                whom,
                what: found.what,
                due_on: found.due.map(|due| due.to_string()),
                language: row.language.clone(),
                reminded_at: None,
            });
        }
    }
}

/// The beginning of a text, to the end of a line where there is one.
fn beginning(text: &str) -> &str {
    let end = (0..=READ.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let start = text.get(..end).unwrap_or_default();
    if end == text.len() { start } else { start.rsplit_once('\n').map_or(start, |(lines, _)| lines) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_long_text_is_read() {
        assert_eq!(beginning("short"), "short");
        let long = format!("{}\n{}", "ż".repeat(1_000), "ó".repeat(5_000));
        assert_eq!(beginning(&long), "ż".repeat(1_000));
        assert!(beginning(&"ż".repeat(5_000)).len() <= READ);
    }
}
