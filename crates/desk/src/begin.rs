//! Beginning a conversation: a mail of ours to somebody, which no mail of theirs came before. How it is written and sent is
//! `answer`'s business; here it gets its conversation, its client and its contact.

use mail::thread::company_domain;
use rulebook::people::Party;
use serde_json::json;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::draft::DraftKind;
use store::message::MessageRow;
use store::note::NoteRow;
use store::{StoreError, Tx};
use words::{Language, Words};

use crate::answer::context::Context;
use crate::answer::{self, AnswerForm, Answered, Hands, Refused};
use crate::desk::Desk;
use crate::files::Place;
use crate::happening::{About, note};
use crate::receive::{SUBJECT, begun, shortened};
use crate::who::Who;

/// Longest name of a person or client, in letters.
const NAME: usize = 200;

/// Sends a mail that begins the conversation of this id; it leaves after [`answer::UNDO`] like every other.
///
/// # Errors
/// See [`Refused`].
pub async fn send(desk: &Desk, who: &Who, conversation: &str, form: AnswerForm) -> Result<Answered, Refused> {
    answer::deliver(desk, Hands::own(who), Place { conversation, kind: DraftKind::New }, form).await
}

/// Makes the conversation, and where they are new its client and contact. A mail passed on is related to the conversation
/// it comes from, and leaves a note there.
pub(crate) async fn enter(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    message: &MessageRow,
    context: &Context,
    form: &AnswerForm,
) -> Result<(), StoreError> {
    let Some(first) = message.to_list.first() else { return Ok(()) };
    // The other mails of a series go to the same client as the first, and stay in the same hands.
    let beside = match context.part.as_ref().and_then(|part| part.beside.as_ref()) {
        Some(beside) => store::conversation::find(tx, desk.id(), beside).await?,
        None => None,
    };
    let client = match &beside {
        Some(beside) => beside.client_id.clone(),
        None => client_of(tx, desk, first).await?,
    };
    let subject = shortened(&message.subject, SUBJECT);
    let mut row = begun(&message.conversation_id, &client, &subject, message.arrived_at);
    row.assigned_to = beside.and_then(|beside| beside.assigned_to);
    if let Some((source, _)) = &context.below {
        row.related_to = Some(source.conversation_id.clone());
    }
    store::conversation::save_many(tx, desk.id(), &[row]).await?;
    match (&context.below, &form.left_note) {
        (Some((source, _)), Some(note_id)) => tell_source(tx, desk, who, source, message, note_id).await,
        _ => Ok(()),
    }
}

/// A note where the mail came from: who got it.
async fn tell_source(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    source: &MessageRow,
    message: &MessageRow,
    note_id: &str,
) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    let language: Language = who.member.language.parse().unwrap_or(Language::En);
    let words = Words::new(language, desk.settings().calendar.time_zone().clone());
    let people = message.to_list.iter().chain(&message.cc_list).map(|party| party.address.as_str());
    let people = people.collect::<Vec<_>>().join(", ");
    let row = NoteRow {
        note_id: note_id.to_owned(),
        conversation_id: source.conversation_id.clone(),
        member_id: member.clone(),
        text: words.t2("desk-passed-on-note", "subject", &source.subject, "people", people),
        written_at: desk.now(),
    };
    store::note::insert(tx, desk.id(), &row).await?;
    let about = About::within(&source.conversation_id, "message", &source.message_id);
    note(tx, desk, member, "passed_on", about, json!({ "conversation": message.conversation_id })).await
}

/// Whose an address is: its contact's client, else its company's, else a client of its own.
async fn client_of(tx: &mut Tx, desk: &Desk, party: &Party) -> Result<String, StoreError> {
    let known = store::contact::by_addresses(tx, desk.id(), &[&party.address]).await?;
    if let Some(contact) = known.into_iter().next() {
        return Ok(contact.client_id);
    }
    let domain = company_domain(&party.address);
    let company = match domain {
        Some(domain) => store::intake::clients(tx, desk.id(), &[domain]).await?.pop(),
        None => None,
    };
    let client_id = match company {
        Some((_, client_id)) => client_id,
        None => make_client(tx, desk, party, domain).await?,
    };
    let contact = ContactRow {
        contact_id: desk.new_id(),
        client_id: client_id.clone(),
        address: party.address.clone(),
        name: shortened(&party.name, NAME),
        language: String::new(),
        created_at: desk.now(),
    };
    store::contact::insert_many(tx, desk.id(), &[contact]).await?;
    Ok(client_id)
}

async fn make_client(tx: &mut Tx, desk: &Desk, party: &Party, domain: Option<&str>) -> Result<String, StoreError> {
    let own = if party.name.trim().is_empty() { &party.address } else { &party.name };
    let name = shortened(domain.unwrap_or(own), NAME);
    let client = ClientRow {
        client_id: desk.new_id(),
        name_key: store::search::fold(&name),
        name,
        domain: domain.map(str::to_owned),
        rules: "{}".to_owned(),
        merged_into: None,
        created_at: desk.now(),
    };
    let client_id = client.client_id.clone();
    store::client::insert_many(tx, desk.id(), &[client]).await?;
    Ok(client_id)
}
