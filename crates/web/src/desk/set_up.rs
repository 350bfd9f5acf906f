//! First run: the one page that makes a desk. Opened by the one-time link on the terminal.

pub(crate) mod show;

use askama::Template;
use words::{Language, Words};

use crate::desk::settings::hours::{Day, days};
use crate::desk::sign_in::outside;
use crate::frame::Frame;

/// `GET /set-up?token=…`
#[derive(Template)]
#[template(path = "desk/set_up.html")]
pub(crate) struct SetUp {
    pub(crate) f: Frame,
    /// Nothing when the link is not good (any more).
    pub(crate) token: Option<String>,
    pub(crate) problems: Vec<String>,
    pub(crate) form: Given,
    pub(crate) hours: Vec<Day>,
    pub(crate) countries: Vec<(String, String)>,
    pub(crate) zones: Vec<String>,
}

/// What was filled in so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    pub(crate) desk: String,
    pub(crate) name: String,
    pub(crate) address: String,
    pub(crate) language: String,
    pub(crate) country: String,
    pub(crate) time_zone: String,
}

/// Countries whose holidays are known, by their names in `w`'s language, and 'another country' with none.
pub(crate) fn countries(w: &Words) -> Vec<(String, String)> {
    let mut named: Vec<_> =
        rulebook::calendar::known_countries().map(|code| (code.to_owned(), w.country(code))).collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    named.push((String::new(), w.t("country-other")));
    named
}

/// Time zone names that a person could mean.
pub(crate) fn zones() -> Vec<String> {
    let areas = ["Europe/", "America/", "Asia/", "Africa/", "Australia/", "Pacific/", "Atlantic/", "Indian/"];
    let mut zones: Vec<String> = jiff::tz::db()
        .available()
        .map(|name| name.to_string())
        .filter(|name| areas.iter().any(|area| name.starts_with(area)))
        .collect();
    zones.push("UTC".to_owned());
    zones
}

impl SetUp {
    /// Half filled in.
    pub(crate) fn sample(language: Language) -> Self {
        let f = outside(language, "page-set-up-title");
        let form = Given {
            desk: "Studio Próbne (sample)".to_owned(),
            language: language.code().to_owned(),
            country: "PL".to_owned(),
            time_zone: "Europe/Warsaw".to_owned(),
            ..Given::default()
        };
        let hours = days(&f.w, &rulebook::house_rules::Settings::default_for("", "UTC", "", "en").hours);
        Self {
            token: Some("t".to_owned()),
            problems: vec![f.w.t("page-set-up-password-help")],
            hours,
            countries: countries(&f.w),
            zones: vec!["Europe/Warsaw".to_owned()],
            form,
            f,
        }
    }
}
