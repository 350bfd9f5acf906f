//! Words cut into the pieces the encoder knows: SentencePiece's unigram model, the likeliest way to cut wins.

use crate::bytes::{Reader, put_floats, put_size};
use crate::weights::Damaged;

/// Stands where a word begins.
const BEGIN: char = '\u{2581}';

/// How much less likely an unknown character is than the unlikeliest piece.
const UNKNOWN_PENALTY: f32 = 10.0;

/// The pieces, in the order of their bytes; a piece's place in that order is its id.
pub(crate) struct Pieces {
    text: String,
    ends: Vec<u32>,
    likely: Vec<f32>,
    /// What characters become before cutting, in order.
    becomes: Vec<(char, String)>,
    unknown_likely: f32,
    /// The ids of begin, end and unknown.
    pub(crate) begin: u32,
    pub(crate) end: u32,
    pub(crate) unknown: u32,
}

impl Pieces {
    pub(crate) fn read(from: &mut Reader<'_>) -> Result<Self, Damaged> {
        let (begin, end, unknown) = (from.u32()?, from.u32()?, from.u32()?);
        let count = from.size()?;
        let likely = from.floats(count)?;
        let ends = (0..count).map(|_| from.u32()).collect::<Result<Vec<_>, _>>()?;
        let text_bytes = from.size()?;
        let text = String::from_utf8(from.take(text_bytes)?.to_vec()).map_err(|_| Damaged)?;
        let becomes = (0..from.size()?).map(|_| read_change(from)).collect::<Result<Vec<_>, _>>()?;
        let in_text = |end: &u32| usize::try_from(*end).is_ok_and(|end| text.is_char_boundary(end));
        let special = [begin, end, unknown].iter().all(|id| (*id as usize) < count);
        if !ends.is_sorted() || !ends.iter().all(in_text) || !special {
            return Err(Damaged);
        }
        let unlikeliest = likely.iter().copied().fold(f32::INFINITY, f32::min);
        Ok(Self { text, ends, likely, becomes, unknown_likely: unlikeliest - UNKNOWN_PENALTY, begin, end, unknown })
    }

    /// The ids of a text's pieces, between begin and end, at most `most` of them.
    pub(crate) fn ids(&self, text: &str, most: usize) -> Vec<u32> {
        let mut ids = self.of(text);
        ids.truncate(most);
        ids.insert(0, self.begin);
        ids.push(self.end);
        ids
    }

    /// The ids of a text's pieces, without begin and end.
    pub(crate) fn of(&self, text: &str) -> Vec<u32> {
        self.cut(&self.normal(text))
    }

    /// Characters as the model knows them, one mark where each word begins.
    fn normal(&self, text: &str) -> Vec<char> {
        let mut normal = Vec::with_capacity(text.len() + 1);
        normal.push(BEGIN);
        let mut put = |char: char| {
            let char = if char == ' ' { BEGIN } else { char };
            if char != BEGIN || normal.last() != Some(&BEGIN) {
                normal.push(char);
            }
        };
        for char in text.chars() {
            match self.becomes.binary_search_by_key(&char, |(from, _)| *from) {
                Ok(at) => self.becomes.get(at).into_iter().flat_map(|(_, to)| to.chars()).for_each(&mut put),
                Err(_) => put(char),
            }
        }
        normal
    }

    /// The likeliest way to cut (Viterbi): the best way to each place is the best way to an earlier one and a piece.
    fn cut(&self, chars: &[char]) -> Vec<u32> {
        let mut best: Vec<(f32, usize, u32)> = vec![(f32::NEG_INFINITY, 0, self.unknown); chars.len() + 1];
        if let Some(start) = best.first_mut() {
            start.0 = 0.0;
        }
        for from in 0..chars.len() {
            let so_far = best.get(from).map_or(f32::NEG_INFINITY, |it| it.0);
            let mut offer = |to: usize, likely: f32, id: u32| {
                if let Some(there) = best.get_mut(to).filter(|there| so_far + likely > there.0) {
                    *there = (so_far + likely, from, id);
                }
            };
            offer(from + 1, self.unknown_likely, self.unknown);
            for (length, id) in self.beginnings(chars.get(from..).unwrap_or_default()) {
                offer(from + length, self.likely.get(id as usize).copied().unwrap_or_default(), id);
            }
        }
        let mut ids = Vec::new();
        let mut at = chars.len();
        while let Some((_, from, id)) = best.get(at).copied().filter(|_| at > 0) {
            ids.push(id);
            at = from;
        }
        ids.reverse();
        ids
    }

    /// The pieces that a text begins with: how many characters, and which. The range of pieces that begin like the text
    /// narrows with each character.
    fn beginnings(&self, chars: &[char]) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        let mut prefix = String::new();
        let (mut low, mut high) = (0, self.ends.len());
        for (at, char) in chars.iter().enumerate() {
            prefix.push(*char);
            let range = low..high;
            low = partition(range.clone(), |id| self.piece(id) < prefix.as_str());
            high = partition(low..range.end, |id| self.piece(id).starts_with(&prefix));
            if low >= high {
                break;
            }
            let id = u32::try_from(low).unwrap_or(u32::MAX);
            if self.piece(low) == prefix && ![self.begin, self.end, self.unknown].contains(&id) {
                found.push((at + 1, id));
            }
        }
        found
    }

    fn piece(&self, id: usize) -> &str {
        let end = |id: usize| self.ends.get(id).map_or(0, |end| *end as usize);
        let start = id.checked_sub(1).map_or(0, end);
        self.text.get(start..end(id)).unwrap_or_default()
    }
}

fn read_change(from: &mut Reader<'_>) -> Result<(char, String), Damaged> {
    let char = char::from_u32(from.u32()?).ok_or(Damaged)?;
    let count = from.byte()?;
    let to = (0..count).map(|_| char::from_u32(from.u32()?).ok_or(Damaged)).collect::<Result<_, _>>()?;
    Ok((char, to))
}

/// The first place of a range where `is_before` no longer holds.
fn partition(range: std::ops::Range<usize>, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Writes pieces as [`Pieces::read`] reads them. `pieces` are in order; `special` are the places of begin, end, unknown.
pub(crate) fn write(out: &mut Vec<u8>, pieces: &[(&str, f32)], special: [usize; 3], becomes: &[(char, Vec<char>)]) {
    special.iter().for_each(|place| put_size(out, *place));
    put_size(out, pieces.len());
    put_floats(out, &pieces.iter().map(|(_, likely)| *likely).collect::<Vec<_>>());
    let mut end = 0;
    for (piece, _) in pieces {
        end += piece.len();
        put_size(out, end);
    }
    put_size(out, end);
    pieces.iter().for_each(|(piece, _)| out.extend(piece.as_bytes()));
    put_size(out, becomes.len());
    for (from, to) in becomes {
        out.extend(u32::from(*from).to_le_bytes());
        out.push(u8::try_from(to.len()).unwrap_or(u8::MAX));
        to.iter().for_each(|char| out.extend(u32::from(*char).to_le_bytes()));
    }
}
