//! The second look: a slower reader for whom texts are directions, near ones of near sense, whatever the words. It stands outside
//! and may be missing; which sentences it is given, so that its time stays bounded, is decided here. What follows from a direction
//! is decided in [`super::heads`].

use super::heat::Signals;
use super::text::Text;

/// A reader for whom texts are directions. The same sentences always give the same directions.
pub trait Sense {
    /// Reads a text, given in sentences; `None` when it cannot read now.
    fn read(&self, sentences: &[&str]) -> Option<Sensed>;
}

/// A text as a direction, and each of its sentences as it stands among the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensed {
    /// The whole.
    pub whole: Vec<f32>,
    /// The sentences, in their order.
    pub parts: Vec<Vec<f32>>,
}

/// So many letters are read; its time grows with them. Nine drafts of ten are shorter.
const MOST_LETTERS: usize = 750;

/// What the second look saw of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Sight {
    /// The whole of what was read.
    pub whole: Vec<f32>,
    /// For each sentence of the text its direction, if it was read.
    pub parts: Vec<Option<Vec<f32>>>,
}

impl Sight {
    /// Looks at a text. Of a long one, at the sentences that the first look finds warmest.
    pub(super) fn of(text: &Text<'_>, signals: &Signals, sense: &dyn Sense) -> Option<Self> {
        let chosen = chosen(text, &signals.warmth);
        let sentences: Vec<&str> = chosen.iter().map(|(_, sentence)| *sentence).collect();
        let sensed = sense.read(&sentences).filter(|_| !sentences.is_empty())?;
        let mut parts = vec![None; text.sentences.len()];
        for ((at, _), part) in chosen.iter().zip(sensed.parts) {
            if let Some(slot) = parts.get_mut(*at) {
                *slot = Some(part);
            }
        }
        Some(Self { whole: sensed.whole, parts })
    }

    /// The direction of a sentence, if it was read.
    pub(super) fn part(&self, sentence: usize) -> Option<&[f32]> {
        self.parts.get(sentence)?.as_deref()
    }
}

/// The numbers and the words of the sentences that are read, in their order.
fn chosen<'a>(text: &Text<'a>, warmth: &[f32]) -> Vec<(usize, &'a str)> {
    let mut order: Vec<usize> = (0..text.sentences.len()).collect();
    let warm = |at: &usize| warmth.get(*at).copied().unwrap_or(f32::MIN);
    order.sort_by(|a, b| warm(b).total_cmp(&warm(a)));
    let mut left = MOST_LETTERS;
    let mut chosen = Vec::new();
    for at in order {
        let sentence = text.sentences.get(at).map_or("", |sentence| text.slice(&sentence.at));
        let letters = sentence.chars().count();
        if letters <= left {
            chosen.push((at, sentence));
            left -= letters;
        } else if chosen.is_empty() {
            // One sentence without end: what it begins with.
            let end = sentence.char_indices().nth(MOST_LETTERS).map_or(sentence.len(), |(end, _)| end);
            return vec![(at, sentence.get(..end).unwrap_or_default())];
        }
    }
    chosen.sort_by_key(|(at, _)| *at);
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_read_where_it_is_warmest_and_in_its_order() {
        let sentence = format!("{} end.", "word ".repeat(50));
        let whole = [sentence.as_str(); 5].join(" ");
        let text = Text::read(&whole, "en");
        let numbers = |warmth: &[f32]| chosen(&text, warmth).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(numbers(&[0.0, 3.0, 1.0, 0.5, 2.0]), [1, 4]);
        assert_eq!(numbers(&[2.0, 0.0, 0.0, 0.0, 3.0]), [0, 4]);
        let endless = "word ".repeat(5_000);
        let text = Text::read(&endless, "en");
        assert_eq!(chosen(&text, &[0.0]).first().map(|(_, words)| words.chars().count()), Some(MOST_LETTERS));
    }
}
