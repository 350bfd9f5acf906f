//! Internal notes: another type than a message, with no way out to a client.

use serde_json::json;
use store::draft::DraftKind;
use store::mention::MentionRow;
use store::note::NoteRow;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::mention::named;
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

/// Longest note, in bytes.
pub const LONGEST: usize = 100_000;

refusals! {
    /// Why a note is not written or removed.
    Refused {
        /// Nothing is written in it.
        Empty = "refused-note-empty",
        /// Longer than a note may be.
        TooLong = "refused-note-too-long",
        /// There is no such conversation or note.
        Nowhere = "refused-no-such-conversation",
        /// Somebody else wrote it.
        NotYours = "refused-note-not-yours",
    }
}

/// Writes a note into a conversation; the member's note draft there is done with.
///
/// # Errors
/// See [`Refused`].
pub async fn write(desk: &Desk, who: &Who, conversation: &str, text: &str) -> Result<NoteRow, Refused> {
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    if text.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    let member = &who.member.member_id;
    let row = NoteRow {
        note_id: desk.new_id(),
        conversation_id: conversation.to_owned(),
        member_id: member.clone(),
        text: text.trim_end().to_owned(),
        written_at: desk.now(),
    };
    let row = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            // Joined with another one meanwhile: the note belongs where that goes on.
            let standing = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?.conversation_id;
            let row = NoteRow { conversation_id: standing, ..row.clone() };
            let conversation = row.conversation_id.as_str();
            store::note::insert(tx, desk.id(), &row).await?;
            let named = call(tx, desk, &row).await?;
            store::draft::remove(tx, desk.id(), conversation, member, DraftKind::Note).await?;
            let data = json!({ "named": named });
            note(tx, desk, member, "noted", About::within(conversation, "note", &row.note_id), data).await?;
            Ok::<_, Refused>(row)
        })
        .await?;
    desk.tell(Change::of(&row.conversation_id, ChangeKind::Conversation));
    Ok(row)
}

/// Notes whom the note names, but its writer; gives their ids.
async fn call(tx: &mut Tx, desk: &Desk, row: &NoteRow) -> Result<Vec<String>, StoreError> {
    let members = store::member::all(tx, desk.id()).await?;
    let others = named(&row.text, &members).into_iter().filter(|member| member.member_id != row.member_id);
    let mentions: Vec<MentionRow> = others
        .map(|member| MentionRow {
            note_id: row.note_id.clone(),
            member_id: member.member_id.clone(),
            conversation_id: row.conversation_id.clone(),
            mentioned_at: row.written_at,
            seen_at: None,
        })
        .collect();
    store::mention::save_many(tx, desk.id(), &mentions).await?;
    Ok(mentions.into_iter().map(|mention| mention.member_id).collect())
}

/// Removes a note of one's own (undo). Its text is given back.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, who: &Who, note_id: &str) -> Result<NoteRow, Refused> {
    let member = &who.member.member_id;
    let row = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::note::find(tx, desk.id(), note_id).await?.ok_or(Refused::Nowhere)?;
            if row.member_id != *member {
                return Err(Refused::NotYours);
            }
            store::mention::remove_of_note(tx, desk.id(), note_id).await?;
            store::note::remove(tx, desk.id(), note_id).await?;
            let about = About::within(&row.conversation_id, "note", note_id);
            note(tx, desk, member, "note_removed", about, json!({})).await?;
            Ok(row)
        })
        .await?;
    desk.tell(Change::of(&row.conversation_id, ChangeKind::Conversation));
    Ok(row)
}
