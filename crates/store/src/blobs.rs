//! Blobs: raw mail, named by the hash of its bytes. Durable before a put returns, held against the name when read.
//!
//! [`BlobStore`] is what a place for blobs must be able to do; [`FolderBlobs`] is a folder on disk.
//! Not here: which blobs are still wanted (the rows know).

use std::collections::HashSet;
use std::fmt;
use std::future::Future;
use std::io::Read;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::desk::DeskId;

mod disk;
mod folder;
mod pack;
mod packs;

pub use folder::FolderBlobs;

/// The largest blob that is read back, in bytes; a damaged one could pretend to be endless.
const LARGEST: u64 = 1 << 30;

/// SHA-256 of a blob's bytes: its name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Hash {
    type Err = BlobError;

    fn from_str(text: &str) -> Result<Self, BlobError> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(text, &mut bytes).map_err(|_| BlobError::NotAHash(text.chars().take(80).collect()))?;
        Ok(Self(bytes))
    }
}

/// What can go wrong with blobs.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// It is not there.
    #[error("the raw mail {0} is missing; run `tact doctor`")]
    Missing(Hash),
    /// It is there, but not the bytes that were put.
    #[error("the raw mail {0} is damaged on disk; restore it from a backup")]
    Damaged(Hash),
    /// What was given is no hash.
    #[error("{0:?} does not name a blob")]
    NotAHash(String),
    /// The desk's id cannot name a folder.
    #[error("the desk id {0:?} cannot name a folder")]
    DeskName(String),
    /// The disk refused.
    #[error("{}: {cause}", path.display())]
    Disk {
        /// File or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
}

/// Bytes with their name, compressed for keeping. Made anywhere, for instance where the mail is read.
#[derive(Debug, Clone)]
pub struct Packed {
    hash: Hash,
    /// One zstd frame.
    frame: Vec<u8>,
}

impl Packed {
    /// Names and compresses these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Packer::default().pack(bytes)
    }

    /// The name of the bytes within.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The bytes again.
    ///
    /// # Errors
    /// Never, unless memory was damaged.
    pub fn bytes(&self) -> Result<Vec<u8>, BlobError> {
        unpack(self.hash, &self.frame)
    }
}

/// Compresses many blobs with one set of tables.
#[derive(Default)]
pub struct Packer {
    compressor: Option<zstd::bulk::Compressor<'static>>,
}

impl fmt::Debug for Packer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Packer")
    }
}

impl Packer {
    /// Names and compresses these bytes.
    pub fn pack(&mut self, bytes: &[u8]) -> Packed {
        if self.compressor.is_none() {
            self.compressor = zstd::bulk::Compressor::new(3).ok();
        }
        let frame = self.compressor.as_mut().and_then(|it| it.compress(bytes).ok());
        Packed { hash: Hash::of(bytes), frame: frame.unwrap_or_else(|| stored(bytes)) }
    }
}

/// A zstd frame of raw blocks, for the day that compressing fails.
fn stored(bytes: &[u8]) -> Vec<u8> {
    // Magic; a descriptor for 'window follows, no size, no checksum'; a window of 128 KiB; blocks of up to that.
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38];
    let mut chunks = bytes.chunks(1 << 17).peekable();
    if chunks.peek().is_none() {
        frame.extend([1, 0, 0]);
    }
    while let Some(chunk) = chunks.next() {
        let last = u32::from(chunks.peek().is_none());
        let header = (u32::try_from(chunk.len()).unwrap_or(0) << 3) | last;
        frame.extend(header.to_le_bytes().iter().take(3));
        frame.extend_from_slice(chunk);
    }
    frame
}

/// Unpacks a frame and holds it against its name.
fn unpack(hash: Hash, frame: &[u8]) -> Result<Vec<u8>, BlobError> {
    let mut bytes = Vec::new();
    let decoder = zstd::stream::read::Decoder::with_buffer(frame).map_err(|_| BlobError::Damaged(hash))?;
    decoder.single_frame().take(LARGEST).read_to_end(&mut bytes).map_err(|_| BlobError::Damaged(hash))?;
    if Hash::of(&bytes) == hash { Ok(bytes) } else { Err(BlobError::Damaged(hash)) }
}

/// A future of a [`BlobStore`].
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, BlobError>> + Send + 'a>>;

