//! A member's own time: the desk's calendar with the member's hours and absences laid over it, and where that leaves the
//! member at a moment. Knows nobody's name; who steps in is an id.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::settings::read_hours;
use super::{Absence, Calendar, CalendarError, days_in, merged};

/// Whole days away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// The first day away, on the desk's clock.
    pub first: Date,
    /// The last day away.
    pub last: Date,
    /// Who steps in.
    pub stands_in: Option<String>,
    /// A word for colleagues, such as 'skiing'.
    pub word: String,
}

/// What a member said of themselves with one press; it holds until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Away, though it is their time; or at work, though it is not.
    pub away: bool,
    /// From here on their hours hold again.
    pub until: Timestamp,
}

/// When one member is at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberTime {
    calendar: Calendar,
    leaves: Vec<Leave>,
    said: Option<Said>,
}

/// Where a member is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts<'a> {
    /// At work.
    AtWork,
    /// Not at work: after hours, or they said so.
    Out {
        /// When they are back.
        back: Timestamp,
    },
    /// Away for whole days.
    OnLeave {
        /// When they are back.
        back: Timestamp,
        /// Which absence.
        leave: &'a Leave,
    },
}

impl MemberTime {
    /// The desk's calendar with these hours (none: the desk's) and absences over it.
    ///
    /// ```
    /// use rulebook::calendar::{Calendar, CalendarSettings, Leave, MemberTime, Whereabouts};
    ///
    /// let hours = ["mon", "tue", "wed", "thu", "fri"].map(|day| (day.to_owned(), vec!["09:00-17:00".to_owned()]));
    /// let desk = Calendar::new(&CalendarSettings {
    ///     time_zone: "Europe/Warsaw".into(),
    ///     hours: hours.into(),
    ///     ..CalendarSettings::default()
    /// })?;
    /// let (first, last) = ("2026-11-23".parse()?, "2026-11-24".parse()?);
    /// let leave = Leave { first, last, stands_in: None, word: String::new() };
    /// let time = MemberTime::new(&desk, &Default::default(), vec![leave], None)?;
    /// let monday = "2026-11-23T10:00+01:00".parse()?;
    /// assert!(!time.is_at_work(monday));
    /// assert_eq!(time.back(monday), "2026-11-25T09:00+01:00".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Hours that cannot be read, and an absence that ends before it begins.
    pub fn new(
        desk: &Calendar,
        hours: &BTreeMap<String, Vec<String>>,
        leaves: Vec<Leave>,
        said: Option<Said>,
    ) -> Result<Self, CalendarError> {
        let away: Vec<Absence> =
            leaves.iter().map(|leave| Absence::Days { first: leave.first, last: leave.last }).collect();
        let mut calendar = desk.clone();
        if !hours.is_empty() {
            let first = |wrong: Vec<CalendarError>| wrong.into_iter().next().unwrap_or(CalendarError::NeverOpen);
            calendar.week = read_hours(hours).map_err(first)?;
        }
        let own = merged(&calendar.zone, &away)?;
        calendar.longest_search = calendar.longest_search.saturating_add(days_in(0, &own));
        calendar.absences.extend(own);
        calendar.absences.sort_unstable();
        Ok(Self { calendar, leaves, said })
    }

    /// A member who keeps the desk's hours and is never away.
    pub fn of_the_desk(desk: &Calendar) -> Self {
        Self { calendar: desk.clone(), leaves: Vec::new(), said: None }
    }

