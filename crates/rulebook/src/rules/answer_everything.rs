//! `answer-everything`: every question of the client is answered, if only by when the answer will come.
//!
//! **Why.** A question that stays open is asked again, more sharply. Who sees all of them answered feels read.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "answer-everything";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// Each open question, at the end of the draft, where its answer belongs.
pub(crate) fn check(read: &DraftReading, end: usize) -> Vec<Finding> {
    let finding = |question: &String| {
        let fix = Fix::AnswerQuestion { at: end, question: question.clone() };
        Finding::advice(CODE, "unanswered", end..end).naming(question).mended_by(fix)
    };
    read.unanswered.iter().map(finding).collect()
}
