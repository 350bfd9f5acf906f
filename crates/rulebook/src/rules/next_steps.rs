//! `next-steps`: a mail that wants something says who does what by when, in a list.
//!
//! **Why.** What stands in the middle of a paragraph is forgotten; a short list is done. Who reads it knows at a glance what is theirs.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix, Step};
use crate::language::{Deed, DraftReading};

/// The rule's stable code.
pub const CODE: &str = "next-steps";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// From so many asks and commitments on a list pays.
const MANY: usize = 4;

/// Every ask that stands in the text, and, where much is to be done, the list that is missing at the end.
pub(crate) fn check(read: &DraftReading, draft: &str) -> Vec<Finding> {
    if read.has_next_steps {
        return Vec::new();
    }
    let wanted: Vec<&Deed> = read.asks.iter().filter(|ask| !ask.is_question).collect();
    let mut findings: Vec<Finding> = wanted
        .iter()
        .map(|ask| {
            let step = Step::of(ask, draft);
            Finding::advice(CODE, "ask-in-text", ask.span.clone()).mended_by(Fix::ToNextStep { step })
        })
        .collect();
    if read.asks.len() + read.commitments.len() >= MANY && !read.asks.is_empty() {
        let mut deeds: Vec<&Deed> = read.asks.iter().chain(&read.commitments).collect();
        deeds.sort_by_key(|deed| (deed.span.start, deed.span.end));
        let steps = deeds.into_iter().map(|deed| Step::of(deed, draft)).collect();
        let end = draft.len()..draft.len();
        findings.push(Finding::advice(CODE, "no-next-steps", end).mended_by(Fix::AddNextSteps { steps }));
    }
    findings
}
