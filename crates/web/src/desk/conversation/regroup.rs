//! What belongs where, decided by a member: joining, splitting, another client, spam. Each act can be taken back.

use axum::extract::Path;
use axum_extra::extract::Form;
use desk::split::Extent;
use serde::Deserialize;

use super::acts::{Next, back_to, said};
use crate::asked::Asked;
use crate::flash;
use crate::page::Answer;

#[derive(Debug, Deserialize)]
pub(crate) struct Joined {
    #[serde(default)]
    into: String,
}

/// `POST /conversations/{id}/merger`
pub(crate) async fn merge(asked: Asked, Path(id): Path<String>, Form(form): Form<Joined>) -> Answer {
    let into = desk::merge::merge(asked.desk(), &asked.who, &id, &form.into).await.map_err(said!())?;
    let undo = format!("/conversations/{id}/merger/removal");
    Ok(flash::done(&format!("/conversations/{into}"), "joined", Some(&undo)))
}

/// `POST /conversations/{id}/merger/removal`: the conversation that ended stands for itself again.
pub(crate) async fn take_apart(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    desk::merge::take_apart(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(&format!("/conversations/{id}"), "taken-apart", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Split {
    message: String,
    #[serde(default)]
    extent: String,
}

/// `POST /conversations/{id}/split`
pub(crate) async fn split(asked: Asked, Path(id): Path<String>, Form(form): Form<Split>) -> Answer {
    let extent = if form.extent == "alone" { Extent::Alone } else { Extent::FromHere };
    let made = desk::split::split(asked.desk(), &asked.who, &id, &form.message, extent).await.map_err(said!())?;
    let undo = format!("/conversations/{made}/split/removal");
    Ok(flash::done(&format!("/conversations/{made}"), "split", Some(&undo)))
}

/// `POST /conversations/{id}/split/removal`
pub(crate) async fn join_again(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    let into = desk::split::join_again(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(&format!("/conversations/{into}"), "joined", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Moved {
    #[serde(default)]
    client: String,
    #[serde(default)]
    people: String,
}

/// `POST /conversations/{id}/client`
pub(crate) async fn move_over(asked: Asked, Path(id): Path<String>, Form(form): Form<Moved>) -> Answer {
    let people = form.people == "yes";
    let moved = desk::move_to_client::move_over(asked.desk(), &asked.who, &id, &form.client, people).await;
    moved.map_err(said!())?;
    let undo = format!("/conversations/{id}/client/removal");
    Ok(flash::done(&format!("/conversations/{id}"), "moved", Some(&undo)))
}

/// `POST /conversations/{id}/client/removal`
pub(crate) async fn move_back(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    desk::move_to_client::move_back(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(&format!("/conversations/{id}"), "moved", None))
}

/// `POST /conversations/{id}/spam`
pub(crate) async fn spam(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    desk::shut_out::spam(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    let undo = format!("/conversations/{id}/spam/removal");
    Ok(flash::done(back_to(&form.next, "/inbox"), "spam", Some(&undo)))
}

/// `POST /conversations/{id}/spam/removal`
pub(crate) async fn not_spam(asked: Asked, Path(id): Path<String>, Form(form): Form<Next>) -> Answer {
    desk::shut_out::not_spam(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), "not-spam", None))
}
