//! A handful of mails fetched and taken in together with how far the folder is then: the unit that is done or not done.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use anyhow::Context as _;
use mail::letter::Held;
use store::StoreError;
use store::mailbox::FolderRow;

use super::Stop;
use super::reading::{Where, not_handed_over, read_all};
use super::visit::Visit;
use crate::change::{Change, ChangeKind};
use crate::imap::{Mail, Size, Step, Trouble, Why};
use crate::receive::{Arrival, ReceiveError, receive_with};

/// Most mails of one window, which become one transaction.
const MAILS: usize = 256;
/// Most bytes of one window, unless a single mail is larger.
const BYTES: u64 = 2 * 1024 * 1024;
/// What is kept of a window at most, whatever the server said about sizes.
const KEPT: u64 = 56 * 1024 * 1024;
/// Kilobytes of mail under way at a time, over all mailboxes.
pub(super) const ROOM: u32 = 64 * 1024;
/// So often a mail may end a visit before it is passed over and held.
const CHANCES: u32 = 3;

/// Mails in windows, in their order: each small, or one mail alone.
pub(super) fn windows(sizes: &[Size], one_by_one: bool) -> Vec<Vec<Size>> {
    let mut windows: Vec<Vec<Size>> = Vec::new();
    let mut bytes = 0;
    for size in sizes {
        let fits = !one_by_one && bytes + size.bytes <= BYTES;
        match windows.last_mut() {
            Some(window) if fits && window.len() < MAILS => window.push(*size),
            _ => {
                windows.push(vec![*size]);
                bytes = 0;
            }
        }
        bytes += size.bytes;
    }
    windows
}

/// Mails at which visits ended: the connection broke while one was fetched, or the store refused it. Kept in memory only.
#[derive(Debug, Default)]
pub(super) struct Suspects(Mutex<HashMap<String, u32>>);

impl Suspects {
    /// One more visit comes to this mail alone; how many came before and did not get past it.
    fn met(&self, key: &str) -> u32 {
        let mut met = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = met.entry(key.to_owned()).or_default();
        *count += 1;
        *count - 1
    }

