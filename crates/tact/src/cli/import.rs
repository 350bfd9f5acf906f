//! `tact import`: mail from files, with progress for people and a summary for both.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use clap::Args;
use desk::import::{Guess, Progress, Summary, guess, import};
use desk::{By, Desk};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use words::Words;

use super::out::{Out, hint};
use super::{Answer, Common, Ending, Failure, Format};

#[derive(Debug, Args)]
pub(super) struct Import {
    /// Files and folders: mbox, Maildir, .eml; packed ones (.gz, .zst) too.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// An address of ours; mail from it went out. May be given several times.
    #[arg(long, value_name = "ADDR")]
    me: Vec<String>,
}

impl Import {
    pub(super) async fn run(self, common: &Common, words: &Words) -> Answer {
        if let Some(missing) = self.paths.iter().find(|path| !path.exists()) {
            return Err(Failure::Usage(words.t1("cli-import-missing", "path", missing.display().to_string())));
        }
        let own = self.me.iter().map(|address| own_address(address, words)).collect::<Result<Vec<_>, _>>()?;
        let desk = common.place.open().await?;
        say_where(&desk, words).await?;
        self.learn_who_we_are(&desk, own, words).await?;
        let began = Instant::now();
        let summary = watched(&desk, &self.paths, words).await?;
        tell(common, words, &desk, &summary, began.elapsed()).await?;
        desk.db().close().await;
        Ok(if summary.stopped { Ending::Findings } else { Ending::Fine })
    }

    /// Mail can be told apart into ours and theirs only when we know who we are.
    async fn learn_who_we_are(&self, desk: &Desk, mut own: Vec<String>, words: &Words) -> Result<(), Failure> {
        if own.is_empty() && desk.settings().own.is_empty() {
            let paths = self.paths.clone();
            let guess = tokio::task::spawn_blocking(move || guess(&paths)).await.map_err(anyhow::Error::from)?;
            own.extend(ask_or_say(guess, words)?);
        }
        let mut settings = desk::settings::load(desk);
        own.retain(|address| !desk.settings().own.is_ours(address));
        if own.is_empty() {
            return Ok(());
        }
        settings.own_addresses.extend(own);
        desk::settings::save(desk, By::Terminal, settings, None).await.map_err(anyhow::Error::from)?;
        Ok(())
    }
}

fn own_address(address: &str, words: &Words) -> Result<String, Failure> {
    let unreadable = || Failure::Usage(words.t1("cli-import-no-address", "address", address));
    mail::read::address(address.trim()).ok_or_else(unreadable)
}

/// A desk that was made just now tells what it assumes.
async fn say_where(desk: &Desk, words: &Words) -> Result<(), Failure> {
    let messages = desk.db().read(async |mut tx| store::message::count(&mut tx, desk.id()).await).await?;
    let settings = desk.settings();
    if messages == 0 && settings.settings.name == "Desk" {
        let (zone, country) = (settings.settings.time_zone.as_str(), settings.settings.country.as_str());
        hint(&words.t2("cli-import-founded", "zone", zone, "country", country));
    }
    Ok(())
}

/// On a terminal the guess is asked about; elsewhere it is taken and said.
fn ask_or_say(guess: Option<Guess>, words: &Words) -> Result<Option<String>, Failure> {
    let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let Some(guess) = guess else {
        if !terminal {
            hint(&words.t("cli-import-nobody"));
            return Ok(None);
        }
        return answer(&words.t("cli-import-ask"), None, words);
    };
    if terminal {
        return answer(&words.t1("cli-import-ask-guess", "address", &guess.address), Some(guess.address), words);
    }
    let (mails, of) = (guess.mails as i64, guess.looked_at as i64);
    hint(&words.tn("cli-import-guessed", &[("address", &guess.address), ("mails", &mails), ("of", &of)]));
    Ok(Some(guess.address))
}

fn answer(question: &str, otherwise: Option<String>, words: &Words) -> Result<Option<String>, Failure> {
    eprint_prompt(question);
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    match line.trim() {
        "" => Ok(otherwise),
        given => own_address(given, words).map(Some),
    }
}

