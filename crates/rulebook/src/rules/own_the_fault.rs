//! `own-the-fault`: a mail says what happened and what is done now, not whose fault it was.
//!
//! **Why.** Who is blamed defends himself instead of helping. Facts and the next step solve the matter; the question of fault can wait for a talk.

use super::{Produces, Rule, Setting, SettingKind};
use crate::finding::Finding;
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "own-the-fault";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] =
    &[Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None }];

/// Each sentence that puts the fault on the reader.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    read.blame.iter().map(|span| Finding::advice(CODE, "blame", span.clone())).collect()
}
