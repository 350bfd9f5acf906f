//! What is wrong with a draft, as data: code, words, severity. The sentences for it are in `words`: `finding-<code>`, `fix-<code>`.

use std::ops::Range;

use serde::Serialize;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Said; the mail may go.
    Advice,
    /// The mail waits until somebody has read it again.
    Hold,
}

/// One thing that is wrong, or could be better.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule that says it.
    pub rule: &'static str,
    /// What exactly, such as `heat-edgy`; one rule may know several.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The exact words, in bytes of the draft; empty where something is missing.
    pub span: Range<usize>,
    /// Words that the sentence names, such as a client's question; empty when there are none.
    pub what: String,
}

impl Finding {
    pub(crate) fn advice(rule: &'static str, code: &'static str, span: Range<usize>) -> Self {
        Self { rule, code, severity: Severity::Advice, span, what: String::new() }
    }

    pub(crate) fn naming(mut self, what: &str) -> Self {
        what.clone_into(&mut self.what);
        self
    }
}

/// Every code a finding may have, for whoever gives it words.
pub const CODES: [&str; 9] = [
    "no-next-steps",
    "many-topics",
    "heat-edgy",
    "heat-hot",
    "blame",
    "unanswered",
    "no-reason",
    "no-way-out",
    "guarantee",
];
