//! Shows the rulebook and one rule, and takes its numbers.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::settings::{self, Refused};
use rulebook::house_rules::HouseRules;
use rulebook::people::Side;
use rulebook::rules::{ALL, Produces, Rule as Known, SettingKind, cool_off, find, reply_in_a_working_day};
use serde_json::{Map, Value};
use store::cursor::Cursor;
use store::{StoreError, Tx};

use super::{Field, Rule, RuleLine, Rulebook};
use crate::asked::{Asked, Figures};
use crate::desk::client::PromiseLine;
use crate::desk::client::card::{line, own_hours};
use crate::desk::client::levels::own_level;
use crate::desk::conversation::show::overruled_words;
use crate::desk::inbox::show::subject;
use crate::fault::Fault;
use crate::flash;
use crate::frame::Here;
use crate::moment::Moment;
use crate::page::{Answer, again, page};

/// So many things that a rule did are told.
const LATELY: i64 = 5;

/// `GET /rulebook`
pub(crate) async fn all(asked: Asked) -> Answer {
    let figures = asked.desk().db().read(async |mut tx| Figures::load(&mut tx, &asked).await).await?;
    let w = &asked.w;
    let rules = ALL
        .iter()
        .map(|rule| RuleLine {
            code: rule.code.to_owned(),
            title: w.rule_title(rule.code),
            short: w.rule_short(rule.code),
            on: asked.desk().settings().rules.is_on(rule.code),
        })
        .collect();
    page(&asked, &Rulebook { f: asked.frame(Here::Rulebook, w.t("page-rulebook-title"), figures), rules })
}

/// `GET /rulebook/{code}`
pub(crate) async fn one(asked: Asked, Path(code): Path<String>) -> Answer {
    let rule = find(&code).ok_or(Fault::NotFound)?;
    page(&asked, &build(&asked, rule, None).await?)
}

async fn build(asked: &Asked, rule: &'static Known, problem: Option<String>) -> Result<Rule, Fault> {
    let w = &asked.w;
    let load = async |mut tx| load(&mut tx, asked, rule).await;
    let (figures, examples, overrides) = asked.desk().db().read(load).await?;
    let set = asked.desk().settings().settings.rules.get(rule.code).cloned().unwrap_or_default();
    Ok(Rule {
        f: asked.frame(Here::Rulebook, w.rule_title(rule.code), figures),
        code: rule.code.to_owned(),
        what: w.rule_what(rule.code),
        why: w.rule_why(rule.code),
        off: w.rule_off(rule.code),
        second: second(asked, rule),
        mails: rule.produces.contains(&Produces::Check).then(|| w.rule_examples(rule.code)),
        fields: rule.settings.iter().map(|setting| field(asked, rule.code, setting, &set)).collect(),
        owner: asked.who.is_owner(),
        problem,
        examples,
        overrides,
    })
}

/// What the gate's second look is for the rule about heat; other rules hardly need it.
fn second(asked: &Asked, rule: &Known) -> Option<String> {
    let reads = asked.desk().encoder().is_some_and(|encoder| encoder.is_there());
    let key = if reads { "page-rule-second-reads" } else { "page-rule-second-absent" };
    (rule.code == cool_off::CODE).then(|| asked.w.t(key))
}

/// Figures, what the rule did lately, and the clients for which it is set otherwise.
type Loaded = (Figures, Vec<PromiseLine>, Vec<(String, String, String)>);

async fn load(tx: &mut Tx, asked: &Asked, rule: &Known) -> Result<Loaded, StoreError> {
    let desk = asked.desk().id();
    let examples = if rule.produces.contains(&Produces::Promise) {
        let lately = store::promise::to_do(tx, desk, Side::Ours, &Cursor::earliest(), asked.now, LATELY).await?;
        lately.iter().map(|todo| line(asked, &todo.promise, subject(asked, &todo.subject))).collect()
    } else if rule.code == cool_off::CODE {
        cooled(tx, asked).await?
    } else {
        Vec::new()
    };
    let own = store::client::with_own_rule(tx, desk, rule.code, 50).await?;
    let overrides = own
        .into_iter()
        .filter_map(|client| {
            let said = set_otherwise(asked, rule.code, &client.rules)?;
            Some((client.client_id, client.name, said))
        })
        .collect();
    Ok((Figures::load(tx, asked).await?, examples, overrides))
}

/// How a client's own rules set this one, in words.
fn set_otherwise(asked: &Asked, code: &str, rules: &str) -> Option<String> {
    let level = own_level(rules, code).map(|level| asked.w.level(&level));
    let hours = || own_hours(rules).filter(|_| code == reply_in_a_working_day::CODE);
    level.or_else(|| Some(asked.w.t1("because-working-hours", "hours", hours()?)))
}

