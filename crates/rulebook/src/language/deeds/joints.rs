//! Where one deed ends and another begins.

use super::super::grammar::Hit;
use super::super::text::{Sentence, is_conjunction};

/// So near behind another and joined by 'and' a verb is of the same deed: 'I will look for it and send it'.
const ONE_BREATH: usize = 2;

/// An inner verb belongs to an ask so near before it.
const NEAR_ASK: usize = 14;

/// 'And', behind which goes on what was said.
const AND: &[&str] = &["and", "then", "i", "potem", "и", "потом", "затем"];

/// 'Or', behind which the other choice of one deed stands.
const OR: &[&str] = &["or", "albo", "lub", "czy", "или", "либо"];

const PLEASE: &[&str] = &["please", "prosze", "пожалуйста", "плиз", "плз"];

/// Asks found by several words of one clause are one: 'Пришлите, пожалуйста'.
pub(super) fn join(hits: &mut Vec<Hit>, hit: Hit, sentence: &Sentence, language: &str) {
    match hits.last_mut().filter(|last| are_one(last, &hit, sentence, language)) {
        Some(last) => {
            last.end = last.end.max(hit.end);
            if hit.sign == "do" || hit.sign == "ask" {
                last.sign = hit.sign;
            }
        }
        None => hits.push(hit),
    }
}

/// Verbs tell their person without a subject, and imperatives are no other words: two of them are two deeds.
pub(super) fn verbs_tell_person(language: &str) -> bool {
    language != "en"
}

fn are_one(last: &Hit, hit: &Hit, sentence: &Sentence, language: &str) -> bool {
    if hit.first <= last.end && (hit.first < last.end || last.sign == "item") {
        return true;
    }
    if verbs_tell_person(language)
        && let Some(apart) = told_apart(sentence, last, hit)
    {
        return !apart;
    }
    let between = sentence.words.get(last.first + 1..=hit.first).unwrap_or_default();
    hit.sign == "also" && hit.first < last.first + NEAR_ASK
        || last.sign == "do" && hit.sign == "do" && in_one_breath(sentence, last, hit)
        || !between.iter().any(|word| word.starts_part || is_conjunction(&word.folded, language))
}

/// Are these two deeds? `None` where the words do not tell. Two imperatives are two asks; of our own verbs one behind 'и' goes on
/// with the deed before it, one behind a comma is another.
fn told_apart(sentence: &Sentence, last: &Hit, hit: &Hit) -> Option<bool> {
    let before = sentence.words.get(hit.first.checked_sub(1)?)?;
    let between = sentence.words.get(last.first + 1..=hit.first)?;
    let begins = || Some(between.iter().any(|word| word.starts_clause));
    match (last.sign, hit.sign) {
        // It goes with the deed before it: 'А сделайте ещё и открытку, пожалуйста'.
        (_, "ask")
            if hit.end == hit.first + 1 && sentence.words.get(hit.first).is_some_and(|it| it.is_one_of(PLEASE)) =>
        {
            Some(between.iter().any(|word| word.starts_part))
        }
        (_, "also") if hit.first <= last.end => Some(false),
        // 'Допечатайте или верните'
        (_, "also" | "then") if before.is_one_of(OR) => Some(false),
        // 'Исправьте и пришлите'
        (_, "also") if before.is_one_of(AND) && sentence.words.len() <= hit.end + 1 => Some(false),
        ("do", "do") if before.is_one_of(AND) => Some(false),
        (_, "also") | ("do", "do") => begins(),
        _ => None,
    }
}

fn in_one_breath(sentence: &Sentence, last: &Hit, next: &Hit) -> bool {
    let between = sentence.words.get(last.end..next.first).unwrap_or_default();
    between.len() <= ONE_BREATH && between.iter().any(|word| word.is_one_of(&["i", "and", "и"]))
}

/// Do these stand in one clause?
pub(super) fn same_clause(sentence: &Sentence, a: &Hit, b: &Hit, language: &str) -> bool {
    let (from, to) = (a.first.min(b.first), a.first.max(b.first));
    let between = sentence.words.get(from + 1..=to).unwrap_or_default();
    let begins = sentence.words.get(to).is_some_and(|word| word.starts_clause);
    !begins && !between.iter().any(|word| word.starts_part || is_conjunction(&word.folded, language))
}

/// Another part of a sentence begins within so many words.
const PART_WITHIN: usize = 24;

/// Does another part follow: 'Пришлю завтра: подойдёт?'
pub(super) fn goes_on(sentence: &Sentence, hit: &Hit) -> bool {
    sentence.words.iter().skip(hit.end).take(PART_WITHIN).any(|word| word.starts_part)
}
