//! What the gate saw, as a compiler tells it. Decides nothing.

use rulebook::finding::{Finding, Severity};
use rulebook::gate::{Passage, Verdict};
use words::Words;

use super::super::Failure;
use super::super::out::Out;

/// As a compiler tells it: what, where, the words underlined, what would help.
pub(super) fn tell(out: &mut Out, name: &str, text: &str, passage: &Passage, words: &Words) -> Result<(), Failure> {
    for finding in &passage.findings {
        let severity = if finding.severity == Severity::Hold { "cli-check-held" } else { "cli-check-advice" };
        out.line(&format!("{}[{}]: {}", words.t(severity), finding.code, words.finding(finding.code, &finding.what)))?;
        let (line, column, shown, width) = place(text, finding);
        let gutter = " ".repeat(line.to_string().len());
        out.line(&format!("{gutter}--> {name}:{line}:{column}"))?;
        if !shown.is_empty() {
            out.line(&format!("{gutter} |\n{line} | {shown}"))?;
            out.line(&format!("{gutter} | {}{}", " ".repeat(column - 1), "^".repeat(width.max(1))))?;
        }
        out.line(&format!("{gutter} = {}: {}\n", words.t("cli-check-fix"), words.fix(finding.code)))?;
    }
    for (key, deeds) in
        [("cli-check-asks", &passage.reading.asks), ("cli-check-commitments", &passage.reading.commitments)]
    {
        for deed in deeds {
            let due = deed.due.map(|due| format!(" ({due})")).unwrap_or_default();
            let quote = text.get(deed.span.clone()).unwrap_or_default().replace('\n', " ");
            out.line(&format!("{}: {quote}{due}", words.t(key)))?;
        }
    }
    let verdict = if passage.verdict == Verdict::Hold { "cli-check-hold" } else { "cli-check-send" };
    out.line(&words.t(verdict))
}

/// Line and column (in letters, from one), the line's text, and how many letters of it are meant.
fn place(text: &str, finding: &Finding) -> (usize, usize, String, usize) {
    let before = text.get(..finding.span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let shown = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default().to_owned();
    let meant = text.get(finding.span.clone()).unwrap_or_default().lines().next().unwrap_or_default();
    (line, column, shown, meant.chars().count())
}
