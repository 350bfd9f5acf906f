//! The open stretches of time in order, day by day, across clock changes. Knows instants; `calendar.rs` knows what they are for.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

use super::Calendar;
use super::settings::Span;

/// An unbroken open time within one local day, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) date: Date,
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
}

/// Walks forward from an instant. Local days are walked *between* clock changes, where the clock on the
/// wall and the instants run alike; so a gap shortens a day, a repeat lengthens it, and the order is always that of time.
pub(super) struct Openings<'a> {
    calendar: &'a Calendar,
    cursor: Timestamp,
    offset: Offset,
    /// The next clock change.
    change: Timestamp,
    /// Open stretches of the day at hand, the next one last.
    ready: Vec<Opening>,
    /// How many more closed days are looked through.
    closed_days_left: u32,
}

impl<'a> Openings<'a> {
    pub(super) fn from(calendar: &'a Calendar, start: Timestamp) -> Self {
        let zone = &calendar.zone;
        Self {
            calendar,
            cursor: start,
            offset: zone.to_offset(start),
            change: change_after(zone, start),
            ready: Vec::new(),
            closed_days_left: calendar.longest_search,
        }
    }

    /// Takes the day under the cursor, as far as the next clock change, and moves the cursor past it.
    fn load_day(&mut self) -> Option<()> {
        self.closed_days_left = self.closed_days_left.checked_sub(1)?;
        let date = self.offset.to_datetime(self.cursor).date();
        let midnight = self.offset.to_timestamp(date.to_datetime(Time::midnight())).ok()?;
        let tomorrow = midnight.checked_add(SignedDuration::from_hours(24)).ok()?;
        let end = tomorrow.min(self.change);
        for span in self.calendar.spans_on(date).iter().rev() {
            let from = minutes_after(midnight, span.from).max(self.cursor);
            let until = minutes_after(midnight, span.until).min(end);
            self.push_without_absences(Opening { date, from, until });
        }
        if end == self.change {
            self.offset = self.calendar.zone.to_offset(end);
            self.change = change_after(&self.calendar.zone, end);
        }
        self.cursor = end;
        Some(())
    }

    /// Cuts the absences out of a stretch; what is left goes to `ready`, the latest first.
    fn push_without_absences(&mut self, mut opening: Opening) {
        let absences = &self.calendar.absences;
        let first_after = absences.partition_point(|(from, _)| *from < opening.until);
        for (from, until) in absences.get(..first_after).unwrap_or_default().iter().rev() {
            if opening.from >= opening.until || *until <= opening.from {
                break;
            }
            let after = Opening { from: opening.from.max(*until), ..opening };
            if after.from < after.until {
                self.ready.push(after);
            }
            opening.until = opening.until.min(*from);
        }
        if opening.from < opening.until {
            self.ready.push(opening);
        }
    }
}

impl Iterator for Openings<'_> {
    type Item = Opening;

    fn next(&mut self) -> Option<Opening> {
        while self.ready.is_empty() {
            self.load_day()?;
        }
        self.closed_days_left = self.calendar.longest_search;
        self.ready.pop()
    }
}

/// The instant at which the clock on the wall jumps next; the end of time where it never does.
fn change_after(zone: &TimeZone, instant: Timestamp) -> Timestamp {
    zone.following(instant).next().map_or(Timestamp::MAX, |change| change.timestamp())
}

fn minutes_after(midnight: Timestamp, minutes: u16) -> Timestamp {
    midnight.checked_add(SignedDuration::from_mins(i64::from(minutes))).unwrap_or(Timestamp::MAX)
}

/// Spans of a day, or none.
pub(super) fn no_spans() -> &'static [Span] {
    &[]
}
