//! For whom mail is taken at the door: our own addresses, with or without a tag. Signed reply addresses are such ones.
//! Whether who writes to one may do so is decided when the mail is taken in, where its sender is known.

use crate::own_addresses::OwnAddresses;

/// Whose an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// Ours.
    Ours,
    /// Nobody's here.
    Nobody,
    /// The desk knows none of its addresses yet: nobody can say. The mail waits where it is.
    NotYet,
}

/// Whose the address in RCPT is. `postmaster` is taken for every domain of ours, and without one (RFC 5321, 4.5.1).
pub fn recipient(own: &OwnAddresses, address: &str) -> Recipient {
    if own.is_empty() {
        return Recipient::NotYet;
    }
    if own.is_ours(address) || is_postmaster(own, address) { Recipient::Ours } else { Recipient::Nobody }
}

fn is_postmaster(own: &OwnAddresses, address: &str) -> bool {
    let (name, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let ours = |one: &str| one.rsplit_once('@').is_some_and(|(_, own)| own.eq_ignore_ascii_case(domain));
    name.eq_ignore_ascii_case("postmaster") && (domain.is_empty() || own.iter().any(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_taken_for_our_own_addresses_only() {
        let own = OwnAddresses::new(["desk@agency.test"]);
        for (address, expected) in [
            ("desk@agency.test", Recipient::Ours),
            ("Desk@Agency.Test", Recipient::Ours),
            ("desk+t-abc@agency.test", Recipient::Ours),
            ("postmaster", Recipient::Ours),
            ("Postmaster@agency.test", Recipient::Ours),
            ("postmaster@client.test", Recipient::Nobody),
            ("anna@client.test", Recipient::Nobody),
            ("desk", Recipient::Nobody),
            ("", Recipient::Nobody),
        ] {
            assert_eq!(recipient(&own, address), expected, "{address:?}");
        }
        assert_eq!(recipient(&OwnAddresses::default(), "desk@agency.test"), Recipient::NotYet);
    }
}
