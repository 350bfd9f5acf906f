//! A mail as a row: its words, its files, its ids, and who takes part through it.

use mail::letter::Letter;
use rulebook::event::Kind;
use rulebook::people::Party;
use store::attachment::AttachmentRow;
use store::message::{Direction, MessageRow};
use store::participant::ParticipantRow;
use store::search::{Document, Words};
use store::trust::TrustRow;

use super::incoming::Incoming;
use super::known::{KnownMessage, KnownReference};
use super::plan::{Planner, Read};
use super::words_of::{folded, shortened};

/// The longest subject of a message, in letters.
pub(super) const SUBJECT: usize = 1_000;
/// The longest name of a person or client, in letters.
pub(super) const NAME: usize = 200;

impl Planner<'_> {
    pub(super) fn note_references(&mut self, read: &Read<'_>) {
        let own = &read.mail.letter.message_id;
        // The same id with another body stays where the first one is.
        if !self.known.references.get(own).is_some_and(|known| known.held) {
            self.belongs(own, &read.conversation_id, true);
        }
        // What a doubtful mail refers to says nothing about where that belongs.
        let named = read.mail.letter.references.iter().filter(|_| !read.mail.is_doubtful());
        for id in named {
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

    /// Who takes part through it; through a doubtful mail nobody does.
    pub(super) fn note_participants(&mut self, read: &Read<'_>) {
        if read.mail.is_doubtful() {
            return;
        }
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

    pub(super) fn write_message(&mut self, read: Read<'_>) {
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
            from_name: shortened(letter.from.as_ref().map_or(&letter.from_raw, |from| &from.name), NAME),
            to_list: self.without_tokens(&letter.to),
            cc_list: self.without_tokens(&letter.cc),
            reply_to: letter.reply_to.clone(),
            own_address: self.own_address(mail),
            subject: shortened(&letter.subject, SUBJECT),
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
        self.note_judgement(&read);
        let mut data = serde_json::Map::new();
        if other_body {
            data.insert("same_id_other_body".to_owned(), true.into());
        }
        if let Some(envelope) = &mail.envelope {
            data.insert("envelope".to_owned(), serde_json::json!(envelope));
        }
        self.happened("received", "message", &read.message_id, &read.conversation_id, data.into());
        let text = letter.text.clone();
        let origin = mail.origin.to_owned();
        let held = KnownMessage { body_hash: mail.body_hash.clone(), origin, ours: !incoming, text };
        self.known.messages.entry(letter.message_id.clone()).or_default().push(held);
        self.find_steps(&row);
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

    /// A signed reply address shows as the mailbox it belongs to: its token is between us and whoever has it.
    fn without_tokens(&self, people: &[Party]) -> Vec<Party> {
        let plain = |party: &Party| {
            let claim = crate::reply_address::read(&party.address);
            let mailbox = claim.map(|claim| claim.mailbox).filter(|mailbox| self.settings.own.is_ours(mailbox));
            Party { address: mailbox.unwrap_or_else(|| party.address.clone()), name: party.name.clone() }
        };
        people.iter().map(plain).collect()
    }

    fn note_judgement(&mut self, read: &Read<'_>) {
        let Some(judged) = read.mail.judgement else { return };
        self.changes.trust.push(TrustRow {
            message_id: read.message_id.clone(),
            standing: judged.standing,
            why: judged.why.to_owned(),
            vouched_by: None,
            vouched_at: None,
        });
    }

    /// The address of ours that the mail was written to or from, else for which it was handed over; the desk's first
    /// when nobody names one.
    fn own_address(&self, mail: &Incoming) -> String {
        let letter = &mail.letter;
        let named = letter.from.iter().chain(&letter.to).chain(&letter.cc);
        let own = self.settings.own.first_among(named).map(|party| party.address.as_str());
        let handed = || mail.envelope.iter().flat_map(|it| &it.recipients).find(|it| self.settings.own.is_ours(it));
        let own = own.or_else(|| handed().map(String::as_str)).or_else(|| self.settings.own.first());
        own.unwrap_or_default().to_owned()
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
