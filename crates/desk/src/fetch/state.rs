//! How the mailboxes stand, for pages and the doctor: how far each is, and which are not fetched since when and why.

use jiff::{SignedDuration, Timestamp};
use store::mailbox::{FolderRow, MailboxRow};
use store::{StoreError, Tx};

use super::patience::{is_told, waits_for_the_owner};
use crate::desk::Desk;

/// A mailbox that nobody looked at for so long is not fetched, whatever the reason.
const SILENT: SignedDuration = SignedDuration::from_mins(15);

/// How a mailbox stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Its owner paused it.
    Paused,
    /// What was there before is still being fetched: so many mails of so many.
    Beginning {
        /// Mails that are here.
        taken: i64,
        /// Mails that are there.
        there: i64,
    },
    /// Everything that was there at this time is here.
    Fetched(Timestamp),
    /// It is not fetched.
    NotFetched {
        /// Since when.
        since: Timestamp,
        /// The key of the sentence that says why.
        key: String,
        /// What the server said; empty when it said nothing.
        said: String,
        /// Whether it waits for its owner to do something.
        waits_for_owner: bool,
    },
}

/// A mailbox and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Which.
    pub mailbox_id: String,
    /// Its address.
    pub address: String,
    /// How it stands.
    pub standing: Standing,
}

/// How a mailbox stands by its rows. Pure.
pub fn standing(row: &MailboxRow, folders: &[FolderRow], now: Timestamp) -> Standing {
    if row.paused {
        return Standing::Paused;
    }
    if is_told(&row.trouble, row.tries) {
        let (key, said) = row.trouble.split_once(": ").unwrap_or((row.trouble.as_str(), ""));
        return Standing::NotFetched {
            since: row.trouble_since_at.unwrap_or(now),
            key: key.to_owned(),
            said: said.to_owned(),
            waits_for_owner: waits_for_the_owner(key),
        };
    }
    let under_way = row.lease_until.is_some_and(|until| until > now);
    let last = row.fetched_at.unwrap_or(row.added_at);
    if !under_way && row.next_try_at < now - SILENT && last < now - SILENT {
        let key = "mailbox-trouble-nobody-fetches".to_owned();
        return Standing::NotFetched { since: last, key, said: String::new(), waits_for_owner: false };
    }
    match row.fetched_at {
        Some(at) if folders.iter().all(|folder| folder.low_uid <= 1) => Standing::Fetched(at),
        _ => Standing::Beginning {
            taken: folders.iter().map(|folder| folder.taken).sum(),
            there: folders.iter().map(|folder| folder.there).sum(),
        },
    }
}

/// How all mailboxes stand, by address. Whoever may look at the desk may know, so no member is named.
///
/// # Errors
/// When the database fails.
pub async fn all(desk: &Desk) -> Result<Vec<State>, StoreError> {
    desk.db().read(async |mut tx| within(&mut tx, desk, desk.now()).await).await
}

/// The same within a transaction.
///
/// # Errors
/// When the database fails.
pub async fn within(tx: &mut Tx, desk: &Desk, now: Timestamp) -> Result<Vec<State>, StoreError> {
    let mut states = Vec::new();
    for row in store::mailbox::all(tx, desk.id()).await? {
        let folders = store::mailbox::folders(tx, desk.id(), &row.mailbox_id).await?;
        let standing = standing(&row, &folders, now);
        states.push(State { mailbox_id: row.mailbox_id, address: row.address, standing });
    }
    Ok(states)
}

/// The mailboxes that are not fetched, with since when, by address.
///
/// # Errors
/// When the database fails.
pub async fn not_fetched(tx: &mut Tx, desk: &Desk, now: Timestamp) -> Result<Vec<(String, Timestamp)>, StoreError> {
    let states = within(tx, desk, now).await?;
    let since = |state: State| match state.standing {
        Standing::NotFetched { since, .. } => Some((state.address, since)),
        _ => None,
    };
    Ok(states.into_iter().filter_map(since).collect())
}

#[cfg(test)]
mod tests;
