//! When something cannot be shown: one page with human words, a way out, and for faults a reference that the log knows too.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use words::Language;

use crate::desk::sign_in::outside;
use crate::frame::Frame;
use crate::site::Site;
use crate::tongue::Tongue;

/// Why a request has no page.
#[derive(Debug)]
pub(crate) enum Fault {
    /// Not there, or not for this person: the same answer.
    NotFound,
    /// May not be done, with the key of the sentence that says why.
    Refused(&'static str),
    /// The desk says no, with the key of its reason; for acts that have no page of their own to say it on.
    Said(&'static str),
    /// Ours.
    Broken(anyhow::Error),
}

impl From<store::StoreError> for Fault {
    fn from(error: store::StoreError) -> Self {
        Self::Broken(error.into())
    }
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::Broken(error.into())
    }
}

/// What [`show`] turns into a page, carried on the bare answer.
#[derive(Clone)]
struct Kind {
    /// The sentence that says why; empty for what is not there.
    key: &'static str,
    /// What broke, for the log alone.
    error: Option<Arc<str>>,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, kind) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Kind { key: "", error: None }),
            Self::Refused(key) => (StatusCode::FORBIDDEN, Kind { key, error: None }),
            Self::Said(key) => (StatusCode::UNPROCESSABLE_ENTITY, Kind { key, error: None }),
            Self::Broken(error) if desk::room::is_lacking(error.as_ref()) => (
                StatusCode::INSUFFICIENT_STORAGE,
                Kind { key: "page-fault-no-room", error: Some(format!("{error:#}").into()) },
            ),
            Self::Broken(error) => {
                (StatusCode::INTERNAL_SERVER_ERROR, Kind { key: "", error: Some(format!("{error:#}").into()) })
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(kind);
        response
    }
}

/// Gives every bare refusal and fault its page (or, where JSON is asked for, its words). A fault of ours gets a
/// reference that the log knows, too.
pub(crate) async fn show(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let language = Tongue::of(&parts).language;
    let accepts = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let wants_json = accepts.is_some_and(|value| value.starts_with("application/json"));
    let path = parts.uri.path().to_owned();
    let frame = frame_of(&parts.headers);
    let response = next.run(Request::from_parts(parts, body)).await;
    let status = response.status();
    let kind = response.extensions().get::<Kind>();
    let typed = response.headers().get(header::CONTENT_TYPE);
    let plain = typed.is_none() || typed == Some(&HeaderValue::from_static("text/plain; charset=utf-8"));
    if !(status.is_client_error() || status.is_server_error()) || (kind.is_none() && !plain) {
        return response;
    }
    let reference = status.is_server_error().then(|| reference(&site));
    if let Some(error) = kind.and_then(|kind| kind.error.as_deref()) {
        tracing::error!(reference, path, error, "a request failed");
    }
    let page = page_for(language, status, kind.map_or("", |kind| kind.key), reference);
    let back = back_from(&path).filter(|_| status != StatusCode::NOT_FOUND);
    let page = FaultPage { frame, back, ..page };
    let mut shown = if wants_json {
        Json(serde_json::json!({ "words": page.more, "reference": page.reference })).into_response()
    } else {
        page.render().map_or_else(|_| status.into_response(), |html| Html(html).into_response())
    };
    *shown.status_mut() = status;
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown
}

/// The part of a page that alone is replaced by the answer; the browser finds the answer by the same name.
fn frame_of(headers: &HeaderMap) -> String {
    headers.get("turbo-frame").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// What was done in a conversation goes back there.
fn back_from(path: &str) -> Option<String> {
    let (id, act) = path.strip_prefix("/conversations/")?.split_once('/')?;
    (!id.is_empty() && !act.is_empty()).then(|| format!("/conversations/{id}"))
}

/// Short enough to be read out on the telephone.
fn reference(site: &Site) -> String {
    let id = site.desk().new_id();
    id.get(id.len().saturating_sub(12)..).unwrap_or_default().to_owned()
}

fn page_for(language: Language, status: StatusCode, key: &str, reference: Option<String>) -> FaultPage {
    match (status, key) {
        (StatusCode::NOT_FOUND, _) => FaultPage::not_found(language),
        (_, key) if !key.is_empty() => FaultPage::refused(language, key),
        (StatusCode::FORBIDDEN, _) => FaultPage::refused(language, "page-fault-refused-origin"),
        (StatusCode::METHOD_NOT_ALLOWED, _) => FaultPage::refused(language, "page-fault-refused-method"),
        (StatusCode::PAYLOAD_TOO_LARGE, _) => FaultPage::refused(language, "page-fault-refused-large"),
        (status, _) if status.is_client_error() => FaultPage::refused(language, "page-fault-refused-form"),
        _ => FaultPage::broken(language, reference.unwrap_or_default()),
    }
}

/// The page.
#[derive(Template)]
#[template(path = "fault.html")]
pub(crate) struct FaultPage {
    pub(crate) f: Frame,
    pub(crate) more: String,
    pub(crate) reference: Option<String>,
    /// The frame it is shown in; empty for a page of its own.
    pub(crate) frame: String,
    /// Whence one came, where that can be told.
    pub(crate) back: Option<String>,
}

impl FaultPage {
    /// For what is not there (or not for this person: the same answer).
    pub(crate) fn not_found(language: Language) -> Self {
        let f = outside(language, "page-fault-not-found");
        Self::of(f.w.t("page-fault-not-found-more"), None, f)
    }

    /// For what went wrong on our side.
    pub(crate) fn broken(language: Language, reference: String) -> Self {
        let f = outside(language, "page-fault-broken");
        Self::of(f.w.t("page-fault-broken-more"), Some(reference), f)
    }

    /// For a request that may not be answered: from another site, too large, not allowed.
    pub(crate) fn refused(language: Language, key: &str) -> Self {
        let f = outside(language, "page-fault-refused");
        Self::of(f.w.t(key), None, f)
    }

    fn of(more: String, reference: Option<String>, f: Frame) -> Self {
        Self { f, more, reference, frame: String::new(), back: None }
    }
}
