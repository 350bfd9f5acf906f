//! The automatic answer as a mail and as an entry of its conversation.

use std::collections::BTreeMap;

use anyhow::Context as _;
use jiff::Timestamp;
use mail::auto_answer::LOOP_MARK;
use mail::compose::{Automatic, ComposeError, Outgoing, compose};
use mail::subject::bare;
use rulebook::event::Kind;
use rulebook::people::Party;
use serde_json::json;
use store::StoreError;
use store::acknowledged::AcknowledgedRow;
use store::message::{Direction, MessageRow};
use store::outbox::{OutboxRow, Recipient, RecipientState, State};
use store::reference::ReferenceRow;
use store::search::Words as Searched;
use words::{Language, Words};

use super::Absence;
use crate::desk::Desk;
use crate::emergency::Door;
use crate::happening::{About, note, refresh};
use crate::manners::Manners;
use crate::receive;

/// An answer whose bytes are durable.
pub(super) struct Written {
    message: MessageRow,
    searched: Searched,
}

/// What is said, from whom to whom.
struct Draft {
    rfc_id: String,
    from: Party,
    to: [Party; 1],
    subject: String,
    language: Language,
    text: String,
    /// The id of the mail that is answered, where it has one of its own.
    parent: Option<String>,
}

/// Why it is written.
pub(super) struct Occasion<'a> {
    pub(super) manners: &'a Manners,
    /// When we are back, or the one who is on leave.
    pub(super) opening: Timestamp,
    /// A member's leave; none: the desk is closed.
    pub(super) absence: Option<&'a Absence>,
}

/// Writes the answer to `mail` in its writer's language.
pub(super) async fn write(desk: &Desk, mail: &MessageRow, occasion: &Occasion<'_>) -> anyhow::Result<Written> {
    let draft = draft(desk, mail, occasion);
    let raw = to_bytes(&draft, desk.now()).context("write an automatic answer")?;
    let hash = desk.blobs().put(desk.id(), &raw).await.context("keep an automatic answer")?;
    let letter = mail::read::read(&raw, &mail::read::Hints::default());
    let message = MessageRow {
        raw_hash: hash.to_string(),
        raw_bytes: i64::try_from(raw.len()).unwrap_or(i64::MAX),
        body_hash: receive::body_hash(&raw, &letter),
        ..entry(desk, mail, draft)
    };
    let searched = receive::searchable(&message, &letter);
    Ok(Written { message, searched })
}

fn draft(desk: &Desk, mail: &MessageRow, occasion: &Occasion<'_>) -> Draft {
    let settings = desk.settings();
    let own = settings.own.first().unwrap_or_default();
    let address = if mail.own_address.is_empty() { own } else { mail.own_address.as_str() };
    let (language, text) = text(desk, mail, occasion);
    let words = Words::new(language, settings.calendar.time_zone().clone());
    Draft {
        rfc_id: crate::answer::new_rfc_id(address),
        from: Party { address: address.to_owned(), name: settings.settings.name.clone() },
        to: [Party { address: mail.from_address.clone(), name: mail.from_name.clone() }],
        // Whatever marks of answers it has already, one is enough.
        subject: words.t1("mail-acknowledgement-subject", "subject", bare(&mail.subject)),
        language,
        text,
        parent: Some(mail.rfc_id.clone()).filter(|id| !id.ends_with("@bytes.tact.invalid")),
    }
}

fn to_bytes(draft: &Draft, now: Timestamp) -> Result<Vec<u8>, ComposeError> {
    let references: Vec<String> = draft.parent.iter().cloned().collect();
    let outgoing = Outgoing {
        subject: &draft.subject,
        in_reply_to: draft.parent.as_deref(),
        references: &references,
        text: &draft.text,
        automatic: Some(Automatic::Replied),
        extra: &[(LOOP_MARK, "1"), ("Precedence", "bulk"), ("X-Auto-Response-Suppress", "All")],
        ..Outgoing::new(&draft.from, &draft.to, &draft.rfc_id, now)
    };
    match compose(&outgoing) {
        // An odd id of theirs is left out.
        Err(ComposeError::MessageId(_)) => compose(&Outgoing { in_reply_to: None, references: &[], ..outgoing }),
        other => other,
    }
}

/// The answer's entry in the conversation, but for its bytes.
fn entry(desk: &Desk, mail: &MessageRow, draft: Draft) -> MessageRow {
    let now = desk.now();
    MessageRow {
        message_id: desk.new_id(),
        conversation_id: mail.conversation_id.clone(),
        rfc_id: draft.rfc_id,
        parent_rfc_id: draft.parent,
        body_hash: String::new(),
        direction: Direction::Out,
        kind: Kind::AutoReply,
        automatic: true,
        from_address: draft.from.address.clone(),
        from_name: draft.from.name,
        to_list: draft.to.to_vec(),
        cc_list: Vec::new(),
        reply_to: Vec::new(),
        own_address: draft.from.address,
        subject: draft.subject,
        arrived_at: now,
        claimed_at: Some(now),
        language: draft.language.code().to_owned(),
        expects_answer: false,
        holding_until: None,
        newcomer: false,
        new_text: draft.text,
        folded: String::new().into(),
        has_html: false,
        list_id: None,
        raw_hash: String::new(),
        raw_bytes: 0,
        bounce: None,
        origin: "outbox".to_owned(),
        search_no: 0,
    }
}