    /// The member's calendar.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Where they are.
    pub fn whereabouts(&self, now: Timestamp) -> Whereabouts<'_> {
        let back = self.back(now);
        if let Some(said) = self.said.filter(|said| now < said.until) {
            return if said.away { Whereabouts::Out { back } } else { Whereabouts::AtWork };
        }
        match self.leave(now) {
            Some(leave) => Whereabouts::OnLeave { back, leave },
            None if self.calendar.is_open(now) => Whereabouts::AtWork,
            None => Whereabouts::Out { back },
        }
    }

    /// Is the member at work?
    pub fn is_at_work(&self, now: Timestamp) -> bool {
        self.whereabouts(now) == Whereabouts::AtWork
    }

    /// When they begin to work next; now, when they are at work.
    pub fn back(&self, now: Timestamp) -> Timestamp {
        match self.said.filter(|said| now < said.until) {
            Some(Said { away: true, until }) => self.calendar.next_opening(until),
            Some(Said { away: false, .. }) => now,
            None => self.calendar.next_opening(now),
        }
    }

    /// When their hours begin next from here on, whatever they work outside them; now, within them.
    pub fn next_hours(&self, from: Timestamp) -> Timestamp {
        match self.said.filter(|said| said.away && from < said.until) {
            Some(said) => self.calendar.next_opening(said.until),
            None => self.calendar.next_opening(from),
        }
    }

    /// The absence of this day; of several the one that lasts longest.
    pub fn leave(&self, now: Timestamp) -> Option<&Leave> {
        let today = self.calendar.date_of(now);
        self.leaves.iter().filter(|leave| leave.first <= today && today <= leave.last).max_by_key(|leave| leave.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house_rules::Settings;

    fn at(text: &str) -> Timestamp {
        format!("2026-11-{text}+01:00").parse().unwrap()
    }

    fn desk() -> Calendar {
        Calendar::from_settings(&Settings::default_for("x", "Europe/Warsaw", "PL", "pl")).unwrap()
    }

    fn leave(first: i8, last: i8) -> Leave {
        let day = |day| Date::new(2026, 11, day).unwrap();
        Leave { first: day(first), last: day(last), stands_in: Some("piotr".to_owned()), word: String::new() }
    }

    #[test]
    fn own_hours_stand_in_for_the_desks_and_holidays_stay() {
        let hours = BTreeMap::from([
            ("tue".to_owned(), vec!["12:00-20:00".to_owned()]),
            ("wed".to_owned(), vec!["12:00-20:00".to_owned()]),
        ]);
        let time = MemberTime::new(&desk(), &hours, Vec::new(), None).unwrap();
        assert!(
            time.is_at_work(at("24T19:00")) && !time.is_at_work(at("24T10:00")) && !time.is_at_work(at("26T13:00"))
        );
        assert_eq!(time.back(at("25T20:00")), "2026-12-01T12:00+01:00".parse().unwrap());
        // Wednesday, 11 November, is a holiday in Poland.
        assert_eq!(time.back(at("10T20:00")), at("17T12:00"));
        let wrong = BTreeMap::from([("tue".to_owned(), vec!["20:00-12:00".to_owned()])]);
        assert!(MemberTime::new(&desk(), &wrong, Vec::new(), None).is_err());
    }

    #[test]
    fn who_is_on_leave_is_back_on_the_first_open_day_after() {
        let time = MemberTime::new(&desk(), &BTreeMap::new(), vec![leave(23, 24), leave(25, 27)], None).unwrap();
        let Whereabouts::OnLeave { back, leave } = time.whereabouts(at("23T10:00")) else { panic!("not on leave") };
        assert_eq!((back, leave.stands_in.as_deref()), (at("30T09:00"), Some("piotr")));
        assert_eq!(time.whereabouts(at("30T10:00")), Whereabouts::AtWork);
        assert_eq!(time.whereabouts(at("20T18:00")), Whereabouts::Out { back: at("30T09:00") });
        assert!(MemberTime::new(&desk(), &BTreeMap::new(), vec![self::leave(24, 23)], None).is_err());
    }

    #[test]
    fn what_is_said_holds_until_its_end() {
        let said = |away| Some(Said { away, until: at("24T00:00") });
        let time = MemberTime::new(&desk(), &BTreeMap::new(), Vec::new(), said(true)).unwrap();
        assert_eq!(time.whereabouts(at("23T10:00")), Whereabouts::Out { back: at("24T09:00") });
        assert_eq!(time.whereabouts(at("24T10:00")), Whereabouts::AtWork);
        assert_eq!(time.next_hours(at("23T10:00")), at("24T09:00"));
        let time = MemberTime::new(&desk(), &BTreeMap::new(), vec![leave(23, 27)], said(false)).unwrap();
        assert_eq!(time.next_hours(at("23T22:00")), at("30T09:00"));
        assert!(time.is_at_work(at("23T22:00")), "she said that she is here");
        assert!(!time.is_at_work(at("24T10:00")));
    }
}
