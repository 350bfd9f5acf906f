//! Passkeys: two ceremonies of two steps each. The challenge waits in a ticket that can be used once.

use jiff::{SignedDuration, Timestamp};
use store::StoreError;
use store::passkey::PasskeyRow;
use store::ticket::{Purpose, TicketRow};
use url::Url;
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse, Uuid, Webauthn, WebauthnBuilder,
};

use super::{Refused, SignedIn, session, throttle};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::token::Token;
use crate::who::{Visitor, Who};

const REGISTER: Purpose = Purpose::PasskeyRegister;
const SIGN_IN: Purpose = Purpose::PasskeyLogin;

/// How long a person may take for one ceremony.
const LIFE: SignedDuration = SignedDuration::from_mins(5);

/// Most passkeys of one member.
const MOST: usize = 20;

/// The site the passkeys are bound to, from the configured base URL and never from a request.
#[derive(Debug, Clone)]
pub struct Site(std::sync::Arc<Webauthn>);

impl Site {
    /// The site at this URL; `None` where browsers allow no passkeys (an IP address, or http beyond this machine).
    pub fn at(base_url: &Url) -> Option<Self> {
        let host = base_url.domain()?;
        let secure = base_url.scheme() == "https" || host == "localhost";
        let webauthn = WebauthnBuilder::new(host, base_url).ok().filter(|_| secure)?;
        Some(Self(std::sync::Arc::new(webauthn.rp_name("Tact").build().ok()?)))
    }
}

/// The first half of a ceremony: the challenge goes to the browser, and the ticket comes back with its answer.
#[derive(Debug)]
pub struct Begun<C> {
    /// Names the ceremony; shown to the browser only.
    pub ticket: Token,
    /// What the browser hands to its authenticator, as JSON.
    pub challenge: C,
}

/// Begins to add a passkey for the member who asks.
///
/// # Errors
/// See [`Refused`].
pub async fn register_begin(desk: &Desk, who: &Who, site: &Site) -> Result<Begun<CreationChallengeResponse>, Refused> {
    let known = list(desk, who).await?;
    if known.len() >= MOST {
        return Err(Refused::Passkey);
    }
    let ids = known.iter().filter_map(|row| read(&row.credential)).map(|key| key.cred_id().clone()).collect();
    let member = &who.member;
    let (mut challenge, state) = site
        .0
        .start_passkey_registration(handle(&member.member_id)?, &member.address, &member.name, Some(ids))
        .map_err(|error| Refused::Fault(error.into()))?;
    if let Some(selection) = &mut challenge.public_key.authenticator_selection {
        // Without a key that the authenticator itself remembers nobody could sign in by passkey alone.
        selection.resident_key = serde_json::from_value(serde_json::json!("required")).ok();
        selection.require_resident_key = true;
    }
    let ticket = keep(desk, REGISTER, Some(&member.member_id), &state).await?;
    Ok(Begun { ticket, challenge })
}

