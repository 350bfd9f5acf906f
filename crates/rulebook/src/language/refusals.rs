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
    let at = text.sentences.iter().position(|sentence| !sentence.is_question && declines(table, sentence))?;
    let refusing = text.sentences.get(at)?;
    let near = text.sentences.iter().skip(at.saturating_sub(NEAR)).take(NEAR * 2 + 1);
    let behind = text.slice(&refusing.at);
    let explains = behind.contains(':') || behind.contains(';') || behind.contains(" – ") || behind.contains(" — ");
    let long = refusing.words.len() >= LONG_ENOUGH_TO_EXPLAIN;
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

fn declines(table: &Table, sentence: &Sentence) -> bool {
    let hits = table.find(sentence);
    let taken_back = |no: &Hit| hits.iter().any(|not| not.sign == "not" && not.first < no.end && no.first < not.end);
    hits.iter().any(|hit| hit.sign == "flat" || (hit.sign == "no" && !taken_back(hit)))
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
