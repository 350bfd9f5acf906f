//! Which lines of a reply stand in the mail it answers, whatever marks and wrapping they have now.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::line::Line;

/// Words that must follow each other as in the parent before a line counts as copied.
const RUN: usize = 4;
/// Parents are read up to this many words.
const MOST_WORDS: usize = 400_000;

/// How a line of the reply stands to the parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Not in the parent.
    None,
    /// A short line that also stands in the parent; greetings do so honestly.
    Weak,
    /// All of its words stand there in this order.
    Strong,
}

/// The parent's text, ready to be looked up.
pub(super) struct Parent {
    hasher: RandomState,
    runs: HashSet<u64>,
    lines: HashSet<u64>,
}

impl Parent {
    /// Reads the parent's text; its own marks do not count.
    pub(super) fn read(text: &str) -> Self {
        let hasher = RandomState::new();
        let (mut runs, mut lines) = (HashSet::new(), HashSet::new());
        let mut words: Vec<u64> = Vec::new();
        for line in super::line::read(text).unwrap_or_default() {
            let own: Vec<u64> = words_of(line.bare).collect();
            if !own.is_empty() {
                lines.insert(hasher.hash_one(&own));
            }
            words.extend(own);
            if words.len() > MOST_WORDS {
                break;
            }
        }
        for run in words.windows(RUN) {
            runs.insert(hasher.hash_one(run));
        }
        Self { hasher, runs, lines }
    }

    /// Looks up each line of the reply.
    pub(super) fn matches(&self, lines: &[Line<'_>]) -> Vec<Match> {
        // Marked lines are quotes whatever stands on them.
        let words: Vec<Vec<u64>> = lines
            .iter()
            .map(|line| if line.is_marked() { Vec::new() } else { words_of(line.bare).collect() })
            .collect();
        words.iter().enumerate().map(|(at, own)| self.match_line(&words, at, own)).collect()
    }

    fn match_line(&self, all: &[Vec<u64>], at: usize, own: &[u64]) -> Match {
        if own.is_empty() {
            return Match::None;
        }
        if own.len() >= RUN {
            return if self.covers(own) { Match::Strong } else { Match::None };
        }
        if self.lines.contains(&self.hasher.hash_one(own)) {
            return Match::Weak;
        }
        // The beginning or rest of a wrapped line: together with its neighbour it runs as in the parent.
        let whole = |at: Option<usize>| at.and_then(|at| all.get(at)).filter(|line| line.len() >= RUN);
        let tail = whole(at.checked_sub(1)).is_some_and(|line| {
            let before = line.iter().skip(line.len().saturating_sub(RUN));
            self.covers(&before.chain(own).copied().collect::<Vec<_>>())
        });
        let head = || {
            whole(Some(at + 1))
                .is_some_and(|line| self.covers(&own.iter().chain(line.iter().take(RUN)).copied().collect::<Vec<_>>()))
        };
        if tail || head() { Match::Weak } else { Match::None }
    }

    /// Every word lies in a run that the parent has, a stray one in ten aside.
    fn covers(&self, own: &[u64]) -> bool {
        let mut covered = vec![false; own.len()];
        for (at, run) in own.windows(RUN).enumerate() {
            if self.runs.contains(&self.hasher.hash_one(run)) {
                covered.iter_mut().skip(at).take(RUN).for_each(|word| *word = true);
            }
        }
        let missing = covered.iter().filter(|word| !**word).count();
        missing * 10 <= own.len()
    }
}

/// The words of a text as numbers: lower case, without marks, punctuation and invisible characters.
/// Two words with the same number cost a line its fold at worst.
fn words_of(text: &str) -> impl Iterator<Item = u64> {
    text.split(|c: char| !c.is_alphanumeric() && !super::line::is_invisible(c)).filter_map(|word| {
        let letters = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        let mut empty = true;
        let hash = letters.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
            empty = false;
            (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
        });
        (!empty).then_some(hash)
    })
}
