//! What a person does about a mail in the outbox: takes it back, changes it, lets it go now, says what became of it.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::answer;
use desk::outbox::{Resolution, resolve, send_now, try_way, works_again};
use serde::Deserialize;

use crate::asked::Asked;
use crate::desk::conversation::acts::{Next, back_to, said};
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

/// `POST /outbox/{id}/undo`: the words come back into the box, or the truth is told that it is too late.
pub(crate) async fn undo(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    let desk = asked.desk();
    let row = desk.db().read(async |mut tx| store::outbox::find(&mut tx, desk.id(), &id).await).await?;
    let row = row.ok_or(Fault::NotFound)?;
    let conversation = format!("/conversations/{}#reply", row.conversation_id);
    let next = back_to(&form.next, &conversation);
    match answer::undo(desk, &asked.who, &id).await {
        // One of several that were sent together: all that could be had are back, on their page.
        Ok(_) => match desk::series::load(desk, &asked.who, &row.conversation_id).await? {
            Some(series) if series.parts.len() > 1 => {
                Ok(flash::done(&format!("/conversations/{}/series", row.conversation_id), "series-back", None))
            }
            _ => Ok(flash::done(next, "undone", None)),
        },
        Err(answer::UndoRefused::TooLate(_)) => Ok(flash::done(next, "too-late", None)),
        Err(answer::UndoRefused::Nothing) => Err(Fault::NotFound),
        Err(answer::UndoRefused::Fault(error)) => Err(Fault::Broken(error)),
        Err(other) => Err(Fault::Said(other.key())),
    }
}

/// `POST /outbox/{id}/now`
pub(crate) async fn now(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    send_now(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/outbox"), "hurried", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    choice: String,
    #[serde(default)]
    next: String,
}

/// `POST /outbox/{id}/resolution`
pub(crate) async fn resolution(asked: Asked, Path(id): Path<String>, Form(form): Form<Said>) -> Answer {
    let choice = match form.choice.as_str() {
        "arrived" => Resolution::ItArrived,
        "again" => Resolution::SendAgain,
        _ => return Err(Fault::Refused("page-fault-refused-form")),
    };
    resolve(asked.desk(), &asked.who, &id, choice).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/outbox"), "resolved", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    /// A mailbox; empty for the relay.
    #[serde(default)]
    mailbox: String,
}

/// `POST /outbox/ways/removal`: what is known against a server is forgotten, and it is tried at once.
pub(crate) async fn try_again(asked: Asked, Form(form): Form<Which>) -> Answer {
    try_way(asked.desk(), &asked.who, &form.mailbox).await.map_err(said!())?;
    Ok(flash::done("/outbox", "tried", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Works {
    #[serde(default)]
    address: String,
    #[serde(default)]
    next: String,
}

/// `POST /bounced-addresses/removal`
pub(crate) async fn address_works(asked: Asked, Form(form): Form<Works>) -> Answer {
    works_again(asked.desk(), &asked.who, &form.address).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/clients"), "works", None))
}
