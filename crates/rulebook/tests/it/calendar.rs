//! Table tests of the working calendar: each line is a case somebody could look up on a wall calendar.

use jiff::civil::{Weekday, date, time};
use rulebook::calendar::{Absence, Calendar, CalendarError, CalendarSettings};

use crate::cast::{ALWAYS, OFFICE, at, calendar, settings, warsaw};

/// `day` after `from`, both as local time in Warsaw.
fn one_working_day(calendar: &Calendar, from: &str) -> String {
    let due = calendar.add_working_days(at(from), 1);
    calendar.time_zone().to_datetime(due).strftime("%a %F %H:%M").to_string()
}

#[test]
fn the_same_time_next_working_day() {
    let calendar = warsaw();
    for (from, due) in [
        ("2026-11-18T10:00+01:00", "Thu 2026-11-19 10:00"),
        ("2026-11-20T16:30+01:00", "Mon 2026-11-23 16:30"), // Friday afternoon
        ("2026-11-20T17:00+01:00", "Tue 2026-11-24 09:00"), // the very moment of closing is outside
        ("2026-11-20T16:59:59+01:00", "Mon 2026-11-23 16:59"),
        ("2026-11-21T12:00+01:00", "Tue 2026-11-24 09:00"), // Saturday noon counts as Monday 09:00
        ("2026-11-23T08:59+01:00", "Tue 2026-11-24 09:00"), // before opening
        ("2026-11-23T09:00+01:00", "Tue 2026-11-24 09:00"), // the very moment of opening is inside
        ("2026-11-10T15:00+01:00", "Thu 2026-11-12 15:00"), // over Independence Day
        ("2026-11-11T15:00+01:00", "Fri 2026-11-13 09:00"), // on Independence Day
        ("2026-04-03T15:00+02:00", "Tue 2026-04-07 15:00"), // Good Friday is no holiday in Poland, Easter Monday is
        ("2026-12-23T11:00+01:00", "Mon 2026-12-28 11:00"), // Christmas Eve is one since 2025
        ("2024-12-23T11:00+01:00", "Tue 2024-12-24 11:00"), // and was none before
    ] {
        assert_eq!(one_working_day(&calendar, from), due, "from {from}");
    }
}

#[test]
fn a_time_that_the_next_day_does_not_have_moves_to_the_next_opening() {
    let week: &[(&str, &[&str])] =
        &[("thu", &["09:00-18:00"]), ("fri", &["09:00-12:00", "13:00-15:00"]), ("mon", &["10:00-18:00"])];
    let calendar = calendar("Europe/Warsaw", "", week);
    for (from, due) in [
        ("2026-11-19T17:30+01:00", "Mon 2026-11-23 10:00"), // Friday closes at 15
        ("2026-11-19T12:30+01:00", "Fri 2026-11-20 13:00"), // lunch
        ("2026-11-19T12:00+01:00", "Fri 2026-11-20 13:00"), // the moment lunch begins
        ("2026-11-20T09:30+01:00", "Mon 2026-11-23 10:00"), // Monday opens later
    ] {
        assert_eq!(one_working_day(&calendar, from), due, "from {from}");
    }
}

#[test]
fn working_hours_are_counted_across_nights_weekends_and_lunch() {
    let calendar = warsaw();
    let four_hours = |from| calendar.add_working_time(at(from), 240);
    assert_eq!(four_hours("2026-11-18T10:00+01:00"), at("2026-11-18T14:00+01:00"));
    assert_eq!(four_hours("2026-11-20T15:00+01:00"), at("2026-11-23T11:00+01:00"));
    assert_eq!(four_hours("2026-11-21T12:00+01:00"), at("2026-11-23T13:00+01:00"));
    // Used up at closing time, which is outside.
    assert_eq!(four_hours("2026-11-18T13:00+01:00"), at("2026-11-19T09:00+01:00"));
    let between = |from, until| calendar.working_time_between(at(from), at(until)).as_mins();
    assert_eq!(between("2026-11-20T15:00+01:00", "2026-11-23T11:00+01:00"), 240);
    assert_eq!(between("2026-11-23T11:00+01:00", "2026-11-20T15:00+01:00"), -240);
    assert_eq!(between("2026-11-21T00:00+01:00", "2026-11-22T00:00+01:00"), 0);
    assert_eq!(between("2025-11-18T00:00+01:00", "2027-11-18T00:00+01:00") / 480, 504); // two years of working days
}

