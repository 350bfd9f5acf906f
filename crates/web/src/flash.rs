//! The word about what was just done: carried over the redirect in a short-lived cookie, shown once.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use words::Words;

use crate::frame::Flash;
use crate::guard::next::place_to_go;
use crate::tongue::cookie;

const COOKIE: &str = "flash";

/// Goes to `next` after an act and says `flash-{key}` there, with a way to undo it.
pub(crate) fn done(next: &str, key: &str, undo: Option<&str>) -> Response {
    counted(next, key, 0, undo)
}

/// The same for several at once.
pub(crate) fn counted(next: &str, key: &str, count: usize, undo: Option<&str>) -> Response {
    let next = place_to_go(next);
    let mut response = to(next);
    let path = next.split('#').next().unwrap_or("/");
    let value =
        format!("{COOKIE}={key}|{count}|{}|{path}; Path=/; Max-Age=30; HttpOnly; SameSite=Lax", undo.unwrap_or(""));
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Goes to a page of ours without a word.
pub(crate) fn to(next: &str) -> Response {
    Redirect::to(place_to_go(next)).into_response()
}

/// What the last answer left to be said.
pub(crate) fn read(parts: &Parts, w: &Words) -> Option<Flash> {
    let mut pieces = cookie(parts, COOKIE)?.splitn(4, '|');
    let key = pieces.next().filter(|key| key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'))?;
    let key = format!("flash-{key}");
    let count = pieces.next()?.parse::<i64>().unwrap_or(0);
    let undo = pieces.next().filter(|undo| is_undo(undo)).map(str::to_owned);
    let next = place_to_go(pieces.next().unwrap_or("/")).to_owned();
    let text = if count > 0 { w.t1(&key, "count", count) } else { w.t(&key) };
    (!text.starts_with('⟦')).then_some(Flash { text, undo, next })
}

/// Takes the cookie away once it was shown.
pub(crate) fn forget(headers: &mut HeaderMap) {
    headers.append(header::SET_COOKIE, HeaderValue::from_static("flash=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"));
}

/// Only acts that take something back; a forged cookie gets no other button.
fn is_undo(path: &str) -> bool {
    let nouns = [
        "/conversations/",
        "/promises/",
        "/steps/",
        "/clients/",
        "/held/",
        "/senders/",
        "/inbox/bulk/",
        "/drafts/",
        "/settings/saved-replies/",
    ];
    nouns.iter().any(|noun| path.starts_with(noun))
        && path.contains("/removal")
        && path.chars().all(|c| c.is_ascii_alphanumeric() || "/-_?=&%.".contains(c))
        && !path.contains("//")
}
