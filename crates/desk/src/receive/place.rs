//! To which conversation a mail belongs. References decide, and only for a sender who takes part; the subject never does.

use mail::letter::Letter;
use mail::thread::{company_domain, takes_part};
use rulebook::event::Kind;

use super::incoming::Incoming;
use super::known::{Known, KnownConversation};
use crate::own_addresses::OwnAddresses;

/// Where a mail goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The conversation it joins; `None` begins a new one.
    pub joins: Option<String>,
    /// Conversations that turn out to be the same one.
    pub merges: Vec<String>,
    /// It names a mail of this conversation, but its sender takes no part there.
    pub related_to: Option<String>,
    /// It came to a reply address of ours that holds, but its sender takes no part there.
    pub stranger: bool,
}

impl Place {
    /// For a mail whose writer cannot be believed: it joins nothing, and names what it would have joined.
    pub(super) fn only_related(self) -> Self {
        Self { related_to: self.related_to.or(self.joins), ..Self::default() }
    }
}

/// Finds the place of a mail.
///
/// The nearest parent counts; a mail that others referred to before it came (a late parent) joins those. When
/// both lead somewhere, or a reference that nobody had placed yet stands between two conversations, they are one.
pub(super) fn find(known: &Known, letter: &Letter, own: &OwnAddresses) -> Place {
    let mut place = Place::default();
    let bounced = letter.bounce.as_ref().and_then(|bounce| bounce.original_message_id.as_deref());
    let bounced = bounced.filter(|id| reports_on_mail(letter) && !is_theirs(known, id));
    if let Some(conversation) = bounced.and_then(|id| known.conversation_of(id)) {
        // A delivery report is part of the conversation it reports on; it makes and keeps nothing.
        place.joins = Some(conversation.to_owned());
        return place;
    }
    for id in nearest_first(letter) {
        let Some(reference) = known.references.get(id) else { continue };
        let conversation = &reference.conversation_id;
        if !may_join(known, conversation, letter, own) {
            place.related_to.get_or_insert_with(|| conversation.clone());
            continue;
        }
        match &place.joins {
            None => place.joins = Some(conversation.clone()),
            Some(joined) if joined == conversation => {}
            Some(joined) if known.are_parted(joined, conversation) => {}
            Some(_) if follows_a_phantom(known, letter, id) => add(&mut place.merges, conversation),
            Some(_) => {}
        }
    }
    if let Some(placed) = known.references.get(&letter.message_id) {
        let conversation = &placed.conversation_id;
        if !may_join(known, conversation, letter, own) {
            place.related_to.get_or_insert_with(|| conversation.clone());
        } else if place.joins.is_none() || placed.held {
            place.joins = Some(conversation.clone());
            place.merges.retain(|other| other != conversation);
        } else if place
            .joins
            .as_ref()
            .is_some_and(|joined| joined != conversation && !known.are_parted(joined, conversation))
        {
            add(&mut place.merges, conversation);
        }
    }
    if place.joins.is_some() {
        place.related_to = None;
    }
    place
}

/// Adds what the reply address says that a mail came to. Where references lead somewhere already, they count.
pub(super) fn by_reply_address(known: &Known, mail: &Incoming, own: &OwnAddresses, mut place: Place) -> Place {
    if place.joins.is_some() || reports_on_mail(&mail.letter) {
        return place;
    }
    let handed = mail.envelope.iter().flat_map(|envelope| &envelope.recipients).map(String::as_str);
    for signed in recipients(&mail.letter).chain(handed).filter_map(|address| known.signed.get(address)) {
        let conversation = &signed.conversation_id;
        if signed.holds && (mail.accepted || may_join(known, conversation, &mail.letter, own)) {
            return Place { joins: Some(conversation.clone()), ..Place::default() };
        }
        place.stranger |= signed.holds;
        place.related_to.get_or_insert_with(|| conversation.clone());
    }
    place
}

/// A report names a mail that one of them wrote: nobody tells us what became of that.
fn is_theirs(known: &Known, rfc_id: &str) -> bool {
    known.messages.get(rfc_id).is_some_and(|held| held.iter().all(|message| !message.ours))
}

fn add(list: &mut Vec<String>, conversation: &str) {
    if !list.iter().any(|it| it == conversation) {
        list.push(conversation.to_owned());
    }
}

fn reports_on_mail(letter: &Letter) -> bool {
    matches!(letter.kind.0, Kind::Bounce | Kind::Delay)
}

/// The parent, then what else the mail refers to, the latest first.
fn nearest_first(letter: &Letter) -> impl Iterator<Item = &String> {
    let others = letter.references.iter().rev().filter(|id| Some(*id) != letter.parent.as_ref());
    letter.parent.iter().chain(others)
}

/// Whether the id that follows this one in the references is one that nobody holds: its own parent was unknown until now.
fn follows_a_phantom(known: &Known, letter: &Letter, id: &str) -> bool {
    let at = letter.references.iter().position(|other| other == id);
    let next = at.and_then(|at| letter.references.get(at + 1)).and_then(|id| known.references.get(id));
    next.is_some_and(|reference| !reference.held)
}

fn may_join(known: &Known, conversation: &str, letter: &Letter, own: &OwnAddresses) -> bool {
    // What one of us writes belongs where it refers to, to whomever it goes.
    let ours = letter.from.as_ref().is_some_and(|from| own.is_ours(&from.address));
    let Some(conversation) = known.conversations.get(conversation) else { return ours };
    ours || takes_part(letter, &conversation.participants)
        || posts_to_its_list(letter, conversation)
        || meets_there(letter, conversation, own)
}

