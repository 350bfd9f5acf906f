//! What a member said of findings of heat, and how far the thresholds follow: a little, and never so far that open anger passes.

/// How often a member said something of findings of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    /// 'This was fine.'
    pub fine: u32,
    /// 'Good that you said it.'
    pub good: u32,
}

/// How far a member's thresholds of heat are moved; zero where nothing was said.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Leaning {
    /// Added to where an edge begins.
    pub edgy: f32,
    /// Added to where heat begins.
    pub hot: f32,
}

/// One word moves the thresholds by so much.
const STEP: f32 = 0.02;
/// An edge may begin so much later, or sooner.
const EDGY: (f32, f32) = (-0.08, 0.2);
/// Heat may begin so much later, or sooner: open anger lies far above.
const HOT: (f32, f32) = (-0.04, 0.08);

impl Leaning {
    /// What follows from what was said of marked and of held drafts.
    ///
    /// ```
    /// use rulebook::gate::{Leaning, Said};
    ///
    /// let fine = Said { fine: 3, good: 1 };
    /// assert!(Leaning::of(fine, Said::default()).edgy > 0.0);
    /// assert_eq!(Leaning::of(Said::default(), Said::default()), Leaning::default());
    /// ```
    pub fn of(edgy: Said, hot: Said) -> Self {
        Self { edgy: shift(edgy, EDGY), hot: shift(hot, HOT) }
    }
}

fn shift(said: Said, (least, most): (f32, f32)) -> f32 {
    // Counts are small; what does not fit is far beyond the bounds anyway.
    let lean = i64::from(said.fine) - i64::from(said.good);
    let lean = lean.clamp(-1_000, 1_000) as f32;
    (lean * STEP).clamp(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_follow_a_little_and_stop() {
        let said = |fine, good| Said { fine, good };
        for (word, edgy, hot) in [
            (said(0, 0), 0.0, 0.0),
            (said(1, 0), 0.02, 0.02),
            (said(5, 5), 0.0, 0.0),
            (said(4_000_000_000, 0), 0.2, 0.08),
            (said(0, 4_000_000_000), -0.08, -0.04),
        ] {
            let leaning = Leaning::of(word, word);
            assert!((leaning.edgy - edgy).abs() < 1e-6 && (leaning.hot - hot).abs() < 1e-6, "{word:?}: {leaning:?}");
        }
    }
}
