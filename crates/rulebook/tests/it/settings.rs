//! The settings document and the rules' own settings.

use std::collections::BTreeMap;

use rulebook::house_rules::{HouseRules, Level, ProblemCode, Settings};
use rulebook::rules::{self, SettingKind, reply_in_a_working_day::Term};
use serde_json::json;

fn layer(value: serde_json::Value) -> BTreeMap<String, serde_json::Value> {
    serde_json::from_value(value).unwrap()
}

#[test]
fn every_problem_is_named_at_once() {
    let mut settings = Settings::default_for(" ", "Europe/Warschau", "PX", "de");
    settings.hours.insert("mon".into(), vec!["17:00-09:00".into()]);
    settings.hours.insert("tue".into(), vec!["09:00-13:00".into(), "12:00-17:00".into()]);
    settings.hours.insert("someday".into(), vec![]);
    settings.closed_days = vec!["2026-12-24".into(), "2026-02-30".into(), "24.12.2026".into()];
    settings.own_addresses = vec!["us@agency.example".into(), "us".into(), "Us <us@agency.example>".into()];
    settings.rules = layer(json!({
        "reply-in-a-working-dy": {},
        "reply-in-a-working-day": {"working_days": 0, "working_hours": 4, "enabld": true, "enabled": "yes"},
    }));
    let problems = settings.validate().unwrap_err();
    let found: Vec<(&str, ProblemCode)> = problems.iter().map(|p| (p.path.as_str(), p.code)).collect();
    assert_eq!(
        found,
        [
            ("name", ProblemCode::EmptyName),
            ("time_zone", ProblemCode::UnknownZone),
            ("country", ProblemCode::UnknownCountry),
            ("hours.mon", ProblemCode::BadHours),
            ("hours.someday", ProblemCode::UnknownWeekday),
            ("hours.tue", ProblemCode::OverlappingHours),
            ("closed_days.1", ProblemCode::BadDate),
            ("closed_days.2", ProblemCode::BadDate),
            ("own_addresses.1", ProblemCode::BadAddress),
            ("own_addresses.2", ProblemCode::BadAddress),
            ("languages.0", ProblemCode::UnknownLanguage),
            ("rules.reply-in-a-working-day.enabld", ProblemCode::UnknownSetting),
            ("rules.reply-in-a-working-day.enabled", ProblemCode::NotASwitch),
            ("rules.reply-in-a-working-day.working_days", ProblemCode::OutOfRange),
            ("rules.reply-in-a-working-dy", ProblemCode::UnknownRule),
        ]
    );
    let said = problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(said.contains("closed_days.1: no date, write YYYY-MM-DD ('2026-02-30')"), "{said}");
    assert!(said.contains("working_days: out of bounds ('0'); 1 to 20"), "{said}");
}

#[test]
fn unknown_keys_are_refused() {
    let document = r#"{"name":"A","time_zone":"UTC","country":"PL","hours":{},"languages":["en"],"colour":"red"}"#;
    assert!(serde_json::from_str::<Settings>(document).unwrap_err().to_string().contains("colour"));
}

