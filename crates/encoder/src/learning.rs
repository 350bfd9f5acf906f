//! The way back through the changed layers, for the program that teaches them: how what is seen of a text would move with each number of
//! an [`Adapter`]. The weights themselves stay; texts are prepared once by the layers below, which nothing changes.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, Array3, ArrayView2, ArrayViewMut1, ArrayViewMut2, Axis, Slice, concatenate};

use crate::adapter::{Adapter, CHANGED, FIRST, Low};
use crate::forward::{self, HEAD, TINY, gelu, power, shares};
use crate::weights::{HEADS, INNER, Layer, Linear, Norm, WIDTH};
use crate::{DEPTH, Encoder, Reading, Vector};

/// A text as the layers below leave it.
pub struct Prepared {
    rows: Array2<f32>,
    parts: Vec<Range<usize>>,
}

/// How much more wrong a reading becomes with each number of what was seen; nothing where it does not matter.
#[derive(Debug, Clone, Default)]
pub struct Slopes {
    /// Of the whole.
    pub whole: Option<Vector>,
    /// Of each part.
    pub parts: Vec<Option<Vector>>,
}

impl Encoder {
    /// Prepares a text that is given in parts, as [`Encoder::read`] reads it.
    pub fn prepared(&self, parts: &[&str]) -> Prepared {
        let (ids, parts) = self.placed(parts);
        Prepared { rows: forward::rows(&self.weights, &[&ids], FIRST, None), parts }
    }

    /// The layers that learn, unpacked.
    pub fn teacher(&self) -> Teacher {
        debug_assert_eq!(FIRST + CHANGED, DEPTH);
        Teacher { layers: self.weights.layers.iter().skip(FIRST).take(CHANGED).map(Plain::of).collect() }
    }
}

/// A matrix and its bias as plain numbers.
struct Unpacked {
    matrix: Array2<f32>,
    bias: Array1<f32>,
}

impl Unpacked {
    fn of(linear: &Linear, takes: usize) -> Self {
        let gives = linear.bias.len();
        let mut numbers = vec![0.0; takes * gives];
        linear.matrix.all_into(&mut numbers);
        let matrix = Array2::from_shape_vec((takes, gives), numbers).unwrap_or_else(|_| Array2::zeros((takes, gives)));
        Self { matrix, bias: Array1::from_vec(linear.bias.clone()) }
    }

    fn times(&self, rows: ArrayView2<'_, f32>) -> Array2<f32> {
        let mut out = Array2::zeros((rows.nrows(), self.bias.len()));
        out.axis_iter_mut(Axis(0)).for_each(|mut row| row.assign(&self.bias));
        general_mat_mul(1.0, &rows, &self.matrix, 1.0, &mut out);
        out
    }

    fn back(&self, slope: &Array2<f32>) -> Array2<f32> {
        slope.dot(&self.matrix.t())
    }
}

/// A layer as plain numbers.
struct Plain {
    asks: Unpacked,
    offers: Unpacked,
    says: Unpacked,
    gathers: Unpacked,
    after_looking: Norm,
    widens: Unpacked,
    narrows: Unpacked,
    after_thinking: Norm,
}

impl Plain {
    fn of(layer: &Layer) -> Self {
        let norm = |norm: &Norm| Norm { scale: norm.scale.clone(), shift: norm.shift.clone() };
        Self {
            asks: Unpacked::of(&layer.asks, WIDTH),
            offers: Unpacked::of(&layer.offers, WIDTH),
            says: Unpacked::of(&layer.says, WIDTH),
            gathers: Unpacked::of(&layer.gathers, WIDTH),
            after_looking: norm(&layer.after_looking),
            widens: Unpacked::of(&layer.widens, WIDTH),
            narrows: Unpacked::of(&layer.narrows, INNER),
            after_thinking: norm(&layer.after_thinking),
        }
    }
}

/// The layers that learn.
pub struct Teacher {
    layers: Vec<Plain>,
}

