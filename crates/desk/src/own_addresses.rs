//! Which addresses are ours: those of the settings and those of the members.

use std::collections::HashSet;

use rulebook::people::Party;

/// The addresses of the desk itself. Mail from one of them goes out; all other mail comes in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnAddresses {
    ordered: Vec<String>,
    set: HashSet<String>,
}

impl OwnAddresses {
    /// From the addresses of the settings, then of the members; spelling is folded to ASCII lower case.
    pub fn new<I, S>(addresses: I) -> Self
    where
        I: IntoIterator<Item = S>,
        S: AsRef<str>,
    {
        let mut own = Self::default();
        for address in addresses {
            let address = address.as_ref().trim().to_ascii_lowercase();
            if !address.is_empty() && own.set.insert(address.clone()) {
                own.ordered.push(address);
            }
        }
        own
    }

    /// Whether `address` is ours, or one of ours with a tag (`desk+shop@…` is `desk@…`). Compared in ASCII lower case,
    /// never folded by Unicode rules.
    pub fn is_ours(&self, address: &str) -> bool {
        self.set.contains(address) || {
            let address = address.to_ascii_lowercase();
            self.set.contains(&address)
                || untagged(&address).is_some_and(|plain| self.set.contains(&plain))
                || crate::reply_address::read(&address).is_some_and(|claim| self.set.contains(&claim.mailbox))
        }
    }

    /// The desk's first address: who owes when the mail does not say which of us it was written to.
    pub fn first(&self) -> Option<&str> {
        self.ordered.first().map(String::as_str)
    }

    /// All of them, those of the settings first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.ordered.iter().map(String::as_str)
    }

    /// Whether none is known yet.
    pub fn is_empty(&self) -> bool {
        self.ordered.is_empty()
    }

    /// The first of `parties` that is ours.
    pub fn first_among<'p>(&self, parties: impl IntoIterator<Item = &'p Party>) -> Option<&'p Party> {
        parties.into_iter().find(|party| self.is_ours(&party.address))
    }
}

/// The address without the tag after its name; `None` when it has none.
fn untagged(address: &str) -> Option<String> {
    let (name, domain) = address.rsplit_once('@')?;
    let (name, _) = name.split_once('+').filter(|(name, _)| !name.is_empty())?;
    Some(format!("{name}@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_does_not_make_it_another_address() {
        let own = OwnAddresses::new(["desk@agency.test", "anna+work@agency.test"]);
        assert!(own.is_ours("Desk+Shop@agency.test") && own.is_ours("anna+work@agency.test"));
        assert!(!own.is_ours("anna@agency.test") && !own.is_ours("+desk@agency.test"));
    }

    #[test]
    fn case_does_not_matter_but_other_letters_do() {
        let own = OwnAddresses::new(["Desk@Agency.test", "anna@agency.test", "desk@agency.test"]);
        assert!(own.is_ours("desk@AGENCY.test"));
        // A dotless i is another letter.
        assert!(!own.is_ours("anna@agency.tеst"));
        assert_eq!(own.first(), Some("desk@agency.test"));
        assert_eq!(own.iter().count(), 2);
    }
}
