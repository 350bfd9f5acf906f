//! An import of mail files: many at once, in any order, interrupted and begun again at will, without doubles or gaps.
//! What a mail means is decided in `receive`.

mod cut;
mod file;
mod guess;
mod pipeline;
mod sources;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::SignedDuration;
use store::StoreError;
use store::import_place::ImportPlaceRow;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::receive::{ReceiveError, receive_with};
use cut::{Begun, Reached};
use pipeline::{Pipeline, Read};
use sources::Source;

pub use guess::{Guess, guess};

/// How far ahead of us dates in files of mail may be to be believed: the clock here may be the one that is wrong.
pub(crate) const FAST_CLOCKS: SignedDuration = SignedDuration::from_hours(24 * 366);

/// How far an import is, to be read from elsewhere while it runs.
#[derive(Debug, Default)]
pub struct Progress {
    /// Bytes of all files together, as they lie on the disk.
    pub bytes: AtomicU64,
    /// Bytes taken from the disk so far; runs ahead of what is done.
    pub read: Arc<AtomicU64>,
    /// Bytes of mail, unpacked, that were taken from the files.
    pub cut: Arc<AtomicU64>,
    /// Bytes of mail, unpacked, that are committed.
    pub committed: AtomicU64,
    /// Mails committed so far, duplicates included.
    pub mails: AtomicU64,
    /// Set from elsewhere to stop after the batch under way.
    pub stop: AtomicBool,
}

impl Progress {
    /// How far it is, in bytes as they lie on the disk: what was read, less what is still under way.
    pub fn done(&self) -> u64 {
        let load = |it: &AtomicU64| it.load(Ordering::Relaxed);
        let share = load(&self.committed) as f64 / load(&self.cut).max(1) as f64;
        (load(&self.read) as f64 * share.min(1.0)) as u64
    }
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Mails read.
    pub read: u64,
    /// Mails that are new.
    pub stored: u64,
    /// Mails that were there already.
    pub duplicates: u64,
    /// Mails and files that could not be taken in: path and cause.
    pub held: Vec<(String, String)>,
    /// Whether it was stopped before the end.
    pub stopped: bool,
    /// Files in which an earlier, interrupted import was taken up again.
    pub taken_up: u64,
}

/// Takes in every mail under `paths`. The owner asks for it at the command line, so no member is named.
///
/// # Errors
/// Faults of the store. What was committed before stays; the same call goes on from there.
pub async fn import(desk: &Desk, paths: &[PathBuf], progress: &Progress) -> Result<Summary, ReceiveError> {
    let found = sources::find(paths);
    progress.bytes.store(found.sources.iter().map(|source| source.bytes).sum(), Ordering::Relaxed);
    let begun = begun(desk, &found.sources).await?;
    let taken_up = begun.values().filter(|begun| !begun.done).count() as u64;
    let mut summary = Summary { taken_up, ..Summary::default() };
    summary.held.extend(found.unreadable.into_iter().map(|(path, cause)| (path.display().to_string(), cause)));
    let now = desk.now();
    let not_after = now.checked_add(FAST_CLOCKS).unwrap_or(now);
    let (read, cut) = (Arc::clone(&progress.read), Arc::clone(&progress.cut));
    let mut pipeline = Pipeline::start(found.sources, begun, read, cut, not_after);
    while let Some(read) = pipeline.next().await {
        let bytes = read.bytes();
        take_in(desk, read, &mut summary).await?;
        pipeline.finished_with(bytes);
        progress.mails.store(summary.read, Ordering::Relaxed);
        progress.committed.fetch_add(bytes as u64, Ordering::Relaxed);
        desk.tell(Change::everywhere(ChangeKind::Import));
        if progress.stop.load(Ordering::Relaxed) {
            summary.stopped = true;
            break;
        }
    }
    Ok(summary)
}

/// Where earlier imports stopped in these files.
async fn begun(desk: &Desk, sources: &[Source]) -> Result<HashMap<String, Begun>, StoreError> {
    let canonical = |source: &Source| source.path.canonicalize().ok().map(|it| it.to_string_lossy().into_owned());
    let keys: Vec<String> = sources.iter().filter_map(canonical).collect();
    let mut begun = HashMap::new();
    for keys in keys.chunks(1_000) {
        let rows =
            desk.db().read(async |mut tx| store::import_place::find_many(&mut tx, desk.id(), keys).await).await?;
        begun.extend(rows.into_iter().map(|row| {
            let read_to = u64::try_from(row.read_to).unwrap_or(0);
            (row.path_key, Begun { fingerprint: row.fingerprint, read_to, done: row.done })
        }));
    }
    Ok(begun)
}

async fn take_in(desk: &Desk, read: Read, summary: &mut Summary) -> Result<(), ReceiveError> {
    let mails = read.mails.len() as u64;
    let rows: Arc<[ImportPlaceRow]> = read.reached.iter().map(place_row).collect();
    let outcome = receive_with(desk, read.mails, |tx| {
        let (desk, rows) = (desk.clone(), Arc::clone(&rows));
        Box::pin(async move {
            store::import_place::save_many(tx, desk.id(), &rows).await?;
            Ok(())
        })
    })
    .await?;
    summary.read += mails;
    summary.stored += outcome.stored;
    summary.duplicates += outcome.duplicates;
    summary.held.extend(outcome.held);
    summary.held.extend(read.unreadable);
    Ok(())
}

fn place_row(reached: &Reached) -> ImportPlaceRow {
    ImportPlaceRow {
        path_key: reached.path_key.clone(),
        fingerprint: reached.fingerprint.clone(),
        read_to: i64::try_from(reached.read_to).unwrap_or(i64::MAX),
        done: reached.done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_tells_what_is_committed_not_what_was_read_ahead() {
        let progress = Progress::default();
        assert_eq!(progress.done(), 0);
        // Half of what was unpacked from 100 packed bytes is committed.
        progress.read.store(100, Ordering::Relaxed);
        progress.cut.store(400, Ordering::Relaxed);
        progress.committed.store(200, Ordering::Relaxed);
        assert_eq!(progress.done(), 50);
    }
}