/// What one layer made of its rows, as far as the way back needs it.
struct Step {
    rows: Array2<f32>,
    asks: Array2<f32>,
    offers: Array2<f32>,
    says: Array2<f32>,
    /// For each text how much each of its pieces looks at each, head by head.
    looks: Vec<Array3<f32>>,
    narrow: [Array2<f32>; 3],
    looked: Levelled,
    wide: Array2<f32>,
    thought: Levelled,
}

/// Rows brought to mean 0 and variance 1 with the factor of each, and what they became.
struct Levelled {
    plain: Array2<f32>,
    factors: Vec<f32>,
    out: Array2<f32>,
}

/// Some texts on their way through the layers.
pub struct Pass {
    steps: Vec<Step>,
    texts: Vec<Range<usize>>,
    parts: Vec<Vec<Range<usize>>>,
}

impl Teacher {
    /// Takes some texts through the layers. Together they cost less than one by one.
    pub fn pass(&self, adapter: &Adapter, texts: &[&Prepared]) -> Pass {
        let views: Vec<ArrayView2<'_, f32>> = texts.iter().map(|text| text.rows.view()).collect();
        let mut rows = concatenate(Axis(0), &views).unwrap_or_else(|_| Array2::zeros((0, WIDTH)));
        let mut end = 0;
        let places: Vec<Range<usize>> = texts
            .iter()
            .map(|text| {
                let start = end;
                end += text.rows.nrows();
                start..end
            })
            .collect();
        let mut steps = Vec::with_capacity(CHANGED);
        for (at, layer) in self.layers.iter().enumerate() {
            let Some(changed) = adapter.of(FIRST + at) else { continue };
            let step = through(layer, changed, rows, &places);
            rows = step.thought.out.clone();
            steps.push(step);
        }
        Pass { steps, texts: places, parts: texts.iter().map(|text| text.parts.clone()).collect() }
    }

    /// For each number of an adapter how much more wrong everything becomes with it, given how wrong it becomes with what was seen.
    pub fn back(&self, adapter: &Adapter, pass: &Pass, slopes: &[Slopes]) -> Vec<f32> {
        let mut slope = pass.slope(slopes);
        let mut found: Vec<[Low; 3]> = Vec::with_capacity(CHANGED);
        for (at, (layer, step)) in self.layers.iter().zip(&pass.steps).enumerate().rev() {
            let Some(changed) = adapter.of(FIRST + at) else { continue };
            let (below, of_layer) = back(layer, changed, step, &pass.texts, slope);
            slope = below;
            found.push(of_layer);
        }
        found.iter().rev().flatten().flat_map(|low| low.down.iter().chain(&low.up)).copied().collect()
    }
}

impl Pass {
    fn out(&self) -> Option<&Array2<f32>> {
        self.steps.last().map(|step| &step.thought.out)
    }

    /// What was seen of each text.
    pub fn readings(&self) -> Vec<Reading> {
        let Some(out) = self.out() else { return Vec::new() };
        let texts = self.texts.iter().zip(&self.parts).map(|(text, parts)| {
            let direction = |at: Range<usize>| forward::direction(out.slice_axis(Axis(0), Slice::from(at)));
            let part = |at: &Range<usize>| direction(text.start + at.start..text.start + at.end);
            Reading { whole: direction(text.clone()), parts: parts.iter().map(part).collect() }
        });
        texts.collect()
    }

