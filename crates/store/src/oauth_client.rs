//! The agency's own registrations at providers with OAuth2. Their secrets are sealed before they come here.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::mailbox::SignIn;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// A registration ('client') at one provider.
    OAuthClientRow of "oauth_client" {
        /// At which provider.
        provider: SignIn,
        /// As the provider shows it.
        client_id: String,
        /// The client secret, sealed; empty for a registration without one.
        secret: String,
        /// Microsoft: whose accounts; empty: all.
        tenant: String,
        /// Another place to sign in at; empty: the provider's own.
        authority: String,
    }
}

/// The registration at a provider.
pub async fn find(tx: &mut Tx, desk: &DeskId, provider: SignIn) -> Result<Option<OAuthClientRow>, StoreError> {
    let columns = OAuthClientRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from oauth_client where desk_id = $1 and provider = $2"),
        args![desk, provider],
    )
    .await
}

/// All registrations.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<OAuthClientRow>, StoreError> {
    let columns = OAuthClientRow::COLUMNS;
    tx.fetch_all(format!("select {columns} from oauth_client where desk_id = $1 order by provider"), args![desk]).await
}

/// Sets or replaces one.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &OAuthClientRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, provider) do update
         set client_id = excluded.client_id, secret = excluded.secret, tenant = excluded.tenant,
           authority = excluded.authority",
    )
    .await?;
    Ok(())
}

/// Removes one; whether there was one.
pub async fn remove(tx: &mut Tx, desk: &DeskId, provider: SignIn) -> Result<bool, StoreError> {
    let gone =
        tx.execute("delete from oauth_client where desk_id = $1 and provider = $2", args![desk, provider]).await?;
    Ok(gone > 0)
}
