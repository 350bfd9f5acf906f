//! A blob that comes piece by piece: compressed and named on the way to `tmp`, and put in its place once it is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use zstd::stream::write::Encoder;

use super::super::disk::{make_folder, on, sync_folder, touch};
use super::super::{BlobError, Hash};
use super::{Found, Inner};
use crate::desk::DeskId;

/// Bytes in memory at a time.
const PIECE: usize = 64 * 1024;

/// A file in `tmp` that goes when it is not kept.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // Best effort: what is left is cleared at the next start.
            let _ = fs::remove_file(path);
        }
    }
}

impl Inner {
    pub(super) fn pour(&self, desk: &DeskId, mut from: Box<dyn Read + Send>) -> Result<(Hash, u64), BlobError> {
        let draft = self.new_draft()?;
        let mut unfinished = Unfinished(Some(draft.clone()));
        let file = OpenOptions::new().create(true).truncate(true).write(true).open(&draft).map_err(on(&draft))?;
        let (hash, length) = squeeze(file, from.as_mut()).map_err(on(&draft))?;
        let _held = self.sweeping.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        self.look_for_packs(desk)?;
        match self.find_known(desk, hash)? {
            // Young again: a sweep of what nothing refers to must not take it before its row is there.
            Some(Found::Single(path) | Found::InPack(path, _)) => touch(&path)?,
            None => {
                let path = self.single(desk, hash)?;
                let folder = path.parent().unwrap_or(&self.root);
                make_folder(folder)?;
                fs::rename(&draft, &path).map_err(on(&path))?;
                unfinished.0 = None;
                sync_folder(folder)?;
            }
        }
        Ok((hash, length))
    }
}

/// Compresses what is read into a file that is durable afterwards.
fn squeeze(file: File, from: &mut dyn Read) -> io::Result<(Hash, u64)> {
    let mut encoder = Encoder::new(file, 3)?;
    let mut named = Sha256::new();
    let (mut piece, mut length) = (vec![0; PIECE], 0);
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => break,
            Ok(read) => read,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => continue,
            Err(cause) => return Err(cause),
        };
        let bytes = piece.get(..read).unwrap_or_default();
        named.update(bytes);
        encoder.write_all(bytes)?;
        length += bytes.len() as u64;
    }
    encoder.finish()?.sync_all()?;
    Ok((Hash(named.finalize().into()), length))
}
