//! How fast a program may ask: counted in memory, at each node for itself, in windows of a minute. Not here: how often somebody may
//! try to sign in, which is counted for all nodes together (`sign_in::throttle`).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// So many are told apart in one window; all others count together.
const MOST: usize = 10_000;

/// Who spent how much in the present window.
#[derive(Debug, Default)]
pub(crate) struct Pace(Mutex<Spent>);

#[derive(Debug, Default)]
struct Spent {
    window: i64,
    by: HashMap<String, u64>,
}

impl Pace {
    /// Spends `cost` of the `most` that `whom` may spend in a window; else says how long to wait, and nothing is spent.
    pub(crate) fn spend(&self, whom: &str, cost: u64, most: u64, now: Timestamp) -> Result<(), SignedDuration> {
        let length = WINDOW.as_secs();
        let window = now.as_second().div_euclid(length);
        let mut spent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if spent.window != window {
            *spent = Spent { window, by: HashMap::new() };
        }
        let known = spent.by.contains_key(whom) || spent.by.len() < MOST;
        let so_far = spent.by.entry(if known { whom.to_owned() } else { String::new() }).or_default();
        if so_far.saturating_add(cost) > most {
            return Err(SignedDuration::from_secs(length - now.as_second().rem_euclid(length)));
        }
        *so_far += cost;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2026-11-20T{time}Z").parse().unwrap()
    }

    #[test]
    fn each_has_a_measure_of_their_own_and_a_new_one_each_minute() {
        let pace = Pace::default();
        let now = at("09:00:10");
        assert_eq!(pace.spend("a", 2, 3, now), Ok(()));
        assert_eq!(pace.spend("a", 2, 3, now), Err(SignedDuration::from_secs(50)));
        assert_eq!(pace.spend("a", 1, 3, now), Ok(()), "what was refused was not spent");
        assert_eq!(pace.spend("b", 3, 3, now), Ok(()));
        assert_eq!(pace.spend("a", 1, 3, at("09:00:59")), Err(SignedDuration::from_secs(1)));
        assert_eq!(pace.spend("a", 3, 3, at("09:01:00")), Ok(()));
    }

    #[test]
    fn a_flood_of_names_costs_no_memory_without_end() {
        let pace = Pace::default();
        let now = at("09:00:00");
        for number in 0..2 * MOST {
            let _ = pace.spend(&number.to_string(), 1, 5, now);
        }
        assert!(pace.0.lock().unwrap().by.len() <= MOST + 1);
        assert!(pace.spend("one more", 1, 5, now).is_err(), "strangers beyond it share one measure");
        assert_eq!(pace.spend("0", 1, 5, now), Ok(()), "whoever came before has their own");
    }
}
