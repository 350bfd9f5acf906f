//! How heated a text is, and which words carry it: the first tier, quick enough while typing. Named markers explain; hashed n-grams
//! and a small model weigh. What a heated draft may do is decided in `rules/cool_off.rs`.
//!
//! A slower reader of sentences (a second tier) may stand beside: [`SentenceScores`] is where it comes in.

mod features;
mod markers;
mod model;

use std::ops::Range;

use super::text::Text;

pub use features::{BUCKETS, Features};
pub use markers::{KINDS, Marker};
pub use model::{SIGNALS, Signals};

/// What a slower reader says of sentences: how heated each is, from 0 to 1, in their order. It may know nothing.
pub trait SentenceScores {
    /// One score for each sentence given; `None` when it cannot read now.
    fn scores(&self, sentences: &[&str]) -> Option<Vec<f32>>;
}

/// How heated a text is.
#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    /// From 0 (calm) to 1; from [`EDGY`] on it is edgy, from [`HOT`] on hot.
    pub score: f32,
    /// The words that carry it, by kind, in order.
    pub markers: Vec<Marker>,
    /// The sentence that carries most of it, when the text is edgy at least.
    pub hottest: Option<Range<usize>>,
}

/// From here on a text is edgy: better read again.
pub const EDGY: f32 = 0.4;

/// A sentence with so many kinds of markers is edgy whatever stands around it.
const SHARP: usize = 3;

/// From here on a text is hot: better slept over.
pub const HOT: f32 = 0.7;

/// Reads the heat of a text whose greeting, quotes and signature are left out.
pub(super) fn read(text: &Text<'_>, language: &str, second: Option<&dyn SentenceScores>) -> Heat {
    let signals = Signals::of(text, language);
    let levels = model::levels(&signals);
    let mut score = levels.score();
    let sentences: Vec<&str> = text.sentences.iter().map(|sentence| text.slice(&sentence.at)).collect();
    if let Some(scores) = second.and_then(|second| second.scores(&sentences)) {
        score = score.max(scores.into_iter().fold(0.0, f32::max));
    }
    let mut hottest = signals.hottest.and_then(|at| text.sentences.get(at)).map(|sentence| sentence.at.clone());
    // One sharp sentence among calm ones is sharp: the whole would thin it out.
    if let Some(sharp) = text.sentences.iter().find(|sentence| is_sharp(&sentence.at, &signals.markers)) {
        if score < EDGY {
            hottest = Some(sharp.at.clone());
        }
        score = score.max(EDGY);
    }
    Heat { score, markers: signals.markers, hottest: hottest.filter(|_| score >= EDGY) }
}

/// Does a sentence carry heat of several kinds at once? Marks and quotation marks alone say little.
fn is_sharp(sentence: &Range<usize>, markers: &[Marker]) -> bool {
    let inside = markers.iter().filter(|marker| sentence.start <= marker.span.start && marker.span.end <= sentence.end);
    let mut kinds: Vec<&str> =
        inside.map(|marker| marker.kind).filter(|kind| !matches!(*kind, "marks" | "scare-quotes")).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() >= SHARP
}

/// The signals of a text, for whoever trains the model.
pub(super) fn signals(text: &Text<'_>, language: &str) -> Signals {
    Signals::of(text, language)
}
