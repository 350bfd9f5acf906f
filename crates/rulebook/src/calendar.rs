//! Working hours, holidays, and arithmetic in working time. Knows no rule: what is due when is decided in `rules/`.
//!
//! Decisions, each held by a test:
//! - A stretch of hours ends *before* its closing time: at Friday 17:00 sharp a desk that works 9 to 17 is closed.
//! - What comes outside hours counts from the next opening.
//! - A day on which no open minute is left (holiday, closed day, absence) is no working day.
//! - 'The same time on the next working day' is the same time on the wall. Where that time is not open on that day
//!   (shorter hours, lunch, a clock change) the next open instant counts; of a time that comes twice, the first.
//! - On a weekend day that the government made a working day (Russia, Ukraine, Kazakhstan, Belarus, Latvia) a desk
//!   without hours on that weekday keeps those of the nearest weekday before it that has any.
//! - A later message is never due before an earlier one, save within the one hour that a clock repeats.

mod holidays;
mod member;
mod openings;
mod settings;

use jiff::civil::{Date, DateTime, ISOWeekDate, Time, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use crate::house_rules::Settings;
use holidays::Holidays;
use openings::{Openings, no_spans};
use settings::{Span, Week};

pub use holidays::{HolidayName, known_countries, known_regions, years_covered};
pub use member::{Leave, MemberTime, Said, Whereabouts};
pub(crate) use settings::read_hours;
pub use settings::{Absence, CalendarError, CalendarSettings, WEEKDAY_KEYS};

/// How many closed days in a row are looked through before a calendar counts as closed for ever (absences come on top).
const LONGEST_CLOSED_DAYS: u32 = 400;

/// Absences that take away more days than this are a slip of the pen; a search does not walk through centuries.
const LONGEST_ABSENCE_DAYS: u32 = 20_000;

/// When somebody is at work: zone, weekly hours, holidays, closed days, absences.
///
/// ```
/// use rulebook::calendar::{Calendar, CalendarSettings};
///
/// let hours = ["mon", "tue", "wed", "thu", "fri"].map(|day| (day.to_owned(), vec!["09:00-17:00".to_owned()]));
/// let calendar = Calendar::new(&CalendarSettings {
///     time_zone: "Europe/Warsaw".into(),
///     country: Some("PL".into()),
///     hours: hours.into(),
///     ..CalendarSettings::default()
/// })?;
/// let friday_half_past_four = "2026-11-20T16:30+01:00".parse()?;
/// assert_eq!(calendar.add_working_days(friday_half_past_four, 1), "2026-11-23T16:30+01:00".parse()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    zone: TimeZone,
    week: Week,
    holidays: Holidays,
    closed_days: Vec<Date>,
    /// Sorted and merged.
    absences: Vec<(Timestamp, Timestamp)>,
    longest_search: u32,
}

impl Calendar {
    /// Makes a calendar.
    ///
    /// # Errors
    /// An unknown zone, country or weekday, hours that cannot be read or overlap, or no hours at all; the first found.
    pub fn new(settings: &CalendarSettings) -> Result<Self, CalendarError> {
        let zone = zone_named(&settings.time_zone)?;
        let week = read_hours(&settings.hours)
            .map_err(|wrong| wrong.into_iter().next().unwrap_or(CalendarError::NeverOpen))?;
        let holidays = settings.country.as_deref().map_or(Ok(Holidays::default()), holidays_of)?;
        let mut closed_days = settings.closed_days.clone();
        closed_days.sort_unstable();
        closed_days.dedup();
        let absences = merged(&zone, &settings.absences)?;
        let longest_search = LONGEST_CLOSED_DAYS + days_in(closed_days.len(), &absences).min(LONGEST_ABSENCE_DAYS);
        Ok(Self { zone, week, holidays, closed_days, absences, longest_search })
    }

    /// The desk's calendar: hours, holidays and closed days of its settings.
    ///
    /// # Errors
    /// As [`Calendar::new`]. Closed days that are no dates are left out; [`Settings::validate`] names them.
    pub fn from_settings(settings: &Settings) -> Result<Self, CalendarError> {
        Self::new(&CalendarSettings {
            time_zone: settings.time_zone.clone(),
            hours: settings.hours.clone(),
            country: Some(settings.country.clone()).filter(|country| !country.is_empty()),
            closed_days: settings.closed_days.iter().filter_map(|day| day.parse().ok()).collect(),
            absences: Vec::new(),
        })
    }

