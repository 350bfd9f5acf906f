//! `answer-everything`: every question of the client is answered, if only by when the answer will come.
//!
//! **Why.** A question that stays open is asked again, more sharply. Who sees all of them answered feels read.

use super::{Produces, Rule, Setting, SettingKind};
use crate::finding::Finding;
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "answer-everything";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] =
    &[Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None }];

/// Each open question, at the end of the draft, where its answer belongs.
pub(crate) fn check(read: &DraftReading, end: usize) -> Vec<Finding> {
    let open = read.unanswered.iter();
    open.map(|question| Finding::advice(CODE, "unanswered", end..end).naming(question)).collect()
}
