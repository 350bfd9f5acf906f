//! Timeline → promises, with the reason and the moment to look again.

use jiff::Timestamp;

use crate::calendar::Calendar;
use crate::event::Event;
use crate::house_rules::HouseRules;
use crate::promise::Promise;

/// What one conversation owes, and when that may change by time alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Derived {
    /// Every promise that ever arose, oldest first, kept ones included.
    pub promises: Vec<Promise>,
    /// The next instant at which a promise turns late if nothing happens; `None` when time alone changes nothing.
    pub next_look: Option<Timestamp>,
}

/// Derives the promises of one conversation as they stand at `now`.
///
/// `events` may come in any order and may contain events later than `now`; those are left out.
pub fn derive(
    conversation: &str,
    events: &[Event],
    rules: &HouseRules,
    calendar: &Calendar,
    now: Timestamp,
) -> Derived {
    let _ = (conversation, events, rules, calendar, now);
    Derived::default()
}
