//! Does a draft decline what was asked, does it say why, and does it show another way? The phrases stand in `refusals/`.

mod closer;

use std::ops::Range;
use std::sync::LazyLock;

pub(super) use closer::{beside, read, refusing};

use super::grammar::{Hit, Tables};
use super::text::{Sentence, Text};

static PHRASES: LazyLock<Tables> = LazyLock::new(|| {
    Tables::read([include_str!("refusals/en.txt"), include_str!("refusals/pl.txt"), include_str!("refusals/ru.txt")])
});

/// A refusal and what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The sentence that declines, in bytes of the text.
    pub span: Range<usize>,
    /// It says why.
    pub reason: bool,
    /// It shows another way.
    pub alternative: bool,
}

/// A reason stands fewer sentences behind the refusal.
const NEAR: usize = 2;

/// A refusal of so many words says why in its second half.
const LONG_ENOUGH_TO_EXPLAIN: usize = 16;

/// A neighbouring sentence of fewer words explains nothing.
const LEAST_TO_EXPLAIN: usize = 5;

/// What the words of a sentence show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shown {
    /// It declines.
    pub no: bool,
    /// It shows another way.
    pub way: bool,
    /// It says why.
    pub reason: bool,
    /// It waits for something, or is good news: 'Without the texts we cannot start', 'We will not charge you for this'.
    pub is_none: bool,
    /// It says why, and shows another way, in so many words: 'because', 'instead we can'.
    pub says_why: bool,
    pub says_instead: bool,
    /// It asks.
    pub is_question: bool,
    /// It is long enough to explain itself.
    pub is_long: bool,
}

impl Shown {
    pub(super) fn gives_reason(&self) -> bool {
        self.reason
    }

    pub(super) fn shows_way(&self) -> bool {
        self.way
    }

    /// 'Unfortunately we cannot do this.'
    fn is_bare(&self) -> bool {
        self.no && !self.reason && !self.is_long
    }
}

/// What the words of each sentence show.
pub(super) fn shown(text: &Text<'_>, language: &str) -> Vec<Shown> {
    let table = PHRASES.of(language);
    let mut since_refusal = usize::MAX;
    let of = |sentence: &Sentence| {
        let hits = table.find(sentence);
        let has = |sign: &str| hits.iter().any(|hit| hit.sign == sign);
        let no = declines(&hits, sentence).filter(|_| !sentence.is_question);
        let way = offers(&hits, sentence);
        since_refusal = if no.is_some() { 0 } else { since_refusal.saturating_add(1) };
        let told = (1..NEAR).contains(&since_refusal) && tells(sentence) && !has("polite") && !way;
        let explains = no.is_some_and(|no| explains(text, sentence, &no, &hits)) && !way;
        Shown {
            no: no.is_some(),
            way,
            reason: told || explains || has("reason"),
            is_none: no.is_none() && (has("waits") || has("kind")),
            says_why: has("why"),
            says_instead: has("instead"),
            is_question: sentence.is_question,
            is_long: sentence.words.len() >= LONG_ENOUGH_TO_EXPLAIN && !way,
        }
    };
    text.sentences.iter().map(of).collect()
}

/// Does a sentence that stands beside a refusal tell anything?
fn tells(sentence: &Sentence) -> bool {
    !sentence.is_question && sentence.words.len() >= LEAST_TO_EXPLAIN
}

/// Does a sentence say why behind its no?
fn explains(text: &Text<'_>, sentence: &Sentence, no: &Hit, hits: &[Hit]) -> bool {
    let last = no.end.checked_sub(1).and_then(|last| sentence.words.get(last));
    let behind = text.slice(&(last.map_or(sentence.at.start, |word| word.at.end)..sentence.at.end));
    goes_on(sentence, no, hits) || [":", ";", " – ", " — "].iter().any(|mark| behind.contains(mark))
}

/// A clause of so many words may say why.
const LEAST_CLAUSE: usize = 3;

/// Another clause follows: 'В июле не берём, вся бригада на объекте'. One that only `joins` gives no reason.
fn goes_on(sentence: &Sentence, no: &Hit, hits: &[Hit]) -> bool {
    let words = &sentence.words;
    let starts = |at: usize| words.get(at).is_some_and(|word| word.starts_clause);
    let Some(at) = (no.end..words.len()).find(|at| starts(*at)) else { return false };
    // Behind a conjunction the next word begins a clause as well.
    let length = 2 + (at + 2..words.len()).take_while(|next| !starts(*next)).count();
    length.min(words.len() - at) >= LEAST_CLAUSE && !hits.iter().any(|hit| hit.sign == "joins" && hit.first == at)
}

fn declines(hits: &[Hit], sentence: &Sentence) -> Option<Hit> {
    // What is quoted somebody else said.
    let quoted = |no: &Hit| sentence.words.get(no.first).is_some_and(|word| word.quoted);
    let taken_back = |no: &Hit| ["not", "waits", "kind"].iter().any(|by| no.is_taken_back(hits, by));
    let is_flat = |no: &Hit| no.sign == "flat" && !no.is_taken_back(hits, "kind");
    let declines = |no: &&Hit| is_flat(no) || (no.sign == "no" && !taken_back(no) && !quoted(no));
    hits.iter().find(declines).copied()
}

fn offers(hits: &[Hit], sentence: &Sentence) -> bool {
    let negated = |way: &Hit| {
        let begins = sentence.words.get(way.first).is_some_and(|word| word.starts_clause);
        let before = sentence.words.get(way.first.saturating_sub(1)..way.first).filter(|_| !begins).unwrap_or_default();
        before.iter().any(|word| ["nie", "не", "not", "never", "ani", "ни"].contains(&word.folded.as_str()))
    };
    hits.iter().any(|hit| hit.sign == "way" && !negated(hit))
}
