//! What the gate says of a draft: beside the words on the page, and for the script that asks while somebody types.
//! What is wrong, the rulebook decides; here it gets sentences, and places as a browser counts them.

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use desk::address::read_people;
use desk::answer::Hands;
use desk::check::{self, Care, Checked, Unsent};
use desk::files::Place;
use desk::steps::sentence_of;
use rulebook::finding::{Finding, Fix, Severity, Step};
use rulebook::gate::named;
use rulebook::people::Side;
use rulebook::rules::cool_off;
use serde::{Deserialize, Serialize};
use words::Words;

use super::fields::Written;
use super::steps::drafted;
use crate::asked::Asked;
use crate::fault::Fault;
use crate::page::Answer;

/// What stands beside the words: what the client asked, and what to look at before it goes.
#[derive(Template)]
#[template(path = "desk/composer_checks.html")]
pub(crate) struct Checks {
    pub(crate) w: Words,
    pub(crate) notes: Vec<Note>,
    pub(crate) questions: Vec<check::Question>,
}

/// One thing to look at.
#[derive(Debug, Serialize)]
pub(crate) struct Note {
    /// `hold` or `advice`.
    pub(crate) severity: &'static str,
    /// The finding; one of heat with the mark of its words, as what members say of it names it.
    pub(crate) code: String,
    /// Where it stands in the text, in UTF-16 units; `start` = `end` where something is missing.
    start: usize,
    end: usize,
    /// Where else it is, such as in other angry sentences.
    also: Vec<[usize; 2]>,
    /// The words meant.
    pub(crate) quote: String,
    pub(crate) message: String,
    pub(crate) help: String,
    /// What one key does about it.
    act: Option<Act>,
}

/// What one key does about it. Places are counted as a browser does.
#[derive(Debug, Serialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
enum Act {
    /// One of these sentences is put in place of what stands there.
    Choose { start: usize, end: usize, choices: Vec<String> },
    /// Lines for the next steps.
    Steps { steps: Vec<Line> },
    /// Takes an address off.
    Person { address: String },
    /// Takes a file off.
    File { name: String },
    /// Opens the choice of files.
    Attach,
    /// Opens 'send later'.
    Later,
    /// Lets the draft rest.
    PutOff,
    /// Proposes several mails.
    Split,
}

/// A line for the next steps.
#[derive(Debug, Serialize)]
struct Line {
    what: String,
    due: Option<String>,
    ours: bool,
    /// It stands in the list; otherwise it is a commitment that is kept track of.
    listed: bool,
    /// Where the sentence stands that says nothing else: the line takes its place.
    sentence: Option<(usize, usize)>,
}

/// What the script is told.
#[derive(Serialize)]
struct Told {
    held: bool,
    /// Which look had the last word: 1, or 2.
    tier: u8,
    /// The side as it is to be drawn.
    html: String,
    /// The same in a few words, for whoever has it read out.
    status: String,
    notes: Vec<Note>,
    /// What the client asked, as it is put into the text to be answered.
    questions: Vec<String>,
}

impl Checks {
    pub(crate) fn of(w: &Words, checked: &Checked) -> Self {
        // An empty box has nothing wrong with it yet.
        let silent = checked.text.trim().is_empty();
        let shown = checked.passage.findings.iter().filter(|finding| !silent && !stands_elsewhere(finding));
        let language = checked.passage.reading.language;
        let mut notes: Vec<_> = shown.map(|finding| Note::of(w, &checked.text, language, finding)).collect();
        // What is held comes first: it is what keeps the mail here.
        notes.sort_by_key(|note| note.severity != "hold");
        Self { notes, questions: checked.questions.clone(), w: w.clone() }
    }

    /// Nothing to show beside an empty box.
    pub(crate) fn none(w: &Words) -> Self {
        Self { w: w.clone(), notes: Vec::new(), questions: Vec::new() }
    }

    /// Not all of them may be in sight.
    fn count(&self) -> String {
        self.w.t1("part-checks-count", "count", self.notes.len() as i64)
    }

    fn status(&self) -> String {
        if self.notes.is_empty() {
            return self.w.t("part-checks-none");
        }
        self.w.t1("part-checks-status", "count", self.notes.len() as i64)
    }

    pub(crate) fn sample(w: &Words) -> Self {
        let question = |text: &str, answered| check::Question { text: text.to_owned(), answered };
        let note = |severity, code: &'static str, quote: &str| Note {
            severity,
            code: code.to_owned(),
            start: 0,
            end: 5,
            also: Vec::new(),
            quote: quote.to_owned(),
            message: w.finding(code, ""),
            help: w.fix(code),
            act: None,
        };
        Self {
            notes: vec![
                note("hold", "heat-hot", "This is the third time I am telling you."),
                note("advice", "no-reason", "That <b>za</b> is not possible."),
            ],
            questions: vec![
                question("When can we have the report?", true),
                question("Смета <b>за</b> октябрь?", false),
            ],
            w: w.clone(),
        }
    }
}

impl Note {
    /// Whether one key mends it.
    pub(crate) fn has_act(&self) -> bool {
        self.act.is_some()
    }

    /// Whether it is about heat: where that begins follows what members say of it.
    pub(crate) fn is_heat(&self) -> bool {
        self.code.starts_with("heat-")
    }

    /// Whether the draft may rest as well: where that is not what its key does anyway.
    pub(crate) fn may_rest(&self) -> bool {
        self.is_heat() && self.has_act() && !matches!(self.act, Some(Act::PutOff))
    }

