//! Who asks, and in which language: the one gate before every page of the desk. Whoever has no session goes to the door.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use desk::sign_in::session;
use desk::{Desk, Who};
use jiff::Timestamp;
use words::{Language, Words};

use crate::fault::Fault;
use crate::flash;
use crate::frame::{Flash, Frame, Here, Me, initials};
use crate::site::Site;
use crate::tongue::cookie;

/// A signed-in member's request.
pub(crate) struct Asked {
    pub(crate) site: Site,
    pub(crate) who: Who,
    pub(crate) w: Words,
    pub(crate) now: Timestamp,
    /// The place of the last change before anything was read for this page.
    pub(crate) since: String,
    pub(crate) flash: Option<Flash>,
    /// The page that was asked for, to come back to; `/` after an act.
    pub(crate) here: String,
    /// The session's token, to look again whether it still holds.
    pub(crate) token: String,
}

/// Why there is nobody.
pub(crate) enum Nobody {
    /// To the door, then here.
    Door(Response),
    /// Ours.
    Broken(Fault),
}

impl IntoResponse for Nobody {
    fn into_response(self) -> Response {
        match self {
            Self::Door(response) => response,
            Self::Broken(fault) => fault.into_response(),
        }
    }
}

impl Asked {
    pub(crate) fn desk(&self) -> &Desk {
        self.site.desk()
    }

    /// Owners only; a colleague is told so.
    pub(crate) fn owner(&self) -> Result<(), Fault> {
        if self.who.is_owner() { Ok(()) } else { Err(Fault::Refused("page-fault-refused-owner")) }
    }

    /// The surroundings of a page, with the two figures that the rail shows.
    pub(crate) fn frame(&self, here: Here, title: String, figures: Figures) -> Frame {
        Frame {
            w: self.w.clone(),
            title,
            here,
            desk: self.desk().settings().settings.name.clone(),
            me: Some(Me {
                id: self.who.member.member_id.clone(),
                initials: initials(&self.who.member.name),
                name: self.who.member.name.clone(),
                owner: self.who.is_owner(),
                at_work: figures.at_work,
                here: self.here.clone(),
            }),
            flash: self.flash.clone(),
            since: self.since.clone(),
            late: figures.late,
            outbox: figures.outbox,
        }
    }
}

/// What the rail shows beside its links.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Figures {
    /// Promises of ours that are late.
    pub(crate) late: i64,
    /// Answers that wait, failed or are uncertain.
    pub(crate) outbox: i64,
    /// Whether whoever looks is at work.
    pub(crate) at_work: bool,
}

impl Figures {
    pub(crate) async fn load(tx: &mut store::Tx, asked: &Asked) -> Result<Self, store::StoreError> {
        use store::outbox::State;
        let id = asked.desk().id();
        let late = store::promise::late(tx, id, asked.now).await?;
        let outbox = store::outbox::counts(tx, id).await?;
        let outbox = outbox
            .iter()
            .filter(|(state, _)| !matches!(state, State::Sent | State::Cancelled))
            .map(|(_, count)| count)
            .sum();
        Ok(Self { late, outbox, at_work: Self::at_work(tx, asked).await? })
    }

    /// Whether whoever asks is at work.
    pub(crate) async fn at_work(tx: &mut store::Tx, asked: &Asked) -> Result<bool, store::StoreError> {
        let time = desk::away::of(tx, asked.desk(), &asked.who.member.member_id).await?;
        Ok(time.is_at_work(asked.now))
    }
}

impl FromRequestParts<Site> for Asked {
    type Rejection = Nobody;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Nobody> {
        let token = cookie(parts, site.cookie()).unwrap_or("").to_owned();
        let found = if token.is_empty() {
            None
        } else {
            session(site.desk(), &token).await.map_err(|error| Nobody::Broken(error.into()))?
        };
        let Some(who) = found else { return Err(Nobody::Door(door(parts))) };
        let language = who.member.language.parse().unwrap_or(Language::En);
        let zone = site.desk().settings().calendar.time_zone().clone();
        let w = Words::new(language, zone);
        let flash = flash::read(parts, &w);
        let (now, since) = (site.desk().now(), site.desk().place());
        let asked_for = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
        let here = asked_for.map_or("/", axum::http::uri::PathAndQuery::as_str).to_owned();
        Ok(Self { site: site.clone(), who, w, now, since, flash, here, token })
    }
}

impl OptionalFromRequestParts<Site> for Asked {
    type Rejection = Nobody;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Option<Self>, Nobody> {
        match <Self as FromRequestParts<Site>>::from_request_parts(parts, site).await {
            Ok(asked) => Ok(Some(asked)),
            Err(Nobody::Door(_)) => Ok(None),
            Err(broken) => Err(broken),
        }
    }
}

/// A page asked for by a person is remembered; anything else is just told that nobody is known.
fn door(parts: &Parts) -> Response {
    let wants_page = parts.method == Method::GET && accepts_html(&parts.headers);
    if !wants_page && parts.method == Method::GET {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let path = parts.uri.path_and_query().map_or("/", axum::http::uri::PathAndQuery::as_str);
    if parts.method != Method::GET || path == "/" {
        return Redirect::to("/sign-in").into_response();
    }
    let next = percent_encoding::utf8_percent_encode(path, percent_encoding::NON_ALPHANUMERIC);
    Redirect::to(&format!("/sign-in?next={next}")).into_response()
}

fn accepts_html(headers: &HeaderMap) -> bool {
    let accept = headers.get(axum::http::header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    !accept.contains("text/event-stream") && !accept.starts_with("application/json")
}
