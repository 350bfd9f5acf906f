//! A sentence as hashed features: words, pairs of words, pieces of words, marks. No weights.

use super::super::text::Sentence;

/// Places for features; more share a place.
pub const BUCKETS: usize = 1 << 19;

/// Longer words are cut before their pieces are taken.
const LONGEST_WORD: usize = 24;

/// The places of a sentence's features, with repetitions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Features(pub Vec<u32>);

impl Features {
    /// Those of several sentences together.
    pub fn joined(sentences: &[Self]) -> Self {
        Self(sentences.iter().flat_map(|sentence| &sentence.0).copied().collect())
    }

    /// The features of a sentence that stands in `whole`.
    pub(in super::super) fn of(sentence: &Sentence, whole: &str) -> Self {
        let mut places = Vec::with_capacity(sentence.words.len() * 16);
        let mut before = "^";
        for word in &sentence.words {
            places.push(place(b'w', &[word.folded.as_bytes()]));
            places.push(place(b'p', &[before.as_bytes(), b" ", word.folded.as_bytes()]));
            pieces(&word.folded, &mut places);
            if word.shouted && word.folded.chars().count() > 2 {
                places.push(place(b'c', &[b"shouted"]));
            }
            before = &word.folded;
        }
        let text = whole.get(sentence.at.clone()).unwrap_or_default();
        for mark in ["!", "!!", "?!", "??", "...", "…", "\"", "„", "«", ")", ":", "😡", "🤡"] {
            if text.contains(mark) {
                places.push(place(b'm', &[mark.as_bytes()]));
            }
        }
        Self(places)
    }
}

/// Pieces of three to five letters of a word with its borders.
fn pieces(word: &str, places: &mut Vec<u32>) {
    let mut letters: Vec<char> = Vec::with_capacity(LONGEST_WORD + 2);
    letters.push('<');
    letters.extend(word.chars().take(LONGEST_WORD));
    letters.push('>');
    let mut bytes = [0_u8; 24];
    for size in 3..=5 {
        for piece in letters.windows(size) {
            let mut end = 0;
            for letter in piece {
                let mut one = [0_u8; 4];
                for byte in letter.encode_utf8(&mut one).bytes() {
                    if let Some(slot) = bytes.get_mut(end) {
                        *slot = byte;
                        end += 1;
                    }
                }
            }
            places.push(place(b'g', &[bytes.get(..end).unwrap_or_default()]));
        }
    }
}

/// FNV-1a, folded to the number of places.
fn place(kind: u8, parts: &[&[u8]]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    eat(kind);
    for part in parts {
        part.iter().for_each(|byte| eat(*byte));
    }
    let folded = hash ^ (hash >> 29) ^ (hash >> 47);
    u32::try_from(folded % BUCKETS as u64).unwrap_or(0)
}
