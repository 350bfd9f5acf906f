//! Mail comes in: each mailbox is fetched by one worker at a time, newest first, then as it arrives.
//! The dialogue is `imap`, what a mail means is decided in `receive`; here stands what is fetched when, and in which order:
//! raw bytes durable, then rows and progress in one transaction, then only what may be changed in the mailbox.

mod chores;
mod folders;
mod patience;
mod reading;
pub mod state;
mod sync;
mod visit;
mod window;
mod worker;

use store::StoreError;

use crate::imap::Trouble;
use crate::receive::ReceiveError;

pub use patience::{Next, next_try, waits_for_the_owner};
pub use worker::{Fetcher, Timing};

/// Why a visit to a mailbox ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The mailbox or the way to it.
    Trouble(Trouble),
    /// What is signed in with cannot be had: a text key and what was said.
    NoSecret(&'static str, String),
    /// The disk has no room for more.
    NoRoom,
    /// Our own store.
    Fault(ReceiveError),
    /// Another worker has the mailbox by now, or it was changed, paused or removed.
    Overtaken,
    /// The program stops.
    Asked,
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<StoreError> for Stop {
    fn from(fault: StoreError) -> Self {
        Self::from(ReceiveError::Store(fault))
    }
}

impl From<ReceiveError> for Stop {
    fn from(fault: ReceiveError) -> Self {
        match fault {
            ReceiveError::Store(StoreError::Overtaken) => Self::Overtaken,
            fault if crate::room::is_lacking(&fault) => Self::NoRoom,
            fault => Self::Fault(fault),
        }
    }
}
