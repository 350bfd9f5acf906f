//! Rows of the event log: who did what to which object when. Written in the transaction of the change, never altered.

use rulebook::event::Happening;
use serde_json::{Value, json};
use store::event::EventRow;
use store::{StoreError, Tx};

use crate::desk::Desk;

/// What the event is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'a> {
    /// The kind of object: conversation, message, promise, draft, member, settings, …
    pub(crate) object: &'a str,
    /// Which one.
    pub(crate) id: &'a str,
    /// The conversation it belongs to, if any.
    pub(crate) conversation: Option<&'a str>,
}

impl<'a> About<'a> {
    /// A conversation as a whole.
    pub(crate) fn conversation(id: &'a str) -> Self {
        Self { object: "conversation", id, conversation: Some(id) }
    }

    /// Something within a conversation.
    pub(crate) fn within(conversation: &'a str, object: &'a str, id: &'a str) -> Self {
        Self { object, id, conversation: Some(conversation) }
    }

    /// Something of the desk itself.
    pub(crate) fn desk(object: &'a str, id: &'a str) -> Self {
        Self { object, id, conversation: None }
    }
}

/// Notes that `actor` did `verb`; `data` holds what a reader would ask next, never a secret.
pub(crate) async fn note(
    tx: &mut Tx,
    desk: &Desk,
    actor: &str,
    verb: &str,
    about: About<'_>,
    data: Value,
) -> Result<(), StoreError> {
    let row = EventRow {
        event_id: desk.new_id(),
        at: desk.now(),
        actor: actor.to_owned(),
        verb: verb.to_owned(),
        object: about.object.to_owned(),
        object_id: about.id.to_owned(),
        conversation_id: about.conversation.map(str::to_owned),
        data: data.to_string(),
    };
    store::event::append(tx, desk.id(), &[row]).await.map(drop)
}

/// Notes something the ledger is derived from: the happening itself is the event's data.
pub(crate) async fn note_for_ledger(
    tx: &mut Tx,
    desk: &Desk,
    actor: &str,
    conversation: &str,
    happening: &Happening,
) -> Result<(), StoreError> {
    let (verb, about) = match happening {
        Happening::Waived { promise, .. } => ("waived", About::within(conversation, "promise", promise)),
        Happening::Unwaived { promise } => ("unwaived", About::within(conversation, "promise", promise)),
        Happening::Snoozed { .. } => ("snoozed", About::conversation(conversation)),
        Happening::Settled { .. } => ("settled", About::conversation(conversation)),
        Happening::Unsettled => ("unsettled", About::conversation(conversation)),
        Happening::StepDone { step, .. } => ("step_done", About::within(conversation, "step", step)),
        Happening::StepUndone { step } => ("step_undone", About::within(conversation, "step", step)),
        Happening::StepMoved { step, .. } => ("step_moved", About::within(conversation, "step", step)),
        // Messages and their steps are rows of their own.
        Happening::MessageIn { .. } | Happening::MessageOut { .. } | Happening::StepNamed { .. } => return Ok(()),
    };
    let data = serde_json::to_value(happening).unwrap_or(json!({}));
    note(tx, desk, actor, verb, about, data).await
}

/// Derives the promises of these conversations anew, in the transaction of what changed them.
pub(crate) async fn refresh(tx: &mut Tx, desk: &Desk, conversations: &[String]) -> Result<(), StoreError> {
    crate::ledger::refresh(tx, desk.id(), &desk.settings(), desk.now(), conversations).await
}
