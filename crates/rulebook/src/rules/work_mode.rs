//! `work-mode`: a mail written after hours or on leave may wait until its author is back at work.
//!
//! **Why.** Who answers at night teaches clients to expect it, and nobody ever rests. A mail that leaves in the morning is read just as
//! soon, and the evening stays free on both sides.

use super::{Produces, Rule, Setting};
use crate::finding::{Finding, Fix};
use crate::gate::Context;

/// The rule's stable code.
pub const CODE: &str = "work-mode";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Check, Produces::Flow], settings: SETTINGS };

const SETTINGS: &[Setting] = &[Setting::level("advice")];

/// One finding at the end of a draft that would leave outside its sender's hours. Whether it would, the shell knows.
pub(crate) fn check(context: &Context<'_>, end: usize) -> Vec<Finding> {
    if context.is_off_work {
        vec![Finding::advice(CODE, "off-work", end..end).mended_by(Fix::Schedule)]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    #[test]
    fn only_who_is_off_work_is_asked_to_wait() {
        assert!(check(&Context::default(), 7).is_empty());
        let found = check(&Context { is_off_work: true, ..Context::default() }, 7);
        assert_eq!((found[0].code, found[0].severity), ("off-work", Severity::Advice));
        assert_eq!(found[0].span, 7..7, "after what is wrong with the words");
        assert_eq!(found[0].fix, Some(Fix::Schedule));
    }
}
