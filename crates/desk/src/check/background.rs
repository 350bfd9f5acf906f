//! What a draft is held against: what the client wrote, who gets it, what goes along, whose names belong elsewhere. Loaded in one
//! go; what follows from it, the rulebook decides.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rulebook::event::Kind;
use rulebook::gate::{Context, Recipient, Said};
use rulebook::house_rules::Checks;
use rulebook::people::Party;
use store::client::ClientRow;
use store::cursor::Cursor;
use store::draft::DraftKind;
use store::message::{Direction, MessageRow};
use store::{StoreError, Tx};

use super::Unsent;
use super::talk::{Before, Memory};
use crate::answer::Hands;
use crate::desk::{Desk, DeskSettings};
use crate::files::Place;

/// How far back the client's open questions are looked for, in messages.
const LOOKED_AT: i64 = 20;
/// Most words of a draft that are looked up as names of clients.
const MOST_WORDS: usize = 40;
/// Most clients whose names begin with one word.
const MOST_NAMES: i64 = 5;
/// Most pairs of words that are looked up as names of people, and most people found by them.
const MOST_PAIRS: usize = 12;
const MOST_PEOPLE: i64 = 20;
/// Shorter words begin no name.
const SHORTEST_WORD: usize = 3;
/// Of a name of so many letters the last few may be its ending, of a shorter one the last: 'Kowalskiej', 'Anną'.
const LONG_WORD: usize = 6;
const ENDING: usize = 3;

/// What stands around a draft.
pub(super) struct Background {
    /// What the client wrote since our last answer, without quotes.
    pub(super) answering: Option<String>,
    pub(super) checks: Checks,
    people: Vec<Person>,
    own_names: Vec<String>,
    other_names: Vec<String>,
    files: Vec<String>,
    before: Before,
    said: Vec<Said>,
    is_off_work: bool,
    settled: Vec<String>,
    has_list: bool,
}

struct Person {
    party: Party,
    is_copy: bool,
    is_new: bool,
    is_colleague: bool,
}

impl Background {
    pub(super) async fn load(
        tx: &mut Tx,
        desk: &Desk,
        hands: Hands<'_>,
        settings: &DeskSettings,
        place: Place<'_>,
        draft: &Unsent,
        leaves_at: Timestamp,
    ) -> Result<Self, StoreError> {
        // The files and the sense of heat are the writer's; the hours, of whoever sits there and sends.
        let (id, member) = (place.conversation, &hands.writer.member.member_id);
        let time = crate::away::of(tx, desk, &hands.sender.member.member_id).await?;
        let begins = place.kind == DraftKind::New;
        let messages = store::message::window(tx, desk.id(), id, &Cursor::newest(), LOOKED_AT).await?;
        let client = client(tx, desk, id, begins, &draft.to).await?;
        let files = store::draft_attachment::of_draft(tx, desk.id(), id, member, place.kind).await?;
        let files: Vec<String> = files.into_iter().map(|file| file.name).collect();
        let other_names = other_names(tx, desk, client.as_ref(), &draft.text, &files).await?;
        let people: Vec<Person> = people(settings, draft, &messages, begins);
        let recipients = people.iter().map(|one| one.party.name.clone());
        Ok(Self {
            answering: open_words(&messages),
            own_names: client.iter().map(|client| client.name.clone()).chain(recipients).collect(),
            checks: client.map_or_else(|| settings.rules.clone(), |client| settings.rules_for(&client.rules)).checks,
            before: Before::of(&messages, &settings.calendar, desk.now()),
            said: crate::leaning::load(tx, desk, member).await?,
            settled: draft.steps.iter().map(|step| step.what.clone()).collect(),
            has_list: draft.steps.iter().any(|step| step.listed && !step.what.trim().is_empty()),
            // Whoever drafts only does not choose the hour.
            is_off_work: hands.sender.may_send() && !time.is_at_work(leaves_at),
            people,
            other_names,
            files,
        })
    }

    /// The same as the gate takes it, handed to `look`.
    pub(super) fn with<T>(&self, memory: &Memory, look: impl FnOnce(Context<'_>) -> T) -> T {
        let words = |list: &'_ [String]| -> Vec<String> { list.iter().filter(|it| !it.is_empty()).cloned().collect() };
        let (own, others) = (words(&self.own_names), words(&self.other_names));
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        let files: Vec<&str> = self.files.iter().map(String::as_str).collect();
        let settled: Vec<&str> = self.settled.iter().map(String::as_str).collect();
        let recipients: Vec<Recipient<'_>> = self.people.iter().map(Person::recipient).collect();
        let talk = self.before.talk(memory);
        look(Context {
            recipients: &recipients,
            own_names: &own,
            other_names: &others,
            files: &files,
            talk,
            said: &self.said,
            is_off_work: self.is_off_work,
            settled: &settled,
            has_list: self.has_list,
        })
    }
}

impl Person {
    fn recipient(&self) -> Recipient<'_> {
        let Self { party, is_copy, is_new, is_colleague } = self;
        let (is_copy, is_new, is_colleague) = (*is_copy, *is_new, *is_colleague);
        Recipient { address: &party.address, name: &party.name, is_copy, is_new, is_colleague }
    }
}

