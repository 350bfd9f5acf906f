//! 'Send later' in the composer: the moments one can choose, and what was chosen. What they mean, the desk decides.

use desk::answer::{Leaves, Schedule};
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use rulebook::calendar::MemberTime;
use words::Words;
use words::dates::Role;

use super::fields::Written;
use crate::asked::Asked;
use crate::desk::conversation::put_aside::next_morning;

/// The menu.
#[derive(Default)]
pub(crate) struct Later {
    pub(crate) choices: Vec<Choice>,
    /// Local time, as the field wants it.
    pub(crate) at: String,
    /// The last word was ours: what is written now follows up.
    pub(crate) unless_answered: bool,
}

/// A moment one press away.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) title: String,
    pub(crate) when: String,
}

impl Later {
    /// In the writer's own time. `follows_up`: the last word was ours.
    pub(crate) fn of(asked: &Asked, time: &MemberTime, follows_up: bool) -> Self {
        let w = &asked.w;
        let calendar = time.calendar();
        let morning = next_morning(asked);
        let week =
            calendar.next_opening(asked.now.checked_add(SignedDuration::from_hours(7 * 24)).unwrap_or(asked.now));
        let mut moments =
            vec![("later-tomorrow", morning.to_string(), morning), ("later-week", week.to_string(), week)];
        let back = time.back(asked.now);
        if back > asked.now {
            moments.insert(0, ("later-open", "open".to_owned(), back));
            // While nobody is here, 'when we are back' may be that very morning.
            moments.dedup_by_key(|(_, _, at)| *at);
        }
        let choices = moments.into_iter().map(|(key, value, at)| Choice {
            value,
            title: w.t(key),
            when: w.when(Role::Plain, asked.now, at),
        });
        Self {
            choices: choices.collect(),
            at: w.zone().to_datetime(morning).strftime("%Y-%m-%dT%H:%M").to_string(),
            unless_answered: follows_up,
        }
    }

    pub(crate) fn sample(w: &Words) -> Self {
        let choice =
            |key: &str, value: &str| Choice { value: value.to_owned(), title: w.t(key), when: "9:00".to_owned() };
        Self {
            choices: vec![choice("later-open", "open"), choice("later-week", "2026-11-30T08:00:00Z")],
            at: "2026-11-24T09:00".to_owned(),
            unless_answered: true,
        }
    }
}

/// When what was written is to leave; `None` when the moment cannot be read. `leaves` is empty for at once, `open`, `at`
/// (then `leaves_at` says when), or an instant.
pub(crate) fn schedule(asked: &Asked, written: &Written) -> Option<Schedule> {
    let leaves = match written.leaves.as_str() {
        "" => Leaves::AtOnce,
        "open" => Leaves::WhenOpen,
        "at" => Leaves::At(on_the_clock(asked, &written.leaves_at)?),
        instant => Leaves::At(instant.parse().ok()?),
    };
    Some(Schedule { leaves, unless_answered: written.unless_answered == "yes" })
}

/// The instant at which the clock on the wall shows this, also when it is set that night.
fn on_the_clock(asked: &Asked, typed: &str) -> Option<Timestamp> {
    let wall: DateTime = typed.trim().parse().ok()?;
    Some(asked.desk().settings().calendar.instant_of(wall))
}
