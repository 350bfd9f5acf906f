//! Two conversations that are one: joined by hand, and taken apart again. That mail itself ties threads together is
//! decided when it is received.

use std::collections::HashSet;

use rulebook::event::Happening;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::conversation::ConversationRow;
use store::conversation::part::{self, Part};
use store::draft::DraftRow;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, note_for_ledger, refresh};
use crate::receive;
use crate::refusal::refusals;
use crate::who::Who;

/// How many signposts are followed from a conversation to the one it became; merging keeps them at one.
const SIGNPOSTS: usize = 8;

refusals! {
    /// Why two conversations are not joined, or not taken apart.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// They are one already.
        Same = "refused-merge-same",
        /// They belong to two clients: joined, one could read the other's mail.
        OtherClient = "refused-merge-other-client",
        /// They were not joined by hand, or were joined on with others since.
        NotJoined = "refused-unmerge-not-joined",
    }
}

/// What a merge has to remember to be taken back.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Remembered {
    /// The conversation that ended.
    from: String,
    /// What belonged to it.
    moved: Part,
    /// People and tags that came with it only.
    new_participants: Vec<String>,
    new_tags: Vec<String>,
    /// Those of the two that were marked done.
    settled: Vec<String>,
}

/// The conversation that this one has become part of, or itself.
pub(crate) async fn resolve(tx: &mut Tx, desk: &Desk, id: &str) -> Result<Option<ConversationRow>, StoreError> {
    let mut row = store::conversation::find(tx, desk.id(), id).await?;
    for _ in 0..SIGNPOSTS {
        match row.as_ref().and_then(|row| row.merged_into.clone()) {
            Some(into) => row = store::conversation::find(tx, desk.id(), &into).await?,
            None => return Ok(row),
        }
    }
    Ok(None)
}

/// Joins a conversation to another, which goes on; later mail to either belongs there. Gives the one that goes on.
///
/// Both are looked up through whatever they were joined to before, so two members who join the same pair from both
/// ends make one conversation, never a circle.
///
/// # Errors
/// See [`Refused`].
pub async fn merge(desk: &Desk, who: &Who, conversation: &str, into: &str) -> Result<String, Refused> {
    let (from, into) = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let from = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?;
            let into = resolve(tx, desk, into).await?.ok_or(Refused::Nowhere)?;
            join(tx, desk, who, &from, &into).await?;
            Ok::<_, Refused>((from.conversation_id, into.conversation_id))
        })
        .await?;
    desk.tell(Change::of(from, ChangeKind::Message));
    desk.tell(Change::of(&into, ChangeKind::Message));
    Ok(into)
}

pub(crate) async fn join(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    from: &ConversationRow,
    into: &ConversationRow,
) -> Result<(), Refused> {
    if from.conversation_id == into.conversation_id {
        return Err(Refused::Same);
    }
    if from.client_id != into.client_id {
        return Err(Refused::OtherClient);
    }
    let (a, b) = (from.conversation_id.as_str(), into.conversation_id.as_str());
    let owed = unkept(tx, desk, &[a, b]).await?;
    join_drafts(tx, desk, a, b).await?;
    let moved = part::whole(tx, desk.id(), a).await?;
    let there = part::whole(tx, desk.id(), b).await?;
    let only = |mine: &[String], others: &[String]| -> Vec<String> {
        mine.iter().filter(|one| !others.contains(one)).cloned().collect()
    };
    let both = [from, into];
    let settled = both.into_iter().filter(|row| row.settled_at.is_some()).map(|row| row.conversation_id.clone());
    let remembered = Remembered {
        from: a.to_owned(),
        new_participants: only(&moved.participants, &there.participants),
        new_tags: only(&moved.tags, &there.tags),
        settled: settled.collect(),
        moved,
    };
    receive::join(tx, desk, a, b).await?;
    store::parted::remove(tx, desk.id(), a, b).await?;
    if into.assigned_to.is_none() {
        store::conversation::set_assigned(tx, desk.id(), b, from.assigned_to.as_deref()).await?;
    }
    if from.snoozed_until.is_none() {
        store::conversation::set_snoozed(tx, desk.id(), b, None).await?;
    }
    let data = serde_json::to_value(&remembered).unwrap_or_else(|_| json!({ "from": a }));
    note(tx, desk, &who.member.member_id, "merged", About::conversation(b), data).await?;
    refresh(tx, desk, &[b.to_owned()]).await?;
    Ok(keep_owed(tx, desk, who, b, &owed).await?)
}

/// The messages that made promises of this conversation which are still to be kept.
async fn unkept(tx: &mut Tx, desk: &Desk, conversations: &[&str]) -> Result<HashSet<String>, StoreError> {
    let rows = store::promise::of_conversations(tx, desk.id(), conversations).await?;
    Ok(rows.into_iter().filter(|row| row.unkept).filter_map(|row| row.evidence.into_iter().next()).collect())
}

/// What was marked done in one must not settle what was owed in the other: such marks are taken back.
async fn keep_owed(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    conversation: &str,
    owed: &HashSet<String>,
) -> Result<(), StoreError> {
    let marks = store::event::of_conversations(tx, desk.id(), &[conversation], &["settled"]).await?.len();
    for _ in 0..marks {
        if owed.is_subset(&unkept(tx, desk, &[conversation]).await?) {
            break;
        }
        note_for_ledger(tx, desk, &who.member.member_id, conversation, &Happening::Unsettled).await?;
        refresh(tx, desk, &[conversation.to_owned()]).await?;
    }
    Ok(())
}

