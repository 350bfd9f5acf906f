//! Writing in a conversation: answers, holding replies, notes, drafts. Whether an answer may go, the desk decides;
//! what was written always comes back with the reason when it may not.

use axum::Json;
use axum::extract::{Path, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use desk::address::read_people;
use desk::answer::{self, AnswerForm};
use desk::check::Care;
use desk::drafts::{self, DraftForm};
use jiff::Timestamp;
use jiff::civil::DateTime;
use rulebook::language::Slip;
use serde::Deserialize;
use store::draft::{DraftKind, DraftRow};
use store::message::MessageRow;

use super::acts::{Next, back_to, said};
use super::load::{Ask, load};
use super::show::build;
use crate::asked::Asked;
use crate::desk::composer::checks;
use crate::desk::composer::fields::{Taken, Written, take};
use crate::desk::composer::later::schedule;
use crate::desk::composer::steps;
use crate::desk::rereading::{self, REREADING};
use crate::fault::Fault;
use crate::flash;
use crate::page::{Answer, again};

/// Why an answer was not taken, with what was written.
pub(crate) struct Refusal {
    pub(crate) key: &'static str,
    pub(crate) written: Written,
    pub(crate) doubt: Doubt,
    /// What came since the draft began.
    pub(crate) newer: Option<Box<MessageRow>>,
}

/// What a person is asked about before it goes.
pub(crate) enum Doubt {
    None,
    /// What looks like a slip.
    Slips(Vec<Slip>),
    /// What another tab or device wrote.
    Other(Box<DraftRow>),
    /// The gate holds it.
    Held,
}

impl Refusal {
    pub(crate) fn new(key: &'static str, written: Written) -> Self {
        Self { key, written, doubt: Doubt::None, newer: None }
    }

    /// The refusal of a mail; what is nobody's to mend is a fault.
    pub(crate) fn of(refused: answer::Refused, written: Written) -> Result<Self, Fault> {
        let key = refused.key();
        match refused {
            answer::Refused::Fault(error) => Err(Fault::Broken(error)),
            answer::Refused::Nowhere => Err(Fault::NotFound),
            answer::Refused::Slips(slips) => Ok(Self { key, written, doubt: Doubt::Slips(slips), newer: None }),
            answer::Refused::OtherDraft(there) => Ok(Self { key, written, doubt: Doubt::Other(there), newer: None }),
            answer::Refused::Held(_) => Ok(Self { doubt: Doubt::Held, ..Self::new(key, written) }),
            answer::Refused::NewerMessage(newer) => Ok(Self { newer: Some(newer), ..Self::new(key, written) }),
            _ => Ok(Self::new(key, written)),
        }
    }

    /// Whether it is the recipients that are to be looked at.
    pub(crate) fn is_about_people(&self) -> bool {
        ["refused-answer-no-recipient", "refused-answer-no-address", "refused-answer-too-many-recipients"]
            .contains(&self.key)
    }
}

/// The mail as the desk takes it; or the key of what is wrong with its addresses.
pub(crate) fn form_of(asked: &Asked, written: &Written) -> Result<AnswerForm, &'static str> {
    let people = read_people(&written.to).and_then(|to| Ok((to, read_people(&written.cc)?)));
    let (to, cc) = people.map_err(|_| "refused-answer-no-address")?;
    Ok(AnswerForm {
        to,
        cc,
        text: written.text.replace("\r\n", "\n"),
        idempotency_key: written.key.clone(),
        base_message_id: Some(written.base.clone()).filter(|base| !base.is_empty()),
        despite_newer: written.newer == "yes",
        from: written.from.clone(),
        subject: written.subject.clone(),
        quoted: written.quoted == "yes",
        passes_on: Some(written.passes_on.clone()).filter(|id| !id.is_empty()),
        despite_slips: written.sure == "yes",
        overruled: written.because.clone(),
        draft_version: written.version,
        steps: steps::drafted(written),
        step_links: asked.site.links_for_clients().then(|| asked.site.link("/s/")),
        ..AnswerForm::default()
    })
}

