//! Three encoders: the one that is shipped, which every teaching writer taught, and two that half of the writers did not teach. What is
//! learnt upon what an encoder sees is fitted on writers whom neither that nor the encoder had seen. One signal is an exception: how
//! heated a draft is on a second look, told by the heads in the program, is of the encoder that is shipped.

use rulebook::language::{Sense, sensed};

/// What each of the three sees.
pub(crate) type Directions = [Vec<f32>; 3];

/// All of them, by number.
pub(crate) const ALL: [usize; 3] = [OURS, 1, 2];

/// The one that is shipped.
pub(crate) const OURS: usize = 0;

/// The writers whom the second and the third had not seen. Those on whom nothing is fitted taught both.
const HALVES: [&[&str]; 2] = [
    &["T", "V", "H", "X", "B", "L", "O", "c", "f", "3", "6", "8", "D", "A"],
    &["U", "J", "W", "Y", "I", "M", "a", "e", "N", "d", "2", "4", "7", "E", "F"],
];

/// The encoder that had not seen a writer; the one that is shipped where every one had, or for nobody.
pub(crate) fn unseen_by(writer: &str) -> usize {
    HALVES.iter().position(|half| half.contains(&writer)).map_or(OURS, |half| half + 1)
}

/// The encoders.
pub(crate) struct Encoders<'a>(pub(crate) [&'a dyn Sense; 3]);

impl<'a> Encoders<'a> {
    /// The one that is shipped.
    pub(crate) fn ours(&self) -> &'a dyn Sense {
        let [ours, ..] = self.0;
        ours
    }

    /// What they see of a text, and of each of its sentences that is read.
    pub(crate) fn see(&self, text: &str, lang: &str) -> Option<(Directions, Vec<Option<Directions>>)> {
        let [one, two, three] = self.0;
        let of = |sense| sensed(text, Some(lang), sense);
        let (one, two, three) = (of(one)?, of(two)?, of(three)?);
        let parts = one.parts.into_iter().zip(two.parts).zip(three.parts);
        let parts = parts.map(|((one, two), three)| Some([one?, two?, three?]));
        Some(([one.whole, two.whole, three.whole], parts.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{LOOKED_AT, TAUGHT};

    #[test]
    fn whoever_something_is_fitted_on_is_unseen_by_one_encoder() {
        let fitted = TAUGHT.into_iter().filter(|writer| !LOOKED_AT.contains(writer)).chain(["A", "D", "E", "F"]);
        for writer in fitted {
            let halves = HALVES.iter().filter(|half| half.contains(&writer)).count();
            assert_eq!(halves, 1, "{writer}");
            assert_ne!(unseen_by(writer), OURS);
        }
        assert_eq!(unseen_by(""), OURS);
    }
}
