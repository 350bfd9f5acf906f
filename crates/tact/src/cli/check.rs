//! `tact check`: the gate on a draft from a file or standard input. No desk is needed; where there is one, its house rules count.

mod tell;

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use desk::check::Told;
use desk::check::outside::{self, Ground, HandedIn};
use desk::clock::{Clock, SystemClock};
use rulebook::gate::Verdict;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use words::Words;

use super::draft_in::{Text, batch, new_text, read_draft};
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
    /// When it is to leave, such as 2026-11-20T16:30:00+01:00; when not given, the date of a mail (.eml), or now.
    #[arg(long, value_name = "TIME")]
    sent_at: Option<String>,
    /// A file that goes along with a text; of a mail (.eml) they are known.
    #[arg(long, value_name = "NAME")]
    attachment: Vec<String>,
    /// Whose rules count: the client's id. Without it those of the desk, where there is one.
    #[arg(long, value_name = "ID")]
    client: Option<String>,
    /// The project whose rules count.
    #[arg(long, value_name = "ID")]
    project: Option<String>,
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
    #[serde(default)]
    attachments: Vec<String>,
}

/// The answer to a line of a batch.
#[derive(Debug, Serialize)]
struct ToldLine {
    id: Value,
    #[serde(flatten)]
    told: Told,
}

impl Check {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        outside::known_language(Some(&self.lang)).map_err(|refused| failure(refused, words))?;
        let ground = Arc::new(self.ground(common, words).await?);
        let mut out = Out::new();
        let held = if self.batch {
            self.many(&mut out, &ground, words).await?
        } else {
            self.one(common, &mut out, &ground, words).await?
        };
        out.finish()?;
        Ok(if held { Ending::Findings } else { Ending::Fine })
    }

    /// What counts: the desk's rules, then the client's. Without a desk every rule stands at its default.
    async fn ground(&self, common: &Common, words: &Words) -> Result<Ground, Failure> {
        if let Some(project) = &self.project {
            return Err(Failure::Refused(words.t1("cli-check-no-project", "id", project.as_str())));
        }
        let desk = match &self.client {
            Some(_) => Some(common.place.open_to_read().await?),
            None => common.place.open_if_there().await?,
        };
        let encoder = common.encoder();
        let Some(desk) = desk else { return Ok(Ground::bare(SystemClock::new().now()).read_with(encoder)) };
        desk.read_with(encoder);
        Ground::of(&desk, None, self.client.as_deref()).await.map_err(|refused| failure(refused, words))
    }

    /// One draft; is it held?
    async fn one(&self, common: &Common, out: &mut Out, ground: &Arc<Ground>, words: &Words) -> Result<bool, Failure> {
        let Text { text, files: mut attachments, sent_at } = read_draft(&self.file, words)?;
        attachments.extend(self.attachment.iter().cloned());
        let answering = self.answering.as_deref().map(|file| new_text(file, words)).transpose()?.map(|read| read.text);
        let (language, sent_at) = (Some(self.lang.clone()), self.sent_at.clone().or(sent_at));
        let draft = HandedIn { text, answering, language, sent_at, attachments };
        let seen = ground.read(draft).await.map_err(|refused| failure(refused, words))?;
        match common.format {
            Format::Json => out.json(&Told::of(&seen.text, &seen.passage, words))?,
            Format::Human => tell::tell(out, &self.file.display().to_string(), &seen.text, &seen.passage, words)?,
        }
        Ok(seen.passage.verdict == Verdict::Hold)
    }

    /// A line of JSON for a line of JSON; is any held?
    async fn many(&self, out: &mut Out, ground: &Arc<Ground>, words: &Words) -> Result<bool, Failure> {
        let mut held = false;
        for Line { id, text, answering, sent_at, lang, attachments } in batch(&self.file, words)? {
            let sent_at = sent_at.or_else(|| self.sent_at.clone());
            let language = lang.filter(|lang| lang != "auto").or_else(|| Some(self.lang.clone()));
            match ground.read(HandedIn { text, answering, language, sent_at, attachments }).await {
                Ok(seen) => {
                    held |= seen.passage.verdict == Verdict::Hold;
                    out.json(&ToldLine { id, told: Told::of(&seen.text, &seen.passage, words) })?;
                }
                Err(refused @ outside::Refused::TooLong) => {
                    out.json(&json!({ "id": id, "refused": words.t(refused.key()) }))?;
                }
                Err(refused) => return Err(failure(refused, words)),
            }
        }
        Ok(held)
    }
}

/// What cannot be asked is a wrong use; what is asked and refused is told.
fn failure(refused: outside::Refused, words: &Words) -> Failure {
    use outside::Refused;
    let key = refused.key();
    match refused {
        Refused::When(given) | Refused::Language(given) => Failure::Usage(words.t1(key, "given", given.as_str())),
        Refused::NoClient(id) => Failure::Refused(words.t1(key, "id", id.as_str())),
        refused => super::refused(key, refused, words),
    }
}
