//! Blobs come back as they were put, or are said to be missing or damaged; a sweep takes only what nobody wants.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use store::DeskId;
use store::blobs::{BlobError, Blobs, FolderBlobs, Hash};

fn desk() -> DeskId {
    DeskId("d-1".to_owned())
}

fn open(folder: &Path) -> Blobs {
    Blobs::of(FolderBlobs::open(folder.join("blobs"), true).unwrap())
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn mails(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(|n| format!("Subject: {n}\r\n\r\n{}", "Hello ".repeat(n * 7)).into_bytes()).collect()
}

async fn put_all(blobs: &Blobs, mails: &[Vec<u8>]) -> Vec<Hash> {
    let slices: Vec<&[u8]> = mails.iter().map(Vec::as_slice).collect();
    blobs.put_many(&desk(), &slices).await.unwrap()
}

#[tokio::test]
async fn one_or_many_come_back_after_a_new_start() {
    let folder = tempfile::tempdir().unwrap();
    let mails = mails(300);
    let (single, names) = {
        let blobs = open(folder.path());
        (blobs.put(&desk(), b"alone").await.unwrap(), put_all(&blobs, &mails).await)
    };
    let blobs = open(folder.path());
    assert_eq!(blobs.get(&desk(), &single).await.unwrap(), b"alone");
    for (name, mail) in names.iter().zip(&mails) {
        assert_eq!(&blobs.get(&desk(), name).await.unwrap(), mail);
    }
    let mut all = blobs.all(&desk()).await.unwrap();
    let mut expected: Vec<Hash> = names.iter().copied().chain([single]).collect();
    all.sort();
    expected.sort();
    assert_eq!(all, expected);
}

#[tokio::test]
async fn the_same_bytes_are_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    let mails = mails(40);
    put_all(&blobs, &mails).await;
    let before = files(folder.path());
    put_all(&blobs, &mails).await;
    put_all(&open(folder.path()), &mails).await;
    blobs.put(&desk(), &mails[3]).await.unwrap();
    assert_eq!(files(folder.path()), before, "a second import writes no mail again");
}

#[tokio::test]
async fn missing_and_damaged_are_told_apart_and_others_are_still_served() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    let mails = mails(20);
    let names = put_all(&blobs, &mails).await;
    let single = blobs.put(&desk(), b"alone, and long enough to be hit in the middle").await.unwrap();
    for path in files(folder.path()) {
        let mut bytes = std::fs::read(&path).unwrap();
        // In the pack this hits its first mail, in the single file its only one.
        let at = if path.extension().is_some_and(|it| it == "pack") { 12 } else { bytes.len() / 2 };
        bytes[at] ^= 0xff;
        std::fs::write(&path, bytes).unwrap();
    }
    assert!(matches!(blobs.get(&desk(), &names[0]).await, Err(BlobError::Damaged(_))));
    assert!(matches!(blobs.get(&desk(), &single).await, Err(BlobError::Damaged(_))));
    assert_eq!(blobs.get(&desk(), &names[7]).await.unwrap(), mails[7]);
    assert!(matches!(blobs.get(&desk(), &Hash::of(b"never put")).await, Err(BlobError::Missing(_))));
    assert!(!blobs.exists(&desk(), &Hash::of(b"never put")).await.unwrap());
}

#[tokio::test]
async fn a_desk_sees_only_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    let name = blobs.put(&desk(), b"ours").await.unwrap();
    let other = DeskId("d-2".to_owned());
    assert!(matches!(blobs.get(&other, &name).await, Err(BlobError::Missing(_))));
    for bad in ["", "..", "a/b", "tmp", "a\0b"] {
        assert!(matches!(blobs.put(&DeskId(bad.to_owned()), b"x").await, Err(BlobError::DeskName(_))), "{bad:?}");
    }
}

#[tokio::test]
async fn leftovers_of_a_crash_are_cleared_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    let name = blobs.put(&desk(), b"kept").await.unwrap();
    let left = folder.path().join("blobs/tmp/1-1");
    std::fs::write(&left, b"half a ma").unwrap();
    let blobs = open(folder.path());
    assert!(!left.exists());
    assert_eq!(blobs.get(&desk(), &name).await.unwrap(), b"kept");
}

#[tokio::test]
async fn a_sweep_takes_what_is_old_and_wanted_by_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    let mails = mails(12);
    let names = put_all(&blobs, &mails).await;
    let single = blobs.put(&desk(), b"alone").await.unwrap();
    let wanted: HashSet<Hash> = names[..6].iter().copied().collect();
    let long_ago = Timestamp::from_second(1_000_000_000).unwrap();
    let some_day = Timestamp::from_second(9_000_000_000).unwrap();

    assert_eq!(blobs.sweep(&desk(), wanted.clone(), long_ago).await.unwrap(), 0, "all of it is young");
    assert_eq!(blobs.sweep(&desk(), wanted.clone(), some_day).await.unwrap(), 7);
    for (at, name) in names.iter().enumerate() {
        assert_eq!(blobs.exists(&desk(), name).await.unwrap(), at < 6, "{at}");
    }
    assert!(!blobs.exists(&desk(), &single).await.unwrap());
    assert_eq!(blobs.get(&desk(), &names[5]).await.unwrap(), mails[5]);
    assert_eq!(put_all(&blobs, &mails).await, names, "what was swept can be put again");
    assert_eq!(blobs.get(&desk(), &names[11]).await.unwrap(), mails[11]);
}

/// Gives bytes in uneven pieces, and breaks off after so many when told.
struct Pieces {
    left: Vec<u8>,
    breaks: bool,
}

impl std::io::Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let piece = into.len().min(7_001).min(self.left.len());
        if piece == 0 && self.breaks {
            return Err(std::io::Error::other("the line went dead"));
        }
        into[..piece].copy_from_slice(&self.left[..piece]);
        self.left.drain(..piece);
        Ok(piece)
    }
}

#[tokio::test]
async fn what_is_poured_in_is_a_blob_like_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    let bytes: Vec<u8> = (0..300_000_u32).flat_map(|n| n.to_le_bytes()).collect();
    let (name, length) = blobs.pour(&desk(), Pieces { left: bytes.clone(), breaks: false }).await.unwrap();
    assert_eq!((name, length), (Hash::of(&bytes), bytes.len() as u64));
    assert_eq!(blobs.get(&desk(), &name).await.unwrap(), bytes);
    let before = files(folder.path());
    blobs.pour(&desk(), Pieces { left: bytes.clone(), breaks: false }).await.unwrap();
    assert_eq!(files(folder.path()), before, "the same bytes are kept once");
    let broken = blobs.pour(&desk(), Pieces { left: vec![1; 200_000], breaks: true }).await;
    assert!(broken.is_err());
    assert_eq!(files(folder.path()), before, "what breaks off leaves nothing");
    let (empty, _) = blobs.pour(&desk(), std::io::empty()).await.unwrap();
    assert_eq!(blobs.get(&desk(), &empty).await.unwrap(), b"");
}
