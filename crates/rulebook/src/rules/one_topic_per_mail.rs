//! `one-topic-per-mail`: a mail is about one thing; several things are several mails.
//!
//! **Why.** The second topic of a mail gets the second-best answer, and the fourth gets none. Mails with one topic can be answered, found and closed one by one.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::language::DraftReading;

/// The rule's stable code.
pub const CODE: &str = "one-topic-per-mail";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// From so many topics on a mail is better split.
const MANY: usize = 4;

/// One finding at the second topic, where a split would begin.
pub(crate) fn check(read: &DraftReading) -> Vec<Finding> {
    let topics = if read.topics.len() >= MANY { read.topics.get(1..).unwrap_or_default() } else { &read.openings };
    let finding = |second: &std::ops::Range<usize>| {
        let at = topics.iter().map(|topic| topic.start).collect();
        Finding::advice(CODE, "many-topics", second.clone()).mended_by(Fix::SplitHere { at })
    };
    topics.first().map(finding).into_iter().collect()
}
