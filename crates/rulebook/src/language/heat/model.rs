//! The trained model: two sets of weights for hashed features (`public`: open rudeness; `own`: tone of business drafts) and a small
//! layer above them that weighs both with the markers. The file is written by `bin/train`; `model.md` beside it says how and how good.

use super::super::text::Text;
use super::super::weights::{self, root};
use super::features::{BUCKETS, Features};
use super::markers::{self, KINDS, Marker};
use super::{EDGY, HOT};

/// The signals that the layer above weighs: four sums, each kind of marker, and one that is always there.
pub const SIGNALS: usize = 4 + KINDS.len() + 1;

static MODEL: &[u8] = include_bytes!("model.bin");

/// Before the weights: two scales, two biases; then the layer of each level, then four thresholds, all as little-endian f32.
const HEADER: usize = 4 * (4 + 2 * SIGNALS + 2);

/// A count of markers beyond this says nothing more.
const MOST_MARKERS: f32 = 3.0;

/// What a text shows of its heat.
#[derive(Debug, Clone, PartialEq)]
pub struct Signals {
    /// The features of each sentence.
    pub sentences: Vec<Features>,
    /// Where each sentence stands, in bytes.
    pub places: Vec<std::ops::Range<usize>>,
    /// Words that carry heat.
    pub markers: Vec<Marker>,
    /// The sums and counts that the layer weighs; the sums are of the built-in weights.
    pub values: [f32; SIGNALS],
    /// How warm the words of each sentence are; good for an order only.
    pub warmth: Vec<f32>,
    /// The sentence whose words weigh most.
    pub(super) hottest: Option<usize>,
    /// What each sentence adds to the sums of both sets of weights, and how many features it has.
    parts: Vec<([f32; 2], usize)>,
}

/// How edgy and how hot, as odds on a scale where 0 is the threshold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Levels {
    /// Edgy or hotter, above 0.
    pub(super) edgy: f32,
    /// Hot, above 0.
    pub(super) hot: f32,
}

impl Signals {
    /// Reads the signals of a text with the built-in weights.
    pub(in super::super) fn of(text: &Text<'_>, language: &str) -> Self {
        let sentences: Vec<Features> =
            text.sentences.iter().map(|sentence| Features::of(sentence, text.whole)).collect();
        let markers = markers::find(text, language);
        let public = Sums::of(&sentences, |at| weight(0, at), number(2));
        let own = Sums::of(&sentences, |at| weight(1, at), number(3));
        let hottest = own.hottest.filter(|_| own.largest > 0.0).or(public.hottest);
        let values = values([public.whole, public.largest, own.whole, own.largest], markers.iter());
        let places = text.sentences.iter().map(|sentence| sentence.at.clone()).collect();
        let warmth = public.each.iter().zip(&own.each).map(|(public, own)| public + own).collect();
        let parts = public.raw.iter().zip(&own.raw).zip(&sentences);
        let parts = parts.map(|((public, own), features)| ([*public, *own], features.0.len())).collect();
        Self { sentences, places, markers, values, warmth, hottest, parts }
    }

    /// The signals of some sentences as if they were the whole text.
    pub(super) fn of_some(&self, some: &[usize]) -> [f32; SIGNALS] {
        let parts: Vec<&([f32; 2], usize)> = some.iter().filter_map(|at| self.parts.get(*at)).collect();
        let sums = |set: usize| -> [f32; 2] {
            let bias = number(2 + set);
            let of = |part: &&([f32; 2], usize)| (part.0.get(set).copied().unwrap_or(0.0), part.1);
            let largest = parts.iter().map(of).map(|(sum, count)| sum / root(count) + bias).reduce(f32::max);
            let (sum, count) = parts.iter().map(of).fold((0.0, 0), |(sum, all), (one, count)| (sum + one, all + count));
            [sum / root(count) + bias, largest.unwrap_or(0.0)]
        };
        let [[public, most_public], [own, most_own]] = [0, 1].map(sums);
        values([public, most_public, own, most_own], self.markers_of(some))
    }

