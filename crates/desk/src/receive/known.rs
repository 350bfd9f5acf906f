//! What the store holds about the mails of a batch: loaded in few queries, then extended in memory by each mail placed,
//! so that later mails of the batch see earlier ones.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use mail::thread::{Participants, company_domain};
use store::message::Direction;
use store::sender_lately::SenderLatelyRow;
use store::{DeskId, StoreError, Tx};

use super::circles;
use super::incoming::Incoming;
use super::people::UNKNOWN_DOMAIN;
use super::signed::{self, Signed};
use super::words_of::whole_text;
use crate::manners::Manners;
use crate::own_addresses::OwnAddresses;
use crate::reply_address::Signer;

/// Everything about the batch's ids, addresses and conversations that is known before, or became known in the batch.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Held mails by Message-ID; several when one id came with several bodies.
    pub messages: HashMap<String, Vec<KnownMessage>>,
    /// Message-IDs that belong to a conversation, phantoms too.
    pub references: HashMap<String, KnownReference>,
    /// The conversations those lead to.
    pub conversations: HashMap<String, KnownConversation>,
    /// Contacts by address.
    pub contacts: HashMap<String, KnownContact>,
    /// Clients by company domain.
    pub clients: HashMap<String, String>,
    /// Raw hashes of mails that are held for a cause already.
    pub held: HashSet<String>,
    /// How much the senders of live mail wrote lately.
    pub lately: HashMap<String, SenderLatelyRow>,
    /// Mails of one sender within an hour that are taken in; 0 takes all.
    pub flood_after: u32,
    /// What the signed reply addresses of the batch say, by address.
    pub signed: HashMap<String, Signed>,
    /// Conversations that a person took apart, both ways: mail does not join them again.
    pub parted: HashSet<(String, String)>,
}

/// A mail we hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownMessage {
    /// Its body hash; with the Message-ID its identity.
    pub body_hash: String,
    /// By which way it came; `outbox` for what was written in Tact.
    pub origin: String,
    /// One of us wrote it.
    pub ours: bool,
    /// What it said, for finding it quoted; empty when not needed.
    pub text: String,
}

/// Where a Message-ID belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownReference {
    /// The conversation.
    pub conversation_id: String,
    /// Whether the mail itself is held; else it is a phantom that others refer to.
    pub held: bool,
}

/// A conversation as far as placing a mail needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownConversation {
    /// Whose it is.
    pub client_id: String,
    /// When it began.
    pub first_at: Timestamp,
    /// Who takes part, ours left out.
    pub participants: Participants,
    /// Those of them who wrote; ours too.
    pub writers: HashSet<String>,
}

/// A contact as far as placing a mail needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownContact {
    /// Whose it is.
    pub client_id: String,
    /// The name known so far; empty when none.
    pub name: String,
}

impl Known {
    /// The text of a held mail, when it was loaded.
    pub fn text_of(&self, rfc_id: &str) -> Option<&str> {
        let message = self.messages.get(rfc_id)?.first()?;
        (!message.text.is_empty()).then_some(message.text.as_str())
    }

    /// Whether a person took these two conversations apart.
    pub fn are_parted(&self, one: &str, other: &str) -> bool {
        self.parted.contains(&(one.to_owned(), other.to_owned()))
    }

    /// The conversation that a Message-ID belongs to.
    pub fn conversation_of(&self, rfc_id: &str) -> Option<&str> {
        self.references.get(rfc_id).map(|reference| reference.conversation_id.as_str())
    }
}

/// For each mail of the batch, whether it is not held yet. A hint that saves writing blobs; the plan decides.
pub(super) async fn unknown_yet(tx: &mut Tx, desk: &DeskId, batch: &[Incoming]) -> Result<Vec<bool>, StoreError> {
    let ids: Vec<&str> = batch.iter().map(|mail| mail.letter.message_id.as_str()).collect();
    let held = store::message::known(tx, desk, &ids).await?;
    let held: HashSet<(&str, &str)> = held.iter().map(|it| (it.rfc_id.as_str(), it.body_hash.as_str())).collect();
    let known = |mail: &Incoming| held.contains(&(mail.letter.message_id.as_str(), mail.body_hash.as_str()));
    Ok(batch.iter().map(|mail| !known(mail)).collect())
}

/// Loads what is known about a batch.
pub(super) async fn load(
    tx: &mut Tx,
    desk: &DeskId,
    batch: &[&Incoming],
    own: &OwnAddresses,
    signer: Option<&Signer>,
    now: Timestamp,
) -> Result<Known, StoreError> {
    let mut known = Known::default();
    load_messages(tx, desk, batch, &mut known).await?;
    if let Some(signer) = signer {
        known.signed = signed::load(tx, desk, batch, own, signer).await?;
    }
    load_conversations(tx, desk, &mut known).await?;
    load_people(tx, desk, batch, &mut known).await?;
    let raw: Vec<&str> = batch.iter().map(|mail| mail.raw_hash.as_str()).collect();
    known.held = store::intake::held(tx, desk, &raw).await?.into_iter().map(|(hash,)| hash).collect();
    load_lately(tx, desk, batch, now, &mut known).await?;
    Ok(known)
}

