//! For fields of recipients: contacts whose name or address begins like what is typed, and what is known against those
//! who were chosen.

use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use desk::address::read_people;
use serde::Deserialize;
use store::StoreError;
use store::bounced_address::BouncedAddressRow;

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

#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    to: String,
    #[serde(default)]
    cc: String,
}

/// `GET /people/warnings?to=…&cc=…`: JSON, a sentence for each from whom mail came back.
pub(crate) async fn warnings(asked: Asked, Query(chosen): Query<Chosen>) -> Answer {
    let rows = bounced(&asked, [&chosen.to, &chosen.cc]).await?;
    let sentences: Vec<_> = rows.iter().map(|row| asked.w.t1("composer-bounced", "address", &row.address)).collect();
    Ok(Json(sentences).into_response())
}

/// Those in fields of recipients from whom mail came back.
pub(crate) async fn bounced(asked: &Asked, fields: [&String; 2]) -> Result<Vec<BouncedAddressRow>, StoreError> {
    let people = fields.into_iter().flat_map(|field| read_people(field).unwrap_or_default());
    let addresses: Vec<String> = people.map(|party| party.address).collect();
    let desk = asked.desk();
    desk.db().read(async |mut tx| store::bounced_address::among(&mut tx, desk.id(), &addresses).await).await
}
