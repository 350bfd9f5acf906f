//! Shows the door and opens it: password, link, passkey; and lets people out again.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use desk::sign_in::{self, Refused, link, passkey, session};
use desk::{By, members};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{SignIn, SignInLink};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::guard::next::place_to_go;
use crate::guard::visitor::From;
use crate::page::{Answer, again, open};
use crate::session as cookie;
use crate::site::Site;
use crate::tongue::{self, Tongue};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    next: String,
    #[serde(default)]
    token: String,
}

/// `GET /sign-in`
pub(crate) async fn show(
    State(site): State<Site>,
    tongue: Tongue,
    asked: Option<Asked>,
    Query(ask): Query<Ask>,
) -> Answer {
    if asked.is_some() {
        return Ok(Redirect::to(place_to_go(&ask.next)).into_response());
    }
    if desk::set_up::is_needed(site.desk()).await? {
        return Ok(Redirect::to("/set-up").into_response());
    }
    let page = page(&site, &tongue, None, String::new(), place_to_go(&ask.next));
    Ok(remember(open(&page)?, &tongue))
}

fn page(site: &Site, tongue: &Tongue, problem: Option<&str>, address: String, next: &str) -> SignIn {
    let f = Frame::outside(tongue.words(), "page-sign-in-title");
    let problem = problem.map(|key| f.w.t(key));
    SignIn { f, problem, address, next: next.to_owned(), passkeys: site.passkeys().is_some() }
}

/// Keeps a language that was just chosen.
pub(crate) fn remember(mut response: Response, tongue: &Tongue) -> Response {
    let value = format!("{}={}; Path=/; Max-Age=31536000; SameSite=Lax", tongue::COOKIE, tongue.language);
    if let Some(value) = tongue.chosen.then(|| HeaderValue::from_str(&value).ok()).flatten() {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[derive(Debug, Deserialize)]
pub(crate) struct Password {
    #[serde(default)]
    address: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// `POST /sign-in`
pub(crate) async fn with_password(
    State(site): State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Form(form): Form<Password>,
) -> Answer {
    match sign_in::with_password(site.desk(), &form.address, &form.password, &visitor).await {
        Ok(signed_in) => Ok(cookie::begin(&site, &signed_in, &form.next)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => {
            let page = page(&site, &tongue, Some(refused.key()), form.address, place_to_go(&form.next));
            let mut response = again(&page)?;
            if matches!(refused, Refused::TooManyTries) {
                *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            }
            Ok(response)
        }
    }
}

/// `GET /sign-in/link?token=…`: shows whose link it is and uses nothing up.
pub(crate) async fn show_link(State(site): State<Site>, tongue: Tongue, Query(ask): Query<Ask>) -> Answer {
    let name = match link::peek(site.desk(), &ask.token).await {
        Ok(name) => Some(name),
        Err(Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Err(_) => None,
    };
    open(&link_page(&tongue, name, ask.token))
}

/// The page of a link; without a name it is used up or too old.
fn link_page(tongue: &Tongue, name: Option<String>, token: String) -> SignInLink {
    SignInLink { f: Frame::outside(tongue.words(), "page-sign-in-title"), name, token }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Link {
    #[serde(default)]
    token: String,
}

/// `POST /sign-in/link`: uses it up. Somebody without a password is led to where one is set.
pub(crate) async fn with_link(
    State(site): State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Form(form): Form<Link>,
) -> Answer {
    match link::consume(site.desk(), &form.token, &visitor).await {
        Ok(signed_in) => {
            let member = &signed_in.who.member;
            // The sample agency is for looking around: it needs no password.
            let settled = member.password_hash.is_some() || member.address == desk::sample::OWNER;
            let next = if settled { "/" } else { "/settings/me" };
            Ok(cookie::begin(&site, &signed_in, next))
        }
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(_) => again(&link_page(&tongue, None, String::new())),
    }
}

/// `POST /sign-in/passkey/challenge`
pub(crate) async fn passkey_begin(State(site): State<Site>, tongue: Tongue, From(visitor): From) -> Answer {
    let place = site.passkeys().ok_or(Fault::NotFound)?;
    match passkey::sign_in_begin(site.desk(), place, &visitor).await {
        Ok(begun) => Ok(for_the_device(begun.ticket.reveal(), &begun.challenge)),
        Err(refused) => said_in_json(&tongue, refused),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Credential {
    ticket: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    next: String,
    credential: Value,
}

/// `POST /sign-in/passkey`
pub(crate) async fn with_passkey(
    State(site): State<Site>,
    tongue: Tongue,
    From(visitor): From,
    Json(form): Json<Credential>,
) -> Answer {
    let place = site.passkeys().ok_or(Fault::NotFound)?;
    let credential = match from_the_device(form.credential) {
        Ok(credential) => credential,
        Err(refused) => return said_in_json(&tongue, refused),
    };
    match passkey::sign_in_finish(site.desk(), place, &form.ticket, &credential, &visitor).await {
        Ok(signed_in) => {
            let response = Json(json!({ "next": place_to_go(&form.next) })).into_response();
            Ok(cookie::put_on(response, &site, &signed_in))
        }
        Err(refused) => said_in_json(&tongue, refused),
    }
}

/// What a device is asked, to sign in or to be added.
fn for_the_device(ticket: &str, options: &impl Serialize) -> Response {
    Json(json!({ "ticket": ticket, "options": options })).into_response()
}

/// What it answers.
fn from_the_device<T: DeserializeOwned>(credential: Value) -> Result<T, Refused> {
    serde_json::from_value(credential).map_err(|_| Refused::Passkey)
}

fn said_in_json(tongue: &Tongue, refused: Refused) -> Answer {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        refused => {
            let words = tongue.words().t(refused.key());
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "words": words }))).into_response())
        }
    }
}

/// `POST /settings/me/passkeys/challenge`
pub(crate) async fn add_passkey_begin(asked: Asked) -> Answer {
    let place = asked.site.passkeys().ok_or(Fault::NotFound)?;
    match passkey::register_begin(asked.desk(), &asked.who, place).await {
        Ok(begun) => Ok(for_the_device(begun.ticket.reveal(), &begun.challenge)),
        Err(refused) => said_in_json(&tongue_of(&asked), refused),
    }
}

/// `POST /settings/me/passkeys`
pub(crate) async fn add_passkey(asked: Asked, Json(form): Json<Credential>) -> Answer {
    let place = asked.site.passkeys().ok_or(Fault::NotFound)?;
    let credential = match from_the_device(form.credential) {
        Ok(credential) => credential,
        Err(refused) => return said_in_json(&tongue_of(&asked), refused),
    };
    match passkey::register_finish(asked.desk(), &asked.who, place, &form.ticket, &form.name, &credential).await {
        Ok(_) => Ok(Json(json!({ "next": "/settings/me" })).into_response()),
        Err(refused) => said_in_json(&tongue_of(&asked), refused),
    }
}

fn tongue_of(asked: &Asked) -> Tongue {
    Tongue { language: asked.w.language(), chosen: false }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(asked: Asked) -> Answer {
    session::sign_out(asked.desk(), &asked.who).await?;
    Ok(cookie::end(&asked.site))
}

/// A member's own new password, said with the page's words when it is refused.
pub(crate) async fn set_password(asked: &Asked, old: &str, new: &str) -> Result<Option<&'static str>, Fault> {
    let id = &asked.who.member.member_id;
    match members::set_password(asked.desk(), By::Member(&asked.who), id, Some(old), new).await {
        Ok(()) => Ok(None),
        Err(members::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => Ok(Some(refused.key())),
    }
}
