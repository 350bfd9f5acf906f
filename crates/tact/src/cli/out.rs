//! What is said on the terminal: answers on standard output, hints on standard error. Never mixed.

use std::io::{self, BufWriter, StdoutLock, Write};

use comfy_table::presets::NOTHING;
use comfy_table::{Cell, ContentArrangement, Table};
use serde::Serialize;
use serde_json::json;
use words::Words;

use super::{Answer, Common, Ending, Failure, Format};

/// Standard output, written in large pieces.
pub(super) struct Out(BufWriter<StdoutLock<'static>>);

impl Out {
    /// Takes standard output.
    pub(super) fn new() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    /// One line of text.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        Ok(writeln!(self.0, "{}", harmless(text))?)
    }

    /// One JSON value on a line of its own.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer(&mut self.0, value).map_err(io::Error::from)?;
        Ok(self.0.write_all(b"\n")?)
    }

    /// A JSON document for people and machines.
    pub(super) fn document(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        serde_json::to_writer_pretty(&mut self.0, value).map_err(io::Error::from)?;
        Ok(self.0.write_all(b"\n")?)
    }

    /// A table without lines, as wide as the terminal.
    pub(super) fn table(&mut self, head: &[String], rows: &[Vec<String>]) -> Result<(), Failure> {
        let mut table = Table::new();
        table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(head.iter().map(Cell::new));
        for row in rows {
            table.add_row(row.iter().map(Cell::new));
        }
        self.line(&table.to_string())
    }

    /// Everything written reaches the reader.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        Ok(self.0.flush()?)
    }
}

/// A word to the person at the terminal; no part of the answer.
pub(super) fn hint(text: &str) {
    // When nobody can read it, nothing is lost.
    let _ = writeln!(io::stderr().lock(), "{}", harmless(text));
}

/// Says that something about an address was done.
pub(super) fn was_done(common: &Common, words: &Words, key: &str, address: &str) -> Answer {
    match common.format {
        Format::Human => hint(&words.t1(key, "address", address)),
        Format::Json => {
            let mut out = Out::new();
            out.json(&json!({ "address": address, "done": true }))?;
            out.finish()?;
        }
    }
    Ok(Ending::Fine)
}

/// What strangers wrote must not steer the terminal: control characters are shown as U+FFFD, marks that turn the
/// direction of writing are left out.
fn harmless(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c };
    text.chars().filter(|c| !turns(*c)).map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_strangers_wrote_does_not_steer_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{9b}c\r\u{202e}d\n\te"), "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d\n\te");
    }
}
