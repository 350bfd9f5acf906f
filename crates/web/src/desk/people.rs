//! Suggestions for a field of recipients: contacts and conversations' people whose name or address begins like what is typed.

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use serde::Deserialize;

use crate::asked::Asked;
use crate::page::Answer;

/// Suggestions at once.
const MOST: i64 = 8;

#[derive(Debug, Deserialize)]
pub(crate) struct Ask {
    #[serde(default)]
    q: String,
}

/// `GET /people?q=…`: JSON, the likeliest first.
pub(crate) async fn find(asked: Asked, Query(ask): Query<Ask>) -> Answer {
    let typed: String = ask.q.trim().chars().take(100).collect();
    let desk = asked.desk();
    let rows = if typed.chars().count() < 2 {
        Vec::new()
    } else {
        desk.db().read(async |mut tx| store::contact::like(&mut tx, desk.id(), &typed, MOST).await).await?
    };
    let people: Vec<_> =
        rows.into_iter().map(|row| serde_json::json!({ "name": row.name, "address": row.address })).collect();
    Ok(Json(people).into_response())
}
