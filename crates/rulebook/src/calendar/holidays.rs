//! Public holidays and moved working days by country, from data/holidays.json (written by bin/holidays). No arithmetic here.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

/// One country's (or region's) public holidays, sorted by date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Holidays {
    days: Vec<(Date, usize)>,
    working: Vec<Date>,
    names: Vec<HolidayName>,
}

/// What a holiday is called.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct HolidayName {
    /// In the country's own language.
    pub local: String,
    /// In English; the same as `local` where the source has no other.
    pub english: String,
}

impl Holidays {
    /// The holidays of `PL`, or of a region such as `DE-BY`; `None` for a country that is not in the data.
    pub(super) fn of(country: &str) -> Option<Self> {
        let (code, region) = country.split_once('-').map_or((country, None), |(code, region)| (code, Some(region)));
        let entry = document().countries.get(code)?;
        let mut days = unpack(&entry.days);
        if let Some(region) = region {
            let region = entry.regions.get(region)?;
            let less: Vec<Date> = dates(&region.less);
            days.retain(|(day, _)| !less.contains(day));
            days.extend(unpack(&region.more));
        }
        days.sort_unstable();
        let names = entry.names.iter().filter_map(|name| {
            let local = name.first()?.clone();
            Some(HolidayName { english: name.get(1).unwrap_or(&local).clone(), local })
        });
        Some(Self { names: names.collect(), working: dates(&entry.working), days })
    }

    /// The name of the holiday on this day, weekends included.
    pub(super) fn name(&self, date: Date) -> Option<&HolidayName> {
        let at = self.days.binary_search_by_key(&date, |(day, _)| *day).ok()?;
        self.names.get(self.days.get(at)?.1)
    }

    /// A weekend day that the government made a working day in exchange for a day off.
    pub(super) fn is_moved_working_day(&self, date: Date) -> bool {
        self.working.binary_search(&date).is_ok()
    }

    pub(super) fn is_holiday(&self, date: Date) -> bool {
        self.days.binary_search_by_key(&date, |(day, _)| *day).is_ok()
    }
}

/// The country codes with holiday data, sorted: `AT`, `AU`, ….
pub fn known_countries() -> impl Iterator<Item = &'static str> {
    document().countries.keys().map(String::as_str)
}

/// The regions of a country that have holidays of their own, as `DE-BY`; empty for most countries.
pub fn known_regions(country: &str) -> Vec<String> {
    let regions = document().countries.get(country).map(|entry| entry.regions.keys());
    regions.into_iter().flatten().map(|region| format!("{country}-{region}")).collect()
}

/// The first and the last year that the data covers; outside them only weekly hours count.
pub fn years_covered() -> (i16, i16) {
    (document().first, document().last)
}

#[derive(Debug, Default, Deserialize)]
struct Document {
    first: i16,
    last: i16,
    countries: BTreeMap<String, Country>,
}

#[derive(Debug, Deserialize)]
struct Country {
    /// Year → `"0101.0 0106.1"`: month, day, index into `names`.
    days: BTreeMap<String, String>,
    #[serde(default)]
    working: String,
    #[serde(default)]
    regions: BTreeMap<String, Region>,
    names: Vec<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct Region {
    more: BTreeMap<String, String>,
    less: String,
}

/// The embedded file, read once. It is written by our own script; were it unreadable, no country would be known.
fn document() -> &'static Document {
    static DOCUMENT: OnceLock<Document> = OnceLock::new();
    DOCUMENT.get_or_init(|| serde_json::from_str(include_str!("../../data/holidays.json")).unwrap_or_default())
}

fn unpack(years: &BTreeMap<String, String>) -> Vec<(Date, usize)> {
    let entries = years.iter().flat_map(|(year, days)| days.split(' ').map(move |day| (year, day)));
    entries.filter_map(|(year, day)| unpack_day(year, day)).collect()
}

fn unpack_day(year: &str, day: &str) -> Option<(Date, usize)> {
    let (month_day, name) = day.split_once('.')?;
    let date = Date::new(year.parse().ok()?, month_day.get(..2)?.parse().ok()?, month_day.get(2..)?.parse().ok()?);
    Some((date.ok()?, name.parse().ok()?))
}

fn dates(list: &str) -> Vec<Date> {
    list.split(' ').filter_map(|date| date.parse().ok()).collect()
}