#[test]
fn open_at_opening_and_closed_at_closing() {
    let calendar = warsaw();
    for (moment, open) in [
        ("2026-11-18T09:00+01:00", true),
        ("2026-11-18T16:59:59.999999+01:00", true),
        ("2026-11-18T17:00+01:00", false),
        ("2026-11-18T08:59:59+01:00", false),
        ("2026-11-21T12:00+01:00", false),
        ("2026-11-11T12:00+01:00", false),
    ] {
        assert_eq!(calendar.is_open(at(moment)), open, "{moment}");
    }
}

#[test]
fn a_desk_that_never_sleeps() {
    let calendar = calendar("Europe/Warsaw", "", ALWAYS);
    assert_eq!(calendar.add_working_days(at("2026-11-21T23:30+01:00"), 1), at("2026-11-22T23:30+01:00"));
    assert_eq!(calendar.add_working_time(at("2026-11-21T23:30+01:00"), 60), at("2026-11-22T00:30+01:00"));
    // Touching spans are one; nothing is closed at midnight.
    assert!(calendar.is_open(at("2026-11-22T00:00+01:00")));
}

#[test]
fn a_day_whose_clock_jumps_forward() {
    // Warsaw, 29 March 2026: 02:00 becomes 03:00.
    let calendar = calendar("Europe/Warsaw", "", ALWAYS);
    let due = |from| calendar.add_working_days(at(from), 1);
    assert_eq!(due("2026-03-28T02:30+01:00"), at("2026-03-29T03:00+02:00")); // 02:30 never comes
    assert_eq!(due("2026-03-28T12:00+01:00"), at("2026-03-29T12:00+02:00")); // the same time on the wall, 23 hours
    let day = (at("2026-03-29T00:00+01:00"), at("2026-03-30T00:00+02:00"));
    assert_eq!(calendar.working_time_between(day.0, day.1).as_hours(), 23);
    assert_eq!(calendar.add_working_time(day.0, 180), at("2026-03-29T04:00+02:00"));
}

#[test]
fn a_day_whose_clock_repeats_an_hour() {
    // Warsaw, 25 October 2026: 03:00 becomes 02:00.
    let calendar = calendar("Europe/Warsaw", "", ALWAYS);
    let due = |from| calendar.add_working_days(at(from), 1);
    assert_eq!(due("2026-10-24T02:30+02:00"), at("2026-10-25T02:30+02:00")); // the first of two
    assert_eq!(due("2026-10-25T02:30+02:00"), at("2026-10-26T02:30+01:00"));
    assert_eq!(due("2026-10-25T02:30+01:00"), at("2026-10-26T02:30+01:00")); // the second of two
    let day = (at("2026-10-25T00:00+02:00"), at("2026-10-26T00:00+01:00"));
    assert_eq!(calendar.working_time_between(day.0, day.1).as_hours(), 25);
    // Hours that end inside the repeated hour are open twice.
    let night = crate::cast::calendar("Europe/Warsaw", "", &[("sun", &["01:00-02:30"])]);
    assert_eq!(night.working_time_between(day.0, day.1).as_mins(), 120);
    assert!(night.is_open(at("2026-10-25T02:15+02:00")) && night.is_open(at("2026-10-25T02:15+01:00")));
    assert!(!night.is_open(at("2026-10-25T02:45+02:00")));
}

#[test]
fn a_clock_that_is_set_back_over_midnight() {
    // St John's, 2010: at 00:01 on 7 November it was 23:01 on the 6th again.
    let calendar = calendar("America/St_Johns", "", &[("sat", &["00:00-24:00"])]);
    let (sunday_first, saturday_again) = (at("2010-11-07T00:00:30-02:30"), at("2010-11-06T23:30-03:30"));
    assert!(!calendar.is_open(sunday_first));
    assert!(calendar.is_open(saturday_again));
    assert_eq!(calendar.next_opening(sunday_first), at("2010-11-06T23:01-03:30"));
}

#[test]
fn a_day_that_was_left_out() {
    // Samoa went from 29 to 31 December 2011.
    let calendar = calendar("Pacific/Apia", "", ALWAYS);
    assert_eq!(calendar.add_working_days(at("2011-12-29T12:00-10:00"), 1), at("2011-12-31T12:00+14:00"));
}