/// A place that keeps blobs: a folder today, an object store one day.
pub trait BlobStore: fmt::Debug + Send + Sync {
    /// Keeps these blobs; durable when it returns. Those that are there already are left as they are.
    fn put<'a>(&'a self, desk: &'a DeskId, blobs: Vec<Packed>) -> Answer<'a, ()>;
    /// Keeps what is read, however much, in little memory; durable when it returns. Its name and its length. When reading
    /// fails nothing of it stays.
    fn pour<'a>(&'a self, desk: &'a DeskId, from: Box<dyn Read + Send>) -> Answer<'a, (Hash, u64)>;
    /// Gives a blob back, held against its name.
    fn get<'a>(&'a self, desk: &'a DeskId, hash: Hash) -> Answer<'a, Vec<u8>>;
    /// Whether a blob is there (its bytes are not looked at).
    fn exists<'a>(&'a self, desk: &'a DeskId, hash: Hash) -> Answer<'a, bool>;
    /// The names of all blobs.
    fn all<'a>(&'a self, desk: &'a DeskId) -> Answer<'a, Vec<Hash>>;
    /// Lets go of blobs that nothing refers to and that were not put (again) since `before`; how many.
    fn sweep<'a>(&'a self, desk: &'a DeskId, wanted: HashSet<Hash>, before: Timestamp) -> Answer<'a, u64>;
}

/// Where a desk's blobs are. Clones are the same place.
#[derive(Debug, Clone)]
pub struct Blobs(Arc<dyn BlobStore>);

impl Blobs {
    /// Blobs in this store.
    pub fn of(store: impl BlobStore + 'static) -> Self {
        Self(Arc::new(store))
    }

    /// Keeps one blob; durable when it returns.
    pub async fn put(&self, desk: &DeskId, bytes: &[u8]) -> Result<Hash, BlobError> {
        let packed = Packed::of(bytes);
        let hash = packed.hash();
        self.0.put(desk, vec![packed]).await?;
        Ok(hash)
    }

    /// Keeps many blobs with one round to the disk; durable when it returns. The names stand in the order of the blobs.
    pub async fn put_many(&self, desk: &DeskId, blobs: &[&[u8]]) -> Result<Vec<Hash>, BlobError> {
        let mut packer = Packer::default();
        let packed: Vec<Packed> = blobs.iter().map(|bytes| packer.pack(bytes)).collect();
        let names = packed.iter().map(Packed::hash).collect();
        self.0.put(desk, packed).await?;
        Ok(names)
    }

    /// Keeps blobs that were packed elsewhere, with one round to the disk; durable when it returns.
    pub async fn put_packed(&self, desk: &DeskId, blobs: Vec<Packed>) -> Result<(), BlobError> {
        self.0.put(desk, blobs).await
    }

    /// Keeps what is read, however much, in little memory; durable when it returns. Its name and its length. When reading
    /// fails nothing of it stays.
    pub async fn pour(&self, desk: &DeskId, from: impl Read + Send + 'static) -> Result<(Hash, u64), BlobError> {
        self.0.pour(desk, Box::new(from)).await
    }

    /// Gives a blob back, held against its name.
    pub async fn get(&self, desk: &DeskId, hash: &Hash) -> Result<Vec<u8>, BlobError> {
        self.0.get(desk, *hash).await
    }

    /// Whether a blob is there (its bytes are not looked at).
    pub async fn exists(&self, desk: &DeskId, hash: &Hash) -> Result<bool, BlobError> {
        self.0.exists(desk, *hash).await
    }

    /// The names of all blobs.
    pub async fn all(&self, desk: &DeskId) -> Result<Vec<Hash>, BlobError> {
        self.0.all(desk).await
    }

    /// Lets go of blobs that nothing refers to and that were not put (again) since `before`; how many.
    pub async fn sweep(&self, desk: &DeskId, wanted: HashSet<Hash>, before: Timestamp) -> Result<u64, BlobError> {
        self.0.sweep(desk, wanted, before).await
    }
}

#[cfg(test)]
mod tests {
    use super::{Hash, Packed, stored, unpack};

    #[test]
    fn what_was_packed_comes_back_and_a_flipped_bit_is_noticed() {
        for bytes in
            [vec![], b"Hello".to_vec(), vec![b'a'; 300_000], (0..=255).cycle().take(200_000).collect::<Vec<u8>>()]
        {
            let packed = Packed::of(&bytes);
            assert_eq!(unpack(packed.hash, &packed.frame).unwrap(), bytes);
            assert_eq!(unpack(Hash::of(&bytes), &stored(&bytes)).unwrap(), bytes);
            for at in [0, packed.frame.len() / 2, packed.frame.len() - 1] {
                let mut bad = packed.frame.clone();
                bad[at] ^= 0x40;
                assert!(
                    !matches!(unpack(packed.hash, &bad), Ok(other) if other != bytes),
                    "wrong bytes were taken for right"
                );
            }
        }
    }

    #[test]
    fn a_name_survives_being_written_down() {
        let hash = Hash::of(b"x");
        assert_eq!(hash.to_string().parse::<Hash>().unwrap(), hash);
        assert!("../../etc/passwd".parse::<Hash>().is_err());
    }
}
