//! A promise: who owes, to whom, what, since when, due when, from which rule, on what evidence.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::people::{Party, Side};

/// Where a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Not yet kept, and not yet late at the moment of deriving.
    Open,
    /// Kept in time.
    Kept,
    /// The due time passed. With `kept_at`: kept late.
    Broken,
    /// Given up, with a reason.
    Waived,
}

/// What is owed, as a code that `words` says in each language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// Answer the mail.
    Answer,
    /// Come back by the date that a holding reply gave.
    ComeBack,
    /// Do what a mail named.
    Step {
        /// Which step.
        step: String,
        /// What, as the mail says it.
        words: String,
    },
}

/// Why a promise exists, why it is due then, and why it stands as it does: codes with values, never sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "because", rename_all = "snake_case")]
pub enum Because {
    /// The rule's ordinary term: the same time on the n-th next working day.
    WorkingDays {
        /// How many.
        days: u32,
        /// The moment counted from: arrival, or the next opening after it.
        counted_from: Timestamp,
        /// The message came outside working hours.
        outside_hours: bool,
    },
    /// A client's or project's own term in working hours.
    WorkingHours {
        /// Working minutes allowed.
        minutes: u32,
        /// The moment counted from.
        counted_from: Timestamp,
        /// The message came outside working hours.
        outside_hours: bool,
    },
    /// We gave the date ourselves in a holding reply.
    HoldingReply {
        /// The holding reply's Message-ID.
        message_id: String,
    },
    /// Several messages in a row wait; counted from the first.
    MoreSince {
        /// How many came after the first.
        messages: u32,
    },
    /// A message of ours kept it.
    KeptBy {
        /// Its Message-ID.
        message_id: String,
    },
    /// Somebody marked it done: a member the conversation or a step, whoever owed it a step.
    SettledBy {
        /// Their address.
        member: String,
    },
    /// The mail named the day.
    DateNamed {
        /// Which one.
        date: Date,
    },
    /// The mail named no day, so the usual term counts.
    NoDate {
        /// Working days.
        days: u32,
        /// The moment counted from.
        counted_from: Timestamp,
    },
    /// One of us gave it another day.
    MovedBy {
        /// The member's address.
        member: String,
        /// The day.
        date: Date,
    },
    /// Waived, with the member's reason.
    WaivedBy {
        /// The member's address.
        member: String,
        /// The reason as typed.
        reason: String,
    },
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Stable across derivations; see [`promise_id`].
    pub id: String,
    /// The column: owed by us or to us.
    pub side: Side,
    /// Who owes.
    pub who: Party,
    /// To whom.
    pub whom: Party,
    /// What is owed.
    pub what: What,
    /// The rule's stable code, such as `reply-in-a-working-day`.
    pub rule: String,
    /// Since when it is owed.
    pub since: Timestamp,
    /// Due when.
    pub due: Timestamp,
    /// Where it stands.
    pub state: State,
    /// When it was kept (in time or late).
    pub kept_at: Option<Timestamp>,
    /// Message-IDs: the first is the message that made it, then those that renewed it, then what kept it.
    pub evidence: Vec<String>,
    /// The reason, as data.
    pub because: Vec<Because>,
}

/// The stable id of a promise: the same conversation, rule and making message always give the same id.
///
/// ```
/// let id = rulebook::promise::promise_id("c1", "reply-in-a-working-day", "a@b.test");
/// assert_eq!(id.len(), 32);
/// assert_eq!(id, rulebook::promise::promise_id("c1", "reply-in-a-working-day", "a@b.test"));
/// ```
pub fn promise_id(conversation: &str, rule: &str, made_by: &str) -> String {
    let mut hash = Sha256::new();
    for part in [conversation, rule, made_by] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