#[test]
fn closed_days_and_absences() {
    let from = at("2026-11-18T12:00+01:00");
    let with = |absences: Vec<Absence>, closed_days| {
        Calendar::new(&CalendarSettings { absences, closed_days, ..settings("Europe/Warsaw", "PL", OFFICE) }).unwrap()
    };
    let closed = with(vec![], vec![date(2026, 11, 19)]);
    assert_eq!(closed.add_working_days(from, 1), at("2026-11-20T12:00+01:00"));
    let away = with(vec![Absence::Days { first: date(2026, 11, 19), last: date(2026, 11, 20) }], vec![]);
    assert_eq!(away.add_working_days(from, 1), at("2026-11-23T12:00+01:00"));
    let (begin, end) = (at("2026-11-19T11:00+01:00"), at("2026-11-19T13:30+01:00"));
    let dentist = with(vec![Absence::Between { from: begin, until: end }], vec![]);
    assert_eq!(dentist.add_working_days(from, 1), end);
    assert_eq!(dentist.working_time_between(at("2026-11-19T00:00+01:00"), at("2026-11-20T00:00+01:00")).as_mins(), 330);
    // A year away is not for ever.
    let year = with(vec![Absence::Days { first: date(2026, 11, 19), last: date(2028, 11, 19) }], vec![]);
    assert_eq!(year.add_working_days(from, 1), at("2028-11-20T12:00+01:00"));
}

#[test]
fn closed_for_ever_ends_in_ordinary_days() {
    let (from, until) = (at("2026-11-18T00:00Z"), at("9999-12-01T00:00Z"));
    let calendar = Calendar::new(&CalendarSettings {
        absences: vec![Absence::Between { from, until }],
        ..settings("Europe/Warsaw", "PL", OFFICE)
    })
    .unwrap();
    let asked = at("2026-11-18T12:00Z");
    assert_eq!(calendar.next_opening(asked), asked);
    assert_eq!(calendar.add_working_days(asked, 2), at("2026-11-20T12:00Z"));
    assert_eq!(calendar.add_working_time(asked, 60), at("2026-11-18T13:00Z"));
    assert_eq!(calendar.working_time_between(asked, at("2027-11-18T12:00Z")).as_mins(), 0);
}

#[test]
fn the_ends_of_time_do_no_harm() {
    let calendar = warsaw();
    for moment in [jiff::Timestamp::MIN, jiff::Timestamp::MAX] {
        calendar.add_working_days(moment, 3);
        calendar.add_working_time(moment, 3000);
        calendar.is_open(moment);
        calendar.day_of_iso_week(moment, Weekday::Friday, time(16, 0, 0, 0));
    }
}

#[test]
fn a_day_of_the_week_at_hand() {
    let calendar = warsaw();
    let friday = |from| calendar.day_of_iso_week(at(from), Weekday::Friday, time(16, 0, 0, 0));
    assert_eq!(friday("2026-11-16T00:00+01:00"), at("2026-11-20T16:00+01:00"));
    assert_eq!(friday("2026-11-22T23:59+01:00"), at("2026-11-20T16:00+01:00")); // Sunday ends the week
    assert_eq!(friday("2026-11-22T23:30Z"), at("2026-11-27T16:00+01:00")); // already Monday in Warsaw
    assert_eq!(friday("2027-01-02T12:00+01:00"), at("2027-01-01T16:00+01:00")); // week 53
}

#[test]
fn what_is_wrong_is_named() {
    let wrong = |zone: &str, country: &str, week: &[(&str, &[&str])]| {
        Calendar::new(&settings(zone, country, week)).unwrap_err()
    };
    assert_eq!(wrong("Europe/Warschau", "PL", OFFICE), CalendarError::UnknownZone("Europe/Warschau".into()));
    let country = wrong("Europe/Warsaw", "XX", OFFICE).to_string();
    assert!(country.contains("'XX'") && country.contains("PL, RU"), "{country}");
    assert!(matches!(wrong("UTC", "PL", &[("monday", &["09:00-17:00"])]), CalendarError::UnknownWeekday(_)));
    assert!(matches!(wrong("UTC", "PL", &[("mon", &["17:00-09:00"])]), CalendarError::BadSpan { .. }));
    assert!(matches!(wrong("UTC", "PL", &[("mon", &["09:00-24:01"])]), CalendarError::BadSpan { .. }));
    assert!(matches!(wrong("UTC", "PL", &[("mon", &["+9:00-17:00"])]), CalendarError::BadSpan { .. }));
    let overlap = wrong("UTC", "PL", &[("mon", &["12:00-17:00", "09:00-13:00"])]);
    assert!(matches!(overlap, CalendarError::OverlappingSpans { .. }));
    assert_eq!(wrong("UTC", "PL", &[("mon", &[])]), CalendarError::NeverOpen);
    let week: &[(&str, &[&str])] = &[("mon", &["09:00-12:00", "12:00-17:00"])];
    assert!(Calendar::new(&settings("UTC", "PL", week)).is_ok(), "touching spans are fine");
}
