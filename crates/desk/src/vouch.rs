//! Vouching: a member says that a mail which could not be verified is genuine all the same. From then on it speaks for its
//! writer, as of when it arrived.

use std::collections::HashSet;

use rulebook::people::Party;
use serde_json::json;
use store::conversation::ConversationRow;
use store::message::MessageRow;
use store::participant::ParticipantRow;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::receive;
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why nobody is vouched for.
    Refused {
        /// There is no such mail.
        Nothing = "refused-vouch-nothing",
        /// It is verified, nobody asked, or a member vouched for it already.
        NotDoubtful = "refused-vouch-not-doubtful",
        /// It names no writer, or several: there is nobody to vouch for.
        Nobody = "refused-vouch-nobody",
    }
}

/// Takes a mail for what it says. Gives the conversation in which it stands now: the one it refers to when its writer takes
/// part there, else its own, which becomes the client's.
///
/// # Errors
/// See [`Refused`].
pub async fn vouch(desk: &Desk, who: &Who, message_id: &str) -> Result<String, Refused> {
    let member = &who.member.member_id;
    let (from, conversation) = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let message = store::message::find(tx, desk.id(), message_id).await?.ok_or(Refused::Nothing)?;
            if message.from_address.is_empty() {
                return Err(Refused::Nobody);
            }
            if !store::trust::vouch(tx, desk.id(), message_id, member, desk.now()).await? {
                return Err(Refused::NotDoubtful);
            }
            let own =
                store::conversation::find(tx, desk.id(), &message.conversation_id).await?.ok_or(Refused::Nothing)?;
            give_rights(tx, desk, &message, &own).await?;
            let into = join_related(tx, desk, &message, &own).await?;
            let data = json!({ "from": message.from_address });
            note(tx, desk, member, "vouched", About::within(&into, "message", message_id), data).await?;
            // Now it is an answer, and what was to go only without one stays here.
            let answer = MessageRow { conversation_id: into.clone(), ..message };
            crate::outbox::answered(tx, desk.id(), &[answer], desk.now(), &mut || desk.new_id()).await?;
            refresh(tx, desk, std::slice::from_ref(&into)).await?;
            Ok((own.conversation_id, into))
        })
        .await?;
    for changed in HashSet::from([&from, &conversation]) {
        desk.tell(Change::of(changed, ChangeKind::Message));
    }
    Ok(conversation)
}

/// What the mail would have brought when it came: its people take part, and its conversation is its writer's.
async fn give_rights(tx: &mut Tx, desk: &Desk, message: &MessageRow, own: &ConversationRow) -> Result<(), StoreError> {
    let settings = desk.settings();
    let writer = Party { address: message.from_address.clone(), name: message.from_name.clone() };
    if settings.own.is_ours(&writer.address) {
        return store::intake::make_ours(tx, desk.id(), std::slice::from_ref(&writer.address)).await;
    }
    let everybody = [&writer].into_iter().chain(&message.reply_to).chain(&message.to_list).chain(&message.cc_list);
    let outside: HashSet<&str> =
        everybody.map(|party| party.address.as_str()).filter(|address| !settings.own.is_ours(address)).collect();
    let row =
        |address: &str| ParticipantRow { conversation_id: own.conversation_id.clone(), address: address.to_owned() };
    let rows: Vec<ParticipantRow> = outside.into_iter().map(row).collect();
    store::participant::save_many(tx, desk.id(), &rows).await?;
    if receive::is_nobodys(tx, desk, own).await? {
        let client = receive::client_of(tx, desk, &writer, &message.language).await?;
        store::intake::set_client(tx, desk.id(), &own.conversation_id, &client).await?;
    }
    Ok(())
}

/// A conversation that began only because nobody believed its first mail becomes part of the one that mail refers to.
async fn join_related(
    tx: &mut Tx,
    desk: &Desk,
    message: &MessageRow,
    own: &ConversationRow,
) -> Result<String, StoreError> {
    let stays = || own.conversation_id.clone();
    let Some(related) = own.related_to.as_deref().filter(|_| own.messages == 1) else { return Ok(stays()) };
    let there = store::conversation::find(tx, desk.id(), related).await?;
    let there = there.filter(|row| row.merged_into.is_none() && row.conversation_id != own.conversation_id);
    let people = store::participant::of_conversations(tx, desk.id(), &[related]).await?;
    if there.is_none() || people.iter().all(|person| person.address != message.from_address) {
        return Ok(stays());
    }
    receive::join(tx, desk, &own.conversation_id, related).await?;
    Ok(related.to_owned())
}
