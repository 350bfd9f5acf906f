//! One conversation that is two: what belongs to another topic gets a conversation of its own, and back.
//! The mails stay as they are: who wrote them stays their author.

use rulebook::event::Happening;
use rulebook::promise::{What, promise_id};
use serde_json::json;
use store::conversation::ConversationRow;
use store::conversation::part::{self, Part};
use store::event::EventRow;
use store::participant::ParticipantRow;
use store::timeline::Said;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::merge;
use crate::receive;
use crate::refusal::refusals;
use crate::who::Who;

/// How much leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The message and everything after it.
    FromHere,
    /// The message alone.
    Alone,
}

refusals! {
    /// Why a conversation is not split, or not joined again.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// The message is not in this conversation (any more).
        NoMessage = "refused-split-no-message",
        /// Nothing would stay.
        Everything = "refused-split-everything",
        /// It was not split off, or the other one is gone.
        NotSplit = "refused-unsplit-not-split",
    }
}

impl From<merge::Refused> for Refused {
    fn from(refused: merge::Refused) -> Self {
        match refused {
            merge::Refused::Fault(fault) => Self::Fault(fault),
            _ => Self::NotSplit,
        }
    }
}

/// Gives a message, or it and all that follows, a conversation of its own; gives that one. Later answers to what left
/// follow it, and what is owed in both is derived anew.
///
/// # Errors
/// See [`Refused`].
pub async fn split(
    desk: &Desk,
    who: &Who,
    conversation: &str,
    message_id: &str,
    extent: Extent,
) -> Result<String, Refused> {
    let made = desk.new_id();
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::conversation::find(tx, desk.id(), conversation).await?;
            let row = row.filter(|row| row.merged_into.is_none()).ok_or(Refused::Nowhere)?;
            let messages = store::timeline::messages(tx, desk.id(), &[conversation.to_owned()]).await?;
            let (leaving, staying) = divide(messages, message_id, extent).ok_or(Refused::NoMessage)?;
            if staying.is_empty() {
                return Err(Refused::Everything);
            }
            begin(tx, desk, &row, &made, &leaving).await?;
            let part = belonging(tx, desk, conversation, &leaving, &staying, extent).await?;
            copy_acts(tx, desk, &row, &made, &leaving).await?;
            part::take_out(tx, desk.id(), conversation, &made, &part).await?;
            store::parted::save(tx, desk.id(), &made, conversation, true, desk.now()).await?;
            let data = json!({ "from": conversation, "messages": part.messages, "notes": part.notes });
            note(tx, desk, &who.member.member_id, "split_off", About::conversation(&made), data).await?;
            Ok(refresh(tx, desk, &[conversation.to_owned(), made.clone()]).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Message));
    desk.tell(Change::of(&made, ChangeKind::Message));
    Ok(made)
}

/// What leaves and what stays; `None` when the message is not there.
fn divide(messages: Vec<Said>, message_id: &str, extent: Extent) -> Option<(Vec<Said>, Vec<Said>)> {
    let at = messages.iter().position(|said| said.message_id == message_id)?;
    let leaves = |place: usize| match extent {
        Extent::FromHere => place >= at,
        Extent::Alone => place == at,
    };
    let (leaving, staying): (Vec<_>, Vec<_>) = messages.into_iter().enumerate().partition(|(place, _)| leaves(*place));
    let bare = |list: Vec<(usize, Said)>| list.into_iter().map(|(_, said)| said).collect();
    Some((bare(leaving), bare(staying)))
}

/// The new conversation with the people of what leaves.
async fn begin(
    tx: &mut Tx,
    desk: &Desk,
    row: &ConversationRow,
    made: &str,
    leaving: &[Said],
) -> Result<(), StoreError> {
    let (subject, at) = leaving.first().map_or(("", row.first_at), |first| (&first.subject, first.arrived_at));
    let mut begun = receive::begun(made, &row.client_id, subject, at);
    begun.assigned_to.clone_from(&row.assigned_to);
    store::conversation::save_many(tx, desk.id(), &[begun]).await?;
    let own = &desk.settings().own;
    let everybody = leaving.iter().flat_map(|said| {
        let others = said.to_list.iter().chain(&said.cc_list).map(|party| &party.address);
        std::iter::once(&said.from_address).chain(others)
    });
    let people: Vec<ParticipantRow> = everybody
        .filter(|address| !address.is_empty() && !own.is_ours(address))
        .map(|address| ParticipantRow { conversation_id: made.to_owned(), address: address.clone() })
        .collect();
    for person in &people {
        store::participant::save_many(tx, desk.id(), std::slice::from_ref(person)).await?;
    }
    Ok(())
}