fn eprint_prompt(question: &str) {
    let mut terminal = std::io::stderr().lock();
    // A prompt that cannot be shown leaves the question unanswered, which is an answer too.
    let _ = write!(terminal, "{question} ").and_then(|()| terminal.flush());
}

/// Runs the import and draws how far it is, when somebody looks. The first Ctrl+C ends it after the batch under way.
async fn watched(desk: &Desk, paths: &[PathBuf], words: &Words) -> Result<Summary, Failure> {
    let progress = Arc::new(Progress::default());
    let drawing = tokio::spawn(draw(Arc::clone(&progress), words.clone()));
    let stopping = tokio::spawn(stop_on_interrupt(Arc::clone(&progress)));
    let paths: Vec<PathBuf> = paths.iter().map(|path| absolute(path)).collect();
    let done = import(desk, &paths, &progress).await;
    drawing.abort();
    stopping.abort();
    let _ = drawing.await;
    Ok(done.map_err(anyhow::Error::from)?)
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

async fn stop_on_interrupt(progress: Arc<Progress>) {
    if tokio::signal::ctrl_c().await.is_ok() {
        progress.stop.store(true, Ordering::Relaxed);
    }
}

async fn draw(progress: Arc<Progress>, words: Words) {
    if !std::io::stderr().is_terminal() {
        return;
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let template = "{bar:32} {bytes}/{total_bytes} · {msg} · {eta}";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    let began = Instant::now();
    let mut tick = tokio::time::interval(Duration::from_millis(200));
    loop {
        tick.tick().await;
        let mails = progress.mails.load(Ordering::Relaxed);
        bar.set_length(progress.bytes.load(Ordering::Relaxed));
        bar.set_position(progress.done());
        let rate = mails as f64 / began.elapsed().as_secs_f64().max(0.1);
        bar.set_message(words.t2("cli-import-rate", "mails", mails as i64, "rate", rate as i64));
    }
}

async fn tell(common: &Common, words: &Words, desk: &Desk, summary: &Summary, took: Duration) -> Result<(), Failure> {
    let figures = desk.db().read(async |mut tx| store::intake::figures(&mut tx, desk.id()).await).await?;
    let mut out = Out::new();
    match common.format {
        Format::Json => {
            let held = summary.held.iter().map(|(path, cause)| json!({ "path": path, "cause": cause }));
            out.json(&json!({
                "read": summary.read,
                "stored": summary.stored,
                "duplicates": summary.duplicates,
                "held": held.collect::<Vec<_>>(),
                "conversations": figures.conversations,
                "contacts": figures.contacts,
                "promises_open": figures.promises_open,
                "promises_history": figures.promises_history,
                "taken_up": summary.taken_up,
                "stopped": summary.stopped,
                "seconds": (took.as_secs_f64() * 1000.0).round() / 1000.0,
            }))?;
        }
        Format::Human => {
            let counts: [(&str, i64); 6] = [
                ("read", summary.read as i64),
                ("stored", summary.stored as i64),
                ("duplicates", summary.duplicates as i64),
                ("conversations", figures.conversations),
                ("contacts", figures.contacts),
                ("promises", figures.promises_open),
            ];
            for (what, count) in counts {
                out.line(&words.t1(&format!("cli-import-{what}"), "count", count))?;
            }
            if figures.history > 0 {
                out.line(&words.t1("cli-import-history", "count", figures.history))?;
            }
            if !summary.held.is_empty() {
                out.line(&words.t1("cli-import-held", "count", summary.held.len() as i64))?;
                for (path, cause) in &summary.held {
                    out.line(&format!("  {path}: {}", cause_in_words(cause, words)))?;
                }
            }
            if summary.stopped {
                out.line(&words.t("cli-import-stopped"))?;
            }
        }
    }
    out.finish()
}

/// The sentence for a cause of ours; what the system said is said as it is.
fn cause_in_words(cause: &str, words: &Words) -> String {
    let key = format!("held-{cause}");
    if words::catalogue::has(words.language(), &key) { words.t(&key) } else { cause.to_owned() }
}
