//! Who may knock: this machine, and networks that were named.

use std::net::IpAddr;
use std::str::FromStr;

/// Networks that may hand mail over besides this machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Peers(Vec<Network>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    ip: IpAddr,
    /// How many of its first bits count.
    bits: u32,
}

/// A text that names no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no network; write 192.0.2.7 or 192.0.2.0/24")]
pub struct PeersError(String);

impl Peers {
    /// Whether mail from there is taken.
    pub fn may_knock(&self, ip: IpAddr) -> bool {
        let ip = ip.to_canonical();
        ip.is_loopback() || self.0.iter().any(|network| network.holds(ip))
    }
}

impl FromStr for Peers {
    type Err = PeersError;

    /// Networks with commas between them: `192.0.2.7,2001:db8::/32`.
    fn from_str(text: &str) -> Result<Self, PeersError> {
        let pieces = text.split(',').map(str::trim).filter(|piece| !piece.is_empty());
        pieces
            .map(|piece| Network::read(piece).ok_or_else(|| PeersError(piece.to_owned())))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl Network {
    fn read(text: &str) -> Option<Self> {
        let (ip, bits) = text.split_once('/').map_or((text, None), |(ip, bits)| (ip, Some(bits)));
        let ip: IpAddr = ip.parse().ok()?;
        let all = if ip.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(all), |bits| bits.parse().ok().filter(|bits| (1..=all).contains(bits)))?;
        Some(Self { ip, bits })
    }

    fn holds(self, ip: IpAddr) -> bool {
        let first = |number: u128, all: u32| number >> (all - self.bits.min(all)).min(127);
        match (self.ip, ip) {
            (IpAddr::V4(own), IpAddr::V4(ip)) => first(u32::from(own).into(), 32) == first(u32::from(ip).into(), 32),
            (IpAddr::V6(own), IpAddr::V6(ip)) => first(own.into(), 128) == first(ip.into(), 128),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_named_networks_may_knock() {
        let may = |peers: &str, ip: &str| peers.parse::<Peers>().unwrap().may_knock(ip.parse().unwrap());
        assert!(may("", "127.0.0.1") && may("", "::1") && may("", "::ffff:127.0.0.1"));
        assert!(!may("", "192.0.2.7") && !may("", "::ffff:192.0.2.7"));
        assert!(may("192.0.2.0/24", "192.0.2.7") && !may("192.0.2.0/24", "192.0.3.7"));
        assert!(may("192.0.2.7", "192.0.2.7") && !may("192.0.2.7", "192.0.2.8"));
        assert!(may("2001:db8::/32, 192.0.2.7", "2001:db8:1::5") && !may("2001:db8::/32", "2001:db9::1"));
        for wrong in ["example.test", "192.0.2.0/33", "192.0.2.0/0", "192.0.2"] {
            assert_eq!(wrong.parse::<Peers>(), Err(PeersError(wrong.to_owned())));
        }
    }
}
