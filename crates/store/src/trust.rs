//! What was found out about who wrote a mail. A mail without a row: nothing is known, which is the rule.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, answer, row};
use crate::tx::Tx;
use crate::value::{codes, list};

/// How a mail's claim about its writer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The writer's domain stands for it.
    Verified,
    /// The writer's domain says that its own mail looks otherwise.
    Failed,
}

codes! { Standing { Standing::Verified => "verified", Standing::Failed => "failed" } }

row! {
    /// A judgement about one mail.
    TrustRow of "trust" {
        /// Ours.
        message_id: String,
        /// How it stands.
        standing: Standing,
        /// Why, as a stable code: `dmarc`, `dkim`, `spf`, `from_unclear`.
        why: String,
        /// Which member said that it is genuine all the same.
        vouched_by: Option<String>,
        /// When.
        vouched_at: Option<Timestamp>,
    }
}

/// Adds judgements.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[TrustRow]) -> Result<(), StoreError> {
    tx.insert(desk, rows, "").await?;
    Ok(())
}

/// The judgements about these mails.
pub async fn of_messages<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, ids: &[S]) -> Result<Vec<TrustRow>, StoreError> {
    let (columns, each) = (TrustRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from trust where desk_id = $1 and message_id in {each}"),
        args![desk, list(ids)],
    )
    .await
}

/// A member vouches for a mail that failed; whether it was still to be vouched for.
pub async fn vouch(
    tx: &mut Tx,
    desk: &DeskId,
    message_id: &str,
    member_id: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let vouched = tx
        .execute(
            "update trust set vouched_by = $3, vouched_at = $4
             where desk_id = $1 and message_id = $2 and standing = 'failed' and vouched_at is null",
            args![desk, message_id, member_id, now],
        )
        .await?;
    Ok(vouched > 0)
}

/// Those of the messages that are not verified and that nobody vouched for.
pub async fn doubted<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, ids: &[S]) -> Result<Vec<String>, StoreError> {
    let rows = of_messages(tx, desk, ids).await?;
    let doubted = |row: &TrustRow| row.standing == Standing::Failed && row.vouched_at.is_none();
    Ok(rows.into_iter().filter(doubted).map(|row| row.message_id).collect())
}

answer! {
    /// A conversation with a mail that is not verified and that nobody vouched for.
    Doubtful {
        /// The conversation.
        conversation_id: String,
        /// The writer's name as the mail gives it.
        from_name: String,
        /// The writer's address as the mail gives it.
        from_address: String,
    }
}

/// The conversations that hold a mail nobody vouched for and are not done, the newest mail first.
pub async fn doubtful(tx: &mut Tx, desk: &DeskId, limit: i64) -> Result<Vec<Doubtful>, StoreError> {
    tx.fetch_all(
        "select m.conversation_id, m.from_name, m.from_address
         from trust t
         join message m on m.desk_id = t.desk_id and m.message_id = t.message_id
         join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
         where t.desk_id = $1 and t.standing = 'failed' and t.vouched_at is null and c.settled_at is null
         order by m.arrived_at desc, m.message_id desc
         limit $2",
        args![desk, limit],
    )
    .await
}

/// Those of the conversations that hold a mail nobody vouched for.
pub async fn doubtful_among<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversations: &[S],
) -> Result<Vec<String>, StoreError> {
    let each = tx.dialect().each(2);
    let rows: Vec<(String,)> = tx
        .fetch_all(
            format!(
                "select distinct m.conversation_id
                 from message m
                 join trust t on t.desk_id = m.desk_id and t.message_id = m.message_id
                 where m.desk_id = $1 and m.conversation_id in {each} and t.standing = 'failed' and t.vouched_at is null"
            ),
            args![desk, list(conversations)],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
