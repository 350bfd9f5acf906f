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

impl Default for Ids {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_one_instant() {
        let mut ids = Ids::new();
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        let made: Vec<String> = (0..2_000).map(|_| ids.next(now)).collect();
        assert!(made.is_sorted());
        assert_eq!(made.iter().collect::<std::collections::HashSet<_>>().len(), 2_000);
    }
}
