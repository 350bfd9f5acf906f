//! What is looked at while tuning, and what is only reported on. Decided by hashes of names, before any row was read.
//!
//! Set aside: one whole author of `heat/`, a third of the agency's personas in `gate/drafts.jsonl`, a third of the plots in
//! `gate/clients.jsonl` (the same that other figures on these mails keep aside), and two whole sources of `tone/`.
//! The same plot told in three languages stands on one side.

use sha2::{Digest, Sha256};

/// Sources of `tone/` that no training and no threshold ever sees.
pub(crate) const FOREIGN_SOURCES: [&str; 2] = ["github-incivility", "stanford-politeness"];

/// On which side a sample stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Looked at, tuned on, trained on.
    Tuned,
    /// Only reported on.
    Kept,
}

/// The side of a name among all names of its kind: those whose hashes are smallest are kept.
pub(crate) fn side(kind: &str, name: &str, all: &[String], kept: usize) -> Side {
    let mut names: Vec<&String> = all.iter().collect();
    names.sort_by_key(|name| hash(kind, name));
    names.dedup();
    if names.iter().take(kept).any(|other| *other == name) { Side::Kept } else { Side::Tuned }
}

/// How many names are kept when a third of them is: rounded up.
pub(crate) fn third(names: usize) -> usize {
    names.div_ceil(3)
}

/// Client mails: three languages tell the same plot under one number, the last three digits of the id.
pub(crate) fn side_of_plot(id: &str) -> Side {
    let plot: String = id.chars().skip(id.chars().count().saturating_sub(3)).collect();
    let first = Sha256::digest(format!("125:{plot}")).first().copied().unwrap_or_default();
    if first.is_multiple_of(3) { Side::Kept } else { Side::Tuned }
}

fn hash(kind: &str, name: &str) -> Vec<u8> {
    Sha256::digest(format!("tact understanding {kind} {name}")).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_is_kept_and_it_is_always_the_same() {
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f", "g", "h"].map(str::to_owned).into();
        let kept = |names: &[String]| {
            let mut kept: Vec<String> =
                names.iter().filter(|n| side("persona", n, names, third(8)) == Side::Kept).cloned().collect();
            kept.sort();
            kept
        };
        let mut backwards = names.clone();
        backwards.reverse();
        assert_eq!(kept(&names).len(), 3);
        assert_eq!(kept(&names), kept(&backwards));
    }

    #[test]
    fn siblings_stay_together() {
        assert_eq!(side_of_plot("A-en-c017"), side_of_plot("A-pl-c017"));
    }
}
