//! What is done with the mails that a draft became: made, moved about, joined again, sent together.

use axum::Json;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use desk::files::Place;
use desk::series::{self, Move, Refused, Stopped, Together};
use desk::{answer, second_look};
use rulebook::language::Slip;
use serde::Deserialize;

use super::Stop;
use super::show::{address, show_again, writing_place};
use crate::asked::Asked;
use crate::desk::composer::fields::Written;
use crate::desk::composer::later::schedule;
use crate::desk::conversation::acts::{Next, said};
use crate::desk::second_look::act::keep;
use crate::fault::Fault;
use crate::flash;
use crate::page::Answer;

/// `POST /conversations/{id}/series`: the draft is kept as it was on the screen, then it becomes several.
pub(crate) async fn begin(asked: Asked, Path(id): Path<String>, request: Request) -> Answer {
    let written = keep(&asked, &id, request).await?;
    let place = Place { conversation: &id, kind: written.draft_kind() };
    let series = series::begin(asked.desk(), &asked.who, place).await.map_err(told)?;
    let page = address(&series);
    let undo = format!("{page}/removal");
    Ok(flash::counted(&page, "series-made", series.parts.len(), Some(&undo)))
}

/// What the page sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Changed {
    seen: String,
    /// The subjects in order; of a mail that answers it says nothing.
    subject: Vec<String>,
    /// What is moved: `p 0 1 2 0` and the like.
    act: String,
    key: String,
    newer: String,
    sure: String,
    because: String,
    leaves: String,
    leaves_at: String,
    reader: String,
    question: String,
}

/// `p mail place to before`, `s mail place to`, `f mail place to`, `join mail`, `add`, `one`; anything else keeps the subjects only.
fn read_move(act: &str) -> Move {
    let mut words = act.split(' ');
    let name = words.next().unwrap_or_default();
    let numbers: Vec<usize> = words.filter_map(|word| word.parse().ok()).collect();
    match (name, numbers.as_slice()) {
        ("p", &[part, at, to, before]) => Move::Paragraph { part, at, to, before },
        ("s", &[part, at, to]) => Move::Step { part, at, to },
        ("f", &[part, at, to]) => Move::File { part, at, to },
        ("join", &[part]) => Move::Join { part },
        ("add", []) => Move::Add,
        ("one", []) => Move::JoinAll,
        _ => Move::Nothing,
    }
}

/// `POST /conversations/{id}/series/changes`: a page goes back to where it moved to; the script that keeps subjects gets what is
/// seen now.
pub(crate) async fn change(
    asked: Asked,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Changed>,
) -> Answer {
    let what = read_move(&form.act);
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let wants_json = accept.starts_with("application/json");
    let before = form.seen.split(' ').count();
    match series::rearrange(asked.desk(), &asked.who, &id, &form.seen, &form.subject, what).await {
        Ok(Some(after)) if wants_json => Ok(Json(serde_json::json!({ "seen": after.seen() })).into_response()),
        Err(Refused::Changed) if wants_json => Ok(StatusCode::CONFLICT.into_response()),
        Ok(Some(after)) => {
            let page = address(&after);
            Ok(match what {
                Move::Paragraph { part, to, before: place, .. } => {
                    let to = settled(part, to, before, after.parts.len());
                    let last = after.parts.get(to).map_or(0, |it| it.pieces.paragraphs.len().saturating_sub(1));
                    let focus = format!("{page}?focus=p-{to}-{}", place.min(last));
                    flash::counted(&focus, "series-moved", to + 1, None)
                }
                Move::Step { part, to, .. } | Move::File { part, to, .. } => {
                    let to = settled(part, to, before, after.parts.len());
                    flash::counted(&page, "series-moved", to + 1, None)
                }
                Move::Join { .. } => flash::done(&page, "series-joined", None),
                Move::Add => flash::done(&page, "series-added", None),
                Move::JoinAll | Move::Nothing => flash::done(&page, "series-kept", None),
            })
        }
        Ok(None) => Ok(flash::done(&writing_place(&asked, &id).await?, "series-one", None)),
        Err(Refused::Changed) => {
            let words = Some(asked.w.t("refused-series-changed"));
            show_again(&asked, &id, Stop { words, ..Stop::default() }).await
        }
        Err(refused) => Err(told(refused)),
    }
}

/// A refusal as a page of its own.
fn told(refused: Refused) -> Fault {
    match refused {
        Refused::Fault(error) => Fault::Broken(error),
        refused => Fault::Said(refused.key()),
    }
}

/// Where a mail stands after the move: when the one it came from above is gone, one place higher.
fn settled(part: usize, to: usize, before: usize, after: usize) -> usize {
    let made = usize::from(to == before);
    let gone = before + made > after;
    if gone && part < to { to - 1 } else { to }
}

/// `POST /conversations/{id}/series/removal`: one mail again, as it is now.
pub(crate) async fn join_all(asked: Asked, Path(id): Path<String>, Form(_): Form<Next>) -> Answer {
    let there = series::load(asked.desk(), &asked.who, &id).await?;
    if let Some(series) = there {
        let seen = series.seen();
        series::rearrange(asked.desk(), &asked.who, &id, &seen, &[], Move::JoinAll).await.map_err(told)?;
    }
    Ok(flash::done(&writing_place(&asked, &id).await?, "series-one", None))
}

