//! How well heat is read: our drafts by level, and foreign texts of quite another making.

use rulebook::language::{EDGY, HOT, Sense, heat};

use crate::figures::{Figures, Score};
use crate::samples::Tone;

/// Measures drafts of ours: `(language, text, level)`.
pub(crate) fn measure<'a>(
    mails: impl Iterator<Item = (&'a str, &'a str, u8)>,
    sense: Option<&dyn Sense>,
    figures: &mut Figures,
    show: &mut dyn FnMut(&str, &str),
) -> Vec<(f32, u8)> {
    let mut scored = Vec::new();
    for (lang, text, level) in mails {
        let read = heat(text, Some(lang), sense);
        let (held, advised) = (read.score >= HOT, read.score >= EDGY);
        match level {
            0 => {
                figures.add("heat: calm held", lang, Score::right(held));
                figures.add("heat: calm advised", lang, Score::right(advised));
                if held {
                    show("heat: calm held", text);
                }
            }
            1 => {
                figures.add("heat: edgy advised", lang, Score::right(advised));
                figures.add("heat: edgy held", lang, Score::right(held));
            }
            _ => {
                figures.add("heat: hot held", lang, Score::right(held));
                if !held {
                    show("heat: hot held", text);
                }
            }
        }
        scored.push((read.score, level));
    }
    scored
}

/// How often a heated text scores above a calm one: .5 is chance.
pub(crate) fn auroc(scored: &[(f32, bool)]) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut ranks, mut hostile, mut at) = (0.0, 0.0, 0);
    while at < sorted.len() {
        let value = sorted.get(at).map_or(0.0, |row| row.0);
        let same = sorted.iter().skip(at).take_while(|row| row.0.total_cmp(&value).is_eq());
        let (count, positive) = same.fold((0_usize, 0_usize), |(n, p), row| (n + 1, p + usize::from(row.1)));
        // Equal scores share the middle rank.
        ranks += positive as f64 * (at as f64 + (count as f64 + 1.0) / 2.0);
        hostile += positive as f64;
        at += count;
    }
    let calm = sorted.len() as f64 - hostile;
    (ranks - hostile * (hostile + 1.0) / 2.0) / (hostile * calm)
}

/// Of so many foreign rows one is read a second time: the second look is slow, and the figure hardly moves.
const READ_TWICE: usize = 8;

/// The scores of foreign rows of one source.
pub(crate) fn foreign(rows: &[Tone], source: &str, sense: Option<&dyn Sense>) -> Vec<(f32, bool)> {
    let rows = rows.iter().filter(|row| row.source == source).step_by(if sense.is_some() { READ_TWICE } else { 1 });
    rows.map(|row| (heat(&row.text, Some(&row.lang), sense).score, row.hostile)).collect()
}
