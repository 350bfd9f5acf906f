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

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Picked {
    #[serde(default)]
    ids: Vec<String>,
    /// `typed` when Enter was pressed in a field: then what is filled in says what is meant.
    #[serde(default)]
    act: String,
    /// Whom to give them to; empty for nobody.
    assign: Option<String>,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    client: String,
    #[serde(default)]
    people: String,
    #[serde(default)]
    next: String,
}

/// `POST /inbox/bulk`
pub(crate) async fn act(asked: Asked, Form(mut picked): Form<Picked>) -> Answer {
    if picked.act == "seen" {
        return seen(&asked, &picked).await;
    }
    let Some(act) = wanted(&asked, &mut picked).await? else {
        return Ok(flash::done(&picked.next, "nothing", None));
    };
    let all = apply_remembered(asked.desk(), &asked.who, &picked.ids, &act).await.map_err(said!())?;
    match (all.done, all.refused) {
        // One reason for all of them is worth a page that says it.
        (0, Some(key)) if key != "refused-fault" => Err(Fault::Said(key)),
        (0, _) => Ok(flash::done(&picked.next, "nothing", None)),
        (done, _) => Ok(flash::counted(&picked.next, "bulk", done, Some(&format!("/inbox/bulk/{}/removal", all.key)))),
    }
}

/// What is meant; `None` when nothing is. Of a joining, the conversation that goes on leaves the selection.
async fn wanted(asked: &Asked, picked: &mut Picked) -> Result<Option<BulkAct>, Fault> {
    if let Some(to) = &picked.assign {
        return Ok(Some(BulkAct::Assign(Some(to.clone()).filter(|to| !to.is_empty()))));
    }
    let filled = |text: &str| !text.trim().is_empty();
    let act = match picked.act.as_str() {
        "typed" if filled(&picked.client) => "move",
        "typed" => "tag",
        other => other,
    };
    Ok(match act {
        "merge" => match oldest(asked, &picked.ids).await? {
            Some(into) => {
                picked.ids.retain(|id| *id != into);
                Some(BulkAct::Merge(into))
            }
            None => None,
        },
        "spam" => Some(BulkAct::Spam),
        "block" => Some(BulkAct::Block),
        "settle" => Some(BulkAct::Settle),
        "snooze" => Some(BulkAct::Snooze(next_morning(asked))),
        "move" if filled(&picked.client) => {
            Some(BulkAct::Move { client: picked.client.clone(), people: picked.people == "yes" })
        }
        "tag" if filled(&picked.tag) => Some(BulkAct::Tag(picked.tag.clone())),
        _ => None,
    })
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
