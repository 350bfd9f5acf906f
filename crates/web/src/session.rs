//! The session's cookie: set when somebody signs in, taken away when they leave.

use axum::http::{HeaderValue, header};
use axum::response::Response;
use desk::sign_in::SignedIn;

use crate::flash;
use crate::site::Site;

/// How long a browser keeps it; the desk itself decides when a session ends.
const DAYS: u32 = 30;

/// Goes to `next`, signed in. The token is new at every sign-in.
pub(crate) fn begin(site: &Site, signed_in: &SignedIn, next: &str) -> Response {
    let mut response = flash::to(next);
    set(&mut response, site, signed_in.token.reveal(), DAYS * 24 * 3600);
    response
}

/// Sets the session on an answer that is no redirect.
pub(crate) fn put_on(mut response: Response, site: &Site, signed_in: &SignedIn) -> Response {
    set(&mut response, site, signed_in.token.reveal(), DAYS * 24 * 3600);
    response
}

/// Goes to the door, signed out.
pub(crate) fn end(site: &Site) -> Response {
    let mut response = axum::response::IntoResponse::into_response(axum::response::Redirect::to("/sign-in"));
    set(&mut response, site, "", 0);
    response
}

fn set(response: &mut Response, site: &Site, token: &str, seconds: u32) {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let value = format!("{}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}", site.cookie());
    if let Ok(value) = HeaderValue::from_str(&value) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
