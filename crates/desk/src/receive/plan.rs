//! What a batch of mails changes, worked out without touching anything. The store is told afterwards (`apply`).

use std::collections::{BTreeSet, HashSet};

use jiff::{SignedDuration, Timestamp};
use mail::letter::{Held, Letter, Parts};
use mail::thread::Participants;
use rulebook::event::Kind;
use rulebook::people::Party;
use store::attachment::AttachmentRow;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::conversation::{ConversationRow, Stand};
use store::event::EventRow;
use store::held::HeldRow;
use store::message::{Direction, MessageRow};
use store::participant::ParticipantRow;
use store::reference::ReferenceRow;
use store::search::{Document, Words};

use super::incoming::Incoming;
use super::known::{Known, KnownConversation, KnownMessage, KnownReference};
use super::place::{self, Place};
use super::words_of::folded;
use crate::desk::DeskSettings;

/// What is to be written.
#[derive(Debug, Default)]
pub struct Changes {
    /// New clients.
    pub clients: Vec<ClientRow>,
    /// New contacts, and known ones whose name was learnt.
    pub contacts: Vec<ContactRow>,
    /// New conversations, without their summary (the ledger makes it).
    pub conversations: Vec<ConversationRow>,
    /// Conversations that turned out to be one, in the order in which they are to be joined.
    pub merges: Vec<Merge>,
    /// Conversations whose client became known.
    pub clients_found: Vec<(String, String)>,
    /// New messages.
    pub messages: Vec<MessageRow>,
    /// Their words for the search, in the same order.
    pub words: Vec<Words>,
    /// Their attachments.
    pub attachments: Vec<AttachmentRow>,
    /// Message-IDs and where they belong now, phantoms too.
    pub references: Vec<ReferenceRow>,
    /// Who takes part.
    pub participants: Vec<ParticipantRow>,
    /// What happened.
    pub events: Vec<EventRow>,
    /// Mails that could not be taken in.
    pub held: Vec<HeldRow>,
    /// Conversations whose promises and summary are to be made again.
    pub touched: BTreeSet<String>,
    /// Mails that were there already.
    pub duplicates: u64,
    /// Message-IDs that prove a send: own copies, answers and reports that name it.
    pub seen_ids: BTreeSet<String>,
}

/// One conversation becomes part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The one that ends.
    pub from: String,
    /// The one that goes on.
    pub into: String,
}

/// Works out what a batch changes.
///
/// `known` holds what the store knows about the batch; `ids` gives new ids; `now` is when the mails are taken in.
pub fn plan(
    batch: &[&Incoming],
    known: Known,
    settings: &DeskSettings,
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Changes {
    let mut planner = Planner { known, settings, now, ids, changes: Changes::default(), placed: BTreeSet::new() };
    for mail in batch {
        planner.take_in(mail);
    }
    planner.finish()
}

pub(super) struct Planner<'a> {
    pub known: Known,
    pub settings: &'a DeskSettings,
    pub now: Timestamp,
    pub ids: &'a mut (dyn FnMut() -> String + Send),
    pub changes: Changes,
    /// Message-IDs whose place is new.
    pub placed: BTreeSet<String>,
}

/// A mail with what was worked out about it on the way.
struct Read<'m> {
    mail: &'m Incoming,
    direction: Direction,
    arrived: Timestamp,
    parts: Parts,
    message_id: String,
    conversation_id: String,
    newcomer: bool,
}

