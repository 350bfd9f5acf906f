//! The door for mail that is handed over by a mail server of ours: LMTP (RFC 2033), or SMTP (RFC 5321) where that server
//! speaks nothing else. '250' is said after the mail is on the disk and committed, and to each recipient for itself.
//!
//! Whoever may knock is believed: only this machine and peers that were named. It is no server for the open network.
//! What a mail means is decided in `receive`.

mod answer;
mod command;
mod dialogue;
mod listen;
mod paths;
mod peers;
mod recipients;
mod rehearsal;
mod session;
mod spill;
mod taker;
mod text;

pub use listen::{Address, AddressError, Door};
pub use peers::{Peers, PeersError};
pub use recipients::{Recipient, recipient};
pub use rehearsal::rehearse;

use std::time::Duration;

/// Largest mail, in bytes: what `mail` reads whole.
pub const MAIL: u64 = 50 << 20;

/// Which of the two protocols is spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// LMTP: LHLO, and one answer per recipient after the text.
    Lmtp,
    /// SMTP: EHLO or HELO, and one answer after the text.
    Smtp,
}

impl Manner {
    /// The word under which mail that came this way is kept.
    pub fn origin(self) -> &'static str {
        match self {
            Self::Lmtp => "lmtp",
            Self::Smtp => "smtp",
        }
    }
}

/// What one peer may ask of the door.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest mail, in bytes.
    pub mail: u64,
    /// Recipients of one mail.
    pub recipients: usize,
    /// Connections at the same time.
    pub connections: usize,
    /// Connections of one peer at the same time.
    pub connections_of_one: usize,
    /// Patience with a silent peer between commands (RFC 5321, 4.5.3.2.7: five minutes).
    pub command: Duration,
    /// Patience with a silent peer within a text.
    pub text: Duration,
    /// Patience with a whole text, however it trickles in.
    pub whole_text: Duration,
    /// How long dialogues may go on after the program was asked to stop.
    pub farewell: Duration,
    /// Up to here a mail is gathered in memory; a larger one in a file.
    pub in_memory: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            mail: MAIL,
            recipients: 100,
            connections: 256,
            connections_of_one: 128,
            command: Duration::from_secs(300),
            text: Duration::from_secs(180),
            whole_text: Duration::from_secs(1_800),
            farewell: Duration::from_secs(10),
            in_memory: 256 << 10,
        }
    }
}