/// What goes with the messages: ids only they refer to, and notes written since, when everything since leaves.
async fn belonging(
    tx: &mut Tx,
    desk: &Desk,
    conversation: &str,
    leaving: &[Said],
    staying: &[Said],
    extent: Extent,
) -> Result<Part, StoreError> {
    let parents =
        |list: &[Said]| -> Vec<String> { list.iter().filter_map(|said| said.parent_rfc_id.clone()).collect() };
    let (theirs, others) = (parents(leaving), parents(staying));
    let since = leaving.first().map(|first| first.arrived_at).filter(|_| extent == Extent::FromHere);
    let notes = match since {
        Some(since) => {
            let notes = store::note::of_conversation(tx, desk.id(), conversation).await?;
            notes.into_iter().filter(|note| note.written_at >= since).map(|note| note.note_id).collect()
        }
        None => Vec::new(),
    };
    Ok(Part {
        messages: leaving.iter().map(|said| said.message_id.clone()).collect(),
        phantoms: theirs.into_iter().filter(|id| !others.contains(id)).collect(),
        notes,
        ..Part::default()
    })
}

/// What was said of the promises that leave goes with them: 'done' since then counts in both, waivers under the
/// promises' new names.
async fn copy_acts(
    tx: &mut Tx,
    desk: &Desk,
    row: &ConversationRow,
    made: &str,
    leaving: &[Said],
) -> Result<(), StoreError> {
    let conversation = row.conversation_id.as_str();
    let since = leaving.first().map_or(row.first_at, |first| first.arrived_at);
    let promises = store::promise::of_conversations(tx, desk.id(), &[conversation]).await?;
    let verbs = ["settled", "unsettled", "waived", "unwaived"];
    let mut copies = Vec::new();
    for act in store::event::of_conversations(tx, desk.id(), &[conversation], &verbs).await? {
        let Ok(happening) = serde_json::from_str::<Happening>(&act.data) else { continue };
        let renamed = |id: &str| {
            let promise = promises.iter().find(|promise| promise.promise_id == id)?;
            let made_by = promise.evidence.first()?;
            let leaves = leaving.iter().any(|said| said.rfc_id == *made_by);
            // A step keeps its promise's name wherever it is.
            let is_step = matches!(promise.what, What::Step { .. });
            leaves.then(|| if is_step { id.to_owned() } else { promise_id(made, &promise.rule, made_by) })
        };
        let (happening, object, id) = match happening {
            Happening::Settled { .. } | Happening::Unsettled if act.at >= since => {
                (happening, "conversation", made.to_owned())
            }
            Happening::Waived { promise, by, reason } => {
                let Some(promise) = renamed(&promise) else { continue };
                (Happening::Waived { promise: promise.clone(), by, reason }, "promise", promise)
            }
            Happening::Unwaived { promise } => {
                let Some(promise) = renamed(&promise) else { continue };
                (Happening::Unwaived { promise: promise.clone() }, "promise", promise)
            }
            _ => continue,
        };
        copies.push(EventRow {
            event_id: desk.new_id(),
            object: object.to_owned(),
            object_id: id,
            conversation_id: Some(made.to_owned()),
            data: serde_json::to_string(&happening).unwrap_or_default(),
            ..act
        });
    }
    store::event::append(tx, desk.id(), &copies).await.map(drop)
}

/// Joins a conversation again to the one it was split off from (undo); gives that one.
///
/// # Errors
/// See [`Refused`].
pub async fn join_again(desk: &Desk, who: &Who, conversation: &str) -> Result<String, Refused> {
    let into = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::conversation::find(tx, desk.id(), conversation).await?;
            let row = row.filter(|row| row.merged_into.is_none()).ok_or(Refused::Nowhere)?;
            let pairs = store::parted::of_conversations(tx, desk.id(), &[conversation]).await?;
            let from = pairs.into_iter().find(|pair| pair.split_off).ok_or(Refused::NotSplit)?.other_id;
            let into = merge::resolve(tx, desk, &from).await?.ok_or(Refused::NotSplit)?;
            merge::join(tx, desk, who, &row, &into).await?;
            Ok::<_, Refused>(into.conversation_id)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Message));
    desk.tell(Change::of(&into, ChangeKind::Message));
    Ok(into)
}
