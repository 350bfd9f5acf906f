//! When a mail arrived: what our own servers say before what the sender says.

use jiff::Timestamp;

use super::Hints;
use super::dates;
use super::fields::{self, Field};
use super::words;
use crate::letter::Letter;

/// The first of January 1980: no mail was received before that.
const BEFORE_MAIL: Timestamp = Timestamp::constant(315_532_800, 0);

/// Sets the dates of a letter: the topmost trustworthy `Received`, else the caller's hint, else the
/// sender's own `Date`.
pub(super) fn date(letter: &mut Letter, root: &[Field<'_>], hints: &Hints<'_>) {
    let stated = fields::first(root, "date");
    let claimed = stated.and_then(|raw| dates::parse_with_clock(&words::unfold(raw)));
    (letter.claimed_date, letter.claimed_clock) = claimed.unzip();
    if stated.is_some() && letter.claimed_date.is_none() {
        letter.problems.push("date_unreadable".to_owned());
    }
    let can_be = |at: &Timestamp| hints.not_after.is_none_or(|latest| *at <= latest);
    let envelope = hints.envelope_date.filter(can_be);
    letter.arrived = received(root, hints).or(envelope).or(letter.claimed_date.filter(can_be));
}

/// The topmost line that is believed and gives a moment that can be: a server whose clock is wrong by decades is passed over.
fn received(root: &[Field<'_>], hints: &Hints<'_>) -> Option<Timestamp> {
    let can_be = |at: &Timestamp| *at >= BEFORE_MAIL && hints.not_after.is_none_or(|latest| *at <= latest);
    let lines = fields::all(root, "received").take(50).map(words::unfold);
    let believed = lines.filter(|text| hints.trusted_hosts.is_empty() || is_by(text, hints.trusted_hosts));
    let mut dated = believed.filter_map(|text| dates::parse(text.rsplit_once(';')?.1));
    dated.find(can_be)
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
