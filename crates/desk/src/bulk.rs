//! One act on many conversations: each for itself, with its own result.

use jiff::Timestamp;

use crate::desk::Desk;
use crate::who::Who;
use crate::{assign, settle, snooze, tag};

/// Most conversations of one call.
pub const MOST: usize = 200;

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

/// What became of one conversation: done, or the text key of the refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkResult {
    /// Which one.
    pub conversation_id: String,
    /// `Err` holds the text key.
    pub outcome: Result<(), &'static str>,
}

/// Does `act` to each conversation in turn; those over [`MOST`] are refused, the others are not held up by one that fails.
pub async fn apply(desk: &Desk, who: &Who, conversations: &[String], act: &BulkAct) -> Vec<BulkResult> {
    let mut results = Vec::with_capacity(conversations.len());
    for (at, conversation) in conversations.iter().enumerate() {
        let outcome = if at < MOST { one(desk, who, conversation, act).await } else { Err("refused-bulk-too-many") };
        results.push(BulkResult { conversation_id: conversation.clone(), outcome });
    }
    results
}

async fn one(desk: &Desk, who: &Who, conversation: &str, act: &BulkAct) -> Result<(), &'static str> {
    match act {
        BulkAct::Settle => settle::settle(desk, who, conversation).await.map_err(|refused| refused.key()),
        BulkAct::Unsettle => settle::unsettle(desk, who, conversation).await.map_err(|refused| refused.key()),
        BulkAct::Snooze(until) => {
            snooze::snooze(desk, who, conversation, *until).await.map_err(|refused| refused.key())
        }
        BulkAct::Wake => snooze::wake(desk, who, conversation).await.map_err(|refused| refused.key()),
        BulkAct::Assign(to) => {
            assign::assign(desk, who, conversation, to.as_deref()).await.map(drop).map_err(|refused| refused.key())
        }
        BulkAct::Tag(tag) => tag::add(desk, who, conversation, tag).await.map_err(|refused| refused.key()),
        BulkAct::Untag(tag) => tag::remove(desk, who, conversation, tag).await.map_err(|refused| refused.key()),
    }
}
