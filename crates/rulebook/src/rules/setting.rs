//! A rule's switches and numbers as data, and the one reader that holds what people wrote against them. No rule's meaning here.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::house_rules::{Problem, ProblemCode};

/// One switch or number of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// The key in the settings document; its words are `rule-<code>-setting-<key>`.
    pub key: &'static str,
    /// What can be given.
    #[serde(flatten)]
    pub kind: SettingKind,
    /// Another key that cannot be given beside this one in one place ('working_days' or 'working_hours').
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<&'static str>,
}

/// What a setting holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SettingKind {
    /// On or off.
    Switch {
        /// How it stands when nobody says.
        default: bool,
    },
    /// A whole number within bounds, both included.
    Whole {
        /// Used when nobody says; `None` when unset means that the setting it is `instead_of` counts.
        default: Option<u32>,
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
        /// What is counted.
        unit: Unit,
    },
    /// One of several words.
    Choice {
        /// Used when nobody says.
        default: &'static str,
        /// The words, in the order of a form; `choice-<word>` says them.
        options: &'static [&'static str],
    },
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days on which the desk works.
    WorkingDays,
    /// Hours in which the desk works.
    WorkingHours,
    /// Days of the calendar.
    Days,
}

/// A value that has been read and fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    Switch(bool),
    Whole(u32),
    Choice(&'static str),
}

/// Reads one rule's settings of one layer. `null` says nothing, as if the key were left out.
pub(crate) fn read(
    schema: &[Setting],
    value: &Value,
    path: &str,
    problems: &mut Vec<Problem>,
) -> BTreeMap<&'static str, Given> {
    let mut given = BTreeMap::new();
    let Some(object) = value.as_object() else {
        problems.push(Problem::new(path, ProblemCode::NotAnObject, value));
        return given;
    };
    for (key, value) in object {
        let path = format!("{path}.{key}");
        let Some(setting) = schema.iter().find(|setting| setting.key == key) else {
            let known = schema.iter().map(|setting| setting.key.to_owned()).collect();
            problems.push(Problem::new(path, ProblemCode::UnknownSetting, key.as_str()).allowed(known));
            continue;
        };
        if value.is_null() {
            continue;
        }
        match setting.kind.read(value) {
            Ok(value) => drop(given.insert(setting.key, value)),
            Err((code, allowed)) => problems.push(Problem::new(path, code, value).allowed(allowed)),
        }
    }
    for setting in schema.iter().filter(|setting| given.contains_key(setting.key)) {
        if let Some(other) = setting.instead_of.filter(|other| given.contains_key(other)) {
            let path = format!("{path}.{}", setting.key);
            problems.push(Problem::new(path, ProblemCode::Exclusive, setting.key).allowed(vec![other.to_owned()]));
        }
    }
    given
}

impl Setting {
    /// How much the findings of a check weigh: `off`, `advice` or `hold`.
    pub(crate) const fn level(default: &'static str) -> Self {
        Self {
            key: "level",
            kind: SettingKind::Choice { default, options: &["off", "advice", "hold"] },
            instead_of: None,
        }
    }
}

impl SettingKind {
    fn read(self, value: &Value) -> Result<Given, (ProblemCode, Vec<String>)> {
        match self {
            Self::Switch { .. } => value.as_bool().map(Given::Switch).ok_or((ProblemCode::NotASwitch, Vec::new())),
            Self::Whole { min, max, .. } => {
                let allowed = || vec![min.to_string(), max.to_string()];
                let number = value.as_u64().ok_or((ProblemCode::NotAWholeNumber, allowed()))?;
                let number = u32::try_from(number).ok().filter(|number| (min..=max).contains(number));
                number.map(Given::Whole).ok_or((ProblemCode::OutOfRange, allowed()))
            }
            Self::Choice { options, .. } => {
                let chosen = options.iter().find(|option| value.as_str() == Some(option));
                let allowed = || options.iter().map(|option| (*option).to_owned()).collect();
                chosen.map(|option| Given::Choice(option)).ok_or_else(|| (ProblemCode::NotAChoice, allowed()))
            }
        }
    }
}
