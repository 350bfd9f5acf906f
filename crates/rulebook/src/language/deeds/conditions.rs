//! What is said under a condition, or denied: 'if you send the texts', 'I will not'. What depends on a condition is a deed;
//! the condition itself is none, and its days are its own.

use super::super::grammar::Hit;
use super::super::text::{Sentence, Word};
use super::clause_start;

/// Words before which a promise is none.
const NEGATIONS: &[&str] =
    &["not", "never", "nie", "не", "ни", "ani", "didn't", "don't", "doesn't", "can't", "won't", "cannot", "couldn't"];

/// A clause that begins so names a condition, not a deed.
const CONDITIONS: &[&str] = &[
    "if",
    "when",
    "once",
    "unless",
    "until",
    "whenever",
    "should",
    "jak",
    "jesli",
    "jezeli",
    "gdy",
    "kiedy",
    "gdyby",
    "dopoki",
    "если",
    "когда",
    "пока",
    "как",
];

/// What leaves no doubt that it opens a condition, wherever it stands.
const IF: &[&str] = &["if", "jesli", "jezeli", "если"];

/// Words that end a condition where no comma does.
const THEN: &[&str] = &["then", "to", "wtedy", "то", "тогда"];

/// Is the hit denied: 'I will not send it'?
pub(super) fn is_negated(sentence: &Sentence, hit: &Hit) -> bool {
    let before = sentence.words.get(hit.first.saturating_sub(1)..hit.first).unwrap_or_default();
    before.iter().any(|word| word.is_one_of(NEGATIONS))
}

/// Does the hit stand in a condition?
pub(super) fn is_condition(sentence: &Sentence, hit: &Hit) -> bool {
    let start = clause_start(sentence, hit.first);
    let words = |to: usize| sentence.words.get(start..to.max(start)).unwrap_or_default();
    // 'If they sign then I send it' in one breath: what comes behind 'then' is no condition.
    let is_met = words(hit.first + 1).iter().skip(2).any(|word| word.is_one_of(THEN));
    // Behind a conjunction a clause begins anew: 'если решите'.
    let before = start.checked_sub(1).and_then(|before| sentence.words.get(before));
    !is_met && words(hit.first).first().is_some_and(|word| word.is_one_of(CONDITIONS))
        || before.is_some_and(|word| word.is_one_of(IF))
}

/// 'Если до пятницы не определитесь, поставим «от»': a day in a sentence that begins so is the condition's.
pub(super) fn opens(sentence: &Sentence) -> bool {
    sentence.words.first().is_some_and(|word| word.is_one_of(IF))
}

/// What is promised under a condition, without the condition: its days are others.
pub(super) fn behind<'a>(sentence: &'a Sentence, hit: &Hit) -> Option<&'a [Word]> {
    let first = sentence.words.get(hit.first).filter(|_| hit.end > hit.first + 2)?;
    first.is_one_of(CONDITIONS).then(|| sentence.words.get(hit.end - 1..)).flatten()
}

/// Does the part of the sentence in which these words end begin with a condition?
pub(super) fn governs(before: &[Word]) -> bool {
    let part = before.iter().rposition(|word| word.starts_part).unwrap_or(0);
    before.get(part).is_some_and(|word| word.is_one_of(CONDITIONS) || word.folded == "before")
}
