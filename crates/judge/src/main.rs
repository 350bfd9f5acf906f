//! Measures and trains what the rulebook reads in mail. A tool of the house; no part of the program.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "tests may panic"
    )
)]

mod clients;
mod drafts;
mod figures;
mod logistic;
mod samples;
mod split;
mod train;
mod warmth;

use std::io::Write;

use anyhow::Result;
use figures::{Figures, Kind};
use samples::Data;
use split::Side;

/// What is told, in this order.
const TOLD: &[(&str, Kind)] = &[
    ("language", Kind::Right),
    ("asks", Kind::Found),
    ("asks: dates", Kind::Right),
    ("commitments", Kind::Found),
    ("commitments: dates", Kind::Right),
    ("refusal", Kind::Right),
    ("refusal: way out", Kind::Right),
    ("refusal: reason", Kind::Right),
    ("guarantee", Kind::Right),
    ("blame", Kind::Right),
    ("topics: many or not", Kind::Right),
    ("next steps", Kind::Right),
    ("attachment", Kind::Right),
    ("unanswered", Kind::Right),
    ("heat: calm held", Kind::Right),
    ("heat: hot held", Kind::Right),
    ("heat: calm advised", Kind::Right),
    ("heat: edgy advised", Kind::Right),
    ("client: asked", Kind::Found),
    ("client: complaint", Kind::Right),
    ("client: grave seen", Kind::Right),
    ("client: emergency", Kind::Right),
    ("client: wants call", Kind::Right),
    ("client: refund", Kind::Right),
    ("client: thanks", Kind::Right),
    ("client: wished date", Kind::Right),
    ("client: expects answer", Kind::Right),
];

/// `judge`: both sides. `judge tuned [MEASURE]`: the tuned side alone, with every mistake of a measure.
fn main() -> Result<()> {
    let data = Data::find();
    let mut out = std::io::stdout().lock();
    if !data.is_there() {
        writeln!(out, "SKIPPED: no labelled mail; name its folder in TACT_TEST_MAIL")?;
        return Ok(());
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "train") {
        let model = train::train(&data)?;
        std::fs::write("crates/rulebook/src/language/heat/model.bin", &model)?;
        writeln!(out, "written: {} bytes", model.len())?;
        return Ok(());
    }
    let shown = words.get(1).cloned();
    let sides: &[(&str, Side)] = match words.first().map(String::as_str) {
        Some("tuned") => &[("tuned", Side::Tuned)],
        _ => &[("tuned", Side::Tuned), ("kept", Side::Kept)],
    };
    for (name, side) in sides {
        let mut figures = Figures::default();
        let mut mistakes = Vec::new();
        let mut show = |what: &str, mistake: &str| {
            if *side == Side::Tuned && shown.as_deref() == Some(what) {
                mistakes.push(mistake.replace('\n', " / "));
            }
        };
        drafts::measure(&data.drafts(*side)?, &mut figures, &mut show);
        clients::measure(&data.clients(*side)?, &mut figures, &mut show);
        heat(&data, *side, name, &mut figures, &mut show, &mut out)?;
        for mistake in &mistakes {
            writeln!(out, "{mistake}")?;
        }
        figures.tell(&mut out, name, TOLD)?;
        if *side == Side::Kept {
            let fallen = fallen(&figures);
            anyhow::ensure!(fallen.is_empty(), "{}", fallen.join("; "));
        }
    }
    Ok(())
}

/// Heat of our drafts by level, and of foreign texts.
fn heat(
    data: &Data,
    side: Side,
    name: &str,
    figures: &mut Figures,
    show: &mut dyn FnMut(&str, &str),
    out: &mut dyn Write,
) -> Result<()> {
    let (toned, drafts) = (data.toned(side)?, data.drafts(side)?);
    let mails = toned.iter().map(|mail| (mail.lang.as_str(), mail.text.as_str(), mail.heated));
    let drafts = drafts.iter().map(|draft| (draft.lang.as_str(), draft.text.as_str(), draft.labels.heated));
    let scored = warmth::measure(mails.chain(drafts), figures, show);
    for (what, level) in [("edgy", 1), ("hot", 2)] {
        let pairs: Vec<(f32, bool)> = scored
            .iter()
            .filter(|(_, of)| *of == 0 || *of == level)
            .map(|(score, of)| (*score, *of == level))
            .collect();
        writeln!(out, "{name:<6} heat: AUROC of {what:<4}      {:.3} of {}", warmth::auroc(&pairs), pairs.len())?;
    }
    if side == Side::Kept {
        let foreign = data.tone(Side::Kept)?;
        for source in split::FOREIGN_SOURCES {
            let scored = warmth::foreign(&foreign, source);
            writeln!(out, "{name:<6} heat: AUROC on {source} {:.3} of {}", warmth::auroc(&scored), scored.len())?;
        }
    }
    Ok(())
}

/// The measures with a floor, on the side that was kept: the least that is not worse than before.
const FLOORS: &[(&str, Kind, f64)] = &[
    ("language", Kind::Right, 0.99),
    ("asks", Kind::Found, 0.70),
    ("asks: dates", Kind::Right, 0.90),
    ("commitments", Kind::Found, 0.66),
    ("commitments: dates", Kind::Right, 0.90),
    ("refusal", Kind::Right, 0.82),
    ("refusal: way out", Kind::Right, 0.65),
    ("heat: hot held", Kind::Right, 0.88),
    ("heat: edgy advised", Kind::Right, 0.70),
    ("client: asked", Kind::Found, 0.84),
    ("client: complaint", Kind::Right, 0.58),
    ("client: grave seen", Kind::Right, 0.66),
    ("client: expects answer", Kind::Right, 0.94),
];

/// The measures with a ceiling.
const CEILINGS: &[(&str, f64)] = &[("heat: calm held", 0.01), ("heat: calm advised", 0.06)];

/// What fell below its floor or rose above its ceiling.
fn fallen(figures: &Figures) -> Vec<String> {
    let below = FLOORS.iter().filter(|(what, kind, floor)| figures.figure(what, *kind) < *floor);
    let above = CEILINGS.iter().filter(|(what, ceiling)| figures.figure(what, Kind::Right) > *ceiling);
    let told = below.map(|(what, _, floor)| format!("{what} is below {floor}"));
    told.chain(above.map(|(what, ceiling)| format!("{what} is above {ceiling}"))).collect()
}
