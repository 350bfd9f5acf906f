//! `no-with-a-way-out`: a refusal says why, and what is possible instead.
//!
//! **Why.** A bare no ends a talk; a no with a reason and another way keeps a client. It costs two sentences.

use super::{Produces, Rule, Setting, SettingKind};
use crate::finding::Finding;
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "no-with-a-way-out";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] =
    &[Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None }];

/// A refusal without a reason, and one without another way.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    let Some(refusal) = &read.refusal else { return Vec::new() };
    let bare = [("no-reason", refusal.reason), ("no-way-out", refusal.alternative)];
    let missing = bare.into_iter().filter(|(_, there)| !there);
    missing.map(|(code, _)| Finding::advice(CODE, code, refusal.span.clone())).collect()
}
