//! The written answer: the mail as bytes, and its entry in the conversation.

use anyhow::Context as _;
use mail::compose::{ComposeError, Outgoing, compose};
use rulebook::event::Kind;
use rulebook::people::Party;
use store::conversation::ConversationRow;
use store::cursor::Cursor;
use store::message::{Direction, MessageRow};
use store::participant::ParticipantRow;
use store::reference::ReferenceRow;
use store::search::Words;
use store::{StoreError, Tx};

use super::addressing::{LOOKED_AT, answered};
use super::{AnswerForm, Refused, conversation_of, not_overtaken};
use crate::address::read_address;
use crate::desk::Desk;
use crate::receive;
use crate::who::Who;

/// What the answer is written into.
pub(super) struct Context {
    conversation: ConversationRow,
    /// Its messages, the last ones, oldest first.
    messages: Vec<MessageRow>,
    relay_from: Option<String>,
}

/// An answer ready to be entered: its mail is durable already.
pub(super) struct Written {
    pub(super) message: MessageRow,
    words: Words,
}

impl Context {
    /// Loads what the answer is written into, and refuses early when it cannot be sent.
    pub(super) async fn load(desk: &Desk, conversation: &str, form: &AnswerForm) -> Result<Self, Refused> {
        desk.db()
            .read(async |mut tx| {
                let tx = &mut tx;
                let row = conversation_of(tx, desk, conversation).await?;
                not_overtaken(tx, desk, conversation, form).await?;
                let newest = Cursor::newest();
                let messages = store::message::window(tx, desk.id(), conversation, &newest, LOOKED_AT).await?;
                let relay_from = store::relay::find(tx, desk.id()).await?.map(|relay| relay.from_address);
                Ok(Self { conversation: row, messages, relay_from })
            })
            .await
    }

    fn answered(&self) -> Option<&MessageRow> {
        answered(&self.messages)
    }

    /// Ids from the beginning of the conversation to the answered message, without repeats.
    fn references(&self) -> Vec<String> {
        let answered = self.answered();
        let mut ids: Vec<String> = Vec::new();
        for message in &self.messages {
            let is_answered = answered.is_some_and(|answered| answered.message_id == message.message_id);
            // Ids that we made up for mails without one mean nothing to anybody else.
            let is_made = message.rfc_id.ends_with("@bytes.tact.invalid");
            if !is_answered && !is_made && !ids.contains(&message.rfc_id) {
                ids.push(message.rfc_id.clone());
            }
        }
        if let Some(answered) = answered.filter(|answered| !answered.rfc_id.ends_with("@bytes.tact.invalid")) {
            ids.retain(|id| *id != answered.rfc_id);
            ids.push(answered.rfc_id.clone());
        }
        ids
    }

    fn subject(&self) -> String {
        let subject = self.answered().map_or(&self.conversation.subject, |message| &message.subject);
        // Whatever a mail program calls an answer, one mark is enough.
        let marks = ["re:", "odp:", "aw:", "sv:", "отв:", "на:"];
        let begins = subject.trim_start().to_lowercase();
        if marks.iter().any(|mark| begins.starts_with(mark)) { subject.clone() } else { format!("Re: {subject}") }
    }

    /// From which address of ours: the one the client wrote to, else the relay's, else the desk's first.
    fn sender(&self, desk: &Desk, who: &Who) -> Result<Party, Refused> {
        let settings = desk.settings();
        let own = &settings.own;
        let written_to = self.messages.iter().rev().map(|message| message.own_address.as_str());
        let there = written_to.filter(|address| own.is_ours(address)).map(str::to_owned);
        let others = self.relay_from.clone().into_iter().chain(own.first().map(str::to_owned));
        let address = there.chain(others).find_map(|address| read_address(&address));
        Ok(Party { address: address.ok_or(Refused::NoSender)?, name: who.member.name.clone() })
    }
}

