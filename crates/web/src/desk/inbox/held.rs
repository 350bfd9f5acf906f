//! What a member does about held mail: one, or those selected.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::held::{self, Act, Refused};
use serde::Deserialize;

use crate::asked::Asked;
use crate::desk::conversation::acts::{Next, back_to, said};
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

const HELD: &str = "/inbox?view=held";

/// `POST /held/{id}/retrial`: read it again.
pub(crate) async fn retry(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    one(&asked, &id, Act::Retry, &form.next).await
}

/// `POST /held/{id}/acceptance`: take it in as it is.
pub(crate) async fn accept(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    one(&asked, &id, Act::Accept, &form.next).await
}

/// `POST /held/{id}/disposal`: throw it away.
pub(crate) async fn throw_away(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    one(&asked, &id, Act::ThrowAway, &form.next).await
}

/// `POST /held/{id}/disposal/removal`: have it back.
pub(crate) async fn take_back(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    held::take_back(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::counted(back_to(&form.next, HELD), "held-back", 1, None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Picked {
    #[serde(default)]
    ids: Vec<String>,
    act: String,
    #[serde(default)]
    next: String,
}

/// `POST /inbox/held`: those selected.
pub(crate) async fn act(asked: Asked, Form(picked): Form<Picked>) -> Answer {
    let act = match picked.act.as_str() {
        "retry" => Act::Retry,
        "accept" => Act::Accept,
        "throw" => Act::ThrowAway,
        "back" => Act::TakeBack,
        _ => return Err(Fault::Refused("page-fault-refused-form")),
    };
    each(&asked, &picked.ids, act, back_to(&picked.next, HELD)).await
}

/// One mail; the head of a flood stands for all of it.
async fn one(asked: &Asked, id: &str, act: Act, next: &str) -> Answer {
    each(asked, &[id.to_owned()], act, back_to(next, HELD)).await
}

async fn each(asked: &Asked, ids: &[String], act: Act, next: &str) -> Answer {
    let (done, refused) = held::each(asked.desk(), &asked.who, ids, act).await.map_err(said!())?;
    let word = match act {
        Act::Retry | Act::Accept => "held-taken",
        Act::ThrowAway => "held-thrown",
        Act::TakeBack => "held-back",
    };
    let undo = match (act, ids) {
        (Act::ThrowAway, [id]) if done == 1 => Some(format!("/held/{id}/disposal/removal")),
        _ => None,
    };
    match (done, refused) {
        (0, Some(key)) if key == Refused::Still.key() => Ok(flash::done(next, "held-still", None)),
        (0, Some(key)) if key == Refused::Otherwise.key() => Ok(flash::done(next, "held-otherwise", None)),
        (0, Some(key)) => Err(Fault::Said(key)),
        (0, None) => Ok(flash::done(next, "nothing", None)),
        (done, _) => Ok(flash::counted(next, word, done, undo.as_deref())),
    }
}
