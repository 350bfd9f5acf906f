//! Whom a bounce is about, how final it is, and which of our mails came back.

use rulebook::event::Kind;

use super::dsn::{self, Group};
use super::facts::Facts;
use super::phrases;
use crate::letter::{Bounce, BouncedRecipient};
use crate::read;

/// Addresses taken from one notice.
const MOST: usize = 100;

/// The details of a notice.
pub(super) fn details(facts: &Facts<'_>, kind: Kind) -> Bounce {
    let text = facts.text();
    let notice = above_original(text);
    let mut groups = facts.report().map(|r| dsn::groups(&r)).unwrap_or_default();
    if groups.is_empty() && text.contains("final-recipient:") {
        groups = dsn::groups(text);
    }
    if groups.iter().all(|g| g.recipient.address.is_empty()) {
        let found = groups.pop().unwrap_or_default();
        groups = by_words(facts, notice, &found, kind);
    }
    let hard = kind == Kind::Bounce && groups.iter().any(|g| is_dead(g, notice));
    Bounce {
        hard,
        recipients: groups.into_iter().map(|g| g.recipient).take(MOST).collect(),
        original_message_id: original_id(facts),
        envelope_id: facts.report().and_then(|report| dsn::envelope_id(&report)),
    }
}

/// The address is dead by its status, else by the words about it.
fn is_dead(group: &Group, notice: &str) -> bool {
    if !matches!(group.recipient.action.as_str(), "failed" | "failure" | "expired" | "") {
        return false;
    }
    let says = |phrases: &[&str], text: &str| phrases.iter().any(|p| text.contains(p));
    let told = if group.diagnostic.is_empty() { notice } else { &group.diagnostic };
    match group.recipient.status.as_str() {
        "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" | "5.4.4" => {
            !says(phrases::LIVING_ADDRESS, told) || says(phrases::DEAD_ADDRESS, told)
        }
        status if status.starts_with('4') => false,
        _ => says(phrases::DEAD_ADDRESS, told) && !says(phrases::LIVING_ADDRESS, told),
    }
}

/// The part of a text that the mailer wrote, before the mail it gives back.
fn above_original(text: &str) -> &str {
    const MARKS: [&str; 12] = [
        "below this line is a copy",
        "this is a copy of the message",
        "original message follows",
        "original message -",
        "message header follows",
        "- message follows -",
        "--- original message",
        "unsent message below",
        "the header of the original",
        "returned message follows",
        "message headers follow",
        "\nreceived: ",
    ];
    let end = MARKS.iter().filter_map(|m| text.find(m)).min().unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// Recipients as the words of a notice name them.
fn by_words(facts: &Facts<'_>, notice: &str, found: &Group, kind: Kind) -> Vec<Group> {
    let mut addresses: Vec<String> = facts.header("x-failed-recipients").split(',').filter_map(read::address).collect();
    if addresses.is_empty() {
        addresses = named(facts, notice);
    }
    if addresses.is_empty() {
        // A mailer that names nobody gives the mail back: whom it was for stands there.
        addresses = facts.original().map(|mail| read::recipients(&mail)).unwrap_or_default();
    }
    let status = if found.recipient.status.is_empty() {
        dsn::status_in(notice).unwrap_or_default()
    } else {
        found.recipient.status.clone()
    };
    let action = if kind == Kind::Delay { "delayed" } else { "failed" };
    addresses.truncate(MOST);
    addresses
        .into_iter()
        .map(|address| Group {
            recipient: BouncedRecipient { address, action: action.to_owned(), status: status.clone() },
            diagnostic: found.diagnostic.clone(),
        })
        .collect()
}

/// Addresses in the mailer's words: those that begin a line or stand where a failure is told; else the first one.
fn named(facts: &Facts<'_>, notice: &str) -> Vec<String> {
    const CUES: [&str; 14] = [
        "recipient",
        "failed",
        "unknown",
        "rcpt to",
        "deliver",
        "user ",
        "mailbox",
        "address",
        "undeliverable",
        " to: ",
        "to ",
        "does not",
        "full",
        "not ",
    ];
    let own: Vec<&str> = facts
        .letter
        .from
        .iter()
        .map(|f| f.address.as_str())
        .chain(facts.letter.to.iter().map(|t| t.address.as_str()))
        .collect();
    let mut sure: Vec<String> = Vec::new();
    let mut maybe: Vec<String> = Vec::new();
    for line in notice.lines().take(400) {
        let bare = line.trim_start_matches([' ', '\t', '*', '-', '>', '|', '"', '\'', '.']);
        for (at, address) in addresses_in(bare) {
            if own.contains(&address.as_str()) || is_mailer(&address) {
                continue;
            }
            let list = if at <= 1 || CUES.iter().any(|c| bare.contains(c)) { &mut sure } else { &mut maybe };
            if !list.contains(&address) && list.len() < MOST {
                list.push(address);
            }
        }
    }
    if sure.is_empty() {
        maybe.truncate(1);
        sure = maybe;
    }
    sure
}

fn is_mailer(address: &str) -> bool {
    ["postmaster@", "mailer-daemon@", "abuse@", "helpdesk@", "support@"].iter().any(|m| address.starts_with(m))
}

/// The addresses of a line with their offsets.
fn addresses_in(line: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let ends = |c: char| {
        c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '"' | '\'' | ',' | ';' | ':' | '`')
    };
    let mut from = 0;
    while let Some(found) = line.get(from..).and_then(|r| r.find('@')) {
        let at = from + found;
        let begin = line
            .get(..at)
            .and_then(|l| l.rfind(ends))
            .map_or(0, |n| n + line.get(n..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
        let end = line.get(at..).and_then(|r| r.find(ends)).map_or(line.len(), |n| at + n);
        let text = line.get(begin..end).unwrap_or_default().trim_end_matches(['.', '!', '?']);
        // A message id looks like an address; it stands behind its name.
        let is_id = line.get(..begin).is_some_and(|b| b.contains("message-id") || b.contains("message id"));
        if let Some(address) = read::address(text).filter(|_| !is_id) {
            out.push((begin, address));
        }
        from = end.max(at + 1);
        if out.len() > 20 {
            break;
        }
    }
    out
}

/// The Message-ID of the mail that came back.
fn original_id(facts: &Facts<'_>) -> Option<String> {
    let enclosed = facts.original().and_then(|header| id_in(&header));
    enclosed.or_else(|| id_in(&facts.letter.text))
}

fn id_in(text: &str) -> Option<String> {
    text.match_indices(['M', 'm', 'x', 'X']).filter_map(|(at, _)| id_at(text, at)).next()
}

/// The id of a Message-ID line that begins at an offset. It follows at once, at most folded to the next line.
fn id_at(text: &str, at: usize) -> Option<String> {
    let starts = at == 0 || text.as_bytes().get(at - 1).is_some_and(|b| matches!(b, b'\n' | b'>' | b' ' | b'\t'));
    let name = text.get(at..at + 11)?;
    if !starts || !name.eq_ignore_ascii_case("message-id:") {
        return None;
    }
    let rest = text.get(at + 11..)?;
    let rest = rest.get(..rest.char_indices().nth(600).map_or(rest.len(), |(n, _)| n))?;
    let open = rest.find('<')?;
    if rest.get(..open)?.trim().is_empty() { read::message_ids(rest.get(open..)?).into_iter().next() } else { None }
}
