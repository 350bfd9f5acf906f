//! Conversations that begin, go on, or turn out to be one.

use std::collections::HashSet;

use jiff::Timestamp;
use mail::thread::Participants;
use store::conversation::{ConversationRow, Stand};
use store::message::Direction;

use super::incoming::Incoming;
use super::known::KnownConversation;
use super::place::Place;
use super::plan::{Merge, Planner};
use super::words_of::shortened;

/// The longest subject of a conversation, in letters.
pub(crate) const SUBJECT: usize = 300;

impl Planner<'_> {
    /// Joins the conversation found, and makes one of several where the mail ties them together.
    pub(super) fn join(&mut self, mail: &Incoming, conversation: &str, found: &Place, arrived: Timestamp) -> String {
        let mut into = conversation.to_owned();
        for other in &found.merges {
            into = self.merge(&into, other);
        }
        let nobodys = self.known.conversations.get(&into).is_some_and(|it| it.client_id == self.unknown_client());
        if nobodys && mail.letter.from.is_some() && !self.is_ours(mail) {
            let client = self.client_of_sender(mail);
            self.set_client(&into, client);
        }
        if let Some(known) = self.known.conversations.get_mut(&into) {
            known.first_at = known.first_at.min(arrived);
        }
        into
    }

    fn set_client(&mut self, conversation: &str, client: String) {
        if let Some(known) = self.known.conversations.get_mut(conversation) {
            known.client_id.clone_from(&client);
        }
        match self.changes.conversations.iter_mut().find(|row| row.conversation_id == conversation) {
            Some(row) => row.client_id = client,
            None => self.changes.clients_found.push((conversation.to_owned(), client)),
        }
    }

    /// The older conversation goes on; what belonged to the other belongs to it from now on.
    fn merge(&mut self, one: &str, other: &str) -> String {
        let begun = |id: &str| self.known.conversations.get(id).map(|it| (it.first_at, id.to_owned()));
        let (into, from) = if begun(other) < begun(one) { (other, one) } else { (one, other) };
        let (into, from) = (into.to_owned(), from.to_owned());
        for reference in self.known.references.values_mut().filter(|it| it.conversation_id == from) {
            reference.conversation_id.clone_from(&into);
        }
        let unknown = self.unknown_client();
        if let (Some(old), Some(kept)) =
            (self.known.conversations.remove(&from), self.known.conversations.get_mut(&into))
        {
            kept.participants.addresses.extend(old.participants.addresses);
            kept.participants.lists.extend(old.participants.lists);
            kept.writers.extend(old.writers);
            kept.participants.recipients_named |= old.participants.recipients_named;
            if kept.client_id == unknown && old.client_id != unknown {
                self.set_client(&into, old.client_id);
            }
        }
        self.changes.touched.remove(&from);
        self.changes.touched.insert(into.clone());
        let data = serde_json::json!({ "from": &from });
        self.happened("merged", "conversation", &into, &into, data);
        self.changes.merges.push(Merge { from, into: into.clone() });
        into
    }

    pub(super) fn begin(&mut self, mail: &Incoming, direction: Direction, arrived: Timestamp, found: &Place) -> String {
        let client_id = match direction {
            Direction::In => self.client_of_sender(mail),
            Direction::Out => self.client_of_recipient(mail),
        };
        let conversation_id = (self.ids)();
        self.known.conversations.insert(
            conversation_id.clone(),
            KnownConversation {
                client_id: client_id.clone(),
                first_at: arrived,
                participants: Participants::default(),
                writers: HashSet::new(),
            },
        );
        let mut row = begun(&conversation_id, &client_id, &mail.letter.subject, arrived);
        row.related_to.clone_from(&found.related_to);
        self.changes.conversations.push(row);
        conversation_id
    }
}

/// A conversation that begins; its summary is the ledger's to make.
pub(crate) fn begun(conversation_id: &str, client_id: &str, subject: &str, at: Timestamp) -> ConversationRow {
    ConversationRow {
        conversation_id: conversation_id.to_owned(),
        client_id: client_id.to_owned(),
        subject: shortened(subject, SUBJECT),
        stand: Stand::Done,
        history: false,
        first_at: at,
        last_at: at,
        last_in_at: None,
        last_out_at: None,
        last_from: String::new(),
        preview: String::new(),
        messages: 0,
        attachments: false,
        owed_due_at: None,
        next_look_at: None,
        snoozed_until: None,
        assigned_to: None,
        settled_at: None,
        merged_into: None,
        related_to: None,
    }
}
