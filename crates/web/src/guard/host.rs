//! A request for another host is not for us.

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::site::Site;

/// Answers 421 to a Host that is not ours.
pub(crate) async fn check(State(site): State<Site>, request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // HTTP/2 and absolute-form requests carry it in the target; then it counts, too.
    let target = request.uri().authority().map(axum::http::uri::Authority::as_str);
    let known = [named, target].into_iter().flatten().all(|host| site.answers_to(host));
    if known && (named.is_some() || target.is_some()) {
        next.run(request).await
    } else {
        StatusCode::MISDIRECTED_REQUEST.into_response()
    }
}
