//! Blobs in a folder: `DESK/ab/abcd….zst` for single ones, `DESK/packs/….pack` for many put at once.
//!
//! Everything is written to `tmp`, synced, renamed into place, and its folder synced: after a crash a blob is whole
//! or not there. Not here: what a pack looks like inside (`pack.rs`).

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use jiff::Timestamp;

use super::disk::{files_in, make_folder, older, on, singles_in, sync_folder, touch};
use super::pack::{self, Entry};
use super::packs::{Packs, Spot};
use super::{Answer, BlobError, BlobStore, Hash, Packed, unpack};
use crate::desk::DeskId;

mod pour;

/// From this many new blobs on a put makes a pack.
const PACK_FROM: usize = 5;

/// Blobs in a folder on disk.
#[derive(Debug, Clone)]
pub struct FolderBlobs {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    root: PathBuf,
    /// Names files in `tmp` apart; the process id stands beside it.
    counter: AtomicU64,
    /// Where packed blobs are, by desk; read when first needed.
    packed: Mutex<HashMap<DeskId, Packs>>,
    /// Putting reads, sweeping writes: what is being put again is not swept away meanwhile.
    sweeping: RwLock<()>,
}

impl FolderBlobs {
    /// Blobs in this folder (`DIR/blobs`). `alone`: no other process puts here, so leftovers of a crash are cleared.
    pub fn open(root: impl Into<PathBuf>, alone: bool) -> Result<Self, BlobError> {
        let root = root.into();
        let tmp = root.join("tmp");
        if alone {
            fs::create_dir_all(&tmp).map_err(on(&tmp))?;
            for left in files_in(&tmp)? {
                fs::remove_file(&left).map_err(on(&left))?;
            }
        }
        let inner =
            Inner { root, counter: AtomicU64::new(0), packed: Mutex::new(HashMap::new()), sweeping: RwLock::new(()) };
        Ok(Self { inner: Arc::new(inner) })
    }

    fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, BlobError> + Send + 'static,
    ) -> Answer<'static, T> {
        let inner = Arc::clone(&self.inner);
        Box::pin(async move {
            match tokio::task::spawn_blocking(move || work(&inner)).await {
                Ok(answer) => answer,
                Err(cause) => Err(BlobError::Disk { path: PathBuf::new(), cause: io::Error::other(cause) }),
            }
        })
    }
}

impl BlobStore for FolderBlobs {
    fn put<'a>(&'a self, desk: &'a DeskId, blobs: Vec<Packed>) -> Answer<'a, ()> {
        let desk = desk.clone();
        self.run(move |inner| inner.put(&desk, blobs))
    }

    fn pour<'a>(&'a self, desk: &'a DeskId, from: Box<dyn Read + Send>) -> Answer<'a, (Hash, u64)> {
        let desk = desk.clone();
        self.run(move |inner| inner.pour(&desk, from))
    }

    fn get<'a>(&'a self, desk: &'a DeskId, hash: Hash) -> Answer<'a, Vec<u8>> {
        let desk = desk.clone();
        self.run(move |inner| inner.get(&desk, hash))
    }

    fn exists<'a>(&'a self, desk: &'a DeskId, hash: Hash) -> Answer<'a, bool> {
        let desk = desk.clone();
        self.run(move |inner| inner.find(&desk, hash).map(|found| found.is_some()))
    }

    fn all<'a>(&'a self, desk: &'a DeskId) -> Answer<'a, Vec<Hash>> {
        let desk = desk.clone();
        self.run(move |inner| inner.all(&desk))
    }

    fn sweep<'a>(&'a self, desk: &'a DeskId, wanted: HashSet<Hash>, before: Timestamp) -> Answer<'a, u64> {
        let desk = desk.clone();
        self.run(move |inner| inner.sweep(&desk, &wanted, before))
    }
}

/// Where a blob is.
enum Found {
    Single(PathBuf),
    InPack(PathBuf, Spot),
}

