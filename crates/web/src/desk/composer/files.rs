//! Files that go along: added as they are chosen, taken off with one click, with and without a script. Without one the whole
//! form comes along, and its words are kept in the draft first.

use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use desk::drafts;
use desk::files::{self, DraftAttachmentRow, Place};
use store::draft::DraftKind;

use super::FileLine;
use super::fields::{Written, take};
use crate::asked::Asked;
use crate::desk::conversation::write::typed;
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

/// `POST /conversations/{id}/files`
pub(crate) async fn add(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let wants_json = wants_json(&request);
    let taken = take(&asked, &id, request).await?;
    answer(&asked, &id, &taken.written, taken.refused, wants_json).await
}

/// `POST /conversations/{id}/files/removal`
pub(crate) async fn remove(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let wants_json = wants_json(&request);
    let taken = take(&asked, &id, request).await?;
    let refused = match files::remove(asked.desk(), &asked.who, &taken.written.file).await {
        Ok(_) => None,
        Err(files::Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Err(refused) => Some(refused.key()),
    };
    answer(&asked, &id, &taken.written, refused, wants_json).await
}

fn wants_json(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|value| value.starts_with("application/json"))
}

/// The files as they are now; or, without a script, the page again with everything kept.
async fn answer(asked: &Asked, id: &str, written: &Written, refused: Option<&'static str>, wants_json: bool) -> Answer {
    let kind = written.draft_kind();
    if wants_json {
        let rows = files::of_draft(asked.desk(), &asked.who, Place { conversation: id, kind }).await?;
        let body = serde_json::json!({ "files": lines(asked, &rows), "problem": refused.map(|key| asked.w.t(key)) });
        let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        return Ok((status, Json(body)).into_response());
    }
    match drafts::save(asked.desk(), &asked.who, id, kind, &typed(written)).await {
        Ok(_) => {}
        Err(drafts::Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Err(refused) => return Err(Fault::Said(refused.key())),
    }
    match refused {
        Some(key) => Err(Fault::Said(key)),
        None if kind == DraftKind::New => Ok(flash::to(&format!("/conversations/new?draft={id}"))),
        None => Ok(flash::to(&format!("/conversations/{id}#reply"))),
    }
}

/// Files as the composer lists them.
pub(crate) fn lines(asked: &Asked, rows: &[DraftAttachmentRow]) -> Vec<FileLine> {
    let line = |row: &DraftAttachmentRow| FileLine {
        id: row.attachment_id.clone(),
        name: row.name.clone(),
        size: asked.w.size(u64::try_from(row.bytes).unwrap_or(0)),
        bytes: row.bytes,
        picture: files::is_picture(&row.media_type),
    };
    rows.iter().map(line).collect()
}