/// `POST /conversations/{id}/series/sending`: all of them, or none and why.
pub(crate) async fn send(asked: Asked, Path(id): Path<String>, Form(form): Form<Changed>) -> Answer {
    let leaves = Written { leaves: form.leaves.clone(), leaves_at: form.leaves_at.clone(), ..Written::default() };
    let Some(schedule) = schedule(&asked, &leaves) else {
        let words = Some(asked.w.t("refused-answer-when"));
        return show_again(&asked, &id, Stop { words, ..Stop::default() }).await;
    };
    let (desk, who) = (asked.desk(), &asked.who);
    // A doubled click finds no series any more: its key finds what was sent.
    let kept = series::rearrange(desk, who, &id, &form.seen, &form.subject, Move::Nothing).await;
    let seen = match kept {
        Ok(Some(series)) => series.seen(),
        Ok(None) | Err(Refused::Nothing | Refused::Changed) => form.seen,
        Err(refused) => return Err(told(refused)),
    };
    let together = Together {
        key: form.key,
        seen,
        schedule,
        despite_newer: form.newer == "yes",
        despite_slips: form.sure == "yes",
        overruled: form.because,
        step_links: asked.site.links_for_clients().then(|| asked.site.link("/s/")),
    };
    match series::send(desk, who, &id, together).await {
        Ok(_) => Ok(flash::to(&format!("/conversations/{id}#going"))),
        Err(stopped) => refuse(&asked, &id, stopped).await,
    }
}

/// `POST /conversations/{id}/series/rest`: every mail is kept and comes back to be read again.
pub(crate) async fn put_off(asked: Asked, Path(id): Path<String>, Form(form): Form<Changed>) -> Answer {
    if let Err(refused) = kept(&asked, &id, &form).await {
        return refuse(&asked, &id, Stopped::Series(refused)).await;
    }
    series::put_off(asked.desk(), &asked.who, &id).await.map_err(said!())?;
    Ok(flash::done("/", "series-put-off", None))
}

/// `POST /conversations/{id}/series/second-looks`: a colleague reads every mail before it goes.
pub(crate) async fn ask(asked: Asked, Path(id): Path<String>, Form(form): Form<Changed>) -> Answer {
    if let Err(refused) = kept(&asked, &id, &form).await {
        return refuse(&asked, &id, Stopped::Series(refused)).await;
    }
    match series::ask(asked.desk(), &asked.who, &id, &form.reader, &form.question).await {
        Ok(count) => Ok(flash::counted(&format!("/conversations/{id}/series"), "series-asked", count, None)),
        Err(second_look::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(refused) => {
            let words = Some(asked.w.t(refused.key()));
            show_again(&asked, &id, Stop { words, ..Stop::default() }).await
        }
    }
}

/// Keeps the subjects as they are on the screen.
async fn kept(asked: &Asked, id: &str, form: &Changed) -> Result<(), Refused> {
    series::rearrange(asked.desk(), &asked.who, id, &form.seen, &form.subject, Move::Nothing).await.map(|_| ())
}

async fn refuse(asked: &Asked, id: &str, stopped: Stopped) -> Answer {
    let w = &asked.w;
    let (at, why) = match stopped {
        Stopped::Series(Refused::Fault(error)) => return Err(Fault::Broken(error)),
        Stopped::Series(Refused::Nothing) => return Ok(flash::to(&writing_place(asked, id).await?)),
        Stopped::Series(refused) => {
            return show_again(asked, id, Stop { words: Some(w.t(refused.key())), ..Stop::default() }).await;
        }
        Stopped::Mail { at, why } => (at, *why),
    };
    let series = series::load(asked.desk(), &asked.who, id).await?.ok_or(Fault::NotFound)?;
    let named = series.parts.get(at).map(|part| part.draft.subject.clone()).unwrap_or_default();
    let subject = if named.trim().is_empty() { w.t("page-series-first") } else { named };
    let told = w.t(why.key());
    let nth = i64::try_from(at + 1).unwrap_or(i64::MAX);
    let words = Some(w.tn("page-series-stopped", &[("at", &nth), ("subject", &subject), ("why", &told)]));
    let stop = match why {
        answer::Refused::Fault(error) => return Err(Fault::Broken(error)),
        answer::Refused::NewerMessage(_) => Stop { words, newer: true, ..Stop::default() },
        answer::Refused::Held(_) => Stop { words, held: true, ..Stop::default() },
        answer::Refused::Slips(slips) => Stop { words, slips: said_of(asked, &slips), ..Stop::default() },
        _ => Stop { words, ..Stop::default() },
    };
    show_again(asked, id, stop).await
}

fn said_of(asked: &Asked, slips: &[Slip]) -> Vec<String> {
    slips.iter().map(|slip| crate::desk::composer::load::slip_words(&asked.w, slip)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_is_read_and_nothing_else() {
        for (act, expected) in [
            ("p 0 1 2 0", Move::Paragraph { part: 0, at: 1, to: 2, before: 0 }),
            ("s 1 0 0", Move::Step { part: 1, at: 0, to: 0 }),
            ("f 1 0 2", Move::File { part: 1, at: 0, to: 2 }),
            ("join 1", Move::Join { part: 1 }),
            ("add", Move::Add),
            ("one", Move::JoinAll),
            ("", Move::Nothing),
            ("p 0 1", Move::Nothing),
            ("p 0 1 2 -1", Move::Nothing),
            ("s 99999999999999999999999 0 0", Move::Nothing),
        ] {
            assert_eq!(read_move(act), expected, "{act:?}");
        }
    }

    #[test]
    fn a_moved_paragraph_is_found_where_it_is_now() {
        for (part, to, before, after, expected) in
            [(0, 1, 2, 2, 1), (1, 2, 3, 2, 1), (2, 1, 3, 2, 1), (1, 3, 3, 4, 3), (1, 3, 3, 3, 2)]
        {
            assert_eq!(settled(part, to, before, after), expected);
        }
    }
}