impl Inner {
    fn folder(&self, desk: &DeskId) -> Result<PathBuf, BlobError> {
        let name = desk.as_str();
        let harmless = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if name.is_empty() || name == "tmp" || name.len() > 64 || !name.chars().all(harmless) {
            return Err(BlobError::DeskName(name.chars().take(80).collect()));
        }
        Ok(self.root.join(name))
    }

    fn single(&self, desk: &DeskId, hash: Hash) -> Result<PathBuf, BlobError> {
        let name = hash.to_string();
        let shelf: String = name.chars().take(2).collect();
        Ok(self.folder(desk)?.join(shelf).join(format!("{name}.zst")))
    }

    fn packs(&self) -> MutexGuard<'_, HashMap<DeskId, Packs>> {
        self.packed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a blob is, looking for packs of other nodes when it is not where we know.
    fn find(&self, desk: &DeskId, hash: Hash) -> Result<Option<Found>, BlobError> {
        match self.find_known(desk, hash)? {
            Some(found) => Ok(Some(found)),
            None => {
                self.look_for_packs(desk)?;
                self.find_known(desk, hash)
            }
        }
    }

    fn find_known(&self, desk: &DeskId, hash: Hash) -> Result<Option<Found>, BlobError> {
        if let Some((path, spot)) = self.packs().get(desk).and_then(|packs| packs.find(hash)) {
            return Ok(Some(Found::InPack(path, spot)));
        }
        let single = self.single(desk, hash)?;
        Ok(single.try_exists().map_err(on(&single))?.then_some(Found::Single(single)))
    }

    fn look_for_packs(&self, desk: &DeskId) -> Result<(), BlobError> {
        let folder = self.folder(desk)?.join("packs");
        self.packs().entry(desk.clone()).or_default().read_new(&folder)
    }

    fn get(&self, desk: &DeskId, hash: Hash) -> Result<Vec<u8>, BlobError> {
        let frame = match self.find(desk, hash)? {
            None => return Err(BlobError::Missing(hash)),
            Some(Found::Single(path)) => fs::read(&path).map_err(on(&path))?,
            Some(Found::InPack(path, spot)) => File::open(&path)
                .and_then(|mut file| pack::frame(&mut file, spot.at, spot.len))
                .map_err(|cause| match cause.kind() {
                    io::ErrorKind::UnexpectedEof => BlobError::Damaged(hash),
                    _ => on(&path)(cause),
                })?,
        };
        unpack(hash, &frame)
    }

    fn put(&self, desk: &DeskId, blobs: Vec<Packed>) -> Result<(), BlobError> {
        let _held = self.sweeping.read().unwrap_or_else(PoisonError::into_inner);
        self.look_for_packs(desk)?;
        let mut new: Vec<Packed> = Vec::with_capacity(blobs.len());
        let mut seen = HashSet::new();
        for blob in blobs {
            if !seen.insert(blob.hash) {
                continue;
            }
            match self.find_known(desk, blob.hash)? {
                // Young again: a sweep of what nothing refers to must not take it before its row is there.
                Some(Found::Single(path) | Found::InPack(path, _)) => touch(&path)?,
                None => new.push(blob),
            }
        }
        if new.len() >= PACK_FROM { self.put_pack(desk, &new) } else { self.put_singles(desk, &new) }
    }

    fn put_singles(&self, desk: &DeskId, blobs: &[Packed]) -> Result<(), BlobError> {
        for blob in blobs {
            let path = self.single(desk, blob.hash)?;
            self.place(&path, |file| file.write_all(&blob.frame))?;
        }
        Ok(())
    }

    fn put_pack(&self, desk: &DeskId, blobs: &[Packed]) -> Result<(), BlobError> {
        // Named by what is in it, so that the same put twice is one file.
        let names: Vec<u8> = blobs.iter().flat_map(|blob| blob.hash.0).collect();
        let path = self.folder(desk)?.join("packs").join(format!("{}.pack", Hash::of(&names)));
        let entries = self.place(&path, |file| pack::write(file, blobs))?;
        let mut all = self.packs();
        let packs = all.entry(desk.clone()).or_default();
        // The first look into the folder finds the new file as well.
        packs.read_new(path.parent().unwrap_or(&self.root))?;
        if !packs.files.contains(&path) {
            packs.add(path, &entries);
        }
        Ok(())
    }

