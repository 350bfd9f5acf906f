//! How much the checks of drafts weigh: off, advice or hold. What each looks for stands with its rule.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Problem;
use crate::rules::{self, Given, Produces, Rule, SettingKind};

/// How much the findings of one check weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing is said.
    Off,
    /// It is said; the mail may go.
    Advice,
    /// The mail is held until somebody has read it again.
    Hold,
}

/// The checks whose level was set; all others stand at their default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checks {
    set: BTreeMap<&'static str, Level>,
}

impl Checks {
    /// How much the check of this rule weighs.
    ///
    /// ```
    /// use rulebook::house_rules::{Checks, Level};
    ///
    /// assert_eq!(Checks::default().level("cool-off"), Level::Hold);
    /// assert_eq!(Checks::default().level("own-the-fault"), Level::Advice);
    /// ```
    pub fn level(&self, code: &str) -> Level {
        let usual = || rules::find(code).and_then(usual);
        self.set.get(code).copied().or_else(usual).unwrap_or(Level::Off)
    }

    /// Is the check of this rule on?
    pub fn is_on(&self, code: &str) -> bool {
        self.level(code) != Level::Off
    }

    /// Lays one layer over these; `false` when the code is no check.
    pub(super) fn lay_over(&mut self, code: &str, value: &Value, path: &str, problems: &mut Vec<Problem>) -> bool {
        let Some(rule) = rules::find(code).filter(|rule| rule.produces.contains(&Produces::Check)) else {
            return false;
        };
        if let Some(Given::Choice(word)) = rules::read_settings(rule.settings, value, path, problems).get("level") {
            let level = Level::read(word);
            if usual(rule) == Some(level) {
                self.set.remove(rule.code);
            } else {
                self.set.insert(rule.code, level);
            }
        }
        true
    }
}

impl Level {
    fn read(word: &str) -> Self {
        match word {
            "off" => Self::Off,
            "hold" => Self::Hold,
            _ => Self::Advice,
        }
    }
}

fn usual(rule: &Rule) -> Option<Level> {
    let level = rule.settings.iter().find(|setting| setting.key == "level")?;
    if let SettingKind::Choice { default, .. } = level.kind { Some(Level::read(default)) } else { None }
}
