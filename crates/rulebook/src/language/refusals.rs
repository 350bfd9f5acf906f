//! Does a draft decline what was asked, does it say why, and does it show another way? The phrases stand in `refusals/`.

mod closer;

use std::ops::Range;
use std::sync::OnceLock;

pub(super) use closer::{beside, read, refusing};

use super::grammar::{Hit, Table};
use super::text::{Sentence, Text};

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
    let table = table(language);
    let mut since_refusal = usize::MAX;
    let of = |sentence: &Sentence| {
        let hits = table.find(sentence);
        let has = |sign: &str| hits.iter().any(|hit| hit.sign == sign);
        let no = declines(&hits, sentence).filter(|_| !sentence.is_question);
        let way = offers(&hits, sentence);
        since_refusal = if no.is_some() { 0 } else { since_refusal.saturating_add(1) };
        let told = (1..NEAR).contains(&since_refusal) && tells(sentence) && !has("polite") && !way;
        let explains = no.is_some_and(|no| explains(text, sentence, &no, language)) && !way;
        Shown {
            no: no.is_some(),
            way,
            reason: told || explains || has("reason"),
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
fn explains(text: &Text<'_>, sentence: &Sentence, no: &Hit, language: &str) -> bool {
    let last = no.end.checked_sub(1).and_then(|last| sentence.words.get(last));
    let behind = text.slice(&(last.map_or(sentence.at.start, |word| word.at.end)..sentence.at.end));
    language == "ru" && goes_on(sentence, no) || [":", ";", " – ", " — "].iter().any(|mark| behind.contains(mark))
}

/// Words with which a clause goes on that gives no reason.
const NO_REASON: &[&str] = &[
    "но",
    "а",
    "и",
    "зато",
    "если",
    "что",
    "чтобы",
    "как",
    "пока",
    "когда",
    "хотя",
    "или",
    "либо",
    "даже",
    "ни",
    "не",
];

/// A clause of three words or more follows: 'В июле не берём, вся бригада на объекте'.
fn goes_on(sentence: &Sentence, no: &Hit) -> bool {
    let behind = sentence.words.get(no.end..).unwrap_or_default();
    let Some(at) = behind.iter().position(|word| word.starts_clause) else { return false };
    let clause = behind.get(at..).unwrap_or_default();
    // Behind a conjunction the next word begins a clause as well.
    let length = 2 + clause.iter().skip(2).take_while(|word| !word.starts_clause).count();
    length.min(clause.len()) >= 3 && clause.first().is_some_and(|word| !NO_REASON.contains(&word.folded.as_str()))
}

fn declines(hits: &[Hit], sentence: &Sentence) -> Option<Hit> {
    let taken_back = |no: &Hit| hits.iter().any(|not| not.sign == "not" && not.first < no.end && no.first < not.end);
    // What is quoted somebody else said.
    let quoted = |no: &Hit| sentence.words.get(no.first).is_some_and(|word| word.quoted);
    let declines = |no: &&Hit| no.sign == "flat" || (no.sign == "no" && !taken_back(no) && !quoted(no));
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

fn table(language: &str) -> &'static Table {
    static ALL: OnceLock<[Table; 3]> = OnceLock::new();
    let [en, pl, ru] = ALL.get_or_init(|| {
        [include_str!("refusals/en.txt"), include_str!("refusals/pl.txt"), include_str!("refusals/ru.txt")]
            .map(Table::read)
    });
    match language {
        "pl" => pl,
        "ru" => ru,
        _ => en,
    }
}
