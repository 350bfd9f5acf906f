//! Texts to vectors: multilingual-e5-small (MIT), cut down to the words of our three languages, in process.
//!
//! Near vectors mean near sense, whatever the words; what follows from a vector is decided elsewhere. Pure: the weights
//! are given as bytes and no file, clock or network is touched. They are not part of the sources; `bin/encoder` fetches
//! and converts them, and everything that uses them goes on without.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "tests may panic"
    )
)]

mod adapter;
mod bytes;
pub mod convert;
mod forward;
pub mod learning;
mod matrix;
mod pieces;
mod weights;

pub use adapter::Adapter;
pub use weights::{Damaged, Weights};

/// How many numbers a vector has.
pub const WIDTH: usize = 384;

/// Longest text that is read as one, in pieces of words; what is beyond is left out.
pub const LONGEST: usize = 510;

/// A text as a direction: [`WIDTH`] numbers whose squares add up to one.
pub type Vector = Vec<f32>;

/// A text read once.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The whole of it.
    pub whole: Vector,
    /// Each part; zeros where nothing of it was read.
    pub parts: Vec<Vector>,
}

/// So many layers read a text in parts.
const DEPTH: usize = 8;

/// Turns texts into vectors.
pub struct Encoder {
    weights: Weights,
    adapter: Option<Adapter>,
}

impl Encoder {
    /// An encoder with these weights, as [`convert::convert`] wrote them, and with what our mails taught it.
    ///
    /// # Errors
    /// When the bytes are no weights, or cut short.
    pub fn new(bytes: &[u8]) -> Result<Self, Damaged> {
        let ours = (!adapter::OURS.is_empty()).then(|| Adapter::read(adapter::OURS)).transpose()?;
        Self::with(bytes, ours)
    }

    /// The same with another adapter, or with none: the weights as they were published.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn with(bytes: &[u8], adapter: Option<Adapter>) -> Result<Self, Damaged> {
        Ok(Self { weights: Weights::read(bytes)?, adapter })
    }

    /// The vector of a text by the weights as they were published. The same text always gives the same vector.
    ///
    /// Time grows with the number of words up to [`LONGEST`] pieces; an empty text has a vector, too.
    pub fn vector(&self, text: &str) -> Vector {
        self.vectors(&[text]).pop().unwrap_or_default()
    }

    /// The vectors of several texts, in their order; quicker than one by one.
    pub fn vectors(&self, texts: &[&str]) -> Vec<Vector> {
        // The model was trained with this word before texts that are compared with each other.
        let ids = |text: &&str| self.weights.pieces.ids(&format!("query: {text}"), LONGEST);
        forward::vectors(&self.weights, &texts.iter().map(ids).collect::<Vec<_>>())
    }

    /// Reads a text that is given in parts, such as sentences: once, and each part as it stands among the others. What lies
    /// beyond [`LONGEST`] pieces is left out, and a part of which nothing is left is all zeros.
    ///
    /// Only the lower layers read: tone and intent are told apart best there, and the time is two thirds.
    pub fn read(&self, parts: &[&str]) -> Reading {
        let (ids, places) = self.placed(parts);
        forward::reading(&self.weights, &ids, &places, DEPTH, self.adapter.as_ref())
    }

    /// The pieces of a text given in parts, and where those of each part stand.
    fn placed(&self, parts: &[&str]) -> (Vec<u32>, Vec<std::ops::Range<usize>>) {
        let pieces = &self.weights.pieces;
        let mut ids = pieces.ids("query:", LONGEST);
        let end = ids.pop();
        let mut places = Vec::with_capacity(parts.len());
        for part in parts {
            let start = ids.len();
            ids.extend(pieces.of(part));
            ids.truncate(LONGEST);
            places.push(start..ids.len());
        }
        ids.extend(end);
        (ids, places)
    }

    /// How many pieces a text is cut into; time grows with it.
    pub fn pieces(&self, text: &str) -> usize {
        self.weights.pieces.ids(text, usize::MAX).len()
    }
}
