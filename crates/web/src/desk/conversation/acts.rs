//! What a member does with a conversation besides writing: done, assign, tag, seen, let go. Each goes back whence it came.

use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use serde::Deserialize;

use crate::asked::Asked;
use crate::flash;
use crate::page::Answer;

/// A use case's refusal as a page: its sentence, or a fault of ours.
macro_rules! said {
    () => {
        |refused| {
            let key = refused.key();
            if key == "refused-fault" {
                $crate::fault::Fault::Broken(anyhow::Error::new(refused))
            } else {
                $crate::fault::Fault::Said(key)
            }
        }
    };
}
pub(crate) use said;

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    pub(crate) next: String,
}

/// Where the form wanted to go, else `otherwise`.
pub(crate) fn back_to<'a>(next: &'a str, otherwise: &'a str) -> &'a str {
    if next.is_empty() { otherwise } else { next }
}

/// `POST /conversations/{id}/settlement`
pub(crate) async fn settle(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    desk::settle::settle(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    let undo = format!("/conversations/{id}/settlement/removal");
    Ok(flash::done(back_to(&form.next, "/inbox"), "settled", Some(&undo)))
}

/// `POST /conversations/{id}/settlement/removal`
pub(crate) async fn unsettle(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    desk::settle::unsettle(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), "unsettled", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Assigned {
    #[serde(default)]
    member: String,
    #[serde(default)]
    next: String,
}

/// `POST /conversations/{id}/assignment`
pub(crate) async fn assign(asked: Asked, Path(id): Path<String>, Form(form): Form<Assigned>) -> Answer {
    let before = desk::assign::assign(asked.desk(), &asked.who, &id, Some(&form.member)).await.map_err(said!())?;
    let undo = format!("/conversations/{id}/assignment/removal?to={}", before.unwrap_or_default());
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), "assigned", Some(&undo)))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Former {
    /// Who had it before; empty for nobody.
    #[serde(default)]
    to: String,
}

/// `POST /conversations/{id}/assignment/removal?to=…`: to nobody, or back to whoever had it before.
pub(crate) async fn unassign(
    asked: Asked,
    Path(id): Path<String>,
    Query(former): Query<Former>,
    Form(form): Form<Next>,
) -> Answer {
    let to = Some(former.to.as_str()).filter(|to| !to.is_empty());
    desk::assign::assign(asked.desk(), &asked.who, &id, to).await.map_err(said!())?;
    let word = if to.is_some() { "assigned" } else { "unassigned" };
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), word, None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Tagged {
    tag: String,
    #[serde(default)]
    next: String,
}

/// `POST /conversations/{id}/tags`
pub(crate) async fn tag(asked: Asked, Path(id): Path<String>, Form(form): Form<Tagged>) -> Answer {
    desk::tag::add(asked.desk(), &asked.who, &id, &form.tag).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), "tagged", None))
}

/// `POST /conversations/{id}/tags/removal`
pub(crate) async fn untag(asked: Asked, Path(id): Path<String>, Form(form): Form<Tagged>) -> Answer {
    desk::tag::remove(asked.desk(), &asked.who, &id, &form.tag).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), "untagged", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Seen {
    /// Our id of the newest message that was on the page.
    last: String,
}

/// `POST /conversations/{id}/seen`: a page tells that it was looked at.
pub(crate) async fn seen(asked: Asked, Path(id): Path<String>, Form(form): Form<Seen>) -> Answer {
    let desk = asked.desk();
    let message = desk.db().read(async |mut tx| store::message::find(&mut tx, desk.id(), &form.last).await).await?;
    if let Some(message) = message.filter(|message| message.conversation_id == id) {
        desk::see::see(desk, &asked.who, &id, message.arrived_at).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /messages/{id}/voucher`: it is really whom it says.
pub(crate) async fn vouch(asked: Asked, Path(id): Path<String>) -> Answer {
    let conversation = desk::vouch::vouch(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(&format!("/conversations/{conversation}"), "vouched", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Waived {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    next: String,
}

/// `POST /promises/{id}/waiver`
pub(crate) async fn waive(asked: Asked, Path(id): Path<String>, Form(form): Form<Waived>) -> Answer {
    desk::waive::waive(asked.desk(), &asked.who, &id, &form.reason).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/"), "waived", Some(&format!("/promises/{id}/waiver/removal"))))
}

/// `POST /promises/{id}/waiver/removal`
pub(crate) async fn unwaive(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    desk::waive::unwaive(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/"), "unwaived", None))
}
