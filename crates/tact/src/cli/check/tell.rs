//! What the gate saw, as a compiler tells it. Decides nothing.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use rulebook::finding::Severity;
use rulebook::gate::{Passage, Verdict};
use words::Words;

use super::super::Failure;
use super::super::out::Out;

/// As a compiler tells it: what, where, the words underlined, what would help.
pub(super) fn tell(out: &mut Out, name: &str, text: &str, passage: &Passage, words: &Words) -> Result<(), Failure> {
    for finding in &passage.findings {
        let severity = if finding.severity == Severity::Hold { "cli-check-held" } else { "cli-check-advice" };
        let also = finding.also.iter().map(|span| AnnotationKind::Context.span(span.clone()));
        let snippet = Snippet::source(text).path(name).annotation(AnnotationKind::Primary.span(finding.span.clone()));
        let report = Level::ERROR
            .with_name(words.t(severity))
            .primary_title(words.finding(finding.code, &finding.what))
            .id(finding.code)
            .element(snippet.annotations(also))
            .element(Level::HELP.with_name(words.t("cli-check-fix")).message(words.fix(finding.code)));
        out.line(&format!("{}\n", Renderer::plain().render(&[report])))?;
    }
    for (key, deeds) in
        [("cli-check-asks", &passage.reading.asks), ("cli-check-commitments", &passage.reading.commitments)]
    {
        for deed in deeds {
            let due = deed.due.map(|due| format!(" ({})", words.day(due))).unwrap_or_default();
            let quote = text.get(deed.span.clone()).unwrap_or_default().replace('\n', " ");
            out.line(&format!("{}: {quote}{due}", words.t(key)))?;
        }
    }
    let verdict = match passage.verdict {
        Verdict::Hold => "cli-check-hold",
        Verdict::Send if passage.findings.is_empty() => "cli-check-send",
        Verdict::Send => "cli-check-advised",
    };
    out.line(&words.t(verdict))
}
