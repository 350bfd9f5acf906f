//! Shows the first page of all and takes its answers.

use axum::extract::{Query, State};
use axum_extra::extract::Form;
use desk::set_up::{self, Refused, SetUpForm};
use serde::Deserialize;

use super::{Given, SetUp, countries, zones};
use crate::desk::settings::hours::{days, read};
use crate::desk::sign_in::show::remember;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::guard::visitor::From;
use crate::page::{Answer, again, open};
use crate::session;
use crate::site::Site;
use crate::tongue::Tongue;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    token: String,
}

/// `GET /set-up?token=…`
pub(crate) async fn show(State(site): State<Site>, tongue: Tongue, Query(ask): Query<Ask>) -> Answer {
    let token = match set_up::peek(site.desk(), &ask.token).await {
        Ok(()) => Some(ask.token),
        Err(Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Err(_) => None,
    };
    let settings = &site.desk().settings().settings;
    let given = Given {
        desk: settings.name.clone(),
        language: tongue.language.code().to_owned(),
        country: settings.country.clone(),
        time_zone: settings.time_zone.clone(),
        ..Given::default()
    };
    let hours = settings.hours.clone();
    Ok(remember(open(&page(&tongue, token, Vec::new(), given, &hours))?, &tongue))
}

fn page(
    tongue: &Tongue,
    token: Option<String>,
    problems: Vec<String>,
    form: Given,
    hours: &std::collections::BTreeMap<String, Vec<String>>,
) -> SetUp {
    let f = Frame::outside(tongue.words(), "page-set-up-title");
    SetUp { hours: days(&f.w, hours), countries: countries(&f.w), zones: zones(), token, problems, form, f }
}

/// `POST /set-up`
pub(crate) async fn finish(
    State(site): State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = |key: &str| form.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.as_str());
    let hours = read(|day| form.iter().find(|(name, _)| name == day).map(|(_, value)| value.as_str()));
    let sent = SetUpForm {
        desk_name: typed("desk").to_owned(),
        member_name: typed("name").to_owned(),
        address: typed("address").to_owned(),
        password: typed("password").to_owned(),
        language: typed("language").to_owned(),
        country: typed("country").to_owned(),
        time_zone: typed("time_zone").to_owned(),
        hours: hours.clone(),
    };
    let refused = match set_up::finish(site.desk(), typed("token"), sent, &visitor).await {
        Ok(signed_in) => return Ok(session::begin(&site, &signed_in, "/")),
        Err(refused) => refused,
    };
    let w = tongue.words();
    let problems = match refused {
        Refused::Fault(error) => return Err(Fault::Broken(error)),
        Refused::Settings(problems) => problems.iter().map(|problem| w.problem(problem)).collect(),
        Refused::Dead | Refused::Done => return again(&page(&tongue, None, Vec::new(), Given::default(), &hours)),
        other => vec![w.t(other.key())],
    };
    let given = Given {
        desk: typed("desk").to_owned(),
        name: typed("name").to_owned(),
        address: typed("address").to_owned(),
        language: typed("language").to_owned(),
        country: typed("country").to_owned(),
        time_zone: typed("time_zone").to_owned(),
    };
    again(&page(&tongue, Some(typed("token").to_owned()), problems, given, &hours))
}
