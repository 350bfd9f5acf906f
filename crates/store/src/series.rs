//! Series: the mails that one long draft became. As drafts they are parts by their drafts, sent by their messages.

use crate::args;
use crate::desk::DeskId;
use crate::draft::DraftRow;
use crate::error::StoreError;
use crate::record::{Both, Table, answer, columns_of, row};
use crate::tx::Tx;

row! {
    /// A part that is not sent.
    DraftPartRow of "draft_part" {
        /// Its draft.
        draft_id: String,
        /// Which series.
        series_id: String,
        /// Its place among the parts, sent ones included.
        position: i64,
    }
}

row! {
    /// A part that was sent.
    SentPartRow of "sent_part" {
        /// Its mail.
        message_id: String,
        /// Which series.
        series_id: String,
        /// Its place among the parts.
        position: i64,
    }
}

answer! {
    /// A sent part as other parts name it.
    Sibling {
        /// Which series.
        series_id: String,
        /// Its place among the parts.
        position: i64,
        /// Its mail.
        message_id: String,
        /// Where it stands now.
        conversation_id: String,
        /// What it is about.
        subject: String,
    }
}

/// Makes a draft a part, or gives it another place.
pub async fn save_part(tx: &mut Tx, desk: &DeskId, row: &DraftPartRow) -> Result<(), StoreError> {
    let anew =
        "on conflict (desk_id, draft_id) do update set series_id = excluded.series_id, position = excluded.position";
    tx.insert(desk, std::slice::from_ref(row), anew).await?;
    Ok(())
}

/// The part that this draft is.
pub async fn part_of_draft(tx: &mut Tx, desk: &DeskId, draft_id: &str) -> Result<Option<DraftPartRow>, StoreError> {
    let columns = DraftPartRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from draft_part where desk_id = $1 and draft_id = $2"),
        args![desk, draft_id],
    )
    .await
}

/// The drafts of a series in their order, with their places.
pub async fn drafts(tx: &mut Tx, desk: &DeskId, series_id: &str) -> Result<Vec<(i64, DraftRow)>, StoreError> {
    let columns = columns_of::<DraftRow>("d");
    let rows: Vec<Both<(i64,), DraftRow>> = tx
        .fetch_all(
            format!(
                "select p.position, {columns}
                 from draft_part p
                 join draft d on d.desk_id = p.desk_id and d.draft_id = p.draft_id
                 where p.desk_id = $1 and p.series_id = $2
                 order by p.position, p.draft_id"
            ),
            args![desk, series_id],
        )
        .await?;
    Ok(rows.into_iter().map(|Both((position,), draft)| (position, draft)).collect())
}

/// A draft is no part any more.
pub async fn forget_part(tx: &mut Tx, desk: &DeskId, draft_id: &str) -> Result<(), StoreError> {
    tx.execute("delete from draft_part where desk_id = $1 and draft_id = $2", args![desk, draft_id]).await.map(drop)
}

/// Makes mails parts.
pub async fn insert_sent(tx: &mut Tx, desk: &DeskId, rows: &[SentPartRow]) -> Result<(), StoreError> {
    tx.insert(desk, rows, "").await.map(drop)
}

/// The part that this mail is.
pub async fn part_of_message(tx: &mut Tx, desk: &DeskId, message_id: &str) -> Result<Option<SentPartRow>, StoreError> {
    let columns = SentPartRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from sent_part where desk_id = $1 and message_id = $2"),
        args![desk, message_id],
    )
    .await
}

/// A mail is no part any more, because it was taken back.
pub async fn forget_sent(tx: &mut Tx, desk: &DeskId, message_id: &str) -> Result<(), StoreError> {
    tx.execute("delete from sent_part where desk_id = $1 and message_id = $2", args![desk, message_id]).await.map(drop)
}

/// The sent parts of a series in their order.
pub async fn sent(tx: &mut Tx, desk: &DeskId, series_id: &str) -> Result<Vec<Sibling>, StoreError> {
    tx.fetch_all(
        "select s.series_id, s.position, s.message_id, m.conversation_id, m.subject
         from sent_part s
         join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
         where s.desk_id = $1 and s.series_id = $2
         order by s.position, s.message_id",
        args![desk, series_id],
    )
    .await
}

/// The series that mails of this conversation are parts of, each with all its sent parts in order.
pub async fn of_conversation(tx: &mut Tx, desk: &DeskId, conversation_id: &str) -> Result<Vec<Sibling>, StoreError> {
    tx.fetch_all(
        "select s.series_id, s.position, s.message_id, m.conversation_id, m.subject
         from sent_part s
         join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
         where s.desk_id = $1 and s.series_id in
           (select here.series_id
            from message h
            join sent_part here on here.desk_id = h.desk_id and here.message_id = h.message_id
            where h.desk_id = $1 and h.conversation_id = $2 and h.direction = 'out')
         order by s.series_id, s.position, s.message_id",
        args![desk, conversation_id],
    )
    .await
}
