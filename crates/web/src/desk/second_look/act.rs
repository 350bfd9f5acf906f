//! What the writer and the reader of a draft do: ask, say, let it go; and what a member says of findings.

use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use desk::answer::{AnswerForm, Refused};
use desk::files::Place;
use desk::leaning::{self, Word};
use desk::{drafts, second_look};
use serde::Deserialize;
use store::draft::{DraftKind, DraftRow};
use store::second_look::Verdict;

use super::show::{again, again_with_words};
use crate::asked::Asked;
use crate::desk::composer::fields::{Taken, Written, take};
use crate::desk::conversation::acts::{back_to, said};
use crate::desk::conversation::write::typed;
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

/// Where a draft is written on.
pub(crate) fn place_of(draft: &DraftRow) -> String {
    match draft.kind {
        DraftKind::New => format!("/conversations/new?draft={}", draft.conversation_id),
        DraftKind::Reply | DraftKind::Note => format!("/conversations/{}#reply", draft.conversation_id),
    }
}

/// Keeps what the composer sends, so that the draft is what was on the screen.
pub(crate) async fn keep(asked: &Asked, id: &str, request: Request) -> Result<Written, Fault> {
    let Taken { written, refused } = take(asked, id, request).await?;
    let kind = written.draft_kind();
    match drafts::save(asked.desk(), &asked.who, id, kind, &typed(&written)).await {
        Ok(_) => {}
        Err(drafts::Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Err(refused) => return Err(Fault::Said(refused.key())),
    }
    match refused {
        Some(key) => Err(Fault::Said(key)),
        None => Ok(written),
    }
}

/// `POST /conversations/{id}/second-looks`
pub(crate) async fn ask(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let written = keep(&asked, &id, request).await?;
    let place = Place { conversation: &id, kind: written.draft_kind() };
    let (reader, question) = (&written.reader, &written.question);
    let draft = second_look::ask(asked.desk(), &asked.who, place, reader, question).await.map_err(said!())?;
    let back = place_of(&draft);
    Ok(flash::done(&back, "look-asked", None))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Reader {
    reader: String,
}

/// `POST /drafts/{id}/second-looks/removal`
pub(crate) async fn ask_no_more(asked: Asked, Path(id): Path<String>, Form(form): Form<Reader>) -> Answer {
    second_look::take_back(asked.desk(), &asked.who, &id, &form.reader).await.map_err(said!())?;
    Ok(flash::to(&format!("/drafts/{id}")))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Said {
    version: i64,
    verdict: String,
    #[serde(default)]
    words: String,
}

/// `POST /drafts/{id}/second-look`
pub(crate) async fn say(asked: Asked, Path(id): Path<String>, Form(form): Form<Said>) -> Answer {
    let verdict = match form.verdict.as_str() {
        "fine" => Verdict::Fine,
        "change" => Verdict::Change,
        _ => return Err(Fault::Refused("page-fault-refused-form")),
    };
    match second_look::say(asked.desk(), &asked.who, &id, form.version, verdict, &form.words).await {
        Ok(_) => Ok(flash::done("/", "look-given", None)),
        Err(refused @ (second_look::Refused::NoWords | second_look::Refused::Changed(_))) => {
            again_with_words(&asked, &id, refused.key(), &form.words).await
        }
        Err(refused) => Err(refused).map_err(said!()),
    }
}

/// What is sent as it was read.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    version: i64,
    key: String,
    #[serde(default)]
    base: String,
    #[serde(default)]
    pub(crate) reason: String,
}

/// `POST /drafts/{id}/sending`: by a colleague who was asked.
pub(crate) async fn let_go(asked: Asked, Path(id): Path<String>, Form(sent): Form<Sent>) -> Answer {
    let desk = asked.desk();
    let draft = desk.db().read(async |mut tx| store::draft::by_id(&mut tx, desk.id(), &id).await).await?;
    let draft = draft.ok_or(Fault::NotFound)?;
    let form = AnswerForm {
        idempotency_key: sent.key.clone(),
        base_message_id: Some(sent.base.clone()).filter(|base| !base.is_empty()),
        overruled: sent.reason.clone(),
        step_links: asked.site.links_for_clients().then(|| asked.site.link("/s/")),
        ..AnswerForm::default()
    };
    match second_look::let_go(desk, &asked.who, &id, sent.version, form).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{}#going", draft.conversation_id))),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(Refused::Nowhere) => Err(Fault::NotFound),
        Err(refused) => again(&asked, &id, refused.key(), &sent.reason).await,
    }
}

/// What a member says of a finding.
#[derive(Debug, Deserialize)]
pub(crate) struct Weighed {
    code: String,
    word: String,
    #[serde(default)]
    next: String,
}

/// `POST /gate/words`: the member's thresholds follow a little. A page goes back; the script gets a word.
pub(crate) async fn weigh(asked: Asked, headers: HeaderMap, Form(form): Form<Weighed>) -> Answer {
    let word = match form.word.as_str() {
        "fine" => Word::Fine,
        "good" => Word::Good,
        _ => return Err(Fault::Refused("page-fault-refused-form")),
    };
    leaning::say(asked.desk(), &asked.who, &form.code, word).await.map_err(said!())?;
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.starts_with("application/json") {
        return Ok(Json(serde_json::json!({ "said": asked.w.t("flash-weighed") })).into_response());
    }
    Ok(flash::done(back_to(&form.next, "/"), "weighed", None))
}

/// `POST /gate/words/removal`: the member's thresholds are where they were.
pub(crate) async fn forget_words(asked: Asked) -> Answer {
    leaning::forget(asked.desk(), &asked.who).await?;
    Ok(flash::done("/settings/me", "words-forgotten", None))
}
