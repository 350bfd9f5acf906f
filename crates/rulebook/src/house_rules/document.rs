//! Reads a settings document key by key, so that everything that is wrong is named at once. What the values mean is held
//! against what can be in `validate`.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Problem, ProblemCode, Settings};

/// The keys of the document, in its order.
const KEYS: [&str; 8] = ["name", "time_zone", "country", "hours", "closed_days", "own_addresses", "languages", "rules"];
/// How much of a misplaced value is shown.
const SHOWN: usize = 60;

pub(super) fn read(document: Value) -> Result<Settings, Vec<Problem>> {
    let Value::Object(keys) = document else {
        return Err(vec![Problem::new("", ProblemCode::WrongShape, shown(&document)).allowed(example(""))]);
    };
    let mut reader = Reader { keys, problems: Vec::new() };
    let blank = Settings::default_for("-", "UTC", "", "en");
    let settings = Settings {
        name: reader.needed("name", blank.name),
        time_zone: reader.needed("time_zone", blank.time_zone),
        country: reader.needed("country", blank.country),
        hours: reader.hours(blank.hours),
        closed_days: reader.optional("closed_days", Vec::new()),
        own_addresses: reader.optional("own_addresses", Vec::new()),
        languages: reader.optional("languages", blank.languages),
        rules: reader.optional("rules", BTreeMap::new()),
    };
    reader.rest();
    let mut problems = reader.problems;
    // Of a key whose shape is wrong nothing more can be said.
    let told: Vec<String> = problems.iter().map(|problem| problem.path.clone()).collect();
    let is_new = |problem: &Problem| {
        let hours = problem.path == "hours" && told.iter().any(|path| path.starts_with("hours."));
        !hours && !told.contains(&problem.path)
    };
    problems.extend(settings.validate().err().unwrap_or_default().into_iter().filter(is_new));
    if problems.is_empty() { Ok(settings) } else { Err(problems) }
}

/// Takes the document apart and notes what is wrong with its shape.
struct Reader {
    keys: Map<String, Value>,
    problems: Vec<Problem>,
}

impl Reader {
    fn needed<T: DeserializeOwned>(&mut self, key: &str, otherwise: T) -> T {
        if !self.keys.contains_key(key) {
            self.problems.push(Problem::new(key, ProblemCode::Missing, ""));
        }
        self.optional(key, otherwise)
    }

    fn optional<T: DeserializeOwned>(&mut self, key: &str, otherwise: T) -> T {
        let Some(value) = self.keys.remove(key) else { return otherwise };
        self.fit(key, key, value).unwrap_or(otherwise)
    }

    /// Day by day, so that one bad day does not hide another.
    fn hours(&mut self, otherwise: BTreeMap<String, Vec<String>>) -> BTreeMap<String, Vec<String>> {
        let days: Map<String, Value> = self.needed("hours", Map::new());
        if days.is_empty() && self.problems.iter().any(|problem| problem.path == "hours") {
            return otherwise;
        }
        let fit = |(day, spans): (String, Value)| {
            let spans = self.fit(&format!("hours.{day}"), "hours", spans)?;
            Some((day, spans))
        };
        days.into_iter().filter_map(fit).collect()
    }

    fn fit<T: DeserializeOwned>(&mut self, path: &str, key: &str, value: Value) -> Option<T> {
        let shown = shown(&value);
        let fitted = serde_json::from_value(value).ok();
        if fitted.is_none() {
            self.problems.push(Problem::new(path, ProblemCode::WrongShape, shown).allowed(example(key)));
        }
        fitted
    }

    /// What is left when every known key is taken out.
    fn rest(&mut self) {
        for key in std::mem::take(&mut self.keys).keys() {
            let known = KEYS.map(str::to_owned).into();
            self.problems.push(Problem::new(key, ProblemCode::UnknownKey, key).allowed(known));
        }
    }
}

/// How the value of a key is written.
fn example(key: &str) -> Vec<String> {
    let example = match key {
        "name" => r#""Studio""#,
        "time_zone" => r#""Europe/Warsaw""#,
        "country" => r#""PL""#,
        "hours" => r#"{"mon": ["09:00-17:00"]}"#,
        "closed_days" => r#"["2026-12-24"]"#,
        "own_addresses" => r#"["desk@agency.example"]"#,
        "languages" => r#"["en"]"#,
        "rules" => r#"{"reply-in-a-working-day": {"working_days": 1}}"#,
        _ => r#"{"name": …}"#,
    };
    vec![example.to_owned()]
}

fn shown(value: &Value) -> String {
    value.to_string().chars().take(SHOWN).collect()
}
