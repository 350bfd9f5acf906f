//! Logistic regression over hashed features, by AdaGrad with a fixed order of rows: the same rows give the same weights.

use rulebook::language::{BUCKETS, root};

/// One row: places of features with repetitions, what it is, and how much it counts.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) places: Vec<u32>,
    pub(crate) is: bool,
    pub(crate) counts: f32,
}

/// Weights by place, and the bias.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    pub(crate) by_place: Vec<f32>,
    pub(crate) bias: f32,
}

/// How long and how carefully to learn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Care {
    pub(crate) rounds: usize,
    pub(crate) step: f32,
    pub(crate) decay: f32,
}

/// Learns from the rows in an order that a fixed seed shuffles anew in each round.
pub(crate) fn learn(rows: &[Row], care: Care) -> Weights {
    let mut weights = Weights { by_place: vec![0.0; BUCKETS], bias: 0.0 };
    let mut moved = vec![1.0_f32; BUCKETS];
    let mut moved_bias = 1.0_f32;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..care.rounds {
        shuffle(&mut order, &mut seed);
        for row in order.iter().filter_map(|at| rows.get(*at)) {
            let scale = 1.0 / root(row.places.len());
            let miss = (rise(odds(&weights, &row.places)) - f32::from(u8::from(row.is))) * row.counts;
            for place in &row.places {
                let at = *place as usize;
                let (Some(weight), Some(moved)) = (weights.by_place.get_mut(at), moved.get_mut(at)) else { continue };
                let slope = miss * scale + care.decay * *weight;
                *moved += slope * slope;
                *weight -= care.step * slope / moved.sqrt();
            }
            moved_bias += miss * miss;
            weights.bias -= care.step * miss / moved_bias.sqrt();
        }
    }
    weights
}

/// The odds of a text with these features.
pub(crate) fn odds(weights: &Weights, places: &[u32]) -> f32 {
    let sum: f32 = places.iter().filter_map(|place| weights.by_place.get(*place as usize)).sum();
    sum / root(places.len()) + weights.bias
}

pub(crate) fn rise(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// Another order, by a seed that goes on.
pub(crate) fn shuffle(order: &mut [usize], seed: &mut u64) {
    for at in (1..order.len()).rev() {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        order.swap(at, usize::try_from(*seed % (at as u64 + 1)).unwrap_or(0));
    }
}

/// Weights as they will be read: eight bits each, with their scale.
pub(crate) fn quantised(weights: &Weights) -> (Weights, f32, Vec<i8>) {
    let largest = weights.by_place.iter().map(|weight| weight.abs()).fold(0.0, f32::max);
    // A few weights beyond the scale are cut, so that the many small ones keep their steps.
    let scale = (largest * 0.5).max(1e-6) / 127.0;
    #[expect(clippy::cast_possible_truncation, reason = "clamped just before")]
    let small: Vec<i8> =
        weights.by_place.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8).collect();
    let by_place = small.iter().map(|weight| f32::from(*weight) * scale).collect();
    (Weights { by_place, bias: weights.bias }, scale, small)
}
