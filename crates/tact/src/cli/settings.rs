//! `tact settings`: the desk's settings as one document.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Subcommand};
use desk::By;
use desk::settings::{Refused, load, save};
use rulebook::house_rules::Settings as Document;
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
    let text = read(file)?;
    let document: Document = match serde_json::from_str(&text) {
        Ok(document) => document,
        Err(cause) => return refuse(common, words, &[("", cause.to_string())]),
    };
    if let Err(problems) = document.validate() {
        let told: Vec<(&str, String)> =
            problems.iter().map(|problem| (problem.path.as_str(), problem.to_string())).collect();
        return refuse(common, words, &told);
    }
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

/// Everything that is wrong, at once.
fn refuse(common: &Common, words: &Words, problems: &[(&str, String)]) -> Answer {
    let mut out = Out::new();
    if common.format == Format::Json {
        let problems: Vec<_> =
            problems.iter().map(|(path, message)| json!({ "path": path, "message": message })).collect();
        out.json(&json!({ "applied": false, "problems": problems }))?;
    } else {
        hint(&words.t("cli-settings-refused"));
        for (_, message) in problems {
            hint(&format!("  {message}"));
        }
    }
    out.finish()?;
    Ok(Ending::Findings)
}

fn read(file: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().lock().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    }
    Ok(text)
}
