//! What changed just now, told to open pages after the commit. A hint to look again, never data.

use serde::{Deserialize, Serialize};

/// Something changed on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The conversation it is about; `None` when it is about the whole desk.
    pub conversation_id: Option<String>,
    /// What kind of thing.
    pub what: ChangeKind,
}

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A message came in or went out.
    Message,
    /// Promises stand differently: kept, broken, waived, due.
    Promises,
    /// Something about the conversation: tag, assignee, snooze, note, done.
    Conversation,
    /// Somebody saved a draft.
    Draft,
    /// Somebody came to look or to write, or left.
    Presence,
    /// The outbox moved on.
    Outbox,
    /// A client or contact changed.
    Client,
    /// Settings, house rules or members changed.
    Settings,
    /// An import took in a batch.
    Import,
    /// A mail is held, or a member decided about one.
    Held,
    /// A mailbox was fetched further, cannot be fetched, or can again.
    Mailbox,
}

impl Change {
    /// A change of one conversation.
    pub fn of(conversation_id: impl Into<String>, what: ChangeKind) -> Self {
        Self { conversation_id: Some(conversation_id.into()), what }
    }

    /// A change of the whole desk.
    pub fn everywhere(what: ChangeKind) -> Self {
        Self { conversation_id: None, what }
    }
}
