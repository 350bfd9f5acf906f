//! `POST /api/v1/check`: the gate on a draft that is written elsewhere. The answer is that of `tact check`; nothing is kept.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::access_keys::Scope;
use desk::check::Told;
use desk::check::outside::{Ground, HandedIn, Refused};
use serde::Deserialize;
use serde_path_to_error::Segment;
use words::Words;

use super::bearer::Asking;
use super::problem::{Problem, too_large};

/// So many bytes of a draft, and of what it answers, cost as much as another question.
const PIECE: usize = 10_000;

/// A draft as a program hands it in. A name that is none of these is a mistake somebody should hear of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    text: String,
    #[serde(default)]
    answering: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    sent_at: Option<String>,
    #[serde(default)]
    client: Option<String>,
    #[serde(default)]
    attachments: Vec<String>,
}

/// Reads a draft. It may be held: that is an answer, too.
pub(crate) async fn check(
    asking: Asking,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    asking.may(Scope::Check)?;
    let w = &asking.w;
    let Question { text, answering, language, sent_at, client, attachments } = question(w, &headers, body)?;
    let length = text.len() + answering.as_deref().map_or(0, str::len);
    asking.spend(u64::try_from(length / PIECE).unwrap_or(u64::MAX))?;
    let refused = |refused| problem(&asking, refused);
    let member = asking.bearer.who.member.member_id.as_str();
    let ground = Ground::of(asking.site.desk(), Some(member), client.as_deref()).await.map_err(refused)?;
    let draft = HandedIn { text, answering, language, sent_at, attachments };
    // The semaphore is never closed; whoever waits too long is told that the desk is busy.
    let _turn = asking.site.readers().acquire().await.ok();
    let seen = Arc::new(ground).read(draft).await.map_err(refused)?;
    let told = Json(Told::of(&seen.text, &seen.passage, w));
    Ok(([(header::CONTENT_LANGUAGE, w.language().code())], told).into_response())
}

fn question(w: &Words, headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Question, Problem> {
    if !is_plain_json(headers) {
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type", w.t("api-type")));
    }
    let body = body.map_err(|no| match no.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(w),
        status => Problem::new(status, "not-json", w.t1("api-not-json", "cause", no.body_text())),
    })?;
    let mut json = serde_json::Deserializer::from_slice(&body);
    let question = serde_path_to_error::deserialize(&mut json).map_err(|error| wrong_shape(w, &error))?;
    json.end().map_err(|error| not_json(w, &error))?;
    Ok(question)
}

fn not_json(w: &Words, error: &serde_json::Error) -> Problem {
    Problem::new(StatusCode::BAD_REQUEST, "not-json", w.t1("api-not-json", "cause", error.to_string()))
}

/// What is JSON, but not what is asked for: which field is meant, where it can be told.
fn wrong_shape(w: &Words, error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let cause = error.inner();
    if !cause.is_data() {
        return not_json(w, cause);
    }
    let wrong = |detail| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "wrong-shape", detail);
    let cause = cause.to_string();
    let (key, field) = match error.path().iter().next() {
        Some(Segment::Map { key }) if cause.starts_with("unknown field") => ("api-field-unknown", shortened(key)),
        Some(Segment::Map { key }) if key == "attachments" => ("api-field-texts", shortened(key)),
        Some(Segment::Map { key }) => ("api-field-text", shortened(key)),
        _ if cause.starts_with("missing field `text`") => ("api-field-text", "text".to_owned()),
        _ => return wrong(w.t("api-wrong-shape")),
    };
    wrong(w.t1(key, "field", &field)).of_field(field)
}

/// JSON that says so, so that no form of another site's page is taken for it; not compressed.
fn is_plain_json(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let kind = text(header::CONTENT_TYPE).and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
        && text(header::CONTENT_ENCODING).is_none_or(|coding| coding.eq_ignore_ascii_case("identity"))
}

fn problem(asking: &Asking, refused: Refused) -> Problem {
    let (w, key) = (&asking.w, refused.key());
    let wrong = |code, detail, field| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail).of_field(field);
    match refused {
        Refused::TooLong => wrong("too-long", w.t(key), "text"),
        Refused::When(given) => wrong("no-moment", w.t1(key, "given", shortened(&given)), "sent_at"),
        Refused::Language(given) => wrong("no-language", w.t1(key, "given", shortened(&given)), "language"),
        Refused::NoClient(id) => wrong("no-client", w.t1(key, "id", shortened(&id)), "client"),
        Refused::Fault(fault) => Problem::broken(&asking.site, w, &fault),
        other => Problem::broken(&asking.site, w, &other.into()),
    }
}

/// What was given, as far as a sentence needs it.
fn shortened(given: &str) -> String {
    given.chars().filter(|char| !char.is_control()).take(60).collect()
}
