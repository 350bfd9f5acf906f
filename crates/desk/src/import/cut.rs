//! The sources cut into chunks of raw mails, in order. Runs on a thread of its own and waits when the others are behind.

use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use jiff::Timestamp;
use mail::read::mbox::Mbox;

use super::file::{self, Shape};
use super::sources::Source;

/// The largest mail taken in whole; of a larger one the beginning is kept and held.
pub(super) const LARGEST_MAIL: usize = 50 * 1024 * 1024;
/// Mails of one chunk, which become one transaction.
const CHUNK_MAILS: usize = 256;
/// Bytes of one chunk, unless a single mail is larger.
const CHUNK_BYTES: usize = 2 * 1024 * 1024;

/// One mail as it stands in its file.
#[derive(Debug)]
pub(super) struct RawMail {
    pub bytes: Vec<u8>,
    /// Path, with the offset in a file of many.
    pub place: String,
    pub envelope_date: Option<Timestamp>,
    /// Larger than the cap; `bytes` is its beginning.
    pub cut: bool,
}

/// How far a file of many mails is read once a chunk is committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reached {
    pub path_key: String,
    pub fingerprint: String,
    pub read_to: u64,
    pub done: bool,
}

/// What is read and committed together.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    pub mails: Vec<RawMail>,
    pub bytes: usize,
    pub reached: Vec<Reached>,
    pub unreadable: Vec<(String, String)>,
}

impl Chunk {
    fn is_full(&self) -> bool {
        self.mails.len() >= CHUNK_MAILS || self.bytes >= CHUNK_BYTES
    }

    fn is_empty(&self) -> bool {
        self.mails.is_empty() && self.reached.is_empty() && self.unreadable.is_empty()
    }

    fn push(&mut self, mail: RawMail) {
        self.bytes += mail.bytes.len();
        self.mails.push(mail);
    }
}

/// Where an interrupted import of a file stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Begun {
    pub fingerprint: String,
    pub read_to: u64,
    pub done: bool,
}

/// Cuts sources into chunks and hands each to `take`, which answers `false` to stop.
pub(super) struct Cutter<F> {
    begun: HashMap<String, Begun>,
    read: Arc<AtomicU64>,
    chunk: Chunk,
    take: F,
}

/// The other side wants no more.
struct Stopped;

impl<F: FnMut(Chunk) -> bool> Cutter<F> {
    pub(super) fn new(begun: HashMap<String, Begun>, read: Arc<AtomicU64>, take: F) -> Self {
        Self { begun, read, chunk: Chunk::default(), take }
    }

    pub(super) fn cut_all(mut self, sources: &[Source]) {
        for source in sources {
            if self.cut(&source.path).is_err() {
                return;
            }
        }
        if !self.chunk.is_empty() {
            let _ = (self.take)(std::mem::take(&mut self.chunk));
        }
    }

    fn cut(&mut self, path: &Path) -> Result<(), Stopped> {
        let opened = match file::open(path, &self.read) {
            Ok(opened) => opened,
            Err(cause) => return self.unreadable(path, &cause),
        };
        match opened.shape {
            Shape::Single => self.single(path, opened.reader),
            Shape::Mbox => self.mbox(path, opened.reader),
        }
    }

    fn single(&mut self, path: &Path, reader: impl Read) -> Result<(), Stopped> {
        let expected = std::fs::metadata(path).map_or(0, |about| about.len());
        let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0).min(LARGEST_MAIL) + 64);
        if let Err(cause) = reader.take(LARGEST_MAIL as u64 + 1).read_to_end(&mut bytes) {
            self.unreadable(path, &cause)?;
            if bytes.is_empty() {
                return Ok(());
            }
        }
        let cut = bytes.len() > LARGEST_MAIL;
        bytes.truncate(LARGEST_MAIL);
        self.push(RawMail { bytes, place: path.display().to_string(), envelope_date: None, cut })
    }

    fn mbox(&mut self, path: &Path, mut reader: impl io::BufRead) -> Result<(), Stopped> {
        let path_key = path.canonicalize().unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned();
        let fingerprint = match file::fingerprint(path) {
            Ok(fingerprint) => fingerprint,
            Err(cause) => return self.unreadable(path, &cause),
        };
        let mut offset = 0;
        // What was read to its end is read again in full: it costs little and counts every mail. Only an
        // import that was interrupted goes on where it stopped.
        let begun = self.begun.get(&path_key).filter(|begun| !begun.done && begun.fingerprint == fingerprint);
        if let Some(begun) = begun {
            match io::copy(&mut reader.by_ref().take(begun.read_to), &mut io::sink()) {
                Ok(skipped) => offset = skipped,
                Err(cause) => return self.unreadable(path, &cause),
            }
        }
        let mut mails = Mbox::new(reader, offset, LARGEST_MAIL);
        let reached =
            |read_to, done| Reached { path_key: path_key.clone(), fingerprint: fingerprint.clone(), read_to, done };
        let mut read_to = offset;
        loop {
            match mails.next_entry() {
                Ok(Some(entry)) => {
                    read_to = entry.next_offset;
                    let place = format!("{}@{}", path.display(), entry.offset);
                    let mail =
                        RawMail { bytes: entry.bytes, place, envelope_date: entry.envelope_date, cut: entry.cut };
                    self.chunk.push(mail);
                    if self.chunk.is_full() {
                        self.chunk.reached.push(reached(read_to, false));
                        self.flush()?;
                    }
                }
                Ok(None) => break,
                Err(cause) => {
                    self.unreadable(path, &cause)?;
                    break;
                }
            }
        }
        self.chunk.reached.push(reached(read_to, true));
        Ok(())
    }

    fn push(&mut self, mail: RawMail) -> Result<(), Stopped> {
        self.chunk.push(mail);
        if self.chunk.is_full() { self.flush() } else { Ok(()) }
    }

    fn unreadable(&mut self, path: &Path, cause: &io::Error) -> Result<(), Stopped> {
        self.chunk.unreadable.push((path.display().to_string(), cause.to_string()));
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Stopped> {
        if (self.take)(std::mem::take(&mut self.chunk)) { Ok(()) } else { Err(Stopped) }
    }
}
