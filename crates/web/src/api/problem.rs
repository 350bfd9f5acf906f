//! A refusal as programs read it: problem+json (RFC 9457), with a code that stays and a sentence in the asker's language.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use words::{Language, Words};

use super::LARGEST;
use crate::site::Site;

/// The media type of a problem.
const TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");
/// What an answer of this side may do in a browser that is led to it.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Why a question is not answered. Its codes stay; the sentence is for people.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    field: Option<String>,
    reference: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// A problem as it is sent.
#[derive(Debug, Serialize)]
struct Body<'a> {
    /// No page is written for each kind; `code` tells them apart.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    /// One of the codes in the document of this API.
    code: &'static str,
    /// What is wrong, and what to do.
    detail: &'a str,
    /// Which part of the question is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    /// By which the log knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, code: &'static str, detail: String) -> Self {
        Self { status, code, detail, field: None, reference: None, headers: Vec::new() }
    }

    /// The part of the question that is meant.
    pub(crate) fn of_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// A fault of ours: told with a reference that the log knows, too.
    pub(crate) fn broken(site: &Site, words: &Words, error: &anyhow::Error) -> Self {
        let id = site.desk().new_id();
        let reference = id.get(id.len().saturating_sub(12)..).unwrap_or_default().to_owned();
        tracing::error!(reference, error = format!("{error:#}"), "a program's question failed");
        let problem = Self::new(StatusCode::INTERNAL_SERVER_ERROR, "broken", words.t("api-broken"));
        Self { reference: Some(reference), ..problem }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&Body {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or_default(),
            status: self.status.as_u16(),
            code: self.code,
            detail: &self.detail,
            field: self.field.as_deref(),
            reference: self.reference.as_deref(),
        })
        .unwrap_or_default();
        let mut response = (self.status, [(header::CONTENT_TYPE, TYPE)], body).into_response();
        response
            .headers_mut()
            .extend(self.headers.into_iter().map(|(name, value)| (Some(name), value)).collect::<Vec<_>>());
        response
    }
}

/// In which language a program is answered, when it says so.
pub(crate) fn wished(headers: &HeaderMap) -> Option<Language> {
    Language::accepted(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

/// Gives every bare refusal of what stands before the handlers its problem, and every answer its policy.
pub(crate) async fn speak(State(site): State<Site>, request: Request, next: Next) -> Response {
    let words = Words::new(wished(request.headers()).unwrap_or_default(), jiff::tz::TimeZone::UTC);
    let mut response = next.run(request).await;
    let status = response.status();
    let is_said = response.headers().get(header::CONTENT_TYPE) == Some(&TYPE);
    if (status.is_client_error() || status.is_server_error()) && !is_said {
        let allow = response.headers().get(header::ALLOW).cloned();
        let mut problem = bare(&site, &words, status);
        if let Some(allow) = allow {
            problem = problem.with_header(header::ALLOW, allow);
        }
        response = problem.into_response();
    }
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY);
    response
}

fn bare(site: &Site, words: &Words, status: StatusCode) -> Problem {
    match status {
        StatusCode::NOT_FOUND => Problem::new(status, "nothing-here", words.t("api-nothing")),
        StatusCode::METHOD_NOT_ALLOWED => Problem::new(status, "method", words.t("api-method")),
        StatusCode::PAYLOAD_TOO_LARGE => too_large(words),
        StatusCode::SERVICE_UNAVAILABLE => Problem::new(status, "busy", words.t("api-busy"))
            .with_header(header::RETRY_AFTER, HeaderValue::from_static("5")),
        other if other.is_client_error() => {
            Problem::new(other, "not-json", words.t1("api-not-json", "cause", other.as_str()))
        }
        other => Problem::broken(site, words, &anyhow::anyhow!("a bare {other}")),
    }
}

/// More than is read.
pub(crate) fn too_large(words: &Words) -> Problem {
    let detail = words.t1("api-too-large", "size", words.size(LARGEST as u64));
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
}
