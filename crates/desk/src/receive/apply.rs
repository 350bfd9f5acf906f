//! A plan written down: few multi-row statements, in an order that every foreign key agrees with.

use std::collections::HashSet;

use jiff::Timestamp;
use rulebook::event::{Happening, Kind};
use rulebook::promise::{State, What, promise_id};
use store::event::EventRow;
use store::message::{Direction, MessageRow};
use store::promise::PromiseRow;
use store::{DeskId, StoreError, Tx};

use super::plan::{Changes, Merge};
use crate::desk::DeskSettings;
use crate::ledger;

/// Writes a plan, and makes promises and summaries of what it touched.
///
/// # Errors
/// Faults of the store.
pub async fn apply(
    tx: &mut Tx,
    desk: &DeskId,
    settings: &DeskSettings,
    now: Timestamp,
    changes: &Changes,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<(), StoreError> {
    store::client::insert_many(tx, desk, &changes.clients).await?;
    store::intake::save_contacts(tx, desk, &changes.contacts).await?;
    store::conversation::save_many(tx, desk, &changes.conversations).await?;
    store::message::insert_many(tx, desk, &changes.messages, &changes.words).await?;
    store::step::insert_many(tx, desk, &changes.steps).await?;
    store::trust::insert_many(tx, desk, &changes.trust).await?;
    store::reference::save_many(tx, desk, &changes.references).await?;
    store::participant::save_many(tx, desk, &changes.participants).await?;
    store::attachment::insert_many(tx, desk, &changes.attachments).await?;
    store::held::save_many(tx, desk, &changes.held).await?;
    crate::emergency::note_those(tx, desk, settings, changes, now, ids).await?;
    let lately: Vec<_> = changes.lately.values().cloned().collect();
    store::sender_lately::save_many(tx, desk, &lately).await?;
    for merge in &changes.merges {
        join(tx, desk, merge, ids).await?;
    }
    for (conversation, client) in &changes.clients_found {
        store::intake::set_client(tx, desk, conversation, client).await?;
    }
    store::event::append(tx, desk, &changes.events).await?;
    wake(tx, desk, changes).await?;
    let mut touched: Vec<String> = changes.touched.iter().cloned().collect();
    let seen: Vec<String> = changes.seen_ids.iter().cloned().collect();
    touched.extend(crate::outbox::arrived(tx, desk, &seen, now, ids).await?);
    touched.extend(crate::outbox::reported(tx, desk, &changes.messages, now, ids).await?);
    touched.extend(crate::outbox::answered(tx, desk, &changes.messages, now, ids).await?);
    clear_bounced(tx, desk, changes).await?;
    ledger::refresh(tx, desk, settings, now, &touched).await
}

/// An address somebody writes from takes mail again, as far as anybody can tell.
async fn clear_bounced(tx: &mut Tx, desk: &DeskId, changes: &Changes) -> Result<(), StoreError> {
    let by_people = |message: &&MessageRow| message.direction == Direction::In && message.kind == Kind::Person;
    let writers: HashSet<&str> =
        changes.messages.iter().filter(by_people).map(|message| message.from_address.as_str()).collect();
    if !writers.is_empty() {
        store::bounced_address::clear(tx, desk, &writers.into_iter().collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// Who asks something again brings a snoozed conversation back, and so does news that an answer could not be delivered.
/// 'Ok, thanks' does not.
async fn wake(tx: &mut Tx, desk: &DeskId, changes: &Changes) -> Result<(), StoreError> {
    let wakes = |message: &&MessageRow| {
        message.direction == Direction::In && (message.expects_answer || message.kind == Kind::Bounce)
    };
    let woken: HashSet<&str> =
        changes.messages.iter().filter(wakes).map(|message| message.conversation_id.as_str()).collect();
    let woken: Vec<&str> = woken.into_iter().collect();
    store::intake::wake(tx, desk, &woken).await?;
    Ok(())
}

/// Makes one conversation of two. Promises are named after their conversation, so a waiver is noted again under the
/// promise's new name.
pub(super) async fn join(
    tx: &mut Tx,
    desk: &DeskId,
    merge: &Merge,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<(), StoreError> {
    let promises = store::promise::of_conversations(tx, desk, &[&merge.from]).await?;
    // Steps keep their promises' names wherever they are.
    let renamed = |row: &&PromiseRow| !matches!(row.what, What::Step { .. });
    let waived: Vec<_> = promises.iter().filter(|row| row.state == State::Waived).filter(renamed).collect();
    let mut again = Vec::new();
    if !waived.is_empty() {
        for act in store::event::of_conversations(tx, desk, &[&merge.from], &["waived", "unwaived"]).await? {
            let Some(promise) = waived.iter().find(|row| row.promise_id == act.object_id) else { continue };
            let made_by = promise.evidence.first().map_or("", String::as_str);
            let renamed = promise_id(&merge.into, &promise.rule, made_by);
            let data = match serde_json::from_str(&act.data) {
                Ok(Happening::Waived { by, reason, .. }) => Happening::Waived { promise: renamed.clone(), by, reason },
                Ok(Happening::Unwaived { .. }) => Happening::Unwaived { promise: renamed.clone() },
                _ => continue,
            };
            again.push(EventRow {
                event_id: ids(),
                at: act.at,
                actor: act.actor,
                verb: act.verb,
                object: "promise".to_owned(),
                object_id: renamed,
                conversation_id: Some(merge.into.clone()),
                data: serde_json::to_string(&data).unwrap_or_default(),
            });
        }
    }
    store::conversation::merge::merge(tx, desk, &merge.from, &merge.into).await?;
    store::event::append(tx, desk, &again).await?;
    Ok(())
}
