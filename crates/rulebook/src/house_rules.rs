//! The agency's own settings of the rules: typed, with defaults; desk, then client, then project.
//! What a single setting means stands with its rule in `rules/`.

mod checks;
mod document;
mod problem;
mod validate;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rules::{self, reply_in_a_working_day};

pub use checks::{Checks, Level};
pub use problem::{Problem, ProblemCode};

/// The languages Tact speaks, by ISO 639-1 code.
pub const LANGUAGES: [&str; 3] = ["en", "pl", "ru"];

/// The desk's settings as one document (`tact settings export` / `apply`). Unknown keys are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The agency's name.
    pub name: String,
    /// IANA time zone, such as `Europe/Warsaw`.
    pub time_zone: String,
    /// ISO 3166 alpha-2 country whose public holidays count, or a region of it (`DE-BY`); empty for no holidays.
    pub country: String,
    /// Weekly hours: `mon`…`sun` → spans `HH:MM-HH:MM`; a missing day is closed.
    pub hours: BTreeMap<String, Vec<String>>,
    /// Extra closed days, `YYYY-MM-DD`.
    #[serde(default)]
    pub closed_days: Vec<String>,
    /// Addresses that are ours.
    #[serde(default)]
    pub own_addresses: Vec<String>,
    /// Languages the desk works in, the first is the default: `en`, `pl`, `ru`.
    pub languages: Vec<String>,
    /// Settings per rule code; what is left out has its default.
    #[serde(default)]
    pub rules: BTreeMap<String, serde_json::Value>,
}

impl Settings {
    /// A desk that works Monday to Friday from 9 to 17, every rule at its default.
    ///
    /// ```
    /// let settings = rulebook::house_rules::Settings::default_for("Pracownia", "Europe/Warsaw", "PL", "pl");
    /// assert_eq!(settings.validate(), Ok(()));
    /// ```
    pub fn default_for(name: &str, zone: &str, country: &str, language: &str) -> Self {
        let days = ["mon", "tue", "wed", "thu", "fri"];
        Self {
            name: name.to_owned(),
            time_zone: zone.to_owned(),
            country: country.to_owned(),
            hours: days.map(|day| (day.to_owned(), vec!["09:00-17:00".to_owned()])).into(),
            closed_days: Vec::new(),
            own_addresses: Vec::new(),
            languages: vec![language.to_owned()],
            rules: BTreeMap::new(),
        }
    }

    /// Reads a document and validates it whole. Without `languages` the desk works in English.
    ///
    /// ```
    /// use rulebook::house_rules::Settings;
    ///
    /// let problems = Settings::read(serde_json::json!({"name": 5, "colour": "red"})).unwrap_err();
    /// let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    /// assert_eq!(paths, ["name", "time_zone", "country", "hours", "colour"]);
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong, unknown keys and wrong types included; never an empty list.
    pub fn read(document: serde_json::Value) -> Result<Self, Vec<Problem>> {
        document::read(document)
    }

    /// Everything that is wrong, all at once, in the order of the document.
    ///
    /// # Errors
    /// The problems; never an empty list.
    pub fn validate(&self) -> Result<(), Vec<Problem>> {
        let problems = validate::problems_of(self);
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// Every rule's settings, typed, after laying desk, client and project over the defaults.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HouseRules {
    /// `reply-in-a-working-day`.
    pub reply_in_a_working_day: reply_in_a_working_day::Settings,
    /// How much the checks of drafts weigh.
    pub checks: Checks,
}

impl HouseRules {
    /// Is the rule of this code on?
    pub fn is_on(&self, code: &str) -> bool {
        if code == reply_in_a_working_day::CODE { self.reply_in_a_working_day.enabled } else { self.checks.is_on(code) }
    }
}

impl HouseRules {
    /// Lays the layers over the defaults, the first lowest: the desk's `rules`, then the client's, then the project's.
    ///
    /// ```
    /// use rulebook::house_rules::HouseRules;
    /// use rulebook::rules::reply_in_a_working_day::Term;
    ///
    /// let desk = serde_json::from_str(r#"{"reply-in-a-working-day": {"working_days": 2}}"#)?;
    /// let client = serde_json::from_str(r#"{"reply-in-a-working-day": {"working_hours": 4}}"#)?;
    /// let rules = HouseRules::layered([&desk, &client]).map_err(|problems| problems[0].to_string())?;
    /// assert_eq!(rules.reply_in_a_working_day.term, Term::WorkingHours(4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Unknown codes and keys, wrong types and numbers out of bounds; all of them, with paths that begin with `rules.`.
    pub fn layered<'a>(
        layers: impl IntoIterator<Item = &'a BTreeMap<String, serde_json::Value>>,
    ) -> Result<Self, Vec<Problem>> {
        let mut rules = Self::default();
        let mut problems = Vec::new();
        for layer in layers {
            rules.lay_over(layer, &mut problems);
        }
        if problems.is_empty() { Ok(rules) } else { Err(problems) }
    }

    fn lay_over(&mut self, layer: &BTreeMap<String, serde_json::Value>, problems: &mut Vec<Problem>) {
        for (code, value) in layer {
            let path = format!("rules.{code}");
            match code.as_str() {
                reply_in_a_working_day::CODE => self.reply_in_a_working_day.lay_over(value, &path, problems),
                _ if self.checks.lay_over(code, value, &path, problems) => {}
                _ => {
                    let known = rules::ALL.iter().map(|rule| rule.code.to_owned()).collect();
                    problems.push(Problem::new(path, ProblemCode::UnknownRule, code).allowed(known));
                }
            }
        }
    }
}