    /// What slopes of directions are to the rows whose means these are.
    fn slope(&self, slopes: &[Slopes]) -> Array2<f32> {
        let Some(out) = self.out() else { return Array2::zeros((0, WIDTH)) };
        let mut slope = Array2::zeros(out.raw_dim());
        let mut add = |at: Range<usize>, of: &Vector| {
            let rows = out.slice_axis(Axis(0), Slice::from(at.clone()));
            let Some(mean) = rows.mean_axis(Axis(0)) else { return };
            let length = mean.dot(&mean).sqrt().max(f32::MIN_POSITIVE);
            let direction = mean / length;
            let of = ndarray::ArrayView1::from(of.as_slice());
            let along = direction.dot(&of);
            let share = (&of - &(direction * along)) / (length * at.len() as f32);
            slope.slice_axis_mut(Axis(0), Slice::from(at)).axis_iter_mut(Axis(0)).for_each(|mut row| row += &share);
        };
        for ((text, parts), slopes) in self.texts.iter().zip(&self.parts).zip(slopes) {
            slopes.whole.iter().for_each(|of| add(text.clone(), of));
            for (part, of) in parts.iter().zip(&slopes.parts).filter(|(part, _)| !part.is_empty()) {
                of.iter().for_each(|of| add(text.start + part.start..text.start + part.end, of));
            }
        }
        slope
    }
}

/// The columns of a head.
fn of_head(rows: &Array2<f32>, text: &Range<usize>, head: usize) -> Array2<f32> {
    let mut view = rows.view();
    view.slice_axis_inplace(Axis(0), Slice::from(text.clone()));
    view.slice_axis_inplace(Axis(1), columns(head));
    view.to_owned()
}

fn of_head_mut<'a>(rows: &'a mut Array2<f32>, text: &Range<usize>, head: usize) -> ArrayViewMut2<'a, f32> {
    let mut view = rows.view_mut();
    view.slice_axis_inplace(Axis(0), Slice::from(text.clone()));
    view.slice_axis_inplace(Axis(1), columns(head));
    view
}

fn columns(head: usize) -> Slice {
    Slice::from(head * HEAD..(head + 1) * HEAD)
}

fn scale() -> f32 {
    1.0 / (HEAD as f32).sqrt()
}

fn through(layer: &Plain, changed: &[Low; 3], rows: Array2<f32>, texts: &[Range<usize>]) -> Step {
    let [change_asks, change_says, change_widens] = changed;
    let mut asks = layer.asks.times(rows.view());
    let offers = layer.offers.times(rows.view());
    let mut says = layer.says.times(rows.view());
    let narrow_asks = change_asks.add(rows.view(), &mut asks);
    let narrow_says = change_says.add(rows.view(), &mut says);
    let mut gathered = Array2::zeros(rows.raw_dim());
    let mut looks = Vec::with_capacity(texts.len());
    for text in texts {
        let mut look = Array3::zeros((HEADS, text.len(), text.len()));
        for (head, mut fits) in look.axis_iter_mut(Axis(0)).enumerate() {
            general_mat_mul(scale(), &of_head(&asks, text, head), &of_head(&offers, text, head).t(), 0.0, &mut fits);
            fits.axis_iter_mut(Axis(0)).for_each(shares);
            let mut out = of_head_mut(&mut gathered, text, head);
            general_mat_mul(1.0, &fits, &of_head(&says, text, head), 0.0, &mut out);
        }
        looks.push(look);
    }
    let looked = levelled(layer.gathers.times(gathered.view()) + &rows, &layer.after_looking);
    let mut wide = layer.widens.times(looked.out.view());
    let narrow_widens = change_widens.add(looked.out.view(), &mut wide);
    let thought = levelled(layer.narrows.times(wide.mapv(gelu).view()) + &looked.out, &layer.after_thinking);
    let narrow = [narrow_asks, narrow_says, narrow_widens];
    Step { rows, asks, offers, says, looks, narrow, looked, wide, thought }
}

/// What a change has to do with a slope of what it gives: its own slopes; what they are to its rows is added to `below`.
fn back_low(low: &Low, rows: &Array2<f32>, narrow: &Array2<f32>, slope: &Array2<f32>, below: &mut Array2<f32>) -> Low {
    let up = narrow.t().dot(slope);
    let narrow_slope = slope.dot(&low.up.t());
    let down = rows.t().dot(&narrow_slope);
    general_mat_mul(1.0, &narrow_slope, &low.down.t(), 1.0, below);
    Low { down, up }
}

