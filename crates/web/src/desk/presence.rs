//! Who else is in a conversation right now, for open pages: told by them, asked by them, in words and initials.

use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use serde::{Deserialize, Serialize};
use store::presence::{Doing, There};

use crate::asked::Asked;
use crate::frame::initials;
use crate::page::Answer;

#[derive(Debug, Deserialize)]
pub(crate) struct Here {
    /// `looking`, `writing`, or `gone`.
    #[serde(default)]
    doing: String,
}

/// Somebody, as a page shows them.
#[derive(Debug, Serialize)]
struct Somebody {
    conversation: String,
    name: String,
    initials: String,
    writing: bool,
    /// 'Anna is writing an answer.'
    words: String,
}

/// `POST /conversations/{id}/presence`: this page is open or written in. Answers who else is there.
pub(crate) async fn here(asked: Asked, Path(id): Path<String>, Form(form): Form<Here>) -> Answer {
    let doing = match form.doing.as_str() {
        "writing" => Some(Doing::Writing),
        "looking" => Some(Doing::Looking),
        _ => None,
    };
    let others = desk::presence::here(asked.desk(), &asked.who, &id, doing).await?;
    Ok(Json(shown(&asked, others)).into_response())
}

/// `GET /presence`: who else is anywhere.
pub(crate) async fn everywhere(asked: Asked) -> Answer {
    let others = desk::presence::elsewhere(asked.desk(), &asked.who).await?;
    Ok(Json(shown(&asked, others)).into_response())
}

fn shown(asked: &Asked, others: Vec<There>) -> Vec<Somebody> {
    let one = |there: There| {
        let writing = there.doing == Doing::Writing;
        let key = if writing { "part-presence-writing" } else { "part-presence-looking" };
        Somebody {
            conversation: there.conversation_id,
            words: asked.w.t1(key, "name", &there.name),
            initials: initials(&there.name),
            name: there.name,
            writing,
        }
    };
    others.into_iter().map(one).collect()
}
