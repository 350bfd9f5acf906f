//! Signing in on a provider's page: the word before one leaves, and the way back.

use askama::Template;
use axum::extract::{Path, Query};
use axum_extra::extract::Form;
use desk::By;
use desk::connect::attempt;
use desk::mailboxes::{self, Secret};
use desk::oauth::Provider;
use desk::oauth::code::{self, Refused};
use serde::Deserialize;
use words::Language;

use super::super::desk_and_hours::frame;
use super::connect::AtProvider;
use super::find;
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, open};

/// Where providers send people back to.
pub(crate) const BACK: &str = "/settings/mailboxes/signed-in";

/// What somebody sets out for.
const TO_CONNECT: &str = "connect:";
const TO_SIGN_IN_AGAIN: &str = "mailbox:";

/// The word before one leaves for the provider's page. A link leads there: a form could not, by our own policy.
#[derive(Template)]
#[template(path = "desk/settings/mailboxes/leaving.html")]
pub(crate) struct LeavingPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) provider: &'static str,
    pub(crate) address: String,
    pub(crate) href: String,
    pub(crate) back: String,
}

/// `POST /settings/mailboxes/new/{token}/sign-in`
pub(crate) async fn to_connect(asked: Asked, Path(token): Path<String>, Form(form): Form<AtProvider>) -> Answer {
    asked.owner()?;
    let provider = Provider::named(&form.provider).ok_or(Fault::NotFound)?;
    let attempt = attempt::load(asked.desk(), &asked.who, &token).await.map_err(|_| Fault::NotFound)?;
    let back = format!("/settings/mailboxes/new/{token}");
    leave(&asked, provider, attempt.address, &format!("{TO_CONNECT}{token}"), back).await
}

/// `POST /settings/mailboxes/{id}/sign-in`: with the provider it is signed in at, or with the one that is named.
pub(crate) async fn again_for(asked: Asked, Path(id): Path<String>, Form(form): Form<Anew>) -> Answer {
    let (row, _) = find(&asked, &id).await?;
    let provider = Provider::named(&form.provider).or_else(|| Provider::of(row.sign_in)).ok_or(Fault::NotFound)?;
    leave(&asked, provider, row.address, &format!("{TO_SIGN_IN_AGAIN}{id}"), "/settings/mailboxes".to_owned()).await
}

#[derive(Debug, Deserialize)]
pub(crate) struct Anew {
    #[serde(default)]
    provider: String,
}

async fn leave(asked: &Asked, provider: Provider, address: String, errand: &str, back: String) -> Answer {
    let redirect = asked.site.link(BACK);
    let out = code::set_out(asked.desk(), &asked.who, provider, &address, &redirect, errand).await;
    let mut page = LeavingPage {
        f: frame(asked).await?,
        tab: "mailboxes",
        problems: Vec::new(),
        provider: provider.name(),
        address,
        href: back.clone(),
        back,
    };
    match out {
        Ok(href) => {
            page.href = href;
            open(&page)
        }
        Err(refused) => {
            page.problems = vec![said(asked, refused)?];
            again(&page)
        }
    }
}

fn said(asked: &Asked, refused: Refused) -> Result<String, Fault> {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        Refused::NotOwner => Err(Fault::Refused("page-fault-refused-owner")),
        Refused::Trouble(trouble) => {
            let said = trouble.said();
            Ok(format!("{} {} {said}", asked.w.t("refused-oauth-trouble"), asked.w.t(trouble.key())).trim().to_owned())
        }
        other => Ok(asked.w.t(other.key())),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Brought {
    #[serde(default)]
    state: String,
    code: Option<String>,
}

/// `GET /settings/mailboxes/signed-in`: nothing happens without a ticket of this very session.
pub(crate) async fn come_back(asked: Asked, Query(brought): Query<Brought>) -> Answer {
    asked.owner()?;
    let desk = asked.desk();
    let back = match code::come_back(desk, &asked.who, &brought.state, brought.code.as_deref()).await {
        Ok(back) => back,
        Err(refused) => {
            let problem = said(&asked, refused)?;
            let typed = String::new();
            return again(&super::list(&asked, vec![problem], typed).await?);
        }
    };
    if let Some(token) = back.errand.strip_prefix(TO_CONNECT) {
        let tried = attempt::try_tokens(desk, &asked.who, token, back.provider, back.tokens).await;
        return match tried {
            Ok(()) => Ok(flash::to(&format!("/settings/mailboxes/new/{token}"))),
            Err(refused) => {
                let problem = super::connect::said(&asked, refused)?;
                again(&super::list(&asked, vec![problem], String::new()).await?)
            }
        };
    }
    let id = back.errand.strip_prefix(TO_SIGN_IN_AGAIN).ok_or(Fault::NotFound)?;
    let (by, sign_in) = (By::Member(&asked.who), back.provider.sign_in());
    match mailboxes::sign_in_again(desk, by, id, sign_in, Secret::Tokens(back.tokens)).await {
        Ok(()) => Ok(flash::done("/settings/mailboxes", "mailbox-signed-in", None)),
        Err(refused) => {
            let problem = super::said(&asked, refused)?;
            again(&super::list(&asked, vec![problem], String::new()).await?)
        }
    }
}

impl LeavingPage {
    pub(crate) fn sample(language: Language) -> Self {
        Self {
            f: Frame::sample(language, Here::Settings, "page-settings-title"),
            tab: "mailboxes",
            problems: Vec::new(),
            provider: "Google",
            address: "marta@studio.test".to_owned(),
            href: "https://provider.example/authorize".to_owned(),
            back: "/settings/mailboxes".to_owned(),
        }
    }
}
