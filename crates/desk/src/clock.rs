//! What time it is. The only place that asks the machine for it; every decision gets the time as an argument.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Something that knows what time it is.
pub trait Clock: Send + Sync + 'static {
    /// The present instant, cut to microseconds (what the store keeps).
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock {
    /// The latest instant given out: a clock that is set back does not make time run backwards.
    latest: Mutex<Option<Timestamp>>,
}

impl SystemClock {
    /// A clock that follows the machine.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks the machine")]
    fn now(&self) -> Timestamp {
        let now = to_microseconds(Timestamp::now());
        let Ok(mut latest) = self.latest.lock() else {
            return now;
        };
        match *latest {
            // A step back of a second or less is the daily work of NTP; a larger one is an operator setting
            // the clock right, and is believed.
            Some(before) if now < before && before.duration_since(now) <= SignedDuration::from_secs(1) => before,
            _ => {
                *latest = Some(now);
                now
            }
        }
    }
}

/// A clock that stands still until it is moved. For tests and for reading the ledger of another day.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock that stands at `at`.
    pub fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_microsecond()))
    }

    /// Jumps to `at`, forwards or backwards.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    /// Jumps by `by`.
    pub fn advance(&self, by: SignedDuration) {
        let micros = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl<C: Clock + ?Sized> Clock for std::sync::Arc<C> {
    fn now(&self) -> Timestamp {
        (**self).now()
    }
}

fn to_microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machines_clock_never_steps_back_between_two_calls() {
        let clock = SystemClock::new();
        let mut before = clock.now();
        for _ in 0..1_000 {
            let now = clock.now();
            assert!(now >= before);
            before = now;
        }
    }

    #[test]
    fn a_test_clock_moves_only_when_told() {
        let clock = TestClock::new("2026-11-20T09:00:00Z".parse().unwrap());
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_hours(3));
        assert_eq!(clock.now(), "2026-11-20T12:00:00Z".parse().unwrap());
    }
}