/// Whose mail it is: the conversation's client, or of a new mail the client of somebody it goes to.
async fn client(
    tx: &mut Tx,
    desk: &Desk,
    conversation: &str,
    begins: bool,
    to: &[Party],
) -> Result<Option<ClientRow>, StoreError> {
    let id = if begins {
        let addresses: Vec<&str> = to.iter().map(|party| party.address.as_str()).collect();
        let contacts = store::contact::by_addresses(tx, desk.id(), &addresses).await?;
        contacts.into_iter().next().map(|contact| contact.client_id)
    } else {
        store::conversation::find(tx, desk.id(), conversation).await?.map(|row| row.client_id)
    };
    match id {
        Some(id) => store::client::find(tx, desk.id(), &id).await,
        None => Ok(None),
    }
}

/// Names of other clients, and of their people, that begin with a word of the draft or of a file's name.
pub(super) async fn other_names(
    tx: &mut Tx,
    desk: &Desk,
    own: Option<&ClientRow>,
    text: &str,
    files: &[String],
) -> Result<Vec<String>, StoreError> {
    let mut names = Vec::new();
    for word in first_words(text, files) {
        let found = store::client::beginning(tx, desk.id(), &word, MOST_NAMES).await?;
        let others = found.into_iter().filter(|one| own.is_none_or(|own| own.client_id != one.client_id));
        names.extend(others.flat_map(|one| [Some(one.name), one.domain]).flatten());
    }
    let pairs = full_names(text);
    if !pairs.is_empty() {
        let found = store::contact::named(tx, desk.id(), &pairs, MOST_PEOPLE).await?;
        let (of_own, others): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|one| own.is_some_and(|own| own.client_id == one.client_id));
        // Who writes from a private address as well is known here, too.
        let is_known =
            |name: &str| of_own.iter().any(|one| store::search::fold(&one.name) == store::search::fold(name));
        names.extend(others.into_iter().map(|one| one.name).filter(|name| !is_known(name)));
    }
    Ok(names)
}

/// Folded words with which a client's name may begin: those that are written as names, and the first of an address.
fn first_words(text: &str, files: &[String]) -> BTreeSet<String> {
    let split = |text: &str| -> Vec<String> { text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect() };
    let in_text = split(text).into_iter().filter(|word| word.starts_with(char::is_uppercase));
    let in_files = files.iter().flat_map(|file| split(file));
    let in_addresses = text.split_whitespace().filter_map(first_of_domain);
    let long = |word: &String| word.chars().count() >= SHORTEST_WORD;
    let mut words = BTreeSet::new();
    for word in in_addresses.chain(in_files).chain(in_text).filter(long) {
        if words.len() == MOST_WORDS {
            break;
        }
        words.insert(store::search::fold(&word));
    }
    words
}

/// The first word of the domain in a mail address or a link: `lumen` of `https://www.lumen.example/a.html`.
fn first_of_domain(word: &str) -> Option<String> {
    let host = word.split_once("://").map_or(word, |(_, host)| host).split('/').next()?;
    let domain = host.rsplit('@').next()?.trim_matches(|c: char| !c.is_alphanumeric());
    let domain = domain.strip_prefix("www.").unwrap_or(domain);
    domain.contains('.').then(|| domain.split(|c: char| !c.is_alphanumeric()).next().map(str::to_owned))?
}

/// Two words side by side that are written as a name and surname, without the letters that declension changes.
fn full_names(text: &str) -> Vec<[String; 2]> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().count() >= SHORTEST_WORD
            && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    let stem = |word: &str| -> String {
        let letters = word.chars().count();
        let ending = if letters < LONG_WORD { 1 } else { ENDING };
        word.chars().take((letters - ending).max(SHORTEST_WORD)).collect()
    };
    let pair = |pair: &[&str]| {
        let [first, last] = pair else { return None };
        let last = last.trim_end_matches(|c: char| !c.is_alphabetic()).trim_end_matches("'s").trim_end_matches("’s");
        (is_name(first) && is_name(last)).then(|| [stem(first), stem(last)])
    };
    words.windows(2).filter_map(pair).take(MOST_PAIRS).collect()
}

fn people(settings: &DeskSettings, draft: &Unsent, messages: &[MessageRow], begins: bool) -> Vec<Person> {
    let took_part = |address: &str| {
        let named = |party: &Party| party.address == address;
        messages.iter().any(|one| one.from_address == address || one.to_list.iter().chain(&one.cc_list).any(named))
    };
    let person = |party: &Party, is_copy| Person {
        is_copy,
        is_new: !begins && !took_part(&party.address),
        is_colleague: settings.own.is_ours(&party.address),
        party: party.clone(),
    };
    let to = draft.to.iter().map(|party| person(party, false));
    to.chain(draft.cc.iter().map(|party| person(party, true))).collect()
}

/// What people of theirs wrote since our last answer. A holding reply answers nothing yet.
fn open_words(messages: &[MessageRow]) -> Option<String> {
    let answers = |message: &MessageRow| {
        message.direction == Direction::Out && !message.automatic && message.holding_until.is_none()
    };
    let open = messages.iter().rev().take_while(|message| !answers(message));
    let by_people =
        |message: &&MessageRow| message.direction == Direction::In && matches!(message.kind, Kind::Person | Kind::List);
    let mut words: Vec<&str> = open.filter(by_people).map(|message| message.new_text.trim()).collect();
    words.reverse();
    (!words.is_empty()).then(|| words.join("\n\n"))
}