/// Who drafts in both keeps both texts, one below the other, where the conversation goes on.
async fn join_drafts(tx: &mut Tx, desk: &Desk, from: &str, into: &str) -> Result<(), StoreError> {
    let there = store::draft::of_conversation(tx, desk.id(), into).await?;
    for draft in store::draft::of_conversation(tx, desk.id(), from).await? {
        let same = |other: &&DraftRow| other.member_id == draft.member_id && other.kind == draft.kind;
        let Some(other) = there.iter().find(same) else { continue };
        let pieces: Vec<&str> = [&other.text, &draft.text]
            .into_iter()
            .map(|text| text.trim_end())
            .filter(|text| !text.is_empty())
            .collect();
        let joined = DraftRow {
            text: pieces.join("\n\n"),
            version: other.version + 1,
            saved_at: desk.now(),
            steps: other.steps.iter().chain(&draft.steps).cloned().collect(),
            ..other.clone()
        };
        store::draft::save(tx, desk.id(), &joined).await?;
        store::draft::remove(tx, desk.id(), from, &draft.member_id, draft.kind).await?;
    }
    Ok(())
}

/// Takes a conversation out again of the one it was joined to by hand; what came since and answers it goes with it.
///
/// # Errors
/// See [`Refused`].
pub async fn take_apart(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    let other = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::conversation::find(tx, desk.id(), conversation).await?.ok_or(Refused::Nowhere)?;
            let into = row.merged_into.ok_or(Refused::NotJoined)?;
            let mut remembered = remembered(tx, desk, conversation, &into).await?.ok_or(Refused::NotJoined)?;
            let since = what_answers_it(tx, desk, &into, &remembered.moved).await?;
            remembered.moved.messages.extend(since);
            separate(tx, desk, conversation, &into, &remembered).await?;
            let data = json!({ "from": into });
            let about = About::conversation(conversation);
            note(tx, desk, &who.member.member_id, "unmerged", about, data).await?;
            let both = [conversation.to_owned(), into.clone()];
            refresh(tx, desk, &both).await?;
            settle_again(tx, desk, who, &remembered.settled).await?;
            Ok::<_, Refused>(into)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Message));
    desk.tell(Change::of(other, ChangeKind::Message));
    Ok(())
}

/// What the last merge of these two by hand remembered.
async fn remembered(tx: &mut Tx, desk: &Desk, from: &str, into: &str) -> Result<Option<Remembered>, StoreError> {
    let merges = store::event::of_conversations(tx, desk.id(), &[into], &["merged"]).await?;
    let mut read = merges.into_iter().rev().filter_map(|event| serde_json::from_str::<Remembered>(&event.data).ok());
    Ok(read.find(|remembered| remembered.from == from))
}

/// Messages that came since and answer what was there, directly or through one another.
async fn what_answers_it(tx: &mut Tx, desk: &Desk, into: &str, moved: &Part) -> Result<Vec<String>, StoreError> {
    let all = store::timeline::messages(tx, desk.id(), &[into.to_owned()]).await?;
    let known: HashSet<&str> = moved.messages.iter().map(String::as_str).collect();
    let mut ids: HashSet<&str> =
        all.iter().filter(|said| known.contains(said.message_id.as_str())).map(|said| said.rfc_id.as_str()).collect();
    let mut since = Vec::new();
    for said in all.iter().filter(|said| !known.contains(said.message_id.as_str())) {
        if said.parent_rfc_id.as_deref().is_some_and(|parent| ids.contains(parent)) {
            ids.insert(&said.rfc_id);
            since.push(said.message_id.clone());
        }
    }
    Ok(since)
}

async fn separate(
    tx: &mut Tx,
    desk: &Desk,
    conversation: &str,
    into: &str,
    remembered: &Remembered,
) -> Result<(), StoreError> {
    let moved = &remembered.moved;
    part::stand_alone(tx, desk.id(), conversation).await?;
    part::take_out(tx, desk.id(), into, conversation, moved).await?;
    part::leave(tx, desk.id(), into, &remembered.new_participants, &remembered.new_tags).await?;
    let people: Vec<_> = moved
        .participants
        .iter()
        .map(|address| store::participant::ParticipantRow {
            conversation_id: conversation.to_owned(),
            address: address.clone(),
        })
        .collect();
    store::participant::save_many(tx, desk.id(), &people).await?;
    store::parted::save(tx, desk.id(), conversation, into, false, desk.now()).await
}

/// Whichever of the two was marked done before is so again.
async fn settle_again(tx: &mut Tx, desk: &Desk, who: &Who, settled: &[String]) -> Result<(), StoreError> {
    for row in store::conversation::by_ids(tx, desk.id(), settled).await? {
        if row.settled_at.is_none() {
            let happening = Happening::Settled { by: who.party() };
            note_for_ledger(tx, desk, &who.member.member_id, &row.conversation_id, &happening).await?;
            refresh(tx, desk, &[row.conversation_id]).await?;
        }
    }
    Ok(())
}
