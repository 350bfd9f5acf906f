//! `tact promises`: the ledger.

use clap::{Args, ValueEnum};
use desk::ask::{Line, Question, ledger};
use jiff::Timestamp;
use rulebook::people::Side;
use rulebook::promise::{Promise, What};
use serde_json::json;
use words::Words;

use super::out::{Out, hint};
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Promises {
    /// The ledger as it stood then (RFC 3339, such as 2026-11-20T09:00:00Z); events after it are left out.
    #[arg(long, value_name = "T")]
    at: Option<Timestamp>,
    /// One column only.
    #[arg(long, value_enum)]
    side: Option<Column>,
    /// Also what is kept or waived, and the promises of old conversations.
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Column {
    /// What we owe.
    Ours,
    /// What we are owed.
    Theirs,
}

impl Promises {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        let desk = common.place.open_to_read().await?;
        let side = self.side.map(|column| match column {
            Column::Ours => Side::Ours,
            Column::Theirs => Side::Theirs,
        });
        let lines = ledger(&desk, Question { at: self.at, side, all: self.all }).await?;
        let mut out = Out::new();
        match common.format {
            Format::Json => lines.iter().try_for_each(|line| out.json(&as_json(line)))?,
            Format::Human => {
                let words = Words::new(words.language(), desk.settings().calendar.time_zone().clone());
                tell(&mut out, &words, &lines, self.at.unwrap_or_else(|| desk.now()))?;
            }
        }
        out.finish()?;
        Ok(Ending::Fine)
    }
}

fn as_json(line: &Line) -> serde_json::Value {
    let promise = &line.promise;
    json!({
        "id": promise.id,
        "side": promise.side,
        "who": promise.who.address,
        "whom": promise.whom.address,
        "what": what(promise),
        "rule": promise.rule,
        "since": promise.since,
        "due": promise.due,
        "state": promise.state,
        "kept_at": promise.kept_at,
        "conversation": line.conversation_id,
        "evidence": promise.evidence,
        "because": promise.because,
        "history": line.history,
    })
}

fn what(promise: &Promise) -> &str {
    match &promise.what {
        What::Answer => "answer",
        What::ComeBack => "come_back",
        What::Step { words, .. } => words,
    }
}

fn tell(out: &mut Out, words: &Words, lines: &[Line], now: Timestamp) -> Result<(), Failure> {
    if lines.is_empty() {
        hint(&words.t("cli-promises-none"));
        return Ok(());
    }
    let head = ["due", "state", "who", "whom", "what", "why"].map(|column| words.t(&format!("cli-promises-{column}")));
    let rows: Vec<Vec<String>> = lines.iter().map(|line| row(words, &line.promise, now)).collect();
    out.table(&head, &rows)
}

fn row(words: &Words, promise: &Promise, now: Timestamp) -> Vec<String> {
    vec![
        words.exact(promise.due),
        words.state(promise),
        words.name(&promise.who).to_owned(),
        words.name(&promise.whom).to_owned(),
        words.what(&promise.what),
        words.promise(now, promise),
    ]
}
