//! Numbers kept in four bits: blocks of 32, each with one scale, as the source of the weights keeps them.

/// How many numbers share a scale.
pub(crate) const BLOCK: usize = 32;

/// Bytes of one block: a half-precision scale and 32 times four bits.
pub(crate) const BLOCK_BYTES: usize = 2 + BLOCK / 2;

/// A matrix in four bits, row by row.
pub(crate) struct Packed {
    bytes: Vec<u8>,
    row_bytes: usize,
}

impl Packed {
    /// `columns` is a multiple of [`BLOCK`].
    pub(crate) fn new(bytes: &[u8], columns: usize) -> Self {
        Self { bytes: bytes.to_vec(), row_bytes: bytes_of(columns) }
    }

    /// Writes one row into `out`; nothing for a row that is not there.
    pub(crate) fn row_into(&self, row: usize, out: &mut [f32]) {
        let bytes = self.bytes.get(row * self.row_bytes..(row + 1) * self.row_bytes).unwrap_or_default();
        unpack(bytes, out);
    }

    /// Writes the whole matrix into `out`.
    pub(crate) fn all_into(&self, out: &mut [f32]) {
        unpack(&self.bytes, out);
    }
}

/// How many bytes so many numbers take.
pub(crate) fn bytes_of(numbers: usize) -> usize {
    numbers / BLOCK * BLOCK_BYTES
}

fn unpack(bytes: &[u8], out: &mut [f32]) {
    for (block, out) in bytes.as_chunks::<BLOCK_BYTES>().0.iter().zip(out.as_chunks_mut::<BLOCK>().0) {
        let [low, high, nibbles @ ..] = block;
        let scale = half(u16::from_le_bytes([*low, *high]));
        let (first, second) = out.split_at_mut(BLOCK / 2);
        for ((byte, first), second) in nibbles.iter().zip(first).zip(second) {
            *first = (f32::from(byte & 15) - 8.0) * scale;
            *second = (f32::from(byte >> 4) - 8.0) * scale;
        }
    }
}

/// A half-precision number (IEEE 754 binary16).
fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let fraction = f32::from(bits & 0x3ff);
    match (bits >> 10) & 0x1f {
        0 => sign * fraction * 2.0_f32.powi(-24),
        0x1f if bits & 0x3ff == 0 => sign * f32::INFINITY,
        0x1f => f32::NAN,
        exponent => sign * (1.0 + fraction / 1024.0) * 2.0_f32.powi(i32::from(exponent) - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_read() {
        for (bits, value) in [(0x3c00, 1.0), (0xc000, -2.0), (0x3555, 0.333_251_95), (0x0001, 5.960_464_5e-8), (0, 0.0)]
        {
            assert_eq!(half(bits), value, "{bits:#x}");
        }
    }

    #[test]
    fn a_block_holds_thirty_two_numbers_around_zero() {
        let mut block = vec![0x00, 0x38]; // a half
        block.extend([0x80; 16]); // low nibble 0, high nibble 8
        let mut out = [1.0; BLOCK];
        unpack(&block, &mut out);
        assert_eq!(out[..16], [-4.0; 16]);
        assert_eq!(out[16..], [0.0; 16]);
    }
}
