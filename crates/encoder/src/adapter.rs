//! What our mails taught the encoder: small changes of four of its layers (LoRA, Hu et al. 2021). A change of a matrix is the product of a
//! narrow matrix down and one up again; it is added to what the matrix gives, so that the weights themselves stay as they are published.
//! `bin/train` writes the numbers; [`crate::learning`] is the way back through the layers.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView2};

use crate::weights::{Damaged, INNER, WIDTH};

/// The layers that are changed: those between what the model knows of words and where a text is read.
pub(crate) const FIRST: usize = 4;
pub(crate) const CHANGED: usize = 4;

/// How narrow a change is.
pub(crate) const RANK: usize = 8;

/// The three matrices of a layer that are changed: what pieces ask, what they say, and how they think; what each takes and gives.
pub(crate) const MATRICES: [(usize, usize); 3] = [(WIDTH, WIDTH), (WIDTH, WIDTH), (WIDTH, INNER)];

/// What was learnt for this program; none when the file is empty.
pub(crate) static OURS: &[u8] = include_bytes!("adapter.bin");

/// Changes of the layers.
#[derive(Debug, Clone)]
pub struct Adapter {
    layers: Vec<[Low; 3]>,
}

/// A change of one matrix.
#[derive(Debug, Clone)]
pub(crate) struct Low {
    pub(crate) down: Array2<f32>,
    pub(crate) up: Array2<f32>,
}

impl Low {
    /// Adds what the change makes of rows.
    pub(crate) fn add(&self, rows: ArrayView2<'_, f32>, out: &mut Array2<f32>) -> Array2<f32> {
        let narrow = rows.dot(&self.down);
        general_mat_mul(1.0, &narrow, &self.up, 1.0, out);
        narrow
    }
}

impl Adapter {
    /// How many numbers an adapter has.
    pub const NUMBERS: usize = {
        let [asks, says, widens] = MATRICES;
        CHANGED * RANK * (asks.0 + asks.1 + says.0 + says.1 + widens.0 + widens.1)
    };

    /// The numbers of an adapter, each made where it stands: whether it goes down, or up.
    pub fn numbers(make: &mut dyn FnMut(bool) -> f32) -> Vec<f32> {
        let mut numbers = Vec::with_capacity(Self::NUMBERS);
        for (takes, gives) in std::iter::repeat_n(MATRICES, CHANGED).flatten() {
            numbers.extend((0..takes * RANK).map(|_| make(true)));
            numbers.extend((0..RANK * gives).map(|_| make(false)));
        }
        numbers
    }

    /// The adapter of these numbers: layer by layer, place by place, down and then up, row by row.
    ///
    /// # Errors
    /// When they are not [`Self::NUMBERS`].
    pub fn from_numbers(numbers: &[f32]) -> Result<Self, Damaged> {
        if numbers.len() != Self::NUMBERS {
            return Err(Damaged);
        }
        let mut rest = numbers.iter().copied();
        let mut matrix = |rows: usize, columns: usize| {
            Array2::from_shape_vec((rows, columns), rest.by_ref().take(rows * columns).collect()).map_err(|_| Damaged)
        };
        let mut low = |(takes, gives): (usize, usize)| {
            Ok::<_, Damaged>(Low { down: matrix(takes, RANK)?, up: matrix(RANK, gives)? })
        };
        let [asks, says, widens] = MATRICES;
        let layers =
            (0..CHANGED).map(|_| Ok([low(asks)?, low(says)?, low(widens)?])).collect::<Result<_, Damaged>>()?;
        Ok(Self { layers })
    }

    /// The adapter of bytes as [`Self::bytes`] wrote them.
    ///
    /// # Errors
    /// When the bytes are none.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let (halves, rest) = bytes.as_chunks::<2>();
        let numbers: Vec<f32> =
            halves.iter().map(|half| f32::from_bits(u32::from(u16::from_le_bytes(*half)) << 16)).collect();
        if rest.is_empty() { Self::from_numbers(&numbers) } else { Err(Damaged) }
    }

    /// Numbers as a file keeps them: the upper half of each, rounded (bfloat16).
    pub fn bytes(numbers: &[f32]) -> Vec<u8> {
        let half = |number: &f32| {
            let bits = number.to_bits();
            let rounded = bits.wrapping_add(0x7fff + ((bits >> 16) & 1)) >> 16;
            u16::try_from(rounded).unwrap_or_default().to_le_bytes()
        };
        numbers.iter().flat_map(half).collect()
    }

    /// The changes of a layer of the model.
    pub(crate) fn of(&self, layer: usize) -> Option<&[Low; 3]> {
        self.layers.get(layer.checked_sub(FIRST)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_written_the_same() {
        let numbers: Vec<f32> = (0..Adapter::NUMBERS).map(|at| (at as f32 * 0.37).sin() * 0.1).collect();
        let bytes = Adapter::bytes(&numbers);
        let adapter = Adapter::read(&bytes).unwrap();
        let [asks, _, widens] = adapter.of(FIRST).unwrap();
        assert!((asks.down[[0, 1]] - numbers[1]).abs() < 0.001);
        assert_eq!(widens.up.dim(), (RANK, INNER));
        assert!(adapter.of(FIRST - 1).is_none() && adapter.of(FIRST + CHANGED).is_none());
        let again: Vec<f32> = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .map(|two| f32::from_bits(u32::from(u16::from_le_bytes(*two)) << 16))
            .collect();
        assert_eq!(Adapter::bytes(&again), bytes);
        assert!(Adapter::read(&bytes[2..]).is_err() && Adapter::read(&bytes[1..]).is_err());
    }

    #[test]
    fn ours_is_whole_or_empty() {
        assert!(OURS.is_empty() || Adapter::read(OURS).is_ok());
    }
}
