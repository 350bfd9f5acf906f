//! The client's card beside a conversation: who they are, what is owed, what else was talked about.

use store::bounced_address::BouncedAddressRow;
use store::contact::ContactRow;
use words::Words;

use super::{Card, Contact, ConversationLine, PromiseLine};
use crate::asked::Asked;
use crate::desk::conversation::load::Loaded;
use crate::desk::inbox::show::subject;
use crate::frame::initials;
use crate::ledger_line::{badge, due, promise_of, tone_of};
use crate::moment::Moment;

/// Most contacts the card names.
const CONTACTS: usize = 5;

/// The card of this conversation's client.
pub(crate) fn card(asked: &Asked, loaded: &Loaded) -> Card {
    let w = &asked.w;
    let name = loaded.client.as_ref().map(|client| client.name.clone()).unwrap_or_default();
    let here = &loaded.conversation.conversation_id;
    let of_subject = |id: &str| {
        let other = loaded.others.iter().find(|other| other.conversation.conversation_id == *id);
        let of = if id == here { Some(&loaded.conversation) } else { other.map(|other| &other.conversation) };
        of.map(|conversation| subject(asked, &conversation.subject))
    };
    Card {
        id: loaded.conversation.client_id.clone(),
        initials: initials(&name),
        domain: loaded.client.as_ref().and_then(|client| client.domain.clone()).filter(|domain| *domain != name),
        contacts: loaded.contacts.iter().take(CONTACTS).map(|row| contact(row, &loaded.bounced)).collect(),
        promises: loaded
            .client_promises
            .iter()
            .filter(|promise| promise.unkept && !promise.history)
            .filter_map(|promise| Some(line(asked, promise, of_subject(&promise.conversation_id)?)))
            .take(5)
            .collect(),
        conversations: loaded
            .others
            .iter()
            .filter(|other| other.conversation.conversation_id != *here)
            .take(6)
            .map(|other| ConversationLine {
                id: other.conversation.conversation_id.clone(),
                subject: subject(asked, &other.conversation.subject),
                badge: badge(asked, other.conversation.owed_due_at),
                at: Moment::stamp(w, asked.now, other.conversation.last_at),
            })
            .collect(),
        term: loaded.client.as_ref().and_then(|client| own_term(w, &client.rules)),
        name,
    }
}

pub(super) fn contact(row: &ContactRow, bounced: &[BouncedAddressRow]) -> Contact {
    let name = if row.name.trim().is_empty() { &row.address } else { &row.name };
    let bounced = bounced.iter().any(|bounced| bounced.address == row.address);
    Contact {
        id: row.contact_id.clone(),
        name: name.clone(),
        own_name: row.name.clone(),
        language: row.language.clone(),
        address: row.address.clone(),
        bounced,
    }
}

/// A promise in a line.
pub(crate) fn line(asked: &Asked, row: &store::promise::PromiseRow, subject: String) -> PromiseLine {
    let promise = promise_of(row);
    PromiseLine {
        conversation: row.conversation_id.clone(),
        subject,
        what: asked.w.promise(asked.now, &promise),
        tone: tone_of(asked, row),
        state: asked.w.state(&promise),
        due: due_of(asked, row),
    }
}

/// When it is due; of what is settled only the date, for nobody is late with it any more.
fn due_of(asked: &Asked, row: &store::promise::PromiseRow) -> Moment {
    if row.unkept { due(asked, row.due_at) } else { Moment::stamp(&asked.w, asked.now, row.due_at) }
}

/// The client's own working hours to answer, when they have a term of their own.
pub(crate) fn own_hours(rules: &str) -> Option<i64> {
    let rules: serde_json::Value = serde_json::from_str(rules).ok()?;
    rules.get(rulebook::rules::reply_in_a_working_day::CODE)?.get("working_hours")?.as_i64()
}

fn own_term(w: &Words, rules: &str) -> Option<String> {
    own_hours(rules).map(|hours| w.t1("because-working-hours", "hours", hours))
}
