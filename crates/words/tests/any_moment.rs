//! Laws that hold for every moment, zone and language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use words::dates::Role;
use words::{Language, Words};

const ROLES: [Role; 5] = [Role::Plain, Role::On, Role::Since, Role::From, Role::By];

fn speaker() -> impl Strategy<Value = Words> {
    let zones = ["Europe/Warsaw", "Europe/Kyiv", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "UTC"];
    let languages = prop::sample::select(Language::ALL.to_vec());
    (languages, prop::sample::select(zones.to_vec()))
        .prop_map(|(language, zone)| Words::new(language, TimeZone::get(zone).unwrap()))
}

/// Anything a mail can claim, the end of the calendar included.
fn moment() -> impl Strategy<Value = Timestamp> {
    let any = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
    prop_oneof![1_000_000_000_i64..2_500_000_000, any].prop_map(|second| Timestamp::from_second(second).unwrap())
}

/// Every placeholder was filled, every text was found.
fn is_whole(said: &str) -> bool {
    !said.trim().is_empty() && !said.contains(['{', '}', '$', '⟦'])
}

proptest! {
    #[test]
    fn every_moment_can_be_told(words in speaker(), now in moment(), moment in moment(), left in prop::option::of(-10_i64..100_000)) {
        for role in ROLES {
            prop_assert!(is_whole(&words.when(role, now, moment)));
        }
        for said in [words.due(now, moment, left), words.exact(moment), words.stamp(now, moment), words.holding_reply(now, moment)] {
            prop_assert!(is_whole(&said), "{said}");
        }
    }

    #[test]
    fn what_has_passed_is_never_told_as_ahead(words in speaker(), now in moment(), seconds in 60_i64..10_000_000, left in prop::option::of(0_i64..1_000)) {
        if let Ok(due) = now.checked_sub(jiff::SignedDuration::from_secs(seconds)) {
            prop_assert_eq!(words.due(now, due, left), words.late(now, due));
        }
    }

    #[test]
    fn more_working_time_is_never_told_as_less(words in speaker(), minutes in 60_i64..240) {
        let now: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let due = now.checked_add(jiff::SignedDuration::from_hours(10)).unwrap();
        let hours = |said: String| said.chars().filter(char::is_ascii_digit).collect::<String>().parse::<i64>().unwrap();
        prop_assert_eq!(hours(words.due(now, due, Some(minutes))), minutes / 60);
    }

    #[test]
    fn numbers_keep_their_digits(language in prop::sample::select(Language::ALL.to_vec()), number in any::<i64>()) {
        let said = words::number::grouped(language, number);
        let digits: String = said.chars().filter(char::is_ascii_digit).collect();
        prop_assert_eq!(digits, number.unsigned_abs().to_string());
        prop_assert_eq!(said.starts_with('−'), number < 0);
    }

    #[test]
    fn a_bigger_file_is_never_told_as_smaller(bytes in 0_u64..10_000_000_000) {
        let words = Words::new(Language::En, TimeZone::UTC);
        let said = |bytes: u64| {
            let said = words.size(bytes).replace(',', "");
            let (amount, unit) = said.split_once(' ').unwrap();
            let factor = match unit { "GB" => 1e9, "MB" => 1e6, "kB" => 1e3, _ => 1.0 };
            amount.parse::<f64>().unwrap() * factor
        };
        prop_assert!(said(bytes + bytes / 10 + 1) >= said(bytes));
        prop_assert!((said(bytes) - bytes as f64).abs() <= bytes as f64 * 0.06 + 1.0);
    }
}