fn back(
    layer: &Plain,
    changed: &[Low; 3],
    step: &Step,
    texts: &[Range<usize>],
    slope: Array2<f32>,
) -> (Array2<f32>, [Low; 3]) {
    let [change_asks, change_says, change_widens] = changed;
    let [narrow_asks, narrow_says, narrow_widens] = &step.narrow;
    let thought = back_levelled(&step.thought, &layer.after_thinking, slope);
    let mut wide = layer.narrows.back(&thought);
    wide.zip_mut_with(&step.wide, |slope, x| *slope *= gelu_slope(*x));
    let mut looked = thought;
    looked += &layer.widens.back(&wide);
    let of_widens = back_low(change_widens, &step.looked.out, narrow_widens, &wide, &mut looked);
    let looked = back_levelled(&step.looked, &layer.after_looking, looked);
    let gathered = layer.gathers.back(&looked);
    let (mut asks, mut offers, mut says) =
        (Array2::zeros(looked.raw_dim()), Array2::zeros(looked.raw_dim()), Array2::zeros(looked.raw_dim()));
    for (text, look) in texts.iter().zip(&step.looks) {
        for (head, fits) in look.axis_iter(Axis(0)).enumerate() {
            let out = of_head(&gathered, text, head);
            general_mat_mul(1.0, &fits.t(), &out, 0.0, &mut of_head_mut(&mut says, text, head));
            let mut slopes = out.dot(&of_head(&step.says, text, head).t());
            for (mut slopes, fits) in slopes.axis_iter_mut(Axis(0)).zip(fits.axis_iter(Axis(0))) {
                let usual = slopes.dot(&fits);
                slopes.zip_mut_with(&fits, |slope, fit| *slope = (*slope - usual) * fit);
            }
            general_mat_mul(
                scale(),
                &slopes,
                &of_head(&step.offers, text, head),
                0.0,
                &mut of_head_mut(&mut asks, text, head),
            );
            general_mat_mul(
                scale(),
                &slopes.t(),
                &of_head(&step.asks, text, head),
                0.0,
                &mut of_head_mut(&mut offers, text, head),
            );
        }
    }
    let mut below = looked;
    below += &layer.asks.back(&asks);
    below += &layer.offers.back(&offers);
    below += &layer.says.back(&says);
    let of_asks = back_low(change_asks, &step.rows, narrow_asks, &asks, &mut below);
    let of_says = back_low(change_says, &step.rows, narrow_says, &says, &mut below);
    (below, [of_asks, of_says, of_widens])
}

fn levelled(mut rows: Array2<f32>, norm: &Norm) -> Levelled {
    let factors = rows.axis_iter_mut(Axis(0)).map(to_level).collect();
    let mut out = rows.clone();
    for mut row in out.axis_iter_mut(Axis(0)) {
        for ((one, scale), shift) in row.iter_mut().zip(&norm.scale).zip(&norm.shift) {
            *one = *one * scale + shift;
        }
    }
    Levelled { plain: rows, factors, out }
}

fn to_level(mut row: ArrayViewMut1<'_, f32>) -> f32 {
    let count = row.len() as f32;
    let mean = row.sum() / count;
    let variance = row.iter().map(|one| (one - mean).powi(2)).sum::<f32>() / count;
    let factor = 1.0 / (variance + TINY).sqrt();
    row.mapv_inplace(|one| (one - mean) * factor);
    factor
}

fn back_levelled(levelled: &Levelled, norm: &Norm, mut slope: Array2<f32>) -> Array2<f32> {
    let rows = slope.axis_iter_mut(Axis(0)).zip(levelled.plain.axis_iter(Axis(0))).zip(&levelled.factors);
    for ((mut slope, plain), factor) in rows {
        slope.iter_mut().zip(&norm.scale).for_each(|(one, scale)| *one *= scale);
        let count = slope.len() as f32;
        let (mean, along) = (slope.sum() / count, slope.dot(&plain) / count);
        slope.zip_mut_with(&plain, |one, plain| *one = (*one - mean - plain * along) * factor);
    }
    slope
}

