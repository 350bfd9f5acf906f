//! The command line: what can be asked, and the exit code of the answer. One file per command.

mod check;
mod conversations;
mod doctor;
mod draft_in;
mod import;
mod inspect;
mod key;
mod logging;
mod mailbox;
mod opening;
mod out;
mod people;
mod promises;
mod read_client;
mod rules;
mod serve;
mod settings;
mod signing;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use desk::encoder::Encoder;
use words::{Language, Words};

use opening::Where;

/// The client desk that keeps your word.
#[derive(Debug, Parser)]
#[command(name = "tact", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Debug, Args)]
struct Common {
    #[command(flatten)]
    place: Where,
    /// For people, or for machines: JSON with stable keys on standard output.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The sentence encoder's weights; looked for beside the program when not given.
    #[arg(long, global = true, value_name = "FILE", env = "TACT_ENCODER")]
    encoder: Option<PathBuf>,
}

impl Common {
    /// The sentence encoder, whether its weights are there or not.
    fn encoder(&self) -> Encoder {
        Encoder::find(self.encoder.as_deref().filter(|file| !file.as_os_str().is_empty()))
    }
}

/// Who reads the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A person.
    Human,
    /// A machine.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the desk and its pages.
    Serve(serve::Serve),
    /// Takes in mail: mbox files, Maildir, .eml files, folders of them, .gz and .zst.
    Import(import::Import),
    /// Shows what Tact reads in a mail: kind, new words, quotes, questions, attachments.
    Inspect(inspect::Inspect),
    /// The gate on a draft: what it asks and promises, how heated it is, what would be better.
    Check(check::Check),
    /// What a client's mail asks, and how it sounds.
    ReadClient(read_client::ReadClient),
    /// The ledger: who owes what to whom, by when, and why.
    Promises(promises::Promises),
    /// The conversations and their messages.
    Conversations(conversations::Conversations),
    /// The desk's settings as one document.
    Settings(settings::Settings),
    /// The rules: what each does, why, and its settings.
    Rules(rules::Rules),
    /// The people of the desk.
    Member(people::Member),
    /// The agency's mailboxes: found, tried, connected, paused, let go.
    Mailbox(mailbox::Mailbox),
    /// Keys that sign our own mail (DKIM): made, looked for in the DNS, put to use, removed.
    Signing(signing::Signing),
    /// Access keys: by which other programs ask this desk.
    Key(key::Key),
    /// What programs can ask, as an OpenAPI document.
    Openapi(key::OpenApi),
    /// A link that signs a member in once, for whoever lost the password.
    LoginLink(people::LoginLink),
    /// Checks database, blobs, derived promises, disk, clock and time zones.
    Doctor(doctor::Doctor),
}

/// How a command ended, when it did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All is well: exit code 0.
    Fine,
    /// It found something, or refused: exit code 1.
    Findings,
}

/// What stops a command.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// Asked for in a way that cannot be: exit code 2.
    #[error("{0}")]
    Usage(String),
    /// Refused, with a sentence that says what to do: exit code 1.
    #[error("{0}")]
    Refused(String),
    /// Something broke: exit code 3.
    #[error("{0:#}")]
    Fault(#[from] anyhow::Error),
    /// The reader of our output went away, as `head` does: nobody is left to tell.
    #[error("standard output was closed")]
    NobodyReads,
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::BrokenPipe { Self::NobodyReads } else { Self::Fault(cause.into()) }
    }
}

impl From<store::StoreError> for Failure {
    fn from(cause: store::StoreError) -> Self {
        match cause {
            store::StoreError::InUse { .. } | store::StoreError::NoDesk { .. } => Self::Refused(cause.to_string()),
            cause => Self::Fault(cause.into()),
        }
    }
}

type Answer = Result<Ending, Failure>;

/// A use case's refusal with its sentence; what is ours stays a fault.
fn refused(key: &'static str, cause: impl Into<anyhow::Error>, words: &Words) -> Failure {
    if key == "refused-fault" { Failure::Fault(cause.into()) } else { Failure::Refused(words.t(key)) }
}

/// Runs a command and tells the shell how it went.
pub(crate) fn run(cli: Cli) -> ExitCode {
    logging::start(matches!(cli.command, Command::Serve(_)));
    let words = Words::new(language(), jiff::tz::TimeZone::UTC);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return ended(Err(Failure::Fault(cause.into())), &words),
    };
    let answer = runtime.block_on(dispatch(cli, &words));
    ended(answer, &words)
}

async fn dispatch(cli: Cli, words: &Words) -> Answer {
    let common = &cli.common;
    match cli.command {
        Command::Serve(serve) => serve.run(common, words).await,
        Command::Import(import) => import.run(common, words).await,
        Command::Inspect(inspect) => inspect.run(common, words),
        Command::Check(check) => check.run(common, words).await,
        Command::ReadClient(read) => read.run(common, words),
        Command::Promises(promises) => promises.run(common, words).await,
        Command::Conversations(conversations) => conversations.run(common, words).await,
        Command::Settings(settings) => settings.run(common, words).await,
        Command::Rules(rules) => rules.run(common, words).await,
        Command::Member(member) => member.run(common, words).await,
        Command::Mailbox(mailbox) => mailbox.run(common, words).await,
        Command::Signing(signing) => signing.run(common, words).await,
        Command::Key(key) => key.run(common, words).await,
        Command::Openapi(openapi) => openapi.run(),
        Command::LoginLink(link) => link.run(common, words).await,
        Command::Doctor(doctor) => doctor.run(common, words).await,
    }
}

fn ended(answer: Answer, words: &Words) -> ExitCode {
    let (code, what) = match answer {
        Ok(Ending::Fine) | Err(Failure::NobodyReads) => return ExitCode::SUCCESS,
        Ok(Ending::Findings) => return ExitCode::from(1),
        Err(failure @ Failure::Refused(_)) => (1, failure.to_string()),
        Err(failure @ Failure::Usage(_)) => (2, failure.to_string()),
        Err(failure @ Failure::Fault(_)) => (3, failure.to_string()),
    };
    out::hint(&words.t1("cli-failed", "what", what.as_str()));
    ExitCode::from(code)
}

/// The language of the terminal; English when it is none of ours.
fn language() -> Language {
    let variables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let set = variables.iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    set.and_then(|value| Language::accepted(value.split('.').next().unwrap_or_default())).unwrap_or_default()
}
