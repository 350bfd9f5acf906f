//! Keys by which our own mail is signed. Their secrets are sealed before they come here. Not here: signing.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::codes;

/// Where a key stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Made; its record is being published.
    New,
    /// Mail of the domain is signed with it: one key of a domain at most.
    Signs,
    /// It signed before; its record is still asked for by those who read that mail late.
    Retired,
}

codes! { Stage { Stage::New => "new", Stage::Signs => "signs", Stage::Retired => "retired" } }

/// What a look into the DNS found at a key's name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Found {
    /// Nobody has looked yet.
    #[default]
    NotLooked,
    /// This very key.
    There,
    /// Nothing.
    Missing,
    /// Another key, or more than one.
    Other,
    /// The domain's servers did not answer.
    Silent,
}

codes! { Found {
    Found::NotLooked => "", Found::There => "there", Found::Missing => "missing", Found::Other => "other",
    Found::Silent => "silent",
} }

row! {
    /// A key that signs mail of one domain.
    SigningKeyRow of "signing_key" {
        /// UUIDv7.
        key_id: String,
        /// Whose mail it signs, ASCII-lowercase.
        domain: String,
        /// Under which name the domain publishes it.
        selector: String,
        /// The private key, sealed; empty once it is retired.
        secret: String,
        /// The public key in base64, as the record has it.
        public_key: String,
        /// Where it stands.
        stage: Stage,
        /// What the last look found.
        found: Found,
        /// When that was.
        looked_at: Option<Timestamp>,
        /// When it was made.
        made_at: Timestamp,
        /// When its stage began.
        changed_at: Timestamp,
    }
}

/// Keeps a new key.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &SigningKeyRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// One key.
pub async fn find(tx: &mut Tx, desk: &DeskId, key_id: &str) -> Result<Option<SigningKeyRow>, StoreError> {
    let columns = SigningKeyRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from signing_key where desk_id = $1 and key_id = $2"),
        args![desk, key_id],
    )
    .await
}

/// All keys, by domain, the oldest first.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<SigningKeyRow>, StoreError> {
    let columns = SigningKeyRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from signing_key where desk_id = $1 order by domain, made_at, key_id"),
        args![desk],
    )
    .await
}

/// The key that mail of a domain is signed with.
pub async fn that_signs(tx: &mut Tx, desk: &DeskId, domain: &str) -> Result<Option<SigningKeyRow>, StoreError> {
    let columns = SigningKeyRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from signing_key where desk_id = $1 and domain = $2 and stage = 'signs'"),
        args![desk, domain],
    )
    .await
}

/// Saves where a key stands now; its secret goes when it is retired.
pub async fn set_stage(
    tx: &mut Tx,
    desk: &DeskId,
    key_id: &str,
    stage: Stage,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update signing_key
         set stage = $3, changed_at = $4, secret = case when $3 = 'retired' then '' else secret end
         where desk_id = $1 and key_id = $2",
        args![desk, key_id, stage, now],
    )
    .await?;
    Ok(())
}

/// Saves what a look found.
pub async fn set_found(
    tx: &mut Tx,
    desk: &DeskId,
    key_id: &str,
    found: Found,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update signing_key set found = $3, looked_at = $4 where desk_id = $1 and key_id = $2",
        args![desk, key_id, found, now],
    )
    .await?;
    Ok(())
}

/// Removes a key; whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, key_id: &str) -> Result<bool, StoreError> {
    let gone = tx.execute("delete from signing_key where desk_id = $1 and key_id = $2", args![desk, key_id]).await?;
    Ok(gone > 0)
}
