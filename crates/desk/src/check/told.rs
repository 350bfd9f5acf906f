//! What the gate saw, as machines are told: at the terminal, line by line, by the API. One type for all of them, whose names are
//! a contract: more may come, none goes.

use std::ops::Range;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rulebook::finding::{Finding, Fix, Severity};
use rulebook::gate::{Passage, Verdict};
use rulebook::language::Deed;
use serde::Serialize;
use words::Words;

/// A draft as the gate read it. Places are bytes of the text in UTF-8: where it begins and where it ends.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// `en`, `pl` or `ru`.
    pub language: &'static str,
    /// Which look had the last word: 1, by words alone, or 2, with the sentence encoder.
    pub tier: u8,
    /// May it go?
    pub verdict: Verdict,
    /// How heated it is, from 0 to 1.
    pub heat: f32,
    /// The words that carry it.
    pub heat_words: Vec<HeatWord>,
    /// What is wrong, in the order of the draft.
    pub findings: Vec<ToldFinding>,
    /// What the reader should do.
    pub asks: Vec<ToldDeed>,
    /// What we say we will do.
    pub commitments: Vec<ToldDeed>,
    /// Whether and how it declines.
    pub refusal: ToldRefusal,
    /// How many things it is about.
    pub topics: usize,
    /// Questions of the client that it leaves open, as the client put them.
    pub unanswered: Vec<String>,
}

/// Words that carry heat.
#[derive(Debug, Clone, Serialize)]
pub struct HeatWord {
    /// How, such as `shouting`.
    pub kind: &'static str,
    /// Where they stand.
    pub span: [usize; 2],
    /// The words.
    pub quote: String,
}

/// One thing that is wrong, or could be better, with its sentences.
#[derive(Debug, Clone, Serialize)]
pub struct ToldFinding {
    /// The rule that says it.
    pub rule: &'static str,
    /// What exactly, such as `heat-edgy`.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// Where; an empty place where something is missing.
    pub span: [usize; 2],
    /// The words there.
    pub quote: String,
    /// Where else it is; most have one place.
    pub also: Vec<[usize; 2]>,
    /// Why, in a sentence.
    pub message: String,
    /// What would help, in a sentence.
    pub fix: String,
    /// What one key does about it; nothing where only a person can.
    pub apply: Option<Apply>,
}

/// What one key does about a finding, with the texts it offers in the draft's language.
#[derive(Debug, Clone, Serialize)]
pub struct Apply {
    #[serde(flatten)]
    fix: Fix,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    texts: Vec<String>,
}

/// Something somebody is to do.
#[derive(Debug, Clone, Serialize)]
pub struct ToldDeed {
    /// The words of the draft.
    pub quote: String,
    /// What is to be done.
    pub what: String,
    /// The day it is due, where one is said.
    pub due: Option<Date>,
    /// Where it stands.
    pub span: [usize; 2],
}

/// Whether and how a draft declines.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ToldRefusal {
    /// It declines.
    pub present: bool,
    /// It says why.
    pub reason: bool,
    /// It offers another way.
    pub alternative: bool,
}

impl Told {
    /// What the gate saw in `text`, said in the reader's language.
    pub fn of(text: &str, passage: &Passage, words: &Words) -> Self {
        let reading = &passage.reading;
        let said = Words::new(reading.language.parse().unwrap_or_default(), TimeZone::UTC);
        let refusal = reading.refusal.as_ref();
        let markers = passage.heat.markers.iter();
        Self {
            language: reading.language,
            tier: passage.tier(),
            verdict: passage.verdict,
            heat: passage.heat.score,
            heat_words: markers
                .map(|it| HeatWord { kind: it.kind, span: place(&it.span), quote: quote(text, &it.span) })
                .collect(),
            findings: passage.findings.iter().map(|it| finding(text, it, words, &said)).collect(),
            asks: reading.asks.iter().map(|it| deed(text, it)).collect(),
            commitments: reading.commitments.iter().map(|it| deed(text, it)).collect(),
            refusal: ToldRefusal {
                present: refusal.is_some(),
                reason: refusal.is_some_and(|refusal| refusal.reason),
                alternative: refusal.is_some_and(|refusal| refusal.alternative),
            },
            topics: reading.topics.len().max(1),
            unanswered: reading.unanswered.clone(),
        }
    }
}

fn finding(text: &str, finding: &Finding, words: &Words, said: &Words) -> ToldFinding {
    ToldFinding {
        rule: finding.rule,
        code: finding.code,
        severity: finding.severity,
        span: place(&finding.span),
        quote: quote(text, &finding.span),
        also: finding.also.iter().map(place).collect(),
        message: words.finding(finding.code, &finding.what),
        fix: words.fix(finding.code),
        apply: finding.fix.clone().map(|fix| {
            let texts = fix.choices().iter().map(|choice| said.draft_text(choice)).collect();
            Apply { fix, texts }
        }),
    }
}

fn deed(text: &str, deed: &Deed) -> ToldDeed {
    let quote = quote(text, &deed.span);
    ToldDeed { what: quote.clone(), quote, due: deed.due, span: place(&deed.span) }
}

fn place(span: &Range<usize>) -> [usize; 2] {
    [span.start, span.end]
}

fn quote(text: &str, span: &Range<usize>) -> String {
    text.get(span.clone()).unwrap_or_default().to_owned()
}
