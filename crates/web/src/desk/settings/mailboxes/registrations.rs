//! The agency's own registrations at Google and Microsoft, as their consoles show them.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::oauth::Provider;
use desk::oauth::registration::{self, Refused, RegistrationForm, RegistrationShown};
use serde::Deserialize;
use words::Language;

use super::super::desk_and_hours::frame;
use super::signing_in::BACK;
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// `GET /settings/mailboxes/registrations`
#[derive(Template)]
#[template(path = "desk/settings/mailboxes/registrations.html")]
pub(crate) struct RegistrationsPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    /// Where providers send people back to: what their console asks for.
    pub(crate) redirect: String,
    /// Providers take https only, or this very machine.
    pub(crate) redirect_works: bool,
    pub(crate) forms: Vec<Registration>,
}

/// One provider's form.
pub(crate) struct Registration {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) set: bool,
    pub(crate) client_id: String,
    pub(crate) has_secret: bool,
    pub(crate) tenant: String,
}

fn forms(saved: &[RegistrationShown]) -> Vec<Registration> {
    let form = |provider: Provider| {
        let saved = saved.iter().find(|one| one.provider == provider);
        Registration {
            code: provider.code(),
            name: provider.name(),
            set: saved.is_some(),
            client_id: saved.map(|one| one.client_id.clone()).unwrap_or_default(),
            has_secret: saved.is_some_and(|one| one.has_secret),
            tenant: saved.map(|one| one.tenant.clone()).unwrap_or_default(),
        }
    };
    Provider::ALL.into_iter().map(form).collect()
}

async fn registrations(asked: &Asked, problems: Vec<String>) -> Result<RegistrationsPage, Fault> {
    let redirect = asked.site.link(BACK);
    let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    Ok(RegistrationsPage {
        f: frame(asked).await?,
        tab: "mailboxes",
        problems,
        redirect_works: asked.site.is_secure() || here.iter().any(|it| redirect.starts_with(it)),
        redirect,
        forms: forms(&registration::all(asked.desk()).await?),
    })
}

/// `GET /settings/mailboxes/registrations`
pub(crate) async fn show(asked: Asked) -> Answer {
    asked.owner()?;
    page(&asked, &registrations(&asked, Vec::new()).await?)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    tenant: String,
}

/// `POST /settings/mailboxes/registrations/{provider}`
pub(crate) async fn save(asked: Asked, Path(provider): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let provider = Provider::named(&provider).ok_or(Fault::NotFound)?;
    let form = RegistrationForm {
        client_id: typed.client_id,
        // An empty field keeps the saved secret.
        secret: Some(typed.secret).filter(|secret| !secret.is_empty()),
        tenant: typed.tenant,
        authority: String::new(),
    };
    let done = registration::save(asked.desk(), By::Member(&asked.who), provider, form).await;
    after(&asked, done).await
}

/// `POST /settings/mailboxes/registrations/{provider}/removal`
pub(crate) async fn remove(asked: Asked, Path(provider): Path<String>) -> Answer {
    let provider = Provider::named(&provider).ok_or(Fault::NotFound)?;
    let done = registration::remove(asked.desk(), By::Member(&asked.who), provider).await;
    after(&asked, done).await
}

async fn after(asked: &Asked, done: Result<(), Refused>) -> Answer {
    match done {
        Ok(()) => Ok(flash::done("/settings/mailboxes/registrations", "saved", None)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(Refused::NotOwner) => Err(Fault::Refused("page-fault-refused-owner")),
        Err(other) => again(&registrations(asked, vec![asked.w.t(other.key())]).await?),
    }
}

impl RegistrationsPage {
    pub(crate) fn sample(language: Language) -> Self {
        let saved = RegistrationShown {
            provider: Provider::Google,
            client_id: "0123-sample.apps.googleusercontent.com".to_owned(),
            has_secret: true,
            tenant: String::new(),
        };
        Self {
            f: Frame::sample(language, Here::Settings, "page-settings-title"),
            tab: "mailboxes",
            problems: Vec::new(),
            redirect: format!("http://desk.studio.test{BACK}"),
            redirect_works: false,
            forms: forms(&[saved]),
        }
    }
}
