//! Counts of right and wrong per measure and language, and how they are told. No reading.

use std::collections::BTreeMap;
use std::io::{self, Write};

/// Hits, misses and false alarms; for plain right or wrong only hits and misses.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) hits: f64,
    pub(crate) missed: f64,
    pub(crate) wrong: f64,
}

impl Score {
    pub(crate) fn right(right: bool) -> Self {
        if right { Self { hits: 1.0, ..Self::default() } } else { Self { missed: 1.0, ..Self::default() } }
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.hits += other.hits;
        self.missed += other.missed;
        self.wrong += other.wrong;
    }

    /// F1; the share of right ones when nothing can be a false alarm.
    pub(crate) fn figure(&self) -> f64 {
        if self.wrong == 0.0 && self.missed == 0.0 {
            return if self.hits > 0.0 { 1.0 } else { f64::NAN };
        }
        2.0 * self.hits / (2.0 * self.hits + self.missed + self.wrong)
    }

    /// Share of the found among the real.
    pub(crate) fn share(&self) -> f64 {
        self.hits / (self.hits + self.missed)
    }

    fn precision(&self) -> f64 {
        self.hits / (self.hits + self.wrong)
    }
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// F1 of what was found.
    Found,
    /// Share of right answers.
    Right,
}

/// All measures of one side, per language.
#[derive(Debug, Default)]
pub(crate) struct Figures(BTreeMap<String, BTreeMap<String, Score>>);

impl Figures {
    pub(crate) fn add(&mut self, what: &str, lang: &str, score: Score) {
        let measure = self.0.entry(what.to_owned()).or_default();
        measure.entry(lang.to_owned()).or_default().add(&score);
        measure.entry("all".to_owned()).or_default().add(&score);
    }

    /// One figure; `NaN` when nothing was measured.
    pub(crate) fn figure(&self, what: &str, kind: Kind) -> f64 {
        let score = self.0.get(what).and_then(|by| by.get("all")).copied().unwrap_or_default();
        if kind == Kind::Found { score.figure() } else { score.share() }
    }

    pub(crate) fn tell(&self, out: &mut dyn Write, side: &str, kinds: &[(&str, Kind)]) -> io::Result<()> {
        for (what, kind) in kinds {
            let Some(by_language) = self.0.get(*what) else { continue };
            write!(out, "{side:<8} {what:<24}")?;
            for lang in ["en", "pl", "ru", "all"] {
                let score = by_language.get(lang).copied().unwrap_or_default();
                match kind {
                    Kind::Found => write!(
                        out,
                        "  {lang} F1 {:.2} (P {:.2} R {:.2})",
                        score.figure(),
                        score.precision(),
                        score.share()
                    )?,
                    Kind::Right => {
                        let n = score.hits + score.missed;
                        write!(out, "  {lang} {:5.1} % of {n:<4}", 100.0 * score.share())?;
                    }
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }
}
