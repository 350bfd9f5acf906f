//! How texts to be read come in: files, mails, standard input, many as JSON Lines. What they say is read elsewhere.

use std::io::Read;
use std::path::Path;

use anyhow::Context;
use desk::check::outside::wall_clock;
use desk::clock::{Clock, SystemClock};
use jiff::tz::TimeZone;
use mail::read::Hints;
use rulebook::language::Sent;
use serde::de::DeserializeOwned;
use words::Words;

use super::Failure;

/// More of a file is not read.
const LARGEST: u64 = 64 * 1024 * 1024;

/// A text as it stands; of a mail (`.eml`) what is new in it, and what else the mail says.
pub(super) struct Text {
    pub(super) text: String,
    /// The names of its files.
    pub(super) files: Vec<String>,
    /// When the mail says that it was sent, by its sender's clock.
    pub(super) sent_at: Option<String>,
}

/// A draft as it stands, or what is new in a mail.
pub(super) fn read_draft(file: &Path, words: &Words) -> Result<Text, Failure> {
    let bytes = read(file, words)?;
    if is_mail(file) {
        let letter = mail::read::read(&bytes, &Hints::default());
        let sent_at = letter.claimed_clock.map(|clock| clock.to_string());
        let files = letter.attachments.into_iter().map(|attachment| attachment.name).collect();
        return Ok(Text { text: mail::reply::split(&letter.text, None).new_text(), files, sent_at });
    }
    Ok(Text { text: text_of(bytes, words)?, files: Vec::new(), sent_at: None })
}

/// Places are told in bytes of what was given, so what is no UTF-8 is refused, not mended.
fn text_of(bytes: Vec<u8>, words: &Words) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| Failure::Refused(words.t("cli-check-not-text")))
}

/// What is new in a client's mail: of an `.eml` file or of a text, without quotes.
pub(super) fn new_text(file: &Path, words: &Words) -> Result<Text, Failure> {
    let read = read_draft(file, words)?;
    Ok(if is_mail(file) { read } else { Text { text: mail::reply::split(&read.text, None).new_text(), ..read } })
}

/// The lines of a batch, each read whole before the first is answered.
pub(super) fn batch<T: DeserializeOwned>(file: &Path, words: &Words) -> Result<Vec<T>, Failure> {
    let bytes = read(file, words)?;
    let text = text_of(bytes, words)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let unreadable = |number: usize| Failure::Usage(words.t1("cli-check-unreadable", "line", (number + 1).to_string()));
    lines.map(|(number, line)| serde_json::from_str(line).map_err(|_| unreadable(number))).collect()
}

/// When a text is sent: as given with its own clock, or now.
pub(super) fn moment(given: Option<&str>, words: &Words) -> Result<Sent<'static>, Failure> {
    let Some(given) = given else {
        return Ok(Sent { at: TimeZone::UTC.to_datetime(SystemClock::new().now()), calendar: None });
    };
    let at = wall_clock(given).ok_or_else(|| Failure::Usage(words.t1("cli-check-when", "given", given)))?;
    Ok(Sent { at, calendar: None })
}

fn is_mail(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("eml"))
}

fn read(file: &Path, words: &Words) -> Result<Vec<u8>, Failure> {
    if file != Path::new("-") && !file.exists() {
        return Err(Failure::Usage(words.t1("cli-file-missing", "path", file.display().to_string())));
    }
    if file.is_dir() {
        return Err(Failure::Usage(words.t1("cli-file-folder", "path", file.display().to_string())));
    }
    let mut bytes = Vec::new();
    let done = if file == Path::new("-") {
        std::io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|open| open.take(LARGEST).read_to_end(&mut bytes))
    };
    done.with_context(|| file.display().to_string())?;
    Ok(bytes)
}
