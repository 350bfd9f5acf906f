//! Public holidays and moved days, held against days that anybody can look up.

use jiff::civil::{Date, date};
use rulebook::calendar::{known_countries, known_regions, years_covered};

use crate::cast::{OFFICE, at, calendar};

fn english(country: &str, day: Date) -> Option<String> {
    calendar("UTC", country, OFFICE).holiday_name(day).map(|name| name.english.clone())
}

#[test]
fn every_promised_country_is_known() {
    let known: Vec<&str> = known_countries().collect();
    for country in ["PL", "RU", "UA", "DE", "GB", "US", "CZ", "LT", "KZ", "BY", "SK", "LV", "EE", "FR", "ES", "IT"] {
        assert!(known.contains(&country), "{country}");
    }
    for country in ["NL", "AT", "CH", "IE", "SE", "NO", "DK", "FI", "CA", "AU"] {
        assert!(known.contains(&country), "{country}");
    }
    assert_eq!(years_covered(), (2000, 2036));
}

#[test]
fn each_country_keeps_its_own_days() {
    for (country, day, name) in [
        ("PL", date(2026, 11, 11), "National Independence Day"),
        ("PL", date(2026, 6, 4), "Corpus Christi"),
        ("RU", date(2026, 6, 12), "Russia Day"),
        ("UA", date(2021, 8, 24), "Independence Day"),
        ("DE", date(2026, 10, 3), "German Unity Day"),
        ("GB", date(2026, 4, 6), "Easter Monday"),
        ("GB", date(2026, 12, 28), "Boxing Day (observed)"),
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("US", date(2026, 7, 3), "Independence Day (observed)"),
        ("CZ", date(2026, 10, 28), "Independent Czechoslovak State Day"),
        ("LT", date(2026, 2, 16), "Day of Restoration of the State of Lithuania"),
        ("KZ", date(2026, 12, 16), "Independence Day"),
        ("FR", date(2026, 7, 14), "National Day"),
        ("FR", date(2036, 7, 14), "National Day"),
    ] {
        assert_eq!(english(country, day).as_deref(), Some(name), "{country} {day}");
    }
    assert_eq!(english("PL", date(2026, 4, 3)), None, "Good Friday is a working day in Poland");
    let polish = calendar("UTC", "PL", OFFICE).holiday_name(date(2026, 11, 11)).unwrap().local.clone();
    assert_eq!(polish, "Narodowe Święto Niepodległości");
}

#[test]
fn russia_moves_its_days() {
    let moscow = calendar("Europe/Moscow", "RU", OFFICE);
    let closed = |day: &str| !moscow.is_open(at(&format!("{day}T12:00+03:00")));
    // Days off given in exchange.
    for day in ["2024-04-29", "2024-04-30", "2024-05-10", "2024-12-30", "2026-01-09", "2026-12-31"] {
        assert!(closed(day), "{day}");
    }
    // The Saturdays worked for them, with Friday's hours.
    for day in ["2024-04-27", "2024-11-02", "2024-12-28"] {
        assert!(!closed(day), "{day}");
    }
    assert!(closed("2024-05-04"), "an ordinary Saturday");
    assert_eq!(moscow.add_working_days(at("2024-04-26T15:00+03:00"), 1), at("2024-04-27T15:00+03:00"));
    assert_eq!(moscow.add_working_days(at("2024-04-27T15:00+03:00"), 1), at("2024-05-02T15:00+03:00"));
    // From New Year's Eve to 8 January nobody works.
    assert_eq!(moscow.add_working_days(at("2026-12-30T15:00+03:00"), 1), at("2027-01-11T15:00+03:00"));
}

#[test]
fn regions_have_days_of_their_own() {
    assert_eq!(english("DE-BY", date(2026, 1, 6)).as_deref(), Some("Epiphany"));
    assert_eq!(english("DE", date(2026, 1, 6)), None);
    assert_eq!(english("GB-SCT", date(2026, 4, 6)), None, "Scotland works on Easter Monday");
    assert_eq!(english("GB-SCT", date(2026, 1, 2)).as_deref(), Some("New Year Holiday"));
    assert_eq!(known_regions("DE").len(), 16);
    assert!(known_regions("PL").is_empty());
}
