//! One act on many conversations: each for itself, with its own result, and taken back together.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::event::EventRow;

use crate::desk::Desk;
use crate::refusal::refusals;
use crate::who::Who;
use crate::{assign, merge, settle, shut_out, snooze, tag};

/// Most conversations of one call.
pub const MOST: usize = 200;

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAct {
    /// Mark done.
    Settle,
    /// Take 'done' back.
    Unsettle,
    /// Put aside.
    Snooze(Timestamp),
    /// Bring back.
    Wake,
    /// Give to a member, or to nobody.
    Assign(Option<String>),
    /// Put a tag on.
    Tag(String),
    /// Take a tag off.
    Untag(String),
    /// Mark as spam.
    Spam,
    /// Take 'spam' back.
    NotSpam,
    /// Join to this conversation.
    Merge(String),
    /// Take out again of what it was joined to.
    TakeApart,
}

/// What became of one conversation: done, or the text key of the refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkResult {
    /// Which one.
    pub conversation_id: String,
    /// `Err` holds the text key.
    pub outcome: Result<(), &'static str>,
}

refusals! {
    /// Why an act on many is not taken back.
    Refused {
        /// There was no such act.
        Nothing = "refused-undo-nothing",
    }
}

/// Does `act` to each conversation in turn; those over [`MOST`] are refused, the others are not held up by one that fails.
pub async fn apply(desk: &Desk, who: &Who, conversations: &[String], act: &BulkAct) -> Vec<BulkResult> {
    let mut results = Vec::with_capacity(conversations.len());
    for (at, conversation) in conversations.iter().enumerate() {
        let outcome =
            if at < MOST { one(desk, who, conversation, act).await.map(drop) } else { Err("refused-bulk-too-many") };
        results.push(BulkResult { conversation_id: conversation.clone(), outcome });
    }
    results
}

/// The same, remembered so that [`take_back`] undoes it. Gives how many were changed, and the key to take them back.
///
/// # Errors
/// When the memory cannot be written; what was done stays.
pub async fn apply_remembered(
    desk: &Desk,
    who: &Who,
    conversations: &[String],
    act: &BulkAct,
) -> Result<(usize, String), Refused> {
    let mut done: Vec<(String, Option<BulkAct>)> = Vec::new();
    for conversation in conversations.iter().take(MOST) {
        if let Ok(back) = one(desk, who, conversation, act).await {
            done.push((conversation.clone(), back));
        }
    }
    let event_id = desk.new_id();
    let event = EventRow {
        event_id: event_id.clone(),
        at: desk.now(),
        actor: who.member.member_id.clone(),
        verb: "bulk".to_owned(),
        object: "bulk".to_owned(),
        object_id: event_id.clone(),
        conversation_id: None,
        data: json!({ "act": act, "done": done }).to_string(),
    };
    desk.db()
        .write(async |mut tx| store::event::append(&mut tx, desk.id(), std::slice::from_ref(&event)).await)
        .await?;
    Ok((done.len(), event_id))
}

/// Takes an act on many back, each conversation for itself; gives how many could be. Only whoever did it may.
///
/// # Errors
/// See [`Refused`].
pub async fn take_back(desk: &Desk, who: &Who, event_id: &str) -> Result<usize, Refused> {
    let read = desk.db().read(async |mut tx| store::event::find(&mut tx, desk.id(), event_id).await).await?;
    let mine = |event: &EventRow| event.verb == "bulk" && event.actor == who.member.member_id;
    let event = read.filter(mine).ok_or(Refused::Nothing)?;
    let data: serde_json::Value = serde_json::from_str(&event.data).unwrap_or_default();
    let done: Vec<(String, Option<BulkAct>)> =
        serde_json::from_value(data.get("done").cloned().unwrap_or_default()).unwrap_or_default();
    let mut back = 0;
    for (conversation, act) in done.iter().rev() {
        if let Some(act) = act {
            back += usize::from(one(desk, who, conversation, act).await.is_ok());
        }
    }
    Ok(back)
}

/// Does it to one; gives what takes it back.
async fn one(desk: &Desk, who: &Who, conversation: &str, act: &BulkAct) -> Result<Option<BulkAct>, &'static str> {
    Ok(Some(match act {
        BulkAct::Settle => {
            let changed = settle::settle(desk, who, conversation).await.map_err(|refused| refused.key())?;
            return Ok(changed.then_some(BulkAct::Unsettle));
        }
        BulkAct::Unsettle => {
            let changed = settle::unsettle(desk, who, conversation).await.map_err(|refused| refused.key())?;
            return Ok(changed.then_some(BulkAct::Settle));
        }
        BulkAct::Snooze(until) => {
            snooze::snooze(desk, who, conversation, *until).await.map_err(|refused| refused.key())?;
            BulkAct::Wake
        }
        BulkAct::Wake => {
            snooze::wake(desk, who, conversation).await.map_err(|refused| refused.key())?;
            return Ok(None);
        }
        BulkAct::Assign(to) => {
            let before = assign::assign(desk, who, conversation, to.as_deref()).await;
            BulkAct::Assign(before.map_err(|refused| refused.key())?)
        }
        BulkAct::Tag(tag) => {
            let added = tag::add(desk, who, conversation, tag).await.map_err(|refused| refused.key())?;
            return Ok(added.then(|| BulkAct::Untag(tag.clone())));
        }
        BulkAct::Untag(tag) => {
            tag::remove(desk, who, conversation, tag).await.map_err(|refused| refused.key())?;
            BulkAct::Tag(tag.clone())
        }
        BulkAct::Spam => {
            shut_out::spam(desk, who, conversation).await.map_err(|refused| refused.key())?;
            BulkAct::NotSpam
        }
        BulkAct::NotSpam => {
            shut_out::not_spam(desk, who, conversation).await.map_err(|refused| refused.key())?;
            BulkAct::Spam
        }
        BulkAct::Merge(into) => {
            merge::merge(desk, who, conversation, into).await.map_err(|refused| refused.key())?;
            BulkAct::TakeApart
        }
        BulkAct::TakeApart => {
            merge::take_apart(desk, who, conversation).await.map_err(|refused| refused.key())?;
            return Ok(None);
        }
    }))
}