impl Planner<'_> {
    fn take_in(&mut self, mail: &Incoming) {
        if let Some(cause) = mail.letter.held {
            return self.hold(mail, cause);
        }
        self.note_evidence(mail);
        if self.is_duplicate(mail) {
            self.changes.duplicates += 1;
            return;
        }
        let ours = mail.letter.from.as_ref().is_some_and(|from| self.settings.own.is_ours(&from.address));
        let direction = if ours { Direction::Out } else { Direction::In };
        let arrived = mail.letter.arrived.or(mail.letter.claimed_date).unwrap_or(self.now).min(latest(mail, self.now));
        let found = place::find(&self.known, &mail.letter, &self.settings.own);
        let newcomer = direction == Direction::In && self.is_newcomer(mail, &found);
        let conversation_id = match &found.joins {
            Some(conversation) => self.join(mail, &conversation.clone(), &found, arrived),
            None => self.begin(mail, direction, arrived, &found),
        };
        let parts = mail::reply::split(&mail.letter.text, self.parent_text(mail));
        let message_id = (self.ids)();
        let read = Read { mail, direction, arrived, parts, message_id, conversation_id, newcomer };
        self.note_references(&read);
        self.note_participants(&read);
        self.write_message(read);
    }

    fn hold(&mut self, mail: &Incoming, cause: Held) {
        if !self.known.held.insert(mail.raw_hash.clone()) {
            self.changes.duplicates += 1;
            return;
        }
        let from = mail.letter.from.as_ref().map_or(mail.letter.from_raw.as_str(), |from| from.address.as_str());
        let held_id = (self.ids)();
        self.changes.held.push(HeldRow {
            held_id,
            cause: cause_code(cause),
            origin: mail.origin.to_owned(),
            place: mail.place.clone(),
            from_raw: from.to_owned(),
            subject: mail.letter.subject.clone(),
            raw_hash: mail.raw_hash.clone(),
            raw_bytes: mail.raw_bytes,
            held_at: self.now,
        });
    }

    fn is_duplicate(&self, mail: &Incoming) -> bool {
        let Some(held) = self.known.messages.get(&mail.letter.message_id) else { return false };
        // Our own copy comes back as the relay left it, with another body perhaps; its id was ours to give.
        held.iter().any(|known| known.body_hash == mail.body_hash || known.origin == "outbox")
    }

    /// Our own copy in a Sent folder, an answer, a bounce: each proves that the mail it names left the house.
    fn note_evidence(&mut self, mail: &Incoming) {
        let letter = &mail.letter;
        let bounced = letter.bounce.iter().filter_map(|bounce| bounce.original_message_id.as_ref());
        let named = letter.references.iter().chain(bounced).chain([&letter.message_id]);
        for id in named.filter(|id| self.known.messages.contains_key(*id)) {
            self.changes.seen_ids.insert(id.clone());
        }
    }

    fn is_newcomer(&self, mail: &Incoming, found: &Place) -> bool {
        let conversation = found.joins.as_ref().and_then(|id| self.known.conversations.get(id));
        let from = mail.letter.from.as_ref().map_or("", |from| from.address.as_str());
        conversation.is_some_and(|it| it.participants.recipients_named && !it.participants.addresses.contains(from))
            && mail.letter.list.is_none()
    }

    fn parent_text(&self, mail: &Incoming) -> Option<&str> {
        self.known.text_of(mail.letter.parent.as_deref()?)
    }

    /// Joins the conversation found, and makes one of several where the mail ties them together.
    fn join(&mut self, mail: &Incoming, conversation: &str, found: &Place, arrived: Timestamp) -> String {
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

    fn is_ours(&self, mail: &Incoming) -> bool {
        mail.letter.from.as_ref().is_some_and(|from| self.settings.own.is_ours(&from.address))
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

    fn begin(&mut self, mail: &Incoming, direction: Direction, arrived: Timestamp, found: &Place) -> String {
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

    fn note_references(&mut self, read: &Read<'_>) {
        let own = &read.mail.letter.message_id;
        // The same id with another body stays where the first one is.
        if !self.known.references.get(own).is_some_and(|known| known.held) {
            self.belongs(own, &read.conversation_id, true);
        }
        for id in &read.mail.letter.references {
            if !self.known.references.contains_key(id) {
                self.belongs(id, &read.conversation_id, false);
            }
        }
    }

    fn belongs(&mut self, rfc_id: &str, conversation: &str, held: bool) {
        let reference = KnownReference { conversation_id: conversation.to_owned(), held };
        self.known.references.insert(rfc_id.to_owned(), reference);
        self.placed.insert(rfc_id.to_owned());
    }

    fn note_participants(&mut self, read: &Read<'_>) {
        let letter = &read.mail.letter;
        let Some(known) = self.known.conversations.get_mut(&read.conversation_id) else { return };
        let everybody = letter.from.iter().chain(&letter.reply_to).chain(&letter.to).chain(&letter.cc);
        for party in everybody.filter(|party| !self.settings.own.is_ours(&party.address)) {
            if known.participants.addresses.insert(party.address.clone()) {
                let conversation_id = read.conversation_id.clone();
                self.changes.participants.push(ParticipantRow { conversation_id, address: party.address.clone() });
            }
        }
        known.writers.extend(letter.from.iter().map(|from| from.address.clone()));
        known.participants.lists.extend(letter.list.clone());
        known.participants.recipients_named |= !letter.to.is_empty() || !letter.cc.is_empty();
    }

    /// The kind of a mail. One that reaches us through a group address of our own is no list mail: a person wrote to us.
    fn kind(&self, letter: &Letter) -> Kind {
        match (letter.kind.0, &letter.list) {
            (Kind::List, Some(list)) if mail::kind::is_own_list(list, self.settings.own.iter()) => Kind::Person,
            (kind, _) => kind,
        }
    }

    fn write_message(&mut self, read: Read<'_>) {
        let (mail, letter) = (read.mail, &read.mail.letter);
        let other_body = self.known.messages.contains_key(&letter.message_id);
        let new_text = read.parts.new_text();
        let kind = self.kind(letter);
        let incoming = read.direction == Direction::In;
        let row = MessageRow {
            message_id: read.message_id.clone(),
            conversation_id: read.conversation_id.clone(),
            rfc_id: letter.message_id.clone(),
            parent_rfc_id: letter.parent.clone(),
            body_hash: mail.body_hash.clone(),
            direction: read.direction,
            kind,
            automatic: !incoming && !matches!(kind, Kind::Person | Kind::List),
            from_address: letter.from.as_ref().map(|from| from.address.clone()).unwrap_or_default(),
            from_name: letter.from.as_ref().map_or_else(|| letter.from_raw.clone(), |from| from.name.clone()),
            to_list: letter.to.clone(),
            cc_list: letter.cc.clone(),
            reply_to: letter.reply_to.clone(),
            own_address: self.own_address(mail),
            subject: letter.subject.clone(),
            arrived_at: read.arrived,
            claimed_at: letter.claimed_date,
            language: letter.language.clone(),
            expects_answer: incoming
                && kind == Kind::Person
                && rulebook::language::expects_answer(&new_text, hint(letter)),
            holding_until: mail.holding_until,
            newcomer: read.newcomer,
            folded: folded(&read.parts).into(),
            new_text,
            has_html: letter.html.is_some(),
            list_id: letter.list.clone(),
            raw_hash: mail.raw_hash.clone(),
            raw_bytes: mail.raw_bytes,
            bounce: letter.bounce.as_ref().and_then(|bounce| serde_json::to_string(bounce).ok()),
            origin: mail.origin.to_owned(),
            search_no: 0,
        };
        self.write_attachments(&row, mail);
        let mut data = serde_json::json!({});
        if other_body {
            data = serde_json::json!({ "same_id_other_body": true });
        }
        self.happened("received", "message", &read.message_id, &read.conversation_id, data);
        let text = letter.text.clone();
        let origin = mail.origin.to_owned();
        let held = KnownMessage { body_hash: mail.body_hash.clone(), origin, text };
        self.known.messages.entry(letter.message_id.clone()).or_default().push(held);
        self.changes.touched.insert(read.conversation_id);
        self.changes.words.push(searchable(&row, letter));
        self.changes.messages.push(row);
    }

    fn write_attachments(&mut self, message: &MessageRow, mail: &Incoming) {
        for (at, attachment) in mail.letter.attachments.iter().enumerate() {
            let attachment_id = (self.ids)();
            self.changes.attachments.push(AttachmentRow {
                attachment_id,
                message_id: message.message_id.clone(),
                conversation_id: message.conversation_id.clone(),
                position: i64::try_from(at).unwrap_or(i64::MAX),
                name: attachment.name.clone(),
                media_type: attachment.media_type.clone(),
                bytes: mail.attachment_bytes.get(at).copied().unwrap_or_default(),
                content_id: attachment.content_id.clone(),
                inline: attachment.inline,
            });
        }
    }

    /// The address of ours that the mail was written to or from; the desk's first when the mail names none.
    fn own_address(&self, mail: &Incoming) -> String {
        let letter = &mail.letter;
        let named = letter.from.iter().chain(&letter.to).chain(&letter.cc);
        let own = self.settings.own.first_among(named).map(|party| party.address.as_str());
        own.or_else(|| self.settings.own.first()).unwrap_or_default().to_owned()
    }

    pub(super) fn happened(
        &mut self,
        verb: &str,
        object: &str,
        object_id: &str,
        conversation: &str,
        data: serde_json::Value,
    ) {
        let event_id = (self.ids)();
        self.changes.events.push(EventRow {
            event_id,
            at: self.now,
            actor: "mail".to_owned(),
            verb: verb.to_owned(),
            object: object.to_owned(),
            object_id: object_id.to_owned(),
            conversation_id: Some(conversation.to_owned()),
            data: data.to_string(),
        });
    }

    /// Rows of the batch that were written before a merge move with it.
    fn finish(mut self) -> Changes {
        let changes = &mut self.changes;
        // Each id once, where it belongs in the end.
        let placed = self.placed.iter().filter_map(|id| self.known.references.get_key_value(id));
        changes.references = placed
            .map(|(rfc_id, at)| ReferenceRow {
                rfc_id: rfc_id.clone(),
                conversation_id: at.conversation_id.clone(),
                held: at.held,
            })
            .collect();
        for merge in &changes.merges {
            let moved = |id: &mut String| {
                if *id == merge.from {
                    id.clone_from(&merge.into);
                }
            };
            changes.messages.iter_mut().for_each(|row| moved(&mut row.conversation_id));
            changes.attachments.iter_mut().for_each(|row| moved(&mut row.conversation_id));
            changes.participants.iter_mut().for_each(|row| moved(&mut row.conversation_id));
            changes.events.iter_mut().flat_map(|row| &mut row.conversation_id).for_each(moved);
        }
        self.changes
    }
}

/// A clock that is ahead of ours must not make a mail that happens later: nothing would be owed until then. What an import
/// brings happened when its own dates say, unless they are absurd.
fn latest(mail: &Incoming, now: Timestamp) -> Timestamp {
    let ahead = if mail.origin == "import" { SignedDuration::from_hours(24 * 366) } else { SignedDuration::ZERO };
    now.checked_add(ahead).unwrap_or(now)
}

/// The stable word of a cause.
pub fn cause_code(cause: Held) -> String {
    match serde_json::to_value(cause) {
        Ok(serde_json::Value::String(code)) => code,
        _ => "not_readable".to_owned(),
    }
}

/// A conversation that begins; its summary is the ledger's to make.
fn begun(conversation_id: &str, client_id: &str, subject: &str, at: Timestamp) -> ConversationRow {
    ConversationRow {
        conversation_id: conversation_id.to_owned(),
        client_id: client_id.to_owned(),
        subject: subject.to_owned(),
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

/// The language as the rulebook asks for it.
fn hint(letter: &Letter) -> Option<&str> {
    (!letter.language.is_empty()).then_some(letter.language.as_str())
}

pub(crate) fn searchable(row: &MessageRow, letter: &Letter) -> Words {
    let pair = |party: &Party| (party.address.clone(), party.name.clone());
    let to: Vec<(String, String)> = letter.to.iter().chain(&letter.cc).map(pair).collect();
    let to: Vec<(&str, &str)> = to.iter().map(|(address, name)| (address.as_str(), name.as_str())).collect();
    let attachments: Vec<&str> = letter.attachments.iter().map(|it| it.name.as_str()).collect();
    store::search::analyse(&Document {
        subject: &row.subject,
        text: &row.new_text,
        from: (&row.from_address, &row.from_name),
        to,
        attachments,
        ours: row.direction == Direction::Out,
    })
}