    /// A name in `tmp` that nobody else writes to.
    fn new_draft(&self) -> Result<PathBuf, BlobError> {
        let tmp = self.root.join("tmp");
        make_folder(&tmp)?;
        let number = self.counter.fetch_add(1, Ordering::Relaxed);
        Ok(tmp.join(format!("{}-{number}", std::process::id())))
    }

    /// Writes a file so that it is whole and durable, or not there.
    fn place<T>(&self, path: &Path, write: impl FnOnce(&mut File) -> io::Result<T>) -> Result<T, BlobError> {
        let folder = path.parent().unwrap_or(&self.root);
        make_folder(folder)?;
        let draft = self.new_draft()?;
        let written = OpenOptions::new().create(true).truncate(true).write(true).open(&draft).and_then(|mut file| {
            let answer = write(&mut file)?;
            file.sync_all()?;
            Ok(answer)
        });
        let answer = match written.and_then(|answer| fs::rename(&draft, path).map(|()| answer)) {
            Ok(answer) => answer,
            Err(cause) => {
                // Best effort: what is left is cleared at the next start.
                let _ = fs::remove_file(&draft);
                return Err(on(path)(cause));
            }
        };
        sync_folder(folder)?;
        Ok(answer)
    }

    fn all(&self, desk: &DeskId) -> Result<Vec<Hash>, BlobError> {
        let folder = self.folder(desk)?;
        let mut names = HashSet::new();
        for path in files_in(&folder.join("packs"))? {
            let list = File::open(&path).and_then(|mut file| pack::entries(&mut file));
            // A pack that cannot be read has no names; the rows that refer to them will be found without blob.
            names.extend(list.unwrap_or_default().iter().map(|entry| entry.hash));
        }
        for path in singles_in(&folder)? {
            names.extend(path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<Hash>().ok()));
        }
        Ok(names.into_iter().collect())
    }

    fn sweep(&self, desk: &DeskId, wanted: &HashSet<Hash>, before: Timestamp) -> Result<u64, BlobError> {
        let _alone = self.sweeping.write().unwrap_or_else(PoisonError::into_inner);
        let folder = self.folder(desk)?;
        let mut swept = 0;
        for path in singles_in(&folder)? {
            let name = path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.parse::<Hash>().ok());
            if name.is_some_and(|name| !wanted.contains(&name)) && older(&path, before)? {
                fs::remove_file(&path).map_err(on(&path))?;
                swept += 1;
            }
        }
        for path in files_in(&folder.join("packs"))? {
            if older(&path, before)? {
                swept += self.sweep_pack(desk, &path, wanted)?;
            }
        }
        // What moved or went is read anew when next needed.
        self.packs().remove(desk);
        Ok(swept)
    }

    /// Rewrites a pack without what nobody wants, once that is a third of it.
    fn sweep_pack(&self, desk: &DeskId, path: &Path, wanted: &HashSet<Hash>) -> Result<u64, BlobError> {
        let mut file = File::open(path).map_err(on(path))?;
        let Ok(entries) = pack::entries(&mut file) else { return Ok(0) };
        let (keep, drop): (Vec<Entry>, Vec<Entry>) = entries.iter().partition(|entry| wanted.contains(&entry.hash));
        if drop.is_empty() || drop.len() * 3 < entries.len() {
            return Ok(0);
        }
        let mut blobs = Vec::with_capacity(keep.len());
        for entry in keep {
            let frame = pack::frame(&mut file, entry.at, entry.len).map_err(on(path))?;
            blobs.push(Packed { hash: entry.hash, frame });
        }
        if !blobs.is_empty() {
            self.put_pack(desk, &blobs)?;
        }
        fs::remove_file(path).map_err(on(path))?;
        Ok(drop.len() as u64)
    }
}
