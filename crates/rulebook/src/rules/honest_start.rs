//! `honest-start`: nobody promises what nobody controls: sales, rankings, the weather.
//!
//! **Why.** A guarantee that fails is remembered longer than the work. What we will do can be promised; what comes of it can be hoped for.

use super::{Produces, Rule, Setting, SettingKind};
use crate::finding::Finding;
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "honest-start";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] =
    &[Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None }];

/// Each sentence that guarantees an outcome.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    read.guarantees.iter().map(|span| Finding::advice(CODE, "guarantee", span.clone())).collect()
}
