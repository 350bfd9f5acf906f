//! Whether a mail gets an automatic answer. Pure: everything it depends on is given.

use std::collections::HashSet;

use mail::auto_answer::Silence;
use store::acknowledged::BREAKER;

/// The outcome of a mail that says what was said before.
pub(super) const SAID_AGAIN: &str = "said_again";
/// Letters of a mail that are kept to know it again.
const SHORT: usize = 400;
/// How much of two texts must be the same words for them to say the same, in hundredths.
const SAME: usize = 80;

/// What is known of a mail and its writer.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Facts {
    /// It arrived long ago, or before automatic answers were switched on: a first fetch brings such mail.
    pub(super) old: bool,
    /// We are there, or were when it came.
    pub(super) open: bool,
    /// Whoever takes care of the conversation is on leave.
    pub(super) away: bool,
    /// A person wrote it.
    pub(super) person: bool,
    /// The mail itself forbids it.
    pub(super) silence: Option<Silence>,
    /// It is not verified.
    pub(super) doubtful: bool,
    /// One of us wrote it.
    pub(super) ourselves: bool,
    /// It answers a mail that a machine of ours wrote.
    pub(super) answers_a_machine: bool,
    /// Its writer had an answer in this absence, or in the last day.
    pub(super) already: bool,
    /// Its writer said the same before and had an answer then.
    pub(super) said_again: bool,
    /// So many were answered lately that something must be wrong.
    pub(super) too_many: bool,
}

/// # Errors
/// Why not, as a stable code.
pub(super) fn decide(facts: &Facts) -> Result<(), &'static str> {
    let reasons = [
        (facts.old, "old"),
        (facts.open && !facts.away, "open"),
        (facts.ourselves, "ourselves"),
        (facts.doubtful, "doubtful"),
        (!facts.person, "machine"),
        (facts.silence.is_some(), facts.silence.map_or("", Silence::code)),
        (facts.answers_a_machine, "answers_a_machine"),
        (facts.already, "already"),
        (facts.said_again, SAID_AGAIN),
        (facts.too_many, BREAKER),
    ];
    match reasons.into_iter().find(|(holds, _)| *holds) {
        Some((_, why)) => Err(why),
        None => Ok(()),
    }
}

/// The words of a text in short: lower case, without what is between them.
pub(super) fn short(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase().chars().take(SHORT).collect()
}

/// Whether two texts in short are made of the same words, but for a date or a number here and there.
pub(super) fn is_said_again(before: &str, now: &str) -> bool {
    let (before, now): (HashSet<&str>, HashSet<&str>) = (before.split(' ').collect(), now.split(' ').collect());
    let (both, any) = (before.intersection(&now).count(), before.union(&now).count());
    both * 100 >= any * SAME
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reason_is_enough_to_keep_silent() {
        let person = Facts { person: true, ..Facts::default() };
        assert_eq!(decide(&person), Ok(()));
        for (facts, why) in [
            (Facts { old: true, ..person }, "old"),
            (Facts { open: true, ..person }, "open"),
            (Facts { person: false, ..person }, "machine"),
            (Facts { silence: Some(Silence::List), ..person }, "list"),
            (Facts { doubtful: true, ..person }, "doubtful"),
            (Facts { ourselves: true, ..person }, "ourselves"),
            (Facts { answers_a_machine: true, ..person }, "answers_a_machine"),
            (Facts { already: true, ..person }, "already"),
            (Facts { said_again: true, ..person }, "said_again"),
            (Facts { too_many: true, ..person }, "breaker"),
        ] {
            assert_eq!(decide(&facts), Err(why));
        }
        assert_eq!(decide(&Facts { open: true, away: true, ..person }), Ok(()), "the others are there, and she is not");
    }

    #[test]
    fn the_same_words_with_another_number_are_the_same() {
        let say = |number: &str| {
            short(&format!(
                "Thank you for your message.\n\nYour request got the number {number}; we will be in touch with you soon."
            ))
        };
        assert!(is_said_again(&say("4711"), &say("4712")));
        assert!(!is_said_again(&say("4711"), &short("When will the report be ready?")));
    }
}
