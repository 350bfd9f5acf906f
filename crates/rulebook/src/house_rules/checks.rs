//! Which checks of drafts are on. What each looks for stands with its rule.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Problem;
use crate::rules::{self, Given, Produces};

/// The checks that are switched off; all others are on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checks {
    off: BTreeSet<&'static str>,
}

impl Checks {
    /// Is the check of this rule on?
    pub fn is_on(&self, code: &str) -> bool {
        !self.off.contains(code)
    }

    /// Lays one layer over these; `false` when the code is no check.
    pub(super) fn lay_over(&mut self, code: &str, value: &Value, path: &str, problems: &mut Vec<Problem>) -> bool {
        let Some(rule) = rules::find(code).filter(|rule| rule.produces.contains(&Produces::Check)) else {
            return false;
        };
        if let Some(Given::Switch(on)) = rules::read_settings(rule.settings, value, path, problems).get("enabled") {
            if *on {
                self.off.remove(rule.code);
            } else {
                self.off.insert(rule.code);
            }
        }
        true
    }
}
