//! The rulebook: every rule with what it does, why it matters, its numbers and what it did lately.

pub(crate) mod show;

use askama::Template;
use words::Language;

use crate::desk::client::PromiseLine;
use crate::desk::today::sample_now;
use crate::frame::{Frame, Here};
use crate::moment::Moment;

/// `GET /rulebook`
#[derive(Template)]
#[template(path = "desk/rulebook.html")]
pub(crate) struct Rulebook {
    pub(crate) f: Frame,
    pub(crate) rules: Vec<RuleLine>,
}

/// One rule in the table of contents.
pub(crate) struct RuleLine {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) short: String,
    pub(crate) on: bool,
}

/// `GET /rulebook/{code}`
#[derive(Template)]
#[template(path = "desk/rule.html")]
pub(crate) struct Rule {
    pub(crate) f: Frame,
    pub(crate) code: String,
    pub(crate) what: String,
    pub(crate) why: String,
    pub(crate) off: String,
    /// Whether drafts are read a second time, where the rule has to do with it.
    pub(crate) second: Option<String>,
    /// A mail that the rule catches, and a better one.
    pub(crate) mails: Option<[String; 2]>,
    pub(crate) fields: Vec<Field>,
    pub(crate) owner: bool,
    pub(crate) problem: Option<String>,
    pub(crate) examples: Vec<PromiseLine>,
    /// Clients for which it is set otherwise: id, name, how.
    pub(crate) overrides: Vec<(String, String, String)>,
}

/// One number or switch of a rule.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) label: String,
    pub(crate) help: String,
    pub(crate) check: bool,
    /// Words to choose from: as they are kept and as they are said.
    pub(crate) options: Vec<(&'static str, String)>,
    pub(crate) value: String,
    pub(crate) min: i64,
    pub(crate) max: i64,
}

const CODE: &str = "reply-in-a-working-day";

impl Rulebook {
    /// The table of contents.
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Rulebook, "page-rulebook-title");
        let rules = vec![RuleLine {
            code: CODE.to_owned(),
            title: f.w.rule_title(CODE),
            short: f.w.rule_short(CODE),
            on: true,
        }];
        Self { f, rules }
    }
}

impl Rule {
    /// The first rule.
    pub(crate) fn sample(language: Language) -> Self {
        let mut f = Frame::sample(language, Here::Rulebook, "page-rulebook-title");
        f.title = f.w.rule_title(CODE);
        let now = sample_now();
        let field = |name: &'static str, check: bool, value: &str| Field {
            name,
            label: f.w.setting_label(CODE, name),
            help: f.w.setting_help(CODE, name),
            check,
            options: Vec::new(),
            value: value.to_owned(),
            min: 1,
            max: 30,
        };
        let fields = vec![
            field("enabled", true, "true"),
            field("working_days", false, "1"),
            field("working_hours", false, ""),
            field("history_after_days", false, "30"),
            Field {
                options: ["off", "advice", "hold"].map(|option| (option, f.w.choice(option))).into(),
                label: f.w.setting_label("cool-off", "level"),
                help: f.w.setting_help("cool-off", "level"),
                ..field("enabled", false, "hold")
            },
        ];
        let examples = vec![PromiseLine {
            conversation: "c1".to_owned(),
            subject: "Where is my report?".to_owned(),
            what: f.w.rule_short(CODE),
            tone: "broken",
            state: f.w.t("state-broken"),
            due: Moment::due(&f.w, now, now, None),
        }];
        Self {
            code: CODE.to_owned(),
            what: f.w.rule_what(CODE),
            why: f.w.rule_why(CODE),
            off: f.w.rule_off(CODE),
            second: Some(f.w.t("page-rule-second-absent")),
            mails: Some(f.w.rule_examples("cool-off")),
            fields,
            owner: true,
            problem: None,
            examples,
            overrides: vec![("k1".to_owned(), "Lumen Studio".to_owned(), f.w.t1("term-working-hours", "hours", 4))],
            f,
        }
    }
}
