//! What happened since the program started, counted for a watcher. Figures only; what is true stands in the store.

use std::sync::atomic::{AtomicU64, Ordering};

/// One figure that only grows.
#[derive(Debug, Default)]
pub struct Tally(AtomicU64);

impl Tally {
    /// One more.
    pub fn add(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// How many so far.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The figures of a desk.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Mails whose reading or placing failed by a fault of ours; each is held.
    pub parser_errors: Tally,
    /// Mails handed over at the door and safe.
    pub door_taken: Tally,
    /// Mails refused at the door for good.
    pub door_refused: Tally,
    /// Mails put off at the door, for want of room or a working database.
    pub door_put_off: Tally,
}

impl Tallies {
    /// The figures by name.
    pub fn all(&self) -> [(&'static str, u64); 4] {
        [
            ("tact_parser_errors_total", self.parser_errors.get()),
            ("tact_door_taken_total", self.door_taken.get()),
            ("tact_door_refused_total", self.door_refused.get()),
            ("tact_door_put_off_total", self.door_put_off.get()),
        ]
    }
}
