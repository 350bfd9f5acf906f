//! The tags in use on the desk, for a field that offers them. Putting one on stands with the conversation's acts.

use axum::Json;
use axum::response::IntoResponse;

use crate::asked::Asked;
use crate::page::Answer;

/// `GET /tags`: their names as JSON.
pub(crate) async fn all(asked: Asked) -> Answer {
    let desk = asked.desk();
    let tags = desk.db().read(async |mut tx| store::tag::in_use(&mut tx, desk.id()).await).await?;
    let names: Vec<String> = tags.into_iter().map(|(tag, _)| tag).collect();
    Ok(Json(names).into_response())
}
