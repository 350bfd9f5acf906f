//! What programs ask, under `/api/v1`: with an access key, in JSON, refused in problem+json (RFC 9457). No cookie counts here, so
//! no other site's page can ask on somebody's behalf, and none is let in (no CORS). Not here: what is decided.

mod bearer;
mod check;
mod openapi;
mod problem;

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any, get, post};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::site::Site;

pub use openapi::document;

/// Largest question that is read: the longest draft and the longest mail it answers, as JSON may write them.
pub(crate) const LARGEST: usize = 1024 * 1024;
/// How long an answer may take.
const LONGEST: Duration = Duration::from_secs(30);

/// Every address of the programs, whether it is acted on (POST), and what answers.
fn all() -> Vec<(&'static str, bool, MethodRouter<Site>)> {
    vec![("/api/v1/check", true, post(check::check)), ("/api/v1/openapi.json", false, get(openapi::show))]
}

/// Every address, and whether it is acted on (POST) rather than looked at.
pub(crate) fn addresses() -> Vec<(&'static str, bool)> {
    all().into_iter().map(|(path, post, _)| (path, post)).collect()
}

/// The router of all of them, with what stands before them: a bare refusal becomes a problem that can be read.
pub(crate) fn router(site: Site) -> Router<Site> {
    let known = all().into_iter().fold(Router::new(), |router, (path, _, handler)| {
        let bounded = handler
            .layer::<_, Infallible>(DefaultBodyLimit::max(LARGEST))
            .layer::<_, Infallible>(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
            .layer::<_, Infallible>(RequestBodyLimitLayer::new(LARGEST));
        router.route(path, bounded)
    });
    let nothing = any(|| async { StatusCode::NOT_FOUND });
    known.route("/api/{*rest}", nothing).layer(from_fn_with_state(site, problem::speak))
}
