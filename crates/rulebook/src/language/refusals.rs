//! Does a draft decline what was asked, does it say why, and does it show another way? The phrases stand in `refusals/`.

use std::ops::Range;
use std::sync::OnceLock;

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

/// A reason stands at most so many sentences from the refusal.
const NEAR: usize = 2;

/// A refusal of so many words says why in its second half.
const LONG_ENOUGH_TO_EXPLAIN: usize = 16;

/// A neighbouring sentence of fewer words explains nothing.
const LEAST_TO_EXPLAIN: usize = 5;

/// The refusal of a text, the first one when there are several. Only an answer to something can refuse it.
pub(super) fn read(text: &Text<'_>, language: &str) -> Option<Refusal> {
    let table = table(language);
    let declining = |sentence: &Sentence| declines(table, sentence).filter(|_| !sentence.is_question);
    let (at, no) = text.sentences.iter().enumerate().find_map(|(at, sentence)| Some((at, declining(sentence)?)))?;
    let refusing = text.sentences.get(at)?;
    let near = text.sentences.iter().skip(at.saturating_sub(NEAR)).take(NEAR * 2 + 1);
    let last =
        no.end.checked_sub(1).and_then(|last| refusing.words.get(last)).map_or(refusing.at.start, |word| word.at.end);
    let behind = text.slice(&(last..refusing.at.end));
    let told_on = language == "ru" && goes_on(refusing, &no) && !offers(table, refusing);
    let explains =
        told_on || behind.contains(':') || behind.contains(';') || behind.contains(" – ") || behind.contains(" — ");
    let long = refusing.words.len() >= LONG_ENOUGH_TO_EXPLAIN && !offers(table, refusing);
    let told = |sentence: &Sentence| {
        sentence.at != refusing.at
            && !sentence.is_question
            && sentence.words.len() >= LEAST_TO_EXPLAIN
            && !table.has(sentence, "polite")
            && !offers(table, sentence)
    };
    let beside = text.sentences.iter().skip(at).take(NEAR).any(told);
    let reason = explains || long || beside || near.clone().any(|sentence| table.has(sentence, "reason"));
    let alternative = text.sentences.iter().skip(at).any(|sentence| offers(table, sentence));
    Some(Refusal { span: refusing.at.clone(), reason, alternative })
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

fn declines(table: &Table, sentence: &Sentence) -> Option<Hit> {
    let hits = table.find(sentence);
    let taken_back = |no: &Hit| hits.iter().any(|not| not.sign == "not" && not.first < no.end && no.first < not.end);
    // What is quoted somebody else said.
    let quoted = |no: &Hit| sentence.words.get(no.first).is_some_and(|word| word.quoted);
    let declines = |no: &&Hit| no.sign == "flat" || (no.sign == "no" && !taken_back(no) && !quoted(no));
    hits.iter().find(declines).copied()
}

fn offers(table: &Table, sentence: &Sentence) -> bool {
    let negated = |way: &Hit| {
        let begins = sentence.words.get(way.first).is_some_and(|word| word.starts_clause);
        let before = sentence.words.get(way.first.saturating_sub(1)..way.first).filter(|_| !begins).unwrap_or_default();
        before.iter().any(|word| ["nie", "не", "not", "never", "ani", "ни"].contains(&word.folded.as_str()))
    };
    table.find(sentence).iter().any(|hit| hit.sign == "way" && !negated(hit))
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