/// How fast the gate x · Φ(x) rises.
fn gelu_slope(x: f32) -> f32 {
    let bell = power(-0.5 * x * x) * 0.398_942_3;
    let share = if x == 0.0 { 0.5 } else { gelu(x) / x };
    share + x * bell
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance and are always the same.
    fn noise(rows: usize, columns: usize, size: f32, seed: &mut u32) -> Array2<f32> {
        Array2::from_shape_simple_fn((rows, columns), || {
            *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((*seed >> 8) as f32 / 8_388_608.0 - 1.0) * size
        })
    }

    fn unpacked(takes: usize, gives: usize, seed: &mut u32) -> Unpacked {
        Unpacked { matrix: noise(takes, gives, 0.08, seed), bias: noise(1, gives, 0.1, seed).row(0).to_owned() }
    }

    fn teacher(seed: &mut u32) -> Teacher {
        let norm = || Norm { scale: vec![1.1; WIDTH], shift: vec![0.05; WIDTH] };
        let layer = |_| Plain {
            asks: unpacked(WIDTH, WIDTH, seed),
            offers: unpacked(WIDTH, WIDTH, seed),
            says: unpacked(WIDTH, WIDTH, seed),
            gathers: unpacked(WIDTH, WIDTH, seed),
            after_looking: norm(),
            widens: unpacked(WIDTH, INNER, seed),
            narrows: unpacked(INNER, WIDTH, seed),
            after_thinking: norm(),
        };
        Teacher { layers: (0..CHANGED).map(layer).collect() }
    }

    /// A figure of what was seen of two texts, and its slopes: the sum of some parts and one whole, weighed by chance.
    fn figure(pass: &Pass, weights: &Array2<f32>) -> f64 {
        let of = |direction: &Vector, row: usize| {
            direction.iter().zip(weights.row(row)).map(|(a, b)| f64::from(a * b)).sum::<f64>()
        };
        let readings = pass.readings();
        of(&readings[0].whole, 0) + of(&readings[0].parts[1], 1) + of(&readings[1].parts[0], 2)
    }

    #[test]
    fn the_way_back_finds_what_small_steps_show() {
        let seed = &mut 7;
        let teacher = teacher(seed);
        let texts = [(6, vec![1..3, 3..6]), (4, vec![0..3, 3..4])]
            .map(|(rows, parts)| Prepared { rows: noise(rows, WIDTH, 1.0, seed), parts });
        let texts: Vec<&Prepared> = texts.iter().collect();
        let numbers: Vec<f32> = noise(1, Adapter::NUMBERS, 0.05, seed).into_iter().collect();
        let weights = noise(3, WIDTH, 1.0, seed);
        let row = |at: usize| Some(weights.row(at).to_vec());
        let slopes = [Slopes { whole: row(0), parts: vec![None, row(1)] }, Slopes { whole: None, parts: vec![row(2)] }];
        let adapter = Adapter::from_numbers(&numbers).unwrap();
        let found = teacher.back(&adapter, &teacher.pass(&adapter, &texts), &slopes);
        assert_eq!(found.len(), numbers.len());
        // In every matrix of every layer the numbers whose slopes are steepest: there a step shows more than rounding does.
        let per_layer = Adapter::NUMBERS / CHANGED;
        for layer in 0..CHANGED {
            for at in [10, 3_500, 6_500, 9_500, 12_500, 16_000] {
                let near = layer * per_layer + at..layer * per_layer + at + 400;
                let at = near.max_by(|a, b| found[*a].abs().total_cmp(&found[*b].abs())).unwrap();
                let moved = |by: f32| {
                    let mut numbers = numbers.clone();
                    numbers[at] += by;
                    figure(&teacher.pass(&Adapter::from_numbers(&numbers).unwrap(), &texts), &weights)
                };
                let step = 0.01;
                let shown = (moved(step) - moved(-step)) / f64::from(2.0 * step);
                let slope = f64::from(found[at]);
                assert!((shown - slope).abs() < 0.03 * slope.abs().max(0.002), "{layer} {at}: {shown} {slope}");
            }
        }
    }
}
