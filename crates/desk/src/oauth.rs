//! Signing in to mailboxes at Google and Microsoft by OAuth2, with the agency's own registration there.
//!
//! Tokens live sealed in the mailbox's secret. They are renewed shortly before they end, by one at a time; when the
//! provider has withdrawn them nobody asks again until an owner signs in anew.

pub mod code;
pub mod device;
mod exchange;
mod provider;
pub mod registration;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
pub use store::mailbox::MailboxRow;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::mailboxes::{self, Secret, Tokens};
pub use provider::Provider;

/// How long before their end tokens are renewed.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// Why there is no token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The provider or its owner has withdrawn the permission; an owner signs in again.
    Revoked,
    /// No registration at the provider is set here.
    NoRegistration,
    /// The provider does not take our registration: what it said.
    Registration(String),
    /// The provider cannot be reached now: why.
    Unreachable(String),
    /// The provider said something else: what.
    Refused(String),
    /// The tokens cannot be opened or kept here: why.
    Sealed(String),
}

impl Trouble {
    /// The key of the sentence that says it to a person.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Revoked => "oauth-revoked",
            Self::NoRegistration => "oauth-no-registration",
            Self::Registration(_) => "oauth-registration-refused",
            Self::Unreachable(_) => "oauth-unreachable",
            Self::Refused(_) => "oauth-refused",
            Self::Sealed(_) => "refused-mailbox-sealed",
        }
    }

    /// What the other side said, for the details; empty when there is nothing to quote.
    pub fn said(&self) -> &str {
        match self {
            Self::Revoked | Self::NoRegistration => "",
            Self::Registration(said) | Self::Unreachable(said) | Self::Refused(said) | Self::Sealed(said) => said,
        }
    }

    /// Whether trying again changes nothing until a person does something.
    pub fn waits_for_a_person(&self) -> bool {
        !matches!(self, Self::Unreachable(_) | Self::Refused(_))
    }
}

/// Who is renewing the tokens of which mailbox, so that there is one at a time.
#[derive(Debug, Default)]
pub(crate) struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

impl Turns {
    fn of(&self, mailbox_id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(mailbox_id.to_owned()).or_default())
    }
}

/// A token that signs in to this mailbox's servers now, renewed when it is about to end.
///
/// # Errors
/// See [`Trouble`]. A withdrawn permission is remembered: the provider is not asked again.
pub async fn access_token(desk: &Desk, row: &MailboxRow) -> Result<String, Trouble> {
    let tokens = tokens_of(desk, row)?;
    if lasts(desk, &tokens) {
        return Ok(tokens.access);
    }
    let turn = desk.turns().of(&row.mailbox_id);
    let _mine = turn.lock().await;
    // Whoever had the turn before has renewed them, or an owner has signed in meanwhile.
    let row = saved(desk, &row.mailbox_id).await?.unwrap_or_else(|| row.clone());
    let tokens = tokens_of(desk, &row)?;
    if lasts(desk, &tokens) {
        return Ok(tokens.access);
    }
    if tokens.refresh.is_empty() {
        return Err(Trouble::Revoked);
    }
    let provider = Provider::of(row.sign_in).ok_or(Trouble::Revoked)?;
    let registered = registration::load(desk, provider).await?;
    match exchange::renew(desk, &registered, &tokens.refresh).await {
        Ok(fresh) => {
            keep(desk, &row, &fresh, None).await?;
            Ok(fresh.access)
        }
        Err(Trouble::Revoked) => {
            let spent = Tokens { access: String::new(), refresh: String::new(), expires_at: Timestamp::UNIX_EPOCH };
            keep(desk, &row, &spent, Some("mailbox_sign_in_revoked")).await?;
            desk.tell(Change::everywhere(ChangeKind::Settings));
            Err(Trouble::Revoked)
        }
        Err(trouble) => Err(trouble),
    }
}

/// Says that a server did not take a token that should have been good: the next one is asked for at the provider.
///
/// # Errors
/// When the tokens cannot be opened or kept.
pub async fn was_not_taken(desk: &Desk, row: &MailboxRow, access: &str) -> Result<(), Trouble> {
    let Some(row) = saved(desk, &row.mailbox_id).await? else { return Ok(()) };
    let tokens = tokens_of(desk, &row)?;
    if tokens.access != access {
        return Ok(());
    }
    keep(desk, &row, &Tokens { expires_at: Timestamp::UNIX_EPOCH, ..tokens }, None).await
}

fn lasts(desk: &Desk, tokens: &Tokens) -> bool {
    !tokens.access.is_empty() && tokens.expires_at.duration_since(desk.now()) > AHEAD
}

fn tokens_of(desk: &Desk, row: &MailboxRow) -> Result<Tokens, Trouble> {
    match mailboxes::secret_of(desk, row) {
        Ok(Secret::Tokens(tokens)) => Ok(tokens),
        // Signed in by password until now.
        Ok(Secret::Password(_)) => Err(Trouble::Revoked),
        Err(refused) => Err(Trouble::Sealed(refused.to_string())),
    }
}

async fn saved(desk: &Desk, mailbox_id: &str) -> Result<Option<MailboxRow>, Trouble> {
    let row = desk.db().read(async |mut tx| store::mailbox::find(&mut tx, desk.id(), mailbox_id).await).await;
    row.map_err(|error: store::StoreError| Trouble::Sealed(error.to_string()))
}

async fn keep(desk: &Desk, row: &MailboxRow, tokens: &Tokens, verb: Option<&str>) -> Result<(), Trouble> {
    let sealed_up = |refused: mailboxes::Refused| Trouble::Sealed(refused.to_string());
    let secret = mailboxes::sealed(desk, &Secret::Tokens(tokens.clone())).map_err(sealed_up)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::mailbox::renew_secret(tx, desk.id(), &row.mailbox_id, &secret).await?;
            if let Some(verb) = verb {
                let data = json!({ "address": row.address });
                note(tx, desk, "tact", verb, About::desk("mailbox", &row.mailbox_id), data).await?;
            }
            Ok::<_, store::StoreError>(())
        })
        .await
        .map_err(|error| Trouble::Sealed(error.to_string()))
}
