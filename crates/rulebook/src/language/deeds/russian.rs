//! What holds for Russian alone, whose verbs tell their person without a subject.

use super::super::grammar::Hit;
use super::super::text::{Sentence, Word};

/// Another part of a sentence begins within so many words.
const PART_WITHIN: usize = 24;

/// Are these two deeds? `None` where the words do not tell. Two imperatives are two asks; of our own verbs one behind 'и' goes on
/// with the deed before it, one behind a comma is another.
pub(super) fn told_apart(sentence: &Sentence, last: &Hit, hit: &Hit, language: &str) -> Option<bool> {
    let before = sentence.words.get(hit.first.checked_sub(1)?).filter(|_| language == "ru")?;
    let between = sentence.words.get(last.first + 1..=hit.first)?;
    let is_please = |word: &Word| ["пожалуйста", "плиз", "плз"].contains(&word.folded.as_str());
    match (last.sign, hit.sign) {
        // It goes with the deed before it: 'А сделайте ещё и открытку, пожалуйста'.
        (_, "ask") if hit.end == hit.first + 1 && sentence.words.get(hit.first).is_some_and(is_please) => {
            Some(between.iter().any(|word| word.starts_part))
        }
        (_, "also") if hit.first <= last.end => Some(false),
        // 'Допечатайте или верните'
        (_, "also" | "then") if ["или", "либо"].contains(&before.folded.as_str()) => Some(false),
        // 'Исправьте и пришлите'
        (_, "also") if before.folded == "и" && sentence.words.len() <= hit.end + 1 => Some(false),
        (_, "also") => Some(between.iter().any(|word| word.starts_clause)),
        ("do", "do") if ["и", "потом", "затем"].contains(&before.folded.as_str()) => Some(false),
        ("do", "do") => Some(between.iter().any(|word| word.starts_clause)),
        _ => None,
    }
}

/// Does another part follow: 'Пришлю завтра: подойдёт?'
pub(super) fn goes_on(sentence: &Sentence, hit: &Hit) -> bool {
    sentence.words.iter().skip(hit.end).take(PART_WITHIN).any(|word| word.starts_part)
}
