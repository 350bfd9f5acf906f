//! How heated a text is, and which words carry it. The first look is quick enough while typing: named markers explain, hashed n-grams
//! and a small model weigh. Where there is a second look ([`super::sense`]) it is weighed with them, and has the last word. What a
//! heated draft may do is decided in `rules/cool_off.rs`.

mod features;
mod markers;
mod model;
mod passages;

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
    /// The other sentences that are heated by themselves, in order, when the text is edgy at least.
    pub also: Vec<Range<usize>>,
}

/// From here on a text is edgy: better read again.
pub const EDGY: f32 = 0.4;

/// From here on a text is hot: better slept over.
pub const HOT: f32 = 0.7;

/// Reads the heat of a text whose greeting, quotes and signature are left out.
pub(super) fn read(text: &Text<'_>, signals: Signals, sight: Option<&Sight>) -> Heat {
    let looks = Looks { signals: &signals, sight };
    let all: Vec<usize> = (0..text.sentences.len()).collect();
    let whole =
        sight.map_or_else(|| model::levels(&signals.values), |sight| looks.second(&signals.values, &sight.whole, &all));
    let mut score = whole.score();
    let mut hottest = looks.hottest().and_then(|at| text.sentences.get(at)).map(|sentence| sentence.at.clone());
    if score >= HOT && is_others(text, &looks) {
        score = BELOW_HOT;
    } else if score >= EDGY && is_too_short(text, &looks) {
        score = BELOW_EDGY;
    }
    // One heated passage among calm ones is heated: the whole would thin it out.
    let passage = passages::hottest(text, &looks);
    if let Some(passage) = passage.filter(|passage| passage.score > score) {
        if score < EDGY || passage.score >= HOT {
            hottest = Some(passage.place);
        }
        score = passage.score;
    }
    let hottest = hottest.filter(|_| score >= EDGY);
    let also = hottest.as_ref().map_or_else(Vec::new, |hottest| passages::others(text, &looks, hottest));
    Heat { score, markers: signals.markers, hottest, also }
}

/// The most that a text has which is not edgy, and which is not hot.
const BELOW_EDGY: f32 = EDGY - 0.01;
const BELOW_HOT: f32 = HOT - 0.01;

/// A text of fewer words is too short for the second look to hear its tone: 'How was your holiday?', 'да'.
const SHORT: usize = 12;

/// Are the hot words those of others? Without the sentences that quote them the text is not hot to any look.
fn is_others(text: &Text<'_>, looks: &Looks<'_>) -> bool {
    let rest: Vec<usize> = (0..text.sentences.len()).filter(|at| !passages::is_quoted(text, *at)).collect();
    let is_calm = || looks.levels(&rest).hot < 0.0 && model::levels(&looks.signals.of_some(&rest)).hot < 0.0;
    rest.len() < text.sentences.len() && is_calm()
}

/// Is an edge heard in so few words that only the first look may judge them, and it hears none?
fn is_too_short(text: &Text<'_>, looks: &Looks<'_>) -> bool {
    let words: usize = text.sentences.iter().map(|sentence| sentence.words.len()).sum();
    let first = model::levels(&looks.signals.values).score();
    words < SHORT && looks.signals.markers.is_empty() && first < EDGY
}

/// What both looks see of a text.
struct Looks<'a> {
    signals: &'a Signals,
    sight: Option<&'a Sight>,
}

impl Looks<'_> {
    /// How heated some sentences are, as if they were the whole text; by the second look, if there was one.
    fn levels(&self, some: &[usize]) -> model::Levels {
        let values = self.signals.of_some(some);
        let Some(sight) = self.sight else { return model::levels(&values) };
        let parts: Vec<&[f32]> = some.iter().filter_map(|at| sight.part(*at)).collect();
        // What was not read a second time is as the first look says.
        let Some(whole) = mean(&parts) else { return model::levels(&values) };
        self.second(&values, &whole, some)
    }

    /// The signals of the first look and those of the second, weighed together.
    fn second(&self, values: &[f32; SIGNALS], whole: &[f32], some: &[usize]) -> model::Levels {
        let parts = some.iter().filter_map(|at| self.sight?.part(*at));
        let mut all = [0.0; SECOND_SIGNALS];
        for (slot, value) in all.iter_mut().zip(values.iter().copied().chain(heads::warmth(whole, parts))) {
            *slot = value;
        }
        let (edgy, hot) = heads::levels(&all);
        model::Levels { edgy, hot }
    }

    /// The sentence that carries most: by its words, or, where those tell nothing, by its sense.
    fn hottest(&self) -> Option<usize> {
        let first = || model::levels(&self.signals.values).score();
        let Some(sight) = self.sight.filter(|_| first() < EDGY) else { return self.signals.hottest };
        let parts = sight.parts.iter().enumerate();
        let odds = parts.filter_map(|(at, part)| Some((at, heads::odds(Head::Edgy, part.as_ref()?))));
        odds.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(at, _)| at).or(self.signals.hottest)
    }
}

/// The mean of some directions; `None` of none.
fn mean(directions: &[&[f32]]) -> Option<Vec<f32>> {
    let mut sum = directions.first()?.to_vec();
    for other in directions.iter().skip(1) {
        sum.iter_mut().zip(*other).for_each(|(sum, one)| *sum += one);
    }
    sum.iter_mut().for_each(|one| *one /= directions.len() as f32);
    Some(sum)
}
