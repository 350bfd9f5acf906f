//! A conversation that belongs to another client, and back. The people who write in it may move with it.

use serde_json::json;
use store::client::ClientRow;
use store::message::Direction;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why a conversation is not moved.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// No client has this name, domain or id.
        Nobody = "refused-move-nobody",
        /// Several clients have this name.
        Several = "refused-move-several",
        /// It belongs to this client already.
        Same = "refused-move-same",
        /// It was not moved.
        NotMoved = "refused-unmove-not-moved",
    }
}

/// Gives a conversation to another client, found by id, domain or name; with `people`, those of the former client who
/// wrote in it move as well, and so does what they write from now on. Gives the client's id.
///
/// # Errors
/// See [`Refused`].
pub async fn move_over(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    client: &str,
    people: bool,
) -> Result<String, Refused> {
    let id = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::conversation::find(tx, desk.id(), conversation).await?;
            let row = row.filter(|row| row.merged_into.is_none()).ok_or(Refused::Nowhere)?;
            let client = named(tx, desk, client).await?;
            if client.client_id == row.client_id {
                return Err(Refused::Same);
            }
            let moving = if people { writers(tx, desk, conversation, &row.client_id).await? } else { Vec::new() };
            put(tx, desk, conversation, &client.client_id, &moving).await?;
            let data = json!({ "client": client.client_id, "before": row.client_id, "contacts": moving });
            note(tx, desk, &who.member.member_id, "moved", About::conversation(conversation), data).await?;
            Ok(client.client_id)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Conversation));
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(id)
}

/// Takes the last move back, with the people who moved.
///
/// # Errors
/// See [`Refused`].
pub async fn move_back(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::conversation::find(tx, desk.id(), conversation).await?.ok_or(Refused::Nowhere)?;
            let moves = store::event::of_conversations(tx, desk.id(), &[conversation], &["moved"]).await?;
            let last = moves.last().ok_or(Refused::NotMoved)?;
            let data: serde_json::Value = serde_json::from_str(&last.data).unwrap_or_default();
            let text = |name: &str| data.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
            let before = store::client::find(tx, desk.id(), &text("before")).await?;
            let before = before.filter(|before| before.merged_into.is_none() && text("client") == row.client_id);
            let before = before.ok_or(Refused::NotMoved)?.client_id;
            let people: Vec<String> =
                serde_json::from_value(data.get("contacts").cloned().unwrap_or_default()).unwrap_or_default();
            put(tx, desk, conversation, &before, &people).await?;
            let back = json!({ "client": before, "before": row.client_id, "contacts": people });
            let about = About::conversation(conversation);
            note(tx, desk, &who.member.member_id, "moved", about, back).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Conversation));
    desk.tell(Change::everywhere(ChangeKind::Client));
    Ok(())
}

/// Other rules may hold with the other client, so the promises are derived anew.
async fn put(
    tx: &mut Tx,
    desk: &Desk,
    conversation: &str,
    client: &str,
    contacts: &[String],
) -> Result<(), StoreError> {
    store::intake::set_client(tx, desk.id(), conversation, client).await?;
    store::contact::set_client(tx, desk.id(), contacts, client).await?;
    refresh(tx, desk, &[conversation.to_owned()]).await
}

async fn named(tx: &mut Tx, desk: &Desk, text: &str) -> Result<ClientRow, Refused> {
    let text = text.trim();
    if let Some(row) = store::client::find(tx, desk.id(), text).await?.filter(|row| row.merged_into.is_none()) {
        return Ok(row);
    }
    let key = store::search::fold(text);
    if key.is_empty() {
        return Err(Refused::Nobody);
    }
    let found = store::client::beginning(tx, desk.id(), &key, 50).await?;
    let is_it = |row: &&ClientRow| row.name_key == key || row.domain.as_deref() == Some(key.as_str());
    let mut found = found.iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.clone()),
        (None, _) => Err(Refused::Nobody),
        _ => Err(Refused::Several),
    }
}

/// The client's contacts who wrote in this conversation, by id.
async fn writers(tx: &mut Tx, desk: &Desk, conversation: &str, client: &str) -> Result<Vec<String>, StoreError> {
    let messages = store::timeline::messages(tx, desk.id(), &[conversation.to_owned()]).await?;
    let theirs = messages.iter().filter(|said| said.direction == Direction::In);
    let addresses: Vec<&str> = theirs.map(|said| said.from_address.as_str()).collect();
    let contacts = store::contact::by_addresses(tx, desk.id(), &addresses).await?;
    Ok(contacts.into_iter().filter(|it| it.client_id == client).map(|it| it.contact_id).collect())
}
