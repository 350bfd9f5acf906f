//! A member's hours and absences: who is away when, who steps in, who is told of emergencies. Members see their own, owners
//! everybody's. When that makes somebody away, the rulebook knows.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::away::{self, NewAbsence, Refused, Somebody};
use serde::Deserialize;
use store::StoreError;
use store::alert::AlertRow;
use store::member_time::{AbsenceRow, MemberTimeRow};
use words::Language;
use words::dates::Role;

use super::desk_and_hours::frame;
use super::hours::{Day, days, empty_days, read};
use crate::asked::Asked;
use crate::desk::conversation::acts::{Next, back_to, said};
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};
use crate::whereabouts::line;

/// `GET /settings/people/{id}`
#[derive(Template)]
#[template(path = "desk/settings/away.html")]
pub(crate) struct AwayPage {
    f: Frame,
    tab: &'static str,
    problems: Vec<String>,
    id: String,
    name: String,
    /// Where they are, when they are not at work.
    line: Option<String>,
    absences: Vec<Absence>,
    others: Vec<Other>,
    /// What was typed and refused.
    typed: Typed,
    hours: Vec<Day>,
    /// They keep hours of their own.
    own_hours: bool,
    on_call: bool,
    alert_address: String,
    /// How the last mail about an emergency went.
    last_alert: Option<String>,
    /// It is their own page, with something to try out.
    may_try: bool,
}

/// Days away, in words.
struct Absence {
    id: String,
    days: String,
    /// Who steps in, and the word.
    more: String,
}

/// Somebody who can step in.
struct Other {
    id: String,
    name: String,
    chosen: bool,
}

/// The form of an absence.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    first: String,
    #[serde(default)]
    last: String,
    #[serde(default)]
    stands_in: String,
    #[serde(default)]
    word: String,
}

impl AwayPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let day = f.w.day(jiff::civil::date(2026, 12, 21));
        Self {
            tab: "people",
            problems: Vec::new(),
            id: "n".to_owned(),
            name: "Piotr Wzór".to_owned(),
            line: Some(f.w.t1("person-out", "when", "9:00")),
            absences: vec![Absence {
                id: "a".to_owned(),
                days: f.w.t2("page-away-days", "first", &day, "last", &day),
                more: f.w.t1("page-away-instead", "name", "Marta Wzór"),
            }],
            others: vec![Other { id: "m".to_owned(), name: "Marta Wzór".to_owned(), chosen: false }],
            typed: Typed::default(),
            hours: days(&f.w, &BTreeMap::from([("mon".to_owned(), vec!["10:00-14:00".to_owned()])])),
            own_hours: true,
            on_call: true,
            alert_address: "ola@phone.example".to_owned(),
            last_alert: Some(f.w.t1("page-away-alert-sent", "when", "9:00")),
            may_try: true,
            f,
        }
    }
}

/// What the page shows of a member.
struct Loaded {
    everybody: Vec<Somebody>,
    row: Option<MemberTimeRow>,
    absences: Vec<AbsenceRow>,
    last_alert: Option<AlertRow>,
}

/// `GET /settings/people/{id}`
pub(crate) async fn show(asked: Asked, Path(id): Path<String>) -> Answer {
    page(&asked, &away_page(&asked, &id, Vec::new(), Typed::default()).await?)
}

async fn away_page(asked: &Asked, id: &str, problems: Vec<String>, typed: Typed) -> Result<AwayPage, Fault> {
    if id != asked.who.member.member_id {
        asked.owner()?;
    }
    let (desk, w) = (asked.desk(), &asked.w);
    let loaded = desk
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            Ok::<_, StoreError>(Loaded {
                everybody: away::everybody(tx, desk).await?,
                row: store::member_time::find(tx, desk.id(), id).await?,
                absences: away::ahead(tx, desk, id).await?,
                last_alert: store::alert::last(tx, desk.id(), id).await?,
            })
        })
        .await?;
    let member = loaded.everybody.iter().find(|one| one.member.member_id == id).ok_or(Fault::NotFound)?;
    let others = loaded.everybody.iter().filter(|one| one.member.member_id != id);
    let hours = away::hours_of(loaded.row.as_ref());
    let alert_address = loaded.row.map(|row| row.alert_address).unwrap_or_default();
    Ok(AwayPage {
        f: frame(asked).await?,
        tab: if id == asked.who.member.member_id { "me" } else { "people" },
        problems,
        id: id.to_owned(),
        name: member.member.name.clone(),
        line: line(w, asked.now, member, &loaded.everybody),
        absences: loaded.absences.iter().map(|row| absence(asked, row, &loaded.everybody)).collect(),
        others: others
            .map(|one| Other {
                id: one.member.member_id.clone(),
                name: one.member.name.clone(),
                chosen: typed.stands_in == one.member.member_id,
            })
            .collect(),
        typed,
        own_hours: !hours.is_empty(),
        hours: if hours.is_empty() { empty_days(w, &desk.settings().settings.hours) } else { days(w, &hours) },
        on_call: member.on_call,
        last_alert: loaded.last_alert.map(|alert| last_alert(asked, &alert)),
        may_try: !alert_address.is_empty() && id == asked.who.member.member_id,
        alert_address,
    })
}

