//! What is wrong with a draft, as data: code, words, severity, and what one key does about it. The sentences for it are in `words`:
//! `finding-<code>`, `fix-<code>`.

use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::language::Deed;
use crate::people::Side;

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
    /// Other words that carry it as well, in order; most findings have none.
    pub also: Vec<Range<usize>>,
    /// Words that the sentence names, such as a client's question; empty when there are none.
    pub what: String,
    /// What one key does about it; `None` where only a person can.
    pub fix: Option<Fix>,
}

/// What one key does about a finding. Places are bytes of the draft; texts that a fix puts into the draft are keys of `words`,
/// to be told in the draft's language and offered as a choice, never put in silently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Fix {
    /// The sentence becomes a line of the next steps.
    ToNextStep {
        /// The line.
        step: Step,
    },
    /// A list of next steps is put at the end.
    AddNextSteps {
        /// Its lines, in the order of the draft.
        steps: Vec<Step>,
    },
    /// The draft becomes several mails.
    SplitHere {
        /// Where each mail after the first begins.
        at: Vec<usize>,
    },
    /// The draft rests and comes back to its author.
    PutOff,
    /// The sentence is said otherwise.
    MilderWording {
        /// The sentence.
        span: Range<usize>,
        /// Text keys to choose from.
        choices: Vec<&'static str>,
    },
    /// Sentences are begun for what a refusal lacks.
    AddReasonAndOtherWay {
        /// Where they belong.
        at: usize,
        /// Text keys of the beginnings that are missing.
        choices: Vec<&'static str>,
    },
    /// The client's question is put into the draft, to be answered below it.
    AnswerQuestion {
        /// Where.
        at: usize,
        /// As the client put it.
        question: String,
    },
    /// What the writer says they will do goes into the ledger.
    TrackPromise {
        /// The promise.
        step: Step,
    },
    /// Takes an address off the mail.
    RemoveRecipient {
        /// The address.
        address: String,
    },
    /// Takes a file off the mail.
    RemoveAttachment {
        /// Its name.
        name: String,
    },
    /// Opens the choice of files.
    AddAttachment,
    /// Puts the offer of a call into the draft.
    OfferCall {
        /// Where.
        at: usize,
        /// Text keys to choose from.
        choices: Vec<&'static str>,
    },
    /// Leaves later, at the next opening.
    Schedule,
}

/// Who does what by when, as a line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The words it was taken from, in bytes of the draft.
    pub span: Range<usize>,
    /// What is to be done, in the words of the draft.
    pub what: String,
    /// The day it is due.
    pub due: Option<Date>,
    /// Whose it is: theirs when it is asked of the reader, ours when the writer promises it.
    pub side: Side,
}

impl Step {
    /// A deed of the draft as a line.
    pub(crate) fn of(deed: &Deed, draft: &str, side: Side) -> Self {
        let what = draft.get(deed.span.clone()).unwrap_or_default();
        let what = what.trim().trim_end_matches(['.', '!', ',', ';', ':', ' ']);
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { span: deed.span.clone(), what, due: deed.due, side }
    }
}

impl Finding {
    pub(crate) fn advice(rule: &'static str, code: &'static str, span: Range<usize>) -> Self {
        Self { rule, code, severity: Severity::Advice, span, also: Vec::new(), what: String::new(), fix: None }
    }

    pub(crate) fn naming(mut self, what: &str) -> Self {
        what.clone_into(&mut self.what);
        self
    }

    pub(crate) fn mended_by(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

impl Fix {
    /// The texts that it offers to put into the draft; empty when it offers none.
    pub fn choices(&self) -> &[&'static str] {
        match self {
            Self::MilderWording { choices, .. }
            | Self::AddReasonAndOtherWay { choices, .. }
            | Self::OfferCall { choices, .. } => choices,
            _ => &[],
        }
    }
}

/// Every code a finding may have, for whoever gives it words.
pub const CODES: &[&str] = &[
    "ask-in-text",
    "no-next-steps",
    "many-topics",
    "heat-edgy",
    "heat-hot",
    "blame",
    "unanswered",
    "no-reason",
    "no-way-out",
    "guarantee",
    "untracked-promise",
    "other-client",
    "other-file",
    "nothing-attached",
    "newcomer",
    "colleague",
    "call-wished",
    "to-and-fro",
    "call-for-complaint",
    "off-work",
];

/// Every text that a fix may put into a draft, for whoever gives it words.
pub const CHOICES: &[&str] = &[
    "milder-facts",
    "milder-together",
    "milder-summary",
    "milder-ask",
    "milder-plain",
    "milder-effort",
    "milder-hope",
    "begin-reason",
    "begin-other-way",
    "offer-call",
    "offer-call-times",
];
