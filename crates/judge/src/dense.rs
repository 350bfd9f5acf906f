//! Logistic regression over directions, by Newton's method: some ten thousand rows of some hundred numbers each, no chance involved.

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

const ROUNDS: usize = 12;

/// Steps of one round at most, and when to stop: so much of what was wrong at its beginning is left, or so little has moved.
const STEPS: usize = 60;
const LEFT: f64 = 1e-3;
const STILL: f64 = 1e-5;

/// Learns from the rows; `calm` holds the weights small, on numbers brought to mean 0 and variance 1.
pub(crate) fn learn(rows: &[Row<'_>], calm: f64) -> Weights {
    let table = Table::of(rows);
    let mut weights = vec![0.0; table.width];
    for _ in 0..ROUNDS {
        let odds = table.times(&weights);
        let likely: Vec<f64> = odds.iter().map(|odds| 1.0 / (1.0 + (-odds.clamp(-30.0, 30.0)).exp())).collect();
        let miss: Vec<f64> =
            rows.iter().zip(&likely).map(|(row, likely)| row.counts * (likely - f64::from(u8::from(row.is)))).collect();
        let sure: Vec<f64> =
            rows.iter().zip(&likely).map(|(row, likely)| row.counts * likely * (1.0 - likely)).collect();
        let mut slope = table.back(&miss);
        slope
            .iter_mut()
            .zip(&weights)
            .enumerate()
            .for_each(|(at, (slope, weight))| *slope += table.held(at, calm) * weight);
        let step = table.solve(&slope, &sure, calm);
        weights.iter_mut().zip(&step).for_each(|(weight, step)| *weight -= step);
        if length(&step) <= STILL * length(&weights) {
            break;
        }
    }
    let bias = weights.pop().unwrap_or_default();
    let moved: f64 =
        weights.iter().zip(&table.mean).zip(&table.spread).map(|((weight, mean), spread)| weight * mean / spread).sum();
    #[expect(clippy::cast_possible_truncation, reason = "weights are kept so")]
    let small = |value: f64| value as f32;
    Weights {
        weights: weights.iter().zip(&table.spread).map(|(weight, spread)| small(weight / spread)).collect(),
        bias: small(bias - moved),
    }
}

/// Rows brought to mean 0 and variance 1, each with a 1 at its end for the bias.
struct Table {
    width: usize,
    numbers: Vec<f32>,
    mean: Vec<f64>,
    spread: Vec<f64>,
}

/// So many rows are added up in small numbers before the sum goes to a large one.
const TOGETHER: usize = 128;

impl Table {
    fn of(rows: &[Row<'_>]) -> Self {
        let (mean, spread) = scale(rows);
        let width = mean.len() + 1;
        let mut numbers = Vec::with_capacity(rows.len() * width);
        for row in rows {
            #[expect(clippy::cast_possible_truncation, reason = "numbers of about one")]
            let scaled = |((value, mean), spread): ((&f32, &f64), &f64)| ((f64::from(*value) - mean) / spread) as f32;
            numbers.extend(row.direction.iter().zip(&mean).zip(&spread).map(scaled).chain([1.0]));
        }
        Self { width, numbers, mean, spread }
    }

    /// How small the weight at a place is held.
    fn held(&self, at: usize, calm: f64) -> f64 {
        if at + 1 == self.width { 1e-6 } else { calm }
    }

    /// For each row what the weights make of it.
    fn times(&self, weights: &[f64]) -> Vec<f64> {
        #[expect(clippy::cast_possible_truncation, reason = "numbers of about one")]
        let weights: Vec<f32> = weights.iter().map(|weight| *weight as f32).collect();
        self.numbers.chunks_exact(self.width).map(|row| f64::from(product(row, &weights))).collect()
    }

    /// The rows added up, each so many times.
    fn back(&self, times: &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0_f64; self.width];
        for (rows, times) in self.numbers.chunks(self.width * TOGETHER).zip(times.chunks(TOGETHER)) {
            let mut some = vec![0.0_f32; self.width];
            for (row, times) in rows.chunks_exact(self.width).zip(times) {
                #[expect(clippy::cast_possible_truncation, reason = "a share of one row")]
                let times = *times as f32;
                some.iter_mut().zip(row).for_each(|(sum, value)| *sum += times * value);
            }
            sum.iter_mut().zip(&some).for_each(|(sum, some)| *sum += f64::from(*some));
        }
        sum
    }

    /// How far to go back for this slope, where every row bends it so much: by conjugate gradients, which need the rows only
    /// and not their squares.
    fn solve(&self, slope: &[f64], sure: &[f64], calm: f64) -> Vec<f64> {
        let bent = |by: &[f64]| {
            let mut rows = self.times(by);
            rows.iter_mut().zip(sure).for_each(|(row, sure)| *row *= sure);
            let mut out = self.back(&rows);
            out.iter_mut().zip(by).enumerate().for_each(|(at, (out, by))| *out += self.held(at, calm) * by);
            out
        };
        let mut step = vec![0.0; self.width];
        let mut left = slope.to_vec();
        let mut way = left.clone();
        let mut size = square(&left);
        let enough = size * LEFT * LEFT;
        for _ in 0..STEPS {
            if size <= enough {
                break;
            }
            let bend = bent(&way);
            let along: f64 = way.iter().zip(&bend).map(|(way, bend)| way * bend).sum();
            let far = size / along.max(f64::MIN_POSITIVE);
            step.iter_mut().zip(&way).for_each(|(step, way)| *step += far * way);
            left.iter_mut().zip(&bend).for_each(|(left, bend)| *left -= far * bend);
            let next = square(&left);
            way.iter_mut().zip(&left).for_each(|(way, left)| *way = left + next / size * *way);
            size = next;
        }
        step
    }
}

fn square(numbers: &[f64]) -> f64 {
    numbers.iter().map(|number| number * number).sum()
}

fn length(numbers: &[f64]) -> f64 {
    square(numbers).sqrt()
}

/// The sum of products, eight side by side.
fn product(one: &[f32], other: &[f32]) -> f32 {
    let mut sums = [0.0_f32; 8];
    let (ones, rest) = one.as_chunks::<8>();
    let (others, other_rest) = other.as_chunks::<8>();
    for (one, other) in ones.iter().zip(others) {
        sums.iter_mut().zip(one).zip(other).for_each(|((sum, one), other)| *sum += one * other);
    }
    sums.iter().sum::<f32>() + rest.iter().zip(other_rest).map(|(one, other)| one * other).sum::<f32>()
}

/// Mean and spread of every number.
pub(crate) fn scale(rows: &[Row<'_>]) -> (Vec<f64>, Vec<f64>) {
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

#[cfg(test)]
mod tests {
    use rulebook::language::DIRECTION;

    use super::*;

    #[test]
    fn nothing_better_lies_near() {
        let rows: Vec<Vec<f32>> =
            (0..60).map(|at| (0..5).map(|by| ((at * 7 + by * 13) as f32).sin()).collect()).collect();
        let is = |at: usize| (at * 5) % 7 < 3;
        let labelled: Vec<Row<'_>> =
            rows.iter().enumerate().map(|(at, row)| Row { direction: row, is: is(at), counts: 1.0 }).collect();
        let (weights, (_, spread)) = (learn(&labelled, 2.0), scale(&labelled));
        let wrong = |weights: &Weights| {
            let missed: f64 = labelled
                .iter()
                .map(|row| {
                    let odds = f64::from(weights.odds(row.direction));
                    (1.0 + (if row.is { -odds } else { odds }).exp()).ln()
                })
                .sum();
            let held =
                weights.weights.iter().zip(&spread).map(|(weight, spread)| (f64::from(*weight) * spread).powi(2));
            missed + held.sum::<f64>()
        };
        let best = wrong(&weights);
        for at in 0..5 {
            for by in [-0.05, 0.05] {
                let mut other = weights.clone();
                other.weights[at] += by;
                assert!(wrong(&other) > best, "{at} {by}");
            }
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
