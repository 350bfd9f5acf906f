//! What a calendar is made of, and what can be wrong with it. Reading only; no arithmetic.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

/// The keys of the weekly hours, Monday first.
pub const WEEKDAY_KEYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// When somebody is at work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarSettings {
    /// IANA time zone, such as `Europe/Warsaw`.
    pub time_zone: String,
    /// Weekly hours: `mon`…`sun` → spans `HH:MM-HH:MM`, `00:00-24:00` at most; a missing day is closed.
    pub hours: BTreeMap<String, Vec<String>>,
    /// Country whose public holidays count (`PL`), or a region of it (`DE-BY`); `None` for no holidays at all.
    pub country: Option<String>,
    /// Extra closed days, in local time.
    pub closed_days: Vec<Date>,
    /// Times away.
    pub absences: Vec<Absence>,
}

/// A time in which nobody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Whole local days, the last included.
    Days {
        /// The first day away.
        first: Date,
        /// The last day away.
        last: Date,
    },
    /// From one instant up to another, the end not included.
    Between {
        /// Away from here.
        from: Timestamp,
        /// Back at this moment.
        until: Timestamp,
    },
}

/// Why no calendar can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// No such IANA time zone.
    #[error("'{0}' is no time zone; write one such as Europe/Warsaw")]
    UnknownZone(String),
    /// No holiday data for this country.
    #[error("no holidays are known for '{given}'; known are {}", known.join(", "))]
    UnknownCountry {
        /// What was asked for.
        given: String,
        /// The codes there are.
        known: Vec<String>,
    },
    /// A key of the weekly hours is no weekday.
    #[error("'{0}' is no weekday; write mon, tue, wed, thu, fri, sat or sun")]
    UnknownWeekday(String),
    /// A span is not written `HH:MM-HH:MM` with the end after the start.
    #[error("'{span}' on {day} is no span of hours; write 09:00-17:00, the end after the start and 24:00 at most")]
    BadSpan {
        /// Which weekday.
        day: String,
        /// The span as written.
        span: String,
    },
    /// Two spans of one day overlap.
    #[error("the hours of {day} overlap: {first} and {second}")]
    OverlappingSpans {
        /// Which weekday.
        day: String,
        /// The earlier span.
        first: String,
        /// The later one.
        second: String,
    },
    /// No weekday has hours.
    #[error("there are no working hours on any day; give at least one day hours")]
    NeverOpen,
    /// An absence ends before it begins.
    #[error("an absence ends before it begins")]
    ReversedAbsence,
}

/// A span of one local day, in minutes from midnight, the end not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) from: u16,
    pub(crate) until: u16,
}

/// Spans by weekday, Monday first.
pub(crate) type Week = [Vec<Span>; 7];

/// Reads the weekly hours; all that is wrong with them, not the first only.
pub(crate) fn read_hours(hours: &BTreeMap<String, Vec<String>>) -> Result<Week, Vec<CalendarError>> {
    let mut week = Week::default();
    let mut wrong = Vec::new();
    for (day, spans) in hours {
        let place = WEEKDAY_KEYS.iter().position(|key| key == day).and_then(|at| week.get_mut(at));
        let Some(place) = place else {
            wrong.push(CalendarError::UnknownWeekday(day.clone()));
            continue;
        };
        let mut read = Vec::new();
        for span in spans {
            match read_span(span) {
                Some(found) => read.push((found, span)),
                None => wrong.push(CalendarError::BadSpan { day: day.clone(), span: span.clone() }),
            }
        }
        read.sort();
        for pair in read.windows(2) {
            if let [(first, first_text), (second, second_text)] = pair
                && second.from < first.until
            {
                let (first, second) = ((*first_text).clone(), (*second_text).clone());
                wrong.push(CalendarError::OverlappingSpans { day: day.clone(), first, second });
            }
        }
        *place = read.into_iter().map(|(span, _)| span).collect();
    }
    if wrong.is_empty() && week.iter().all(Vec::is_empty) {
        wrong.push(CalendarError::NeverOpen);
    }
    if wrong.is_empty() { Ok(week) } else { Err(wrong) }
}

fn read_span(text: &str) -> Option<Span> {
    let (from, until) = text.split_once('-')?;
    let span = Span { from: read_minutes(from)?, until: read_minutes(until)? };
    (span.from < span.until).then_some(span)
}

fn read_minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let digits = |part: &str, longest| (1..=longest).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours, 2) || !digits(minutes, 2) || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 24 * 60).then_some(total)
}

pub(super) fn index_of(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or(0)
}
