//! The people of a client, as a member keeps them: added, corrected, removed, and put back. Mail alone makes nobody
//! somebody's colleague: who stands in copy takes part in that mail and in nothing else.

use rulebook::people::Party;
use serde_json::json;
use store::client::ClientRow;
use store::contact::ContactRow;
use store::event::EventRow;
use store::{StoreError, Tx};

use crate::address::read_address;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::Who;

/// Languages a contact can be written to in; empty when it is not known.
const LANGUAGES: [&str; 4] = ["", "en", "pl", "ru"];

/// Longest name, in characters.
const NAME: usize = 200;

/// A person as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactForm {
    /// Their name; may be empty.
    pub name: String,
    /// Their mail address.
    pub address: String,
    /// `en`, `pl`, `ru`, or empty when not known.
    pub language: String,
}

refusals! {
    /// Why a client's people are not changed.
    Refused {
        /// There is no such client any more.
        NoClient = "refused-client-nobody",
        /// There is no such contact any more.
        Nobody = "refused-contact-nobody",
        /// Not one whole address.
        NoAddress = "refused-member-no-address",
        /// None of our languages.
        NoLanguage = "refused-member-no-language",
        /// It is an address of ours.
        Ourselves = "refused-contact-ourselves",
        /// Somebody has it: this client, or another one.
        Taken = "refused-contact-taken",
    }
}

struct Checked {
    party: Party,
    language: String,
}

fn checked(desk: &Desk, form: &ContactForm) -> Result<Checked, Refused> {
    let address = read_address(&form.address).ok_or(Refused::NoAddress)?;
    if desk.settings().own.is_ours(&address) {
        return Err(Refused::Ourselves);
    }
    let language = form.language.trim().to_ascii_lowercase();
    if !LANGUAGES.contains(&language.as_str()) {
        return Err(Refused::NoLanguage);
    }
    let name: String = form.name.trim().chars().filter(|char| !char.is_control()).take(NAME).collect();
    Ok(Checked { party: Party { address, name }, language })
}

/// Adds a person to a client. What they write belongs to this client from now on. Gives their id.
///
/// # Errors
/// See [`Refused`].
pub async fn add(desk: &Desk, who: &Who, client_id: &str, form: &ContactForm) -> Result<String, Refused> {
    let Checked { party, language } = checked(desk, form)?;
    let row = ContactRow {
        contact_id: desk.new_id(),
        client_id: client_id.to_owned(),
        address: party.address,
        name: party.name,
        language,
        created_at: desk.now(),
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            living(tx, desk, client_id).await?;
            free(tx, desk, &row.address, "").await?;
            store::contact::insert_many(tx, desk.id(), std::slice::from_ref(&row)).await?;
            let data = json!({ "client": client_id, "address": row.address });
            note(tx, desk, &who.member.member_id, "contact_added", About::desk("contact", &row.contact_id), data)
                .await?;
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(row.contact_id)
}

/// Corrects a person's name, address or language. Another address takes part in no conversation by that: the first mail
/// from it begins one of its own, beside the old ones, and a member may join them.
///
/// # Errors
/// See [`Refused`].
pub async fn edit(
    desk: &Desk,
    who: &Who,
    client_id: &str,
    contact_id: &str,
    form: &ContactForm,
) -> Result<(), Refused> {
    let Checked { party, language } = checked(desk, form)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let before = find(tx, desk, client_id, contact_id).await?;
            if before.address != party.address {
                free(tx, desk, &party.address, contact_id).await?;
                store::contact::set_address(tx, desk.id(), contact_id, &party.address).await?;
            }
            store::contact::save(tx, desk.id(), contact_id, &party.name, &language).await?;
            let data = json!({
                "address": party.address, "name": party.name, "language": language,
                "before": { "address": before.address, "name": before.name, "language": before.language },
            });
            note(tx, desk, &who.member.member_id, "contact_changed", About::desk("contact", contact_id), data).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(())
}

/// Removes a person from a client; their mail stays. Gives the event that [`put_back`] takes.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, who: &Who, client_id: &str, contact_id: &str) -> Result<String, Refused> {
    let event_id = desk.new_id();
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = find(tx, desk, client_id, contact_id).await?;
            store::contact::remove(tx, desk.id(), contact_id).await?;
            let event = EventRow {
                event_id: event_id.clone(),
                at: desk.now(),
                actor: who.member.member_id.clone(),
                verb: "contact_removed".to_owned(),
                object: "contact".to_owned(),
                object_id: contact_id.to_owned(),
                conversation_id: None,
                data:
                    json!({ "client": client_id, "address": row.address, "name": row.name, "language": row.language })
                        .to_string(),
            };
            Ok::<_, Refused>(store::event::append(tx, desk.id(), &[event]).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(event_id)
}

/// Puts a removed person back (undo).
///
/// # Errors
/// See [`Refused`].
pub async fn put_back(desk: &Desk, who: &Who, client_id: &str, event_id: &str) -> Result<(), Refused> {
    let read = desk.db().read(async |mut tx| store::event::find(&mut tx, desk.id(), event_id).await).await?;
    let event = read.filter(|event| event.verb == "contact_removed").ok_or(Refused::Nobody)?;
    let data: serde_json::Value = serde_json::from_str(&event.data).unwrap_or_default();
    let text = |name: &str| data.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    if text("client") != client_id {
        return Err(Refused::Nobody);
    }
    let form = ContactForm { name: text("name"), address: text("address"), language: text("language") };
    add(desk, who, client_id, &form).await.map(drop)
}

async fn living(tx: &mut Tx, desk: &Desk, client_id: &str) -> Result<ClientRow, Refused> {
    let row = store::client::find(tx, desk.id(), client_id).await?;
    row.filter(|row| row.merged_into.is_none()).ok_or(Refused::NoClient)
}

async fn find(tx: &mut Tx, desk: &Desk, client_id: &str, contact_id: &str) -> Result<ContactRow, Refused> {
    let row = store::contact::find(tx, desk.id(), contact_id).await?;
    row.filter(|row| row.client_id == client_id).ok_or(Refused::Nobody)
}

async fn free(tx: &mut Tx, desk: &Desk, address: &str, but: &str) -> Result<(), Refused> {
    let there: Result<_, StoreError> = store::contact::by_addresses(tx, desk.id(), &[address]).await;
    if there?.iter().any(|row| row.contact_id != but) { Err(Refused::Taken) } else { Ok(()) }
}