/// Finishes adding a passkey; `name` is the member's own word for it ('phone').
///
/// # Errors
/// [`Refused::Dead`] when the ceremony is used up, too old or another member's; [`Refused::Passkey`] when the answer is wrong.
pub async fn register_finish(
    desk: &Desk,
    who: &Who,
    site: &Site,
    ticket: &str,
    name: &str,
    answer: &RegisterPublicKeyCredential,
) -> Result<PasskeyRow, Refused> {
    let (owner, state) = take::<PasskeyRegistration>(desk, REGISTER, ticket).await?;
    let member_id = &who.member.member_id;
    if owner.as_deref() != Some(member_id) {
        return Err(Refused::Dead);
    }
    let passkey = site.0.finish_passkey_registration(answer, &state).map_err(|_| Refused::Passkey)?;
    let row = PasskeyRow {
        passkey_id: hex::encode(passkey.cred_id()),
        member_id: member_id.clone(),
        name: name.chars().filter(|char| !char.is_control()).take(60).collect(),
        credential: serde_json::to_string(&passkey).map_err(|error| Refused::Fault(error.into()))?,
        created_at: desk.now(),
        last_used_at: None,
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::passkey::insert(tx, desk.id(), &row).await.map_err(|error| match error {
                // The same key twice, or somebody else's.
                StoreError::Taken { .. } => Refused::Passkey,
                other => other.into(),
            })?;
            let about = About::desk("member", member_id);
            note(tx, desk, member_id, "passkey_added", about, serde_json::json!({ "name": row.name })).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    Ok(row)
}

/// Begins a sign-in by passkey: the browser shows which keys it has for this site.
///
/// # Errors
/// See [`Refused`].
pub async fn sign_in_begin(
    desk: &Desk,
    site: &Site,
    visitor: &Visitor,
) -> Result<Begun<RequestChallengeResponse>, Refused> {
    throttle::count(desk, throttle::What::Ticket, "passkey", visitor).await?;
    let (mut challenge, state) =
        site.0.start_discoverable_authentication().map_err(|error| Refused::Fault(error.into()))?;
    // A button asks for it, not the autofill of a field.
    challenge.mediation = None;
    let ticket = keep(desk, SIGN_IN, None, &state).await?;
    Ok(Begun { ticket, challenge })
}

/// Finishes a sign-in by passkey.
///
/// # Errors
/// [`Refused::Dead`] when the ceremony is used up or too old; [`Refused::Passkey`] when the answer is wrong.
pub async fn sign_in_finish(
    desk: &Desk,
    site: &Site,
    ticket: &str,
    answer: &PublicKeyCredential,
    visitor: &Visitor,
) -> Result<SignedIn, Refused> {
    let (_, state) = take::<DiscoverableAuthentication>(desk, SIGN_IN, ticket).await?;
    let (owner, key_id) = site.0.identify_discoverable_authentication(answer).map_err(|_| Refused::Passkey)?;
    let (owner, key_id) = (owner.to_string(), hex::encode(key_id));
    let known = desk
        .db()
        .read(async |mut tx| {
            let row = store::passkey::find(&mut tx, desk.id(), &key_id).await?;
            let member = store::member::find(&mut tx, desk.id(), &owner).await?;
            Ok::<_, StoreError>(row.zip(member))
        })
        .await?;
    let (row, member) = known.ok_or(Refused::Passkey)?;
    let mut passkey = read(&row.credential).ok_or(Refused::Passkey)?;
    if row.member_id != member.member_id || member.disabled_at.is_some() {
        return Err(Refused::Passkey);
    }
    let result = site.0.finish_discoverable_authentication_v2(answer, state, &passkey).map_err(|_| Refused::Passkey)?;
    passkey.update_credential(&result);
    let credential = serde_json::to_string(&passkey).map_err(|error| Refused::Fault(error.into()))?;
    let now = desk.now();
    desk.db().write(async |mut tx| store::passkey::used(&mut tx, desk.id(), &key_id, &credential, now).await).await?;
    Ok(session::begin(desk, member, visitor).await?)
}

/// The member's passkeys, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(desk: &Desk, who: &Who) -> Result<Vec<PasskeyRow>, StoreError> {
    let member = &who.member.member_id;
    desk.db().read(async |mut tx| store::passkey::of_member(&mut tx, desk.id(), member).await).await
}

/// Removes one of the member's own passkeys.
///
/// # Errors
/// When the database fails.
pub async fn remove(desk: &Desk, who: &Who, passkey_id: &str) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::passkey::remove(tx, desk.id(), member, passkey_id).await?;
            note(tx, desk, member, "passkey_removed", About::desk("member", member), serde_json::json!({})).await
        })
        .await
}

/// The member's id as authenticators keep it.
fn handle(member_id: &str) -> Result<Uuid, Refused> {
    Uuid::parse_str(member_id).map_err(|error| Refused::Fault(error.into()))
}

fn read(credential: &str) -> Option<Passkey> {
    serde_json::from_str(credential).ok()
}

async fn keep(
    desk: &Desk,
    purpose: Purpose,
    member: Option<&str>,
    state: &impl serde::Serialize,
) -> Result<Token, Refused> {
    let (now, token) = (desk.now(), Token::new());
    let row = TicketRow {
        ticket_hash: token.hash(),
        purpose,
        member_id: member.map(str::to_owned),
        state: serde_json::to_string(state).map_err(|error| Refused::Fault(error.into()))?,
        expires_at: now.checked_add(LIFE).unwrap_or(Timestamp::MAX),
    };
    desk.db()
        .write(async |mut tx| {
            // Visitors who never come back leave tickets behind.
            store::ticket::forget_expired(&mut tx, desk.id(), now).await?;
            store::ticket::insert(&mut tx, desk.id(), &row).await
        })
        .await?;
    Ok(token)
}

async fn take<S: serde::de::DeserializeOwned>(
    desk: &Desk,
    purpose: Purpose,
    ticket: &str,
) -> Result<(Option<String>, S), Refused> {
    let hash = Token::read(ticket).ok_or(Refused::Dead)?.hash();
    let now = desk.now();
    let row = desk
        .db()
        .write(async |mut tx| store::ticket::consume(&mut tx, desk.id(), &hash, purpose, now).await)
        .await?
        .ok_or(Refused::Dead)?;
    let state = serde_json::from_str(&row.state).map_err(|_| Refused::Dead)?;
    Ok((row.member_id, state))
}
