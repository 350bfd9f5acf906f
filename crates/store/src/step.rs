//! Steps: who does what by when, as mails of ours name it, and the links that lead to them. What became of a step is told by events.

use jiff::Timestamp;
use rulebook::people::{Party, Side};

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Both, Table, columns_of, row};
use crate::tx::Tx;
use crate::value::{codes, list};

/// Whether a step counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is a promise once its mail has left.
    Agreed,
    /// Found in a mail that was written elsewhere; a member is asked.
    Offered,
    /// A member said that nobody need keep track of it.
    Declined,
}

codes! {
    Standing { Standing::Agreed => "agreed", Standing::Offered => "offered", Standing::Declined => "declined" }
}

row! {
    /// A step.
    StepRow of "step" {
        /// UUIDv7, the same wherever its mail is moved to.
        step_id: String,
        /// The mail that names it.
        message_id: String,
        /// Its place in the mail.
        position: i64,
        /// Whether it counts.
        standing: Standing,
        /// It stands in the list of next steps.
        listed: bool,
        /// Theirs or ours.
        side: Side,
        /// Who does it.
        who: Party,
        /// For whom.
        whom: Party,
        /// What.
        what: String,
        /// The local date it is due, when one was named.
        due_on: Option<String>,
        /// Of whoever reads the mail: `en`, `pl`, `ru`.
        language: String,
        /// When the last reminder was sent.
        reminded_at: Option<Timestamp>,
    }
}

row! {
    /// A link to a step.
    StepLinkRow of "step_link" {
        /// Hash of the secret in the link.
        token_hash: String,
        /// The step it leads to.
        step_id: String,
        /// When.
        made_at: Timestamp,
        /// Till when it leads there.
        until_at: Timestamp,
    }
}

/// Adds steps; one that is known stays as it is.
pub async fn insert_many(tx: &mut Tx, desk: &DeskId, rows: &[StepRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, step_id) do nothing").await
}

/// Adds links.
pub async fn insert_links(tx: &mut Tx, desk: &DeskId, rows: &[StepLinkRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "").await
}

/// One step.
pub async fn find(tx: &mut Tx, desk: &DeskId, step_id: &str) -> Result<Option<StepRow>, StoreError> {
    let columns = StepRow::COLUMNS;
    tx.fetch_optional(format!("select {columns} from step where desk_id = $1 and step_id = $2"), args![desk, step_id])
        .await
}

/// Those of the steps that are known.
pub async fn by_ids<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, ids: &[S]) -> Result<Vec<StepRow>, StoreError> {
    let (columns, each) = (StepRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from step where desk_id = $1 and step_id in {each} order by step_id"),
        args![desk, list(ids)],
    )
    .await
}

/// The steps of conversations, each with its conversation, in the order of the mails' lists.
pub async fn of_conversations<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
) -> Result<Vec<(String, StepRow)>, StoreError> {
    let (columns, each) = (columns_of::<StepRow>("s"), tx.dialect().each(2));
    let rows: Vec<Both<(String,), StepRow>> = tx
        .fetch_all(
            format!(
                "select m.conversation_id, {columns}
                 from step s
                 join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
                 where s.desk_id = $1 and m.conversation_id in {each}
                 order by s.message_id, s.position, s.step_id"
            ),
            args![desk, list(conversation_ids)],
        )
        .await?;
    Ok(with_conversations(rows))
}

fn with_conversations(rows: Vec<Both<(String,), StepRow>>) -> Vec<(String, StepRow)> {
    rows.into_iter().map(|Both((conversation,), step)| (conversation, step)).collect()
}

/// What was found in mails written elsewhere and nobody decided about yet, each with its conversation, the newest first.
pub async fn offered(tx: &mut Tx, desk: &DeskId, limit: i64) -> Result<Vec<(String, StepRow)>, StoreError> {
    let columns = columns_of::<StepRow>("s");
    let rows: Vec<Both<(String,), StepRow>> = tx
        .fetch_all(
            format!(
                "select m.conversation_id, {columns}
                 from step s
                 join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
                 where s.desk_id = $1 and s.standing = 'offered'
                 order by s.step_id desc
                 limit $2"
            ),
            args![desk, limit],
        )
        .await?;
    Ok(with_conversations(rows))
}

