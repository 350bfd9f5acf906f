//! Shows the mails that a draft became.

use axum::extract::{Path, Query};
use desk::answer::Hands;
use desk::check::{self, Care, Unsent};
use desk::files::Place;
use desk::series::{self, Part, Series};
use serde::Deserialize;
use store::StoreError;
use store::draft::DraftKind;
use words::Words;

use super::{Mail, Paragraph, SeriesPage, Stop, Thing};
use crate::asked::{Asked, Figures};
use crate::desk::composer::checks::Checks;
use crate::desk::composer::later::Later;
use crate::desk::composer::load::first_names;
use crate::desk::rereading::back_words;
use crate::desk::second_look::act::place_of;
use crate::desk::second_look::offer::{Found, SecondLook};
use crate::fault::Fault;
use crate::flash;
use crate::frame::Here;
use crate::page::{Answer, again, page};

/// What the page is to be opened at.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// The paragraph that was moved just now.
    #[serde(default)]
    focus: String,
}

/// `GET /conversations/{id}/series`; where there is none, the mail itself.
pub(crate) async fn show(asked: Asked, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let Some(series) = series::load(asked.desk(), &asked.who, &id).await? else {
        return Ok(flash::to(&writing_place(&asked, &id).await?));
    };
    if series.parts.first().is_some_and(|first| first.draft.conversation_id != id) {
        return Ok(flash::to(&address(&series)));
    }
    page(&asked, &build(&asked, &series, Stop::default(), &ask.focus).await?)
}

/// The page again, with why nothing was sent.
pub(super) async fn show_again(asked: &Asked, id: &str, stopped: Stop) -> Answer {
    let series = series::load(asked.desk(), &asked.who, id).await?.ok_or(Fault::NotFound)?;
    again(&build(asked, &series, stopped, "").await?)
}

/// The page's own address: that of its first mail.
pub(super) fn address(series: &Series) -> String {
    let first = series.parts.first().map(|part| part.draft.conversation_id.as_str()).unwrap_or_default();
    format!("/conversations/{first}/series")
}

/// Where a mail is written that is no part of anything.
pub(super) async fn writing_place(asked: &Asked, id: &str) -> Result<String, Fault> {
    let desk = asked.desk();
    let known = desk.db().read(async |mut tx| store::conversation::find(&mut tx, desk.id(), id).await).await?;
    Ok(match known {
        Some(_) => format!("/conversations/{id}#reply"),
        None => format!("/conversations/new?draft={id}"),
    })
}

/// What a composer says of its mail when it is one of several: in words, and where all of them are.
pub(crate) fn here(w: &Words, series: Option<&Series>, id: &str) -> Option<(String, String)> {
    let series = series?;
    let at = series.parts.iter().position(|part| part.draft.conversation_id == id)?;
    let (at, of) = (number(at + 1), number(series.parts.len()));
    (of > 1).then(|| (w.t2("part-series-here", "at", at, "of", of), address(series)))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn build(asked: &Asked, series: &Series, stopped: Stop, focus: &str) -> Result<SeriesPage, Fault> {
    let (w, desk) = (&asked.w, asked.desk());
    let first = series.parts.first().ok_or(Fault::NotFound)?;
    let (figures, time, answered, found) = desk
        .db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let time = desk::away::of(tx, desk, &asked.who.member.member_id).await?;
            let answered = store::conversation::find(tx, desk.id(), &first.draft.conversation_id).await?;
            Ok::<_, StoreError>((Figures::load(tx, asked).await?, time, answered, Found::load(tx, asked).await?))
        })
        .await?;
    let answered = answered.map(|row| row.subject).unwrap_or_default();
    let mut mails = Vec::with_capacity(series.parts.len());
    for (at, part) in series.parts.iter().enumerate() {
        // What was held shows why, also where it took a second look.
        let care = if stopped.held { Care::Close } else { Care::Quick };
        let checks = checks(asked, series, at, part, care).await?;
        mails.push(mail(w, series, at, part, checks, (&answered, focus)));
    }
    let whom = first_names(w, &first.draft.to_list);
    let whom = if whom.is_empty() { "…".to_owned() } else { whom };
    Ok(SeriesPage {
        f: asked.frame(Here::Inbox, w.t("page-series-title"), figures),
        id: first.draft.conversation_id.clone(),
        back: place_of(&first.draft),
        seen: series.seen(),
        key: desk.new_id(),
        send_words: w.t2("page-series-send", "count", number(mails.len()), "to", whom),
        later: Later::of(asked, &time, false),
        stopped,
        put_off: back_words(asked, &time),
        look: SecondLook::of(asked, &found),
        may_overrule: asked.who.is_owner(),
        mails,
    })
}

