//! `tact inspect`: what Tact reads in a mail. No desk is needed.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use mail::letter::{Letter, Parts};
use mail::read::Hints;
use serde_json::{Value, json};
use words::Words;

use super::out::Out;
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Inspect {
    /// Mails to look at; `-` reads one from standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// More of a file is not read: a mail this large is held.
const LARGEST: u64 = 64 * 1024 * 1024;

impl Inspect {
    pub(super) fn run(self, common: &Common, words: &Words) -> Answer {
        let missing = self.files.iter().find(|file| !file.exists() && file.as_path() != Path::new("-"));
        if let Some(missing) = missing {
            return Err(Failure::Usage(words.t1("cli-file-missing", "path", missing.display().to_string())));
        }
        let mut out = Out::new();
        for file in &self.files {
            let bytes = read(file)?;
            let letter = mail::read::read(&bytes, &Hints::default());
            let parts = mail::reply::split(&letter.text, None);
            match common.format {
                Format::Json => out.json(&as_json(&letter, &parts))?,
                Format::Human => tell(&mut out, words, &letter, &parts)?,
            }
        }
        out.finish()?;
        Ok(Ending::Fine)
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let done = if file == Path::new("-") {
        std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|open| open.take(LARGEST).read_to_end(&mut bytes))
    };
    done.with_context(|| file.display().to_string())?;
    Ok(bytes)
}

fn as_json(letter: &Letter, parts: &Parts) -> Value {
    let reply = parts.new_text();
    let bounce = letter.bounce.as_ref().map(|bounce| json!({ "recipients": bounce.recipients, "hard": bounce.hard }));
    let attachments: Vec<Value> = letter
        .attachments
        .iter()
        .map(|it| json!({ "name": it.name, "type": it.media_type, "bytes": it.bytes.len() }))
        .collect();
    json!({
        "message_id": letter.message_id,
        "from": letter.from.as_ref().map(|party| &party.address),
        "from_name": letter.from.as_ref().map(|party| &party.name),
        "from_raw": letter.from_raw,
        "subject": letter.subject,
        "date": letter.claimed_date.or(letter.arrived),
        "arrived": letter.arrived,
        "language": (!letter.language.is_empty()).then_some(&letter.language),
        "kind": letter.kind.0,
        "bounce": bounce,
        "text": letter.text,
        "reply": reply,
        "quoted": parts.quoted(),
        "signature": parts.signature(),
        "questions": rulebook::language::questions(&reply),
        "attachments": attachments,
        "parent": letter.parent,
        "problems": letter.problems,
        "held": letter.held,
    })
}

fn tell(out: &mut Out, words: &Words, letter: &Letter, parts: &Parts) -> Result<(), Failure> {
    let from = letter.from.as_ref().map_or_else(|| letter.from_raw.clone(), |it| it.address.clone());
    let reply = parts.new_text();
    let mut told = vec![
        ("from", from),
        ("subject", letter.subject.clone()),
        ("date", letter.claimed_date.or(letter.arrived).map(|at| words.exact(at)).unwrap_or_default()),
        ("kind", words.t(&format!("cli-inspect-kind-{}", code(&letter.kind.0).replace('_', "-")))),
        ("language", letter.language.clone()),
        ("held", letter.held.map(|cause| words.t(&format!("held-{}", code(&cause)))).unwrap_or_default()),
    ];
    for recipient in letter.bounce.iter().flat_map(|bounce| &bounce.recipients) {
        told.push(("bounced", format!("{} {} {}", recipient.address, recipient.action, recipient.status)));
    }
    for attachment in &letter.attachments {
        let size = words.size(attachment.bytes.len() as u64);
        told.push(("attachment", format!("{} ({}, {size})", attachment.name, attachment.media_type)));
    }
    for (name, value) in told.iter().filter(|(_, value)| !value.is_empty()) {
        out.line(&format!("{}: {value}", words.t(&format!("cli-inspect-{name}"))))?;
    }
    for (name, text) in [("reply", reply.as_str()), ("quoted", &parts.quoted()), ("signature", &parts.signature())] {
        if !text.trim().is_empty() {
            out.line(&format!("\n── {} ──\n{}", words.t(&format!("cli-inspect-{name}")), text.trim_end()))?;
        }
    }
    let questions = rulebook::language::questions(&reply);
    if !questions.is_empty() {
        out.line(&format!("\n── {} ──", words.t("cli-inspect-questions")))?;
        for question in questions {
            out.line(&format!("• {question}"))?;
        }
    }
    out.line("")
}

fn code(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|it| it.as_str().map(str::to_owned)).unwrap_or_default()
}
