//! One folder brought up to date: what is new first, then what is old, newest first. What the server says about UIDs is
//! held against how far we were.

use store::mailbox::{FolderRow, Role};

use super::Stop;
use super::folders::Chosen;
use super::visit::Visit;
use super::window::windows;
use crate::imap::{Folder, Size};

/// UIDs whose sizes are asked for at once; also how many old mails of a folder come before the next folder's turn.
const SLAB: usize = 512;
/// What a mail counts for whose size the server does not tell: it is fetched alone.
const UNKNOWN: u64 = 2 * 1024 * 1024;

/// How far a folder is, after a look at it. `true` when what was known of it no longer holds: then everything is fetched
/// again, and what is here already is recognised by its id and body.
pub(super) fn reconciled(
    mailbox_id: &str,
    chosen: &Chosen,
    known: Option<&FolderRow>,
    seen: Seen,
) -> (FolderRow, bool) {
    let fresh = || FolderRow {
        mailbox_id: mailbox_id.to_owned(),
        folder: chosen.name.clone(),
        role: chosen.role,
        uid_validity: i64::from(seen.uid_validity),
        next_uid: i64::from(seen.uid_next),
        low_uid: i64::from(seen.uid_next),
        mod_seq: i64::try_from(seen.mod_seq).unwrap_or(0),
        there: i64::from(seen.exists),
        taken: 0,
        marked_uid: i64::from(seen.uid_next),
    };
    match known {
        // UIDs only ever grow (RFC 3501, 2.3.1.1). A server that was restored from a copy gives old ones to new mails.
        Some(row)
            if row.uid_validity == i64::from(seen.uid_validity)
                && row.next_uid <= i64::from(seen.uid_next)
                && !goes_back(row, seen.mod_seq) =>
        {
            let there = i64::from(seen.exists);
            let mod_seq = i64::try_from(seen.mod_seq).unwrap_or(0);
            (FolderRow { role: chosen.role, there, mod_seq, taken: row.taken.min(there), ..row.clone() }, false)
        }
        Some(_) => (fresh(), true),
        None => (fresh(), false),
    }
}

/// Whether a folder's count of changes is lower than it was, though it only ever grows (RFC 7162, 3.1.2): the mailbox was
/// restored from a copy. Its UIDs may have grown past ours again by then, and given to other mails on the way.
pub(super) fn goes_back(row: &FolderRow, mod_seq: u64) -> bool {
    mod_seq > 0 && u64::try_from(row.mod_seq).is_ok_and(|known| mod_seq < known)
}

/// A folder as it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) uid_validity: u32,
    pub(super) uid_next: u32,
    pub(super) mod_seq: u64,
    pub(super) exists: u32,
}

impl Visit {
    /// Opens a folder and holds it against what is known of it.
    pub(super) async fn enter(&mut self, chosen: &Chosen) -> Result<FolderRow, Stop> {
        let to_change = self.options.mark_read && chosen.role != Role::Sent;
        self.open = None;
        let Folder { uid_validity, uid_next, mod_seq, exists } =
            self.session.open_folder(&chosen.name, to_change).await?;
        self.open = Some(chosen.name.clone());
        let uid_next = match uid_next {
            Some(uid_next) => uid_next,
            None => self.session.uids(1, u32::MAX).await?.last().map_or(1, |last| last.saturating_add(1)),
        };
        let seen = Seen { uid_validity, uid_next, mod_seq, exists };
        let known = self.rows.get(&chosen.name);
        let (row, again) = reconciled(&self.row.mailbox_id, chosen, known, seen);
        if again {
            tracing::info!(mailbox = %self.row.address, folder = %chosen.name, "the server numbers its mails anew; fetching again");
        }
        if known != Some(&row) {
            self.older.remove(&chosen.name);
            self.save(&row).await?;
        }
        Ok(row)
    }

    /// Takes in what is new in the open folder.
    pub(super) async fn newer(&mut self, mut row: FolderRow) -> Result<FolderRow, Stop> {
        let uids = self.session.uids(uid(row.next_uid), u32::MAX).await?;
        for slab in uids.chunks(SLAB) {
            let sizes = self.sizes(slab).await?;
            for window in windows(&sizes, self.is_careful()) {
                let Some(last) = window.last() else { continue };
                row.next_uid = i64::from(last.uid) + 1;
                row.taken += window.len() as i64;
                row.there = row.there.max(row.taken).max(i64::from(self.session.exists().unwrap_or(0)));
                if !self.options.mark_read || row.role == Role::Sent {
                    row.marked_uid = row.next_uid;
                }
                self.take_in(&window, &row).await?;
                self.told_to_stop()?;
            }
        }
        self.mark_read(row).await
    }

