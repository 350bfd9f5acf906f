//! Signing in on the provider's page: the way there with a proof of our own (RFC 7636), and the way back, once, in the
//! same session.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::ticket::{Purpose, TicketRow};

use super::exchange::{self, Fault};
use super::{Provider, Trouble, registration};
use crate::desk::Desk;
use crate::mailboxes::Tokens;
use crate::refusal::refusals;
use crate::seal::Seal;
use crate::token::Token;
use crate::who::Who;

/// How long one may take on the provider's pages.
const LIFE: SignedDuration = SignedDuration::from_mins(15);

/// What the sealed ticket is bound to.
const USE: &str = "oauth-state";

refusals! {
    /// Why somebody who comes back is not signed in.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// Nobody set out like this: used up, too old, or from another session.
        Stale = "refused-oauth-stale",
        /// They said no on the provider's page.
        Denied = "refused-oauth-denied",
        /// The provider gave no token that lasts.
        NothingLasting = "refused-oauth-nothing-lasting",
        /// The provider would not: `Trouble::key` has the sentence.
        Trouble(Trouble) = "refused-oauth-trouble",
    }
}

/// What is remembered of somebody who has set out.
#[derive(Serialize, Deserialize)]
struct OnTheWay {
    provider: String,
    verifier: String,
    redirect: String,
    session: String,
    /// What the sign-in is for, as the caller calls it.
    errand: String,
}

/// Who came back.
pub struct Back {
    /// From where.
    pub provider: Provider,
    /// What they had set out for.
    pub errand: String,
    /// What they brought.
    pub tokens: Tokens,
}

/// The address of the provider's page for a member who sets out to sign in as `address`. `redirect` is where the
/// provider sends them back to; `errand` is given back then.
///
/// # Errors
/// See [`Refused`].
pub async fn set_out(
    desk: &Desk,
    who: &Who,
    provider: Provider,
    address: &str,
    redirect: &str,
    errand: &str,
) -> Result<String, Refused> {
    if !who.is_owner() {
        return Err(Refused::NotOwner);
    }
    let registered = registration::load(desk, provider).await.map_err(Refused::Trouble)?;
    let (state, verifier) = (Token::new(), Token::new());
    let on_the_way = OnTheWay {
        provider: provider.code().to_owned(),
        verifier: verifier.reveal().to_owned(),
        redirect: redirect.to_owned(),
        session: who.session_id.clone().unwrap_or_default(),
        errand: errand.to_owned(),
    };
    let row = TicketRow {
        ticket_hash: state.hash(),
        purpose: Purpose::OAuth,
        member_id: Some(who.member.member_id.clone()),
        state: seal(desk, &on_the_way)?,
        expires_at: desk.now().checked_add(LIFE).unwrap_or(Timestamp::MAX),
    };
    desk.db().write(async |mut tx| store::ticket::insert(&mut tx, desk.id(), &row).await).await?;
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.reveal().as_bytes()));
    let mut url = registered.doors.sign_in.clone();
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &registered.client_id)
        .append_pair("redirect_uri", redirect)
        .append_pair("scope", provider.scope())
        .append_pair("state", state.reveal())
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .append_pair("login_hint", address)
        .extend_pairs(provider.extras());
    Ok(url.to_string())
}

/// Takes a member who comes back: the ticket is used up whatever follows, and it must be theirs.
///
/// # Errors
/// See [`Refused`].
pub async fn come_back(desk: &Desk, who: &Who, state: &str, code: Option<&str>) -> Result<Back, Refused> {
    let hash = Token::read(state).ok_or(Refused::Stale)?.hash();
    let now = desk.now();
    let ticket = desk
        .db()
        .write(async |mut tx| store::ticket::consume(&mut tx, desk.id(), &hash, Purpose::OAuth, now).await)
        .await?
        .ok_or(Refused::Stale)?;
    let on_the_way: OnTheWay = open(desk, &ticket.state)?;
    let same_member = ticket.member_id.as_deref() == Some(who.member.member_id.as_str());
    if !same_member || on_the_way.session != who.session_id.clone().unwrap_or_default() {
        return Err(Refused::Stale);
    }
    if !who.is_owner() {
        return Err(Refused::NotOwner);
    }
    let provider = Provider::named(&on_the_way.provider).ok_or(Refused::Stale)?;
    let code = code.filter(|code| !code.is_empty()).ok_or(Refused::Denied)?;
    let registered = registration::load(desk, provider).await.map_err(Refused::Trouble)?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &on_the_way.redirect),
        ("code_verifier", &on_the_way.verifier),
    ];
    let tokens = exchange::tokens(desk, &registered, &form).await.map_err(|fault| match fault {
        Fault::No(no) if no.error == "invalid_grant" => Refused::Stale,
        fault => Refused::Trouble(fault.into()),
    })?;
    if tokens.refresh.is_empty() {
        return Err(Refused::NothingLasting);
    }
    Ok(Back { provider, errand: on_the_way.errand, tokens })
}

fn seal(desk: &Desk, on_the_way: &OnTheWay) -> Result<String, Refused> {
    let plain = serde_json::to_string(on_the_way).map_err(|error| Refused::Fault(error.into()))?;
    let seal = Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))?;
    seal.seal(USE, &plain).map_err(|error| Refused::Fault(error.into()))
}

fn open(desk: &Desk, sealed: &str) -> Result<OnTheWay, Refused> {
    let seal = Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))?;
    let plain = seal.open(USE, sealed).map_err(|_| Refused::Stale)?;
    serde_json::from_str(&plain).map_err(|_| Refused::Stale)
}