    fn cleared(&self, key: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

impl Visit {
    /// Fetches a window and takes it in; `row` is how far the folder is once that is committed.
    pub(super) async fn take_in(&mut self, window: &[Size], row: &FolderRow) -> Result<(), Stop> {
        if crate::room::is_scarce(&self.desk) {
            return Err(Stop::NoRoom);
        }
        let mut uids: Vec<u32> = window.iter().map(|size| size.uid).collect();
        uids.sort_unstable();
        let bytes: u64 = window.iter().map(|size| size.bytes).sum();
        let room = u32::try_from(bytes / 1024 + 1).unwrap_or(ROOM).min(ROOM);
        let _room = self.fetcher.room.clone().acquire_many_owned(room).await.context("room").map_err(fault)?;
        let alone = (uids.len() == 1).then(|| format!("{} {} {uids:?}", row.mailbox_id, row.folder));
        let met = alone.as_ref().map_or(0, |key| self.fetcher.suspects.met(key));
        let place = self.place(row);
        // A mail at which the server breaks off again and again stands in the way of all others.
        let mails = match uids.first() {
            Some(uid) if met >= CHANCES * 2 => vec![not_handed_over(*uid, row.uid_validity, &place)],
            _ => self.mails_of(&uids, row).await?,
        };
        let arrivals = tokio::task::spawn_blocking(move || read_all(mails, &place)).await;
        let mut arrivals = arrivals.context("the thread that reads mails").map_err(fault)?;
        if met >= CHANCES {
            arrivals.iter_mut().for_each(|(mail, _)| mail.letter.held = Some(Held::ParserError));
        }
        self.commit(arrivals, row).await?;
        if let Some(key) = alone {
            self.fetcher.suspects.cleared(&key);
        }
        Ok(())
    }

    /// Rows and progress in one transaction, under our claim.
    async fn commit(&mut self, arrivals: Vec<Arrival>, row: &FolderRow) -> Result<(), Stop> {
        let fence = self.row.fence;
        receive_with(&self.desk, arrivals, |tx| {
            let (desk, row) = (self.desk.clone(), row.clone());
            Box::pin(async move {
                store::mailbox::lease::hold(tx, desk.id(), &row.mailbox_id, fence).await?;
                store::mailbox::save_folder(tx, desk.id(), &row).await
            })
        })
        .await?;
        self.rows.insert(row.folder.clone(), row.clone());
        self.desk.tell(Change::everywhere(ChangeKind::Mailbox));
        Ok(())
    }

    /// The mails of these UIDs. What does not come though it is there is asked for alone; what does not come even then is
    /// stood for, so that it is seen and holds up nothing.
    async fn mails_of(&mut self, uids: &[u32], row: &FolderRow) -> Result<Vec<Mail>, Stop> {
        let mut came: BTreeMap<u32, Mail> =
            self.session.mails(uids, KEPT).await?.into_iter().map(|mail| (mail.uid, mail)).collect();
        if came.len() < uids.len()
            && let (Some(first), Some(last)) = (uids.first(), uids.last())
        {
            let there = self.session.uids(*first, *last).await?;
            let missing = |uid: &&u32| there.binary_search(uid).is_ok() && !came.contains_key(uid);
            let missing: Vec<u32> = uids.iter().filter(missing).copied().collect();
            for uid in missing {
                let alone = self.session.mails(&[uid], KEPT).await?.pop();
                let mail = match alone {
                    Some(mail) => mail,
                    // Perhaps it only cannot just now.
                    None if self.row.tries < i64::from(CHANCES) => {
                        let why = Why::NotNow(format!("mail {uid} was not handed over"));
                        return Err(Stop::Trouble(Trouble { step: Step::Fetch, why }));
                    }
                    None => not_handed_over(uid, row.uid_validity, &self.place(row)),
                };
                came.insert(uid, mail);
            }
        }
        Ok(came.into_values().collect())
    }

    fn place(&self, row: &FolderRow) -> Where {
        let place = format!("{} {}", self.row.address, crate::imap::readable(&row.folder));
        Where { place, mailbox: self.row.address.clone(), role: row.role, now: self.desk.now() }
    }

    /// Writes down how far a folder is, without mails.
    pub(super) async fn save(&mut self, row: &FolderRow) -> Result<(), Stop> {
        let (desk, mailbox, fence) = (&self.desk, &self.row.mailbox_id, self.row.fence);
        desk.db()
            .write(async |mut tx| {
                store::mailbox::lease::hold(&mut tx, desk.id(), mailbox, fence).await?;
                store::mailbox::save_folder(&mut tx, desk.id(), row).await
            })
            .await?;
        self.rows.insert(row.folder.clone(), row.clone());
        Ok(())
    }
}

fn fault(cause: anyhow::Error) -> Stop {
    tracing::error!(%cause, "a fetch cannot go on");
    Stop::Fault(ReceiveError::Store(StoreError::CarriedAway))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(bytes: &[u64]) -> Vec<Size> {
        (1..).zip(bytes).map(|(uid, bytes)| Size { uid, bytes: *bytes }).collect()
    }

    fn lengths(sizes: &[Size], one_by_one: bool) -> Vec<usize> {
        windows(sizes, one_by_one).iter().map(Vec::len).collect()
    }

    #[test]
    fn windows_are_bounded_in_mails_and_in_bytes() {
        assert_eq!(lengths(&sizes(&[1_000; 600]), false), [256, 256, 88]);
        assert_eq!(lengths(&sizes(&[BYTES / 2, BYTES / 2, 1]), false), [2, 1]);
        assert_eq!(lengths(&sizes(&[10, BYTES * 9, 10, 10]), false), [1, 1, 2]);
        assert_eq!(lengths(&sizes(&[10, 10, 10]), true), [1, 1, 1]);
        assert_eq!(lengths(&[], false), [] as [usize; 0]);
    }

    #[test]
    fn a_mail_is_suspected_until_it_passed() {
        let suspects = Suspects::default();
        assert_eq!([suspects.met("a"), suspects.met("a"), suspects.met("b")], [0, 1, 0]);
        suspects.cleared("a");
        assert_eq!(suspects.met("a"), 0);
    }
}
