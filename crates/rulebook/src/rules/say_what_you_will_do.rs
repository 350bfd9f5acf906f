//! `say-what-you-will-do`: what a mail says we will do becomes a promise of ours, with its date.
//!
//! **Why.** 'I will send it on Friday' is a promise, whoever else forgets it: the client does not. What stands in the ledger is
//! kept, and what cannot be kept is told in time.
//!
//! **What makes a promise.** A commitment found in a mail that a member keeps track of: asked once before it goes, for a mail written
//! elsewhere afterwards. Due as a step of a list is. **What keeps it.** A member's mark; the answer alone does not show that the
//! thing is done.

use super::{Produces, Rule, Setting};
use crate::calendar::Calendar;
use crate::finding::{Finding, Fix, Step};
use crate::gate::Context;
use crate::language::DraftReading;
use crate::people::Side;
use crate::step::Steps;

/// The rule's stable code.
pub const CODE: &str = "say-what-you-will-do";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check, Produces::Promise], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// Each commitment that was not asked about before, offered as a promise.
pub(crate) fn check(read: &DraftReading, draft: &str, context: &Context<'_>) -> Vec<Finding> {
    let steps = read.commitments.iter().map(|deed| Step::of(deed, draft, Side::Ours));
    let new = steps.filter(|step| !context.settled.iter().any(|settled| is_same(settled, &step.what)));
    let finding = |step: Step| {
        let day = step.due.map(|due| due.to_string()).unwrap_or_default();
        let code = "untracked-promise";
        Finding::advice(CODE, code, step.span.clone()).naming(&day).mended_by(Fix::TrackPromise { step })
    };
    new.map(finding).collect()
}

/// The same words, whatever stands between them.
fn is_same(settled: &str, what: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    words(settled) == words(what)
}

/// The promises that commitments make once somebody keeps track of them.
pub(crate) fn promises(calendar: &Calendar) -> Steps<'_> {
    Steps::new(CODE, false, calendar)
}
