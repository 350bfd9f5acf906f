//! `tact read-client`: what a client's mail asks and how it sounds. No desk is needed.

mod tell;

use std::path::PathBuf;

use clap::Args;
use rulebook::gate::{LONGEST_DRAFT, Refused};
use rulebook::language::{ClientReading, Complaint, heat, look_at_client};
use serde::Deserialize;
use serde_json::{Value, json};
use words::Words;

use super::draft_in::{Text, batch, moment, new_text};
use super::out::Out;
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct ReadClient {
    /// The mail: a text or an .eml file; `-` or nothing reads standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// When it was sent, for dates in words; when not given, the date of a mail (.eml), or now.
    #[arg(long, value_name = "TIME")]
    sent_at: Option<String>,
    /// Many mails: a JSON object a line in, `{"id","text","sent_at"}`, and one a line out.
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
    sent_at: Option<String>,
}

impl ReadClient {
    pub(super) fn run(self, common: &Common, words: &Words) -> Answer {
        let encoder = common.encoder();
        let mut out = Out::new();
        if self.batch {
            for line in batch::<Line>(&self.file, words)? {
                let sent = moment(line.sent_at.as_deref().or(self.sent_at.as_deref()), words)?;
                let mut answer = match refused(&line.text) {
                    Some(refused) => json!({ "refused": words.t(refused.key()) }),
                    None => as_json(&line.text, &look_at_client(&line.text, None, &sent, Some(&encoder))),
                };
                if let Some(answer) = answer.as_object_mut() {
                    answer.insert("id".to_owned(), line.id);
                }
                out.json(&answer)?;
            }
        } else {
            let Text { text, sent_at, .. } = new_text(&self.file, words)?;
            if let Some(refused) = refused(&text) {
                return Err(Failure::Refused(words.t(refused.key())));
            }
            let sent = moment(self.sent_at.as_deref().or(sent_at.as_deref()), words)?;
            let read = look_at_client(&text, None, &sent, Some(&encoder));
            match common.format {
                Format::Json => out.json(&as_json(&text, &read))?,
                Format::Human => tell::tell(&mut out, &text, &read, words)?,
            }
        }
        out.finish()?;
        Ok(Ending::Fine)
    }
}

/// What the gate would not read is not read in part here either.
fn refused(text: &str) -> Option<Refused> {
    (text.len() > LONGEST_DRAFT).then_some(Refused::TooLong)
}

fn as_json(text: &str, read: &ClientReading) -> Value {
    let asked = |requests: bool| -> Vec<&str> {
        let wanted = read.asked.iter().filter(|asked| !requests || !asked.is_question);
        wanted.filter_map(|asked| text.get(asked.span.clone())).collect()
    };
    json!({
        "language": read.language,
        "questions": asked(false),
        "requests": asked(true),
        "complaint": match read.complaint {
            Complaint::None => 0,
            Complaint::Mild => 1,
            Complaint::Grave => 2,
        },
        "emergency": read.emergency,
        "wants_call": read.wants_call,
        "refund": read.refund,
        "thanks": read.thanks,
        "heat": heat(text, Some(read.language), None).score,
        "wished_date": read.wished_date,
        "expects_answer": read.expects_answer,
    })
}