/// What came of drafts that were held: the member's own that were put off, and whosesoever an owner sent as they were.
async fn cooled(tx: &mut Tx, asked: &Asked) -> Result<Vec<PromiseLine>, StoreError> {
    let (w, desk) = (&asked.w, asked.desk().id());
    let acts = store::event::of_heat(tx, desk, &asked.who.member.member_id, LATELY).await?;
    let members = store::member::all(tx, desk).await?;
    let mut lines = Vec::new();
    for act in acts {
        let Some(id) = &act.conversation_id else { continue };
        // A mail that was put off and never sent began no conversation.
        let Some(conversation) = store::conversation::find(tx, desk, id).await? else { continue };
        let at = Moment::stamp(w, asked.now, act.at);
        let what = match act.verb.as_str() {
            "overruled" => overruled_words(w, &members, &act),
            _ => w.t("page-rule-put-off"),
        };
        let (subject, state) = (subject(asked, &conversation.subject), at.words.clone());
        lines.push(PromiseLine { conversation: id.clone(), subject, what, tone: "", state, due: at });
    }
    Ok(lines)
}

fn field(asked: &Asked, code: &str, setting: &rulebook::rules::Setting, set: &Value) -> Field {
    let now = set.get(setting.key);
    // A number that another one replaces is empty when that other one is set.
    let replaced = setting.instead_of.is_none()
        && now.is_none()
        && set.as_object().is_some_and(|set| set.contains_key("working_hours"));
    let (check, value, min, max) = match setting.kind {
        SettingKind::Switch { default } => (true, now.and_then(Value::as_bool).unwrap_or(default).to_string(), 0, 1),
        SettingKind::Whole { default, min, max, .. } => {
            let default = default.filter(|_| !(replaced && setting.key == "working_days")).map(i64::from);
            let value = now.and_then(Value::as_i64).or(default);
            (false, value.map(|value| value.to_string()).unwrap_or_default(), i64::from(min), i64::from(max))
        }
        SettingKind::Choice { default, .. } => (false, now.and_then(Value::as_str).unwrap_or(default).to_owned(), 0, 0),
    };
    let options = match setting.kind {
        SettingKind::Choice { options, .. } => options.iter().map(|option| (*option, asked.w.choice(option))).collect(),
        _ => Vec::new(),
    };
    Field {
        name: setting.key,
        label: asked.w.setting_label(code, setting.key),
        help: asked.w.setting_help(code, setting.key),
        check,
        options,
        value,
        min,
        max,
    }
}

/// `POST /rulebook/{code}/settings`
pub(crate) async fn save(asked: Asked, Path(code): Path<String>, Form(form): Form<Vec<(String, String)>>) -> Answer {
    asked.owner()?;
    let rule = find(&code).ok_or(Fault::NotFound)?;
    let value = read(rule, &form);
    let rules = [(code.clone(), value.clone())].into();
    if let Err(problems) = HouseRules::layered([&rules]) {
        let said = problems.iter().map(|problem| asked.w.problem(problem)).collect::<Vec<_>>().join(" ");
        return again(&build(&asked, rule, Some(said)).await?);
    }
    match settings::save_rule(asked.desk(), By::Member(&asked.who), &code, Some(value)).await {
        Ok(()) => Ok(flash::done(&format!("/rulebook/{code}"), "saved", None)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => again(&build(&asked, rule, Some(asked.w.t(refused.key()))).await?),
    }
}

/// The form as the settings document has it: numbers as numbers, what is empty left out, hours before days.
fn read(rule: &Known, form: &[(String, String)]) -> Value {
    let typed = |key: &str| form.iter().find(|(name, _)| name == key).map(|(_, value)| value.trim());
    let mut value = Map::new();
    for setting in rule.settings {
        match setting.kind {
            SettingKind::Switch { .. } => {
                value.insert(setting.key.to_owned(), Value::Bool(typed(setting.key).is_some()));
            }
            SettingKind::Choice { .. } => {
                value.extend(typed(setting.key).map(|text| (setting.key.to_owned(), Value::from(text))));
            }
            SettingKind::Whole { .. } => {
                if let Some(text) = typed(setting.key).filter(|text| !text.is_empty()) {
                    let number = text.parse::<i64>().map_or_else(|_| Value::String(text.to_owned()), Value::from);
                    value.insert(setting.key.to_owned(), number);
                    if let Some(other) = setting.instead_of {
                        value.remove(other);
                    }
                }
            }
        }
    }
    Value::Object(value)
}
