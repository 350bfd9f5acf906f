//! Logistic regression over directions, by Newton's method: few rows, few hundred numbers each, no chance involved.

/// A direction, what it is, and how much it counts.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    pub(crate) direction: &'a [f32],
    pub(crate) is: bool,
    pub(crate) counts: f64,
}

/// Weights of a direction, and the bias.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    pub(crate) weights: Vec<f32>,
    pub(crate) bias: f32,
}

impl Weights {
    pub(crate) fn odds(&self, direction: &[f32]) -> f32 {
        self.weights.iter().zip(direction).map(|(weight, value)| weight * value).sum::<f32>() + self.bias
    }
}

const ROUNDS: usize = 8;

/// Learns from the rows; `calm` holds the weights small, on numbers brought to mean 0 and variance 1.
pub(crate) fn learn(rows: &[Row<'_>], calm: f64) -> Weights {
    let (mean, spread) = scale(rows);
    let scaled: Vec<Vec<f64>> = rows
        .iter()
        .map(|row| {
            let values = row.direction.iter().zip(&mean).zip(&spread);
            values.map(|((value, mean), spread)| (f64::from(*value) - mean) / spread).chain([1.0]).collect()
        })
        .collect();
    let mut weights = vec![0.0; mean.len() + 1];
    for _ in 0..ROUNDS {
        let step = newton(rows, &scaled, &weights, calm);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight -= step);
    }
    let bias = weights.pop().unwrap_or_default();
    let moved: f64 =
        weights.iter().zip(&mean).zip(&spread).map(|((weight, mean), spread)| weight * mean / spread).sum();
    #[expect(clippy::cast_possible_truncation, reason = "weights are kept so")]
    let small = |value: f64| value as f32;
    Weights {
        weights: weights.iter().zip(&spread).map(|(weight, spread)| small(weight / spread)).collect(),
        bias: small(bias - moved),
    }
}

fn scale(rows: &[Row<'_>]) -> (Vec<f64>, Vec<f64>) {
    let count = rows.len().max(1) as f64;
    let size = rows.first().map_or(0, |row| row.direction.len());
    let mut mean = vec![0.0; size];
    for row in rows {
        mean.iter_mut().zip(row.direction).for_each(|(sum, value)| *sum += f64::from(*value) / count);
    }
    let mut spread = vec![0.0; size];
    for row in rows {
        let apart = row.direction.iter().zip(&mean).map(|(value, mean)| f64::from(*value) - mean);
        spread.iter_mut().zip(apart).for_each(|(sum, apart)| *sum += apart * apart / count);
    }
    (mean, spread.into_iter().map(|sum: f64| sum.sqrt() + 1e-6).collect())
}

/// How far to go back from these weights.
fn newton(rows: &[Row<'_>], scaled: &[Vec<f64>], weights: &[f64], calm: f64) -> Vec<f64> {
    let size = weights.len();
    let held = |at: usize| if at + 1 == size { 1e-6 } else { calm };
    let mut slope: Vec<f64> = weights.iter().enumerate().map(|(at, weight)| held(at) * weight).collect();
    let mut bend: Vec<Vec<f64>> = (0..size)
        .map(|at| {
            let mut row = vec![0.0; at + 1];
            row.iter_mut().rev().take(1).for_each(|diagonal| *diagonal = held(at));
            row
        })
        .collect();
    for (row, values) in rows.iter().zip(scaled) {
        let odds: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
        let likely = 1.0 / (1.0 + (-odds.clamp(-30.0, 30.0)).exp());
        let miss = row.counts * (likely - f64::from(u8::from(row.is)));
        let sure = row.counts * likely * (1.0 - likely);
        slope.iter_mut().zip(values).for_each(|(slope, value)| *slope += miss * value);
        for (bend, value) in bend.iter_mut().zip(values) {
            let factor = sure * value;
            bend.iter_mut().zip(values).for_each(|(bend, value)| *bend += factor * value);
        }
    }
    solve(bend, slope)
}

/// Solves a symmetric system given by its lower half, after Cholesky.
fn solve(mut lower: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    for at in 0..lower.len() {
        let (above, rest) = lower.split_at_mut(at);
        let Some(row) = rest.first_mut() else { break };
        for column in 0..=at {
            let other = if column == at { None } else { above.get(column) };
            let sum: f64 = match other {
                Some(other) => row.iter().zip(other).take(column).map(|(a, b)| a * b).sum(),
                None => row.iter().take(column).map(|a| a * a).sum(),
            };
            let diagonal = other.and_then(|other| other.get(column)).copied();
            if let Some(cell) = row.get_mut(column) {
                *cell = diagonal.map_or_else(|| (*cell - sum).max(1e-12).sqrt(), |diagonal| (*cell - sum) / diagonal);
            }
        }
    }
    for at in 0..lower.len() {
        let Some(row) = lower.get(at) else { break };
        let sum: f64 = row.iter().zip(&right).take(at).map(|(a, b)| a * b).sum();
        let diagonal = row.get(at).copied().unwrap_or(1.0);
        if let Some(cell) = right.get_mut(at) {
            *cell = (*cell - sum) / diagonal;
        }
    }
    for at in (0..lower.len()).rev() {
        let below = lower.iter().zip(&right).skip(at + 1);
        let sum: f64 = below.map(|(row, value)| row.get(at).copied().unwrap_or(0.0) * value).sum();
        let diagonal = lower.get(at).and_then(|row| row.get(at)).copied().unwrap_or(1.0);
        if let Some(cell) = right.get_mut(at) {
            *cell = (*cell - sum) / diagonal;
        }
    }
    right
}

#[cfg(test)]
mod tests {
    use rulebook::language::DIRECTION;

    use super::*;

    #[test]
    fn a_symmetric_system_is_solved() {
        let lower = vec![vec![4.0], vec![2.0, 5.0], vec![1.0, 3.0, 6.0]];
        let solved = solve(lower, vec![11.0, 21.0, 25.0]);
        for (found, right) in solved.iter().zip([1.0, 2.0, 3.0]) {
            assert!((found - right).abs() < 1e-9, "{solved:?}");
        }
    }

    #[test]
    fn what_lies_apart_is_told_apart() {
        let make = |at: usize, up: bool| {
            let mut row = vec![0.0_f32; DIRECTION];
            row[0] = if up { 1.0 } else { -1.0 };
            row[1] = (at % 3) as f32;
            row
        };
        let rows: Vec<Vec<f32>> = (0..20).map(|at| make(at, at % 2 == 0)).collect();
        let labelled = rows.iter().enumerate().map(|(at, row)| Row { direction: row, is: at % 2 == 0, counts: 1.0 });
        let weights = learn(&labelled.collect::<Vec<_>>(), 1.0);
        assert!(rows.iter().enumerate().all(|(at, row)| (weights.odds(row) > 0.0) == (at % 2 == 0)));
    }
}
