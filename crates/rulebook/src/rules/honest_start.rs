//! `honest-start`: nobody promises what nobody controls: sales, rankings, the weather.
//!
//! **Why.** A guarantee that fails is remembered longer than the work. What we will do can be promised; what comes of it can be hoped for.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "honest-start";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// Each sentence that guarantees an outcome.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    let finding = |span: &std::ops::Range<usize>| {
        let fix = Fix::MilderWording { span: span.clone(), choices: vec!["milder-effort", "milder-hope"] };
        Finding::advice(CODE, "guarantee", span.clone()).mended_by(fix)
    };
    read.guarantees.iter().map(finding).collect()
}