/// How many were found so and nobody decided about.
pub async fn count_offered(tx: &mut Tx, desk: &DeskId) -> Result<i64, StoreError> {
    let count: Option<(i64,)> = tx
        .fetch_optional(
            "select count(*)
             from step s
             join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
             where s.desk_id = $1 and s.standing = 'offered'",
            args![desk],
        )
        .await?;
    Ok(count.map_or(0, |(count,)| count))
}

/// Steps that were said to be done by their links and that this member has not seen yet, each with its conversation, newest
/// first. Where somebody is assigned, only they are told.
pub async fn told_done(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(String, StepRow)>, StoreError> {
    let columns = columns_of::<StepRow>("s");
    let rows: Vec<Both<(String,), StepRow>> = tx
        .fetch_all(
            format!(
                "select m.conversation_id, {columns}
                 from event e
                 join step s on s.desk_id = e.desk_id and s.step_id = e.object_id
                 join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
                 join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
                 left join seen z
                   on z.desk_id = m.desk_id and z.conversation_id = m.conversation_id and z.member_id = $2
                 where e.desk_id = $1 and e.verb = 'step_done' and e.actor = 'link' and e.at >= $3
                   and (z.seen_at is null or z.seen_at < e.at)
                   and (c.assigned_to is null or c.assigned_to = $2)
                   and not exists (select 1 from event u
                     where u.desk_id = e.desk_id and u.object = 'step' and u.object_id = e.object_id
                       and u.verb in ('step_done', 'step_undone') and u.event_id > e.event_id)
                 order by e.event_id desc
                 limit $4"
            ),
            args![desk, member_id, since, limit],
        )
        .await?;
    Ok(with_conversations(rows))
}

/// When a step of this conversation was last said to be done by its link, if no message came after this moment and before it.
pub async fn last_told_done(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_id: &str,
    after: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let found: Option<(Timestamp,)> = tx
        .fetch_optional(
            "select e.at from event e
             where e.desk_id = $1 and e.conversation_id = $2 and e.verb = 'step_done' and e.actor = 'link' and e.at > $3
               and not exists (select 1 from message m
                 where m.desk_id = e.desk_id and m.conversation_id = e.conversation_id
                   and m.arrived_at > $3 and m.arrived_at <= e.at)
             order by e.at desc
             limit 1",
            args![desk, conversation_id, after],
        )
        .await?;
    Ok(found.map(|(at,)| at))
}

/// Decides about an offered step; whether it was still to be decided.
pub async fn decide(tx: &mut Tx, desk: &DeskId, step_id: &str, standing: Standing) -> Result<bool, StoreError> {
    let changed = tx
        .execute(
            "update step set standing = $3 where desk_id = $1 and step_id = $2 and standing = 'offered'",
            args![desk, step_id, standing],
        )
        .await?;
    Ok(changed > 0)
}

/// Notes that a reminder of these steps was sent.
pub async fn set_reminded<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    ids: &[S],
    at: Timestamp,
) -> Result<(), StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!("update step set reminded_at = $3 where desk_id = $1 and step_id in {each}"),
        args![desk, list(ids), at],
    )
    .await
    .map(drop)
}

/// The step that a link leads to, with the link and the conversation it stands in now.
pub async fn by_link(
    tx: &mut Tx,
    desk: &DeskId,
    token_hash: &str,
) -> Result<Option<(String, StepLinkRow, StepRow)>, StoreError> {
    let (link, step) = (columns_of::<StepLinkRow>("l"), columns_of::<StepRow>("s"));
    let row: Option<Both<(String,), Both<StepLinkRow, StepRow>>> = tx
        .fetch_optional(
            format!(
                "select m.conversation_id, {link}, {step}
                 from step_link l
                 join step s on s.desk_id = l.desk_id and s.step_id = l.step_id
                 join message m on m.desk_id = s.desk_id and m.message_id = s.message_id
                 where l.desk_id = $1 and l.token_hash = $2"
            ),
            args![desk, token_hash],
        )
        .await?;
    Ok(row.map(|Both((conversation,), Both(link, step))| (conversation, link, step)))
}

/// Forgets the steps of a mail that was taken back before it left, and the links to them.
pub async fn forget(tx: &mut Tx, desk: &DeskId, message_id: &str) -> Result<(), StoreError> {
    for sql in [
        "delete from step_link where desk_id = $1 and step_id in
           (select step_id from step where desk_id = $1 and message_id = $2)",
        "delete from step where desk_id = $1 and message_id = $2",
    ] {
        tx.execute(sql, args![desk, message_id]).await?;
    }
    Ok(())
}
