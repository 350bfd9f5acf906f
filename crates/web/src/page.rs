//! A page as an answer: rendered whole, and what was just done is said once.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;

/// What a handler gives.
pub(crate) type Answer = Result<Response, Fault>;

/// A page for a member.
pub(crate) fn page(asked: &Asked, template: &impl Template) -> Answer {
    let mut response = Html(template.render()?).into_response();
    if asked.flash.is_some() {
        flash::forget(response.headers_mut());
    }
    Ok(response)
}

/// A page for anybody.
pub(crate) fn open(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// The page again, with what was wrong on it.
pub(crate) fn again(template: &impl Template) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}
