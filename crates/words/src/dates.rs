//! Moments as people say them: `today 16:30`, `since Friday 16:30`, and the exact form for hover.
//!
//! The moment 'now' and the zone are the speaker's and the caller's; nothing here looks at a clock.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};

use crate::speaker::Words;

/// The place a moment has in a sentence; Polish and Russian decline the day by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Alone, short: `Mon 09:00`, `pon. 09:00`, `пн 09:00`.
    Plain,
    /// When something happened or will: `on Monday at 09:00`.
    On,
    /// Since when: `since Monday 09:00`, `od poniedziałku 09:00`.
    Since,
    /// From when something counts: `from Monday 09:00`.
    From,
    /// Until when at the latest: `by Monday 09:00`, `до понедельника, 09:00`.
    By,
}

impl Role {
    const fn key(self) -> &'static str {
        match self {
            Self::Plain => "when-plain",
            Self::On => "when-on",
            Self::Since => "when-since",
            Self::From => "when-from",
            Self::By => "when-by",
        }
    }
}

impl Words {
    /// A moment as people near it say it: today, tomorrow and yesterday by name, up to six days
    /// away by weekday, else by date (with the year when it is another one).
    pub fn when(&self, role: Role, now: Timestamp, moment: Timestamp) -> String {
        let today = self.local(now).date();
        let local = self.local(moment);
        self.tn(
            role.key(),
            &[
                ("day", &nearness(today, local.date())),
                ("date", &self.date(today, local.date())),
                ("time", &clock(local)),
            ],
        )
    }

    /// `since yesterday 16:30`, `od wczoraj 16:30`.
    pub fn since(&self, now: Timestamp, moment: Timestamp) -> String {
        self.when(Role::Since, now, moment)
    }

    /// Until when at the latest, for a reader who may open it on another day: `by Monday, 23 November, 16:30`.
    pub fn by_date(&self, now: Timestamp, moment: Timestamp) -> String {
        self.dated("when-by-date", now, moment)
    }

    /// When something will be, for a reader who may open it on another day: `on Monday, 23 November, at 16:30`.
    pub fn on_date(&self, now: Timestamp, moment: Timestamp) -> String {
        self.dated("when-on-date", now, moment)
    }

    fn dated(&self, role: &str, now: Timestamp, moment: Timestamp) -> String {
        let local = self.local(moment);
        let key = if self.local(now).year() == local.year() { "date-short" } else { "date-short-with-year" };
        let date = self.tn(
            key,
            &[
                ("day", &local.day().to_string()),
                ("month", &self.t1("month-of", "month", month(local.date()))),
                ("year", &local.year().to_string()),
            ],
        );
        self.tn(role, &[("day", &weekday(local.weekday())), ("date", &date), ("time", &clock(local))])
    }

    /// The exact form, for hover and long press: `Monday, 23 November 2026, 09:00`.
    pub fn exact(&self, moment: Timestamp) -> String {
        let local = self.local(moment);
        self.t2("date-with-time", "date", self.day(local.date()), "time", clock(local))
    }

    /// A whole day, with weekday and year: `Monday, 23 November 2026`.
    pub fn day(&self, date: Date) -> String {
        self.tn(
            "date-full",
            &[
                ("weekday", &self.t1("weekday", "day", weekday(date.weekday()))),
                ("day", &date.day().to_string()),
                ("month", &self.t1("month-of", "month", month(date))),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// A short mark for lists: the time today, the weekday and time within six days, else the date.
    pub fn stamp(&self, now: Timestamp, moment: Timestamp) -> String {
        let today = self.local(now).date();
        let local = self.local(moment);
        match nearness(today, local.date()) {
            "today" => clock(local),
            "date" => self.date(today, local.date()),
            _ => self.when(Role::Plain, now, moment),
        }
    }

    /// The wall clock of a moment: `16:30`.
    pub fn clock(&self, moment: Timestamp) -> String {
        clock(self.local(moment))
    }

    pub(crate) fn local(&self, moment: Timestamp) -> DateTime {
        self.zone().to_datetime(moment)
    }

    fn date(&self, today: Date, date: Date) -> String {
        let key = if today.year() == date.year() { "date-short" } else { "date-short-with-year" };
        self.tn(
            key,
            &[
                ("day", &date.day().to_string()),
                ("month", &self.t1("month-short", "month", month(date))),
                ("year", &date.year().to_string()),
            ],
        )
    }
}

fn clock(local: DateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// How a person on `today` would name `date`: a variant of the `when-…` texts.
fn nearness(today: Date, date: Date) -> &'static str {
    match days_between(today, date) {
        0 => "today",
        1 => "tomorrow",
        -1 => "yesterday",
        -6..=6 => weekday(date.weekday()),
        _ => "date",
    }
}

/// Calendar days from one date to another, negative when it lies before.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

fn month(date: Date) -> &'static str {
    match date.month() {
        1 => "jan",
        2 => "feb",
        3 => "mar",
        4 => "apr",
        5 => "may",
        6 => "jun",
        7 => "jul",
        8 => "aug",
        9 => "sep",
        10 => "oct",
        11 => "nov",
        _ => "dec",
    }
}
