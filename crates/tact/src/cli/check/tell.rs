//! What the gate saw, as a compiler tells it. Decides nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use rulebook::finding::Severity;
use rulebook::gate::{Passage, Verdict};
use words::Words;

use super::super::Failure;
use super::super::out::Out;

/// As a compiler tells it: what, where, the words underlined, what would help.
pub(super) fn tell(out: &mut Out, name: &str, text: &str, passage: &Passage, words: &Words) -> Result<(), Failure> {
    for finding in &passage.findings {
        let severity = if finding.severity == Severity::Hold { "cli-check-held" } else { "cli-check-advice" };
        out.line(&format!("{}[{}]: {}", words.t(severity), finding.code, words.finding(finding.code, &finding.what)))?;
        let main = place(text, &finding.span);
        // Line by line, as the words stand: the ones meant most, and those that carry it as well.
        let mut lines: BTreeMap<usize, (&str, String)> = BTreeMap::new();
        for (span, mark) in [(&finding.span, "^")].into_iter().chain(finding.also.iter().map(|span| (span, "-"))) {
            let Place { line, column, shown, width } = place(text, span);
            let (_, marks) = lines.entry(line).or_insert_with(|| (shown, String::new()));
            *marks = underlined(marks, column, &mark.repeat(width.max(1)));
        }
        let last = lines.keys().next_back().copied().unwrap_or(main.line);
        let gutter = " ".repeat(last.to_string().len());
        out.line(&format!("{gutter}--> {name}:{}:{}", main.line, main.column))?;
        if !main.shown.is_empty() {
            out.line(&format!("{gutter} |"))?;
            for (line, (shown, marks)) in lines {
                out.line(&format!("{line:>width$} | {shown}\n{gutter} | {marks}", width = gutter.len()))?;
            }
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

/// Where words stand.
struct Place<'a> {
    /// Line and column, in letters from one.
    line: usize,
    column: usize,
    /// The line's text.
    shown: &'a str,
    /// How many letters of it are meant.
    width: usize,
}

fn place<'a>(text: &'a str, span: &Range<usize>) -> Place<'a> {
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or_default().chars().count() + 1;
    let shown = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let meant = text.get(span.clone()).unwrap_or_default().lines().next().unwrap_or_default();
    Place { line, column, shown, width: meant.chars().count() }
}

/// A line of marks with these put in from a column on, counted from one.
fn underlined(marks: &str, column: usize, more: &str) -> String {
    let mut all: Vec<char> = marks.chars().collect();
    let from = column - 1;
    all.resize(all.len().max(from + more.chars().count()), ' ');
    for (slot, mark) in all.iter_mut().skip(from).zip(more.chars()) {
        *slot = mark;
    }
    all.into_iter().collect()
}
