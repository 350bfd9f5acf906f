//! How often somebody may try: counted per address and per network address, in windows of fifteen minutes.

use jiff::{SignedDuration, Timestamp};
use store::StoreError;

use super::Refused;
use crate::desk::Desk;
use crate::who::Visitor;

/// What is tried.
#[derive(Debug, Clone, Copy)]
pub(crate) enum What {
    /// A password.
    Password,
    /// A link or the answer of a passkey: 256 random bits, so only floods matter.
    Ticket,
    /// The link to a step: 256 random bits as well. Everybody counts by where they come from.
    StepLink,
}

impl What {
    fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Ticket => "ticket",
            Self::StepLink => "step_link",
        }
    }

    /// Tries per window, for one address and from one network address.
    fn limits(self) -> (i64, i64) {
        match self {
            Self::Password => (10, 50),
            Self::Ticket => (50, 100),
            Self::StepLink => (2000, 60),
        }
    }
}

const WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// Counts a try and refuses it when there were too many. Counted before the work, so that a flood costs little.
pub(crate) async fn count(desk: &Desk, what: What, address: &str, visitor: &Visitor) -> Result<(), Refused> {
    let window = window_of(desk.now());
    let ip = format!("ip:{}", network_of(visitor.ip));
    // An endless address must not become an endless row.
    let address: String = address.chars().take(200).collect();
    let (for_address, from_there) = desk
        .db()
        .write(async |mut tx| {
            let tries = store::attempt::count(&mut tx, desk.id(), what.code(), &address, window).await?;
            let from_ip = store::attempt::count(&mut tx, desk.id(), what.code(), &ip, window).await?;
            Ok::<_, StoreError>((tries, from_ip))
        })
        .await?;
    let (most_for_address, most_from_there) = what.limits();
    if for_address > most_for_address || from_there > most_from_there {
        return Err(Refused::TooManyTries);
    }
    Ok(())
}

/// Forgets the tries for an address after a right one.
pub(crate) async fn forget(desk: &Desk, what: What, address: &str) -> Result<(), StoreError> {
    desk.db().write(async |mut tx| store::attempt::forgive(&mut tx, desk.id(), what.code(), address).await).await
}

fn window_of(now: Timestamp) -> Timestamp {
    let length = WINDOW.as_secs();
    Timestamp::from_second(now.as_second().div_euclid(length) * length).unwrap_or(now)
}

/// One IPv6 customer holds a whole /64; counting single addresses would count nothing.
pub(crate) fn network_of(ip: std::net::IpAddr) -> String {
    match ip.to_canonical() {
        std::net::IpAddr::V4(ip) => ip.to_string(),
        std::net::IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_quarters_of_an_hour() {
        for (now, window) in [("09:00:00", "09:00:00"), ("09:14:59", "09:00:00"), ("09:15:00", "09:15:00")] {
            let at = |time: &str| format!("2026-11-20T{time}Z").parse::<Timestamp>().unwrap();
            assert_eq!(window_of(at(now)), at(window));
        }
    }

    #[test]
    fn neighbours_in_one_ipv6_network_count_together() {
        assert_eq!(
            network_of("2001:db8:1:2:3::4".parse().unwrap()),
            network_of("2001:db8:1:2:ffff::1".parse().unwrap())
        );
        assert_ne!(network_of("2001:db8:1:3::4".parse().unwrap()), network_of("2001:db8:1:2::4".parse().unwrap()));
        assert_eq!(network_of("::ffff:192.0.2.1".parse().unwrap()), "192.0.2.1");
    }
}