async fn load_lately(
    tx: &mut Tx,
    desk: &DeskId,
    batch: &[&Incoming],
    now: Timestamp,
    known: &mut Known,
) -> Result<(), StoreError> {
    let live = batch.iter().filter(|mail| circles::is_live(mail, now));
    let senders: HashSet<&str> = live.filter_map(|mail| Some(mail.letter.from.as_ref()?.address.as_str())).collect();
    if senders.is_empty() {
        return Ok(());
    }
    let senders: Vec<&str> = senders.into_iter().collect();
    let rows = store::sender_lately::of(tx, desk, &senders).await?;
    known.lately = rows.into_iter().map(|row| (row.address.clone(), row)).collect();
    known.flood_after = Manners::load(tx, desk).await?.flood_after;
    Ok(())
}

/// The ids that a mail is or names.
fn ids_of(mail: &Incoming) -> impl Iterator<Item = &str> {
    let letter = &mail.letter;
    let bounced = letter.bounce.iter().filter_map(|bounce| bounce.original_message_id.as_ref());
    [&letter.message_id].into_iter().chain(&letter.references).chain(bounced).map(String::as_str)
}

async fn load_messages(tx: &mut Tx, desk: &DeskId, batch: &[&Incoming], known: &mut Known) -> Result<(), StoreError> {
    let ids: HashSet<&str> = batch.iter().flat_map(|mail| ids_of(mail)).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    for row in store::reference::find_many(tx, desk, &ids).await? {
        let place = KnownReference { conversation_id: row.conversation_id, held: row.held };
        known.references.insert(row.rfc_id, place);
    }
    // Only what has a place can be held.
    let placed: Vec<&str> = known.references.keys().map(String::as_str).collect();
    for mail in store::message::known(tx, desk, &placed).await? {
        let held = KnownMessage {
            body_hash: mail.body_hash,
            origin: mail.origin,
            ours: mail.direction == Direction::Out,
            text: String::new(),
        };
        known.messages.entry(mail.rfc_id).or_default().push(held);
    }
    let parents = batch.iter().filter_map(|mail| mail.letter.parent.as_deref());
    let parents: HashSet<&str> = parents.filter(|id| known.messages.contains_key(*id)).collect();
    let parents: Vec<&str> = parents.into_iter().collect();
    for parent in store::intake::texts(tx, desk, &parents).await? {
        if let Some(held) = known.messages.get_mut(&parent.rfc_id).and_then(|all| all.first_mut()) {
            held.text = whole_text(&parent.new_text, &parent.folded);
        }
    }
    Ok(())
}

async fn load_conversations(tx: &mut Tx, desk: &DeskId, known: &mut Known) -> Result<(), StoreError> {
    let referred = known.references.values().map(|it| &it.conversation_id);
    let ids: HashSet<String> = referred.chain(known.signed.values().map(|it| &it.conversation_id)).cloned().collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    if ids.is_empty() {
        return Ok(());
    }
    for (id, client_id, first_at) in store::intake::conversations(tx, desk, &ids).await? {
        let participants = Participants::default();
        known
            .conversations
            .insert(id, KnownConversation { client_id, first_at, participants, writers: HashSet::new() });
    }
    for row in store::participant::of_conversations(tx, desk, &ids).await? {
        if let Some(conversation) = known.conversations.get_mut(&row.conversation_id) {
            conversation.participants.addresses.insert(row.address);
        }
    }
    for row in store::parted::of_conversations(tx, desk, &ids).await? {
        known.parted.insert((row.conversation_id, row.other_id));
    }
    for (id, writer, list, recipients_named) in store::intake::manners(tx, desk, &ids).await? {
        if let Some(conversation) = known.conversations.get_mut(&id) {
            conversation.writers.insert(writer);
            conversation.participants.lists.extend(list);
            conversation.participants.recipients_named |= recipients_named;
        }
    }
    Ok(())
}

async fn load_people(tx: &mut Tx, desk: &DeskId, batch: &[&Incoming], known: &mut Known) -> Result<(), StoreError> {
    let people = batch.iter().flat_map(|mail| mail.letter.from.iter().chain(&mail.letter.to).chain(&mail.letter.cc));
    let addresses: HashSet<&str> = people.map(|party| party.address.as_str()).collect();
    let domains: HashSet<&str> = addresses.iter().filter_map(|address| company_domain(address)).collect();
    let addresses: Vec<&str> = addresses.into_iter().collect();
    let domains: Vec<&str> = domains.into_iter().chain([UNKNOWN_DOMAIN]).collect();
    for row in store::contact::by_addresses(tx, desk, &addresses).await? {
        known.contacts.insert(row.address, KnownContact { client_id: row.client_id, name: row.name });
    }
    known.clients.extend(store::intake::clients(tx, desk, &domains).await?);
    Ok(())
}
