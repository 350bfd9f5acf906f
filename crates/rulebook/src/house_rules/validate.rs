//! Holds a settings document against what can be: every problem, in the document's order. Changes nothing.

use jiff::civil::Date;

use super::{HouseRules, LANGUAGES, Problem, ProblemCode, Settings};
use crate::calendar::{self, CalendarError};

pub(super) fn problems_of(settings: &Settings) -> Vec<Problem> {
    let mut problems = Vec::new();
    if settings.name.trim().is_empty() {
        problems.push(Problem::new("name", ProblemCode::EmptyName, ""));
    }
    if calendar::zone_named(&settings.time_zone).is_err() {
        problems.push(Problem::new("time_zone", ProblemCode::UnknownZone, &settings.time_zone));
    }
    country(settings, &mut problems);
    if let Err(wrong) = calendar::read_hours(&settings.hours) {
        problems.extend(wrong.into_iter().map(hours_problem));
    }
    for (at, day) in settings.closed_days.iter().enumerate() {
        if !is_date(day) {
            problems.push(Problem::new(format!("closed_days.{at}"), ProblemCode::BadDate, day));
        }
    }
    for (at, address) in settings.own_addresses.iter().enumerate() {
        if !is_address(address) {
            problems.push(Problem::new(format!("own_addresses.{at}"), ProblemCode::BadAddress, address));
        }
    }
    languages(settings, &mut problems);
    problems.extend(HouseRules::layered([&settings.rules]).err().unwrap_or_default());
    problems
}

fn country(settings: &Settings, problems: &mut Vec<Problem>) {
    let country = settings.country.as_str();
    let base = country.split('-').next().unwrap_or(country);
    let mut countries = calendar::known_countries();
    if country.is_empty()
        || countries.any(|known| known == country)
        || calendar::known_regions(base).contains(&settings.country)
    {
        return;
    }
    let mut known: Vec<String> = calendar::known_regions(base);
    if known.is_empty() {
        known = calendar::known_countries().map(str::to_owned).collect();
    }
    problems.push(Problem::new("country", ProblemCode::UnknownCountry, country).allowed(known));
}

fn languages(settings: &Settings, problems: &mut Vec<Problem>) {
    if settings.languages.is_empty() {
        problems
            .push(Problem::new("languages", ProblemCode::NoLanguage, "").allowed(LANGUAGES.map(str::to_owned).into()));
    }
    for (at, language) in settings.languages.iter().enumerate() {
        if !LANGUAGES.contains(&language.as_str()) {
            let problem = Problem::new(format!("languages.{at}"), ProblemCode::UnknownLanguage, language);
            problems.push(problem.allowed(LANGUAGES.map(str::to_owned).into()));
        }
    }
}

fn hours_problem(error: CalendarError) -> Problem {
    match error {
        CalendarError::UnknownWeekday(day) => {
            let known = calendar::WEEKDAY_KEYS.map(str::to_owned).into();
            Problem::new(format!("hours.{day}"), ProblemCode::UnknownWeekday, day).allowed(known)
        }
        CalendarError::BadSpan { day, span } => Problem::new(format!("hours.{day}"), ProblemCode::BadHours, span),
        CalendarError::OverlappingSpans { day, first, second } => {
            Problem::new(format!("hours.{day}"), ProblemCode::OverlappingHours, format!("{first}, {second}"))
        }
        _ => Problem::new("hours", ProblemCode::NeverOpen, ""),
    }
}

/// Exactly `YYYY-MM-DD`; longer forms that a date parser would take are refused.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// `name@domain` without blanks and brackets. Whether mail arrives there only mail can tell.
fn is_address(text: &str) -> bool {
    let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c));
    let parts: Vec<&str> = text.split('@').collect();
    plain
        && matches!(parts.as_slice(), [name, domain] if !name.is_empty() && !domain.is_empty() && !domain.starts_with('.') && !domain.ends_with('.'))
}
