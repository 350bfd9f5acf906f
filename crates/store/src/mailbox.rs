//! The agency's mailboxes and how far each folder was fetched. Secrets are sealed before they come here.
//!
//! A worker claims a mailbox with a lease and gets a fence; what it writes down later names the fence.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::relay::Security;
use crate::tx::Tx;
use crate::value::codes;

pub mod chore;
pub mod lease;

/// How we sign in to a mailbox's servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignIn {
    /// A password, or a password made for this program ('app password').
    Password,
    /// OAuth2 at Google.
    Google,
    /// OAuth2 at Microsoft.
    Microsoft,
}

codes! { SignIn {
    SignIn::Password => "password", SignIn::Google => "google", SignIn::Microsoft => "microsoft",
} }

/// What a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// What arrives.
    Inbox,
    /// What anybody of ours sent, by whatever program.
    Sent,
    /// Another folder that was chosen.
    Other,
}

codes! { Role { Role::Inbox => "inbox", Role::Sent => "sent", Role::Other => "other" } }

row! {
    /// A mailbox of the agency.
    MailboxRow of "mailbox" {
        /// UUIDv7.
        mailbox_id: String,
        /// What clients write to, ASCII-lowercase.
        address: String,
        /// Whom clients see beside the address; empty: the member who writes.
        name: String,
        /// How we sign in.
        sign_in: SignIn,
        /// User name at both servers.
        user_name: String,
        /// The password or the OAuth tokens, sealed with the data folder's key.
        secret: String,
        /// IMAP server.
        imap_host: String,
        /// Its port.
        imap_port: i64,
        /// How that connection is secured.
        imap_security: Security,
        /// SMTP server; empty when what is written here leaves through the desk's relay.
        smtp_host: String,
        /// Its port.
        smtp_port: i64,
        /// How that connection is secured.
        smtp_security: Security,
        /// JSON of the desk's options for it.
        options: String,
        /// Not fetched until somebody says so.
        paused: bool,
        /// When it was connected.
        added_at: Timestamp,
        /// When everything there was last known to be here.
        fetched_at: Option<Timestamp>,
        /// Why it is not fetched now, `key: what the server said`; empty when it is.
        trouble: String,
        /// Since when.
        trouble_since_at: Option<Timestamp>,
        /// When to fetch or try again.
        next_try_at: Timestamp,
        /// Tries in vain since it last worked.
        tries: i64,
        /// Until when the worker that claimed it has it.
        lease_until: Option<Timestamp>,
        /// Grows with each claim.
        fence: i64,
    }
}

row! {
    /// How far a folder was fetched.
    FolderRow of "mailbox_folder" {
        /// Whose.
        mailbox_id: String,
        /// The name as the server writes it.
        folder: String,
        /// What it holds.
        role: Role,
        /// UIDVALIDITY (RFC 3501, 2.3.1.1) of what follows.
        uid_validity: i64,
        /// Every mail below it and at or above `low_uid` is here.
        next_uid: i64,
        /// The first fetch goes from the newest down; 1 when all are here.
        low_uid: i64,
        /// HIGHESTMODSEQ (RFC 7162) at the last look; 0 when the server has none.
        mod_seq: i64,
        /// How many mails the folder holds.
        there: i64,
        /// How many of them were fetched.
        taken: i64,
        /// Mails below it are marked as read where that is wanted.
        marked_uid: i64,
    }
}

/// Adds a mailbox; [`StoreError::Taken`] when its address has one already.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &MailboxRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// Saves what people set: servers, sign-in, options, pause. It is tried anew at once. Whether it was there.
pub async fn set(tx: &mut Tx, desk: &DeskId, row: &MailboxRow) -> Result<bool, StoreError> {
    let set = tx
        .execute(
            "update mailbox
             set name = $3, sign_in = $4, user_name = $5, secret = $6, imap_host = $7, imap_port = $8,
               imap_security = $9, smtp_host = $10, smtp_port = $11, smtp_security = $12, options = $13,
               paused = $14, next_try_at = $15, tries = 0, lease_until = null, fence = fence + 1
             where desk_id = $1 and mailbox_id = $2",
            args![
                desk,
                row.mailbox_id,
                row.name,
                row.sign_in,
                row.user_name,
                row.secret,
                row.imap_host,
                row.imap_port,
                row.imap_security,
                row.smtp_host,
                row.smtp_port,
                row.smtp_security,
                row.options,
                row.paused,
                row.next_try_at
            ],
        )
        .await?;
    Ok(set > 0)
}

/// Keeps a renewed secret (fresh OAuth tokens) without disturbing a fetch under way.
pub async fn renew_secret(tx: &mut Tx, desk: &DeskId, mailbox_id: &str, secret: &str) -> Result<(), StoreError> {
    tx.execute(
        "update mailbox set secret = $3 where desk_id = $1 and mailbox_id = $2",
        args![desk, mailbox_id, secret],
    )
    .await?;
    Ok(())
}

/// One mailbox.
pub async fn find(tx: &mut Tx, desk: &DeskId, mailbox_id: &str) -> Result<Option<MailboxRow>, StoreError> {
    let columns = MailboxRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from mailbox where desk_id = $1 and mailbox_id = $2"),
        args![desk, mailbox_id],
    )
    .await
}

/// The mailbox of an address.
pub async fn by_address(tx: &mut Tx, desk: &DeskId, address: &str) -> Result<Option<MailboxRow>, StoreError> {
    let columns = MailboxRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from mailbox where desk_id = $1 and address = $2"),
        args![desk, address],
    )
    .await
}

/// All of them, by address.
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<MailboxRow>, StoreError> {
    let columns = MailboxRow::COLUMNS;
    tx.fetch_all(format!("select {columns} from mailbox where desk_id = $1 order by address"), args![desk]).await
}

/// Removes a mailbox and what is known of its folders; the mail that came from it stays. Whether it was there.
pub async fn remove(tx: &mut Tx, desk: &DeskId, mailbox_id: &str) -> Result<bool, StoreError> {
    tx.execute("delete from mailbox_folder where desk_id = $1 and mailbox_id = $2", args![desk, mailbox_id]).await?;
    tx.execute("delete from mailbox_chore where desk_id = $1 and mailbox_id = $2", args![desk, mailbox_id]).await?;
    Ok(tx.execute("delete from mailbox where desk_id = $1 and mailbox_id = $2", args![desk, mailbox_id]).await? > 0)
}

/// The folders of a mailbox that were looked at.
pub async fn folders(tx: &mut Tx, desk: &DeskId, mailbox_id: &str) -> Result<Vec<FolderRow>, StoreError> {
    let columns = FolderRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from mailbox_folder where desk_id = $1 and mailbox_id = $2 order by folder"),
        args![desk, mailbox_id],
    )
    .await
}

/// Writes down how far a folder was fetched.
pub async fn save_folder(tx: &mut Tx, desk: &DeskId, row: &FolderRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, mailbox_id, folder) do update
         set role = excluded.role, uid_validity = excluded.uid_validity, next_uid = excluded.next_uid,
           low_uid = excluded.low_uid, mod_seq = excluded.mod_seq, there = excluded.there, taken = excluded.taken,
           marked_uid = excluded.marked_uid",
    )
    .await?;
    Ok(())
}
