//! Reading a draft before it goes, as the gate does: what is wrong with it, and which questions of the client it answers.
//! Reads and changes nothing. That a held draft does not leave is `answer`'s business.

mod background;
pub mod outside;
mod talk;
mod told;

use std::sync::Arc;

use anyhow::Context as _;
use jiff::Timestamp;
use rulebook::finding::Severity;
use rulebook::gate::{self, Passage, Verdict};
use rulebook::language::{self, Asked, Sense, Sent, asked, read_draft, which};
use rulebook::people::Party;
use rulebook::step::DraftStep;

use background::Background;

use crate::answer::{AnswerForm, Hands, Refused as NotSent};
use crate::desk::{Desk, DeskSettings};
use crate::files::Place;
use crate::refusal::refusals;

pub(crate) use talk::Memory;
pub use told::{Apply, HeatWord, Told, ToldDeed, ToldFinding, ToldRefusal};

/// Most questions and requests of theirs that are shown.
const MOST_QUESTIONS: usize = 12;

/// Longest reason for sending what the gate holds, in letters.
const REASON: usize = 500;

/// What is about to go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsent {
    /// The text as typed, marks included; findings point into it.
    pub text: String,
    /// To.
    pub to: Vec<Party>,
    /// Cc.
    pub cc: Vec<Party>,
    /// The rows of next steps under it.
    pub steps: Vec<DraftStep>,
    /// When it is to leave; now when nothing is said.
    pub leaves_at: Option<Timestamp>,
}

/// How carefully a draft is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// While somebody types, or a page is drawn: at once.
    Quick,
    /// On a pause and before it goes: a second time as well, where there is an encoder; that takes a core for a moment.
    Close,
}

/// A question or request of the client, and whether the draft answers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// As the client put it.
    pub text: String,
    /// Whether something in the draft answers it.
    pub answered: bool,
}

/// What the gate says of a draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The text that was read: spans are bytes of it.
    pub text: String,
    /// Findings and verdict.
    pub passage: Passage,
    /// What the client asked and asked for, in order.
    pub questions: Vec<Question>,
}

impl Checked {
    /// Somebody should read it again before it goes.
    pub fn is_held(&self) -> bool {
        self.passage.verdict == Verdict::Hold
    }
}

refusals! {
    /// Why a draft is not read.
    Refused {
        /// Longer than the gate reads.
        TooLong = "gate-refused-too-long",
    }
}

/// Reads a draft of the writer as it stands.
///
/// # Errors
/// See [`Refused`].
pub async fn check(
    desk: &Desk,
    hands: Hands<'_>,
    place: Place<'_>,
    draft: Unsent,
    care: Care,
) -> Result<Checked, Refused> {
    check_beside(desk, hands, place, draft, care, String::new()).await
}

/// The same for one of several mails that go together: what another one of them answers is not open in this one.
///
/// # Errors
/// See [`Refused`].
pub async fn check_beside(
    desk: &Desk,
    hands: Hands<'_>,
    place: Place<'_>,
    draft: Unsent,
    care: Care,
    beside: String,
) -> Result<Checked, Refused> {
    let settings = desk.settings();
    let at = draft.leaves_at.unwrap_or_else(|| desk.now());
    let load = async |mut tx| Background::load(&mut tx, desk, hands, &settings, place, &draft, at).await;
    let background = desk.db().read(load).await?;
    let encoder = desk.encoder().filter(|_| care == Care::Close);
    let desk = desk.clone();
    let read = move || {
        let sense = encoder.as_deref().map(|encoder| encoder as &dyn Sense);
        read(draft.text, &beside, &background, &settings, desk.memory(), at, sense)
    };
    tokio::task::spawn_blocking(read).await.context("read a draft")?
}

