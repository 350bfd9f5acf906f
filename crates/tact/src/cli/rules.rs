//! `tact rules`: the rulebook on the terminal.

use clap::Args;
use rulebook::rules::{ALL, Rule, SettingKind, find};
use serde_json::json;
use words::Words;

use super::out::Out;
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Rules {
    /// One rule, by its code.
    code: Option<String>,
}

impl Rules {
    #[expect(clippy::unused_async, reason = "every command is called alike")]
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let chosen: Vec<&Rule> = match &self.code {
            None => ALL.to_vec(),
            Some(code) => {
                let codes = || ALL.iter().map(|rule| rule.code).collect::<Vec<_>>().join(", ");
                let unknown =
                    || Failure::Refused(words.t2("cli-rules-unknown", "code", code.as_str(), "known", codes()));
                vec![find(code).ok_or_else(unknown)?]
            }
        };
        let mut out = Out::new();
        for rule in chosen {
            match common.format {
                Format::Json => out.json(&as_json(rule, words))?,
                Format::Human => tell(&mut out, rule, words, self.code.is_some())?,
            }
        }
        out.finish()?;
        Ok(Ending::Fine)
    }
}

fn as_json(rule: &Rule, words: &Words) -> serde_json::Value {
    json!({
        "code": rule.code,
        "title": words.rule_title(rule.code),
        "what": words.rule_what(rule.code),
        "why": words.rule_why(rule.code),
        "produces": rule.produces,
        "settings": rule.settings,
    })
}

fn tell(out: &mut Out, rule: &Rule, words: &Words, whole: bool) -> Result<(), Failure> {
    out.line(&format!("{} · {}", rule.code, words.rule_title(rule.code)))?;
    if !whole {
        return out.line(&format!("  {}", words.rule_short(rule.code)));
    }
    out.line(&format!("\n{}\n\n{}\n", words.rule_what(rule.code), words.rule_why(rule.code)))?;
    for setting in rule.settings {
        let label = words.setting_label(rule.code, setting.key);
        out.line(&format!("{} = {}    {label}", setting.key, default_of(&setting.kind)))?;
    }
    Ok(())
}

fn default_of(kind: &SettingKind) -> String {
    match kind {
        SettingKind::Switch { default } => default.to_string(),
        SettingKind::Whole { default, min, max, .. } => {
            let default = default.map_or_else(|| "–".to_owned(), |it| it.to_string());
            format!("{default} ({min}–{max})")
        }
        SettingKind::Choice { default, options } => format!("{default} ({})", options.join(", ")),
    }
}
