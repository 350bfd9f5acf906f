//! The relay: through which server the desk's mail goes out. Its secret is sealed before it comes here.

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::codes;

/// How the connection is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// STARTTLS, and nothing without it.
    Starttls,
    /// None: loopback only.
    None,
}

codes! { Security { Security::Tls => "tls", Security::Starttls => "starttls", Security::None => "none" } }

row! {
    /// An SMTP relay.
    RelayRow of "relay" {
        /// Host name.
        host: String,
        /// Port.
        port: i64,
        /// How the connection is secured.
        security: Security,
        /// User name, empty for none.
        user_name: String,
        /// The password, sealed with the data folder's key.
        secret: String,
        /// The address our mail comes from.
        from_address: String,
    }
}

/// The desk's relay.
pub async fn find(tx: &mut Tx, desk: &DeskId) -> Result<Option<RelayRow>, StoreError> {
    let columns = RelayRow::COLUMNS;
    tx.fetch_optional(format!("select {columns} from relay where desk_id = $1"), args![desk]).await
}

/// Sets or replaces it.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &RelayRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id) do update
         set host = excluded.host, port = excluded.port, security = excluded.security,
           user_name = excluded.user_name, secret = excluded.secret, from_address = excluded.from_address",
    )
    .await?;
    Ok(())
}

/// Removes it; whether there was one.
pub async fn remove(tx: &mut Tx, desk: &DeskId) -> Result<bool, StoreError> {
    Ok(tx.execute("delete from relay where desk_id = $1", args![desk]).await? > 0)
}