    /// Takes in some of what was there before, the newest first; whether more is left.
    pub(super) async fn older(&mut self, mut row: FolderRow) -> Result<bool, Stop> {
        if row.low_uid <= 1 {
            return Ok(false);
        }
        let mut left = match self.older.remove(&row.folder) {
            Some(left) => left,
            None => self.session.uids(1, uid(row.low_uid) - 1).await?,
        };
        let slab = left.split_off(left.len().saturating_sub(SLAB));
        let mut sizes = self.sizes(&slab).await?;
        sizes.reverse();
        for window in windows(&sizes, self.is_careful()) {
            let Some(lowest) = window.last() else { continue };
            row.low_uid = i64::from(lowest.uid);
            row.taken += window.len() as i64;
            row.there = row.there.max(row.taken);
            self.take_in(&window, &row).await?;
            self.told_to_stop()?;
        }
        let more = !left.is_empty();
        if more {
            self.older.insert(row.folder.clone(), left);
        } else {
            row.low_uid = 1;
            self.save(&row).await?;
        }
        Ok(more)
    }

    /// Marks as read what came since the last time, where the owner wants that. The mails are committed by now.
    async fn mark_read(&mut self, mut row: FolderRow) -> Result<FolderRow, Stop> {
        if row.marked_uid >= row.next_uid {
            return Ok(row);
        }
        if self.options.mark_read && row.role != Role::Sent {
            let uids = self.session.uids(uid(row.marked_uid), uid(row.next_uid) - 1).await?;
            for some in uids.chunks(SLAB) {
                self.session.mark_read(some).await?;
            }
        }
        row.marked_uid = row.next_uid;
        self.save(&row).await?;
        Ok(row)
    }

    /// The sizes of ascending UIDs, ascending. A mail of unknown size is fetched alone.
    async fn sizes(&mut self, uids: &[u32]) -> Result<Vec<Size>, Stop> {
        if uids.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.session.sizes(uids).await?;
        let size = |uid: &u32| match known.binary_search_by_key(uid, |size| size.uid) {
            Ok(at) => known.get(at).copied().unwrap_or(Size { uid: *uid, bytes: UNKNOWN }),
            Err(_) => Size { uid: *uid, bytes: UNKNOWN },
        };
        Ok(uids.iter().map(size).collect())
    }

    /// After visits in vain mails are fetched one by one, to get past the one that may be to blame.
    fn is_careful(&self) -> bool {
        self.row.tries >= 2 && !self.was_here
    }
}

fn uid(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen() -> Chosen {
        Chosen { name: "INBOX".to_owned(), role: Role::Inbox }
    }

    fn seen(uid_validity: u32, uid_next: u32) -> Seen {
        Seen { uid_validity, uid_next, mod_seq: 0, exists: 5 }
    }

    #[test]
    fn a_folder_goes_on_where_it_was() {
        let (row, again) = reconciled("m", &chosen(), None, seen(7, 100));
        assert_eq!((row.next_uid, row.low_uid, again), (100, 100, false));
        let row = FolderRow { next_uid: 120, low_uid: 40, taken: 3, ..row };
        let (same, again) = reconciled("m", &chosen(), Some(&row), seen(7, 130));
        assert_eq!((same.next_uid, same.low_uid, same.taken, again), (120, 40, 3, false));
    }

    #[test]
    fn a_count_of_changes_that_goes_back_begins_again_and_none_does_not() {
        let counted = |mod_seq| Seen { mod_seq, ..seen(7, 100) };
        let (row, _) = reconciled("m", &chosen(), None, counted(50));
        let again = |mod_seq| reconciled("m", &chosen(), Some(&row), counted(mod_seq)).1;
        assert_eq!([49, 50, 51, 0].map(again), [true, false, false, false]);
    }

    #[test]
    fn numbers_that_no_longer_hold_begin_again() {
        let (row, _) = reconciled("m", &chosen(), None, seen(7, 100));
        for seen in [seen(8, 100), seen(8, 5), seen(7, 99)] {
            let (begun, again) = reconciled("m", &chosen(), Some(&row), seen);
            assert!(again, "{seen:?}");
            assert_eq!(
                (begun.next_uid, begun.low_uid, begun.taken),
                (i64::from(seen.uid_next), i64::from(seen.uid_next), 0)
            );
        }
    }
}
