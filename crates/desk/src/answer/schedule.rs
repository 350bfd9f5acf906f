//! When an answer leaves: at once (after the undo time), at a moment, or when its author is back. Pure.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::UNDO;

/// How far ahead an answer may be planned.
const FARTHEST: SignedDuration = SignedDuration::from_hours(366 * 24);

/// When an answer leaves, and on which condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Schedule {
    /// The moment.
    pub leaves: Leaves,
    /// Only if none of theirs has written by then: an answer of theirs takes it back. Says nothing when it leaves at once.
    pub unless_answered: bool,
}

/// The moment at which an answer leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaves {
    /// After the undo time.
    #[default]
    AtOnce,
    /// Then.
    At(Timestamp),
    /// When whoever writes is back at work; at once while they are.
    WhenOpen,
}

impl Schedule {
    /// The instant at which it leaves; `None` when the chosen one has passed or lies over a year ahead. `back` is when whoever
    /// writes is at work next.
    pub fn goes_at(&self, now: Timestamp, back: Timestamp) -> Option<Timestamp> {
        let soonest = now.checked_add(UNDO).unwrap_or(Timestamp::MAX);
        match self.leaves {
            Leaves::AtOnce => Some(soonest),
            Leaves::WhenOpen => Some(back.max(soonest)),
            Leaves::At(then) if then <= now || then.duration_since(now) > FARTHEST => None,
            Leaves::At(then) => Some(then.max(soonest)),
        }
    }

    /// Whether it was put off on purpose.
    pub fn is_planned(&self) -> bool {
        self.leaves != Leaves::AtOnce
    }
}
