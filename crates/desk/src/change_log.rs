//! Changes told in order, each with a number, so that a page whose line broke hears what it missed. What is told stands
//! in `change.rs`. Kept in memory only: after a restart, or after a long silence, a page is told to look at everything.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::broadcast;

use crate::change::Change;

/// How many changes are kept for whoever comes back.
const KEPT: usize = 1024;

/// How many an open page may lag behind before it is told to look at everything again.
const LAG: usize = 256;

/// A change with its place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// What a page says to hear everything after it: the run of the program, and the number within.
    pub place: String,
    /// What changed.
    pub change: Change,
}

/// What a page hears: what it missed, then what comes.
#[derive(Debug)]
pub struct Hearing {
    /// What was told since the place it named; `None` when that is no longer known, and it must look at everything.
    pub missed: Option<Vec<Numbered>>,
    /// Everything from now on, nothing twice and nothing left out in between.
    pub coming: broadcast::Receiver<Numbered>,
}

pub(crate) struct ChangeLog {
    /// Another one after each start: numbers of an earlier run mean nothing.
    run: String,
    told: Mutex<Told>,
    sender: broadcast::Sender<Numbered>,
}

#[derive(Default)]
struct Told {
    last: u64,
    kept: VecDeque<Numbered>,
}

impl ChangeLog {
    pub(crate) fn new(run: String) -> Self {
        Self { run, told: Mutex::default(), sender: broadcast::channel(LAG).0 }
    }

    pub(crate) fn tell(&self, change: Change) {
        // Sent under the lock: whoever listens hears the numbers in order.
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        told.last += 1;
        let numbered = Numbered { place: format!("{}.{}", self.run, told.last), change };
        if told.kept.len() == KEPT {
            told.kept.pop_front();
        }
        told.kept.push_back(numbered.clone());
        // Nobody listening is no error.
        let _ = self.sender.send(numbered);
    }

    /// Which run of the program this is.
    pub(crate) fn run(&self) -> &str {
        &self.run
    }

    /// The place of the last change told.
    pub(crate) fn place(&self) -> String {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{}.{}", self.run, told.last)
    }

    /// Hears from a place on; without one, from now.
    pub(crate) fn since(&self, place: Option<&str>) -> Hearing {
        let told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let coming = self.sender.subscribe();
        let Some(place) = place else { return Hearing { missed: Some(Vec::new()), coming } };
        let number = place.strip_prefix(&self.run).and_then(|rest| rest.strip_prefix('.')?.parse::<u64>().ok());
        let missed = number.filter(|number| *number <= told.last).and_then(|number| {
            let count = usize::try_from(told.last - number).ok()?;
            let from = told.kept.len().checked_sub(count)?;
            Some(told.kept.range(from..).cloned().collect())
        });
        Hearing { missed, coming }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::ChangeKind;

    fn told(hearing: &Hearing) -> Option<Vec<&str>> {
        let missed = hearing.missed.as_ref()?;
        Some(missed.iter().filter_map(|one| one.change.conversation_id.as_deref()).collect())
    }

    #[test]
    fn whoever_comes_back_hears_what_was_missed_and_nothing_twice() {
        let log = ChangeLog::new("run".to_owned());
        let tell = |id: &str| log.tell(Change::of(id, ChangeKind::Message));
        tell("a");
        let place = log.place();
        tell("b");
        tell("c");
        let mut hearing = log.since(Some(&place));
        assert_eq!(told(&hearing), Some(vec!["b", "c"]));
        tell("d");
        assert_eq!(hearing.coming.try_recv().unwrap().change.conversation_id.as_deref(), Some("d"));
        assert!(hearing.coming.try_recv().is_err());
        assert_eq!(told(&log.since(Some(&log.place()))), Some(vec![]));
        assert_eq!(told(&log.since(None)), Some(vec![]));
    }

    #[test]
    fn whoever_was_away_too_long_or_before_a_restart_looks_at_everything() {
        let log = ChangeLog::new("run".to_owned());
        let place = log.place();
        for _ in 0..KEPT {
            log.tell(Change::everywhere(ChangeKind::Import));
        }
        assert_eq!(log.since(Some(&place)).missed.map(|missed| missed.len()), Some(KEPT));
        log.tell(Change::everywhere(ChangeKind::Import));
        for unknown in [place.as_str(), "other.1", "run.", "run.x", "run.99999", ""] {
            assert!(log.since(Some(unknown)).missed.is_none(), "{unknown}");
        }
    }
}
