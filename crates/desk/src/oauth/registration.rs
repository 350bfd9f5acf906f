//! The agency's own registrations at the providers: an owner types what the provider's console shows; the secret is sealed.

use serde_json::json;
use store::StoreError;
use store::oauth_client::OAuthClientRow;

use super::provider::Doors;
use super::{Provider, Trouble};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::seal::Seal;
use crate::who::By;

/// What sealed client secrets are bound to.
const USE: &str = "oauth-client";

/// A registration as an owner types it.
#[derive(Debug, Clone, Default)]
pub struct RegistrationForm {
    /// The client id.
    pub client_id: String,
    /// The client secret; `None` keeps the saved one, empty removes it.
    pub secret: Option<String>,
    /// Microsoft: whose accounts (a tenant's id or domain); empty: all.
    pub tenant: String,
    /// Another place to sign in at, for tests and national clouds; empty: the provider's own.
    pub authority: String,
}

/// A registration as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationShown {
    /// At which provider.
    pub provider: Provider,
    /// The client id.
    pub client_id: String,
    /// Whether a secret is saved; itself it is never shown.
    pub has_secret: bool,
    /// Microsoft: whose accounts; empty: all.
    pub tenant: String,
}

/// A registration ready for use.
pub(super) struct Registered {
    pub(super) client_id: String,
    pub(super) secret: String,
    pub(super) doors: Doors,
}

refusals! {
    /// Why a registration is not saved.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// No client id, or none that can be one.
        NoClientId = "refused-oauth-no-client-id",
        /// The tenant is neither an id nor a domain.
        NoTenant = "refused-oauth-no-tenant",
    }
}

/// The registrations that are set.
///
/// # Errors
/// When the database fails.
pub async fn all(desk: &Desk) -> Result<Vec<RegistrationShown>, StoreError> {
    let rows = desk.db().read(async |mut tx| store::oauth_client::all(&mut tx, desk.id()).await).await?;
    let shown = |row: OAuthClientRow| {
        Some(RegistrationShown {
            provider: Provider::of(row.provider)?,
            client_id: row.client_id,
            has_secret: !row.secret.is_empty(),
            tenant: row.tenant,
        })
    };
    Ok(rows.into_iter().filter_map(shown).collect())
}

/// Saves a registration.
///
/// # Errors
/// See [`Refused`].
pub async fn save(desk: &Desk, by: By<'_>, provider: Provider, form: RegistrationForm) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    let client_id = form.client_id.trim().to_owned();
    if client_id.is_empty() || client_id.len() > 300 || !client_id.chars().all(|char| char.is_ascii_graphic()) {
        return Err(Refused::NoClientId);
    }
    let tenant = form.tenant.trim().to_ascii_lowercase();
    if tenant.len() > 253 || !tenant.chars().all(|char| char.is_ascii_alphanumeric() || ".-".contains(char)) {
        return Err(Refused::NoTenant);
    }
    let fault = |error: crate::seal::SealError| Refused::Fault(error.into());
    let secret = match form.secret.as_deref().map(str::trim) {
        None => None,
        Some("") => Some(String::new()),
        Some(secret) => Some(Seal::of_folder(desk.folder()).map_err(fault)?.seal(USE, secret).map_err(fault)?),
    };
    let authority = form.authority.trim().to_owned();
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let before = store::oauth_client::find(tx, desk.id(), provider.sign_in()).await?;
            let kept = before.map(|row| row.secret).unwrap_or_default();
            let row = OAuthClientRow {
                provider: provider.sign_in(),
                client_id: client_id.clone(),
                secret: secret.clone().unwrap_or(kept),
                tenant: tenant.clone(),
                authority: authority.clone(),
            };
            store::oauth_client::save(tx, desk.id(), &row).await?;
            let data = json!({ "client_id": row.client_id, "tenant": row.tenant });
            note(tx, desk, by.actor(), "oauth_client_set", About::desk("oauth_client", provider.code()), data).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

/// Removes a registration; mailboxes signed in by it stop when their tokens end.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, by: By<'_>, provider: Provider) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::oauth_client::remove(tx, desk.id(), provider.sign_in()).await?;
            let about = About::desk("oauth_client", provider.code());
            note(tx, desk, by.actor(), "oauth_client_removed", about, json!({})).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

/// The registration at a provider, its secret opened.
pub(super) async fn load(desk: &Desk, provider: Provider) -> Result<Registered, Trouble> {
    let row = desk
        .db()
        .read(async |mut tx| store::oauth_client::find(&mut tx, desk.id(), provider.sign_in()).await)
        .await
        .map_err(|error: StoreError| Trouble::Sealed(error.to_string()))?
        .ok_or(Trouble::NoRegistration)?;
    let secret = match row.secret.as_str() {
        "" => String::new(),
        sealed => Seal::of_folder(desk.folder())
            .and_then(|seal| seal.open(USE, sealed))
            .map_err(|error| Trouble::Sealed(error.to_string()))?,
    };
    let doors = Doors::of(provider, &row.tenant, &row.authority)?;
    Ok(Registered { client_id: row.client_id, secret, doors })
}
