//! Which language a visitor reads, before anybody is known: asked for by `?lang=`, remembered, or told by the browser.

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use words::{Language, Words};

/// The cookie that remembers a visitor's choice.
pub(crate) const COOKIE: &str = "lang";

/// A visitor's language, and whether it was chosen just now.
pub(crate) struct Tongue {
    pub(crate) language: Language,
    pub(crate) chosen: bool,
}

impl Tongue {
    pub(crate) fn of(parts: &Parts) -> Self {
        let asked = parts.uri.query().and_then(|query| {
            query.split('&').find_map(|pair| pair.strip_prefix("lang=").and_then(|code| code.parse().ok()))
        });
        let remembered = || cookie(parts, COOKIE).and_then(|code| code.parse().ok());
        let told = || {
            let header = parts.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
            Language::accepted(header)
        };
        Self { chosen: asked.is_some(), language: asked.or_else(remembered).or_else(told).unwrap_or_default() }
    }

    pub(crate) fn words(&self) -> Words {
        Words::new(self.language, jiff::tz::TimeZone::UTC)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Tongue {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts))
    }
}

/// A cookie's value.
pub(crate) fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}
