//! `tact check`: the gate on a draft from a file or standard input. No desk is needed.

use std::path::PathBuf;

use clap::Args;
use jiff::tz::TimeZone;
use rulebook::finding::{Finding, Fix, Severity};
use rulebook::gate::{Context, Draft, Passage, Verdict, pass};
use rulebook::house_rules::Checks;
use rulebook::language::Deed;
use serde::Deserialize;
use serde_json::{Value, json};
use words::Words;

use super::draft_in::{batch, known_language, moment, new_text, read_text};
use super::out::Out;
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// The draft: a text or a mail (.eml); `-` or nothing reads standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// The client's mail that it answers.
    #[arg(long, value_name = "FILE")]
    answering: Option<PathBuf>,
    /// The draft's language: en, pl, ru, or auto.
    #[arg(long, default_value = "auto")]
    lang: String,
    /// When it is to leave, such as 2026-11-20T16:30:00+01:00; now when not given.
    #[arg(long, value_name = "TIME")]
    sent_at: Option<String>,
    /// Many drafts: a JSON object a line in, `{"id","text","answering","sent_at"}`, and one a line out.
    #[arg(long)]
    batch: bool,
}

/// A line of a batch.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
    #[serde(default)]
    answering: Option<String>,
    #[serde(default)]
    sent_at: Option<String>,
    #[serde(default)]
    lang: Option<String>,
}

impl Check {
    pub(super) fn run(self, common: &Common, words: &Words) -> Answer {
        let lang = self.lang.clone();
        let language = known_language(&lang, words)?;
        let mut out = Out::new();
        let held = if self.batch {
            self.many(&mut out, language, words)?
        } else {
            self.one(common, &mut out, language, words)?
        };
        out.finish()?;
        Ok(if held { Ending::Findings } else { Ending::Fine })
    }

    /// One draft; is it held?
    fn one(&self, common: &Common, out: &mut Out, language: Option<&str>, words: &Words) -> Result<bool, Failure> {
        let text = read_text(&self.file, words)?;
        let answering = self.answering.as_deref().map(|file| new_text(file, words)).transpose()?;
        let sent = moment(self.sent_at.as_deref(), words)?;
        let draft = Draft { text: &text, answering: answering.as_deref(), language, sent, context: Context::default() };
        let passage =
            pass(&draft, &Checks::default(), None).map_err(|refused| Failure::Refused(words.t(refused.key())))?;
        match common.format {
            Format::Json => out.json(&as_json(&text, &passage, words))?,
            Format::Human => tell(out, &self.file.display().to_string(), &text, &passage, words)?,
        }
        Ok(passage.verdict == Verdict::Hold)
    }

    /// A line of JSON for a line of JSON; is any held?
    fn many(&self, out: &mut Out, language: Option<&str>, words: &Words) -> Result<bool, Failure> {
        let mut held = false;
        for line in batch::<Line>(&self.file, words)? {
            let sent = moment(line.sent_at.as_deref().or(self.sent_at.as_deref()), words)?;
            let language = line.lang.as_deref().filter(|lang| *lang != "auto").or(language);
            let draft = Draft {
                text: &line.text,
                answering: line.answering.as_deref(),
                language,
                sent,
                context: Context::default(),
            };
            let mut answer = match pass(&draft, &Checks::default(), None) {
                Ok(passage) => {
                    held |= passage.verdict == Verdict::Hold;
                    as_json(&line.text, &passage, words)
                }
                Err(refused) => json!({ "refused": words.t(refused.key()) }),
            };
            if let Some(answer) = answer.as_object_mut() {
                answer.insert("id".to_owned(), line.id);
            }
            out.json(&answer)?;
        }
        Ok(held)
    }
}

fn as_json(text: &str, passage: &Passage, words: &Words) -> Value {
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

/// As a compiler tells it: what, where, the words underlined, what would help.
fn tell(out: &mut Out, name: &str, text: &str, passage: &Passage, words: &Words) -> Result<(), Failure> {
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
