//! What is decided where several ways of reading are weighed together: the tables of phrases, the habits of words (hashed n-grams),
//! and, on a second look, what a head sees in the sentence. Each decision is a sum; above 0 it is so. `bin/train` writes the weights,
//! fitted on writers of whom neither the tables nor the n-grams nor the heads had seen a word; `weighing.md` says how, and how good.

use super::heads::{self, Head};
use super::heat::Features;
use super::sense::Sight;
use super::weights;

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// A sentence of a draft wants something of the reader.
    Asks,
    /// A sentence of a draft says what we will do.
    Promises,
    /// A sentence of a draft declines.
    Refuses,
    /// A sentence of a draft that declines says why.
    Explains,
    /// A sentence of a draft that declines shows another way.
    Offers,
    /// A sentence of a client's mail wants something of us.
    Wants,
    /// A client's mail complains; of its sentences: something is wrong.
    Complains,
    /// A client's mail complains gravely; of its sentences: one makes it grave.
    IsGrave,
    /// A sentence of a draft puts a problem on the reader.
    Blames,
    /// A client's mail waits for no answer.
    Ends,
    /// A client's mail tells of something that is on fire now.
    Alarms,
    /// A client's mail wants a call or to meet.
    WantsCall,
    /// A client's mail wants money back.
    WantsRefund,
    /// A client's mail thanks, and means it.
    Thanks,
}

/// Every verdict, in the order of the file.
pub const VERDICTS: [Verdict; 14] = [
    Verdict::Asks,
    Verdict::Promises,
    Verdict::Refuses,
    Verdict::Explains,
    Verdict::Offers,
    Verdict::Wants,
    Verdict::Complains,
    Verdict::IsGrave,
    Verdict::Blames,
    Verdict::Ends,
    Verdict::Alarms,
    Verdict::WantsCall,
    Verdict::WantsRefund,
    Verdict::Thanks,
];

/// What the words show of a sentence or a mail: first whether the tables say so, last the odds by habit.
pub type Words = [f32; 7];

/// What a second look shows: what a head sees in the sentence, and again where the tables say so; or in the whole mail and in that
/// sentence of it which says most.
pub type Seen = [f32; 2];

/// Signals on the first look: those of the words, and one that is always there.
pub const FIRST_SIGNALS: usize = 8;

/// Signals on a second look: what heads see beside them.
pub const SECOND_VERDICT_SIGNALS: usize = FIRST_SIGNALS + 2;

/// Places for n-grams of one verdict; more share a place.
pub const HABITS: usize = 1 << 15;

/// For each verdict, little-endian f32: the weights of the first look, those of the second, scale and bias of its n-grams; then for
/// each verdict the n-grams, a byte each.
static FILE: &[u8] = include_bytes!("weighing.bin");

/// Numbers of one verdict.
const NUMBERS: usize = FIRST_SIGNALS + SECOND_VERDICT_SIGNALS + 2;

/// The odds of a verdict about a sentence; above 0 it is so.
pub(super) fn of_sentence(verdict: Verdict, words: &Words, head: Head, sight: Option<&Sight>, sentence: usize) -> f32 {
    let sees = sight.and_then(|sight| heads::at(head, sight, sentence));
    odds(verdict, words, sees.map(|odds| seen(words, odds)))
}

/// The odds of a verdict; above 0 it is so.
pub(super) fn odds(verdict: Verdict, words: &Words, seen: Option<Seen>) -> f32 {
    let first = at(verdict) * NUMBERS;
    let seen_from = first + FIRST_SIGNALS;
    let sum = |signals: &[f32], from: usize| -> f32 {
        signals.iter().enumerate().map(|(at, signal)| signal * number(from + at)).sum()
    };
    match seen {
        // On the first look what a table finds stands: what it finds wrongly can be seen and mended there. The rest only adds.
        None if says_so(words) => f32::MAX,
        None => sum(&first_signals(words), first),
        Some(seen) => sum(&second_signals(words, seen), seen_from),
    }
}

/// Whether the tables alone would say so.
fn says_so(words: &Words) -> bool {
    words.first().is_some_and(|says_so| *says_so > 0.0)
}

/// The signals of the first look in their order.
pub fn first_signals(words: &Words) -> [f32; FIRST_SIGNALS] {
    let [a, b, c, d, e, f, habit] = *words;
    [a, b, c, d, e, f, habit, 1.0]
}

/// The signals of a second look in their order.
pub fn second_signals(words: &Words, seen: Seen) -> [f32; SECOND_VERDICT_SIGNALS] {
    let [a, b, c, d, e, f, habit] = *words;
    let [sees, again] = seen;
    [a, b, c, d, e, f, habit, sees, again, 1.0]
}

/// Words with what the tables show and what habit says of a sentence.
pub(super) fn words(verdict: Verdict, shown: [f32; 6], features: Option<&Features>) -> Words {
    let [a, b, c, d, e, f] = shown;
    [a, b, c, d, e, f, features.map_or(0.0, |features| habit(verdict, features))]
}

/// What a head sees in a sentence, and again where the tables say so.
fn seen(words: &Words, odds: f32) -> Seen {
    [odds, if says_so(words) { odds } else { 0.0 }]
}

/// The odds by the n-grams of a sentence.
pub(super) fn habit(verdict: Verdict, features: &Features) -> f32 {
    let at = at(verdict);
    let table = VERDICTS.len() * NUMBERS * 4 + at * HABITS;
    let (scale, bias) = (number(at * NUMBERS + NUMBERS - 2), number(at * NUMBERS + NUMBERS - 1));
    let weight =
        |place: &u32| FILE.get(table + *place as usize % HABITS).map_or(0.0, |byte| f32::from(byte.cast_signed()));
    let sum: f32 = features.0.iter().map(weight).sum();
    sum * scale / weights::root(features.0.len()) + bias
}

/// A yes as a signal.
pub(super) fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn at(verdict: Verdict) -> usize {
    VERDICTS.iter().position(|other| *other == verdict).unwrap_or(0)
}

fn number(at: usize) -> f32 {
    weights::number(FILE, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_every_weight_and_nothing_else() {
        assert_eq!(FILE.len(), VERDICTS.len() * (NUMBERS * 4 + HABITS));
        assert!((0..VERDICTS.len() * NUMBERS).all(|at| number(at).is_finite()));
    }

    #[test]
    fn two_looks_weigh_the_same_words() {
        let words = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
        assert_eq!(first_signals(&words), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 1.0]);
        assert_eq!(second_signals(&words, [8.0, 9.0]), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 1.0]);
    }
}
