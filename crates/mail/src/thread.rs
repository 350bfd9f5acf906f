//! Where a mail belongs: its parent by reference, and whether its sender may join a conversation at all.
//! Subjects never join anything. Rows and ids are the store's business.

pub mod free_mail;

use std::collections::{BTreeSet, HashMap};

use crate::letter::Letter;

/// The parent a letter claims: the last id of References, else the last of In-Reply-To.
#[must_use]
pub fn parent_of(letter: &Letter) -> Option<&str> {
    letter.parent.as_deref()
}

/// Conversations built up from letters in any order. A parent that is not there yet keeps a place
/// (a phantom) and is filled when it comes late. A link that would close a circle is refused.
#[derive(Debug, Clone, Default)]
pub struct Threads {
    slots: HashMap<String, Slot>,
}

#[derive(Debug, Clone, Default)]
struct Slot {
    parent: Option<String>,
    present: bool,
}

impl Threads {
    /// Takes a letter in: its id, the parent it claims, and all its references, oldest first. Says `false`
    /// for an id that is already there: the first letter keeps its place.
    pub fn add(&mut self, message_id: &str, parent: Option<&str>, references: &[String]) -> bool {
        let slot = self.slots.entry(message_id.to_owned()).or_default();
        if std::mem::replace(&mut slot.present, true) {
            return false;
        }
        // What others said of this letter while it was away counts no more.
        slot.parent = None;
        let mut older: Option<&String> = None;
        for id in references {
            let phantom = self.slots.entry(id.clone()).or_default();
            if let Some(older) = older
                && !phantom.present
                && phantom.parent.is_none()
            {
                self.link(id, older);
            }
            older = Some(id);
        }
        if let Some(parent) = parent {
            self.link(message_id, parent);
        }
        true
    }

    /// Puts one id below another, unless that closed a circle.
    fn link(&mut self, child: &str, parent: &str) {
        self.slots.entry(parent.to_owned()).or_default();
        if self.root(parent) != child
            && let Some(slot) = self.slots.get_mut(child)
        {
            slot.parent = Some(parent.to_owned());
        }
    }

    /// The parent of a letter, whether it is here or a phantom.
    #[must_use]
    pub fn parent(&self, message_id: &str) -> Option<&str> {
        self.slots.get(message_id)?.parent.as_deref()
    }

    /// Whether a letter with that id was taken in (a phantom was not).
    #[must_use]
    pub fn is_present(&self, message_id: &str) -> bool {
        self.slots.get(message_id).is_some_and(|s| s.present)
    }

    /// The id at the top of a conversation; an id unknown here is its own top.
    #[must_use]
    pub fn root<'t>(&'t self, message_id: &'t str) -> &'t str {
        let mut at = message_id;
        // Links never close a circle, so this ends; the depth of a thread is walked, not recursed.
        while let Some(parent) = self.slots.get(at).and_then(|s| s.parent.as_deref()) {
            at = parent;
        }
        at
    }

    /// The number of conversations that hold at least one letter.
    #[must_use]
    pub fn conversations(&self) -> usize {
        let present = self.slots.iter().filter(|(_, s)| s.present);
        present.map(|(id, _)| self.root(id)).collect::<BTreeSet<_>>().len()
    }
}

/// Who takes part in a conversation so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Participants {
    /// Addresses of everybody who wrote or was written to, in their one form ([`crate::read::address`]).
    pub addresses: BTreeSet<String>,
    /// The lists it runs over ([`Letter::list`]).
    pub lists: BTreeSet<String>,
    /// Whether any letter named a recipient. Archives of public lists leave them out.
    pub recipients_named: bool,
}

impl Participants {
    /// Takes in everybody a letter names.
    pub fn include(&mut self, letter: &Letter) {
        let people = letter.from.iter().chain(&letter.reply_to).chain(&letter.to).chain(&letter.cc);
        self.addresses.extend(people.map(|p| p.address.clone()));
        self.lists.extend(letter.list.clone());
        self.recipients_named |= !letter.to.is_empty() || !letter.cc.is_empty();
    }
}

