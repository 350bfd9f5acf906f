//! One act on many conversations: each for itself, with its own result, and taken back together.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::event::EventRow;

use crate::desk::Desk;
use crate::refusal::refusals;
use crate::who::Who;
use crate::{assign, merge, move_to_client, settle, shut_out, snooze, tag};

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
    /// Block whoever wrote in it.
    Block,
    /// Let these senders in again.
    LetIn(Vec<String>),
    /// Give to another client.
    Move {
        /// Its id, domain or name.
        client: String,
        /// Whether those who wrote in it belong there, too.
        people: bool,
    },
    /// Take the last move back.
    MoveBack,
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

/// What became of all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// How many were changed.
    pub done: usize,
    /// What takes them back.
    pub key: String,
    /// Why the last of the others was not, as a text key.
    pub refused: Option<&'static str>,
}

/// The same, remembered so that [`take_back`] undoes it.
///
/// # Errors
/// When the memory cannot be written; what was done stays.
pub async fn apply_remembered(
    desk: &Desk,
    who: &Who,
    conversations: &[String],
    act: &BulkAct,
) -> Result<Remembered, Refused> {
    let mut done: Vec<(String, Option<BulkAct>)> = Vec::new();
    let mut refused = None;
    for conversation in conversations.iter().take(MOST) {
        match one(desk, who, conversation, act).await {
            Ok(back) => done.push((conversation.clone(), back)),
            Err(key) => refused = Some(key),
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
    Ok(Remembered { done: done.len(), key: event_id, refused })
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
    match act {
        BulkAct::Spam | BulkAct::NotSpam | BulkAct::Block | BulkAct::LetIn(_) => {
            shut(desk, who, conversation, act).await
        }
        BulkAct::Merge(_) | BulkAct::TakeApart | BulkAct::Move { .. } | BulkAct::MoveBack => {
            regroup(desk, who, conversation, act).await
        }
        _ => mark(desk, who, conversation, act).await,
    }
}

/// What is noted on the conversation itself.
async fn mark(desk: &Desk, who: &Who, conversation: &str, act: &BulkAct) -> Result<Option<BulkAct>, &'static str> {
    Ok(match act {
        BulkAct::Settle => {
            let changed = settle::settle(desk, who, conversation).await.map_err(|refused| refused.key())?;
            changed.then_some(BulkAct::Unsettle)
        }
        BulkAct::Unsettle => {
            let changed = settle::unsettle(desk, who, conversation).await.map_err(|refused| refused.key())?;
            changed.then_some(BulkAct::Settle)
        }
        BulkAct::Snooze(until) => {
            snooze::snooze(desk, who, conversation, *until).await.map_err(|refused| refused.key())?;
            Some(BulkAct::Wake)
        }
        BulkAct::Wake => {
            snooze::wake(desk, who, conversation).await.map_err(|refused| refused.key())?;
            None
        }
        BulkAct::Assign(to) => {
            let before = assign::assign(desk, who, conversation, to.as_deref()).await;
            Some(BulkAct::Assign(before.map_err(|refused| refused.key())?))
        }
        BulkAct::Tag(tag) => {
            let added = tag::add(desk, who, conversation, tag).await.map_err(|refused| refused.key())?;
            added.then(|| BulkAct::Untag(tag.clone()))
        }
        BulkAct::Untag(tag) => {
            tag::remove(desk, who, conversation, tag).await.map_err(|refused| refused.key())?;
            Some(BulkAct::Tag(tag.clone()))
        }
        _ => None,
    })
}

/// Who is let in.
async fn shut(desk: &Desk, who: &Who, conversation: &str, act: &BulkAct) -> Result<Option<BulkAct>, &'static str> {
    Ok(match act {
        BulkAct::Spam => {
            shut_out::spam(desk, who, conversation).await.map_err(|refused| refused.key())?;
            Some(BulkAct::NotSpam)
        }
        BulkAct::NotSpam => {
            shut_out::not_spam(desk, who, conversation).await.map_err(|refused| refused.key())?;
            Some(BulkAct::Spam)
        }
        BulkAct::Block => {
            let blocked = shut_out::block_writers(desk, who, conversation).await.map_err(|refused| refused.key())?;
            (!blocked.is_empty()).then_some(BulkAct::LetIn(blocked))
        }
        BulkAct::LetIn(senders) => {
            for sender in senders {
                shut_out::let_in(desk, who, sender).await.map_err(|refused| refused.key())?;
            }
            None
        }
        _ => None,
    })
}

/// What belongs where.
async fn regroup(desk: &Desk, who: &Who, conversation: &str, act: &BulkAct) -> Result<Option<BulkAct>, &'static str> {
    Ok(match act {
        BulkAct::Merge(into) => {
            merge::merge(desk, who, conversation, into).await.map_err(|refused| refused.key())?;
            Some(BulkAct::TakeApart)
        }
        BulkAct::TakeApart => {
            merge::take_apart(desk, who, conversation).await.map_err(|refused| refused.key())?;
            None
        }
        BulkAct::Move { client, people } => {
            let moved = move_to_client::move_over(desk, who, conversation, client, *people).await;
            moved.map_err(|refused| refused.key())?;
            Some(BulkAct::MoveBack)
        }
        BulkAct::MoveBack => {
            move_to_client::move_back(desk, who, conversation).await.map_err(|refused| refused.key())?;
            None
        }
        _ => None,
    })
}
