//! What stands around a conversation: what it was split from, whether it is shut out, a split to offer, whom to block.

use mail::subject::{bare, is_another};
use mail::thread::company_domain;
use rulebook::event::Kind;
use store::conversation::Stand;
use store::message::{Direction, MessageRow};
use store::series::Sibling;

use super::load::Loaded;
use super::{Overtaken, SentTogether, Shut, SplitFrom, SplitOffer, Writer};
use crate::asked::Asked;
use crate::desk::inbox::show::subject;

/// Most letters shown of what came meanwhile.
const SHOWN: usize = 280;

/// The client changed the subject in the middle, and nobody has answered since: perhaps another topic begins.
pub(super) fn split_offer(asked: &Asked, loaded: &Loaded) -> Option<SplitOffer> {
    let last_out = loaded.messages.iter().rposition(|message| message.direction == Direction::Out);
    let is_theirs = |message: &MessageRow| message.direction == Direction::In && message.kind == Kind::Person;
    let pairs = loaded.messages.iter().zip(loaded.messages.iter().skip(1)).enumerate();
    let (_, (_, message)) = pairs
        .filter(|(at, _)| last_out.is_none_or(|out| at + 1 > out))
        .find(|(_, (before, message))| is_theirs(message) && is_another(&before.subject, &message.subject))?;
    Some(SplitOffer { message: message.message_id.clone(), subject: subject(asked, &message.subject) })
}

pub(super) fn split_from(asked: &Asked, loaded: &Loaded) -> Option<SplitFrom> {
    let from = loaded.split_from.as_ref()?;
    Some(SplitFrom { href: format!("/conversations/{}", from.conversation_id), subject: subject(asked, &from.subject) })
}

/// Mails here that were sent together with others: the others are one press away.
pub(super) fn sent_together(asked: &Asked, loaded: &Loaded) -> Vec<SentTogether> {
    let here = &loaded.conversation.conversation_id;
    let mut found = Vec::new();
    for series in loaded.siblings.chunk_by(|one, next| one.series_id == next.series_id) {
        let others = series.iter().filter(|one| one.conversation_id != *here);
        let href = |one: &Sibling| format!("/conversations/{}", one.conversation_id);
        let others = others.map(|one| (href(one), subject(asked, bare(&one.subject)))).collect::<Vec<_>>();
        let at = series.iter().position(|one| one.conversation_id == *here);
        // Joined again, there is nothing to lead to.
        let Some(at) = at.filter(|_| !others.is_empty()) else { continue };
        let (at, of, count) = (at as i64 + 1, series.len() as i64, others.len() as i64);
        let words = asked.w.tn("page-conversation-series", &[("at", &at), ("of", &of), ("others", &count)]);
        found.push(SentTogether { words, others });
    }
    found
}

/// Whoever wrote last, to be blocked alone or with their whole domain.
pub(super) fn writer(loaded: &Loaded) -> Option<Writer> {
    let last = loaded.messages.iter().rev().find(|message| message.direction == Direction::In)?;
    let address = last.from_address.clone();
    if address.is_empty() {
        return None;
    }
    let domain = company_domain(&address).map(|domain| format!("@{domain}"));
    Some(Writer { address, domain })
}

/// Why nothing is asked for here, with the way back.
pub(super) fn shut(asked: &Asked, loaded: &Loaded) -> Option<Shut> {
    let w = &asked.w;
    let id = &loaded.conversation.conversation_id;
    match (loaded.conversation.stand, loaded.listed.first()) {
        (Stand::Spam, _) => Some(Shut {
            text: w.t("page-conversation-spam"),
            action: format!("/conversations/{id}/spam/removal"),
            act: w.t("page-conversation-not-spam"),
        }),
        (Stand::Blocked, Some(listed)) => {
            let sender = percent_encoding::utf8_percent_encode(&listed.pattern, percent_encoding::NON_ALPHANUMERIC);
            Some(Shut {
                text: w.t1("page-conversation-blocked", "sender", &listed.pattern),
                action: format!("/senders/removal?sender={sender}"),
                act: w.t("page-conversation-unblock"),
            })
        }
        _ => None,
    }
}

/// What came since the draft began, as the page shows it before sending.
pub(crate) fn overtaken(asked: &Asked, newer: &MessageRow) -> Overtaken {
    let w = &asked.w;
    let name = if newer.from_name.trim().is_empty() { &newer.from_address } else { &newer.from_name };
    let key = match newer.direction {
        Direction::Out => "part-composer-newer-ours",
        Direction::In => "part-composer-newer-theirs",
    };
    let words: String = newer.new_text.trim().chars().take(SHOWN).collect();
    Overtaken {
        message: newer.message_id.clone(),
        title: w.t1(key, "name", name),
        words: if newer.new_text.trim().chars().count() > SHOWN { format!("{words}…") } else { words },
    }
}
