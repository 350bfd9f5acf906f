//! Passkeys: a member's WebAuthn credentials.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;

row! {
    /// One WebAuthn credential.
    PasskeyRow of "passkey" {
        /// The credential's id, base64url.
        passkey_id: String,
        /// Whose.
        member_id: String,
        /// As the member named it.
        name: String,
        /// The credential as JSON.
        credential: String,
        /// When added.
        created_at: Timestamp,
        /// When last used.
        last_used_at: Option<Timestamp>,
    }
}

/// Adds a passkey; [`StoreError::Taken`] when it is known already.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &PasskeyRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// One passkey by its credential id.
pub async fn find(tx: &mut Tx, desk: &DeskId, passkey_id: &str) -> Result<Option<PasskeyRow>, StoreError> {
    let columns = PasskeyRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from passkey where desk_id = $1 and passkey_id = $2"),
        args![desk, passkey_id],
    )
    .await
}

/// A member's passkeys, the oldest first.
pub async fn of_member(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Vec<PasskeyRow>, StoreError> {
    let columns = PasskeyRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from passkey
             where desk_id = $1 and member_id = $2
             order by created_at, passkey_id"
        ),
        args![desk, member_id],
    )
    .await
}

/// Notes its use and keeps the credential's new counter.
pub async fn used(
    tx: &mut Tx,
    desk: &DeskId,
    passkey_id: &str,
    credential: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update passkey set credential = $3, last_used_at = $4 where desk_id = $1 and passkey_id = $2",
        args![desk, passkey_id, credential, at],
    )
    .await?;
    Ok(())
}

/// Removes a member's passkey; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, member_id: &str, passkey_id: &str) -> Result<bool, StoreError> {
    let removed = tx
        .execute(
            "delete from passkey where desk_id = $1 and member_id = $2 and passkey_id = $3",
            args![desk, member_id, passkey_id],
        )
        .await?;
    Ok(removed > 0)
}
