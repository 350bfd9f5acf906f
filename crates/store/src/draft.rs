//! Drafts: saved as typed, one per member, conversation and kind.

use jiff::Timestamp;
use rulebook::people::Party;
use rulebook::step::DraftStep;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::codes;

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DraftKind {
    /// An answer to the client.
    Reply,
    /// An internal note.
    Note,
    /// A mail that begins a conversation; it stands under the id that the conversation will have.
    New,
}

codes! { DraftKind { DraftKind::Reply => "reply", DraftKind::Note => "note", DraftKind::New => "new" } }

row! {
    /// A draft.
    DraftRow of "draft" {
        /// UUIDv7.
        draft_id: String,
        /// In which conversation.
        conversation_id: String,
        /// Whose.
        member_id: String,
        /// Answer or note.
        kind: DraftKind,
        /// The words.
        text: String,
        /// To.
        to_list: Vec<Party>,
        /// Cc.
        cc_list: Vec<Party>,
        /// A holding reply's date.
        holding_until: Option<Timestamp>,
        /// Grows with each save, from 1.
        version: i64,
        /// The conversation's last message when the draft began.
        base_message_id: Option<String>,
        /// When.
        saved_at: Timestamp,
        /// Of a mail that begins a conversation.
        subject: String,
        /// The address of ours it is to be written from; empty: the usual one.
        from_address: String,
        /// Whether the quote goes along.
        quoted: bool,
        /// The message that is passed on.
        passes_on: Option<String>,
        /// The next steps under its text.
        steps: Vec<DraftStep>,
    }
}

/// Saves a draft as the version after `row.version - 1`, which must be the stored one (0: none yet).
///
/// `false` when another version is stored: two tabs wrote; nothing is changed.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &DraftRow) -> Result<bool, StoreError> {
    if row.version == 1 {
        let added = tx
            .insert(
                desk,
                std::slice::from_ref(row),
                "on conflict (desk_id, conversation_id, member_id, kind) do nothing",
            )
            .await?;
        return Ok(added > 0);
    }
    let changed = tx
        .execute(
            "update draft
             set text = $6, to_list = $7, cc_list = $8, holding_until = $9, version = $10, base_message_id = $11,
               saved_at = $12, subject = $13, from_address = $14, quoted = $15, passes_on = $16, steps = $17
             where desk_id = $1 and conversation_id = $2 and member_id = $3 and kind = $4 and version = $5",
            args![
                desk,
                row.conversation_id,
                row.member_id,
                row.kind,
                row.version - 1,
                row.text,
                row.to_list,
                row.cc_list,
                row.holding_until,
                row.version,
                row.base_message_id,
                row.saved_at,
                row.subject,
                row.from_address,
                row.quoted,
                row.passes_on,
                row.steps
            ],
        )
        .await?;
    Ok(changed > 0)
}

/// A member's draft in a conversation.
pub async fn find(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    member_id: &str,
    kind: DraftKind,
) -> Result<Option<DraftRow>, StoreError> {
    let columns = DraftRow::COLUMNS;
    tx.fetch_optional(
        format!(
            "select {columns} from draft
             where desk_id = $1 and conversation_id = $2 and member_id = $3 and kind = $4"
        ),
        args![desk, conversation_id, member_id, kind],
    )
    .await
}

/// The draft of this id, whoever writes it.
pub async fn by_id(tx: &mut Tx, desk: &DeskId, draft_id: &str) -> Result<Option<DraftRow>, StoreError> {
    let columns = DraftRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from draft where desk_id = $1 and draft_id = $2"),
        args![desk, draft_id],
    )
    .await
}

/// A member's drafts, the last saved first.
pub async fn of_member(tx: &mut Tx, desk: &DeskId, member_id: &str, limit: i64) -> Result<Vec<DraftRow>, StoreError> {
    let columns = DraftRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from draft
             where desk_id = $1 and member_id = $2
             order by saved_at desc, draft_id desc
             limit $3"
        ),
        args![desk, member_id, limit],
    )
    .await
}

/// Removes a member's draft with the files that would have gone along, once it is sent or thrown away; whether it was there.
pub async fn remove(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    member_id: &str,
    kind: DraftKind,
) -> Result<bool, StoreError> {
    crate::draft_attachment::remove_all(tx, desk, conversation_id, member_id, kind).await?;
    let removed = tx
        .execute(
            "delete from draft where desk_id = $1 and conversation_id = $2 and member_id = $3 and kind = $4",
            args![desk, conversation_id, member_id, kind],
        )
        .await?;
    Ok(removed > 0)
}

/// All drafts in a conversation, whoever writes them.
pub async fn of_conversation(tx: &mut Tx, desk: &DeskId, conversation_id: &str) -> Result<Vec<DraftRow>, StoreError> {
    let columns = DraftRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from draft where desk_id = $1 and conversation_id = $2 order by draft_id"),
        args![desk, conversation_id],
    )
    .await
}
