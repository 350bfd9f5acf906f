//! Snoozing: the times one can choose, and putting aside and bringing back.

use axum::extract::{Path, Query};
use axum_extra::extract::Form;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use words::dates::Role;

use super::Choice;
use super::acts::{Next, back_to, said};
use crate::asked::Asked;
use crate::flash;
use crate::page::Answer;

/// The next time the desk opens on another day than today.
pub(crate) fn next_morning(asked: &Asked) -> Timestamp {
    let calendar = &asked.desk().settings().calendar;
    let tomorrow = asked.w.zone().to_datetime(asked.now).date().tomorrow().ok();
    let midnight = tomorrow.and_then(|date| date.to_zoned(asked.w.zone().clone()).ok());
    let from = midnight.map_or_else(|| later(asked.now, 24), |zoned| zoned.timestamp());
    calendar.next_opening(from)
}

fn later(now: Timestamp, hours: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_hours(hours)).unwrap_or(now)
}

/// What the menu offers.
pub(crate) fn choices(asked: &Asked) -> Vec<Choice> {
    let w = &asked.w;
    let week = asked.desk().settings().calendar.next_opening(later(next_morning(asked), 6 * 24));
    let times = [
        ("page-conversation-snooze-afternoon", later(asked.now, 3)),
        ("page-conversation-snooze-tomorrow", next_morning(asked)),
        ("page-conversation-snooze-week", week),
    ];
    times
        .into_iter()
        .map(|(key, at)| Choice { value: at.to_string(), title: w.t(key), when: w.when(Role::Plain, asked.now, at) })
        .collect()
}

#[derive(Debug, Deserialize)]
pub(crate) struct Until {
    until: Timestamp,
    #[serde(default)]
    next: String,
}

/// `POST /conversations/{id}/snooze`
pub(crate) async fn snooze(asked: Asked, Path(id): Path<String>, Form(form): Form<Until>) -> Answer {
    desk::snooze::snooze(asked.desk(), &asked.who, &id, form.until).await.map_err(said!())?;
    let undo = format!("/conversations/{id}/snooze/removal");
    Ok(flash::done(back_to(&form.next, "/inbox"), "snoozed", Some(&undo)))
}

/// `POST /conversations/{id}/snooze/removal`
pub(crate) async fn wake(
    asked: Asked,
    Path(id): Path<String>,
    Query(_): Query<Next>,
    Form(form): Form<Next>,
) -> Answer {
    desk::snooze::wake(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done(back_to(&form.next, &format!("/conversations/{id}")), "unsnoozed", None))
}
