//! Drafts that rest before they are read again.

use jiff::Timestamp;
use rulebook::people::Party;

use crate::args;
use crate::desk::DeskId;
use crate::draft::DraftKind;
use crate::error::StoreError;
use crate::record::{Table, answer, row};
use crate::tx::Tx;

row! {
    /// A draft that was put off.
    CoolingRow of "cooling" {
        /// Which draft.
        draft_id: String,
        /// Since when it rests.
        put_off_at: Timestamp,
        /// When it comes back to its author.
        due_at: Timestamp,
    }
}

answer! {
    /// A draft that rests or has come back, with what its author knows it by.
    Rested {
        /// The conversation it answers in, or will begin.
        conversation_id: String,
        /// An answer, or a new mail.
        kind: DraftKind,
        /// What it is about.
        subject: String,
        /// To whom it goes.
        to_list: Vec<Party>,
        /// When it comes back.
        due_at: Timestamp,
    }
}

/// Puts a draft off, or puts it off anew.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &CoolingRow) -> Result<(), StoreError> {
    let anew =
        "on conflict (desk_id, draft_id) do update set put_off_at = excluded.put_off_at, due_at = excluded.due_at";
    tx.insert(desk, std::slice::from_ref(row), anew).await?;
    Ok(())
}

/// Since when and until when this draft rests.
pub async fn find(tx: &mut Tx, desk: &DeskId, draft_id: &str) -> Result<Option<CoolingRow>, StoreError> {
    let columns = CoolingRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from cooling where desk_id = $1 and draft_id = $2"),
        args![desk, draft_id],
    )
    .await
}

/// The member's drafts that rest or have rested, the first to come back first.
pub async fn of_member(tx: &mut Tx, desk: &DeskId, member_id: &str, limit: i64) -> Result<Vec<Rested>, StoreError> {
    tx.fetch_all(
        "select d.conversation_id, d.kind, coalesce(c.subject, d.subject), d.to_list, k.due_at
         from cooling k
         join draft d on d.desk_id = k.desk_id and d.draft_id = k.draft_id
         left join conversation c on c.desk_id = d.desk_id and c.conversation_id = d.conversation_id
         where k.desk_id = $1 and d.member_id = $2
         order by k.due_at, k.draft_id
         limit $3",
        args![desk, member_id, limit],
    )
    .await
}
