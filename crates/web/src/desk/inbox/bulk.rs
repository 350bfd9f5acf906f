//! One act on the selected conversations, each for itself.

use axum_extra::extract::Form;
use desk::bulk::{BulkAct, apply};
use jiff::Timestamp;
use serde::Deserialize;

use crate::asked::Asked;
use crate::desk::conversation::put_aside::next_morning;
use crate::flash;
use crate::page::Answer;

#[derive(Debug, Deserialize)]
pub(crate) struct Picked {
    #[serde(default)]
    ids: Vec<String>,
    act: String,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    next: String,
}

/// `POST /inbox/bulk`
pub(crate) async fn act(asked: Asked, Form(picked): Form<Picked>) -> Answer {
    if picked.act == "seen" {
        return seen(&asked, &picked).await;
    }
    let act = match picked.act.as_str() {
        "settle" => BulkAct::Settle,
        "snooze" => BulkAct::Snooze(next_morning(&asked)),
        "assign" => BulkAct::Assign(Some(asked.who.member.member_id.clone())),
        _ => BulkAct::Tag(picked.tag.clone()),
    };
    let results = apply(asked.desk(), &asked.who, &picked.ids, &act).await;
    let done: Vec<_> = results.iter().filter(|one| one.outcome.is_ok()).collect();
    match done.as_slice() {
        [] => Ok(flash::done(&picked.next, "nothing", None)),
        [one] => {
            let noun = match act {
                BulkAct::Settle => Some("settlement"),
                BulkAct::Snooze(_) => Some("snooze"),
                BulkAct::Assign(_) => Some("assignment"),
                _ => None,
            };
            let undo = noun.map(|noun| format!("/conversations/{}/{noun}/removal", one.conversation_id));
            Ok(flash::counted(&picked.next, "bulk", 1, undo.as_deref()))
        }
        many => Ok(flash::counted(&picked.next, "bulk", many.len(), None)),
    }
}

async fn seen(asked: &Asked, picked: &Picked) -> Answer {
    let mut done = 0;
    for id in picked.ids.iter().take(desk::bulk::MOST) {
        let now: Timestamp = asked.now;
        desk::see::see(asked.desk(), &asked.who, id, now).await?;
        done += 1;
    }
    Ok(flash::counted(&picked.next, if done == 0 { "nothing" } else { "bulk" }, done, None))
}
