//! Tickets: one-time links and short-lived challenges. Only their hash is kept, and taking one deletes it.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::codes;

/// What a ticket is good for; it is good for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Setting up an empty desk.
    Setup,
    /// Signing in by link.
    Login,
    /// A new member's first password.
    Invite,
    /// Adding a passkey.
    PasskeyRegister,
    /// Signing in with a passkey.
    PasskeyLogin,
    /// Coming back from a provider's sign-in (OAuth2 `state`).
    OAuth,
    /// Connecting a mailbox: what was found and typed so far.
    Connect,
}

codes! { Purpose {
    Purpose::Setup => "setup", Purpose::Login => "login", Purpose::Invite => "invite",
    Purpose::PasskeyRegister => "passkey_register", Purpose::PasskeyLogin => "passkey_login",
    Purpose::OAuth => "oauth", Purpose::Connect => "connect",
} }

row! {
    /// A one-time link or challenge.
    TicketRow of "ticket" {
        /// SHA-256 of the token, hex.
        ticket_hash: String,
        /// What for.
        purpose: Purpose,
        /// For whom, when it is for a member.
        member_id: Option<String>,
        /// What must be remembered until it is used, as JSON.
        state: String,
        /// Until when it is good.
        expires_at: Timestamp,
    }
}

/// Issues a ticket.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &TicketRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// Looks without taking: opening a link shows a button, it does not use the link up.
pub async fn peek(
    tx: &mut Tx,
    desk: &DeskId,
    ticket_hash: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<TicketRow>, StoreError> {
    let columns = TicketRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "select {columns} from ticket
             where desk_id = $1 and ticket_hash = $2 and purpose = $3 and expires_at > $4"
        ),
        args![desk, ticket_hash, purpose, now],
    )
    .await
}

/// Takes a ticket, once: of two who try at the same time one gets it.
pub async fn consume(
    tx: &mut Tx,
    desk: &DeskId,
    ticket_hash: &str,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<TicketRow>, StoreError> {
    let columns = TicketRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "delete from ticket
             where desk_id = $1 and ticket_hash = $2 and purpose = $3 and expires_at > $4
             returning {columns}"
        ),
        args![desk, ticket_hash, purpose, now],
    )
    .await
}

/// Replaces what is remembered, while the ticket is good and still says `before`. Whether it was so.
pub async fn remember(
    tx: &mut Tx,
    desk: &DeskId,
    ticket_hash: &str,
    purpose: Purpose,
    before: &str,
    state: &str,
) -> Result<bool, StoreError> {
    let kept = tx
        .execute(
            "update ticket set state = $5
             where desk_id = $1 and ticket_hash = $2 and purpose = $3 and state = $4",
            args![desk, ticket_hash, purpose, before, state],
        )
        .await?;
    Ok(kept > 0)
}

/// Makes older tickets of this purpose (and member, when given) void.
pub async fn void(tx: &mut Tx, desk: &DeskId, purpose: Purpose, member_id: Option<&str>) -> Result<u64, StoreError> {
    tx.execute(
        "delete from ticket
         where desk_id = $1 and purpose = $2 and coalesce(member_id, '') = $3",
        args![desk, purpose, member_id.unwrap_or_default()],
    )
    .await
}

/// Forgets tickets that are no longer good.
pub async fn forget_expired(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from ticket where desk_id = $1 and expires_at <= $2", args![desk, now]).await
}
