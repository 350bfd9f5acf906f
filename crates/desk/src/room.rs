//! Room on the disk: how little is too little for new mail, and whether a fault came of having none. What is free altogether
//! the doctor tells.

use std::error::Error;
use std::io;

use store::StoreError;

use crate::desk::Desk;
use crate::receive::ReceiveError;

/// With less than this no new mail is taken in, in bytes: it waits safely where it is, while answers, drafts and the
/// workers' own notes still find room.
const FOR_PEOPLE: u64 = 32 << 20;

/// Whether mail has to wait for room on the disk.
pub fn is_scarce(desk: &Desk) -> bool {
    // A disk that does not tell is taken for one that has room: it refuses soon enough.
    rustix::fs::statvfs(desk.folder()).is_ok_and(|about| about.f_bavail.saturating_mul(about.f_frsize) < FOR_PEOPLE)
}

/// Whether a fault, or what caused it, is that the disk is full.
pub fn is_lacking(fault: &(dyn Error + 'static)) -> bool {
    let is_it = |fault: &(dyn Error + 'static)| {
        matches!(fault.downcast_ref(), Some(StoreError::Full))
            || matches!(fault.downcast_ref(), Some(ReceiveError::Store(StoreError::Full)))
            || fault.downcast_ref().is_some_and(is_full)
    };
    let mut at = Some(fault);
    while let Some(fault) = at {
        if is_it(fault) {
            return true;
        }
        at = fault.source();
    }
    false
}

/// The same of the system's own word.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_known_however_deep_it_lies_in_a_fault() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let blob = store::blobs::BlobError::Disk { path: "x".into(), cause: full() };
        assert!(is_lacking(&ReceiveError::Blobs(blob)) && is_lacking(&ReceiveError::Store(StoreError::Full)));
        let told = anyhow::Error::from(StoreError::Full).context("an answer");
        assert!(is_lacking(told.as_ref()));
        assert!(!is_lacking(&StoreError::CarriedAway) && !is_lacking(&io::Error::from(io::ErrorKind::NotFound)));
    }
}
