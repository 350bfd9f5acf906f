//! When a mailbox is tried again after a try in vain. Pure: time and chance are arguments.

use jiff::{SignedDuration, Timestamp};

/// Pauses after something that passes by itself; the last is the longest.
const PASSING: [i64; 6] = [15, 30, 60, 120, 300, 600];

/// Pauses after a no that stays until a person changes something. Few, so that no provider locks the mailbox: then it
/// waits for its owner. Not none, because providers err too.
const STAYING: [i64; 4] = [60, 600, 3_600, 6 * 3_600];

/// Troubles that stay until a person changes something.
const FOR_THE_OWNER: [&str; 9] = [
    "mailbox-trouble-password",
    "mailbox-trouble-no-login",
    "mailbox-trouble-no-starttls",
    "mailbox-trouble-clear-text",
    "refused-mailbox-sealed",
    "oauth-revoked",
    "oauth-no-registration",
    "oauth-registration-refused",
    "mailbox-trouble-certificate-other-name",
];

/// The trouble of a disk without room: told at once, and over as soon as somebody makes some.
pub(crate) const NO_ROOM: &str = "mailbox-trouble-no-room";

/// The longest pause while there is no room: looking costs nothing.
const LOOK_FOR_ROOM: i64 = 60;

/// When to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// At this time.
    At(Timestamp),
    /// When its owner has changed something.
    WhenChanged,
}

/// Whether a trouble stays until the owner does something about it.
pub fn waits_for_the_owner(key: &str) -> bool {
    FOR_THE_OWNER.contains(&key)
}

/// Whether a trouble is told to people: a line that breaks once and is mended in a minute is not.
pub(crate) fn is_told(trouble: &str, tries: i64) -> bool {
    let key = trouble.split(": ").next().unwrap_or_default();
    !key.is_empty() && (waits_for_the_owner(key) || key == NO_ROOM || tries >= 4)
}

/// When a mailbox is tried again after `tries` tries in vain, this one included. `chance` from 0 to 1 spreads the tries
/// of many mailboxes.
///
/// ```
/// use desk::fetch::{Next, next_try};
/// let now = "2026-11-20T09:00:00Z".parse().unwrap();
/// assert_eq!(next_try("mailbox-trouble-dropped", 1, now, 0.0), Next::At("2026-11-20T09:00:15Z".parse().unwrap()));
/// assert_eq!(next_try("mailbox-trouble-password", 5, now, 0.0), Next::WhenChanged);
/// ```
pub fn next_try(key: &str, tries: i64, now: Timestamp, chance: f64) -> Next {
    let past = usize::try_from(tries.max(1) - 1).unwrap_or(usize::MAX);
    let seconds = if waits_for_the_owner(key) {
        let Some(seconds) = STAYING.get(past) else { return Next::WhenChanged };
        *seconds
    } else {
        PASSING.get(past).or(PASSING.last()).copied().unwrap_or(600)
    };
    let seconds = if key == NO_ROOM { seconds.min(LOOK_FOR_ROOM) } else { seconds };
    let spread = (seconds as f64 * 0.2 * chance.clamp(0.0, 1.0) * 1_000.0) as i64;
    let pause = SignedDuration::from_secs(seconds) + SignedDuration::from_millis(spread);
    Next::At(now.checked_add(pause).unwrap_or(Timestamp::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-20T09:00:00Z".parse().unwrap()
    }

    /// How often a mailbox is tried within some days.
    fn tries_within(days: i64, key: &str, chance: f64) -> i64 {
        let (mut at, mut tries) = (now(), 0);
        while at < now() + SignedDuration::from_hours(24 * days) {
            tries += 1;
            match next_try(key, tries, at, chance) {
                Next::At(next) => at = next,
                Next::WhenChanged => return tries,
            }
        }
        tries
    }

    #[test]
    fn a_wrong_password_for_days_is_no_storm() {
        assert_eq!(tries_within(3, "mailbox-trouble-password", 0.0), 5);
        assert_eq!(tries_within(30, "mailbox-trouble-password", 1.0), 5);
    }

    #[test]
    fn what_passes_by_itself_is_tried_for_ever_but_not_often() {
        let tries = tries_within(1, "mailbox-trouble-nobody-there", 0.0);
        assert!((140..160).contains(&tries), "{tries}");
        assert!(tries_within(1, "mailbox-trouble-nobody-there", 1.0) < tries, "chance only ever waits longer");
    }
}
