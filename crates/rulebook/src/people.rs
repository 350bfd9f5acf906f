//! Who takes part: we, and the people we work for.

use serde::{Deserialize, Serialize};

/// Which side of the table somebody sits on, and which column of the ledger a promise stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Owed by us: the desk and its members.
    Ours,
    /// Owed to us: a client and their contacts.
    Theirs,
}

/// One person (or mailbox) in a conversation, known by address.
///
/// Two parties are the same when their `address` is the same; the name is for people to read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// The mail address, ASCII-lowercased, domain as A-label. Never folded by Unicode rules.
    pub address: String,
    /// The display name as last seen, empty when none was given.
    pub name: String,
}
