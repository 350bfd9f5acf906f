//! What kind of mail a letter is: written by a person, or by a machine, and which. First what standards say
//! (RFC 3464, 3834, 5965, 6522, 2369, 2919), then the texts of mailers that follow none.
//! Whether an answer is expected of a person's mail is the rulebook's business.

mod auto_reply;
mod bounce;
mod dsn;
mod facts;
mod list;
mod phrases;
mod recipients;

use rulebook::event::Kind;

use crate::letter::{Letter, LetterKind};
use crate::read::Walked;
use facts::Facts;

/// Whether a list ([`Letter::list`]) is one of our own addresses: a desk whose `team@` is a group of a mail service
/// gets all its mail with list marks, and what clients write to it is no list mail.
///
/// ```
/// assert!(mail::kind::is_own_list("team.agency.example", ["team@agency.example"]));
/// assert!(!mail::kind::is_own_list("dev.example.org", ["team@agency.example"]));
/// ```
#[must_use]
pub fn is_own_list<'a>(list: &str, own: impl IntoIterator<Item = &'a str>) -> bool {
    let dotted = list.replacen('@', ".", 1).to_ascii_lowercase();
    own.into_iter().any(|address| address.replacen('@', ".", 1).eq_ignore_ascii_case(&dotted))
}

/// Sets kind, bounce details and list of a letter that is read.
pub(crate) fn decide(letter: &mut Letter, bytes: &[u8], walked: &Walked<'_>) {
    let facts = Facts::gather(letter, bytes, walked);
    let list = list::of(&facts);
    let reported = facts.report().and_then(|report| dsn::kind(&report));
    let kind = if facts.is_abuse_report() {
        Kind::AbuseReport
    } else if auto_reply::is_challenge(&facts) {
        Kind::Challenge
    } else if let Some(kind) = reported {
        kind
    } else if let Some(kind) = bounce::kind(&facts) {
        kind
    } else if auto_reply::is_auto_reply(&facts) {
        Kind::AutoReply
    } else if list::is_post(&facts, list.is_some()) {
        Kind::List
    } else if list::is_bulk(&facts) {
        Kind::Bulk
    } else {
        Kind::Person
    };
    let notice = matches!(kind, Kind::Bounce | Kind::Delay);
    let details = notice.then(|| recipients::details(&facts, kind));
    letter.bounce = details;
    letter.list = list;
    letter.kind = LetterKind(kind);
}
