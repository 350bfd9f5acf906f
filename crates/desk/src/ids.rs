//! New ids: UUIDv7, so that rows made later sort later. The time is given, the random part is the machine's.

use jiff::Timestamp;
use uuid::{ContextV7, Timestamp as UuidTime, Uuid};

/// Gives ids that grow, even within one millisecond.
#[derive(Debug)]
pub struct Ids {
    context: ContextV7,
}

impl Ids {
    /// A fresh source.
    pub fn new() -> Self {
        Self { context: ContextV7::new() }
    }

    /// The next id for something that happens at `now`.
    pub fn next(&mut self, now: Timestamp) -> String {
        let seconds = u64::try_from(now.as_second()).unwrap_or(0);
        let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        Uuid::new_v7(UuidTime::from_unix(&self.context, seconds, nanoseconds)).to_string()
    }
}

/// Not greater than any id made at `at` or later.
pub(crate) fn first_at(at: Timestamp) -> String {
    let milliseconds = u64::try_from(at.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &[0; 10]).into_uuid().to_string()
}

/// When an id of ours was made, to the millisecond; `None` when it is not one of ours.
pub(crate) fn made_at(id: &str) -> Option<Timestamp> {
    let (seconds, nanoseconds) = Uuid::try_parse(id).ok()?.get_timestamp()?.to_unix();
    Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()
}

impl Default for Ids {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made() {
        let now: Timestamp = "2026-11-20T09:00:00.25Z".parse().unwrap();
        assert_eq!(made_at(&Ids::new().next(now)), Some(now));
        assert_eq!(made_at("c1"), None);
    }

    #[test]
    fn the_first_id_of_an_instant_is_not_greater_than_any_other() {
        let now: Timestamp = "2026-11-20T09:00:00.25Z".parse().unwrap();
        let mut ids = Ids::new();
        assert!((0..100).all(|_| first_at(now) <= ids.next(now)));
        let before: Timestamp = "2026-11-20T09:00:00.249Z".parse().unwrap();
        assert!(Ids::new().next(before) < first_at(now));
    }

    #[test]
    fn ids_grow_within_one_instant() {
        let mut ids = Ids::new();
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        let made: Vec<String> = (0..2_000).map(|_| ids.next(now)).collect();
        assert!(made.is_sorted());
        assert_eq!(made.iter().collect::<std::collections::HashSet<_>>().len(), 2_000);
    }
}