/// `POST /conversations/{id}/answers`
pub(crate) async fn answer(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let Taken { mut written, refused } = take(&asked, &id, request).await?;
    // A file that was not taken is said before anything goes without it.
    if let Some(key) = refused {
        return show_again(&asked, &id, Refusal::new(key, written)).await;
    }
    let form = match form_of(&asked, &written) {
        Ok(form) => form,
        Err(key) => return show_again(&asked, &id, Refusal::new(key, written)).await,
    };
    let Some(schedule) = schedule(&asked, &written) else {
        return show_again(&asked, &id, Refusal::new("refused-answer-when", written)).await;
    };
    let form = AnswerForm { schedule, ..form };
    match answer::send(asked.desk(), &asked.who, &id, form).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#going"))),
        Err(refused) => {
            written.newer.clear();
            refuse(&asked, &id, refused, written).await
        }
    }
}

/// `POST /conversations/{id}/holding-replies`
pub(crate) async fn hold_off(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let Taken { written, .. } = take(&asked, &id, request).await?;
    let until = local_time(&asked, &written.holding_until);
    match desk::hold_off::send(asked.desk(), &asked.who, &id, until, &written.key).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#going"))),
        Err(refused) => refuse(&asked, &id, refused, written).await,
    }
}

async fn refuse(asked: &Asked, id: &str, refused: answer::Refused, written: Written) -> Answer {
    if matches!(refused, answer::Refused::Nowhere) {
        return joined(asked, id, written).await;
    }
    let refusal = Refusal::of(refused, written)?;
    let overtaken = refusal.newer.is_some();
    let shown = show_again(asked, id, refusal).await?;
    if overtaken { conflict(shown) } else { Ok(shown) }
}

/// The conversation was joined with another one while the answer was written: it is shown there, with the words.
async fn joined(asked: &Asked, id: &str, written: Written) -> Answer {
    let loaded = load(asked, id, &Ask::default()).await?.ok_or(Fault::NotFound)?;
    let into = loaded.conversation.merged_into.ok_or(Fault::NotFound)?;
    let newer = desk_newest(asked, &into).await?.map(Box::new);
    let refusal = Refusal { newer, ..Refusal::new("refused-answer-joined", written) };
    conflict(show_again(asked, &into, refusal).await?)
}

async fn desk_newest(asked: &Asked, id: &str) -> Result<Option<MessageRow>, store::StoreError> {
    let desk = asked.desk();
    desk.db().read(async |mut tx| store::message::newest(&mut tx, desk.id(), id, None).await).await
}

fn conflict(mut response: Response) -> Answer {
    *response.status_mut() = StatusCode::CONFLICT;
    Ok(response)
}

async fn show_again(asked: &Asked, id: &str, refusal: Refusal) -> Answer {
    let mut loaded = load(asked, id, &Ask::default()).await?.ok_or(Fault::NotFound)?;
    loaded.checked = checks::of(asked, id, &refusal.written, Care::Close).await?;
    if let Some(since) = loaded.cooling.as_ref().map(|it| it.put_off_at).filter(|_| refusal.written.page == REREADING) {
        return again(&rereading::build(asked, loaded, since, Some(refusal)));
    }
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

/// What is typed, for the draft. Half a typed address is no reason to lose the words.
pub(crate) fn typed(written: &Written) -> DraftForm {
    DraftForm {
        text: written.text.replace("\r\n", "\n"),
        to: read_people(&written.to).unwrap_or_default(),
        cc: read_people(&written.cc).unwrap_or_default(),
        holding_until: None,
        version: written.version.unwrap_or(0),
        base_message_id: Some(written.base.clone()).filter(|base| !base.is_empty()),
        subject: written.subject.clone(),
        from: written.from.clone(),
        quoted: written.quoted != "no",
        passes_on: Some(written.passes_on.clone()).filter(|id| !id.is_empty()),
        steps: steps::drafted(written),
    }
}

/// `POST /conversations/{id}/drafts`: saved as typed. Answers JSON: the new version, or 409 with the other tab's text.
pub(crate) async fn draft(asked: Asked, Path(id): Path<String>, Form(written): Form<Written>) -> Answer {
    let kind = if written.kind == "note" { DraftKind::Note } else { written.draft_kind() };
    match drafts::save(asked.desk(), &asked.who, &id, kind, &typed(&written)).await {
        Ok(version) => Ok(Json(serde_json::json!({ "version": version })).into_response()),
        Err(drafts::Refused::Newer(other)) => {
            let body = Json(serde_json::json!({ "version": other.version, "text": other.text, "steps": other.steps }));
            Ok((StatusCode::CONFLICT, body).into_response())
        }
        Err(drafts::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => Err(Fault::Said(refused.key())),
    }
}
