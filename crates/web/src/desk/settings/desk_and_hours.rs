//! The desk's own settings: name, place, languages, addresses; weekly hours and closed days.

use axum_extra::extract::Form;
use desk::By;
use desk::settings::{self, Refused};
use jiff::ToSpan;
use rulebook::house_rules::Settings;
use serde::Deserialize;

use super::hours::{days, read};
use super::{DeskPage, HoursPage};
use crate::asked::{Asked, Figures};
use crate::desk::set_up::{countries, zones};
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// The surroundings of every settings page.
pub(super) async fn frame(asked: &Asked) -> Result<Frame, Fault> {
    let figures = asked.desk().db().read(async |mut tx| Figures::load(&mut tx, asked).await).await?;
    Ok(asked.frame(Here::Settings, asked.w.t("page-settings-title"), figures))
}

/// `GET /settings/desk`
pub(crate) async fn show_desk(asked: Asked) -> Answer {
    asked.owner()?;
    page(&asked, &desk_page(&asked, &settings::load(asked.desk()), Vec::new()).await?)
}

async fn desk_page(asked: &Asked, settings: &Settings, problems: Vec<String>) -> Result<DeskPage, Fault> {
    let files = desk::manners::load(asked.desk()).await?.files;
    Ok(DeskPage {
        files: (files.one_mb, files.together_mb),
        f: frame(asked).await?,
        tab: "desk",
        problems,
        name: settings.name.clone(),
        time_zone: settings.time_zone.clone(),
        zones: zones(),
        country: settings.country.clone(),
        countries: countries(&asked.w),
        languages: settings.languages.clone(),
        own_addresses: settings.own_addresses.join("\n"),
    })
}

#[derive(Debug, Deserialize)]
pub(crate) struct DeskForm {
    name: String,
    time_zone: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    own_addresses: String,
}

/// `POST /settings/desk`
pub(crate) async fn save_desk(asked: Asked, Form(form): Form<DeskForm>) -> Answer {
    let base = settings::load(asked.desk());
    let mut changed = base.clone();
    changed.name = form.name.trim().to_owned();
    changed.time_zone = form.time_zone.trim().to_owned();
    changed.country = form.country.trim().to_owned();
    // The first one stays first where it is still chosen: it speaks where nothing better is known.
    changed.languages.retain(|known| form.languages.contains(known));
    let new: Vec<_> = form.languages.iter().filter(|code| !changed.languages.contains(code)).cloned().collect();
    changed.languages.extend(new);
    changed.own_addresses = lines(&form.own_addresses);
    let problems = match save(&asked, &base, changed.clone()).await? {
        None => return Ok(flash::done("/settings/desk", "saved", None)),
        Some(problems) => problems,
    };
    again(&desk_page(&asked, &changed, problems).await?)
}

#[derive(Debug, Deserialize)]
pub(crate) struct FilesForm {
    #[serde(default)]
    one_mb: String,
    #[serde(default)]
    together_mb: String,
}

/// `POST /settings/desk/files`: how much may go along with a mail.
pub(crate) async fn save_files(asked: Asked, Form(form): Form<FilesForm>) -> Answer {
    asked.owner()?;
    let mut manners = desk::manners::load(asked.desk()).await?;
    // What is no number is no size either, and is refused as such.
    let megabytes = |text: &str| text.trim().parse().unwrap_or(0);
    manners.files.one_mb = megabytes(&form.one_mb);
    manners.files.together_mb = megabytes(&form.together_mb);
    match desk::manners::save(asked.desk(), By::Member(&asked.who), manners).await {
        Ok(()) => Ok(flash::done("/settings/desk", "saved", None)),
        Err(desk::manners::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => {
            let problems = vec![asked.w.t(refused.key())];
            again(&desk_page(&asked, &settings::load(asked.desk()), problems).await?)
        }
    }
}

/// `GET /settings/hours`
pub(crate) async fn show_hours(asked: Asked) -> Answer {
    asked.owner()?;
    page(&asked, &hours_page(&asked, &settings::load(asked.desk()), Vec::new()).await?)
}

async fn hours_page(asked: &Asked, settings: &Settings, problems: Vec<String>) -> Result<HoursPage, Fault> {
    Ok(HoursPage {
        f: frame(asked).await?,
        tab: "hours",
        problems,
        hours: days(&asked.w, &settings.hours),
        closed_days: settings.closed_days.join("\n"),
        holidays: next_holidays(asked),
    })
}

/// The next six holidays within a year, with their names.
fn next_holidays(asked: &Asked) -> Vec<String> {
    let calendar = &asked.desk().settings().calendar;
    let today = calendar.date_of(asked.now);
    let named = |offset: i32| {
        let date = today.checked_add(offset.days()).ok()?;
        let name = calendar.holiday_name(date)?;
        Some(format!("{} · {}", asked.w.day(date), name.local))
    };
    (0..366).filter_map(named).take(6).collect()
}

#[derive(Debug, Deserialize)]
pub(crate) struct HoursForm {
    #[serde(default)]
    closed_days: String,
    #[serde(flatten)]
    days: std::collections::BTreeMap<String, String>,
}

/// `POST /settings/hours`
pub(crate) async fn save_hours(asked: Asked, Form(form): Form<HoursForm>) -> Answer {
    let base = settings::load(asked.desk());
    let mut changed = base.clone();
    changed.hours = read(|day| form.days.get(day).map(String::as_str));
    changed.closed_days = lines(&form.closed_days);
    let problems = match save(&asked, &base, changed.clone()).await? {
        None => return Ok(flash::done("/settings/hours", "saved", None)),
        Some(problems) => problems,
    };
    again(&hours_page(&asked, &changed, problems).await?)
}

/// Saves; what is wrong comes back in words.
async fn save(asked: &Asked, base: &Settings, changed: Settings) -> Result<Option<Vec<String>>, Fault> {
    match settings::save(asked.desk(), By::Member(&asked.who), changed, Some(base)).await {
        Ok(()) => Ok(None),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(Refused::NotOwner) => Err(Fault::Refused("page-fault-refused-owner")),
        Err(Refused::Invalid(problems)) => Ok(Some(problems.iter().map(|problem| asked.w.problem(problem)).collect())),
        Err(other) => Ok(Some(vec![asked.w.t(other.key())])),
    }
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.split(['\n', ',', ';']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
