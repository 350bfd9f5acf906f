//! Writing in a conversation: answers, holding replies, notes, drafts. Whether an answer may go, the desk decides;
//! what was written always comes back with the reason when it may not.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use desk::address::read_people;
use desk::answer::{self, AnswerForm};
use desk::drafts::{self, DraftForm};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use store::draft::DraftKind;

use super::acts::{Next, back_to, said};
use super::load::{Ask, load};
use super::show::build;
use crate::asked::Asked;
use crate::desk::composer::later::Chosen;
use crate::fault::Fault;
use crate::flash;
use crate::page::{Answer, again};

/// What the reply box holds.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Written {
    #[serde(default)]
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) to: String,
    #[serde(default)]
    pub(crate) cc: String,
    #[serde(default)]
    key: String,
    #[serde(default)]
    base: String,
    #[serde(default)]
    newer: String,
    #[serde(default)]
    holding_until: String,
    #[serde(default)]
    leaves: String,
    #[serde(default)]
    leaves_at: String,
    #[serde(default)]
    unless_answered: String,
}

/// Why an answer was not taken, with what was written.
pub(crate) struct Refusal {
    pub(crate) key: &'static str,
    pub(crate) written: Written,
}

/// `POST /conversations/{id}/answers`
pub(crate) async fn answer(asked: Asked, Path(id): Path<String>, Form(form): Form<Written>) -> Answer {
    let people = read_people(&form.to).and_then(|to| Ok((to, read_people(&form.cc)?)));
    let Ok((to, cc)) = people else {
        return show_again(&asked, &id, Refusal { key: "refused-answer-no-address", written: form }).await;
    };
    let chosen = Chosen {
        leaves: form.leaves.clone(),
        leaves_at: form.leaves_at.clone(),
        unless_answered: form.unless_answered.clone(),
    };
    let Some(schedule) = chosen.schedule(&asked) else {
        return show_again(&asked, &id, Refusal { key: "refused-answer-when", written: form }).await;
    };
    let sent = AnswerForm {
        to,
        cc,
        text: form.text.replace("\r\n", "\n"),
        holding_until: None,
        idempotency_key: form.key.clone(),
        base_message_id: Some(form.base.clone()).filter(|base| !base.is_empty()),
        despite_newer: form.newer == "yes",
        schedule,
    };
    match answer::send(asked.desk(), &asked.who, &id, sent).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#going"))),
        Err(refused) => refuse(&asked, &id, refused, form).await,
    }
}

/// `POST /conversations/{id}/holding-replies`
pub(crate) async fn hold_off(asked: Asked, Path(id): Path<String>, Form(form): Form<Written>) -> Answer {
    let until = local_time(&asked, &form.holding_until);
    match desk::hold_off::send(asked.desk(), &asked.who, &id, until, &form.key).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#going"))),
        Err(refused) => refuse(&asked, &id, refused, form).await,
    }
}

async fn refuse(asked: &Asked, id: &str, refused: answer::Refused, written: Written) -> Answer {
    match refused {
        answer::Refused::Fault(error) => Err(Fault::Broken(error)),
        answer::Refused::Nowhere => Err(Fault::NotFound),
        other => show_again(asked, id, Refusal { key: other.key(), written }).await,
    }
}

async fn show_again(asked: &Asked, id: &str, refusal: Refusal) -> Answer {
    let loaded = load(asked, id, &Ask::default()).await?.ok_or(Fault::NotFound)?;
    again(&build(asked, loaded, &Ask::default(), Some(refusal)))
}

/// A date and time from a form's field, in the desk's zone.
fn local_time(asked: &Asked, text: &str) -> Option<Timestamp> {
    let wall: DateTime = text.trim().parse().ok()?;
    Some(asked.desk().settings().calendar.instant_of(wall))
}

#[derive(Debug, Deserialize)]
pub(crate) struct NoteForm {
    #[serde(default)]
    text: String,
}

/// `POST /conversations/{id}/notes`
pub(crate) async fn note(asked: Asked, Path(id): Path<String>, Form(form): Form<NoteForm>) -> Answer {
    let note =
        desk::note::write(asked.desk(), &asked.who, &id, &form.text.replace("\r\n", "\n")).await.map_err(said!())?;
    drafts::discard(asked.desk(), &asked.who, &id, DraftKind::Note).await?;
    let undo = format!("/conversations/{id}/notes/{}/removal", note.note_id);
    Ok(flash::done(&format!("/conversations/{id}"), "noted", Some(&undo)))
}

/// `POST /conversations/{id}/notes/{note}/removal`
pub(crate) async fn unnote(asked: Asked, Path((id, note)): Path<(String, String)>, Form(form): Form<Next>) -> Answer {
    desk::note::remove(asked.desk(), &asked.who, &note).await.map_err(said!())?;
    Ok(flash::to(back_to(&form.next, &format!("/conversations/{id}"))))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    kind: String,
    #[serde(default)]
    version: i64,
    #[serde(default)]
    text: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    cc: String,
    #[serde(default)]
    base: String,
}

/// `POST /conversations/{id}/drafts`: saved as typed. Answers JSON: the new version, or 409 with the other tab's text.
pub(crate) async fn draft(asked: Asked, Path(id): Path<String>, Form(form): Form<Typed>) -> Answer {
    let kind = if form.kind == "note" { DraftKind::Note } else { DraftKind::Reply };
    let typed = DraftForm {
        text: form.text.replace("\r\n", "\n"),
        // Half a typed address is no reason to lose the words.
        to: read_people(&form.to).unwrap_or_default(),
        cc: read_people(&form.cc).unwrap_or_default(),
        holding_until: None,
        version: form.version,
        base_message_id: Some(form.base).filter(|base| !base.is_empty()),
    };
    match drafts::save(asked.desk(), &asked.who, &id, kind, &typed).await {
        Ok(version) => Ok(Json(serde_json::json!({ "version": version })).into_response()),
        Err(drafts::Refused::Newer(other)) => {
            let body = Json(serde_json::json!({ "version": other.version, "text": other.text }));
            Ok((StatusCode::CONFLICT, body).into_response())
        }
        Err(drafts::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => Err(Fault::Said(refused.key())),
    }
}
