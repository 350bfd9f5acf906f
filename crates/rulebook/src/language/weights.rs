//! Trained weights as the files hold them: little-endian f32, one after the other, and what sums over n-grams are divided by.

/// The number at this place of a file; 0 behind its end.
pub(super) fn number(file: &[u8], at: usize) -> f32 {
    let bytes = file.get(at * 4..at * 4 + 4).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    bytes.map_or(0.0, f32::from_le_bytes)
}

/// What a sum over so many n-grams is divided by: a few weigh as much as twenty, for one word tells little.
#[expect(clippy::cast_precision_loss, reason = "counts of n-grams are small")]
pub fn root(count: usize) -> f32 {
    (count.max(20) as f32).sqrt()
}
