//! Signing in with a code that one types on another device (RFC 8628): for a desk without a browser or a name of its own.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::exchange::{self, Fault};
use super::{Provider, Trouble, registration};
use crate::desk::Desk;
use crate::mailboxes::Tokens;

/// How much longer one waits each time the provider says 'slower' (RFC 8628, 3.5).
const SLOWER_BY: u64 = 5;

/// How often one asks when the provider does not say, in seconds.
const USUAL_INTERVAL: u64 = 5;

/// A code that waits to be typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCode {
    /// What we ask with.
    pub device_code: String,
    /// What a person types.
    pub user_code: String,
    /// Where.
    pub page: String,
    /// Until when.
    pub expires_at: Timestamp,
    /// Seconds between two questions.
    pub interval: u64,
}

/// What came of asking once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Not yet; ask again after so many seconds.
    NotYet(u64),
    /// They said no, or too much time went by.
    Over,
    /// Signed in.
    In(Tokens),
}

#[derive(Deserialize)]
struct Given {
    device_code: String,
    user_code: String,
    #[serde(alias = "verification_url")]
    verification_uri: String,
    expires_in: i64,
    #[serde(default)]
    interval: Option<u64>,
}

/// Asks the provider for a code.
///
/// # Errors
/// See [`Trouble`].
pub async fn begin(desk: &Desk, provider: Provider) -> Result<DeviceCode, Trouble> {
    let registered = registration::load(desk, provider).await?;
    let body = exchange::ask(&registered, &registered.doors.device, &[("scope", provider.scope())]).await?;
    let given: Given = serde_json::from_slice(&body).map_err(|error| Trouble::Unreachable(error.to_string()))?;
    let life = SignedDuration::from_secs(given.expires_in.clamp(0, 3_600));
    // It becomes a link on our page.
    if !given.verification_uri.starts_with("https://") && !given.verification_uri.starts_with("http://127.0.0.1") {
        return Err(Trouble::Refused(given.verification_uri));
    }
    Ok(DeviceCode {
        device_code: given.device_code,
        user_code: given.user_code,
        page: given.verification_uri,
        expires_at: desk.now().checked_add(life).unwrap_or(Timestamp::MAX),
        interval: given.interval.unwrap_or(USUAL_INTERVAL).clamp(1, 60),
    })
}

/// Asks once whether the code has been typed.
///
/// # Errors
/// See [`Trouble`].
pub async fn ask(desk: &Desk, provider: Provider, code: &DeviceCode) -> Result<Asked, Trouble> {
    if code.expires_at <= desk.now() {
        return Ok(Asked::Over);
    }
    let registered = registration::load(desk, provider).await?;
    let form = [("grant_type", "urn:ietf:params:oauth:grant-type:device_code"), ("device_code", &code.device_code)];
    match exchange::tokens(desk, &registered, &form).await {
        Ok(tokens) => Ok(Asked::In(tokens)),
        Err(Fault::No(no)) => match no.error.as_str() {
            "authorization_pending" => Ok(Asked::NotYet(code.interval)),
            "slow_down" => Ok(Asked::NotYet(code.interval + SLOWER_BY)),
            "access_denied" | "authorization_declined" | "expired_token" | "code_expired" => Ok(Asked::Over),
            _ => Err(Fault::No(no).into()),
        },
        Err(fault) => Err(fault.into()),
    }
}
