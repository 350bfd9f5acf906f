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
}

/// A matrix in four bits, column by column: what a product with it reads in a row stands in a row. For each block of
/// 32 rows first a half-precision scale for every column, then the rows in pairs, a byte for each column.
pub(crate) struct Turned {
    bytes: Vec<u8>,
    gives: usize,
}

impl Turned {
    /// `bytes` as [`turned`] wrote them for a matrix that gives so many numbers.
    pub(crate) fn new(bytes: &[u8], gives: usize) -> Self {
        Self { bytes: bytes.to_vec(), gives }
    }

    /// Writes the whole matrix into `out`: a row for each number that goes in, a column for each that comes out.
    pub(crate) fn all_into(&self, out: &mut [f32]) {
        let (gives, mut scales) = (self.gives, vec![0.0; self.gives]);
        for (block, out) in self.bytes.chunks_exact(gives * BLOCK_BYTES).zip(out.chunks_exact_mut(gives * BLOCK)) {
            let (halves, pairs) = block.split_at(2 * gives);
            for (scale, bits) in scales.iter_mut().zip(halves.as_chunks::<2>().0) {
                *scale = half(u16::from_le_bytes(*bits));
            }
            for (bytes, rows) in pairs.chunks_exact(gives).zip(out.chunks_exact_mut(2 * gives)) {
                let (first, second) = rows.split_at_mut(gives);
                for (((byte, scale), first), second) in bytes.iter().zip(&scales).zip(first).zip(second) {
                    *first = (f32::from(byte & 15) - 8.0) * scale;
                    *second = (f32::from(byte >> 4) - 8.0) * scale;
                }
            }
        }
    }
}

/// The bytes of a matrix as [`Turned`] reads them, from those that [`Packed`] reads.
pub(crate) fn turned(packed: &[u8], takes: usize) -> Vec<u8> {
    let row_bytes = bytes_of(takes);
    let nibble = |row: &[u8], block: usize, at: usize| {
        let byte = row.get(block * BLOCK_BYTES + 2 + at % (BLOCK / 2)).copied().unwrap_or(0);
        if at < BLOCK / 2 { byte & 15 } else { byte >> 4 }
    };
    let rows: Vec<&[u8]> = packed.chunks_exact(row_bytes).collect();
    let mut out = Vec::with_capacity(packed.len());
    for block in 0..takes / BLOCK {
        let scale = |row: &&[u8]| row.get(block * BLOCK_BYTES..block * BLOCK_BYTES + 2).map(<[u8]>::to_vec);
        out.extend(rows.iter().filter_map(scale).flatten());
        for pair in 0..BLOCK / 2 {
            out.extend(rows.iter().map(|row| nibble(row, block, 2 * pair) | (nibble(row, block, 2 * pair + 1) << 4)));
        }
    }
    out
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
    let (sign, exponent, fraction) =
        (u32::from(bits & 0x8000), u32::from((bits >> 10) & 0x1f), u32::from(bits & 0x3ff));
    match exponent {
        0 => f32::from_bits((sign << 16) | 1.0_f32.to_bits()) * f32::from(bits & 0x3ff) * 2.0_f32.powi(-24),
        0x1f => f32::from_bits((sign << 16) | (0xff << 23) | (fraction << 13)),
        _ => f32::from_bits((sign << 16) | ((exponent + 112) << 23) | (fraction << 13)),
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
    fn a_turned_matrix_holds_the_same_numbers() {
        let (takes, gives) = (2 * BLOCK, 3);
        let packed: Vec<u8> = (0..gives * bytes_of(takes)).map(|at| (at * 37 % 251) as u8 & 0x3f).collect();
        let mut straight = vec![0.0; takes * gives];
        unpack(&packed, &mut straight);
        let mut other = vec![0.0; takes * gives];
        Turned::new(&turned(&packed, takes), gives).all_into(&mut other);
        for row in 0..gives {
            for column in 0..takes {
                assert_eq!(straight[row * takes + column], other[column * gives + row]);
            }
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
