//! The dialogue with a provider's token door (RFC 6749): codes and refresh tokens in, tokens out, errors told apart.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use url::Url;

use super::Trouble;
use super::registration::Registered;
use crate::desk::Desk;
use crate::mailboxes::Tokens;
use crate::net::http::{self, Reach};

/// How long tokens last when the provider does not say.
const USUAL_LIFE: i64 = 3_600;

/// Longest quote of what a provider said.
const LONGEST_QUOTE: usize = 300;

/// A no of the provider, by its code (RFC 6749, 5.2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct No {
    /// `invalid_grant` and the like.
    pub(super) error: String,
    #[serde(default)]
    error_description: String,
}

/// What went wrong at the door.
pub(super) enum Fault {
    /// The provider's no.
    No(No),
    /// No answer that could be used.
    Unreachable(String),
}

/// Tokens as they come (RFC 6749, 5.1).
#[derive(Deserialize)]
struct Given {
    access_token: String,
    #[serde(default)]
    refresh_token: Option<String>,
    #[serde(default)]
    expires_in: Option<i64>,
}

impl No {
    /// What it said, cut and without control characters.
    fn said(&self) -> String {
        let whole = format!("{} {}", self.error, self.error_description);
        whole.chars().filter(|char| !char.is_control()).take(LONGEST_QUOTE).collect::<String>().trim().to_owned()
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unreachable(why) => Self::Unreachable(why),
            Fault::No(no) => match no.error.as_str() {
                "invalid_grant" | "interaction_required" | "consent_required" | "login_required" => Self::Revoked,
                "invalid_client" | "unauthorized_client" | "invalid_scope" => Self::Registration(no.said()),
                "temporarily_unavailable" | "server_error" => Self::Unreachable(no.said()),
                _ => Self::Refused(no.said()),
            },
        }
    }
}

/// The next tokens for a refresh token (RFC 6749, 6). Where the provider gives no new refresh token the old one stays.
pub(super) async fn renew(desk: &Desk, registered: &Registered, refresh: &str) -> Result<Tokens, Trouble> {
    let form = [("grant_type", "refresh_token"), ("refresh_token", refresh)];
    let mut tokens = tokens(desk, registered, &form).await?;
    if tokens.refresh.is_empty() {
        refresh.clone_into(&mut tokens.refresh);
    }
    Ok(tokens)
}

/// Tokens for what `form` brings, together with who we are.
pub(super) async fn tokens(desk: &Desk, registered: &Registered, form: &[(&str, &str)]) -> Result<Tokens, Fault> {
    let body = ask(registered, &registered.doors.token, form).await?;
    let given: Given = serde_json::from_slice(&body).map_err(|error| Fault::Unreachable(error.to_string()))?;
    let life = SignedDuration::from_secs(given.expires_in.unwrap_or(USUAL_LIFE).clamp(0, 365 * 24 * 3_600));
    Ok(Tokens {
        access: given.access_token,
        refresh: given.refresh_token.unwrap_or_default(),
        expires_at: desk.now().checked_add(life).unwrap_or(Timestamp::MAX),
    })
}

/// Sends a form as this registration; a no is told from an answer that cannot be used.
pub(super) async fn ask(registered: &Registered, door: &Url, form: &[(&str, &str)]) -> Result<Vec<u8>, Fault> {
    let mut form = form.to_vec();
    form.push(("client_id", &registered.client_id));
    if !registered.secret.is_empty() {
        form.push(("client_secret", &registered.secret));
    }
    let fetched =
        http::post(door, &form, Reach::Chosen).await.map_err(|error| Fault::Unreachable(error.to_string()))?;
    if fetched.status == 200 {
        return Ok(fetched.body);
    }
    match serde_json::from_slice::<No>(&fetched.body) {
        Ok(no) if (400..500).contains(&fetched.status) => Err(Fault::No(no)),
        _ => Err(Fault::Unreachable(format!("HTTP {}", fetched.status))),
    }
}