/// The text in the writer's language, else in the desk's first: as the owner wrote it, else ours. Of a member on leave we
/// always speak in our own words: the owner's say that nobody is there.
fn text(desk: &Desk, mail: &MessageRow, occasion: &Occasion<'_>) -> (Language, String) {
    let Occasion { manners, opening, absence } = *occasion;
    let settings = desk.settings();
    let of_the_desk = settings.settings.languages.first().map(String::as_str).unwrap_or_default();
    let language = mail.language.parse().or_else(|_| of_the_desk.parse()).unwrap_or(Language::En);
    let words = Words::new(language, settings.calendar.time_zone().clone());
    let own = manners.acknowledge.texts.get(language.code()).filter(|text| !text.trim().is_empty());
    let template = match absence {
        Some(absence) if absence.instead.is_some() => words.t("mail-acknowledgement-instead"),
        Some(_) => words.t("mail-acknowledgement-away"),
        None => own.cloned().unwrap_or_else(|| words.t("mail-acknowledgement")),
    };
    let of_absence = |part: fn(&Absence) -> Option<&String>| absence.and_then(part).cloned().unwrap_or_default();
    let name = if mail.from_name.trim().is_empty() { &mail.from_address } else { &mail.from_name };
    let values = BTreeMap::from([
        ("{name}", name.clone()),
        ("{opening}", words.exact(opening)),
        ("{back}", words.on_date(desk.now(), opening)),
        ("{desk}", settings.settings.name.clone()),
        ("{emergency}", emergency(&words, &manners.emergency)),
        ("{member}", of_absence(|absence| Some(&absence.name))),
        ("{instead}", of_absence(|absence| absence.instead.as_ref())),
    ]);
    let text = filled(&template, &values);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    (language, lines.join("\n"))
}

/// How to raise an emergency, when the agency said how.
fn emergency(words: &Words, door: &Door) -> String {
    match (door.words.first(), door.address.as_str()) {
        (_, address) if !address.is_empty() => words.t1("mail-emergency-address", "address", address),
        (Some(word), _) => words.t1("mail-emergency-word", "word", word),
        (None, _) => String::new(),
    }
}

/// Puts values where their names stand, in one pass: a name that stands in a value is left as it is.
fn filled(template: &str, values: &BTreeMap<&str, String>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        match values.iter().find(|(name, _)| from.starts_with(**name)) {
            Some((name, value)) => {
                text.push_str(value);
                rest = from.get(name.len()..).unwrap_or_default();
            }
            None => {
                text.push('{');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    text
}

/// What came of the mail, the answer's entry, and its place in the outbox, in one transaction.
pub(super) async fn put_in(
    desk: &Desk,
    mail: &MessageRow,
    row: &AcknowledgedRow,
    written: &Written,
) -> Result<(), StoreError> {
    let message = &written.message;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::acknowledged::insert(tx, desk.id(), row).await?;
            let searched = std::slice::from_ref(&written.searched);
            store::message::insert_many(tx, desk.id(), std::slice::from_ref(message), searched).await?;
            let conversation_id = message.conversation_id.clone();
            let reference = ReferenceRow { rfc_id: message.rfc_id.clone(), conversation_id, held: true };
            store::reference::save_many(tx, desk.id(), &[reference]).await?;
            let mailbox_id = crate::outbox::mailbox_of(tx, desk, &message.from_address).await?;
            let row = OutboxRow { mailbox_id, ..outbox_row(desk, mail, message) };
            store::outbox::insert(tx, desk.id(), &row).await?;
            let about = About::within(&message.conversation_id, "message", &message.message_id);
            note(tx, desk, "tact", "acknowledged", about, json!({ "mail": mail.message_id })).await?;
            refresh(tx, desk, std::slice::from_ref(&message.conversation_id)).await
        })
        .await
}

fn outbox_row(desk: &Desk, mail: &MessageRow, message: &MessageRow) -> OutboxRow {
    let now = desk.now();
    let recipient = Recipient {
        address: mail.from_address.clone(),
        to: true,
        state: RecipientState::Waiting,
        reply: String::new(),
        report: None,
    };
    OutboxRow {
        outbox_id: desk.new_id(),
        conversation_id: message.conversation_id.clone(),
        message_id: message.message_id.clone(),
        member_id: String::new(),
        rfc_id: message.rfc_id.clone(),
        // From nobody (RFC 3834, 3.3): no report on it can make another machine answer.
        envelope_from: String::new(),
        recipients: vec![recipient],
        raw_hash: message.raw_hash.clone(),
        state: State::Waiting,
        draft: String::new(),
        // One answer to one mail, whatever happens.
        idempotency_key: format!("acknowledge:{}", mail.message_id),
        not_before_at: now,
        next_try_at: now,
        tries: 0,
        lease_until: None,
        fence: 0,
        data_started: false,
        last_error: String::new(),
        created_at: now,
        finished_at: None,
        mailbox_id: None,
        planned_at: None,
        unless_answered: false,
        left_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_filled_in_once() {
        let values = BTreeMap::from([("{name}", "{desk} {name}".to_owned()), ("{desk}", "Studio".to_owned())]);
        assert_eq!(filled("Dear {name}, {who} {desk}{", &values), "Dear {desk} {name}, {who} Studio{");
    }
}
