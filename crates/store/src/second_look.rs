//! Drafts that a colleague is asked to read, and what came of it.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::draft::DraftRow;
use crate::error::StoreError;
use crate::record::{Both, Table, columns_of, row};
use crate::tx::Tx;
use crate::value::codes;

/// What the reader says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Nothing yet.
    Asked,
    /// It may go as it is.
    Fine,
    /// Something should change first.
    Change,
}

codes! { Verdict { Verdict::Asked => "asked", Verdict::Fine => "fine", Verdict::Change => "change" } }

row! {
    /// A draft that a colleague is asked to read.
    SecondLookRow of "second_look" {
        /// Which draft.
        draft_id: String,
        /// Who is asked.
        reader_id: String,
        /// What the writer wants to know; may be empty.
        question: String,
        /// When.
        asked_at: Timestamp,
        /// What the reader says.
        verdict: Verdict,
        /// In which words; may be empty.
        words: String,
        /// The draft's version that was read; 0 before.
        version: i64,
        /// When it was answered.
        answered_at: Option<Timestamp>,
    }
}

/// Asks, or asks anew, or keeps the answer.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &SecondLookRow) -> Result<(), StoreError> {
    tx.insert(
        desk,
        std::slice::from_ref(row),
        "on conflict (desk_id, draft_id, reader_id) do update
         set question = excluded.question, asked_at = excluded.asked_at, verdict = excluded.verdict,
           words = excluded.words, version = excluded.version, answered_at = excluded.answered_at",
    )
    .await?;
    Ok(())
}

/// Asks this member no longer; whether they were asked.
pub async fn remove(tx: &mut Tx, desk: &DeskId, draft_id: &str, reader_id: &str) -> Result<bool, StoreError> {
    let removed = tx
        .execute(
            "delete from second_look where desk_id = $1 and draft_id = $2 and reader_id = $3",
            args![desk, draft_id, reader_id],
        )
        .await?;
    Ok(removed > 0)
}

/// Everybody who was asked about this draft, in the order of asking.
pub async fn of_draft(tx: &mut Tx, desk: &DeskId, draft_id: &str) -> Result<Vec<SecondLookRow>, StoreError> {
    let columns = SecondLookRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from second_look where desk_id = $1 and draft_id = $2 order by asked_at, reader_id"),
        args![desk, draft_id],
    )
    .await
}

/// What this member is asked to read and has not yet answered, the longest waiting first.
pub async fn to_read(
    tx: &mut Tx,
    desk: &DeskId,
    reader_id: &str,
    limit: i64,
) -> Result<Vec<(SecondLookRow, DraftRow)>, StoreError> {
    pairs(tx, desk, "s.reader_id = $2 and s.verdict = 'asked'", reader_id, limit).await
}

/// The drafts of this member about which somebody was asked, whatever was said.
pub async fn of_writer(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    limit: i64,
) -> Result<Vec<(SecondLookRow, DraftRow)>, StoreError> {
    pairs(tx, desk, "d.member_id = $2", member_id, limit).await
}

async fn pairs(
    tx: &mut Tx,
    desk: &DeskId,
    which: &'static str,
    member_id: &str,
    limit: i64,
) -> Result<Vec<(SecondLookRow, DraftRow)>, StoreError> {
    let (looks, drafts) = (columns_of::<SecondLookRow>("s"), columns_of::<DraftRow>("d"));
    let rows: Vec<Both<SecondLookRow, DraftRow>> = tx
        .fetch_all(
            format!(
                "select {looks}, {drafts}
                 from second_look s
                 join draft d on d.desk_id = s.desk_id and d.draft_id = s.draft_id
                 where s.desk_id = $1 and {which}
                 order by s.asked_at, s.draft_id, s.reader_id
                 limit $3"
            ),
            args![desk, member_id, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|Both(look, draft)| (look, draft)).collect())
}
