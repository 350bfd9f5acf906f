//! To whom an answer goes: what the composer starts with, and what it may send.

use jiff::Timestamp;
use rulebook::event::Kind;
use rulebook::people::Party;
use store::Cursor;
use store::message::{Direction, MessageRow};

use super::below::{Quoted, shown, words_of};
use super::sender::{senders, usual};
use super::{AnswerForm, MOST_RECIPIENTS, Refused, conversation_of};
use crate::address::read_address;
use crate::desk::Desk;
use crate::own_addresses::OwnAddresses;
use crate::who::Who;
use crate::{drafts, signatures};

/// How far back the composer looks for whom to answer.
pub(super) const LOOKED_AT: i64 = 20;

/// What the composer starts with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Whom the last message of theirs asks to be answered.
    pub to: Vec<Party>,
    /// Everybody else who was in it, without us.
    pub cc: Vec<Party>,
    /// Those among them who took no part before: to be shown in red.
    pub newcomers: Vec<String>,
    /// The client's language, as far as it is known: `en`, `pl`, `ru` or empty.
    pub language: String,
    /// The conversation's last message; comes back as `base_message_id`.
    pub base_message_id: Option<String>,
    /// From whom, unless another is chosen; `None` when no address of ours is known.
    pub from: Option<Party>,
    /// From whom else it may be written.
    pub senders: Vec<Party>,
    /// The signature that goes below; empty: none.
    pub signature: String,
    /// What stands below it, unless it is dropped.
    pub quoted: Option<Quoted>,
}

/// What the composer starts with in this conversation.
///
/// # Errors
/// [`Refused::Nowhere`] when there is no such conversation.
pub async fn suggest(desk: &Desk, who: &Who, conversation: &str) -> Result<Suggested, Refused> {
    let settings = desk.settings();
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            conversation_of(tx, desk, conversation).await?;
            let messages = store::message::window(tx, desk.id(), conversation, &Cursor::newest(), LOOKED_AT).await?;
            let Some(answered) = answered(&messages) else { return Ok(Suggested::default()) };
            let (to, cc) = recipients(answered, &settings.own);
            let senders = senders(tx, desk, who).await?;
            let words = words_of(desk, &answered.language, &who.member.language);
            Ok(Suggested {
                newcomers: newcomers(answered, &messages, to.iter().chain(&cc)),
                to,
                cc,
                language: answered.language.clone(),
                base_message_id: messages.last().map(|newest| newest.message_id.clone()),
                from: usual(desk, who, &senders, &messages),
                signature: signatures::for_language(tx, desk, who, &answered.language).await?,
                quoted: Some(shown(&words, answered, false)),
                senders,
            })
        })
        .await
}

/// The language of whoever is answered in this conversation; empty when nobody knows.
///
/// # Errors
/// [`Refused::Nowhere`] when there is no such conversation.
pub async fn language_in(desk: &Desk, conversation: &str) -> Result<String, Refused> {
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            conversation_of(tx, desk, conversation).await?;
            let messages = store::message::window(tx, desk.id(), conversation, &Cursor::newest(), LOOKED_AT).await?;
            Ok(answered(&messages).map(|message| message.language.clone()).unwrap_or_default())
        })
        .await
}

/// What the composer of a new mail starts with: from whom, and what stands below.
///
/// # Errors
/// [`Refused::NothingToPassOn`] when that message is not there.
pub async fn suggest_new(
    desk: &Desk,
    who: &Who,
    to: Vec<Party>,
    passes_on: Option<&str>,
) -> Result<Suggested, Refused> {
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let below = match passes_on {
                None => None,
                Some(id) => Some(store::message::find(tx, desk.id(), id).await?.ok_or(Refused::NothingToPassOn)?),
            };
            let addresses: Vec<&str> = to.iter().map(|party| party.address.as_str()).collect();
            let contacts = store::contact::by_addresses(tx, desk.id(), &addresses).await?;
            let known = contacts.into_iter().map(|contact| contact.language).find(|it| !it.is_empty());
            let language = known.unwrap_or_default();
            let senders = senders(tx, desk, who).await?;
            let words = words_of(desk, &language, &who.member.language);
            Ok(Suggested {
                to,
                from: usual(desk, who, &senders, below.as_slice()),
                signature: signatures::for_language(tx, desk, who, &language).await?,
                quoted: below.as_ref().map(|message| shown(&words, message, true)),
                language,
                senders,
                ..Suggested::default()
            })
        })
        .await
}

