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

mod samples;
mod split;

use std::io::Write;

use anyhow::Result;
use samples::Data;
use split::Side;

fn main() -> Result<()> {
    let data = Data::find();
    let mut out = std::io::stdout().lock();
    if !data.is_there() {
        writeln!(out, "SKIPPED: no labelled mail; name its folder in TACT_TEST_MAIL")?;
        return Ok(());
    }
    for (name, side) in [("tuned", Side::Tuned), ("kept", Side::Kept)] {
        let (drafts, clients) = (data.drafts(side)?.len(), data.clients(side)?.len());
        let (toned, tone) = (data.toned(side)?.len(), data.tone(side)?.len());
        writeln!(out, "{name}: {drafts} drafts, {clients} client mails, {toned} toned mails, {tone} public rows")?;
    }
    Ok(())
}
