//! Part of a conversation: what belongs to it, and moving exactly that to another one. Not here: which part, and why.

use serde::{Deserialize, Serialize};

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::tx::Tx;
use crate::value::list;

/// What belongs together: kept in the event of a merge, so that it can be taken apart again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Messages, by our id. Their attachments, ids and places in the outbox go with them.
    pub messages: Vec<String>,
    /// Message-IDs that were only referred to.
    pub phantoms: Vec<String>,
    /// Notes.
    pub notes: Vec<String>,
    /// Drafts.
    pub drafts: Vec<String>,
    /// Events.
    pub events: Vec<String>,
    /// Who takes part.
    pub participants: Vec<String>,
    /// Tags, by key.
    pub tags: Vec<String>,
    /// Conversations that had been merged into it.
    pub led_here: Vec<String>,
}

/// All of a conversation.
pub async fn whole(tx: &mut Tx, desk: &DeskId, conversation: &str) -> Result<Part, StoreError> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for sql in [
        "select message_id from message where desk_id = $1 and conversation_id = $2 order by message_id",
        "select rfc_id from reference where desk_id = $1 and conversation_id = $2 and not held order by rfc_id",
        "select note_id from note where desk_id = $1 and conversation_id = $2 order by note_id",
        "select draft_id from draft where desk_id = $1 and conversation_id = $2 order by draft_id",
        "select event_id from event where desk_id = $1 and conversation_id = $2 order by event_id",
        "select address from participant where desk_id = $1 and conversation_id = $2 order by address",
        "select tag_key from tag where desk_id = $1 and conversation_id = $2 order by tag_key",
        "select conversation_id from conversation where desk_id = $1 and merged_into = $2 order by conversation_id",
    ] {
        let rows: Vec<(String,)> = tx.fetch_all(sql, args![desk, conversation]).await?;
        all.push(rows.into_iter().map(|(id,)| id).collect());
    }
    let mut all = all.into_iter();
    let mut next = || all.next().unwrap_or_default();
    Ok(Part {
        messages: next(),
        phantoms: next(),
        notes: next(),
        drafts: next(),
        events: next(),
        participants: next(),
        tags: next(),
        led_here: next(),
    })
}

/// A statement that moves rows, and the ids it moves: `EACH` stands for their list.
type Move = (&'static str, fn(&Part) -> &[String]);

/// What moves, in an order in which each finds what it needs.
const MOVES: &[Move] = &[
    // Held ids are those of the messages, so they go first.
    (
        "update reference set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and rfc_id in
           (select rfc_id from message where desk_id = $1 and message_id in EACH)",
        |part| &part.messages,
    ),
    (
        "update reference set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and not held and rfc_id in EACH",
        |part| &part.phantoms,
    ),
    (
        "update message set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and message_id in EACH",
        |part| &part.messages,
    ),
    (
        "update attachment set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and message_id in EACH",
        |part| &part.messages,
    ),
    (
        "update outbox set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and message_id in EACH",
        |part| &part.messages,
    ),
    (
        "update event set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and object = 'message' and object_id in EACH",
        |part| &part.messages,
    ),
    (
        "update event set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and object = 'note' and object_id in EACH",
        |part| &part.notes,
    ),
    (
        "update event set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and event_id in EACH",
        |part| &part.events,
    ),
    (
        "update note set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and note_id in EACH",
        |part| &part.notes,
    ),
    (
        "update mention set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and note_id in EACH",
        |part| &part.notes,
    ),
    (
        "update draft set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and draft_id in EACH and not exists
           (select 1 from draft d where d.desk_id = $1 and d.conversation_id = $3
            and d.member_id = draft.member_id and d.kind = draft.kind)",
        |part| &part.drafts,
    ),
    (
        "update draft_attachment set conversation_id = $3
         where desk_id = $1 and conversation_id = $2 and exists
           (select 1 from draft d where d.desk_id = $1 and d.conversation_id = $3 and d.draft_id in EACH
            and d.member_id = draft_attachment.member_id and d.kind = draft_attachment.kind)",
        |part| &part.drafts,
    ),
    (
        "insert into tag (desk_id, conversation_id, tag, tag_key)
         select desk_id, $3, tag, tag_key from tag where desk_id = $1 and conversation_id = $2 and tag_key in EACH
         on conflict (desk_id, conversation_id, tag_key) do nothing",
        |part| &part.tags,
    ),
    (
        "update conversation set merged_into = $3
         where desk_id = $1 and merged_into = $2 and conversation_id in EACH",
        |part| &part.led_here,
    ),
];

/// Moves a part from one conversation to another; what meanwhile belongs elsewhere stays there.
///
/// Participants and tags are added to the second and stay in the first, which is right for a split; whoever takes a
/// merge back removes those that came with it ([`leave`]). Promises and both rows' summaries are the caller's.
pub async fn take_out(tx: &mut Tx, desk: &DeskId, from: &str, to: &str, part: &Part) -> Result<(), StoreError> {
    let each = tx.dialect().each(4);
    for (sql, ids) in MOVES {
        let ids = ids(part);
        if !ids.is_empty() {
            tx.execute(sql.replace("EACH", &each), args![desk, from, to, list(ids)]).await?;
        }
    }
    tx.execute(
        "insert into seen (desk_id, member_id, conversation_id, seen_at)
         select desk_id, member_id, $3, seen_at from seen where desk_id = $1 and conversation_id = $2
         on conflict (desk_id, member_id, conversation_id) do nothing",
        args![desk, from, to],
    )
    .await?;
    Ok(())
}

/// Takes people and tags off a conversation that came only with what has left it.
pub async fn leave(
    tx: &mut Tx,
    desk: &DeskId,
    conversation: &str,
    participants: &[String],
    tags: &[String],
) -> Result<(), StoreError> {
    let each = tx.dialect().each(3);
    for (table, column, ids) in [("participant", "address", participants), ("tag", "tag_key", tags)] {
        if !ids.is_empty() {
            tx.execute(
                format!("delete from {table} where desk_id = $1 and conversation_id = $2 and {column} in {each}"),
                args![desk, conversation, list(ids)],
            )
            .await?;
        }
    }
    Ok(())
}

/// The conversation stands for itself again.
pub async fn stand_alone(tx: &mut Tx, desk: &DeskId, conversation: &str) -> Result<(), StoreError> {
    tx.execute(
        "update conversation set merged_into = null where desk_id = $1 and conversation_id = $2",
        args![desk, conversation],
    )
    .await?;
    Ok(())
}
