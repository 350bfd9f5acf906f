//! Connecting a mailbox: finding its servers from the address, and trying them. Keeping it afterwards is `mailboxes`.

pub mod attempt;
pub mod autoconfig;
pub mod discover;
pub mod internet;
pub mod known;
pub mod trial;

use crate::mailboxes::Server;
use crate::oauth::Provider;

/// What was found for an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How we know.
    pub how: How,
    /// Where mail is fetched; `None`: nobody knows, a person types it.
    pub imap: Option<Server>,
    /// Where mail leaves.
    pub smtp: Option<Server>,
    /// User name at both.
    pub user_name: String,
    /// The provider, when it is one we know.
    pub known: Option<&'static known::Known>,
}

/// How the servers of an address were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A provider in our table, by the address or by who takes its mail.
    Known,
    /// The domain publishes them (autoconfig).
    Published,
    /// The domain's DNS names them (RFC 6186, RFC 8314).
    Named,
    /// Servers with the usual names answered.
    Guessed,
    /// Not at all.
    NotFound,
}

impl How {
    /// The key of the sentence that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Known => "connect-found-known",
            Self::Published => "connect-found-published",
            Self::Named => "connect-found-named",
            Self::Guessed => "connect-found-guessed",
            Self::NotFound => "connect-found-nothing",
        }
    }
}

impl Found {
    /// Where one may sign in with the provider's own page.
    pub fn provider(&self) -> Option<Provider> {
        self.known.and_then(|known| known.provider)
    }
}
