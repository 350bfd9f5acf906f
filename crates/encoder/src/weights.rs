//! What the encoder has learnt, read from bytes. How they come about stands in [`crate::convert`].

use crate::bytes::Reader;
use crate::matrix::{Packed, Turned, bytes_of};
use crate::pieces::Pieces;

/// The bytes are no weights of ours, or cut short. `bin/encoder` makes them anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encoder's weights are damaged; bin/encoder makes them anew")]
pub struct Damaged;

/// The first bytes of the file; another form gets another number.
pub(crate) const MARK: &[u8; 8] = b"TACTENC2";

/// Sizes of the model.
pub(crate) const WIDTH: usize = crate::WIDTH;
pub(crate) const INNER: usize = 1536;
pub(crate) const HEADS: usize = 12;
pub(crate) const LAYERS: usize = 12;
pub(crate) const PLACES: usize = 512;

/// Everything the encoder has learnt.
pub struct Weights {
    pub(crate) pieces: Pieces,
    pub(crate) words: Packed,
    /// Place and kind of a piece, added up: [`PLACES`] × [`WIDTH`].
    pub(crate) places: Vec<f32>,
    pub(crate) first: Norm,
    pub(crate) layers: Vec<Layer>,
}

/// A matrix and what is added after it.
pub(crate) struct Linear {
    pub(crate) matrix: Turned,
    pub(crate) bias: Vec<f32>,
}

/// Scale and shift after bringing a vector to mean 0 and variance 1.
pub(crate) struct Norm {
    pub(crate) scale: Vec<f32>,
    pub(crate) shift: Vec<f32>,
}

/// One layer: pieces look at each other, then each thinks for itself.
pub(crate) struct Layer {
    pub(crate) asks: Linear,
    pub(crate) offers: Linear,
    pub(crate) says: Linear,
    pub(crate) gathers: Linear,
    pub(crate) after_looking: Norm,
    pub(crate) widens: Linear,
    pub(crate) narrows: Linear,
    pub(crate) after_thinking: Norm,
}

impl Weights {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut from = Reader::new(bytes);
        if from.take(MARK.len())? != MARK {
            return Err(Damaged);
        }
        let pieces = Pieces::read(&mut from)?;
        let rows = from.size()?;
        let words = Packed::new(from.take(rows.checked_mul(bytes_of(WIDTH)).ok_or(Damaged)?)?, WIDTH);
        let places = from.floats(PLACES * WIDTH)?;
        let first = Norm::read(&mut from)?;
        let layers = (0..LAYERS).map(|_| Layer::read(&mut from)).collect::<Result<_, _>>()?;
        Ok(Self { pieces, words, places, first, layers })
    }
}

impl Norm {
    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(Self { scale: from.floats(WIDTH)?, shift: from.floats(WIDTH)? })
    }
}

impl Linear {
    fn read(from: &mut Reader<'_>, takes: usize, gives: usize) -> Result<Self, Damaged> {
        let matrix = Turned::new(from.take(bytes_of(takes * gives))?, gives);
        Ok(Self { matrix, bias: from.floats(gives)? })
    }
}

impl Layer {
    fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(Self {
            asks: Linear::read(from, WIDTH, WIDTH)?,
            offers: Linear::read(from, WIDTH, WIDTH)?,
            says: Linear::read(from, WIDTH, WIDTH)?,
            gathers: Linear::read(from, WIDTH, WIDTH)?,
            after_looking: Norm::read(from)?,
            widens: Linear::read(from, WIDTH, INNER)?,
            narrows: Linear::read(from, INNER, WIDTH)?,
            after_thinking: Norm::read(from)?,
        })
    }
}