/// Copies of a post differ: one came through the list and names it, another came beside it. Both are addressed to the list.
fn posts_to_its_list(letter: &Letter, conversation: &KnownConversation) -> bool {
    let is_list = |address: &str| {
        let as_id = address.replacen('@', ".", 1);
        conversation.participants.lists.iter().any(|list| list == address || *list == as_id)
    };
    recipients(letter).any(is_list)
}

/// A mail that is not addressed to us at all came over some place where others meet: a list without the headers of one.
/// Both it and the conversation are addressed to that place, and nobody ever writes from there.
fn meets_there(letter: &Letter, conversation: &KnownConversation, own: &OwnAddresses) -> bool {
    recipients(letter).all(|address| !is_in_our_house(address, own))
        && recipients(letter).any(|address| {
            conversation.participants.addresses.contains(address) && !conversation.writers.contains(address)
        })
}

/// One of our addresses, or another at our company: an alias that nobody told us of is no public place.
fn is_in_our_house(address: &str, own: &OwnAddresses) -> bool {
    let house = company_domain(address);
    own.is_ours(address) || (house.is_some() && own.iter().any(|it| company_domain(it) == house))
}

fn recipients(letter: &Letter) -> impl Iterator<Item = &str> {
    letter.to.iter().chain(&letter.cc).map(|party| party.address.as_str())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rulebook::people::Party;

    use super::super::known::KnownReference;
    use super::*;

    fn party(address: &str) -> Party {
        Party { address: address.to_owned(), name: String::new() }
    }

    fn letter(id: &str, from: &str, to: &[&str], references: &[&str]) -> Letter {
        let references: Vec<String> = references.iter().map(|id| (*id).to_owned()).collect();
        Letter {
            message_id: id.to_owned(),
            from: Some(party(from)),
            to: to.iter().map(|address| party(address)).collect(),
            parent: references.last().cloned(),
            references,
            ..Letter::default()
        }
    }

    /// A conversation `c` that began with this letter.
    fn known(first: &Letter) -> Known {
        let mut known = Known::default();
        let mut conversation = KnownConversation {
            client_id: "k".to_owned(),
            first_at: Timestamp::UNIX_EPOCH,
            participants: Default::default(),
            writers: first.from.iter().map(|from| from.address.clone()).collect(),
        };
        conversation.participants.include(first);
        known.conversations.insert("c".to_owned(), conversation);
        let place = KnownReference { conversation_id: "c".to_owned(), held: true };
        known.references.insert(first.message_id.clone(), place);
        known
    }

    #[test]
    fn posts_to_a_place_where_others_meet_belong_together() {
        let known = known(&letter("a", "anna@one.test", &["talk@list.test"], &[]));
        let own = OwnAddresses::new(["desk@agency.test"]);
        let post = letter("b", "piotr@two.test", &["anna@one.test", "talk@list.test"], &["a"]);
        assert_eq!(find(&known, &post, &own).joins.as_deref(), Some("c"));
    }

    #[test]
    fn an_alias_of_ours_is_no_such_place() {
        let known = known(&letter("a", "anna@one.test", &["info@agency.test"], &[]));
        let own = OwnAddresses::new(["desk@agency.test"]);
        let stranger = letter("b", "eve@two.test", &["info@agency.test"], &["a"]);
        let found = find(&known, &stranger, &own);
        assert_eq!((found.joins, found.related_to.as_deref()), (None, Some("c")));
    }

    #[test]
    fn who_only_writes_to_a_writer_meets_nobody() {
        let known = known(&letter("a", "anna@one.test", &["desk@agency.test"], &[]));
        let own = OwnAddresses::new(["desk@agency.test"]);
        let stranger = letter("b", "eve@two.test", &["anna@one.test"], &["a"]);
        assert_eq!(find(&known, &stranger, &own).joins, None);
    }

    #[test]
    fn what_a_person_took_apart_no_mail_joins() {
        let first = letter("a", "anna@one.test", &["desk@agency.test"], &[]);
        let mut known = known(&first);
        let other = letter("s", "anna@one.test", &["desk@agency.test"], &[]);
        let mut conversation = known.conversations["c"].clone();
        conversation.participants.include(&other);
        known.conversations.insert("d".to_owned(), conversation);
        known.references.insert("s".to_owned(), KnownReference { conversation_id: "d".to_owned(), held: true });
        known.references.insert("p".to_owned(), KnownReference { conversation_id: "d".to_owned(), held: false });
        let own = OwnAddresses::new(["desk@agency.test"]);
        let reply = letter("b", "anna@one.test", &["desk@agency.test"], &["a", "p", "s"]);
        assert_eq!(find(&known, &reply, &own).merges, ["c"], "a phantom between them ties two threads together");
        known.parted.insert(("d".to_owned(), "c".to_owned()));
        let found = find(&known, &reply, &own);
        assert_eq!((found.joins.as_deref(), found.merges.len()), (Some("d"), 0));
    }

    #[test]
    fn a_report_belongs_to_the_mail_it_reports_on() {
        let known = known(&letter("a", "desk@agency.test", &["anna@one.test"], &[]));
        let mut report = letter("b", "mailer-daemon@mx.test", &["desk@agency.test"], &[]);
        report.kind = mail::letter::LetterKind(Kind::Bounce);
        let original_message_id = Some("a".to_owned());
        report.bounce = Some(mail::letter::Bounce { original_message_id, ..Default::default() });
        assert_eq!(find(&known, &report, &OwnAddresses::default()).joins.as_deref(), Some("c"));
    }
}
