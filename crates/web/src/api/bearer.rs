//! Who asks: the access key of a request, asked for before anything of its body is read.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use desk::access_keys::{self, NotLetIn, Scope};
use jiff::SignedDuration;
use words::Words;

use super::problem::{Problem, wished};
use crate::guard::visitor::From;
use crate::site::Site;

/// A program with a good key.
pub(crate) struct Asking {
    pub(crate) site: Site,
    pub(crate) bearer: access_keys::Bearer,
    /// The language that the program wishes, else its member's.
    pub(crate) w: Words,
}

impl Asking {
    /// Only with a key that was made for this.
    pub(crate) fn may(&self, scope: Scope) -> Result<(), Problem> {
        if self.bearer.may(scope) {
            return Ok(());
        }
        let problem = Problem::new(StatusCode::FORBIDDEN, "scope", self.w.t("api-scope"));
        Err(problem
            .with_header(CHALLENGE, challenge(&format!(", error=\"insufficient_scope\", scope=\"{}\"", scope.code()))))
    }

    /// Spends what an expensive question costs.
    pub(crate) fn spend(&self, cost: u64) -> Result<(), Problem> {
        access_keys::spend(self.site.desk(), &self.bearer, cost).map_err(|no| not_let_in(&self.site, &self.w, no))
    }
}

const CHALLENGE: HeaderName = header::WWW_AUTHENTICATE;

fn challenge(more: &str) -> HeaderValue {
    HeaderValue::from_str(&format!("Bearer realm=\"tact\"{more}")).unwrap_or(HeaderValue::from_static("Bearer"))
}

impl FromRequestParts<Site> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Problem> {
        let wished = wished(&parts.headers);
        let words = |language| Words::new(language, site.desk().settings().calendar.time_zone().clone());
        let w = words(wished.unwrap_or_default());
        let Ok(From(visitor)) = From::from_request_parts(parts, site).await;
        let Some(key) = key(parts) else {
            let problem = Problem::new(StatusCode::UNAUTHORIZED, "no-key", w.t("api-no-key"));
            return Err(problem.with_header(CHALLENGE, challenge("")));
        };
        let bearer = access_keys::bearer(site.desk(), key, &visitor).await.map_err(|no| not_let_in(site, &w, no))?;
        let own = || bearer.who.member.language.parse().unwrap_or_default();
        let w = words(wished.unwrap_or_else(own));
        Ok(Self { site: site.clone(), bearer, w })
    }
}

/// The key in `Authorization: Bearer …`; of two such headers none.
fn key(parts: &Parts) -> Option<&str> {
    let mut given = parts.headers.get_all(header::AUTHORIZATION).iter();
    let (one, None) = (given.next()?.to_str().ok()?, given.next()) else { return None };
    let (scheme, key) = one.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

fn not_let_in(site: &Site, w: &Words, why: NotLetIn) -> Problem {
    match why {
        NotLetIn::Unknown => Problem::new(StatusCode::UNAUTHORIZED, "unknown-key", w.t("api-unknown-key"))
            .with_header(CHALLENGE, challenge(", error=\"invalid_token\"")),
        NotLetIn::TooOften(wait) => too_often(w, wait),
        NotLetIn::Fault(fault) => Problem::broken(site, w, &fault.into()),
    }
}

fn too_often(w: &Words, wait: SignedDuration) -> Problem {
    let seconds = wait.as_secs().max(1);
    Problem::new(StatusCode::TOO_MANY_REQUESTS, "too-often", w.t1("api-too-often", "seconds", seconds))
        .with_header(header::RETRY_AFTER, HeaderValue::from(seconds.unsigned_abs()))
}
