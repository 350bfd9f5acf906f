//! From pieces to a vector: the layers of BERT (Devlin et al. 2018), then the mean of all pieces.

use std::ops::Range;

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut1, Axis, Slice};

use crate::adapter::{Adapter, Low};
use crate::weights::{HEADS, INNER, Layer, Linear, Norm, PLACES, WIDTH, Weights};
use crate::{Reading, Vector};

/// How many numbers each head looks at.
pub(crate) const HEAD: usize = WIDTH / HEADS;

/// Keeps the division of a norm away from zero; the model's own figure.
pub(crate) const TINY: f32 = 1e-12;

/// The vectors of texts given as pieces; of each at most [`PLACES`] count. Together they cost less than one by one.
pub(crate) fn vectors(weights: &Weights, texts: &[Vec<u32>]) -> Vec<Vector> {
    let texts: Vec<&[u32]> = texts.iter().map(|ids| ids.get(..ids.len().min(PLACES)).unwrap_or_default()).collect();
    let rows = rows(weights, &texts, weights.layers.len(), None);
    places(&texts).into_iter().map(|at| direction(rows.slice_axis(Axis(0), at))).collect()
}

/// One text after so many layers, with what changes them: as a whole, and each of its parts, given by where their pieces stand.
pub(crate) fn reading(
    weights: &Weights,
    ids: &[u32],
    parts: &[Range<usize>],
    depth: usize,
    adapter: Option<&Adapter>,
) -> Reading {
    let rows = rows(weights, &[ids], depth, adapter);
    let part = |at: &Range<usize>| direction(rows.slice_axis(Axis(0), Slice::from(at.clone())));
    Reading { whole: direction(rows.view()), parts: parts.iter().map(part).collect() }
}

/// All pieces after so many layers.
pub(crate) fn rows(weights: &Weights, texts: &[&[u32]], depth: usize, adapter: Option<&Adapter>) -> Array2<f32> {
    let mut unpacked = Vec::with_capacity(WIDTH * INNER);
    let mut rows = embedded(weights, texts);
    for (at, layer) in weights.layers.iter().take(depth).enumerate() {
        rows = through(layer, adapter.and_then(|adapter| adapter.of(at)), rows, texts, &mut unpacked);
    }
    rows
}

/// Where the rows of each text stand.
fn places(texts: &[&[u32]]) -> Vec<Slice> {
    let mut end = 0;
    let place = |ids: &&[u32]| {
        let start = end;
        end += ids.len();
        Slice::from(start..end)
    };
    texts.iter().map(place).collect()
}

/// The mean of rows, brought to length one.
pub(crate) fn direction(rows: ArrayView2<'_, f32>) -> Vector {
    let mean = rows.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(WIDTH));
    let length = mean.dot(&mean).sqrt().max(f32::MIN_POSITIVE);
    (mean / length).to_vec()
}

/// Each piece as a row: what it is, and where it stands in its text.
fn embedded(weights: &Weights, texts: &[&[u32]]) -> Array2<f32> {
    let mut rows = Array2::zeros((texts.iter().map(|ids| ids.len()).sum(), WIDTH));
    let pieces = texts.iter().flat_map(|ids| ids.iter().zip(weights.places.chunks_exact(WIDTH)));
    for (mut row, (id, place)) in rows.axis_iter_mut(Axis(0)).zip(pieces) {
        if let Some(row) = row.as_slice_mut() {
            weights.words.row_into(*id as usize, row);
            row.iter_mut().zip(place).for_each(|(one, place)| *one += place);
        }
        level(row, &weights.first);
    }
    rows
}

/// One layer. Pieces look at those of their own text only.
fn through(
    layer: &Layer,
    changed: Option<&[Low; 3]>,
    rows: Array2<f32>,
    texts: &[&[u32]],
    unpacked: &mut Vec<f32>,
) -> Array2<f32> {
    let mut asks = times(&layer.asks, rows.view(), unpacked);
    let offers = times(&layer.offers, rows.view(), unpacked);
    let mut says = times(&layer.says, rows.view(), unpacked);
    if let Some([change_asks, change_says, _]) = changed {
        change_asks.add(rows.view(), &mut asks);
        change_says.add(rows.view(), &mut says);
    }
    let mut looked = Array2::zeros(rows.raw_dim());
    for at in places(texts) {
        let of = |rows: &'_ Array2<f32>| rows.slice_axis(Axis(0), at).to_owned();
        looked.slice_axis_mut(Axis(0), at).assign(&look(&of(&asks), &of(&offers), &of(&says)));
    }
    let mut looked = times(&layer.gathers, looked.view(), unpacked) + rows;
    looked.axis_iter_mut(Axis(0)).for_each(|row| level(row, &layer.after_looking));
    let mut wide = times(&layer.widens, looked.view(), unpacked);
    if let Some([.., change]) = changed {
        change.add(looked.view(), &mut wide);
    }
    if let Some(wide) = wide.as_slice_mut() {
        wide.iter_mut().for_each(|one| *one = gelu(*one));
    }
    let mut thought = times(&layer.narrows, wide.view(), unpacked) + looked;
    thought.axis_iter_mut(Axis(0)).for_each(|row| level(row, &layer.after_thinking));
    thought
}