    /// The zone that the hours are kept in.
    pub fn time_zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The local date of an instant.
    pub fn date_of(&self, instant: Timestamp) -> Date {
        self.zone.to_datetime(instant).date()
    }

    /// Is somebody at work at this instant?
    pub fn is_open(&self, instant: Timestamp) -> bool {
        Openings::from(self, instant).next().is_some_and(|opening| opening.from == instant)
    }

    /// The first open instant from here on; the instant itself when it is open.
    ///
    /// A calendar that stays closed for more than 400 days beyond its known absences counts as closed for ever: the instant is given back unchanged.
    pub fn next_opening(&self, instant: Timestamp) -> Timestamp {
        Openings::from(self, instant).next().map_or(instant, |opening| opening.from)
    }

    /// The same time on the `days`-th working day after; 0 is the next opening. Counted from the next opening when closed.
    ///
    /// Closed for ever: that many ordinary days.
    pub fn add_working_days(&self, instant: Timestamp, days: u32) -> Timestamp {
        let mut openings = Openings::from(self, instant);
        let Some(first) = openings.next() else {
            return later_by_days(instant, days);
        };
        if days == 0 {
            return first.from;
        }
        let mut latest = first.date;
        let mut left = days;
        for opening in openings {
            if opening.date > latest {
                latest = opening.date;
                left -= 1;
            }
            if left == 0 {
                let wall = self.zone.to_datetime(first.from).time();
                return self.next_opening(self.instant_of(latest.to_datetime(wall)));
            }
        }
        later_by_days(instant, days)
    }

    /// The first open instant before which `minutes` of working time have passed; 0 is the next opening.
    ///
    /// Four hours from 13:00 in a day that closes at 17:00 end at the next opening, for 17:00 itself is closed.
    /// Closed for ever: that many ordinary minutes.
    pub fn add_working_time(&self, instant: Timestamp, minutes: u32) -> Timestamp {
        let mut left = SignedDuration::from_mins(i64::from(minutes));
        for opening in Openings::from(self, instant) {
            let length = opening.until.duration_since(opening.from);
            if left < length {
                return opening.from.checked_add(left).unwrap_or(Timestamp::MAX);
            }
            left -= length;
        }
        instant.checked_add(left).unwrap_or(Timestamp::MAX)
    }

    /// The working time between two instants; negative when `until` comes first.
    pub fn working_time_between(&self, from: Timestamp, until: Timestamp) -> SignedDuration {
        if until < from {
            return -self.working_time_between(until, from);
        }
        let mut total = SignedDuration::ZERO;
        for opening in Openings::from(self, from).take_while(|opening| opening.from < until) {
            total += opening.until.min(until).duration_since(opening.from);
        }
        total
    }

    /// A time of day in the ISO week (Monday first) of an instant, open or not: 'this week's Friday 16:00'.
    pub fn day_of_iso_week(&self, instant: Timestamp, weekday: Weekday, time: Time) -> Timestamp {
        let week = self.date_of(instant).iso_week_date();
        let date = ISOWeekDate::new(week.year(), week.week(), weekday)
            .map_or_else(|_| self.date_of(instant), ISOWeekDate::date);
        self.instant_of(date.to_datetime(time))
    }

