//! Where each packed blob of a desk is, read from the packs' lists when first needed. Not here: the packs' inside.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use super::disk::files_in;
use super::pack::{self, Entry};
use super::{BlobError, Hash};

/// Where each packed blob of a desk is.
#[derive(Debug, Default)]
pub(super) struct Packs {
    pub(super) files: Vec<PathBuf>,
    /// By the first half of the hash, which is enough to find it; reading holds it against the whole.
    spots: HashMap<[u8; 16], Spot>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    file: u32,
    pub(super) len: u32,
    pub(super) at: u64,
}

fn key(hash: Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.iter_mut().zip(hash.0).for_each(|(to, from)| *to = from);
    half
}

impl Packs {
    pub(super) fn add(&mut self, file: PathBuf, entries: &[Entry]) {
        let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.push(file);
        for entry in entries {
            self.spots.insert(key(entry.hash), Spot { file: number, len: entry.len, at: entry.at });
        }
    }

    /// Reads the lists of packs not known yet (another node may have added some).
    pub(super) fn read_new(&mut self, folder: &Path) -> Result<(), BlobError> {
        let known: HashSet<&PathBuf> = self.files.iter().collect();
        let new: Vec<PathBuf> = files_in(folder)?.into_iter().filter(|path| !known.contains(path)).collect();
        for path in new {
            let list = File::open(&path).and_then(|mut file| pack::entries(&mut file));
            match list {
                Ok(entries) => self.add(path, &entries),
                // Its blobs will be reported missing one by one; the others are still served.
                Err(cause) => {
                    tracing::error!(path = %path.display(), %cause, "a pack of mails cannot be read");
                    self.files.push(path);
                }
            }
        }
        Ok(())
    }

    pub(super) fn find(&self, hash: Hash) -> Option<(PathBuf, Spot)> {
        let spot = *self.spots.get(&key(hash))?;
        Some((self.files.get(spot.file as usize)?.clone(), spot))
    }
}
