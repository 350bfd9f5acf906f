//! From pieces to a vector: the layers of BERT (Devlin et al. 2018), then the mean of all pieces.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut1, Axis, Slice};

use crate::Vector;
use crate::weights::{HEADS, INNER, Layer, Linear, Norm, PLACES, WIDTH, Weights};

/// How many numbers each head looks at.
const HEAD: usize = WIDTH / HEADS;

/// Keeps the division of a norm away from zero; the model's own figure.
const TINY: f32 = 1e-12;

/// The vector of a text given as pieces; at most [`PLACES`] of them count.
pub(crate) fn vector(weights: &Weights, ids: &[u32]) -> Vector {
    let ids = ids.get(..ids.len().min(PLACES)).unwrap_or_default();
    let mut unpacked = Vec::with_capacity(WIDTH * INNER);
    let mut texts = embedded(weights, ids);
    for layer in &weights.layers {
        texts = through(layer, texts, &mut unpacked);
    }
    let mean = texts.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(WIDTH));
    let length = mean.dot(&mean).sqrt().max(f32::MIN_POSITIVE);
    (mean / length).to_vec()
}

/// Each piece as a row: what it is, and where it stands.
fn embedded(weights: &Weights, ids: &[u32]) -> Array2<f32> {
    let mut rows = Array2::zeros((ids.len(), WIDTH));
    for ((mut row, id), place) in rows.axis_iter_mut(Axis(0)).zip(ids).zip(weights.places.chunks_exact(WIDTH)) {
        if let Some(row) = row.as_slice_mut() {
            weights.words.row_into(*id as usize, row);
            row.iter_mut().zip(place).for_each(|(one, place)| *one += place);
        }
        level(row, &weights.first);
    }
    rows
}

/// One layer.
fn through(layer: &Layer, texts: Array2<f32>, unpacked: &mut Vec<f32>) -> Array2<f32> {
    let asks = times(&layer.asks, texts.view(), unpacked);
    let offers = times(&layer.offers, texts.view(), unpacked);
    let says = times(&layer.says, texts.view(), unpacked);
    let looked = look(&asks, &offers, &says);
    let mut looked = times(&layer.gathers, looked.view(), unpacked) + texts;
    looked.axis_iter_mut(Axis(0)).for_each(|row| level(row, &layer.after_looking));
    let mut wide = times(&layer.widens, looked.view(), unpacked);
    wide.mapv_inplace(gelu);
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
    if let Ok(matrix) = ArrayView2::from_shape((gives, takes), unpacked.as_slice()) {
        general_mat_mul(1.0, &rows, &matrix.t(), 1.0, &mut out);
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
fn shares(mut row: ArrayViewMut1<'_, f32>) {
    let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    row.mapv_inplace(|one| (one - most).exp());
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
fn gelu(x: f32) -> f32 {
    let z = x * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z.abs());
    let tail = ((((1.061_405_4 * t - 1.453_152) * t + 1.421_413_7) * t - 0.284_496_74) * t + 0.254_829_6) * t;
    let error = (1.0 - tail * (-z * z).exp()).copysign(z);
    0.5 * x * (1.0 + error)
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
    fn shares_add_up_to_one() {
        let mut row = Array1::from_vec(vec![1000.0, 1001.0, 999.0]);
        shares(row.view_mut());
        assert!((row.sum() - 1.0).abs() < 1e-6);
        assert!(row[1] > row[0] && row[0] > row[2]);
    }
}
