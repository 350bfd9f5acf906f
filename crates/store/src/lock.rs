//! One process per SQLite desk, on a disk that keeps its word. Not here: locks within the database.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::StoreError;

/// An exclusive lock on `desk.lock`, given back by the system when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock or tells who has it.
    pub(crate) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("desk.lock");
        let problem = |cause| StoreError::Folder { path: path.clone(), cause };
        let mut file =
            OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&path).map_err(problem)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0).map_err(problem)?;
                file.rewind().map_err(problem)?;
                write!(file, "{}", std::process::id()).map_err(problem)?;
                Ok(Self { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let mut pid = String::new();
                let read = file.read_to_string(&mut pid).is_ok() && !pid.trim().is_empty();
                let pid = if read { pid.trim().to_owned() } else { "unknown".to_owned() };
                Err(StoreError::InUse { folder: folder.to_owned(), pid })
            }
            Err(TryLockError::Error(cause)) => Err(problem(cause)),
        }
    }
}

/// SQLite's write-ahead log needs shared memory and honest locks, which network file systems do not give.
pub(crate) fn refuse_network_folder(folder: &Path) -> Result<(), StoreError> {
    match network_kind(folder) {
        Some(kind) => Err(StoreError::NetworkFolder { folder: folder.to_owned(), kind }),
        None => Ok(()),
    }
}

#[cfg(target_os = "linux")]
fn network_kind(folder: &Path) -> Option<&'static str> {
    // When the system does not tell, the folder is taken as local: refusing to start would help nobody.
    let found = rustix::fs::statfs(folder).ok()?.f_type;
    // From statfs(2).
    match u32::try_from(found as i64 & 0xffff_ffff).ok()? {
        0x0000_6969 => Some("NFS"),
        0x0000_517b | 0xff53_4d42 | 0xfe53_4d42 => Some("SMB"),
        0x5346_414f => Some("AFS"),
        0x00c3_6400 => Some("Ceph"),
        _ => None,
    }
}

#[cfg(not(target_os = "linux"))]
fn network_kind(_folder: &Path) -> Option<&'static str> {
    None
}