    /// The markers in some sentences.
    pub(super) fn markers_of<'a>(&'a self, some: &'a [usize]) -> impl Iterator<Item = &'a Marker> + Clone {
        some.iter().filter_map(|at| self.places.get(*at)).flat_map(|place| markers::inside(&self.markers, place))
    }
}

/// Weighted sums of a text: of the whole, and of the sentence with the largest.
#[derive(Debug, Clone, Default)]
struct Sums {
    whole: f32,
    each: Vec<f32>,
    raw: Vec<f32>,
    largest: f32,
    hottest: Option<usize>,
}

impl Sums {
    fn of(sentences: &[Features], weight: impl Fn(u32) -> f32, bias: f32) -> Self {
        let mut sums = Self { largest: f32::MIN, ..Self::default() };
        let (mut total, mut count) = (0.0, 0);
        for (at, features) in sentences.iter().enumerate() {
            let sum: f32 = features.0.iter().map(|place| weight(*place)).sum();
            total += sum;
            count += features.0.len();
            let one = sum / root(features.0.len()) + bias;
            sums.each.push(one);
            sums.raw.push(sum);
            if one > sums.largest {
                sums.largest = one;
                sums.hottest = Some(at);
            }
        }
        sums.whole = total / root(count) + bias;
        sums.largest = if sentences.is_empty() { 0.0 } else { sums.largest };
        sums
    }
}

fn values<'a>(sums: [f32; 4], markers: impl Iterator<Item = &'a Marker> + Clone) -> [f32; SIGNALS] {
    let mut values = [0.0; SIGNALS];
    let counts = KINDS.map(|kind| {
        let count = markers.clone().filter(|marker| marker.kind == kind).take(8).count();
        u8::try_from(count).map_or(MOST_MARKERS, f32::from).min(MOST_MARKERS)
    });
    for (slot, value) in values.iter_mut().zip(sums.into_iter().chain(counts).chain([1.0])) {
        *slot = value;
    }
    values
}

/// What the layer says of the signals of a text, or of a part of it.
pub(super) fn levels(values: &[f32; SIGNALS]) -> Levels {
    let layer =
        |first: usize| -> f32 { values.iter().enumerate().map(|(at, value)| value * number(4 + first + at)).sum() };
    let thresholds = 4 + 2 * SIGNALS;
    Levels { edgy: layer(0) - number(thresholds), hot: layer(SIGNALS) - number(thresholds + 1) }
}

impl Levels {
    /// One number from 0 to 1 in which the thresholds are [`EDGY`] and [`HOT`].
    pub(super) fn score(self) -> f32 {
        let rise = |odds: f32| 1.0 / (1.0 + (-odds).exp());
        if self.hot >= 0.0 {
            HOT + (1.0 - HOT) * (2.0 * rise(self.hot) - 1.0)
        } else if self.edgy >= 0.0 {
            EDGY + (HOT - EDGY - 0.01) * (2.0 * rise(self.edgy) - 1.0)
        } else {
            (EDGY - 0.01) * 2.0 * rise(self.edgy)
        }
    }
}

/// A number of the header.
fn number(at: usize) -> f32 {
    weights::number(MODEL, at)
}

/// A weight of the public (0) or the own (1) set.
fn weight(set: usize, place: u32) -> f32 {
    let at = HEADER + set * BUCKETS + place as usize;
    let byte = MODEL.get(at).copied().unwrap_or(0);
    f32::from(byte.cast_signed()) * if set == 0 { SCALES.0.get() } else { SCALES.1.get() }
}

/// The scales of both sets, read once.
struct Scale(std::sync::OnceLock<f32>, usize);

static SCALES: (Scale, Scale) = (Scale(std::sync::OnceLock::new(), 0), Scale(std::sync::OnceLock::new(), 1));

impl Scale {
    fn get(&self) -> f32 {
        *self.0.get_or_init(|| number(self.1))
    }
}
