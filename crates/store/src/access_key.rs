//! Access keys: by which a member's other programs ask. Only the hash of a key is kept.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::member::MemberRow;
use crate::record::{Both, Table, columns_of, row};
use crate::tx::Tx;

row! {
    /// A key by which a program of a member asks.
    AccessKeyRow of "access_key" {
        /// UUIDv7.
        key_id: String,
        /// Whose.
        member_id: String,
        /// What it is for, in the member's words.
        name: String,
        /// What it may do: codes, with a blank between.
        scopes: String,
        /// Its first letters, to recognise it by.
        prefix: String,
        /// SHA-256 of its random bits, hex.
        token_hash: String,
        /// When it was made.
        created_at: Timestamp,
        /// When it ends by itself; `None`: never.
        expires_at: Option<Timestamp>,
        /// When it was last used, to the hour or so.
        used_at: Option<Timestamp>,
        /// When it was withdrawn.
        withdrawn_at: Option<Timestamp>,
    }
}

/// Adds one.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &AccessKeyRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// The good key with this hash and its member, unless the member is disabled.
pub async fn by_hash(
    tx: &mut Tx,
    desk: &DeskId,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(AccessKeyRow, MemberRow)>, StoreError> {
    let key = columns_of::<AccessKeyRow>("k");
    let member = columns_of::<MemberRow>("m");
    let found: Option<Both<AccessKeyRow, MemberRow>> = tx
        .fetch_optional(
            format!(
                "select {key}, {member}
                 from access_key k
                 join member m on m.desk_id = k.desk_id and m.member_id = k.member_id
                 where k.desk_id = $1 and k.token_hash = $2 and k.withdrawn_at is null
                   and (k.expires_at is null or k.expires_at > $3) and m.disabled_at is null"
            ),
            args![desk, token_hash, now],
        )
        .await?;
    Ok(found.map(|Both(key, member)| (key, member)))
}

/// One of them, good or not.
pub async fn find(tx: &mut Tx, desk: &DeskId, key_id: &str) -> Result<Option<AccessKeyRow>, StoreError> {
    let columns = AccessKeyRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from access_key where desk_id = $1 and key_id = $2"),
        args![desk, key_id],
    )
    .await
}

/// All of them, good or not, with their members, the newest first.
pub async fn all(tx: &mut Tx, desk: &DeskId, limit: i64) -> Result<Vec<(AccessKeyRow, MemberRow)>, StoreError> {
    let key = columns_of::<AccessKeyRow>("k");
    let member = columns_of::<MemberRow>("m");
    let found: Vec<Both<AccessKeyRow, MemberRow>> = tx
        .fetch_all(
            format!(
                "select {key}, {member}
                 from access_key k
                 join member m on m.desk_id = k.desk_id and m.member_id = k.member_id
                 where k.desk_id = $1
                 order by k.key_id desc
                 limit $2"
            ),
            args![desk, limit],
        )
        .await?;
    Ok(found.into_iter().map(|Both(key, member)| (key, member)).collect())
}

/// A member's keys that are not withdrawn.
pub async fn of_member(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Vec<AccessKeyRow>, StoreError> {
    let columns = AccessKeyRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from access_key
             where desk_id = $1 and member_id = $2 and withdrawn_at is null
             order by key_id"
        ),
        args![desk, member_id],
    )
    .await
}

/// Notes that it was used.
pub async fn touch(tx: &mut Tx, desk: &DeskId, key_id: &str, used_at: Timestamp) -> Result<(), StoreError> {
    tx.execute("update access_key set used_at = $3 where desk_id = $1 and key_id = $2", args![desk, key_id, used_at])
        .await?;
    Ok(())
}

/// Withdraws one; whether it was still there to withdraw.
pub async fn withdraw(tx: &mut Tx, desk: &DeskId, key_id: &str, at: Timestamp) -> Result<bool, StoreError> {
    let withdrawn = tx
        .execute(
            "update access_key set withdrawn_at = $3
             where desk_id = $1 and key_id = $2 and withdrawn_at is null",
            args![desk, key_id, at],
        )
        .await?;
    Ok(withdrawn > 0)
}
