//! Blocking a sender or everybody at a domain, and letting them in again.

use axum::extract::Query;
use axum_extra::extract::Form;
use serde::Deserialize;

use super::conversation::acts::{Next, back_to, said};
use crate::asked::Asked;
use crate::flash;
use crate::page::Answer;

#[derive(Debug, Deserialize)]
pub(crate) struct Named {
    #[serde(default)]
    sender: String,
    #[serde(default)]
    next: String,
}

/// `POST /senders`
pub(crate) async fn block(asked: Asked, Form(form): Form<Named>) -> Answer {
    let pattern = desk::shut_out::block(asked.desk(), &asked.who, &form.sender).await.map_err(said!())?;
    let pattern = percent_encoding::utf8_percent_encode(&pattern, percent_encoding::NON_ALPHANUMERIC);
    let undo = format!("/senders/removal?sender={pattern}");
    Ok(flash::done(back_to(&form.next, "/inbox?view=blocked"), "blocked", Some(&undo)))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Which {
    #[serde(default)]
    sender: String,
}

/// `POST /senders/removal?sender=…`
pub(crate) async fn let_in(asked: Asked, Query(which): Query<Which>, Form(form): Form<Next>) -> Answer {
    desk::shut_out::let_in(asked.desk(), &asked.who, &which.sender).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, "/inbox"), "unblocked", None))
}