/// Rows times a matrix, plus its bias. The matrix is unpacked for this once only: memory for speed would be a bad bargain.
fn times(linear: &Linear, rows: ArrayView2<'_, f32>, unpacked: &mut Vec<f32>) -> Array2<f32> {
    let (takes, gives) = (rows.ncols(), linear.bias.len());
    unpacked.resize(takes * gives, 0.0);
    linear.matrix.all_into(unpacked);
    let mut out = Array2::zeros((rows.nrows(), gives));
    for mut row in out.axis_iter_mut(Axis(0)) {
        row.iter_mut().zip(&linear.bias).for_each(|(one, bias)| *one = *bias);
    }
    if let Ok(matrix) = ArrayView2::from_shape((takes, gives), unpacked.as_slice()) {
        general_mat_mul(1.0, &rows, &matrix, 1.0, &mut out);
    }
    out
}

/// Every piece gathers what the others say, by how well their offers fit what it asks; each head for itself.
fn look(asks: &Array2<f32>, offers: &Array2<f32>, says: &Array2<f32>) -> Array2<f32> {
    let scale = 1.0 / (HEAD as f32).sqrt();
    let mut looked = Array2::zeros(asks.raw_dim());
    let mut fits = Array2::zeros((asks.nrows(), asks.nrows()));
    for head in 0..HEADS {
        let of_head = Slice::from(head * HEAD..(head + 1) * HEAD);
        let of = |rows: &'_ Array2<f32>| rows.slice_axis(Axis(1), of_head).to_owned();
        general_mat_mul(scale, &of(asks), &of(offers).t(), 0.0, &mut fits);
        fits.axis_iter_mut(Axis(0)).for_each(shares);
        general_mat_mul(1.0, &fits, &of(says), 0.0, &mut looked.slice_axis_mut(Axis(1), of_head));
    }
    looked
}

/// Softmax: how much of the whole each one gets.
pub(crate) fn shares(mut row: ArrayViewMut1<'_, f32>) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if let Some(row) = row.as_slice_mut() {
        row.iter_mut().for_each(|one| *one = power(*one - most));
    }
    let sum = row.sum();
    row.mapv_inplace(|one| one / sum);
}

/// To mean 0 and variance 1, then scaled and shifted as learnt.
fn level(mut row: ArrayViewMut1<'_, f32>, norm: &Norm) {
    let count = row.len() as f32;
    let mean = row.sum() / count;
    let variance = row.iter().map(|one| (one - mean).powi(2)).sum::<f32>() / count;
    let factor = 1.0 / (variance + TINY).sqrt();
    for ((one, scale), shift) in row.iter_mut().zip(&norm.scale).zip(&norm.shift) {
        *one = (*one - mean) * factor * scale + shift;
    }
}

/// The model's own gate between its two matrices: x · Φ(x), with the error function after Abramowitz and Stegun 7.1.26.
pub(crate) fn gelu(x: f32) -> f32 {
    let z = x * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z.abs());
    let tail = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_7) * t - 0.284_496_74) * t + 0.254_829_6) * t;
    let error = (1.0 - tail * power(-z * z)).copysign(z);
    0.5 * x * (1.0 + error)
}

/// e to the power of a number, to about five places, in steps that a processor can do for many numbers at once: what e
/// needs as a power of two, whole steps put into the exponent, the rest by its series. The library's own takes most of the
/// time of a long text.
pub(crate) fn power(x: f32) -> f32 {
    /// Added to a small number, leaves its whole part in the lowest bits.
    const WHOLE: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 88.0) * std::f32::consts::LOG2_E;
    let shifted = x + WHOLE;
    let rest = (x - (shifted - WHOLE)) * std::f32::consts::LN_2;
    let series = 1.0 / 24.0 + rest * (1.0 / 120.0 + rest * (1.0 / 720.0));
    let series = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * series)));
    f32::from_bits(series.to_bits().wrapping_add(shifted.to_bits() << 23))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_is_the_exact_one_to_six_places() {
        // x · Φ(x) from tables of the normal distribution.
        for (x, expected) in
            [(0.0, 0.0), (1.0, 0.841_344_7), (-1.0, -0.158_655_3), (2.0, 1.954_499_7), (-3.0, -0.004_049_7)]
        {
            assert!((gelu(x) - expected).abs() < 2e-6, "{x}: {}", gelu(x));
        }
    }

    #[test]
    fn powers_are_those_of_the_library() {
        for step in -860..=870 {
            let x = step as f32 * 0.1;
            assert!((power(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} {}", power(x), x.exp());
        }
        assert!(power(f32::NEG_INFINITY) < 1e-30);
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut row = Array1::from_vec(vec![1000.0, 1001.0, 999.0]);
        shares(row.view_mut());
        assert!((row.sum() - 1.0).abs() < 1e-6);
        assert!(row[1] > row[0] && row[0] > row[2]);
    }
}
