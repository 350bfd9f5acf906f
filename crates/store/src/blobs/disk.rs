//! Files and folders on disk: listed, made, synced, dated. Not here: what is in them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::BlobError;

pub(super) fn on(path: &Path) -> impl Fn(io::Error) -> BlobError + use<> {
    let path = path.to_owned();
    move |cause| BlobError::Disk { path: path.clone(), cause }
}

/// The files right in a folder; none when there is no such folder.
pub(super) fn files_in(folder: &Path) -> Result<Vec<PathBuf>, BlobError> {
    let list = match fs::read_dir(folder) {
        Ok(list) => list,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(on(folder)(cause)),
    };
    let mut files = Vec::new();
    for entry in list {
        let entry = entry.map_err(on(folder))?;
        if entry.file_type().map_err(on(folder))?.is_file() {
            files.push(entry.path());
        }
    }
    files.sort();
    Ok(files)
}

/// The single blobs of a desk's folder, on all its shelves.
pub(super) fn singles_in(folder: &Path) -> Result<Vec<PathBuf>, BlobError> {
    let mut files = Vec::new();
    for shelf in 0..=255_u8 {
        files.extend(files_in(&folder.join(hex::encode([shelf])))?);
    }
    Ok(files)
}

/// Makes a folder with its parents, each entered durably into the one above.
pub(super) fn make_folder(folder: &Path) -> Result<(), BlobError> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent() {
        make_folder(above)?;
    }
    match fs::create_dir(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(on(folder)(cause)),
        _ => {}
    }
    folder.parent().map_or(Ok(()), sync_folder)
}

pub(super) fn sync_folder(folder: &Path) -> Result<(), BlobError> {
    // An empty parent is the folder we stand in.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder).and_then(|open| open.sync_all()).map_err(on(folder))
}

pub(super) fn touch(path: &Path) -> Result<(), BlobError> {
    let now = rustix::fs::Timespec { tv_sec: 0, tv_nsec: rustix::fs::UTIME_NOW };
    let times = rustix::fs::Timestamps { last_access: now, last_modification: now };
    rustix::fs::utimensat(rustix::fs::CWD, path, &times, rustix::fs::AtFlags::empty())
        .map_err(|cause| on(path)(cause.into()))
}

pub(super) fn older(path: &Path, before: Timestamp) -> Result<bool, BlobError> {
    let changed = fs::metadata(path).and_then(|about| about.modified()).map_err(on(path))?;
    // A time that cannot be read counts as young: nothing is swept by mistake.
    Ok(Timestamp::try_from(changed).is_ok_and(|changed| changed < before))
}
