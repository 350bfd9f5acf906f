//! Events: who did what to which object, when. Append-only, written in the transaction of the change.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::list;

row! {
    /// Something that was done.
    EventRow of "event" {
        /// UUIDv7.
        event_id: String,
        /// When.
        at: Timestamp,
        /// By whom: a member's id, `mail`, or `tact`.
        actor: String,
        /// What: `received`, `answered`, `waived`, ….
        verb: String,
        /// To what kind of object.
        object: String,
        /// To which one.
        object_id: String,
        /// In which conversation, if in one.
        conversation_id: Option<String>,
        /// The rest, as JSON.
        data: String,
    }
}

/// Appends events.
pub async fn append(tx: &mut Tx, desk: &DeskId, rows: &[EventRow]) -> Result<u64, StoreError> {
    tx.insert(desk, rows, "").await
}

/// The events of these conversations, each conversation's in order; only these verbs, all when none is given.
pub async fn of_conversations<S: AsRef<str>>(
    tx: &mut Tx,
    desk: &DeskId,
    conversation_ids: &[S],
    verbs: &[&str],
) -> Result<Vec<EventRow>, StoreError> {
    let columns = EventRow::COLUMNS;
    let (conversations, wanted) = (tx.dialect().each(2), tx.dialect().each(3));
    tx.fetch_all(
        format!(
            "select {columns} from event
             where desk_id = $1 and conversation_id in {conversations} and ($3 = '[]' or verb in {wanted})
             order by conversation_id, at, event_id"
        ),
        args![desk, list(conversation_ids), list(verbs)],
    )
    .await
}

/// One event.
pub async fn find(tx: &mut Tx, desk: &DeskId, event_id: &str) -> Result<Option<EventRow>, StoreError> {
    let columns = EventRow::COLUMNS;
    tx.fetch_optional(
        format!("select {columns} from event where desk_id = $1 and event_id = $2"),
        args![desk, event_id],
    )
    .await
}

/// The last events of one object, the newest first.
pub async fn of_object(
    tx: &mut Tx,
    desk: &DeskId,
    object: &str,
    object_id: &str,
    limit: i64,
) -> Result<Vec<EventRow>, StoreError> {
    let columns = EventRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from event
             where desk_id = $1 and object = $2 and object_id = $3
             order by event_id desc
             limit $4"
        ),
        args![desk, object, object_id, limit],
    )
    .await
}

/// What happened to these steps, in order.
pub async fn of_steps<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, steps: &[S]) -> Result<Vec<EventRow>, StoreError> {
    let (columns, each) = (EventRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!(
            "select {columns} from event
             where desk_id = $1 and object = 'step' and object_id in {each}
             order by at, event_id"
        ),
        args![desk, list(steps)],
    )
    .await
}

/// The last times that drafts here were put off by this member, or sent by anybody although the gate held them, newest first.
pub async fn of_heat(tx: &mut Tx, desk: &DeskId, member_id: &str, limit: i64) -> Result<Vec<EventRow>, StoreError> {
    let columns = EventRow::COLUMNS;
    // Two statements, so that each walks the index of its own verb.
    let overruled = format!(
        "select {columns} from event
         where desk_id = $1 and verb = 'overruled'
         order by event_id desc
         limit $2"
    );
    let put_off = format!(
        "select {columns} from event
         where desk_id = $1 and verb = 'put_off' and actor = $2
         order by event_id desc
         limit $3"
    );
    let mut found: Vec<EventRow> = tx.fetch_all(overruled, args![desk, limit]).await?;
    found.extend(tx.fetch_all::<EventRow>(put_off, args![desk, member_id, limit]).await?);
    found.sort_by(|one, other| other.event_id.cmp(&one.event_id));
    found.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(found)
}

/// When the last event was noted.
pub async fn latest(tx: &mut Tx, desk: &DeskId) -> Result<Option<Timestamp>, StoreError> {
    let last: Option<(Timestamp,)> = tx
        .fetch_optional(
            "select at from event
             where desk_id = $1
             order by event_id desc
             limit 1",
            args![desk],
        )
        .await?;
    Ok(last.map(|(at,)| at))
}