/// Writes the mail down, makes its bytes durable, and gives its entry.
pub(super) async fn write(desk: &Desk, who: &Who, context: &Context, form: &AnswerForm) -> Result<Written, Refused> {
    let from = context.sender(desk, who)?;
    let rfc_id = new_rfc_id(&from.address);
    let now = desk.now();
    let references = context.references();
    let subject = context.subject();
    let outgoing = Outgoing {
        cc: &form.cc,
        subject: &subject,
        in_reply_to: references.last().map(String::as_str),
        references: &references,
        text: &form.text,
        ..Outgoing::new(&from, &form.to, &rfc_id, now)
    };
    let raw = to_bytes(outgoing)?;
    let hash = desk.blobs().put(desk.id(), &raw).await.context("keep the answer")?;
    let letter = mail::read::read(&raw, &mail::read::Hints::default());
    let language = context.answered().map(|message| message.language.clone()).unwrap_or_default();
    let message = MessageRow {
        message_id: desk.new_id(),
        conversation_id: context.conversation.conversation_id.clone(),
        rfc_id,
        parent_rfc_id: references.last().cloned(),
        body_hash: receive::body_hash(&raw, &letter),
        direction: Direction::Out,
        kind: Kind::Person,
        automatic: false,
        from_address: from.address.clone(),
        from_name: from.name,
        to_list: form.to.clone(),
        cc_list: form.cc.clone(),
        reply_to: Vec::new(),
        own_address: from.address,
        subject,
        arrived_at: now,
        claimed_at: Some(now),
        language: if letter.language.is_empty() { language } else { letter.language.clone() },
        expects_answer: false,
        holding_until: form.holding_until,
        newcomer: false,
        new_text: form.text.trim_end().to_owned(),
        folded: String::new().into(),
        has_html: false,
        list_id: None,
        raw_hash: hash.to_string(),
        raw_bytes: i64::try_from(raw.len()).unwrap_or(i64::MAX),
        bounce: None,
        origin: "outbox".to_owned(),
        search_no: 0,
    };
    let words = receive::searchable(&message, &letter);
    Ok(Written { message, words })
}

/// The mail as bytes. A client's Message-ID that is none must not keep us from answering: it is left out then.
fn to_bytes(outgoing: Outgoing<'_>) -> Result<Vec<u8>, Refused> {
    let raw = match compose(&outgoing) {
        Err(ComposeError::MessageId(_)) => compose(&Outgoing { in_reply_to: None, ..outgoing }),
        other => other,
    };
    raw.map_err(|error| match error {
        ComposeError::Address(address) => Refused::NoAddress(address),
        ComposeError::NoRecipient => Refused::NoRecipient,
        other => Refused::Fault(other.into()),
    })
}

/// Enters the answer into its conversation: the message, its id for threading, and those it brings in.
pub(super) async fn enter(tx: &mut Tx, desk: &Desk, written: &Written) -> Result<(), StoreError> {
    let Written { message, words } = written;
    store::message::insert_many(tx, desk.id(), std::slice::from_ref(message), std::slice::from_ref(words)).await?;
    let reference =
        ReferenceRow { rfc_id: message.rfc_id.clone(), conversation_id: message.conversation_id.clone(), held: true };
    store::reference::save_many(tx, desk.id(), &[reference]).await?;
    let participant = |party: &Party| ParticipantRow {
        conversation_id: message.conversation_id.clone(),
        address: party.address.clone(),
    };
    let people: Vec<ParticipantRow> = message.to_list.iter().chain(&message.cc_list).map(participant).collect();
    store::participant::save_many(tx, desk.id(), &people).await.map(drop)
}

/// A Message-ID nobody can guess: who names it later has seen the mail.
pub(crate) fn new_rfc_id(from: &str) -> String {
    let domain = from.rsplit_once('@').map_or("desk.invalid", |(_, domain)| domain);
    format!("{}@{domain}", hex::encode(crate::token::random::<16>()))
}
