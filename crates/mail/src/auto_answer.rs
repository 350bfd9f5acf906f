//! Whether a machine may answer a mail (RFC 3834). Looks at the mail alone; what the desk knows of the writer comes on top.

use crate::letter::Letter;
use crate::read::{Field, first_line, header_block};
use rulebook::event::Kind;

/// Our own mark on what Tact answers by itself: two desks must not talk to each other.
pub const LOOP_MARK: &str = "X-Tact-Loop";
/// More servers than this handed the mail on: it may go round in circles.
const HOPS: usize = 30;

/// Why a machine must keep silent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// A machine wrote it, or it is a report.
    Machine,
    /// It came through a list, or went to many.
    List,
    /// Its sender asks for no automatic answers, or cannot be answered at all.
    Unwanted,
    /// It carries our own mark, or went round in circles.
    Loop,
    /// None of us is named in To or Cc.
    NotToUs,
}

impl Silence {
    /// The stable word of it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::List => "list",
            Self::Unwanted => "unwanted",
            Self::Loop => "loop",
            Self::NotToUs => "not_to_us",
        }
    }
}

/// Whether a machine of ours may answer; `is_ours` tells our own addresses.
///
/// # Errors
/// Why not.
pub fn may_answer(raw: &[u8], letter: &Letter, is_ours: impl Fn(&str) -> bool) -> Result<(), Silence> {
    let fields = header_block(raw);
    let has = |name: &str| fields.iter().any(|field| is(field, name));
    let value = |name: &str| first_line(&fields, name).trim().to_ascii_lowercase();
    if has(LOOP_MARK) || fields.iter().filter(|field| is(field, "received")).count() > HOPS {
        return Err(Silence::Loop);
    }
    let auto_submitted = value("auto-submitted");
    if letter.kind.0 != Kind::Person
        || !matches!(auto_submitted.as_str(), "" | "no")
        || has("x-autoreply")
        || has("x-autorespond")
    {
        return Err(Silence::Machine);
    }
    let is_list = letter.list.is_some()
        || ["list-id", "list-post", "list-unsubscribe", "mailing-list", "feedback-id"].iter().any(|name| has(name));
    if is_list || matches!(value("precedence").as_str(), "bulk" | "junk" | "list" | "auto_reply") {
        return Err(Silence::List);
    }
    let answered = letter.from.as_ref().map_or("", |from| from.address.as_str());
    let suppressed = has("x-auto-response-suppress") && value("x-auto-response-suppress") != "none";
    if suppressed || letter.return_path.as_deref() == Some("") || answered.is_empty() || is_machine_name(answered) {
        return Err(Silence::Unwanted);
    }
    if !letter.to.iter().chain(&letter.cc).any(|party| is_ours(&party.address)) {
        return Err(Silence::NotToUs);
    }
    Ok(())
}

fn is(field: &Field<'_>, name: &str) -> bool {
    field.name.eq_ignore_ascii_case(name.as_bytes())
}

/// Names before the @ behind which nobody reads (RFC 3834, 2; RFC 2142 where people do not answer).
fn is_machine_name(address: &str) -> bool {
    let name = address.split('@').next().unwrap_or_default();
    let plain: String = name.chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    let begins =
        ["noreply", "donotreply", "nieodpowiadaj", "mailerdaemon", "postmaster", "bounce", "listserv", "majordomo"];
    name.starts_with("owner-")
        || name.ends_with("-request")
        || name.ends_with("-bounces")
        || begins.iter().any(|it| plain.starts_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Hints, read};

    fn asked(header: &str) -> Result<(), Silence> {
        let from = if header.starts_with("From:") { "" } else { "From: anna@client.test\n" };
        let to = if header.starts_with("To:") { "" } else { "To: desk@agency.test\n" };
        let raw = format!("{header}\n{from}{to}Subject: A question\n\nWhen?\n");
        let letter = read(raw.as_bytes(), &Hints::default());
        may_answer(raw.as_bytes(), &letter, |address| address == "desk@agency.test")
    }

    #[test]
    fn a_person_who_wrote_to_us_may_be_answered() {
        assert_eq!(asked("X-Nothing: here"), Ok(()));
        assert_eq!(asked("Auto-Submitted: no"), Ok(()));
        assert_eq!(asked("To: other@agency.test, Desk <desk@agency.test>"), Ok(()));
    }

    #[test]
    fn machines_lists_and_those_who_ask_for_silence_are_not() {
        for header in [
            "Auto-Submitted: auto-replied",
            "Auto-Submitted: auto-generated (vacation)",
            "X-Autoreply: yes",
            "Precedence: bulk",
            "Precedence: Junk",
            "List-Id: <news.client.test>",
            "List-Unsubscribe: <mailto:x@client.test>",
            "X-Auto-Response-Suppress: All",
            "X-Auto-Response-Suppress: OOF, AutoReply",
            "Return-Path: <>",
            "X-Tact-Loop: 1",
            "From: No Reply <no-reply@client.test>",
            "From: noreply+7@client.test",
            "From: MAILER-DAEMON@client.test",
            "From: owner-news@client.test",
            "From: news-request@client.test",
            "From: a@client.test, b@client.test",
            "To: everybody@client.test",
            "To: undisclosed-recipients:;",
        ] {
            assert!(asked(header).is_err(), "{header}");
        }
        let hops = "Received: from a by b; Fri, 2 Jan 2026 09:00:00 +0100\n".repeat(60);
        assert_eq!(asked(hops.trim_end()), Err(Silence::Loop));
    }
}
