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

mod adapting;
mod alone;
mod clients;
mod complaining;
mod declining;
mod dense;
mod drafts;
mod encoders;
mod figures;
mod floors;
mod heads;
mod learnt;
mod logistic;
mod places;
mod readings;
mod samples;
mod slow;
mod split;
mod teaching;
mod telling;
mod train;
mod verdicts;
mod warmth;

use std::io::Write;

use anyhow::Result;
use figures::{Figures, Kind};
use rulebook::language::Sense;
use samples::{Data, HARD, LAST, LOOKED_AT, NEW, TAUGHT};
use split::Side;

/// What is told, in this order.
const TOLD: &[(&str, Kind)] = &[
    ("language", Kind::Right),
    ("asks", Kind::Found),
    ("asks: dates", Kind::Right),
    ("commitments", Kind::Found),
    ("commitments: dates", Kind::Right),
    ("sentences: asks", Kind::Found),
    ("sentences: commitments", Kind::Found),
    ("refusal", Kind::Right),
    ("refusal: way out", Kind::Right),
    ("refusal: reason", Kind::Right),
    ("guarantee", Kind::Right),
    ("blame", Kind::Right),
    ("topics: many or not", Kind::Right),
    ("next steps", Kind::Right),
    ("attachment", Kind::Right),
    ("left open: found", Kind::Right),
    ("left open: no alarm", Kind::Right),
    ("heat: calm held", Kind::Right),
    ("heat: hot held", Kind::Right),
    ("heat: calm advised", Kind::Right),
    ("heat: edgy advised", Kind::Right),
    ("heat: edgy held", Kind::Right),
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

/// `judge`: everybody. `judge last`: those who are looked at when all is decided. `judge tuned [MEASURE]`: those alone that tables are tuned on, with every mistake of a measure. 'own' are authors who wrote for
/// this project and were read while tuning; 'taught' those and the ones on whom sums are fitted; 'hard' and 'new' teach nothing.
fn main() -> Result<()> {
    let data = Data::find();
    let mut out = std::io::stdout().lock();
    if !data.is_there() {
        writeln!(out, "SKIPPED: no labelled mail; name its folder in TACT_TEST_MAIL")?;
        return Ok(());
    }
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words.first().is_some_and(|word| word == "train") {
        let again = match words.get(1).map(String::as_str) {
            None => false,
            Some("again") => true,
            Some(other) => anyhow::bail!("train knows 'again', not '{other}'"),
        };
        return train_all(&data, again, &mut out);
    }
    let shown = words.get(1).cloned();
    let all = [
        ("tuned", Whose::Labelled(Side::Tuned)),
        ("own", Whose::Own(&LOOKED_AT)),
        ("taught", Whose::Own(&TAUGHT)),
        ("kept", Whose::Labelled(Side::Kept)),
        ("hard", Whose::Own(&HARD)),
        ("new", Whose::Own(&NEW)),
    ];
    let last = [("last", Whose::Own(&LAST))];
    let all = if words.first().is_some_and(|word| word == "last") { last.as_slice() } else { all.as_slice() };
    let only_tuned = words.first().is_some_and(|word| word == "tuned");
    let slow = slow::Slow::find()?;
    if slow.is_none() {
        writeln!(out, "the first look alone: no encoder; bin/encoder fetches its weights")?;
    }
    let mut all_fallen = Vec::new();
    for (name, whose) in all.iter().copied().filter(|(_, whose)| !only_tuned || whose.may_be_looked_at()) {
        if let Some(slow) = &slow {
            slow.read_ahead(&whose.texts(&data)?);
        }
        for second in [None, slow.as_ref()].into_iter().take(if slow.is_some() { 2 } else { 1 }) {
            let look = Look { data: &data, whose, name, second, shown: shown.as_deref() };
            all_fallen.extend(look.judge(&mut out)?);
        }
    }
    slow.as_ref().map_or(Ok(()), slow::Slow::keep)?;
    anyhow::ensure!(all_fallen.is_empty(), "{}", all_fallen.join("; "));
    Ok(())
}

/// Whose mails are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// One side of the labelled sets.
    Labelled(Side),
    /// Authors who wrote for this project.
    Own(&'static [&'static str]),
}

impl Whose {
    /// Language and text of every mail.
    fn texts(self, data: &Data) -> Result<Vec<(String, String)>> {
        let (drafts, clients) = match self {
            Self::Labelled(side) => (data.drafts(side)?, data.clients(side)?),
            Self::Own(authors) => (data.own_drafts(authors)?, data.own_clients(authors)?),
        };
        let mut texts: Vec<(String, String)> = drafts.into_iter().map(|it| (it.lang, it.text)).collect();
        texts.extend(clients.into_iter().map(|it| (it.lang, it.text)));
        if let Self::Labelled(side) = self {
            texts.extend(data.toned(side)?.into_iter().map(|it| (it.lang, it.text)));
        }
        Ok(texts)
    }

