//! Sentences and mails that were written to teach, each on its own: `data/sentences.tsv`, `data/complaints.tsv`, and the phrases that
//! the rulebook's tests hold.

use rulebook::language::{Sense, heat_signals, sensed};

use crate::learnt::Example;

const PHRASES: [(&str, &str); 3] = [
    ("en", include_str!("../../rulebook/tests/it/phrases/en.txt")),
    ("pl", include_str!("../../rulebook/tests/it/phrases/pl.txt")),
    ("ru", include_str!("../../rulebook/tests/it/phrases/ru.txt")),
];

/// Every single sentence with what it surely does and surely does not.
pub(crate) fn sentences(slow: &dyn Sense) -> Vec<Example> {
    let own = rows(include_str!("../data/sentences.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        let (lang, letters, text) = (cells.next()?, cells.next()?, cells.next()?);
        example(lang, text, ['a', 'c'].map(|letter| (letter, letters.contains(letter))).to_vec(), slow)
    });
    let phrases = PHRASES.iter().flat_map(|(lang, table)| rows(table).map(move |line| (*lang, line)));
    let phrases = phrases.filter_map(|(lang, line)| {
        let (kind, text) = line.split_once(": ")?;
        // What several sentences do together, none of them need do.
        let is_one = heat_signals(text, Some(lang)).places.len() == 1;
        example(lang, text, says(kind), slow).filter(|_| is_one)
    });
    own.chain(phrases).collect()
}

/// What a kind of phrase tells of a sentence; of the rest nobody knows.
fn says(kind: &str) -> Vec<(char, bool)> {
    match kind {
        "ask" => vec![('a', true)],
        "will" => vec![('a', false), ('c', true)],
        "none" => vec![('a', false), ('c', false)],
        "no" => vec![('r', true), ('w', false)],
        "way" => vec![('r', true), ('w', true)],
        "neither" => vec![('r', false)],
        "0" => vec![('m', false), ('g', false)],
        "1" => vec![('m', true), ('g', false)],
        "2" => vec![('m', true), ('g', true)],
        _ => Vec::new(),
    }
}

fn example(lang: &str, text: &str, says: Vec<(char, bool)>, slow: &dyn Sense) -> Option<Example> {
    let places = heat_signals(text, Some(lang)).sentences.into_iter().flat_map(|it| it.0).collect();
    Some(Example { direction: sensed(text, Some(lang), slow)?.whole, places, says })
}

/// Mails of clients with how much each complains.
pub(crate) fn mails(slow: &dyn Sense) -> Vec<(u8, Vec<f32>)> {
    let own = rows(include_str!("../data/complaints.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?.parse().ok()?, cells.next()?))
    });
    let phrases = PHRASES.iter().flat_map(|(lang, table)| rows(table).map(move |line| (*lang, line)));
    let phrases = phrases.filter_map(|(lang, line)| {
        let (kind, text) = line.split_once(": ")?;
        Some((lang, kind.parse().ok()?, text))
    });
    let read =
        own.chain(phrases).filter_map(|(lang, level, text)| Some((level, sensed(text, Some(lang), slow)?.whole)));
    read.collect()
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}
