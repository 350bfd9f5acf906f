//! What a device that was asked to tell puts on its screen. What and when, the desk decides; this gives it words.

use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use desk::notifications::{Notification, What};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::desk::inbox::show::subject;
use crate::page::Answer;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    /// From when on, as an earlier answer said; without it, from now.
    since: Option<Timestamp>,
    /// Who asked for it on this device: whoever signs in there next did not.
    #[serde(default)]
    member: String,
}

#[derive(Debug, Serialize)]
struct Told {
    /// What to ask with next time.
    since: Timestamp,
    /// In how many seconds there may be more though nothing changes: whoever asks is back then.
    again: Option<i64>,
    things: Vec<Thing>,
}

#[derive(Debug, Serialize)]
struct Thing {
    id: String,
    /// Where it is about the same, the newer line takes the place of the older one.
    about: String,
    title: String,
    text: String,
    href: String,
    urgent: bool,
    /// A client's mail: pages that show mail show it by themselves.
    mail: bool,
}

/// `GET /notifications?member=…&since=…`: JSON. Says who and what about, never what is written: a screen is seen by others, too.
pub(crate) async fn since(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    if ask.member != asked.who.member.member_id {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let told = desk::notifications::since(asked.desk(), &asked.who, ask.since.unwrap_or(asked.now)).await?;
    let answer = Told {
        since: told.since,
        again: told.back.map(|back| back.duration_since(asked.now).as_secs().max(1)),
        things: told.things.into_iter().map(|one| thing(&asked, one)).collect(),
    };
    Ok(Json(answer).into_response())
}

fn thing(asked: &Asked, one: Notification) -> Thing {
    let w = &asked.w;
    let about = subject(asked, &one.subject);
    let title = match one.what {
        What::Emergency => w.t2("page-today-emergency", "name", &one.name, "subject", &about),
        What::Mail => one.name.clone(),
        What::Named => w.t2("page-today-mention", "name", &one.name, "subject", &about),
        What::ToRead => w.t1("page-today-to-read", "name", &one.name),
        What::Fine => w.t1("page-today-looked-fine", "name", &one.name),
        What::Change => w.t1("page-today-looked-change", "name", &one.name),
        What::Given => w.t1("notification-given", "name", &one.name),
        What::StepDone => w.t1("notification-step-done", "name", &one.name),
    };
    let tells_all = matches!(one.what, What::Emergency | What::Named);
    let href = match one.what {
        What::ToRead | What::Fine | What::Change => format!("/drafts/{}", one.object_id),
        What::Emergency | What::Mail => format!("/conversations/{}#m-{}", one.conversation_id, one.object_id),
        What::Named | What::Given | What::StepDone => format!("/conversations/{}", one.conversation_id),
    };
    Thing {
        about: one.conversation_id,
        text: if tells_all { String::new() } else { about },
        urgent: one.what == What::Emergency,
        mail: one.what == What::Mail,
        id: one.id,
        title,
        href,
    }
}