/// How the last mail about an emergency went, in words.
fn last_alert(asked: &Asked, alert: &AlertRow) -> String {
    let w = &asked.w;
    let when = w.when(Role::Plain, asked.now, alert.finished_at.unwrap_or(alert.created_at));
    let (key, said) = desk::outbox::trouble(&alert.last_error).unwrap_or_default();
    match (alert.state.as_str(), key) {
        (store::alert::SENT, _) => w.t1("page-away-alert-sent", "when", when),
        (_, "") => w.t("page-away-alert-waits"),
        (_, key) => w.t2("page-away-alert-trouble", "when", when, "why", format!("{} {said}", w.t(key)).trim_end()),
    }
}

fn absence(asked: &Asked, row: &AbsenceRow, everybody: &[Somebody]) -> Absence {
    let w = &asked.w;
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |date| w.day(date));
    let days = if row.first_day == row.last_day {
        day(&row.first_day)
    } else {
        w.t2("page-away-days", "first", day(&row.first_day), "last", day(&row.last_day))
    };
    let instead = everybody.iter().find(|one| Some(&one.member.member_id) == row.stands_in.as_ref());
    let instead = instead.map(|one| w.t1("page-away-instead", "name", &one.member.name));
    let word = Some(row.word.clone()).filter(|word| !word.is_empty());
    Absence { id: row.absence_id.clone(), days, more: instead.into_iter().chain(word).collect::<Vec<_>>().join(" · ") }
}

/// `POST /settings/people/{id}/absences`
pub(crate) async fn add(asked: Asked, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let Typed { first, last, stands_in, word } = typed.clone();
    let new = NewAbsence { first, last, stands_in, word };
    match away::add(asked.desk(), By::Member(&asked.who), &id, new).await {
        Ok(_) => Ok(flash::done(&format!("/settings/people/{id}"), "saved", None)),
        Err(refused) => refuse(&asked, &id, refused, typed).await,
    }
}

/// `POST /settings/people/{id}/absences/{absence}/removal`
pub(crate) async fn remove(asked: Asked, Path((id, absence)): Path<(String, String)>) -> Answer {
    away::remove(asked.desk(), By::Member(&asked.who), &id, &absence).await.map_err(said!())?;
    Ok(flash::done(&format!("/settings/people/{id}"), "saved", None))
}

/// `POST /settings/people/{id}/hours`
pub(crate) async fn set_hours(
    asked: Asked,
    Path(id): Path<String>,
    Form(form): Form<BTreeMap<String, String>>,
) -> Answer {
    let hours = read(|day| form.get(day).map(String::as_str));
    match away::set_hours(asked.desk(), By::Member(&asked.who), &id, hours.clone()).await {
        Ok(()) => Ok(flash::done(&format!("/settings/people/{id}"), "saved", None)),
        Err(Refused::Hours(problems)) => {
            let problems = problems.iter().map(|problem| asked.w.problem(problem)).collect();
            let mut page = away_page(&asked, &id, problems, Typed::default()).await?;
            page.hours = days(&asked.w, &hours);
            again(&page)
        }
        Err(refused) => refuse(&asked, &id, refused, Typed::default()).await,
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct OnCall {
    #[serde(default)]
    on_call: String,
    #[serde(default)]
    alert_address: String,
}

/// `POST /settings/people/{id}/on-call`
pub(crate) async fn set_on_call(asked: Asked, Path(id): Path<String>, Form(form): Form<OnCall>) -> Answer {
    let on_call = form.on_call == "yes";
    match away::set_on_call(asked.desk(), By::Member(&asked.who), &id, on_call, &form.alert_address).await {
        Ok(()) => Ok(flash::done(&format!("/settings/people/{id}"), "saved", None)),
        Err(refused @ (Refused::AlertAddress | Refused::AlertToUs)) => {
            let problems = vec![asked.w.t(refused.key())];
            let page = away_page(&asked, &id, problems, Typed::default()).await?;
            again(&AwayPage { alert_address: form.alert_address, on_call, ..page })
        }
        Err(refused) => refuse(&asked, &id, refused, Typed::default()).await,
    }
}

/// `POST /settings/alert-trials`: one's own.
pub(crate) async fn try_alert(asked: Asked) -> Answer {
    desk::alert::try_out(asked.desk(), &asked.who).await.map_err(said!())?;
    Ok(flash::done(&format!("/settings/people/{}", asked.who.member.member_id), "alert-tried", None))
}

/// `POST /whereabouts`: at work, or away, with one press.
pub(crate) async fn say_away(asked: Asked, Form(form): Form<Next>) -> Answer {
    away::say(asked.desk(), &asked.who, true).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/"), "away", None))
}

/// `POST /whereabouts/removal`
pub(crate) async fn say_here(asked: Asked, Form(form): Form<Next>) -> Answer {
    away::say(asked.desk(), &asked.who, false).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/"), "at-work", None))
}

async fn refuse(asked: &Asked, id: &str, refused: Refused, typed: Typed) -> Answer {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        Refused::NotYours => Err(Fault::Refused("page-fault-refused-owner")),
        Refused::Nobody => Err(Fault::NotFound),
        refused => again(&away_page(asked, id, vec![asked.w.t(refused.key())], typed).await?),
    }
}