/// Whether a letter that refers to a conversation may join it (a reference alone gives no right).
///
/// It may when its sender is known there by address or by company domain, when both run over the same list,
/// or when neither names any recipient: archives of public lists leave them out.
#[must_use]
pub fn takes_part(letter: &Letter, participants: &Participants) -> bool {
    if letter.list.as_ref().is_some_and(|list| participants.lists.contains(list)) {
        return true;
    }
    let Some(from) = &letter.from else { return false };
    // Lists rewrite the sender ('Anna via List'); the person is then in Reply-To.
    let rewritten = from.name.to_lowercase().contains(" via ");
    let mut senders = vec![from.address.as_str()];
    if rewritten {
        senders.extend(letter.reply_to.iter().map(|p| p.address.as_str()));
    }
    senders.into_iter().any(|sender| knows(participants, sender))
        || letter.to.is_empty() && letter.cc.is_empty() && !participants.recipients_named
}

fn knows(participants: &Participants, sender: &str) -> bool {
    if participants.addresses.contains(sender) {
        return true;
    }
    let Some(domain) = company_domain(sender) else { return false };
    participants.addresses.iter().any(|a| company_domain(a) == Some(domain))
}

/// The domain of an address when it stands for a company; nothing for free-mail hosts.
#[must_use]
pub fn company_domain(address: &str) -> Option<&str> {
    let (_, domain) = address.rsplit_once('@')?;
    (!free_mail::is_free_mail(domain)).then_some(domain)
}

#[cfg(test)]
mod tests {
    use rulebook::people::Party;

    use super::*;

    fn letter(from: &str, to: &[&str]) -> Letter {
        let party = |a: &str| Party { address: a.to_owned(), name: String::new() };
        Letter { from: Some(party(from)), to: to.iter().map(|a| party(a)).collect(), ..Letter::default() }
    }

    #[test]
    fn late_parents_duplicates_and_circles() {
        let mut threads = Threads::default();
        assert!(threads.add("c", Some("b"), &[]));
        assert!(!threads.is_present("b"));
        assert!(threads.add("b", Some("a"), &[]));
        assert!(!threads.add("b", Some("z"), &[]), "the first letter keeps its place");
        assert!(threads.add("a", Some("c"), &[]), "a circle is refused, the letter is not");
        assert_eq!((threads.parent("a"), threads.root("c")), (None, "a"));
        assert_eq!(threads.conversations(), 1);
        // A reference to a letter nobody has still leads to the ones above it.
        threads.add("e", Some("ghost"), &["a".to_owned(), "ghost".to_owned()]);
        assert_eq!((threads.parent("e"), threads.root("e")), (Some("ghost"), "a"));
        assert!(threads.add("self", Some("self"), &[]));
        assert_eq!(threads.parent("self"), None);
    }

    #[test]
    fn a_long_chain_is_walked_not_recursed() {
        let mut threads = Threads::default();
        for n in (1..100_000_u32).rev() {
            threads.add(&n.to_string(), Some(&(n - 1).to_string()), &[]);
        }
        // Added youngest first: each root is one step away.
        assert_eq!(threads.root("99999"), "0");
    }

    #[test]
    fn a_stranger_does_not_join_by_a_reference() {
        let mut known = Participants::default();
        known.include(&letter("anna@client.example", &["us@agency.example"]));
        assert!(takes_part(&letter("anna@client.example", &["us@agency.example"]), &known));
        assert!(takes_part(&letter("boss@client.example", &["us@agency.example"]), &known), "a colleague");
        assert!(!takes_part(&letter("eve@evil.test", &["us@agency.example"]), &known));
        let mut free = Participants::default();
        free.include(&letter("anna@wp.pl", &["us@agency.example"]));
        assert!(!takes_part(&letter("eve@wp.pl", &["us@agency.example"]), &free), "a free-mail host is no company");
    }

    #[test]
    fn posts_of_one_list_belong_together() {
        let mut known = Participants::default();
        known.include(&Letter { list: Some("dev.example.org".into()), ..letter("a@x.example", &["dev@example.org"]) });
        let post = Letter { list: Some("dev.example.org".into()), ..letter("b@y.example", &["dev@example.org"]) };
        assert!(takes_part(&post, &known));
        let mut archive = Participants::default();
        archive.include(&letter("a@x.example", &[]));
        assert!(takes_part(&letter("b@y.example", &[]), &archive), "archives name no recipients");
    }
}
