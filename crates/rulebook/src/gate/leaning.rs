//! What a member said of findings of heat, and how far the thresholds follow: a little, never so far that open anger passes, and
//! never for the words that were spoken of: what is held stays held, whatever its writer says of it.

/// What a member says of one finding: once for its words, however often they press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The finding and its words, as [`named`] calls them.
    pub about: String,
    /// 'This was fine.'; else 'Good that you said it.'
    pub fine: bool,
}

/// How far a member's thresholds of heat are moved; zero where nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Leaning {
    /// Added to where an edge begins.
    pub edgy: f32,
    /// Added to where heat begins.
    pub hot: f32,
}

/// The finding of a marked draft.
const EDGY_CODE: &str = "heat-edgy";
/// The finding of a held draft.
const HOT_CODE: &str = "heat-hot";
/// One word moves the thresholds by so much.
const STEP: f32 = 0.02;
/// An edge may begin so much later, or sooner.
const EDGY: (f32, f32) = (-0.08, 0.2);
/// Heat may begin so much later, or sooner: open anger lies far above.
const HOT: (f32, f32) = (-0.04, 0.08);

impl Leaning {
    /// What follows from all that was said, for a draft whose heat stands in these words.
    ///
    /// ```
    /// use rulebook::gate::{Leaning, Said, named};
    ///
    /// let said = [Said { about: named("heat-hot", "You never read."), fine: true }];
    /// assert!(Leaning::of(&said, "Once more: no.").hot > 0.0);
    /// // What is held stays held, whatever is said of it.
    /// assert_eq!(Leaning::of(&said, "You NEVER read!"), Leaning::default());
    /// ```
    pub fn of(said: &[Said], words: &str) -> Self {
        let held = named(HOT_CODE, words);
        let about = |said: &Said, code: &str| said.about.split_once('.').is_some_and(|(of, _)| of == code);
        let lean = |code: &str| -> i64 {
            let other = said.iter().filter(|said| about(said, code) && said.about != held);
            other.map(|said| if said.fine { 1 } else { -1 }).sum()
        };
        Self { edgy: shift(lean(EDGY_CODE), EDGY), hot: shift(lean(HOT_CODE), HOT) }
    }
}

/// A finding with its words, as what is said of it names both: the words by a mark that does not tell them. Case, spaces and
/// punctuation make no other words.
pub fn named(code: &str, words: &str) -> String {
    // FNV-1a: the same on every machine and in every version, for it is kept.
    let letters = words.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase);
    let mark = letters.fold(0xcbf2_9ce4_8422_2325_u64, |mark, letter| {
        (mark ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{code}.{mark:016x}")
}

/// The finding's code, where this names a finding and its words.
pub fn code_of(about: &str) -> Option<&str> {
    let (code, mark) = about.split_once('.')?;
    (mark.len() == 16 && mark.chars().all(|digit| digit.is_ascii_hexdigit())).then_some(code)
}

fn shift(lean: i64, (least, most): (f32, f32)) -> f32 {
    // What does not fit is far beyond the bounds anyway.
    let lean = lean.clamp(-1_000, 1_000) as f32;
    (lean * STEP).clamp(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(code: &str, fine: usize, good: usize) -> Vec<Said> {
        let one = |at: usize, fine| Said { about: named(code, &format!("Words {fine} {at}")), fine };
        (0..fine).map(|at| one(at, true)).chain((0..good).map(|at| one(at, false))).collect()
    }

    #[test]
    fn thresholds_follow_a_little_and_stop() {
        for (fine, good, edgy, hot) in
            [(0, 0, 0.0, 0.0), (1, 0, 0.02, 0.02), (5, 5, 0.0, 0.0), (2_000, 0, 0.2, 0.08), (0, 2_000, -0.08, -0.04)]
        {
            let all = [said(EDGY_CODE, fine, good), said(HOT_CODE, fine, good)].concat();
            let leaning = Leaning::of(&all, "Other words");
            assert!(
                (leaning.edgy - edgy).abs() < 1e-6 && (leaning.hot - hot).abs() < 1e-6,
                "{fine} {good}: {leaning:?}"
            );
        }
    }

    #[test]
    fn what_is_said_of_held_words_weighs_for_others_only() {
        let said = said(HOT_CODE, 1, 0);
        assert_eq!(Leaning::of(&said, "words TRUE, 0!"), Leaning::default());
        assert!(Leaning::of(&said, "Words true 1").hot > 0.0);
        // What was counted before words were told apart weighs nothing.
        let old = [Said { about: HOT_CODE.to_owned(), fine: true }];
        assert_eq!(Leaning::of(&old, "Words"), Leaning::default());
    }

    #[test]
    fn a_name_gives_its_code_back_and_nothing_else_is_one() {
        assert_eq!(code_of(&named(HOT_CODE, "Żółć")), Some(HOT_CODE));
        for wrong in ["heat-hot", "heat-hot.", "heat-hot.12", "heat-hot.zzzzzzzzzzzzzzzz"] {
            assert_eq!(code_of(wrong), None, "{wrong}");
        }
    }
}
