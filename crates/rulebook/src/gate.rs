//! The gate: a draft and what it answers become findings and a verdict. Every check is a rule in `rules/`; none changes the draft.

mod context;
mod leaning;

use serde::Serialize;

use crate::finding::{Finding, Severity};
use crate::house_rules::{Checks, Level};
use crate::language::{
    ClientReading, Complaint, DraftReading, Heat, Look, Sense, Sent, look, look_at_client, read_client,
};
use crate::rules::{
    answer_everything, cool_off, honest_start, next_steps, no_with_a_way_out, offer_a_call, one_topic_per_mail,
    own_the_fault, right_recipient, say_what_you_will_do, work_mode,
};

pub use context::{Context, Recipient, Talk};
pub use leaning::{Leaning, Said, code_of, named};

/// Longer drafts are refused rather than read in part.
pub const LONGEST_DRAFT: usize = 200_000;

/// What stands before the gate.
#[derive(Clone, Copy)]
pub struct Draft<'a> {
    /// The text as the client would get it.
    pub text: &'a str,
    /// The client's mail that it answers, without quotes.
    pub answering: Option<&'a str>,
    /// `en`, `pl` or `ru`; found when not given.
    pub language: Option<&'a str>,
    /// When it is to leave.
    pub sent: Sent<'a>,
    /// What stands around it.
    pub context: Context<'a>,
}

/// May it go?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may go.
    Send,
    /// Somebody should read it again first.
    Hold,
}

/// What the gate saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// May it go?
    pub verdict: Verdict,
    /// What is wrong, in the order of the draft.
    pub findings: Vec<Finding>,
    /// What the draft says.
    pub reading: DraftReading,
    /// How heated it is.
    pub heat: Heat,
    /// Whether there was a second look; without one what words alone do not tell may be missed.
    pub is_second: bool,
}

impl Passage {
    /// Which look had the last word: 1, or 2.
    pub fn tier(&self) -> u8 {
        if self.is_second { 2 } else { 1 }
    }
}

/// Why a draft was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Longer than [`LONGEST_DRAFT`].
    #[error("the draft is too long")]
    TooLong,
}

impl Refused {
    /// The text that tells it.
    pub fn key(self) -> &'static str {
        match self {
            Self::TooLong => "gate-refused-too-long",
        }
    }
}

/// Reads a draft and holds it against the checks that are on; with `sense` a second time, for what words alone do not tell.
///
/// ```
/// use rulebook::gate::{Context, Draft, Verdict, pass};
/// use rulebook::house_rules::Checks;
/// use rulebook::language::Sent;
///
/// let sent = Sent { at: "2026-11-17T10:00".parse()?, calendar: None };
/// let text = "Thank you, it looks lovely.";
/// let draft = Draft { text, answering: None, language: None, sent, context: Context::default() };
/// assert_eq!(pass(&draft, &Checks::default(), None).map(|it| it.verdict), Ok(Verdict::Send));
/// # Ok::<(), jiff::Error>(())
/// ```
///
/// # Errors
/// A draft that is too long to read.
pub fn pass(draft: &Draft<'_>, checks: &Checks, sense: Option<&dyn Sense>) -> Result<Passage, Refused> {
    if draft.text.len() > LONGEST_DRAFT || draft.answering.is_some_and(|mail| mail.len() > LONGEST_DRAFT) {
        return Err(Refused::TooLong);
    }
    let Look { reading, heat, is_second } = look(draft.text, draft.answering, draft.language, &draft.sent, sense);
    let asked = draft.answering.map(|mail| heard(mail, &reading, &draft.sent, sense));
    let (text, context) = (draft.text, &draft.context);
    let mut findings = Vec::new();
    let mut add = |code: &str, found: Vec<Finding>| match checks.level(code) {
        Level::Off => {}
        Level::Advice => findings.extend(found.into_iter().map(|it| Finding { severity: Severity::Advice, ..it })),
        // What only has an edge is never held, whatever the house says: it would hold every firm word.
        Level::Hold if code == cool_off::CODE => findings.extend(found),
        Level::Hold => findings.extend(found.into_iter().map(|it| Finding { severity: Severity::Hold, ..it })),
    };
    add(next_steps::CODE, next_steps::check(&reading, text, context));
    add(say_what_you_will_do::CODE, say_what_you_will_do::check(&reading, text, context));
    add(one_topic_per_mail::CODE, one_topic_per_mail::check(&reading));
    add(cool_off::CODE, cool_off::check(&heat, text, context.said));
    add(own_the_fault::CODE, own_the_fault::check(&reading));
    add(answer_everything::CODE, answer_everything::check(&reading, text.len()));
    add(no_with_a_way_out::CODE, no_with_a_way_out::check(&reading));
    add(honest_start::CODE, honest_start::check(&reading));
    add(offer_a_call::CODE, offer_a_call::check(&reading, asked.as_ref(), context, text.len()));
    add(right_recipient::CODE, right_recipient::check(&reading, text, context));
    add(work_mode::CODE, work_mode::check(context, text.len()));
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    let held = findings.iter().any(|finding| finding.severity == Severity::Hold);
    Ok(Passage { verdict: if held { Verdict::Hold } else { Verdict::Send }, findings, reading, heat, is_second })
}

/// What the client says. What advice would follow from is looked at a second time: whoever complains of somebody else, or asks
/// what a penalty is, does not complain of us.
fn heard(mail: &str, reading: &DraftReading, sent: &Sent<'_>, sense: Option<&dyn Sense>) -> ClientReading {
    let first = read_client(mail, Some(reading.language), sent);
    let advises = first.wants_call || first.complaint == Complaint::Grave;
    if advises && !reading.offers_call && sense.is_some() {
        return look_at_client(mail, Some(reading.language), sent, sense);
    }
    first
}
