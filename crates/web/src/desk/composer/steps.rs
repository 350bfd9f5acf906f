//! The rows of next steps under a text: as they stand in the draft, as a form gives them back, and what in the text could become one.

use std::ops::Range;

use axum::Json;
use axum::extract::{Path, Request};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use desk::steps::{Found, found_in, sentence_of};
use rulebook::people::{Party, Side};
use rulebook::step::DraftStep;
use serde::Deserialize;
use serde_json::json;
use store::draft::DraftKind;
use words::Words;

use super::checks::in_utf16;
use super::fields::{Written, take};
use crate::asked::Asked;
use crate::desk::conversation::write::typed;
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

/// The rows, and who can be chosen in them.
#[derive(Default)]
pub(crate) struct Steps {
    pub(crate) rows: Vec<StepField>,
    /// Address and name of everybody it goes to.
    pub(crate) people: Vec<(String, String)>,
}

/// One row.
#[derive(Default)]
pub(crate) struct StepField {
    pub(crate) id: String,
    /// An address; empty: we.
    pub(crate) who: String,
    pub(crate) what: String,
    /// A local date, or nothing.
    pub(crate) due: String,
    /// Goes into the list; otherwise it is a commitment that is kept track of.
    pub(crate) listed: bool,
}

impl Steps {
    pub(crate) fn of(asked: &Asked, steps: &[DraftStep], to: &[Party], cc: &[Party]) -> Self {
        let row = |step: &DraftStep| StepField {
            id: step.id.clone(),
            who: step.who.clone(),
            what: step.what.clone(),
            due: step.due.map(|due| due.to_string()).unwrap_or_default(),
            listed: step.listed,
        };
        let mut people: Vec<(String, String)> =
            to.iter().chain(cc).map(|party| (party.address.clone(), asked.w.name(party).to_owned())).collect();
        // Whoever a row names stays in it, also when the mail no longer goes there: sending says so.
        let missing: Vec<String> = steps.iter().map(|step| step.who.clone()).filter(|who| !who.is_empty()).collect();
        for who in missing {
            if people.iter().all(|(address, _)| *address != who) {
                people.push((who.clone(), who));
            }
        }
        Self { rows: steps.iter().map(row).collect(), people }
    }

    /// Rows as they stand, and an empty one to fill in; a script adds further ones.
    pub(crate) fn shown(&self) -> impl Iterator<Item = &StepField> {
        self.rows.iter()
    }

    /// Steps that go into the list, for the fold's own line.
    pub(crate) fn listed(&self) -> usize {
        self.rows.iter().filter(|row| row.listed && !row.what.is_empty()).count()
    }

    /// The row that a new step begins with: somebody of theirs.
    pub(crate) fn blank(&self) -> StepField {
        let who = self.people.first().map(|(address, _)| address.clone()).unwrap_or_default();
        StepField { who, listed: true, ..StepField::default() }
    }

    pub(crate) fn sample(w: &Words) -> Self {
        let row = |who: &str, what: &str, due: &str, listed| StepField {
            id: "0".to_owned(),
            who: who.to_owned(),
            what: what.to_owned(),
            due: due.to_owned(),
            listed,
        };
        Self {
            rows: vec![
                row("anna@lumen.test", "przesłać logo <b>za</b>", "2026-11-27", true),
                row("", &w.t("part-steps-what-hint"), "", true),
                row("", "прислать смету", "2026-11-26", false),
            ],
            people: vec![("anna@lumen.test".to_owned(), "Anna Przykładowa".to_owned())],
        }
    }
}

/// The rows of a form. They come as columns of equal length; what is short says nothing.
pub(crate) fn drafted(written: &Written) -> Vec<DraftStep> {
    let column = |column: &[String], row: usize| column.get(row).cloned().unwrap_or_default();
    let row = |(at, what): (usize, &String)| DraftStep {
        id: column(&written.step_id, at),
        who: column(&written.step_who, at),
        what: what.clone(),
        due: column(&written.step_due, at).parse().ok(),
        listed: column(&written.step_listed, at) != "no",
    };
    let rows = written.step_what.iter().enumerate().map(row);
    rows.filter(|step| !step.what.trim().is_empty()).collect()
}

/// `POST /conversations/{id}/steps`: without a script, the page again with one more row.
pub(crate) async fn more(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let written = take(&asked, &id, request).await?.written;
    let kind = written.draft_kind();
    match desk::drafts::save(asked.desk(), &asked.who, &id, kind, &typed(&written)).await {
        Ok(_) if kind == DraftKind::New => Ok(flash::to(&format!("/conversations/new?draft={id}"))),
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#reply"))),
        Err(desk::drafts::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => Err(Fault::Said(refused.key())),
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Text {
    #[serde(default)]
    text: String,
    #[serde(default)]
    language: String,
}

/// `POST /conversations/{id}/steps/found`: what in this text could become a step, in words. Nothing is kept.
pub(crate) async fn found(asked: Asked, Path(_): Path<String>, Form(form): Form<Text>) -> Answer {
    let language = Some(form.language.as_str()).filter(|language| !language.is_empty());
    let typed = form.text.replace("\r\n", "\n");
    let plain = mail::written::plain(&typed);
    let found = found_in(&asked.desk().settings().calendar, &plain, language, asked.now);
    let said: Vec<_> = found.iter().map(|one| said(&asked.w, &typed, &plain, one)).collect();
    Ok(Json(json!({ "found": said })).into_response())
}

fn said(w: &Words, typed: &str, plain: &str, found: &Found) -> serde_json::Value {
    let ours = found.side == Side::Ours;
    let key = if ours { "part-steps-found-ours" } else { "part-steps-found-theirs" };
    let sentence = sentence_of(plain, &found.span).filter(|_| !ours);
    json!({
        "ours": ours,
        "place": place_in(typed, plain, &found.span),
        "sentence": sentence.and_then(|at| place_in(typed, plain, &at)),
        "what": found.what,
        "due": found.due.map(|due| due.to_string()),
        "words": w.t1(key, "what", &found.what),
        "when": found.due.map(|due| w.t1("part-steps-found-by", "day", w.day(due))),
    })
}

/// Where words of the plain text stand in what was typed, as a browser counts; nothing where marks stand among them.
fn place_in(typed: &str, plain: &str, at: &Range<usize>) -> Option<(usize, usize)> {
    let (before, words) = (plain.get(..at.start)?, plain.get(at.clone())?);
    let (start, found) = typed.match_indices(words).nth(before.matches(words).count())?;
    Some((in_utf16(typed, start), in_utf16(typed, start + found.len())))
}
