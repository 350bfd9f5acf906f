//! One file of many blobs: zstd frames one after another, then where each is. Not here: where such files lie.
//!
//! An import puts hundreds of small mails at once; one file, synced once, is many times cheaper than hundreds, and
//! wastes no half-empty disk blocks. The list stands at the end in a frame that zstd skips, so `zstd -dc` on such a
//! file gives all its mails.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::{Hash, Packed};

/// Begins a frame that zstd skips.
const SKIPPABLE: [u8; 4] = [0x5a, 0x2a, 0x4d, 0x18];
/// Ends a whole pack, after the number of entries.
const MARK: &[u8; 4] = b"TCT1";
/// Hash, offset, length.
const ENTRY: usize = 32 + 8 + 4;
/// Number of entries, mark.
const FOOT: u64 = 8;

/// Where a blob lies in its pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) hash: Hash,
    pub(super) at: u64,
    pub(super) len: u32,
}

/// Writes a whole pack and tells where each blob went.
pub(super) fn write(file: &mut File, blobs: &[Packed]) -> io::Result<Vec<Entry>> {
    let mut out = io::BufWriter::with_capacity(1 << 18, file);
    let mut entries = Vec::with_capacity(blobs.len());
    let mut at = 0_u64;
    for blob in blobs {
        out.write_all(&blob.frame)?;
        let len = u32::try_from(blob.frame.len()).map_err(io::Error::other)?;
        entries.push(Entry { hash: blob.hash, at, len });
        at += u64::from(len);
    }
    let size = entries.len() * ENTRY + FOOT as usize;
    out.write_all(&SKIPPABLE)?;
    out.write_all(&u32::try_from(size).map_err(io::Error::other)?.to_le_bytes())?;
    for entry in &entries {
        out.write_all(&entry.hash.0)?;
        out.write_all(&entry.at.to_le_bytes())?;
        out.write_all(&entry.len.to_le_bytes())?;
    }
    out.write_all(&u32::try_from(entries.len()).map_err(io::Error::other)?.to_le_bytes())?;
    out.write_all(MARK)?;
    out.flush()?;
    Ok(entries)
}

/// Reads the list of a pack.
pub(super) fn entries(file: &mut File) -> io::Result<Vec<Entry>> {
    let whole = file.metadata()?.len();
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "this pack of mails is cut or damaged");
    let mut foot = [0; FOOT as usize];
    file.seek(SeekFrom::Start(whole.checked_sub(FOOT).ok_or_else(damaged)?))?;
    file.read_exact(&mut foot)?;
    let (count, mark) = foot.split_at(4);
    if mark != MARK {
        return Err(damaged());
    }
    let count = u64::from(u32::from_le_bytes(count.try_into().map_err(io::Error::other)?));
    let list = count * ENTRY as u64;
    file.seek(SeekFrom::Start(whole.checked_sub(FOOT + list).ok_or_else(damaged)?))?;
    let mut bytes = vec![0; usize::try_from(list).map_err(io::Error::other)?];
    file.read_exact(&mut bytes)?;
    bytes.chunks_exact(ENTRY).map(|chunk| entry(chunk).ok_or_else(damaged)).collect()
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let (hash, rest) = bytes.split_at_checked(32)?;
    let (at, len) = rest.split_at_checked(8)?;
    Some(Entry {
        hash: Hash(hash.try_into().ok()?),
        at: u64::from_le_bytes(at.try_into().ok()?),
        len: u32::from_le_bytes(len.try_into().ok()?),
    })
}

/// Reads the frame of one blob.
pub(super) fn frame(file: &mut File, at: u64, len: u32) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; len as usize];
    file.seek(SeekFrom::Start(at))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}
