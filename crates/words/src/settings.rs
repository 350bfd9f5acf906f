//! The settings in words: what is wrong in them, what their numbers count, countries by name. No checking.

use rulebook::house_rules::{Problem, ProblemCode};
use rulebook::rules::Unit;

use crate::speaker::Words;

impl Words {
    /// What is wrong with one setting and what to write instead, as a sentence; where it is wrong, the caller shows.
    pub fn problem(&self, problem: &Problem) -> String {
        let between = |place: usize| problem.allowed.get(place).map_or("", String::as_str);
        self.tn(
            problem_key(problem.code),
            &[
                ("value", &problem.value.trim_matches('"')),
                ("allowed", &problem.allowed.join(", ")),
                ("min", &between(0)),
                ("max", &between(1)),
            ],
        )
    }

    /// What a setting's number counts: 'working days'.
    pub fn unit(&self, unit: Unit) -> String {
        self.t(match unit {
            Unit::WorkingDays => "unit-working-days",
            Unit::WorkingHours => "unit-working-hours",
            Unit::Days => "unit-days",
        })
    }

    /// A country by its ISO 3166 code, with its region where one is given: 'Germany (BY)'. An unknown code is said as it is.
    pub fn country(&self, code: &str) -> String {
        let (country, region) = code.split_once('-').map_or((code, None), |(country, region)| (country, Some(region)));
        let key = format!("country-{}", country.to_ascii_lowercase());
        if !crate::catalogue::has(self.language(), &key) {
            return code.to_owned();
        }
        let name = self.t(&key);
        region.map_or_else(|| name.clone(), |region| format!("{name} ({region})"))
    }
}

const fn problem_key(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::UnknownKey => "problem-unknown-key",
        ProblemCode::Missing => "problem-missing",
        ProblemCode::WrongShape => "problem-wrong-shape",
        ProblemCode::EmptyName => "problem-empty-name",
        ProblemCode::UnknownZone => "problem-unknown-zone",
        ProblemCode::UnknownCountry => "problem-unknown-country",
        ProblemCode::UnknownWeekday => "problem-unknown-weekday",
        ProblemCode::BadHours => "problem-bad-hours",
        ProblemCode::OverlappingHours => "problem-overlapping-hours",
        ProblemCode::NeverOpen => "problem-never-open",
        ProblemCode::BadDate => "problem-bad-date",
        ProblemCode::BadAddress => "problem-bad-address",
        ProblemCode::NoLanguage => "problem-no-language",
        ProblemCode::UnknownLanguage => "problem-unknown-language",
        ProblemCode::UnknownRule => "problem-unknown-rule",
        ProblemCode::UnknownSetting => "problem-unknown-setting",
        ProblemCode::NotAnObject => "problem-not-an-object",
        ProblemCode::NotASwitch => "problem-not-a-switch",
        ProblemCode::NotAChoice => "problem-not-a-choice",
        ProblemCode::NotAWholeNumber => "problem-not-a-whole-number",
        ProblemCode::OutOfRange => "problem-out-of-range",
        ProblemCode::Exclusive => "problem-exclusive",
    }
}