#[test]
fn a_document_of_the_wrong_shape_is_told_everything_at_once() {
    let problems = Settings::read(json!({
        "name": 5, "time_zone": "Europe/Warschau", "hours": {"mon": "09:00-17:00", "tue": ["17:00-09:00"]},
        "languages": "pl", "colour": "red", "shade": null, "rules": {"reply-in-a-working-day": {"zork": 1}},
    }))
    .unwrap_err();
    let found: Vec<(&str, ProblemCode)> = problems.iter().map(|p| (p.path.as_str(), p.code)).collect();
    assert_eq!(
        found,
        [
            ("name", ProblemCode::WrongShape),
            ("country", ProblemCode::Missing),
            ("hours.mon", ProblemCode::WrongShape),
            ("languages", ProblemCode::WrongShape),
            ("colour", ProblemCode::UnknownKey),
            ("shade", ProblemCode::UnknownKey),
            ("time_zone", ProblemCode::UnknownZone),
            ("hours.tue", ProblemCode::BadHours),
            ("rules.reply-in-a-working-day.zork", ProblemCode::UnknownSetting),
        ]
    );
    assert_eq!(Settings::read(json!([])).unwrap_err()[0].code, ProblemCode::WrongShape);
    let said = problems[2].to_string();
    assert!(said.contains(r#"write for example {"mon": ["09:00-17:00"]}"#), "{said}");
}

#[test]
fn a_document_that_is_whole_is_read_as_it_stands() {
    let settings = Settings::default_for("Pracownia", "Europe/Warsaw", "PL", "pl");
    assert_eq!(Settings::read(serde_json::to_value(&settings).unwrap()).unwrap(), settings);
}

#[test]
fn a_document_goes_out_and_comes_back_the_same() {
    let mut settings = Settings::default_for("Pracownia", "Europe/Warsaw", "PL", "pl");
    settings.rules = layer(json!({"reply-in-a-working-day": {"working_days": 2}}));
    let text = serde_json::to_string(&settings).unwrap();
    assert_eq!(serde_json::from_str::<Settings>(&text).unwrap(), settings);
    assert_eq!(settings.validate(), Ok(()));
}

#[test]
fn a_desk_without_a_country_has_no_holidays() {
    let settings = Settings::default_for("A", "UTC", "", "en");
    assert_eq!(settings.validate(), Ok(()));
    assert!(rulebook::calendar::Calendar::from_settings(&settings).is_ok());
}

#[test]
fn the_nearest_layer_counts() {
    let code = "reply-in-a-working-day";
    let desk = layer(json!({code: {"working_days": 2, "history_after_days": 60}}));
    let client = layer(json!({code: {"working_hours": 4}}));
    let project = layer(json!({code: {"enabled": false, "working_hours": null}}));
    let term = |layers: &[&BTreeMap<_, _>]| HouseRules::layered(layers.iter().copied()).unwrap().reply_in_a_working_day;
    assert_eq!(term(&[]).term, Term::WorkingDays(1));
    assert_eq!(term(&[&desk]).term, Term::WorkingDays(2));
    assert_eq!(term(&[&desk, &client]).term, Term::WorkingHours(4));
    let all = term(&[&desk, &client, &project]);
    assert_eq!((all.enabled, all.term, all.history_after_days), (false, Term::WorkingHours(4), 60));
    let both = layer(json!({code: {"working_days": 2, "working_hours": 4}}));
    let problems = HouseRules::layered([&both]).unwrap_err();
    assert_eq!(problems[0].code, ProblemCode::Exclusive);
}

#[test]
fn a_project_lays_its_levels_over_those_of_client_and_desk() {
    let desk = layer(json!({"own-the-fault": {"level": "hold"}, "next-steps": {"level": "off"}}));
    let client = layer(json!({"own-the-fault": {"level": "advice"}}));
    let levels = |layers: &[&BTreeMap<String, serde_json::Value>]| {
        let rules = HouseRules::layered(layers.iter().copied()).unwrap();
        ["own-the-fault", "next-steps", "cool-off"].map(|code| rules.checks.level(code))
    };
    assert_eq!(levels(&[&desk]), [Level::Hold, Level::Off, Level::Hold]);
    assert_eq!(levels(&[&desk, &client]), [Level::Advice, Level::Off, Level::Hold]);
    let wrong = layer(json!({"next-steps": {"level": "loud"}, "cool-off": {"level": true}}));
    let problems = HouseRules::layered([&wrong]).unwrap_err();
    assert!(problems.iter().all(|problem| problem.code == ProblemCode::NotAChoice), "{problems:?}");
    assert_eq!(problems[0].allowed, ["off", "advice", "hold"]);
}

#[test]
fn what_a_rule_tells_about_itself_is_what_it_does() {
    for rule in rules::ALL {
        assert_eq!(rules::find(rule.code).map(|found| found.code), Some(rule.code));
        let mut own = serde_json::Map::new();
        for setting in rule.settings {
            match setting.kind {
                SettingKind::Switch { default } => drop(own.insert(setting.key.into(), json!(default))),
                SettingKind::Whole { default: Some(default), min, max, .. } => {
                    assert!((min..=max).contains(&default), "{} {}", rule.code, setting.key);
                    own.insert(setting.key.into(), json!(default));
                }
                SettingKind::Whole { default: None, .. } => assert!(setting.instead_of.is_some()),
                SettingKind::Choice { default, options } => {
                    assert!(options.contains(&default), "{} {}", rule.code, setting.key);
                    own.insert(setting.key.into(), json!(default));
                }
            }
        }
        let defaults = layer(json!({ rule.code: own }));
        assert_eq!(HouseRules::layered([&defaults]).unwrap(), HouseRules::default(), "{}", rule.code);
    }
    let told = serde_json::to_value(rules::ALL[0]).unwrap();
    assert_eq!(told["settings"][2]["unit"], "working_hours");
}
