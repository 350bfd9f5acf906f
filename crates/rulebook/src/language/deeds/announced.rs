//! What a sentence announces for later, and what its condition keeps to itself. In 'I need from you: the logo, and a list of names',
//! be it in one sentence or line by line below, each thing is asked for by itself.

use super::super::dates::{self, Sent};
use super::super::grammar::Hit;
use super::super::text::{Sentence, Text, Word, is_conjunction};
use super::{CONDITIONS, Deeds, Marks, clause_start};

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

/// With these a question of its own begins.
const AUXILIARIES: &[&str] =
    &["may", "can", "could", "should", "shall", "do", "does", "is", "are", "will", "would", "did"];

/// Where in the sentence the announced things begin, and a hit for each; `None` when nothing is announced here or nothing follows.
pub(super) fn listed(sentence: &Sentence, hits: &[Hit], language: &str) -> Option<(usize, Vec<Hit>)> {
    let head = hits.iter().find(|hit| hit.sign == ANNOUNCES)?;
    let first = (head.end..=head.end + FARTHEST_COLON).find(|at| starts_part(sentence, *at))?;
    let begins = |at: &usize| {
        *at == first
            || sentence.words.get(*at).is_some_and(|word| {
                let word_is = |list: &[&str]| list.contains(&word.folded.as_str());
                let begins = word_is(THINGS) || sentence.is_question && word_is(AUXILIARIES);
                word.starts_clause && !is_conjunction(&word.folded, language) && begins
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

impl Marks<'_> {
    /// Takes an announcement for what it is, when its things stand in the lines below, and a line below one for a thing asked.
    pub(super) fn under(&mut self, announced: &mut bool, text: &Text<'_>, number: usize) {
        let Some(sentence) = text.sentences.get(number) else { return };
        let vague = self.commitments.iter().all(|hit| hit.sign == "slot");
        if *announced && self.asks.is_empty() && vague {
            self.commitments.clear();
            self.asks.push(Hit { sign: "ask", first: 0, end: 1 });
            self.starts = vec![0];
        }
        let next = text.sentences.get(number + 1);
        if self.announces && next.is_some_and(|next| next.item.is_some()) && text.slice(&sentence.at).ends_with(':') {
            *announced = true;
            self.asks.clear();
            self.starts = self.commitments.iter().map(|hit| clause_start(sentence, hit.first)).collect();
        }
    }
}

/// What is promised under a condition, without the condition: its days are others.
pub(super) fn behind_condition<'a>(sentence: &'a Sentence, hit: &Hit) -> Option<&'a [Word]> {
    let first = sentence.words.get(hit.first).filter(|_| hit.end > hit.first + 2)?;
    let conditional = CONDITIONS.contains(&first.folded.as_str()) || first.folded == "should";
    conditional.then(|| sentence.words.get(hit.end - 1..)).flatten()
}

/// A sentence of no more words that names a day is only that day: 'Send me the list. By Monday, please.'
const ONLY_A_DAY: usize = 4;

/// Dates the deeds of the sentence before by a sentence that is nothing but a date.
pub(super) fn date_late(sentence: &Sentence, sent: &Sent<'_>, before: Option<&mut Deeds>) {
    let due = dates::deadline(&sentence.words, sent).filter(|_| sentence.words.len() <= ONLY_A_DAY);
    let (Some(due), Some(before)) = (due, before) else { return };
    let late = before.asks.iter_mut().chain(&mut before.commitments);
    for deed in late.filter(|deed| deed.due.is_none()) {
        deed.due = Some(due);
    }
}
