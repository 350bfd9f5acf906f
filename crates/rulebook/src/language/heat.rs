//! How heated a text is, and which words carry it. The first look is quick enough while typing: named markers explain, hashed n-grams
//! and a small model weigh. Where there is a second look ([`super::sense`]) it is weighed with them, and has the last word. What a
//! heated draft may do is decided in `rules/cool_off.rs`.

mod features;
mod markers;
mod model;

use std::ops::Range;

use super::heads::{self, Head, SECOND_SIGNALS};
use super::sense::Sight;
use super::text::Text;

pub use features::{BUCKETS, Features};
pub use markers::{KINDS, Marker};
pub use model::{SIGNALS, Signals};

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

/// A sentence with so many kinds of markers, or two neighbours with as many together, are edgy whatever stands around them.
const SHARP: usize = 3;

/// From here on a text is hot: better slept over.
pub const HOT: f32 = 0.7;

/// Reads the heat of a text whose greeting, quotes and signature are left out.
pub(super) fn read(text: &Text<'_>, signals: Signals, sight: Option<&Sight>) -> Heat {
    let levels = sight.map_or_else(|| model::levels(&signals), |sight| second_levels(&signals, sight));
    let mut score = levels.score();
    let mut hottest =
        hottest(&signals, sight).and_then(|at| text.sentences.get(at)).map(|sentence| sentence.at.clone());
    // Two sentences that are sharp together among calm ones are sharp: the whole would thin them out.
    if let Some(sharp) = sharp(text, &signals.markers) {
        if score < EDGY {
            hottest = Some(sharp);
        }
        score = score.max(EDGY);
    }
    Heat { score, markers: signals.markers, hottest: hottest.filter(|_| score >= EDGY) }
}

/// The signals of the first look and those of the second, weighed together.
fn second_levels(signals: &Signals, sight: &Sight) -> model::Levels {
    let mut all = [0.0; SECOND_SIGNALS];
    for (slot, value) in all.iter_mut().zip(signals.values.into_iter().chain(heads::warmth(sight))) {
        *slot = value;
    }
    let (edgy, hot) = heads::levels(&all);
    model::Levels { edgy, hot }
}

/// The sentence that carries most: by its words, or, where those tell nothing, by its sense.
fn hottest(signals: &Signals, sight: Option<&Sight>) -> Option<usize> {
    let Some(sight) = sight.filter(|_| model::levels(signals).score() < EDGY) else { return signals.hottest };
    let odds =
        sight.parts.iter().enumerate().filter_map(|(at, part)| Some((at, heads::odds(Head::Edgy, part.as_ref()?))));
    odds.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(at, _)| at).or(signals.hottest)
}

/// The first sentence that is sharp alone; else the first of two that are sharp together.
fn sharp(text: &Text<'_>, markers: &[Marker]) -> Option<Range<usize>> {
    // Most drafts carry nothing: whoever has too few markers in all need not be looked through.
    if markers.len() < SHARP {
        return None;
    }
    let alone = text.sentences.iter().find(|sentence| is_sharp(&sentence.at, markers));
    let together = || {
        let pairs = text.sentences.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
        let mut pairs = pairs.map(|(one, next)| (one, one.at.start..next.at.end));
        pairs.find(|(_, both)| is_sharp(both, markers)).map(|(one, _)| one)
    };
    alone.or_else(together).map(|sentence| sentence.at.clone())
}

/// Does a place carry heat of several kinds at once? Marks and quotation marks alone say little.
fn is_sharp(place: &Range<usize>, markers: &[Marker]) -> bool {
    // They stand in the order of the sentences, so that what lies before and behind need not be asked one by one.
    let from = markers.partition_point(|marker| marker.span.start < place.start);
    let inside = markers.iter().skip(from).take_while(|marker| marker.span.start < place.end);
    let inside = inside.filter(|marker| marker.span.end <= place.end);
    let mut kinds: Vec<&str> =
        inside.map(|marker| marker.kind).filter(|kind| !matches!(*kind, "marks" | "scare-quotes")).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() >= SHARP
}