/// The message that is answered: the last that a person of theirs wrote, else the last of theirs, else the last of ours.
pub(super) fn answered(messages: &[MessageRow]) -> Option<&MessageRow> {
    let theirs = || messages.iter().rev().filter(|message| message.direction == Direction::In);
    let by_a_person = theirs().find(|message| matches!(message.kind, Kind::Person | Kind::List));
    by_a_person.or_else(|| theirs().next()).or_else(|| messages.last())
}

/// Those the answer would go to who took no part before the message that is answered.
fn newcomers<'a>(
    answered: &MessageRow,
    messages: &[MessageRow],
    people: impl Iterator<Item = &'a Party>,
) -> Vec<String> {
    let before = || messages.iter().take_while(|message| message.message_id != answered.message_id);
    if before().next().is_none() {
        return Vec::new();
    }
    let was_there = |address: &str| {
        let named = |party: &Party| party.address == address;
        before()
            .any(|message| message.from_address == address || message.to_list.iter().chain(&message.cc_list).any(named))
    };
    people.map(|party| party.address.clone()).filter(|address| !was_there(address)).collect()
}

/// Who answers whom: Reply-To, else the writer; when we wrote last, whom we wrote to. Copies stay copies.
fn recipients(answered: &MessageRow, own: &OwnAddresses) -> (Vec<Party>, Vec<Party>) {
    let writer = Party { address: answered.from_address.clone(), name: answered.from_name.clone() };
    let to = match answered.direction {
        Direction::Out => answered.to_list.clone(),
        Direction::In if !answered.reply_to.is_empty() => answered.reply_to.clone(),
        Direction::In => vec![writer],
    };
    let to = once_each(to, &[], own);
    let copied = match answered.direction {
        Direction::Out => answered.cc_list.clone(),
        Direction::In => answered.to_list.iter().chain(&answered.cc_list).cloned().collect(),
    };
    let cc = once_each(copied, &to, own);
    (to, cc)
}

fn once_each(people: Vec<Party>, but: &[Party], own: &OwnAddresses) -> Vec<Party> {
    let mut kept: Vec<Party> = Vec::new();
    for one in people {
        let there = |list: &[Party]| list.iter().any(|other| other.address == one.address);
        let answerable = read_address(&one.address).is_some() && !own.is_ours(&one.address);
        if answerable && !there(&kept) && !there(but) {
            kept.push(one);
        }
    }
    kept
}

/// The form with its addresses folded, everybody once; or why it cannot be sent.
pub(super) fn checked(mut form: AnswerForm, now: Timestamp) -> Result<AnswerForm, Refused> {
    if form.idempotency_key.is_empty() || form.idempotency_key.len() > 200 {
        return Err(Refused::NoKey);
    }
    // A mail passed on may speak for itself.
    if form.text.trim().is_empty() && form.passes_on.is_none() {
        return Err(Refused::Empty);
    }
    if form.text.len() > drafts::LONGEST {
        return Err(Refused::TooLong);
    }
    if form.holding_until.is_some_and(|until| until <= now) {
        return Err(Refused::HoldingInThePast);
    }
    form.to = folded(form.to)?;
    form.cc = folded(form.cc)?;
    form.cc.retain(|one| form.to.iter().all(|to| to.address != one.address));
    if form.to.is_empty() {
        return Err(Refused::NoRecipient);
    }
    if form.to.len() + form.cc.len() > MOST_RECIPIENTS {
        return Err(Refused::TooManyRecipients);
    }
    Ok(form)
}

fn folded(people: Vec<Party>) -> Result<Vec<Party>, Refused> {
    let mut kept: Vec<Party> = Vec::new();
    for one in people {
        let address = read_address(&one.address).ok_or(Refused::NoAddress(one.address))?;
        if kept.iter().all(|other| other.address != address) {
            let name = one.name.chars().filter(|char| !char.is_control()).take(200).collect();
            kept.push(Party { address, name });
        }
    }
    Ok(kept)
}
