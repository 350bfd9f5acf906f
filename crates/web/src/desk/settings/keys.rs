//! Access keys: the list, making one (shown once), withdrawing one.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum_extra::extract::Form;
use desk::By;
use desk::access_keys::{self, AccessKeyRow, NewKey, Refused, Scope};
use jiff::SignedDuration;
use serde::Deserialize;
use store::member::MemberRow;
use words::{Language, Words};

use super::desk_and_hours::frame;
use crate::asked::Asked;
use crate::desk::today::sample_now;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// `GET /settings/keys`
#[derive(Template)]
#[template(path = "desk/settings/keys.html")]
pub(crate) struct KeysPage {
    f: Frame,
    tab: &'static str,
    problems: Vec<String>,
    /// A key just made, shown once.
    made: Option<String>,
    good: Vec<Line>,
    past: Vec<Line>,
    /// What was typed for a new one and not taken.
    new: Typed,
}

/// A key in the list.
struct Line {
    id: String,
    name: String,
    /// What it begins with, when it was made, and whose it is where colleagues' are shown.
    facts: String,
    used: String,
    /// Until when it is good, or why it is not.
    end: Option<String>,
}

/// A new key as typed.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    until: String,
}

impl KeysPage {
    /// What a key can be made for: code, what that is, and whether it is chosen.
    fn scopes(&self) -> Vec<(&'static str, String, bool)> {
        let chosen = |scope: Scope| self.new.scopes.iter().any(|code| code == scope.code());
        let one = |scope: Scope| (scope.code(), self.f.w.t(&format!("page-keys-may-{}", scope.code())), chosen(scope));
        Scope::ALL.into_iter().map(one).collect()
    }

    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let now = sample_now();
        let key = |id: &str, name: &str, used: bool| AccessKeyRow {
            key_id: id.to_owned(),
            member_id: "marta".to_owned(),
            name: name.to_owned(),
            scopes: "check".to_owned(),
            prefix: "tact_k3Xw9b".to_owned(),
            token_hash: String::new(),
            created_at: now - SignedDuration::from_hours(24 * 40),
            expires_at: used.then(|| now + SignedDuration::from_hours(24 * 90)),
            used_at: used.then(|| now - SignedDuration::from_hours(3)),
            withdrawn_at: (id == "k3").then_some(now),
        };
        let line = |key: &AccessKeyRow, whose| line_of(&f.w, now, key, whose);
        Self {
            tab: "keys",
            problems: Vec::new(),
            made: Some("tact_sample-that-opens-nothing".to_owned()),
            good: vec![
                line(&key("k1", "Vim (laptop)", true), None),
                line(&key("k2", "Почтовая программа", false), Some("Иван Образец")),
            ],
            past: vec![line(&key("k3", "Stary edytor", false), None)],
            new: Typed { scopes: vec!["check".to_owned()], ..Typed::default() },
            f,
        }
    }

    /// None is made yet, and the first try lacked something.
    pub(crate) fn sample_empty(language: Language) -> Self {
        let sample = Self::sample(language);
        let problems = vec![sample.f.w.t("refused-key-until")];
        let new = Typed { name: "Vim".to_owned(), scopes: vec!["check".to_owned()], until: "2026-01-01".to_owned() };
        Self { made: None, good: Vec::new(), past: Vec::new(), problems, new, ..sample }
    }
}

async fn build(asked: &Asked, made: Option<String>, wrong: Option<(String, Typed)>) -> Result<KeysPage, Fault> {
    let desk = asked.desk();
    let keys = access_keys::list(desk, By::Member(&asked.who)).await?;
    let mine = asked.who.member.member_id.as_str();
    let whose = |member: &MemberRow| (member.member_id != mine).then(|| member.name.clone());
    let line = |(key, member): &(AccessKeyRow, MemberRow)| line_of(&asked.w, asked.now, key, whose(member).as_deref());
    let (past, good): (Vec<_>, Vec<_>) = keys.iter().partition(|(key, _)| access_keys::is_over(key, desk));
    let all = Scope::ALL.into_iter().map(|scope| scope.code().to_owned()).collect();
    let (problems, new) = match wrong {
        Some((problem, typed)) => (vec![problem], typed),
        None => (Vec::new(), Typed { scopes: all, ..Typed::default() }),
    };
    let (good, past) = (good.into_iter().map(line).collect(), past.into_iter().map(line).collect());
    Ok(KeysPage { f: frame(asked).await?, tab: "keys", problems, made, good, past, new })
}

fn line_of(w: &Words, now: jiff::Timestamp, key: &AccessKeyRow, whose: Option<&str>) -> Line {
    let facts = w.t2("page-keys-facts", "prefix", key.prefix.as_str(), "when", w.stamp(now, key.created_at));
    // The last day is the one before the midnight at which it ends.
    let last_day = |end: jiff::Timestamp| w.zone().to_datetime(end - SignedDuration::from_secs(1)).date();
    let end = match (key.withdrawn_at, key.expires_at) {
        (Some(_), _) => Some(w.t("page-keys-withdrawn")),
        (None, Some(end)) if end <= now => Some(w.t("page-keys-over")),
        (None, Some(end)) => Some(w.t1("page-keys-until", "day", w.day(last_day(end)))),
        (None, None) => None,
    };
    Line {
        id: key.key_id.clone(),
        name: key.name.clone(),
        facts: whose.map_or_else(|| facts.clone(), |name| w.t2("page-keys-of", "name", name, "facts", facts.as_str())),
        used: match key.used_at {
            Some(at) => w.t1("page-keys-used", "when", w.stamp(now, at)),
            None => w.t("page-keys-never-used"),
        },
        end,
    }
}

/// `GET /settings/keys`
pub(crate) async fn show(asked: Asked) -> Answer {
    page(&asked, &build(&asked, None, None).await?)
}

/// `POST /settings/keys`: answers with the page that shows the key, once.
pub(crate) async fn make(asked: Asked, Form(typed): Form<Typed>) -> Answer {
    let Typed { name, scopes, until } = &typed;
    let new = NewKey { name: name.clone(), scopes: scopes.clone(), until: until.clone() };
    match access_keys::make(asked.desk(), By::Member(&asked.who), &asked.who.member.member_id, new).await {
        Ok((_, secret)) => {
            let mut response = page(&asked, &build(&asked, Some(secret.reveal().to_owned()), None).await?)?;
            // Turbo shows the answer to a form without a redirect only with a status of its own.
            *response.status_mut() = StatusCode::CREATED;
            Ok(response)
        }
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => again(&build(&asked, None, Some((asked.w.t(refused.key()), typed))).await?),
    }
}

/// `POST /settings/keys/{id}/removal`
pub(crate) async fn withdraw(asked: Asked, Path(id): Path<String>) -> Answer {
    match access_keys::withdraw(asked.desk(), By::Member(&asked.who), &id).await {
        Ok(_) => Ok(flash::done("/settings/keys", "key-withdrawn", None)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => again(&build(&asked, None, Some((asked.w.t(refused.key()), Typed::default()))).await?),
    }
}
