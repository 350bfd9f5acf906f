//! Saved replies: the list, one form for each, and putting one into a draft.

use askama::Template;
use axum::extract::{Path, Request};
use axum_extra::extract::Form;
use desk::saved_replies::{self, Refused, SavedReplyRow};
use serde::Deserialize;
use words::Language;

use super::desk_and_hours::frame;
use crate::asked::Asked;
use crate::desk::composer::fields::{Taken, take};
use crate::desk::conversation::acts::said;
use crate::desk::conversation::write::typed;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// `GET /settings/saved-replies`
#[derive(Template)]
#[template(path = "desk/settings/replies.html")]
pub(crate) struct RepliesPage {
    f: Frame,
    tab: &'static str,
    problems: Vec<String>,
    replies: Vec<Line>,
    /// What was typed for a new one and not taken.
    new: Line,
}

/// One of them, in its form.
struct Line {
    id: String,
    title: String,
    language: String,
    text: String,
}

impl RepliesPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let line = |id: &str, title: &str, language: &str, text: &str| Line {
            id: id.to_owned(),
            title: title.to_owned(),
            language: language.to_owned(),
            text: text.to_owned(),
        };
        Self {
            tab: "saved-replies",
            problems: vec![f.w.t1("refused-saved-unknown", "word", "{vorname}")],
            replies: vec![
                line(
                    "r1",
                    "Texts are missing",
                    "en",
                    "Hello {name},\n\ncould you send us the texts by Friday?\n\n{me}",
                ),
                line("r2", "Спасибо за материалы", "ru", "Здравствуйте, {name}! Материалы у нас, спасибо."),
            ],
            new: line("", "", language.code(), ""),
            f,
        }
    }

    /// None is written yet.
    pub(crate) fn sample_empty(language: Language) -> Self {
        Self { replies: Vec::new(), problems: Vec::new(), ..Self::sample(language) }
    }
}

async fn build(asked: &Asked, problem: Option<(String, Line)>) -> Result<RepliesPage, Fault> {
    let rows = saved_replies::all(asked.desk()).await?;
    let mut replies: Vec<Line> = rows.into_iter().map(line).collect();
    let (problems, typed) = problem.map_or((Vec::new(), None), |(problem, line)| (vec![problem], Some(line)));
    let mut new = line_of("", "", asked.w.language().code(), "");
    // What was typed stays in its own form.
    if let Some(typed) = typed {
        match replies.iter_mut().find(|line| line.id == typed.id) {
            Some(line) => *line = typed,
            None => new = typed,
        }
    }
    Ok(RepliesPage { f: frame(asked).await?, tab: "saved-replies", problems, replies, new })
}

fn line(row: SavedReplyRow) -> Line {
    Line { id: row.reply_id, title: row.title, language: row.language, text: row.text }
}

fn line_of(id: &str, title: &str, language: &str, text: &str) -> Line {
    Line { id: id.to_owned(), title: title.to_owned(), language: language.to_owned(), text: text.to_owned() }
}

/// `GET /settings/saved-replies`
pub(crate) async fn show(asked: Asked) -> Answer {
    page(&asked, &build(&asked, None).await?)
}

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    title: String,
    language: String,
    text: String,
}

/// `POST /settings/saved-replies`
pub(crate) async fn add(asked: Asked, Form(form): Form<Typed>) -> Answer {
    save(&asked, None, form).await
}

/// `POST /settings/saved-replies/{id}`
pub(crate) async fn edit(asked: Asked, Path(id): Path<String>, Form(form): Form<Typed>) -> Answer {
    save(&asked, Some(&id), form).await
}

async fn save(asked: &Asked, id: Option<&str>, form: Typed) -> Answer {
    let Typed { title, language, text } = form;
    match saved_replies::save(asked.desk(), &asked.who, id, &title, &language, &text).await {
        Ok(_) => Ok(flash::done("/settings/saved-replies", "saved", None)),
        Err(Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => {
            let words = match &refused {
                Refused::Unknown(word) => asked.w.t1(refused.key(), "word", format!("{{{word}}}")),
                _ => asked.w.t(refused.key()),
            };
            let typed = line_of(id.unwrap_or_default(), &title, &language, &text);
            again(&build(asked, Some((words, typed))).await?)
        }
    }
}

/// `POST /settings/saved-replies/{id}/removal`
pub(crate) async fn remove(asked: Asked, Path(id): Path<String>) -> Answer {
    saved_replies::remove(asked.desk(), &asked.who, &id, true).await.map_err(said!())?;
    let undo = format!("/settings/saved-replies/{id}/removal/removal");
    Ok(flash::done("/settings/saved-replies", "reply-removed", Some(&undo)))
}

/// `POST /settings/saved-replies/{id}/removal/removal`
pub(crate) async fn take_back(asked: Asked, Path(id): Path<String>) -> Answer {
    saved_replies::remove(asked.desk(), &asked.who, &id, false).await.map_err(said!())?;
    Ok(flash::to("/settings/saved-replies"))
}

/// `POST /conversations/{id}/saved-replies`: puts one below what is written, and shows the composer again.
pub(crate) async fn put_in(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let Taken { written, refused } = take(&asked, &id, request).await?;
    if let Some(key) = refused {
        return Err(Fault::Said(key));
    }
    let kind = written.draft_kind();
    let put_in = saved_replies::put_in(asked.desk(), &asked.who, &id, kind, typed(&written), &written.saved).await;
    put_in.map_err(said!())?;
    Ok(flash::to(&match kind {
        store::draft::DraftKind::New => format!("/conversations/new?draft={id}"),
        _ => format!("/conversations/{id}#reply"),
    }))
}
