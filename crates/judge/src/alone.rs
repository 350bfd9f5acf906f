//! Sentences and mails that were written to teach, each on its own: `data/sentences.tsv`, `data/complaints.tsv`, and the phrases that
//! the rulebook's tests hold.

use rulebook::language::{draft_words, heat, heat_signals};

use crate::encoders::{Directions, Encoders};
use crate::learnt::Example;

const PHRASES: [(&str, &str); 3] = [
    ("en", include_str!("../../rulebook/tests/it/phrases/en.txt")),
    ("pl", include_str!("../../rulebook/tests/it/phrases/pl.txt")),
    ("ru", include_str!("../../rulebook/tests/it/phrases/ru.txt")),
];

/// Letters that a sentence surely has, or has not.
type Says = Vec<(char, bool)>;

/// Every single sentence with what it surely does and surely does not.
pub(crate) fn sentences(encoders: &Encoders<'_>) -> Vec<Example> {
    texts().filter_map(|(lang, says, text)| example(lang, text, says, encoders)).collect()
}

/// The same, not read: language, what it surely does or not, the text.
pub(crate) fn texts() -> impl Iterator<Item = (&'static str, Says, &'static str)> {
    let own = rows(include_str!("../data/sentences.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        let (lang, letters, text) = (cells.next()?, cells.next()?, cells.next()?);
        Some((lang, ['a', 'c'].map(|letter| (letter, letters.contains(letter))).to_vec(), text))
    });
    let phrases = PHRASES.iter().flat_map(|(lang, table)| rows(table).map(move |line| (*lang, line)));
    let phrases = phrases.filter_map(|(lang, line)| {
        let (kind, text) = line.split_once(": ")?;
        // What several sentences do together, none of them need do.
        let is_one = heat_signals(text, Some(lang)).places.len() == 1;
        is_one.then(|| (lang, says(kind), text))
    });
    own.chain(phrases)
}

/// What a kind of phrase tells of a sentence; of the rest nobody knows.
fn says(kind: &str) -> Says {
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

fn example(lang: &str, text: &str, says: Says, encoders: &Encoders<'_>) -> Option<Example> {
    let places = heat_signals(text, Some(lang)).sentences.into_iter().flat_map(|it| it.0).collect();
    let (direction, _) = encoders.see(text, lang)?;
    let shown = draft_words(text, Some(lang), false, &heat(text, Some(lang), None));
    Some(Example { direction, places, says, shown: shown.deeds.first().copied().unwrap_or_default() })
}

/// Mails of clients with how much each complains.
pub(crate) fn mails(encoders: &Encoders<'_>) -> Vec<(u8, Directions)> {
    plots().filter_map(|(lang, level, text)| Some((level, encoders.see(text, lang)?.0))).collect()
}

/// The same, not read: language, how much it complains, the text.
pub(crate) fn plots() -> impl Iterator<Item = (&'static str, u8, &'static str)> {
    let own = rows(include_str!("../data/complaints.tsv")).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?.parse().ok()?, cells.next()?))
    });
    let phrases = PHRASES.iter().flat_map(|(lang, table)| rows(table).map(move |line| (*lang, line)));
    let phrases = phrases.filter_map(|(lang, line)| {
        let (kind, text) = line.split_once(": ")?;
        Some((lang, kind.parse().ok()?, text))
    });
    own.chain(phrases)
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}
