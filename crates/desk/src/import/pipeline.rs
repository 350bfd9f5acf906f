//! The threads of an import: one cuts files into chunks, a few read the mails, the caller commits them in order.
//! What is under way is bounded in bytes, so that memory does not depend on the mailbox.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use jiff::{SignedDuration, Timestamp};
use mail::letter::Letter;
use mail::read::Hints;
use store::blobs::{Hash, Packed, Packer};
use tokio::sync::mpsc;

use super::cut::{Begun, Chunk, Cutter, RawMail, Reached};
use super::sources::Source;
use crate::receive::{Arrival, Incoming};

/// Raw bytes under way at a time; a single larger mail goes alone.
const BYTES_UNDER_WAY: usize = 12 * 1024 * 1024;
/// From this size on memory matters more than time.
const LARGE: usize = 1024 * 1024;
/// More readers than this only wait for the one that commits.
const READERS_AT_MOST: usize = 8;

/// A chunk whose mails are read.
#[derive(Debug)]
pub(super) struct Read {
    number: u64,
    pub mails: Vec<Arrival>,
    pub reached: Vec<Reached>,
    pub unreadable: Vec<(String, String)>,
    bytes: usize,
}

/// The chunks of an import, read, in the order of the sources.
pub(super) struct Pipeline {
    finished: mpsc::Receiver<Read>,
    early: BTreeMap<u64, Read>,
    next: u64,
    under_way: Arc<UnderWay>,
}

impl Pipeline {
    /// Starts the threads. They end when everything is read or the pipeline is dropped.
    /// Dates after `not_after` are not believed.
    pub(super) fn start(
        sources: Vec<Source>,
        begun: HashMap<String, Begun>,
        read: Arc<AtomicU64>,
        cut_so_far: Arc<AtomicU64>,
        not_after: Timestamp,
    ) -> Self {
        let readers = thread::available_parallelism().map_or(2, usize::from).clamp(1, READERS_AT_MOST);
        let (to_readers, chunks) = sync_channel(1);
        let (done, finished) = mpsc::channel(2);
        let under_way = Arc::new(UnderWay { cut: cut_so_far, ..UnderWay::default() });
        let cutting = Arc::clone(&under_way);
        thread::spawn(move || cut(&sources, begun, read, &to_readers, &cutting));
        let chunks = Arc::new(Mutex::new(chunks));
        for _ in 0..readers {
            let (chunks, done) = (Arc::clone(&chunks), done.clone());
            thread::spawn(move || read_chunks(&chunks, &done, not_after));
        }
        Self { finished, early: BTreeMap::new(), next: 0, under_way }
    }

    /// The next chunk in order; `None` when all is read. The one before counts as finished with.
    pub(super) async fn next(&mut self) -> Option<Read> {
        loop {
            if let Some(read) = self.early.remove(&self.next) {
                self.next += 1;
                return Some(read);
            }
            let read = self.finished.recv().await?;
            self.early.insert(read.number, read);
        }
    }

    /// Gives the bytes of a committed chunk back, so that more may be read.
    pub(super) fn finished_with(&self, bytes: usize) {
        self.under_way.give_back(bytes);
    }
}

impl Read {
    /// How many raw bytes it holds under way.
    pub(super) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        // The thread that cuts may be waiting for room that nobody will make any more.
        self.under_way.close();
    }
}

fn cut(
    sources: &[Source],
    begun: HashMap<String, Begun>,
    read: Arc<AtomicU64>,
    to_readers: &SyncSender<(u64, Chunk)>,
    under_way: &UnderWay,
) {
    let mut number = 0;
    let take = |chunk: Chunk| {
        let go_on = under_way.take(chunk.bytes) && to_readers.send((number, chunk)).is_ok();
        number += 1;
        go_on
    };
    Cutter::new(begun, read, take).cut_all(sources);
}

fn read_chunks(chunks: &Mutex<Receiver<(u64, Chunk)>>, done: &mpsc::Sender<Read>, not_after: Timestamp) {
    let mut packer = Packer::default();
    loop {
        let next = chunks.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, chunk)) = next else { return };
        let mails = chunk.mails.into_iter().map(|raw| read_mail(raw, &mut packer, not_after)).collect();
        let read = Read { number, mails, reached: chunk.reached, unreadable: chunk.unreadable, bytes: chunk.bytes };
        if done.blocking_send(read).is_err() {
            return;
        }
    }
}

fn read_mail(raw: RawMail, packer: &mut Packer, not_after: Timestamp) -> Arrival {
    let hints = Hints { not_after: Some(not_after), ..Hints::default() };
    // A large mail is hashed twice so that its decoded parts are gone before it is packed.
    let early = (raw.bytes.len() < LARGE).then(|| packer.pack(&raw.bytes));
    let hash = early.as_ref().map_or_else(|| Hash::of(&raw.bytes), Packed::hash);
    let mut incoming = Incoming::read(&raw.bytes, hash, &hints, "import", raw.place);
    let packed = early.unwrap_or_else(|| packer.pack(&raw.bytes));
    incoming.letter.arrived = arrival(&incoming.letter, raw.envelope_date);
    if raw.cut {
        incoming.letter.held = Some(mail::letter::Held::TooLarge);
    }
    (incoming, packed)
}

/// When a mail from a file arrived. The `From ` line of an mbox file often tells when the file was written, in no zone
/// at all; so it counts only where the mail tells nothing, or claims to be written after it was there.
fn arrival(letter: &Letter, envelope: Option<Timestamp>) -> Option<Timestamp> {
    let from_the_sender = letter.arrived == letter.claimed_date;
    match (letter.arrived, envelope) {
        (None, envelope) => envelope,
        (Some(arrived), Some(envelope)) if from_the_sender && arrived > envelope + SignedDuration::from_hours(26) => {
            Some(envelope)
        }
        (arrived, _) => arrived,
    }
}

/// How many bytes are being read or wait to be committed.
#[derive(Default)]
struct UnderWay {
    state: Mutex<(usize, bool)>,
    changed: Condvar,
    /// All bytes ever let in.
    cut: Arc<AtomicU64>,
}

impl UnderWay {
    /// Waits until there is room; `false` when nobody wants more.
    fn take(&self, bytes: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |state: &mut (usize, bool)| !state.1 && state.0 > 0 && state.0 + bytes > BYTES_UNDER_WAY;
        let mut state = self.changed.wait_while(state, full).unwrap_or_else(PoisonError::into_inner);
        state.0 += bytes;
        self.cut.fetch_add(bytes as u64, Ordering::Relaxed);
        !state.1
    }

    fn give_back(&self, bytes: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0 = state.0.saturating_sub(bytes);
        self.changed.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn the_line_before_a_mail_counts_only_where_the_mail_itself_cannot_be_right() {
        let (early, late) = (at("2026-11-20T09:00:00Z"), at("2026-11-25T09:00:00Z"));
        let claims = |claimed_date| Letter { arrived: claimed_date, claimed_date, ..Letter::default() };
        assert_eq!(arrival(&claims(early), late), early, "the file was written later");
        assert_eq!(arrival(&claims(late), early), early, "nobody writes after arriving");
        assert_eq!(arrival(&claims(None), early), early);
        let received = Letter { arrived: late, claimed_date: early, ..Letter::default() };
        assert_eq!(arrival(&received, early), late, "a Received line is better than either");
    }
}
