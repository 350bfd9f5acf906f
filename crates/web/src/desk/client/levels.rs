//! How much each check weighs for one client: as the desk has it, or a level of their own.

use rulebook::rules::{ALL, Produces, Rule, SettingKind};
use serde_json::Value;
use words::Words;

use crate::asked::Asked;

/// One check and what can be chosen for it.
pub(crate) struct CheckField {
    pub(crate) code: &'static str,
    pub(crate) title: String,
    /// The level as it is kept, empty for the desk's, and as it is said.
    pub(crate) options: Vec<(&'static str, String)>,
    /// Which of them holds.
    pub(crate) own: String,
}

/// The client's own level of the check, when they have one.
pub(crate) fn own_level(rules: &str, code: &str) -> Option<String> {
    let rules: Value = serde_json::from_str(rules).ok()?;
    rules.get(code)?.get("level")?.as_str().map(str::to_owned)
}

/// Every check, in the order of the rulebook.
pub(super) fn fields(asked: &Asked, rules: &str) -> Vec<CheckField> {
    let set = &asked.desk().settings().settings.rules;
    checks().map(|rule| field(&asked.w, rule, set.get(rule.code), own_level(rules, rule.code))).collect()
}

fn checks() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().filter(|rule| rule.produces.contains(&Produces::Check))
}

/// `set` is what the desk has set of the rule.
fn field(w: &Words, rule: &'static Rule, set: Option<&Value>, own: Option<String>) -> CheckField {
    let choice = rule.settings.iter().find_map(|setting| match setting.kind {
        SettingKind::Choice { default, options } if setting.key == "level" => Some((default, options)),
        _ => None,
    });
    let (default, levels) = choice.unwrap_or_default();
    let desks = set.and_then(|set| set.get("level")?.as_str()).unwrap_or(default);
    let as_desk = ("", w.t1("page-client-checks-desk", "level", w.level(desks)));
    let options = levels.iter().map(|level| (*level, w.level(level)));
    CheckField {
        code: rule.code,
        title: w.rule_title(rule.code),
        options: std::iter::once(as_desk).chain(options).collect(),
        own: own.unwrap_or_default(),
    }
}

pub(super) fn sample(w: &Words) -> Vec<CheckField> {
    checks().enumerate().map(|(at, rule)| field(w, rule, None, (at == 0).then(|| "off".to_owned()))).collect()
}