    /// Mistakes are shown of those alone that tables may be tuned on.
    fn may_be_looked_at(self) -> bool {
        self == Self::Labelled(Side::Tuned) || self == Self::Own(&LOOKED_AT)
    }
}

/// Some mails, read once or twice.
struct Look<'a> {
    data: &'a Data,
    whose: Whose,
    name: &'a str,
    second: Option<&'a slow::Slow>,
    shown: Option<&'a str>,
}

impl Look<'_> {
    /// Measures and tells everything; gives what fell short of its floor.
    fn judge(&self, out: &mut dyn Write) -> Result<Vec<String>> {
        let sense = self.second.map(|slow| slow as &dyn Sense);
        let name = format!("{}/{}", self.name, if sense.is_some() { 2 } else { 1 });
        let mut figures = Figures::default();
        let mut mistakes = Vec::new();
        let mut show = |what: &str, mistake: &str| {
            if self.whose.may_be_looked_at() && self.shown == Some(what) {
                mistakes.push(mistake.replace('\n', " / "));
            }
        };
        match self.whose {
            Whose::Own(authors) => {
                drafts::measure(&self.data.own_drafts(authors)?, sense, &mut figures, &mut show);
                clients::measure(&self.data.own_clients(authors)?, sense, &mut figures, &mut show);
            }
            Whose::Labelled(side) => {
                drafts::measure(&self.data.drafts(side)?, sense, &mut figures, &mut show);
                drafts::measure_sentences(&self.data.toned(side)?, sense, &mut figures, &mut show);
                clients::measure(&self.data.clients(side)?, sense, &mut figures, &mut show);
                self.heat(side, &name, sense, &mut figures, &mut show, out)?;
            }
        }
        for mistake in &mistakes {
            writeln!(out, "{mistake}")?;
        }
        figures.tell(out, &name, TOLD)?;
        if self.whose != Whose::Labelled(Side::Kept) {
            return Ok(Vec::new());
        }
        Ok(floors::fallen(&figures, sense.is_some()).into_iter().map(|it| format!("{name}: {it}")).collect())
    }

    /// Heat of our drafts by level, and of foreign texts.
    fn heat(
        &self,
        side: Side,
        name: &str,
        sense: Option<&dyn Sense>,
        figures: &mut Figures,
        show: &mut dyn FnMut(&str, &str),
        out: &mut dyn Write,
    ) -> Result<()> {
        let (toned, drafts) = (self.data.toned(side)?, self.data.drafts(side)?);
        let mails = toned.iter().map(|mail| (mail.lang.as_str(), mail.text.as_str(), mail.heated));
        let drafts = drafts.iter().map(|draft| (draft.lang.as_str(), draft.text.as_str(), draft.labels.heated));
        let scored = warmth::measure(mails.chain(drafts), sense, figures, show);
        for (what, level) in [("edgy", 1), ("hot", 2)] {
            let pairs: Vec<(f32, bool)> = scored
                .iter()
                .filter(|(_, of)| *of == 0 || *of == level)
                .map(|(score, of)| (*score, *of == level))
                .collect();
            writeln!(out, "{name:<8} heat: AUROC of {what:<4}      {:.3} of {}", warmth::auroc(&pairs), pairs.len())?;
        }
        if side == Side::Kept {
            let foreign = self.data.tone(Side::Kept)?;
            for source in split::FOREIGN_SOURCES {
                let scored = warmth::foreign(&foreign, source, sense);
                writeln!(out, "{name:<8} heat: AUROC on {source} {:.3} of {}", warmth::auroc(&scored), scored.len())?;
            }
        }
        Ok(())
    }
}

/// Trains both looks and writes them where the program embeds them; the second only where the encoder's weights are. `again` leaves what
/// was taught to the encoder as it is.
fn train_all(data: &Data, again: bool, out: &mut dyn Write) -> Result<()> {
    let (model, unseen) = train::train(data)?;
    std::fs::write("crates/rulebook/src/language/heat/model.bin", &model)?;
    writeln!(out, "written: {} bytes", model.len())?;
    let Some(weights) = slow::weights()? else {
        writeln!(out, "the second look stays as it is: no encoder; bin/encoder fetches its weights")?;
        return Ok(());
    };
    let mut tell = |line: String| {
        // Whoever waits so long wants to see it.
        let _ = writeln!(out, "{line}").and_then(|()| out.flush());
    };
    let adapters = if again { teaching::kept()? } else { teaching::adapters(data, &weights, &mut tell)? };
    let (heads, verdicts) = teaching::upon(data, &weights, &adapters, &unseen, &mut tell)?;
    let [ours, ..] = &adapters;
    // Together, for heads fit the adapter that they were learnt upon.
    std::fs::write(slow::ADAPTER, ours)?;
    std::fs::write("crates/rulebook/src/language/heads.bin", &heads)?;
    std::fs::write("crates/rulebook/src/language/weighing.bin", &verdicts)?;
    tell(format!("written: {} and {} bytes", heads.len(), verdicts.len()));
    Ok(())
}
