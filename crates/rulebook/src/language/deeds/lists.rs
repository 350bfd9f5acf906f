//! 'I need from you: the logo, and a list of names', be it in one sentence or line by line below: each thing is asked for by itself.

use super::super::grammar::Hit;
use super::super::text::{Sentence, is_conjunction};

/// The sign of phrases that announce what is asked for.
pub(super) const ANNOUNCES: &str = "lists";

/// So many words may stand between the announcement and its colon.
const FARTHEST_COLON: usize = 8;

/// With these words a thing of its own begins; other words behind a comma go on with the one before.
const THINGS: &[&str] = &[
    "a",
    "an",
    "the",
    "your",
    "one",
    "two",
    "three",
    "who",
    "what",
    "how",
    "which",
    "when",
    "where",
    "whether",
    "any",
    "all",
    "some",
    "both",
    "his",
    "her",
    "their",
    "kto",
    "co",
    "jak",
    "ktory",
    "ktora",
    "ile",
    "gdzie",
    "kiedy",
    "czy",
    "кто",
    "что",
    "как",
    "какой",
    "какая",
    "какие",
    "сколько",
    "где",
    "когда",
];

/// Where in the sentence the announced things begin, and a hit for each; `None` when nothing is announced here or nothing follows.
pub(super) fn listed(sentence: &Sentence, hits: &[Hit], language: &str) -> Option<(usize, Vec<Hit>)> {
    let head = hits.iter().find(|hit| hit.sign == ANNOUNCES)?;
    let first = (head.end..=head.end + FARTHEST_COLON).find(|at| starts_part(sentence, *at))?;
    let begins = |at: &usize| {
        *at == first
            || sentence.words.get(*at).is_some_and(|word| {
                word.starts_clause && !is_conjunction(&word.folded, language) && THINGS.contains(&word.folded.as_str())
            })
    };
    let things = (first..sentence.words.len()).filter(begins);
    Some((head.first, things.map(|first| Hit { sign: "ask", first, end: first + 1 }).collect()))
}

/// May the sentence announce things that stand in the lines below it?
pub(super) fn announces(sentence: &Sentence, hits: &[Hit]) -> bool {
    sentence.item.is_none() && hits.iter().any(|hit| hit.sign == ANNOUNCES || hit.sign == "ask")
}

fn starts_part(sentence: &Sentence, at: usize) -> bool {
    sentence.words.get(at).is_some_and(|word| word.starts_part)
}