/// What the gate says of one of them; nothing of what is too long to be read.
async fn checks(asked: &Asked, series: &Series, at: usize, part: &Part, care: Care) -> Result<Checks, Fault> {
    let draft = &part.draft;
    let place = Place { conversation: &draft.conversation_id, kind: draft.kind };
    let unsent = Unsent {
        text: draft.text.clone(),
        to: draft.to_list.clone(),
        cc: draft.cc_list.clone(),
        steps: draft.steps.clone(),
        leaves_at: None,
    };
    let (hands, beside) = (Hands::own(&asked.who), series.words_beside(at));
    match check::check_beside(asked.desk(), hands, place, unsent, care, beside).await {
        Ok(checked) => {
            let mut checks = Checks::of(&asked.w, &checked);
            // That nobody is at work is said once.
            checks.notes.retain(|note| note.code != "off-work" || at == 0);
            Ok(checks)
        }
        Err(check::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(_) => Ok(Checks::none(&asked.w)),
    }
}

fn mail(w: &Words, series: &Series, at: usize, part: &Part, checks: Checks, around: (&str, &str)) -> Mail {
    let (count, (answered, focus)) = (series.parts.len(), around);
    let answers = part.draft.kind == DraftKind::Reply;
    let to = |letter: &str, place: usize| targets(w, count, at, |to| format!("{letter} {at} {place} {to}"));
    let steps = part.draft.steps.iter().enumerate();
    let files = part.files.iter().enumerate();
    Mail {
        title: w.t2("page-series-mail", "at", number(at + 1), "of", number(count)),
        answers,
        subject: if answers { answered.to_owned() } else { part.draft.subject.clone() },
        write: place_of(&part.draft),
        greeting: part.pieces.greeting.clone(),
        closing: part.pieces.closing.clone(),
        paragraphs: (0..part.pieces.paragraphs.len()).map(|place| paragraph(w, series, at, place, focus)).collect(),
        steps: steps.map(|(place, step)| Thing { words: step.what.clone(), to: to("s", place) }).collect(),
        files: files.map(|(place, file)| Thing { words: file.name.clone(), to: to("f", place) }).collect(),
        checks,
        join: (at > 0).then(|| format!("join {at}")),
    }
}

fn paragraph(w: &Words, series: &Series, at: usize, place: usize, focus: &str) -> Paragraph {
    let length = |mail: usize| series.parts.get(mail).map_or(0, |part| part.pieces.paragraphs.len());
    let act = |to: usize, before: usize| format!("p {at} {place} {to} {before}");
    let up = match (at, place) {
        (0, 0) => None,
        (_, 0) => Some(act(at - 1, length(at - 1))),
        _ => Some(act(at, place - 1)),
    };
    // Below the last paragraph of the last mail a new mail begins, unless that would only be the same mail again.
    let is_last = place + 1 == length(at);
    let alone = at + 1 == series.parts.len() && length(at) == 1;
    let down = if is_last { (!alone).then(|| act(at + 1, 0)) } else { Some(act(at, place + 1)) };
    let id = format!("p-{at}-{place}");
    let text = series.parts.get(at).and_then(|part| part.pieces.paragraphs.get(place)).cloned().unwrap_or_default();
    let (mail, nth, of) = (number(at + 1), number(place + 1), number(length(at)));
    Paragraph {
        label: w.tn("page-series-paragraph", &[("mail", &mail), ("at", &nth), ("of", &of)]),
        to: targets(w, series.parts.len(), at, |to| act(to, if to < at { length(to) } else { 0 })),
        focus: focus == id,
        text: plain(&text),
        id,
        up,
        down,
    }
}

/// As its reader will see it, near enough to be recognised.
fn plain(text: &str) -> String {
    mail::written::plain(text)
}

/// Where a thing may go: every other mail, and a new one.
fn targets(w: &Words, count: usize, at: usize, act: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let others = (0..count).filter(|to| *to != at).map(|to| (act(to), w.t1("page-series-to", "at", number(to + 1))));
    others.chain([(act(count), w.t("page-series-to-new"))]).collect()
}
