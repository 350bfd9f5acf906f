//! `next-steps`: a mail that wants something says who does what by when, in a list.
//!
//! **Why.** What stands in the middle of a paragraph is forgotten; a short list is done. Who reads it knows at a glance what is theirs.
//!
//! **What makes a promise.** Each step of the list, of theirs and of ours, from the moment the mail has left. It is due at closing on
//! the day it names, on a closed day at the next opening; without a day after three working days. **What keeps it.** 'Done' by whoever
//! was to do it or by one of us; taken back, it is open again. 'Done' of the whole conversation and answers leave it as it is.
//! Switched off, drafts are not checked any more; what was named in a mail counts all the same.

use super::{Produces, Rule, Setting};
use crate::calendar::Calendar;
use crate::finding::{Finding, Fix, Step};
use crate::gate::Context;
use crate::language::{Deed, DraftReading};
use crate::people::Side;
use crate::step::Steps;

/// The rule's stable code.
pub const CODE: &str = "next-steps";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check, Produces::Promise], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// The promises that lists of steps make.
pub(crate) fn promises(calendar: &Calendar) -> Steps<'_> {
    Steps::new(CODE, true, calendar)
}

/// From so many asks and commitments on a list pays.
const MANY: usize = 4;

/// Every ask that stands in the text, and, where much is to be done, the list that is missing at the end.
pub(crate) fn check(read: &DraftReading, draft: &str, context: &Context<'_>) -> Vec<Finding> {
    if read.has_next_steps || context.has_list {
        return Vec::new();
    }
    let wanted: Vec<&Deed> = read.asks.iter().filter(|ask| !ask.is_question).collect();
    let mut findings: Vec<Finding> = wanted
        .iter()
        .map(|ask| {
            let step = Step::of(ask, draft, Side::Theirs);
            Finding::advice(CODE, "ask-in-text", ask.span.clone()).mended_by(Fix::ToNextStep { step })
        })
        .collect();
    if read.asks.len() + read.commitments.len() >= MANY && !read.asks.is_empty() {
        let asked = read.asks.iter().map(|deed| Step::of(deed, draft, Side::Theirs));
        let promised = read.commitments.iter().map(|deed| Step::of(deed, draft, Side::Ours));
        let mut steps: Vec<Step> = asked.chain(promised).collect();
        steps.sort_by_key(|step| (step.span.start, step.span.end));
        let end = draft.len()..draft.len();
        findings.push(Finding::advice(CODE, "no-next-steps", end).mended_by(Fix::AddNextSteps { steps }));
    }
    findings
}
