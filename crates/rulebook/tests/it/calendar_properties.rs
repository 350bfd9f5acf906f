//! Laws that hold for every calendar and every instant.

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rulebook::calendar::{Absence, Calendar, CalendarSettings};

const ZONES: &[&str] = &[
    "Europe/Warsaw",
    "Europe/Moscow",
    "America/New_York",
    "Australia/Lord_Howe", // half an hour of summer time
    "America/St_Johns",
    "America/Havana",    // clocks change at midnight
    "Africa/Casablanca", // four changes in some years
    "Pacific/Apia",
    "Asia/Kathmandu",
    "UTC",
];

const COUNTRIES: &[&str] = &["", "PL", "RU", "DE-BY", "GB", "US", "KZ", "UA"];

fn span() -> impl Strategy<Value = Vec<String>> {
    let minute = || prop::sample::select(vec![0u16, 90, 120, 150, 180, 480, 540, 720, 780, 1020, 1439, 1440]);
    prop::collection::btree_set(minute(), 0..5).prop_map(|minutes| {
        let minutes: Vec<u16> = minutes.into_iter().collect();
        let clock = |m: u16| format!("{:02}:{:02}", m / 60, m % 60);
        minutes.chunks_exact(2).map(|pair| format!("{}-{}", clock(pair[0]), clock(pair[1]))).collect()
    })
}

fn settings() -> impl Strategy<Value = CalendarSettings> {
    let week = prop::collection::vec(span(), 7);
    let closed = prop::collection::vec(0i32..14_000, 0..6);
    let absences = prop::collection::vec((instant(), 0i64..60 * 24 * 40), 0..4);
    (prop::sample::select(ZONES), prop::sample::select(COUNTRIES), week, closed, absences).prop_map(
        |(zone, country, mut week, closed, absences)| {
            if week.iter().all(Vec::is_empty) {
                week[2] = vec!["09:00-17:00".into()];
            }
            let keys = rulebook::calendar::WEEKDAY_KEYS.iter().map(|key| (*key).to_owned());
            let day = |days: i32| date(1999, 1, 1).saturating_add(jiff::Span::new().days(days));
            CalendarSettings {
                time_zone: zone.to_owned(),
                hours: keys.zip(week).collect(),
                country: (!country.is_empty()).then(|| country.to_owned()),
                closed_days: closed.into_iter().map(day).collect(),
                absences: absences
                    .into_iter()
                    .map(|(from, minutes)| Absence::Between { from, until: from + SignedDuration::from_mins(minutes) })
                    .collect(),
            }
        },
    )
}