/// Lets a mail through the gate. Gives the reason with which an owner sends what is held, if that is what happens.
///
/// # Errors
/// [`NotSent::Held`] when somebody should read it again, [`NotSent::TooLong`] when it cannot be read.
pub(crate) async fn pass(
    desk: &Desk,
    hands: Hands<'_>,
    place: Place<'_>,
    form: &AnswerForm,
    leaves_at: Timestamp,
    beside: &str,
) -> Result<Option<String>, NotSent> {
    // A mail passed on without words of ours says nothing of its own.
    if form.text.trim().is_empty() {
        return Ok(None);
    }
    let draft = Unsent {
        text: form.text.clone(),
        to: form.to.clone(),
        cc: form.cc.clone(),
        steps: form.steps.clone(),
        leaves_at: Some(leaves_at),
    };
    let checked =
        check_beside(desk, hands, place, draft, Care::Close, beside.to_owned()).await.map_err(
            |refused| match refused {
                Refused::TooLong => NotSent::TooLong,
                Refused::Fault(fault) => NotSent::Fault(fault),
            },
        )?;
    if !checked.is_held() {
        return Ok(None);
    }
    let reason: String = form.overruled.trim().chars().take(REASON).collect();
    if hands.sender.is_owner() && !reason.is_empty() { Ok(Some(reason)) } else { Err(NotSent::Held(Box::new(checked))) }
}

fn read(
    text: String,
    beside: &str,
    background: &Background,
    settings: &Arc<DeskSettings>,
    memory: &Memory,
    at: Timestamp,
    sense: Option<&dyn Sense>,
) -> Result<Checked, Refused> {
    let calendar = &settings.calendar;
    let sent = Sent { at: calendar.time_zone().to_datetime(at), calendar: Some(calendar) };
    let answering = background.answering.as_deref().filter(|mail| mail.len() <= gate::LONGEST_DRAFT);
    // Before a word is written, the client's language is the one to read in.
    let language = answering.filter(|_| text.trim().is_empty()).map(which);
    let (passage, questions) = background.with(memory, |context| {
        // Nothing is answered by nothing: what they ask is read once then, below.
        let written = answering.filter(|_| !text.trim().is_empty());
        let draft = gate::Draft { text: &text, answering: written, language, sent, context };
        let mut passage =
            gate::pass(&draft, &background.checks, sense).map_err(|gate::Refused::TooLong| Refused::TooLong)?;
        if !beside.is_empty() {
            without_answered(&mut passage, &draft, beside, sense);
        }
        let questions = answering.map(|mail| questions(mail, &draft, &passage)).unwrap_or_default();
        Ok::<_, Refused>((passage, questions))
    })?;
    Ok(Checked { text, passage, questions })
}

/// What the mails beside this one answer is not open any more.
fn without_answered(passage: &mut Passage, draft: &gate::Draft<'_>, beside: &str, sense: Option<&dyn Sense>) {
    if passage.reading.unanswered.is_empty() {
        return;
    }
    let all = format!("{}\n\n{beside}", draft.text);
    let open =
        language::look(&all, draft.answering, Some(passage.reading.language), &draft.sent, sense).reading.unanswered;
    passage.reading.unanswered.retain(|question| open.contains(question));
    passage.findings.retain(|finding| finding.code != "unanswered" || open.contains(&finding.what));
    let held = passage.findings.iter().any(|finding| finding.severity == Severity::Hold);
    passage.verdict = if held { Verdict::Hold } else { Verdict::Send };
}

/// What the client asked and asked for, each with whether it is answered.
fn questions(mail: &str, draft: &gate::Draft<'_>, passage: &Passage) -> Vec<Question> {
    let open = &passage.reading.unanswered;
    let asked = asked(mail, Some(passage.reading.language));
    let words = |one: &Asked| mail.get(one.span.clone()).map(str::trim).map(str::to_owned);
    let one = |asked: Asked| {
        let text = words(&asked)?;
        let said =
            |text: &str| if asked.is_question { !open.iter().any(|one| one == text) } else { speaks_of(draft, text) };
        let answered = !draft.text.trim().is_empty() && said(&text);
        Some(Question { text, answered })
    };
    asked.into_iter().take(MOST_QUESTIONS).filter_map(one).collect()
}

/// Whether the draft speaks of what is asked for: a request counts as answered as the same words with a question mark would.
fn speaks_of(draft: &gate::Draft<'_>, request: &str) -> bool {
    let question = format!("{}?", request.trim_end_matches(['.', '!', ',', ';', ':']));
    read_draft(draft.text, Some(&question), None, &draft.sent).unanswered.is_empty()
}
