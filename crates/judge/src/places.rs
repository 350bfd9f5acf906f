//! What a head looks at: a sentence, and for some heads those beside it.

use rulebook::language::{DIRECTION, Head};

use crate::dense::Weights;
use crate::encoders::Directions;
use crate::readings::Reading;

/// The places that a head looks at.
pub(crate) struct Places {
    /// Beside the sentence itself: whether the one before, and the one behind.
    beside: [bool; 2],
    /// What stands for a sentence that is not there or was not read, so that it says nothing: the mean of all.
    mean: Vec<f32>,
    /// Which encoder saw it.
    by: usize,
}

impl Places {
    /// The places of a head, and the mean of all directions that one of the encoders sees.
    pub(crate) fn of(readings: &[Reading], head: Head, by: usize) -> Self {
        let mut mean = vec![0.0_f64; DIRECTION];
        let mut count = 0.0;
        for direction in
            readings.iter().flat_map(|reading| &reading.sentences).filter_map(|it| it.direction.as_ref()?.get(by))
        {
            mean.iter_mut().zip(direction).for_each(|(sum, value)| *sum += f64::from(*value));
            count += 1.0;
        }
        #[expect(clippy::cast_possible_truncation, reason = "directions are kept so")]
        let mean = mean.into_iter().map(|sum| (sum / f64::max(count, 1.0)) as f32).collect();
        Self { beside: head.beside().map(|head| head.is_some()), mean, by }
    }

    /// For each sentence of a mail that was read what the head looks at.
    pub(crate) fn mail(&self, reading: &Reading) -> Vec<Option<Vec<f32>>> {
        let direction =
            |at: Option<usize>| reading.sentences.get(at?)?.direction.as_ref()?.get(self.by).map(Vec::as_slice);
        let of = |at: usize| {
            let own = direction(Some(at))?;
            Some(self.joined(own, [direction(at.checked_sub(1)), direction(Some(at + 1))]))
        };
        (0..reading.sentences.len()).map(of).collect()
    }

    /// What it looks at where a sentence stands alone.
    pub(crate) fn alone(&self, direction: &Directions) -> Vec<f32> {
        self.joined(direction.get(self.by).map(Vec::as_slice).unwrap_or_default(), [None, None])
    }

    fn joined(&self, own: &[f32], beside: [Option<&[f32]>; 2]) -> Vec<f32> {
        let wanted = self.beside.iter().zip(beside).filter(|(wanted, _)| **wanted);
        let more = wanted.flat_map(|(_, direction)| direction.unwrap_or(&self.mean));
        own.iter().chain(more).copied().collect()
    }

    /// The weights of a head and of those that look beside; what these see in the mean is nothing.
    pub(crate) fn heads(&self, head: Head, whole: &Weights) -> Vec<(Head, Weights)> {
        let mut parts = whole.weights.chunks(DIRECTION).map(<[f32]>::to_vec);
        let mut own = Weights { weights: parts.next().unwrap_or_default(), bias: whole.bias };
        let mut heads = Vec::new();
        for (other, weights) in head.beside().into_iter().flatten().zip(parts) {
            let usual: f32 = weights.iter().zip(&self.mean).map(|(weight, value)| weight * value).sum();
            own.bias += usual;
            heads.push((other, Weights { weights, bias: -usual }));
        }
        heads.push((head, own));
        heads
    }
}
