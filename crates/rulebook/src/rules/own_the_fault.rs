//! `own-the-fault`: a mail says what happened and what is done now, not whose fault it was.
//!
//! **Why.** Who is blamed defends himself instead of helping. Facts and the next step solve the matter; the question of fault can wait for a talk.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "own-the-fault";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// Each sentence that puts the fault on the reader.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    let finding = |span: &std::ops::Range<usize>| {
        let fix = Fix::MilderWording { span: span.clone(), choices: vec!["milder-facts", "milder-together"] };
        Finding::advice(CODE, "blame", span.clone()).mended_by(fix)
    };
    read.blame.iter().map(finding).collect()
}
