//! Everything the rulebook can name has its words: rules and their settings, problems, countries.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use jiff::tz::TimeZone;
use rulebook::calendar::known_countries;
use rulebook::house_rules::Settings;
use rulebook::rules::{self, Produces, Rule, SettingKind};
use words::rules::{EXAMPLES, PARTS, part_key, setting_key};
use words::{Language, Words, catalogue};

/// Every key that the pages of a rule show.
fn keys(rule: &Rule) -> Vec<String> {
    let checks = rule.produces.contains(&Produces::Check);
    let examples = EXAMPLES.iter().filter(|_| checks);
    let parts = PARTS.iter().chain(examples).map(|part| part_key(rule.code, part));
    let settings = rule.settings.iter().flat_map(|setting| {
        let label = setting_key(rule.code, setting.key);
        [format!("{label}-help"), label]
    });
    parts.chain(settings).collect()
}

/// The words that settings offer to choose.
fn choices() -> Vec<String> {
    let settings = rules::ALL.iter().flat_map(|rule| rule.settings);
    let options = settings.filter_map(|setting| match setting.kind {
        SettingKind::Choice { options, .. } => Some(options),
        _ => None,
    });
    options.flatten().map(|option| format!("choice-{option}")).collect()
}

#[test]
fn every_rule_and_every_setting_is_told_in_every_language() {
    let mut missing = Vec::new();
    for language in Language::ALL {
        let keys = rules::ALL.iter().flat_map(|rule| keys(rule)).chain(choices());
        missing.extend(keys.filter(|key| !catalogue::has(language, key)).map(|key| format!("{language}: {key}")));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn no_text_speaks_of_a_rule_or_setting_that_is_gone() {
    let known: Vec<String> = rules::ALL.iter().flat_map(|rule| keys(rule)).chain(choices()).collect();
    let (_, source) = catalogue::sources(Language::En).iter().find(|(file, _)| *file == "rules").unwrap();
    for line in source.lines().filter(|line| line.starts_with("rule-") || line.starts_with("choice-")) {
        let key = line.split(" =").next().unwrap();
        assert!(known.iter().any(|known| known == key), "{key} belongs to no rule");
    }
}

#[test]
fn every_country_with_holidays_has_a_name() {
    for language in Language::ALL {
        let words = Words::new(language, TimeZone::UTC);
        for code in known_countries() {
            assert_ne!(words.country(code), code, "{language}: {code}");
        }
        assert_eq!(words.country("XX"), "XX");
    }
    assert_eq!(Words::new(Language::Pl, TimeZone::UTC).country("DE-BY"), "Niemcy (BY)");
}

#[test]
fn what_is_wrong_is_told_with_a_way_out() {
    let mut settings = Settings::default_for("", "Europe/Warszawa", "PL", "pl");
    settings.closed_days.push("2026-02-30".to_owned());
    settings.rules.insert(
        "reply-in-a-working-day".to_owned(),
        serde_json::json!({"working_days": 90, "working_weeks": 1, "enabled": "yes"}),
    );
    let problems = settings.validate().unwrap_err();
    let mut said = String::new();
    for language in Language::ALL {
        let words = Words::new(language, TimeZone::UTC);
        for problem in &problems {
            said.push_str(&format!("{}: {}\n", problem.path, words.problem(problem)));
        }
    }
    insta::assert_snapshot!(said);
}
