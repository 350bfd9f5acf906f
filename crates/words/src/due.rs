//! How much time is left, or how late it is, in words.

use jiff::Timestamp;

use crate::dates::{Role, days_between};
use crate::speaker::Words;

/// Up to this many working minutes ahead people count hours; beyond, they name the day.
const COUNTED_AHEAD: i64 = 4 * 60;

impl Words {
    /// When something is due, seen from `now`: `in 3 working hours`, `today 16:30`, `tomorrow 09:00`, `Mon 09:00`, `2 days late`.
    ///
    /// `working_minutes_left` is the working time between the two, if the caller knows it (the
    /// calendar does); hours are rounded down, so that nobody is told of more time than there is.
    pub fn due(&self, now: Timestamp, due: Timestamp, working_minutes_left: Option<i64>) -> String {
        if due < now {
            return self.late(now, due);
        }
        let days = days_between(self.local(now).date(), self.local(due).date());
        match working_minutes_left {
            Some(0) if due.duration_since(now).as_mins() == 0 => self.t("due-now"),
            Some(minutes) if days == 0 && (1..60).contains(&minutes) => self.t1("due-in-minutes", "count", minutes),
            // Over a weekend hours would sound more pressing than the day does.
            Some(minutes) if days <= 1 && (60..=COUNTED_AHEAD).contains(&minutes) => {
                self.t1("due-in-working-hours", "count", minutes / 60)
            }
            _ => self.when(Role::Plain, now, due),
        }
    }

    /// How late something is: minutes and hours on the same day, then calendar days.
    pub fn late(&self, now: Timestamp, due: Timestamp) -> String {
        let minutes = now.duration_since(due).as_mins().max(1);
        let days = days_between(self.local(due).date(), self.local(now).date());
        match (minutes, days) {
            (..60, _) => self.t1("due-minutes-late", "count", minutes),
            (..1440, _) => self.t1("due-hours-late", "count", minutes / 60),
            (_, days) => self.t1("due-days-late", "count", days.max(1)),
        }
    }
}
