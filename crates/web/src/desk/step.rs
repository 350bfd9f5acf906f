//! What a member does with a step: done, another day, a reminder, and what becomes of one found in a mail written elsewhere.

use axum::extract::Path;
use axum_extra::extract::Form;
use jiff::civil::Date;
use serde::Deserialize;

use crate::asked::Asked;
use crate::desk::conversation::acts::{Next, back_to, said};
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

/// `POST /steps/{id}/done`
pub(crate) async fn done(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    let conversation = desk::steps::tick(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    let undo = format!("/steps/{id}/done/removal");
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{conversation}")), "step-done", Some(&undo)))
}

/// `POST /steps/{id}/done/removal`
pub(crate) async fn undone(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    let conversation = desk::steps::untick(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{conversation}")), "step-undone", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Moved {
    #[serde(default)]
    due: String,
    #[serde(default)]
    next: String,
}

/// `POST /steps/{id}/day`
pub(crate) async fn day(asked: Asked, Path(id): Path<String>, Form(form): Form<Moved>) -> Answer {
    let due: Date = form.due.trim().parse().map_err(|_| Fault::Said("refused-step-past"))?;
    let conversation = desk::steps::move_to(asked.desk(), &asked.who, &id, due).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{conversation}")), "step-moved", None))
}

/// `POST /steps/{id}/reminder`: a draft to be read and sent.
pub(crate) async fn remind(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    let conversation = desk::remind::draft(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::to(&format!("/conversations/{conversation}#reply")))
}

/// `POST /steps/{id}/agreement`: keep track of it.
pub(crate) async fn agree(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    let conversation = desk::steps::decide(asked.desk(), &asked.who, &id, true).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{conversation}")), "step-agreed", None))
}

/// `POST /steps/{id}/agreement/removal`: leave it.
pub(crate) async fn decline(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    let conversation = desk::steps::decide(asked.desk(), &asked.who, &id, false).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{conversation}")), "step-declined", None))
}
