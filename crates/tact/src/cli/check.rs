//! `tact check`: the gate on a draft from a file or standard input. No desk is needed; where there is one, its house rules count.

mod json;
mod tell;

use std::path::PathBuf;

use clap::Args;
use rulebook::gate::{Context, Draft, Verdict, pass};
use rulebook::house_rules::{Checks, HouseRules};
use serde::Deserialize;
use serde_json::{Value, json};
use words::Words;

use super::draft_in::{batch, known_language, moment, new_text, read_draft};
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

impl Check {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let lang = self.lang.clone();
        let language = known_language(&lang, words)?;
        let checks = self.checks(common, words).await?;
        let mut out = Out::new();
        let held = if self.batch {
            self.many(&mut out, language, &checks, words)?
        } else {
            self.one(common, &mut out, language, &checks, words)?
        };
        out.finish()?;
        Ok(if held { Ending::Findings } else { Ending::Fine })
    }

    /// The levels that count: the desk's, then the client's. Without a desk every rule stands at its default.
    async fn checks(&self, common: &Common, words: &Words) -> Result<Checks, Failure> {
        if let Some(project) = &self.project {
            return Err(Failure::Refused(words.t1("cli-check-no-project", "id", project.as_str())));
        }
        let Some(id) = &self.client else {
            let desk = common.place.open_if_there().await?;
            return Ok(desk.map(|desk| desk.settings().rules.checks.clone()).unwrap_or_default());
        };
        let desk = common.place.open_to_read().await?;
        let found = desk.db().read(async |mut tx| store::client::find(&mut tx, desk.id(), id).await).await?;
        let unknown = || Failure::Refused(words.t1("cli-check-no-client", "id", id.as_str()));
        let client = serde_json::from_str(&found.ok_or_else(unknown)?.rules).unwrap_or_default();
        let layers = [&desk.settings().settings.rules, &client];
        let told = |problems: Vec<_>| problems.iter().map(|it| words.problem(it)).collect::<Vec<_>>().join(" ");
        HouseRules::layered(layers).map(|rules| rules.checks).map_err(|problems| Failure::Refused(told(problems)))
    }

    /// One draft; is it held?
    fn one(
        &self,
        common: &Common,
        out: &mut Out,
        language: Option<&str>,
        checks: &Checks,
        words: &Words,
    ) -> Result<bool, Failure> {
        let (text, mut files) = read_draft(&self.file, words)?;
        files.extend(self.attachment.iter().cloned());
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let answering = self.answering.as_deref().map(|file| new_text(file, words)).transpose()?;
        let sent = moment(self.sent_at.as_deref(), words)?;
        let context = Context { files: &files, ..Context::default() };
        let draft = Draft { text: &text, answering: answering.as_deref(), language, sent, context };
        let passage = pass(&draft, checks, None).map_err(|refused| Failure::Refused(words.t(refused.key())))?;
        match common.format {
            Format::Json => out.json(&json::as_json(&text, &passage, words))?,
            Format::Human => tell::tell(out, &self.file.display().to_string(), &text, &passage, words)?,
        }
        Ok(passage.verdict == Verdict::Hold)
    }

    /// A line of JSON for a line of JSON; is any held?
    fn many(&self, out: &mut Out, language: Option<&str>, checks: &Checks, words: &Words) -> Result<bool, Failure> {
        let mut held = false;
        for line in batch::<Line>(&self.file, words)? {
            let sent = moment(line.sent_at.as_deref().or(self.sent_at.as_deref()), words)?;
            let language = line.lang.as_deref().filter(|lang| *lang != "auto").or(language);
            let files: Vec<&str> = line.attachments.iter().map(String::as_str).collect();
            let context = Context { files: &files, ..Context::default() };
            let draft = Draft { text: &line.text, answering: line.answering.as_deref(), language, sent, context };
            let mut answer = match pass(&draft, checks, None) {
                Ok(passage) => {
                    held |= passage.verdict == Verdict::Hold;
                    json::as_json(&line.text, &passage, words)
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
