//! The people, clocks and calendars that the tests share.

use jiff::Timestamp;
use rulebook::calendar::{Calendar, CalendarSettings};
use rulebook::event::{Event, Happening, Kind};
use rulebook::house_rules::HouseRules;
use rulebook::people::Party;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

pub(crate) fn hours(spans: &[(&str, &[&str])]) -> std::collections::BTreeMap<String, Vec<String>> {
    spans.iter().map(|(day, spans)| ((*day).to_owned(), spans.iter().map(|s| (*s).to_owned()).collect())).collect()
}

pub(crate) const OFFICE: &[(&str, &[&str])] = &[
    ("mon", &["09:00-17:00"]),
    ("tue", &["09:00-17:00"]),
    ("wed", &["09:00-17:00"]),
    ("thu", &["09:00-17:00"]),
    ("fri", &["09:00-17:00"]),
];

pub(crate) const ALWAYS: &[(&str, &[&str])] = &[
    ("mon", &["00:00-24:00"]),
    ("tue", &["00:00-24:00"]),
    ("wed", &["00:00-24:00"]),
    ("thu", &["00:00-24:00"]),
    ("fri", &["00:00-24:00"]),
    ("sat", &["00:00-24:00"]),
    ("sun", &["00:00-24:00"]),
];

/// A calendar; `country` may be empty.
pub(crate) fn calendar(zone: &str, country: &str, week: &[(&str, &[&str])]) -> Calendar {
    Calendar::new(&settings(zone, country, week)).unwrap()
}

pub(crate) fn settings(zone: &str, country: &str, week: &[(&str, &[&str])]) -> CalendarSettings {
    CalendarSettings {
        time_zone: zone.to_owned(),
        country: (!country.is_empty()).then(|| country.to_owned()),
        hours: hours(week),
        ..CalendarSettings::default()
    }
}

/// Monday to Friday, 9 to 17, in Warsaw with Polish holidays.
pub(crate) fn warsaw() -> Calendar {
    calendar("Europe/Warsaw", "PL", OFFICE)
}

pub(crate) fn anna() -> Party {
    Party { address: "anna@client.example".into(), name: "Anna".into() }
}

pub(crate) fn us() -> Party {
    Party { address: "desk@agency.example".into(), name: "Desk".into() }
}

pub(crate) fn event(id: &str, time: &str, what: Happening) -> Event {
    Event { at: at(time), id: id.to_owned(), what }
}

pub(crate) fn asks(id: &str, time: &str) -> Event {
    event(id, time, message_in(id, Kind::Person, true))
}

pub(crate) fn message_in(id: &str, kind: Kind, expects_answer: bool) -> Happening {
    Happening::MessageIn { message_id: format!("{id}@client.example"), from: anna(), to: us(), kind, expects_answer }
}

pub(crate) fn answers(id: &str, time: &str) -> Event {
    event(id, time, message_out(id, false, None))
}

pub(crate) fn holds(id: &str, time: &str, until: &str) -> Event {
    event(id, time, message_out(id, false, Some(at(until))))
}

pub(crate) fn message_out(id: &str, automatic: bool, holding_until: Option<Timestamp>) -> Happening {
    let message_id = format!("{id}@agency.example");
    Happening::MessageOut { message_id, from: us(), to: vec![anna()], automatic, holding_until }
}

pub(crate) fn derive(events: &[Event], now: &str) -> rulebook::derive::Derived {
    rulebook::derive::derive("c1", events, &HouseRules::default(), &warsaw(), at(now))
}