    /// The moment till which something due on this local day has time: closing, on a closed day the next opening.
    ///
    /// ```
    /// use rulebook::calendar::Calendar;
    /// use rulebook::house_rules::Settings;
    ///
    /// let calendar = Calendar::from_settings(&Settings::default_for("Desk", "UTC", "", "en"))?;
    /// assert_eq!(calendar.end_of("2026-11-27".parse()?), "2026-11-27T17:00Z".parse()?);
    /// assert_eq!(calendar.end_of("2026-11-28".parse()?), "2026-11-30T09:00Z".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn end_of(&self, date: Date) -> Timestamp {
        let midnight = self.instant_of(date.to_datetime(Time::midnight()));
        let mut openings = Openings::from(self, midnight);
        match openings.next() {
            Some(first) if first.date == date => {
                let same_day = openings.take_while(|opening| opening.date == date);
                same_day.map(|opening| opening.until).fold(first.until, Timestamp::max)
            }
            Some(next) => next.from,
            None => midnight,
        }
    }

    /// The public holiday on this local day, if it is one; also on weekends.
    pub fn holiday_name(&self, date: Date) -> Option<&HolidayName> {
        self.holidays.name(date)
    }

    /// The instant at which a clock on the wall shows this: the first of two, and where it never does, the moment of the jump.
    pub fn instant_of(&self, wall: DateTime) -> Timestamp {
        let ambiguous = self.zone.to_ambiguous_timestamp(wall);
        let offset = ambiguous.offset();
        let compatible = ambiguous.compatible().unwrap_or(Timestamp::MAX);
        let AmbiguousOffset::Gap { after, .. } = offset else {
            return compatible;
        };
        let before_jump = after.to_timestamp(wall).unwrap_or(compatible);
        self.zone.following(before_jump).next().map_or(compatible, |jump| jump.timestamp())
    }

    /// The hours of a local day before absences.
    fn spans_on(&self, date: Date) -> &[Span] {
        let weekday = settings::index_of(date.weekday());
        let own = self.week.get(weekday).map_or(no_spans(), Vec::as_slice);
        if own.is_empty() && !self.holidays.is_moved_working_day(date) {
            return no_spans();
        }
        if self.closed_days.binary_search(&date).is_ok() || self.holidays.is_holiday(date) {
            return no_spans();
        }
        if own.is_empty() { self.hours_before(weekday) } else { own }
    }

    /// The hours of the nearest weekday before this one that has any.
    fn hours_before(&self, weekday: usize) -> &[Span] {
        let earlier = (1..7).filter_map(|back| self.week.get((weekday + 7 - back) % 7));
        earlier.map(Vec::as_slice).find(|spans| !spans.is_empty()).unwrap_or(no_spans())
    }
}

/// Reads an IANA name. The bundled zone data knows it whatever the machine has.
pub(crate) fn zone_named(name: &str) -> Result<TimeZone, CalendarError> {
    TimeZone::get(name).map_err(|_| CalendarError::UnknownZone(name.to_owned()))
}

fn holidays_of(country: &str) -> Result<Holidays, CalendarError> {
    Holidays::of(country).ok_or_else(|| CalendarError::UnknownCountry {
        given: country.to_owned(),
        known: known_countries().map(str::to_owned).collect(),
    })
}

fn merged(zone: &TimeZone, absences: &[Absence]) -> Result<Vec<(Timestamp, Timestamp)>, CalendarError> {
    let midnight = |date: Date| {
        zone.to_ambiguous_timestamp(date.to_datetime(Time::midnight())).compatible().unwrap_or(Timestamp::MAX)
    };
    let mut spans = Vec::with_capacity(absences.len());
    for absence in absences {
        let (from, until) = match *absence {
            Absence::Days { first, last } if first > last => {
                return Err(CalendarError::ReversedAbsence);
            }
            Absence::Days { first, last } => (midnight(first), last.tomorrow().map_or(Timestamp::MAX, midnight)),
            Absence::Between { from, until } => (from, until),
        };
        if until < from {
            return Err(CalendarError::ReversedAbsence);
        }
        spans.push((from, until));
    }
    spans.sort_unstable();
    let mut merged: Vec<(Timestamp, Timestamp)> = Vec::with_capacity(spans.len());
    for (from, until) in spans {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(until),
            _ => merged.push((from, until)),
        }
    }
    Ok(merged)
}

/// How many days closed days and absences may take away, rounded up.
fn days_in(closed_days: usize, absences: &[(Timestamp, Timestamp)]) -> u32 {
    let away: i64 = absences.iter().map(|(from, until)| until.duration_since(*from).as_hours() / 24 + 2).sum();
    u32::try_from(away).unwrap_or(u32::MAX / 2).saturating_add(u32::try_from(closed_days).unwrap_or(u32::MAX / 2))
}

fn later_by_days(instant: Timestamp, days: u32) -> Timestamp {
    instant.checked_add((i64::from(days) * 24).hours()).unwrap_or(Timestamp::MAX)
}
