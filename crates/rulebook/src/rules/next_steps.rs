//! `next-steps`: a mail that gives several people something to do says who does what by when, in a list.
//!
//! **Why.** What stands in the middle of a paragraph is forgotten; a short list is done. Who reads it knows at a glance what is theirs.

use super::{Produces, Rule, Setting, SettingKind};
use crate::finding::Finding;
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "next-steps";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] =
    &[Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None }];

/// From so many asks and commitments on a list pays.
const MANY: usize = 4;

/// Many deeds and no list: one finding at the end, where the list belongs.
pub(crate) fn check(read: &DraftReading, end: usize) -> Vec<Finding> {
    let deeds = read.asks.len() + read.commitments.len();
    let scattered = deeds >= MANY && !read.asks.is_empty() && !read.has_next_steps;
    if scattered { vec![Finding::advice(CODE, "no-next-steps", end..end)] } else { Vec::new() }
}
