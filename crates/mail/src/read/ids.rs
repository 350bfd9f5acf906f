//! Message-IDs and the headers that refer to them.

use sha2::{Digest, Sha256};

use super::caps;
use super::words;

/// The ids of a field, without angle brackets, in order.
pub(crate) fn parse(raw: &[u8]) -> Vec<String> {
    let text = words::unfold(raw);
    let mut ids = Vec::new();
    let mut rest: &str = &text;
    while let Some(open) = rest.find('<') {
        let from = rest.get(open + 1..).unwrap_or_default();
        let Some(close) = from.find('>') else { break };
        let (id, after) = from.split_at(close);
        // '<<a@b>' and 'text <not closed <a@b>': the id begins at the last bracket.
        let id = id.rsplit('<').next().unwrap_or(id);
        ids.extend(tidy(id));
        rest = after;
    }
    ids
}

/// The id of a Message-ID field: in brackets, or bare as broken mailers write it.
pub(crate) fn own(raw: &[u8]) -> Option<String> {
    let mut ids = parse(raw);
    if ids.is_empty() {
        let text = words::unfold(raw);
        return tidy(text.trim_matches(['<', '>', ' ', '\t']));
    }
    Some(ids.swap_remove(0))
}

/// The ids that References and In-Reply-To name, oldest first and without repeats, and the parent:
/// the last of References, else the last of In-Reply-To.
pub(crate) fn lineage(references: &[&[u8]], in_reply_to: &[&[u8]]) -> (Vec<String>, Option<String>) {
    let older: Vec<String> = references.iter().flat_map(|raw| parse(raw)).collect();
    let direct: Vec<String> = in_reply_to.iter().flat_map(|raw| reply_ids(raw)).collect();
    let parent = older.last().or(direct.last()).cloned();
    let mut all: Vec<String> = Vec::new();
    let surplus = older.len().saturating_sub(caps::REFERENCES);
    for id in older.into_iter().skip(surplus).chain(direct.into_iter().take(caps::REFERENCES)) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    (all, parent)
}

/// In-Reply-To may carry prose and addresses; only what looks like an id counts.
fn reply_ids(raw: &[u8]) -> Vec<String> {
    let ids = parse(raw);
    if !ids.is_empty() {
        return ids;
    }
    let text = words::unfold(raw);
    let text = text.trim();
    let bare = text.contains('@') && !text.contains([' ', '\t', '"', '(']);
    if bare { tidy(text).into_iter().collect() } else { Vec::new() }
}

/// An id made of a mail's bytes: the same each time the mail is read.
pub(crate) fn made_of(bytes: &[u8]) -> String {
    format!("{}@bytes.tact.invalid", digest(bytes))
}

fn tidy(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !words::is_hidden(*c)).collect();
    match id.len() {
        0 => None,
        n if n > caps::MESSAGE_ID => Some(format!("{}@long.tact.invalid", digest(id.as_bytes()))),
        _ => Some(id),
    }
}

fn digest(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hex::encode(hash.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parent_is_the_last_reference() {
        let (all, parent) = lineage(&[b"<a@x>\r\n <b@x> <a@x>"], &[b"<c@x>"]);
        assert_eq!(all, ["a@x", "b@x", "c@x"]);
        assert_eq!(parent.as_deref(), Some("a@x"));
        let (_, parent) = lineage(&[], &[b"Your message of Monday <m@x> <n@x>"]);
        assert_eq!(parent.as_deref(), Some("n@x"));
        assert_eq!(lineage(&[], &[b"your letter to anna@x.org (today)"]).1, None);
    }

    #[test]
    fn absurd_ids_stay_short_and_stable() {
        let long = format!("<{}@x>", "a".repeat(100_000));
        let id = own(long.as_bytes()).unwrap();
        assert!(id.len() < 60 && id.ends_with("@long.tact.invalid"));
        assert_eq!(own(long.as_bytes()), Some(id));
        assert_eq!(own(b"no-brackets@x").as_deref(), Some("no-brackets@x"));
        assert_eq!(own(b"<>"), None);
    }
}