/// Between 1999 and 2037, with many near the changes of clocks.
fn instant() -> impl Strategy<Value = Timestamp> {
    let anywhere = 915_148_800i64..2_114_380_800;
    let near_change = (1999i16..2037, prop::sample::select(vec![3i8, 4, 10, 11]), 1i8..29, 0i64..1500).prop_map(
        |(year, month, day, minutes)| {
            let midnight = date(year, month, day).in_tz("UTC").unwrap().timestamp();
            midnight.as_second() + minutes * 60
        },
    );
    prop_oneof![anywhere, near_change].prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn later() -> impl Strategy<Value = SignedDuration> {
    (0i64..60 * 24 * 20).prop_map(SignedDuration::from_mins)
}

/// The clock on the wall was set back between the two, so that the later one shows the earlier time of one day.
fn across_a_repeat(calendar: &Calendar, early: Timestamp, late: Timestamp) -> bool {
    calendar.time_zone().to_datetime(early) > calendar.time_zone().to_datetime(late)
}

proptest! {
    #[test]
    fn results_lie_in_working_time(settings in settings(), t in instant(), days in 0u32..12, minutes in 0u32..6000) {
        let calendar = Calendar::new(&settings).unwrap();
        prop_assert!(calendar.is_open(calendar.next_opening(t)));
        prop_assert!(calendar.is_open(calendar.add_working_days(t, days)));
        prop_assert!(calendar.is_open(calendar.add_working_time(t, minutes)));
    }

    #[test]
    fn adding_nothing_is_the_next_opening(settings in settings(), t in instant()) {
        let calendar = Calendar::new(&settings).unwrap();
        let next = calendar.next_opening(t);
        prop_assert!(next >= t);
        prop_assert_eq!(calendar.add_working_days(t, 0), next);
        prop_assert_eq!(calendar.add_working_time(t, 0), next);
        prop_assert_eq!(calendar.is_open(t), next == t);
        prop_assert_eq!(calendar.working_time_between(t, next), SignedDuration::ZERO);
    }

    #[test]
    fn more_is_later(settings in settings(), t in instant(), days in 0u32..12, minutes in 0u32..6000) {
        let calendar = Calendar::new(&settings).unwrap();
        prop_assert!(calendar.add_working_days(t, days) <= calendar.add_working_days(t, days + 1));
        prop_assert!(calendar.add_working_time(t, minutes) < calendar.add_working_time(t, minutes + 1));
    }

    #[test]
    fn a_later_start_is_never_due_earlier(settings in settings(), t in instant(), after in later(), days in 0u32..6, minutes in 0u32..3000) {
        let calendar = Calendar::new(&settings).unwrap();
        let u = t + after;
        prop_assert!(calendar.next_opening(t) <= calendar.next_opening(u));
        prop_assert!(calendar.add_working_time(t, minutes) <= calendar.add_working_time(u, minutes));
        if !across_a_repeat(&calendar, calendar.next_opening(t), calendar.next_opening(u)) {
            prop_assert!(calendar.add_working_days(t, days) <= calendar.add_working_days(u, days));
        }
    }

    #[test]
    fn a_day_off_never_shortens_a_deadline(settings in settings(), t in instant(), off in 0i32..25, days in 0u32..6, minutes in 0u32..3000) {
        let calendar = Calendar::new(&settings).unwrap();
        let mut with_day_off = settings;
        let day = calendar.date_of(t).saturating_add(jiff::Span::new().days(off));
        with_day_off.closed_days.push(day);
        let with_day_off = Calendar::new(&with_day_off).unwrap();
        let start = calendar.next_opening(t);
        prop_assume!(!across_a_repeat(&calendar, start, with_day_off.next_opening(t)));
        prop_assert!(with_day_off.next_opening(t) >= start);
        prop_assert!(with_day_off.add_working_days(t, days) >= calendar.add_working_days(t, days));
        prop_assert!(with_day_off.add_working_time(t, minutes) >= calendar.add_working_time(t, minutes));
    }

    #[test]
    fn adding_and_measuring_agree(settings in settings(), t in instant(), minutes in 0u32..6000) {
        let calendar = Calendar::new(&settings).unwrap();
        let due = calendar.add_working_time(t, minutes);
        prop_assert_eq!(calendar.working_time_between(t, due), SignedDuration::from_mins(i64::from(minutes)));
    }

    #[test]
    fn time_between_adds_up(settings in settings(), t in instant(), a in later(), b in later()) {
        let calendar = Calendar::new(&settings).unwrap();
        let (mid, end) = (t + a, t + a + b);
        let parts = calendar.working_time_between(t, mid) + calendar.working_time_between(mid, end);
        prop_assert_eq!(calendar.working_time_between(t, end), parts);
    }

    /// The walk over days and clock changes agrees with the plain definition: the wall shows a time within the hours.
    #[test]
    fn open_is_what_the_wall_says(settings in settings(), t in instant()) {
        let calendar = Calendar::new(&CalendarSettings { absences: vec![], ..settings.clone() }).unwrap();
        let wall = calendar.time_zone().to_datetime(t);
        let weekday = rulebook::calendar::WEEKDAY_KEYS[wall.date().weekday().to_monday_zero_offset() as usize];
        let spans = &settings.hours[weekday];
        let shown = wall.strftime("%H:%M:%S").to_string();
        let within = spans.iter().any(|span| *span.split('-').next().unwrap() <= *shown && *shown < *span.split('-').nth(1).unwrap());
        let off = settings.closed_days.contains(&wall.date()) || calendar.holiday_name(wall.date()).is_some();
        if !spans.is_empty() {
            prop_assert_eq!(calendar.is_open(t), within && !off);
        }
    }
}
