//! When a mail arrived: what our own servers say before what the sender says.

use jiff::Timestamp;

use super::Hints;
use super::dates;
use super::fields::{self, Field};
use super::words;
use crate::letter::Letter;

/// Sets the dates of a letter: the topmost trustworthy `Received`, else the caller's hint, else the
/// sender's own `Date`.
pub(super) fn date(letter: &mut Letter, root: &[Field<'_>], hints: &Hints<'_>) {
    let stated = fields::first(root, "date");
    letter.claimed_date = stated.and_then(|raw| dates::parse(&words::unfold(raw)));
    if stated.is_some() && letter.claimed_date.is_none() {
        letter.problems.push("date_unreadable".to_owned());
    }
    letter.arrived = received(root, hints).or(hints.envelope_date).or(letter.claimed_date);
}

fn received(root: &[Field<'_>], hints: &Hints<'_>) -> Option<Timestamp> {
    for raw in fields::all(root, "received").take(50) {
        let text = words::unfold(raw);
        let believed = hints.trusted_hosts.is_empty() || is_by(&text, hints.trusted_hosts);
        if believed {
            let (_, date) = text.rsplit_once(';')?;
            return dates::parse(date);
        }
    }
    None
}

/// Whether a `Received` line was written by one of the hosts.
fn is_by(text: &str, hosts: &[String]) -> bool {
    let mut words = text.split_ascii_whitespace();
    while let Some(word) = words.next() {
        if word.eq_ignore_ascii_case("by") {
            let host = words.next().unwrap_or_default().trim_end_matches([';', '.', ',']);
            return hosts.iter().any(|h| h.eq_ignore_ascii_case(host));
        }
    }
    false
}
