//! Members: the people who work at the desk. Their sessions and passkeys stand in files of their own.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::codes;

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, settings and people included.
    Owner,
    /// The daily work.
    Colleague,
    /// The daily work, but mail goes out when a colleague lets it go.
    Drafter,
}

codes! { Role { Role::Owner => "owner", Role::Colleague => "colleague", Role::Drafter => "drafter" } }

row! {
    /// A person who works at the desk.
    MemberRow of "member" {
        /// UUIDv7.
        member_id: String,
        /// As colleagues and clients read it.
        name: String,
        /// Mail address, ASCII-lowercase; also the name to sign in with.
        address: String,
        /// `en`, `pl` or `ru`.
        language: String,
        /// What they may do.
        role: Role,
        /// argon2id PHC string; `None` until a password is set.
        password_hash: Option<String>,
        /// When added.
        created_at: Timestamp,
        /// Since when they may no longer sign in.
        disabled_at: Option<Timestamp>,
    }
}

/// Adds a member; [`StoreError::Taken`] when the address is a member already.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &MemberRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// Replaces everything but the id.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &MemberRow) -> Result<(), StoreError> {
    tx.execute(
        "update member
         set name = $3, address = $4, language = $5, role = $6, password_hash = $7, disabled_at = $8
         where desk_id = $1 and member_id = $2",
        args![desk, row.member_id, row.name, row.address, row.language, row.role, row.password_hash, row.disabled_at],
    )
    .await?;
    Ok(())
}

/// One member, disabled ones too.
pub async fn find(tx: &mut Tx, desk: &DeskId, member_id: &str) -> Result<Option<MemberRow>, StoreError> {
    let columns = MemberRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from member where desk_id = $1 and member_id = $2"),
        args![desk, member_id],
    )
    .await
}

/// The member with this address (ASCII-lowercase), disabled ones too.
pub async fn by_address(tx: &mut Tx, desk: &DeskId, address: &str) -> Result<Option<MemberRow>, StoreError> {
    let columns = MemberRow::COLUMNS;
    tx.fetch_optional(format!("select {columns} from member where desk_id = $1 and address = $2"), args![desk, address])
        .await
}

/// All members, disabled ones too, in the order they came.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<MemberRow>, StoreError> {
    let columns = MemberRow::COLUMNS;
    tx.fetch_all(format!("select {columns} from member where desk_id = $1 order by created_at, member_id"), args![desk])
        .await
}

/// How many owners may sign in; the last one stays.
pub async fn owners(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let (count,) = tx
        .fetch_one(
            "select count(*) from member where desk_id = $1 and role = $2 and disabled_at is null",
            args![desk, Role::Owner],
        )
        .await?;
    Ok(count)
}
