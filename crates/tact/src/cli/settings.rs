//! `tact settings`: the desk's settings as one document.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use desk::By;
use desk::settings::{Refused, load, save};
use rulebook::house_rules::{Problem, Settings as Document};
use serde_json::json;
use words::Words;

use super::out::{Out, hint};
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Settings {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Prints the settings as JSON.
    Export,
    /// Checks a document whole and makes it the settings; `-` reads standard input.
    Apply {
        /// The document.
        file: PathBuf,
    },
}

impl Settings {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        match self.what {
            What::Export => {
                let desk = common.place.open_to_read().await?;
                let mut out = Out::new();
                out.document(&load(&desk))?;
                out.finish()?;
                Ok(Ending::Fine)
            }
            What::Apply { file } => apply(common, words, &file).await,
        }
    }
}

async fn apply(common: &Common, words: &Words, file: &Path) -> Answer {
    let text = read(file, words)?;
    // Editors of Windows put a mark before the text that is none of it.
    let value: serde_json::Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(cause) => return refuse(common, words, vec![Wrong::unreadable(&cause)]),
    };
    let document = match Document::read(value) {
        Ok(document) => document,
        Err(problems) => return refuse(common, words, problems.iter().map(|it| Wrong::of(it, words)).collect()),
    };
    let desk = common.place.open().await?;
    let saved = save(&desk, By::Terminal, document, None).await;
    desk.db().close().await;
    match saved {
        Ok(()) if common.format == Format::Json => {
            let mut out = Out::new();
            out.json(&json!({ "applied": true, "problems": [] }))?;
            out.finish()?;
            Ok(Ending::Fine)
        }
        Ok(()) => {
            hint(&words.t("cli-settings-applied"));
            Ok(Ending::Fine)
        }
        Err(Refused::Fault(cause)) => Err(Failure::Fault(cause)),
        Err(refused) => Err(Failure::Refused(refused.to_string())),
    }
}

/// One thing that is wrong, for machines and for people.
struct Wrong {
    path: String,
    message: String,
    said: String,
}

impl Wrong {
    fn of(problem: &Problem, words: &Words) -> Self {
        Self { path: problem.path.clone(), message: problem.to_string(), said: words.problem(problem) }
    }

    fn unreadable(cause: &serde_json::Error) -> Self {
        Self { path: String::new(), message: cause.to_string(), said: cause.to_string() }
    }
}

/// Everything that is wrong, at once.
fn refuse(common: &Common, words: &Words, wrong: Vec<Wrong>) -> Answer {
    let mut out = Out::new();
    if common.format == Format::Json {
        let problems: Vec<_> = wrong.iter().map(|it| json!({ "path": it.path, "message": it.message })).collect();
        out.json(&json!({ "applied": false, "problems": problems }))?;
    } else {
        hint(&words.t("cli-settings-refused"));
        for it in &wrong {
            let path = if it.path.is_empty() { String::new() } else { format!("{}: ", it.path) };
            hint(&format!("  {path}{}", it.said));
        }
    }
    out.finish()?;
    Ok(Ending::Findings)
}

fn read(file: &Path, words: &Words) -> Result<String, Failure> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text)?;
    } else {
        if !file.exists() {
            return Err(Failure::Usage(words.t1("cli-file-missing", "path", file.display().to_string())));
        }
        text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    }
    Ok(text)
}
