//! What a batch of mails changes, worked out without touching anything. The store is told afterwards (`apply`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use mail::letter::Parts;
use store::attachment::AttachmentRow;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::conversation::ConversationRow;
use store::event::EventRow;
use store::held::HeldRow;
use store::message::{Direction, MessageRow};
use store::participant::ParticipantRow;
use store::reference::ReferenceRow;
use store::search::Words;
use store::sender_lately::SenderLatelyRow;
use store::step::StepRow;
use store::trust::TrustRow;

use super::came::Came;
use super::cause::Cause;
use super::incoming::Incoming;
use super::known::Known;
use super::messages::{NAME, SUBJECT};
use super::place::{self, Place};
use super::words_of::shortened;
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
    /// What mails of ours from elsewhere promise and ask.
    pub steps: Vec<StepRow>,
    /// What was found out about writers.
    pub trust: Vec<TrustRow>,
    /// Conversations whose promises and summary are to be made again.
    pub touched: BTreeSet<String>,
    /// Mails that were there already.
    pub duplicates: u64,
    /// How much each sender wrote lately, as it is now.
    pub lately: BTreeMap<String, SenderLatelyRow>,
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
    let mut planner = Planner::new(known, settings, now, ids);
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
pub(super) struct Read<'m> {
    pub mail: &'m Incoming,
    pub direction: Direction,
    pub arrived: Timestamp,
    pub parts: Parts,
    pub message_id: String,
    pub conversation_id: String,
    pub newcomer: bool,
}

impl<'a> Planner<'a> {
    pub(super) fn new(
        known: Known,
        settings: &'a DeskSettings,
        now: Timestamp,
        ids: &'a mut (dyn FnMut() -> String + Send),
    ) -> Self {
        Self { known, settings, now, ids, changes: Changes::default(), placed: BTreeSet::new() }
    }
}

impl Planner<'_> {
    fn take_in(&mut self, mail: &Incoming) {
        if self.known.held.contains(&mail.raw_hash) {
            // The same bytes wait for a member already, for whatever cause.
            self.changes.duplicates += 1;
            return;
        }
        if mail.letter.held.is_none() || mail.accepted {
            self.note_evidence(mail);
        }
        if self.is_duplicate(mail) {
            // Also a mail that was held once and taken in on a member's word.
            self.changes.duplicates += 1;
            return;
        }
        if let Some(cause) = mail.letter.held.filter(|_| !mail.accepted) {
            return self.hold(mail, Cause::Unreadable(cause));
        }
        let direction = if self.is_ours(mail) { Direction::Out } else { Direction::In };
        let arrived = mail.letter.arrived.unwrap_or(self.now).min(latest(mail, self.now));
        let found = self.place_of(mail);
        if found.stranger && direction == Direction::In && !mail.accepted {
            return self.hold(mail, Cause::Stranger);
        }
        if !mail.accepted
            && let Some(cause) = self.circles(mail)
        {
            return self.hold(mail, cause);
        }
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

    /// What one of us wrote. A mail that only says so comes from outside.
    pub(super) fn is_ours(&self, mail: &Incoming) -> bool {
        !mail.is_doubtful() && mail.letter.from.as_ref().is_some_and(|from| self.settings.own.is_ours(&from.address))
    }

    fn place_of(&self, mail: &Incoming) -> Place {
        let own = &self.settings.own;
        let found = place::find(&self.known, &mail.letter, own);
        let found = place::by_reply_address(&self.known, mail, own, found);
        if mail.is_doubtful() { found.only_related() } else { found }
    }

    /// Keeps a mail raw, for a member to look at; what holds it stands in its cause.
    pub(super) fn hold(&mut self, mail: &Incoming, cause: Cause) {
        self.known.held.insert(mail.raw_hash.clone());
        let from = mail.letter.from.as_ref().map_or(mail.letter.from_raw.as_str(), |from| from.address.as_str());
        let held_id = (self.ids)();
        let data = serde_json::json!({ "cause": cause.code() });
        self.happened_to("held", "held", &held_id, None, data);
        self.changes.held.push(HeldRow {
            held_id,
            cause: cause.code().to_owned(),
            origin: mail.origin.to_owned(),
            place: mail.place.clone(),
            from_raw: shortened(from, NAME),
            subject: shortened(&mail.letter.subject, SUBJECT),
            raw_hash: mail.raw_hash.clone(),
            raw_bytes: mail.raw_bytes,
            held_at: self.now,
            envelope: mail.envelope.as_ref().map(|it| serde_json::json!(it).to_string()).unwrap_or_default(),
            thrown_at: None,
            came: Came::of(mail).to_text(),
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

    pub(super) fn happened(
        &mut self,
        verb: &str,
        object: &str,
        object_id: &str,
        conversation: &str,
        data: serde_json::Value,
    ) {
        self.happened_to(verb, object, object_id, Some(conversation), data);
    }

    fn happened_to(
        &mut self,
        verb: &str,
        object: &str,
        object_id: &str,
        conversation: Option<&str>,
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
            conversation_id: conversation.map(str::to_owned),
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
    let ahead = if mail.origin == "import" { crate::import::FAST_CLOCKS } else { SignedDuration::ZERO };
    now.checked_add(ahead).unwrap_or(now)
}
