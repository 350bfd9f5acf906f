//! `no-with-a-way-out`: a refusal says why, and what is possible instead.
//!
//! **Why.** A bare no ends a talk; a no with a reason and another way keeps a client. It costs two sentences.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "no-with-a-way-out";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// A refusal without a reason, and one without another way.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    let Some(refusal) = &read.refusal else { return Vec::new() };
    let wanted =
        [("no-reason", refusal.reason, "begin-reason"), ("no-way-out", refusal.alternative, "begin-other-way")];
    let missing = wanted.into_iter().filter(|(_, there, _)| !there);
    let finding = |(code, _, beginning)| {
        let fix = Fix::AddReasonAndOtherWay { at: refusal.span.end, choices: vec![beginning] };
        Finding::advice(CODE, code, refusal.span.clone()).mended_by(fix)
    };
    missing.map(finding).collect()
}
