//! What the gate saw as one line of JSON. The keys are a contract: more may come, none goes.

use jiff::tz::TimeZone;
use rulebook::finding::{Finding, Fix};
use rulebook::gate::Passage;
use rulebook::language::Deed;
use serde_json::{Value, json};
use words::Words;

pub(super) fn as_json(text: &str, passage: &Passage, words: &Words) -> Value {
    let reading = &passage.reading;
    let quote = |span: &std::ops::Range<usize>| text.get(span.clone()).unwrap_or_default();
    let deeds = |deeds: &[Deed]| -> Vec<Value> {
        deeds
            .iter()
            .map(|deed| json!({ "quote": quote(&deed.span), "what": quote(&deed.span), "due": deed.due, "span": [deed.span.start, deed.span.end] }))
            .collect()
    };
    let said = Words::new(reading.language.parse().unwrap_or_default(), TimeZone::UTC);
    let findings: Vec<Value> =
        passage.findings.iter().map(|finding| finding_json(text, finding, words, &said)).collect();
    let refusal = reading.refusal.as_ref();
    let heat_words: Vec<Value> = passage
        .heat
        .markers
        .iter()
        .map(|marker| json!({ "kind": marker.kind, "span": [marker.span.start, marker.span.end], "quote": quote(&marker.span) }))
        .collect();
    json!({
        "language": reading.language,
        "verdict": passage.verdict,
        "heat": passage.heat.score,
        "heat_words": heat_words,
        "findings": findings,
        "asks": deeds(&reading.asks),
        "commitments": deeds(&reading.commitments),
        "refusal": {
            "present": refusal.is_some(),
            "reason": refusal.is_some_and(|refusal| refusal.reason),
            "alternative": refusal.is_some_and(|refusal| refusal.alternative),
        },
        "topics": reading.topics.len().max(1),
        "unanswered": reading.unanswered,
    })
}

fn finding_json(text: &str, finding: &Finding, words: &Words, said: &Words) -> Value {
    json!({
        "rule": finding.rule,
        "code": finding.code,
        "severity": finding.severity,
        "span": [finding.span.start, finding.span.end],
        "quote": text.get(finding.span.clone()).unwrap_or_default(),
        "message": words.finding(finding.code, &finding.what),
        "fix": words.fix(finding.code),
        "apply": finding.fix.as_ref().map(|fix| apply_json(fix, said)),
    })
}

/// What one key would do, with the texts it offers in the draft's language.
fn apply_json(fix: &Fix, said: &Words) -> Value {
    let texts: Vec<String> = fix.choices().iter().map(|choice| said.draft_text(choice)).collect();
    let mut apply = serde_json::to_value(fix).unwrap_or_default();
    if let Some(apply) = apply.as_object_mut().filter(|_| !texts.is_empty()) {
        apply.insert("texts".to_owned(), Value::from(texts));
    }
    apply
}
