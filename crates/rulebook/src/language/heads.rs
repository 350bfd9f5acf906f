//! What follows from a direction that the second look saw: one weighted sum for each question. `bin/train` writes the weights;
//! `heads.md` beside them says how, and how good they are.

use super::heat::SIGNALS;
use super::sense::Sight;

/// How many numbers a direction has.
pub const DIRECTION: usize = 384;

/// What is asked of a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// A sentence: openly rude? Learnt from public texts.
    Rude,
    /// A draft: edgy, or hotter?
    Edgy,
    /// A draft: hot?
    Hot,
    /// A sentence of a draft: does it want something of the reader?
    Ask,
    /// A sentence of a draft: does it say what we will do?
    Commitment,
    /// A sentence of a client's mail: does it want something of us?
    Asked,
    /// A client's mail: does it complain?
    Complaint,
    /// A client's mail: is it a grave complaint?
    Grave,
    /// A sentence of a draft: does it decline?
    Refusal,
    /// A sentence of a draft: does it say why something is declined?
    Reason,
    /// A sentence of a draft: does it show another way?
    Way,
    /// A sentence of a client's mail: is something wrong?
    Wrong,
    /// A sentence of a client's mail: is it what makes a complaint grave?
    Grievance,
    /// A sentence of a draft: does it blame the reader?
    Blame,
    /// The sentence before one of a draft: does it lead to an ask?
    AskAfter,
    /// The sentence behind one of a draft: does it follow an ask?
    AskBefore,
    /// The sentence before one of a draft: does it lead to a refusal?
    RefusalAfter,
    /// The sentence before one of a draft: does it lead to a reason?
    ReasonAfter,
    /// The sentence before one of a draft: does it lead to another way?
    WayAfter,
    /// A client's mail: does it wait for no answer?
    Ends,
    /// A client's mail: is something on fire now?
    Alarm,
    /// A client's mail: does it want a call or to meet?
    Call,
    /// A client's mail: does it want money back?
    Refund,
    /// A client's mail: does it thank, and mean it?
    Thanks,
}

impl Head {
    /// The heads that see in the sentence before, and in the one behind, what speaks for this one.
    pub fn beside(self) -> [Option<Self>; 2] {
        match self {
            Self::Ask => [Some(Self::AskAfter), Some(Self::AskBefore)],
            Self::Refusal => [Some(Self::RefusalAfter), None],
            Self::Reason => [Some(Self::ReasonAfter), None],
            Self::Way => [Some(Self::WayAfter), None],
            _ => [None, None],
        }
    }
}

/// Every head, in the order of the file.
pub const HEADS: [Head; 24] = [
    Head::Rude,
    Head::Edgy,
    Head::Hot,
    Head::Ask,
    Head::Commitment,
    Head::Asked,
    Head::Complaint,
    Head::Grave,
    Head::Refusal,
    Head::Reason,
    Head::Way,
    Head::Wrong,
    Head::Grievance,
    Head::Blame,
    Head::AskAfter,
    Head::AskBefore,
    Head::RefusalAfter,
    Head::ReasonAfter,
    Head::WayAfter,
    Head::Ends,
    Head::Alarm,
    Head::Call,
    Head::Refund,
    Head::Thanks,
];

/// What the layer of heat weighs after a second look: the signals of the first, rudeness of the whole and of the rudest sentence,
/// edge, and heat.
pub const SECOND_SIGNALS: usize = SIGNALS + 4;

/// Little-endian f32: for each head its weights and its bias, then the layers of 'edgy' and 'hot', then their thresholds.
static HEADS_FILE: &[u8] = include_bytes!("heads.bin");

const LAYERS: usize = HEADS.len() * (DIRECTION + 1);

/// The odds that a head sees in a direction; above 0 it is likelier than not.
pub(super) fn odds(head: Head, direction: &[f32]) -> f32 {
    let first = HEADS.iter().position(|other| *other == head).unwrap_or(0) * (DIRECTION + 1);
    let weights = numbers(first, DIRECTION);
    weights.zip(direction).map(|(weight, value)| weight * value).sum::<f32>() + number(first + DIRECTION)
}

/// The odds that a head sees in a sentence, with what the sentences beside it add; `None` where it was not read.
pub(super) fn at(head: Head, sight: &Sight, sentence: usize) -> Option<f32> {
    let own = odds(head, sight.part(sentence)?);
    let places = [sentence.checked_sub(1), sentence.checked_add(1)];
    let beside = head.beside().into_iter().zip(places);
    let more = beside.filter_map(|(head, place)| Some(odds(head?, sight.part(place?)?)));
    Some(own + more.sum::<f32>())
}

/// What the layer of heat weighs beyond the signals of the first look, of a whole and its sentences.
pub(super) fn warmth<'a>(whole: &[f32], parts: impl Iterator<Item = &'a [f32]>) -> [f32; 4] {
    let rude = |direction: &[f32]| odds(Head::Rude, direction);
    let rudest = parts.map(rude).reduce(f32::max).unwrap_or(0.0);
    [rude(whole), rudest, odds(Head::Edgy, whole), odds(Head::Hot, whole)]
}

/// How far above the threshold of 'edgy' and of 'hot' these signals lie.
pub(super) fn levels(signals: &[f32; SECOND_SIGNALS]) -> (f32, f32) {
    let layer = |number_of: usize| -> f32 {
        let weights = numbers(LAYERS + number_of * SECOND_SIGNALS, SECOND_SIGNALS);
        weights.zip(signals).map(|(weight, value)| weight * value).sum()
    };
    let thresholds = LAYERS + 2 * SECOND_SIGNALS;
    (layer(0) - number(thresholds), layer(1) - number(thresholds + 1))
}

fn numbers(first: usize, count: usize) -> impl Iterator<Item = f32> {
    let bytes = HEADS_FILE.get(4 * first..4 * (first + count)).unwrap_or_default();
    bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four))
}

fn number(at: usize) -> f32 {
    numbers(at, 1).next().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_every_weight_and_nothing_else() {
        assert_eq!(HEADS_FILE.len(), 4 * (LAYERS + 2 * SECOND_SIGNALS + 2));
        assert!(numbers(0, HEADS_FILE.len() / 4).all(f32::is_finite));
    }
}