    /// The sentences to choose from.
    pub(crate) fn choices(&self) -> &[String] {
        if let Some(Act::Choose { choices, .. }) = &self.act { choices } else { &[] }
    }

    fn of(w: &Words, text: &str, language: &str, finding: &Finding) -> Self {
        let words = text.get(finding.span.clone()).unwrap_or_default();
        let is_heat = finding.rule == cool_off::CODE;
        Self {
            severity: if finding.severity == Severity::Hold { "hold" } else { "advice" },
            code: if is_heat { named(finding.code, words) } else { finding.code.to_owned() },
            start: in_utf16(text, finding.span.start),
            end: in_utf16(text, finding.span.end),
            also: finding.also.iter().map(|span| [in_utf16(text, span.start), in_utf16(text, span.end)]).collect(),
            quote: words.trim().to_owned(),
            message: w.finding(finding.code, &finding.what),
            help: w.fix(finding.code),
            act: finding.fix.as_ref().and_then(|fix| act(w, text, language, fix)),
        }
    }
}

/// Open questions stand among what the client asked, asks and commitments are offered with the next steps: said once is enough,
/// unless the house holds a mail for it.
fn stands_elsewhere(finding: &Finding) -> bool {
    finding.severity == Severity::Advice && ["unanswered", "ask-in-text", "untracked-promise"].contains(&finding.code)
}

/// What one key does; nothing where a person's own words are wanted.
fn act(w: &Words, text: &str, language: &str, fix: &Fix) -> Option<Act> {
    let place = |byte: usize| in_utf16(text, byte);
    let line = |step: &Step, listed| Line {
        what: step.what.clone(),
        due: step.due.map(|due| due.to_string()),
        ours: step.side == Side::Ours,
        listed,
        sentence: None,
    };
    let words = Words::new(language.parse().unwrap_or(w.language()), w.zone().clone());
    let sentences = |keys: &[&'static str]| keys.iter().map(|key| words.draft_text(key)).collect();
    let behind =
        |at: usize, keys: &[&'static str]| Act::Choose { start: place(at), end: place(at), choices: sentences(keys) };
    match fix {
        Fix::MilderWording { span, choices } => {
            Some(Act::Choose { start: place(span.start), end: place(span.end), choices: sentences(choices) })
        }
        Fix::AddReasonAndOtherWay { at, choices } | Fix::OfferCall { at, choices } => Some(behind(*at, choices)),
        Fix::ToNextStep { step } => {
            let sentence = sentence_of(text, &step.span).map(|at| (place(at.start), place(at.end)));
            Some(Act::Steps { steps: vec![Line { sentence, ..line(step, true) }] })
        }
        Fix::AddNextSteps { steps } => Some(Act::Steps { steps: steps.iter().map(|step| line(step, true)).collect() }),
        Fix::TrackPromise { step } => Some(Act::Steps { steps: vec![line(step, false)] }),
        Fix::RemoveRecipient { address } => Some(Act::Person { address: address.clone() }),
        Fix::RemoveAttachment { name } => Some(Act::File { name: name.clone() }),
        Fix::AddAttachment => Some(Act::Attach),
        Fix::Schedule => Some(Act::Later),
        Fix::PutOff => Some(Act::PutOff),
        Fix::SplitHere { .. } => Some(Act::Split),
        Fix::AnswerQuestion { .. } => None,
    }
}

/// A place in bytes, as a browser counts.
pub(super) fn in_utf16(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).encode_utf16().count()
}

/// What the gate says of what stands in the boxes; nothing when the text is too long to be read.
pub(crate) async fn of(
    asked: &Asked,
    conversation: &str,
    written: &Written,
    care: Care,
) -> Result<Option<Checked>, Fault> {
    let place = Place { conversation, kind: written.draft_kind() };
    let draft = Unsent {
        text: written.text.replace("\r\n", "\n"),
        // Half a typed address is no reason to say nothing.
        to: read_people(&written.to).unwrap_or_default(),
        cc: read_people(&written.cc).unwrap_or_default(),
        steps: drafted(written),
        leaves_at: None,
    };
    match check::check(asked.desk(), Hands::own(&asked.who), place, draft, care).await {
        Ok(checked) => Ok(Some(checked)),
        Err(check::Refused::Fault(error)) => Err(Fault::Broken(error)),
        Err(_) => Ok(None),
    }
}

/// Whether whoever types has paused.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pace {
    paused: bool,
}

/// `POST /conversations/{id}/checks`: asked while somebody types, and with `paused=true` when they stop for a moment: then the
/// draft is read a second time. Answers JSON and changes nothing.
pub(crate) async fn look(
    asked: Asked,
    Path(id): Path<String>,
    Query(pace): Query<Pace>,
    Form(written): Form<Written>,
) -> Answer {
    let care = if pace.paused { Care::Close } else { Care::Quick };
    let Some(checked) = of(&asked, &id, &written, care).await? else {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    };
    let checks = Checks::of(&asked.w, &checked);
    let (html, status) = (checks.render()?, checks.status());
    let questions = checks.questions.into_iter().map(|one| one.text).collect();
    let (held, tier) = (checked.is_held(), checked.passage.tier());
    Ok(Json(Told { held, tier, html, status, notes: checks.notes, questions }).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_a_browser_does() {
        let text = "Żółć 🙂 now";
        let at = text.find("now").unwrap();
        assert_eq!(in_utf16(text, at), 8);
        assert_eq!(in_utf16(text, text.len()), text.encode_utf16().count());
        assert_eq!(in_utf16(text, 1), text.encode_utf16().count(), "within a letter there is no place");
    }
}
