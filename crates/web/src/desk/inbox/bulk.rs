//! One act on the selected conversations, each for itself.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::bulk::{BulkAct, apply_remembered};
use jiff::Timestamp;
use serde::Deserialize;

use crate::asked::Asked;
use crate::desk::conversation::acts::{Next, back_to, said};
use crate::desk::conversation::put_aside::next_morning;
use crate::fault::Fault;
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
    let mut picked = picked;
    let act = match picked.act.as_str() {
        "merge" => {
            let Some(into) = oldest(&asked, &picked.ids).await? else {
                return Ok(flash::done(&picked.next, "nothing", None));
            };
            picked.ids.retain(|id| *id != into);
            BulkAct::Merge(into)
        }
        "spam" => BulkAct::Spam,
        "settle" => BulkAct::Settle,
        "snooze" => BulkAct::Snooze(next_morning(&asked)),
        "assign" => BulkAct::Assign(Some(asked.who.member.member_id.clone())),
        _ => BulkAct::Tag(picked.tag.clone()),
    };
    let (done, key) = apply_remembered(asked.desk(), &asked.who, &picked.ids, &act).await.map_err(said!())?;
    if done == 0 {
        return Ok(flash::done(&picked.next, "nothing", None));
    }
    Ok(flash::counted(&picked.next, "bulk", done, Some(&format!("/inbox/bulk/{key}/removal"))))
}

/// Joins all the others to the one that began first.
async fn oldest(asked: &Asked, ids: &[String]) -> Result<Option<String>, Fault> {
    let desk = asked.desk();
    let rows = desk.db().read(async |mut tx| store::conversation::by_ids(&mut tx, desk.id(), ids).await).await?;
    let first = rows
        .into_iter()
        .min_by(|one, other| (one.first_at, &one.conversation_id).cmp(&(other.first_at, &other.conversation_id)));
    Ok(first.map(|row| row.conversation_id))
}

/// `POST /inbox/bulk/{id}/removal`: takes an act on many back.
pub(crate) async fn take_back(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    let back = desk::bulk::take_back(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    let next = back_to(&form.next, "/inbox");
    Ok(flash::counted(next, if back == 0 { "nothing" } else { "bulk-back" }, back, None))
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
