//! What the servers of a mailbox wrote above a mail when it came in (RFC 5321, 4.4): from where it was handed to them, and by
//! whom. Whatever came with the mail stands below their lines and may be forged, so nothing is guessed: a line that is not
//! exactly as a server that we know writes it ends the search.

use core::net::IpAddr;

use crate::read::{Field, certain_fields, unfold};

/// Handings over within a house that are looked through.
const HOPS: usize = 8;

/// How a mail was handed to the first server of its mailbox's house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedIn {
    /// The address of whoever handed it over.
    pub ip: IpAddr,
    /// What they called themselves.
    pub helo: String,
    /// The sender of the envelope, as the last server noted it (Return-Path); empty is the null sender of reports.
    pub from: String,
}

/// From where a mail came, when the servers of its mailbox say so. `is_own` tells a host of theirs by its name.
///
/// ```
/// let mail = b"Return-Path: <anna@client.test>\n\
///     Received: from mx.agency.test by store.agency.test with LMTP id 1 for <a@agency.test>; Fri, 2 Jan 2026 10:05:01 +0100\n\
///     Received: from mail.client.test (mail.client.test [192.0.2.10])\n by mx.agency.test (Postfix) with ESMTPS id 2; Fri, 2 Jan 2026 10:05:00 +0100\n\
///     From: anna@client.test\n\nHello\n";
/// let came = mail::trace::handed_in(mail, |host| host.ends_with(".agency.test")).unwrap();
/// assert_eq!((came.ip.to_string().as_str(), came.from.as_str()), ("192.0.2.10", "anna@client.test"));
/// ```
#[must_use]
pub fn handed_in(raw: &[u8], is_own: impl Fn(&str) -> bool) -> Option<HandedIn> {
    let mut senders = Vec::new();
    let mut hops = 0;
    for field in &certain_fields(raw) {
        if is(field, "return-path") {
            senders.push(unfold(field.value));
        } else if is(field, "received") {
            let text = in_one_line(field);
            let hop = Hop::read(&text).filter(|hop| is_own(&hop.by))?;
            hops += 1;
            if hop.is_lmtp() && hops < HOPS {
                continue;
            }
            let (ip, helo) = hop.peer()?;
            let [sender] = senders.as_slice() else { return None };
            let from = sender.trim().strip_prefix('<')?.strip_suffix('>')?.to_owned();
            return Some(HandedIn { ip, helo, from });
        }
    }
    None
}

/// The value of a field without its folds.
pub(crate) fn in_one_line(field: &Field<'_>) -> String {
    unfold(field.value).split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) fn is(field: &Field<'_>, name: &str) -> bool {
    field.name.eq_ignore_ascii_case(name.as_bytes())
}

/// What stands before the date of a `Received` line; `None` when that may be more than one place. A sender whose first line is a
/// fold writes at the end of the line above it.
pub(crate) fn before_the_date(text: &str) -> Option<&str> {
    let (line, date) = text.split_once(';')?;
    (!date.contains(';')).then_some(line)
}

/// One `Received` line that can be read in one way only.
pub(crate) struct Hop<'t> {
    /// What stands between `from` and `by`: the name and what stands in its brackets.
    name: &'t str,
    pub(crate) inside: &'t str,
    /// Who wrote the line, in lower case.
    pub(crate) by: String,
    /// What they wrote after their name.
    after: &'t str,
}

impl<'t> Hop<'t> {
    /// `None` when it is not `from NAME (…) by HOST …; DATE`, or may be read in two ways: what a sender says of itself
    /// stands in the line, too.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        let line = before_the_date(text.trim())?;
        if line.contains(['"', '\\']) || line.to_ascii_lowercase().matches(" by ").count() != 1 {
            return None;
        }
        let (from, by) = line.split_once(" by ")?;
        let from = from.strip_prefix("from ")?.trim();
        let (name, rest) = from.split_once(' ').unwrap_or((from, ""));
        let inside = match rest.trim() {
            "" => "",
            rest => rest.strip_prefix('(')?.strip_suffix(')')?,
        };
        if name.contains(['(', ')']) || inside.contains(['(', ')']) {
            return None;
        }
        let by = by.trim();
        let (host, after) = by.split_once(' ').unwrap_or((by, ""));
        is_name(host).then(|| Self { name, inside, by: host.to_ascii_lowercase(), after: after.trim() })
    }

    pub(crate) fn peer_name(&self) -> String {
        self.name.to_ascii_lowercase()
    }

    /// It was handed on within the house: nobody outside is spoken to by LMTP.
    fn is_lmtp(&self) -> bool {
        let mut words = self.after.split_ascii_whitespace();
        let protocol = words.find(|word| word.eq_ignore_ascii_case("with")).and_then(|_| words.next());
        protocol
            .is_some_and(|it| ["LMTP", "LMTPS", "LMTPA", "LMTPSA"].iter().any(|known| known.eq_ignore_ascii_case(it)))
    }

    /// The address that the server saw, and what its peer called itself; of servers whose way to write both is known.
    fn peer(&self) -> Option<(IpAddr, String)> {
        let by_postfix = self.after.starts_with("(Postfix") && !self.after.contains("from userid");
        let by_sendmail = self.after.starts_with("(8.");
        if by_postfix || by_sendmail {
            // `from HELO (name [address])`; the name is what the address is called, or `unknown`.
            let (name, address) = self.inside.rsplit_once('[')?;
            let name = name.strip_suffix(' ').unwrap_or(name);
            return (name.is_empty() || is_name(name))
                .then_some((ip(address.strip_suffix(']')?)?, self.name.to_owned()));
        }
        if !self.after.contains("(Exim 4.") {
            return None;
        }
        // `from NAME ([address] helo=HELO)` where the address has a name, else `from [address] (helo=HELO)`.
        let bracketed = |text: &str| ip(text.strip_prefix('[')?.split_once(']')?.0);
        let helo = self.inside.split_ascii_whitespace().find_map(|word| word.strip_prefix("helo="));
        if self.inside.starts_with('[') {
            return Some((bracketed(self.inside)?, helo.unwrap_or(self.name).to_owned()));
        }
        Some((bracketed(self.name)?, helo.unwrap_or_default().to_owned()))
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
}

fn ip(text: &str) -> Option<IpAddr> {
    text.strip_prefix("IPv6:").unwrap_or(text).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LMTP: &str =
        "Received: from mx.agency.test by store.agency.test with LMTP id 1 for <a@agency.test>; Fri, 2 Jan\n";
    const PATH: &str = "Return-Path: <anna@client.test>\n";

    fn came(header: &str) -> Option<HandedIn> {
        handed_in(format!("{header}From: anna@client.test\n\nHello\n").as_bytes(), |host| host.ends_with("agency.test"))
    }

    fn from(line: &str) -> Option<String> {
        came(&format!("{PATH}Received: {line}; Fri, 2 Jan 2026 10:05:00 +0100\n")).map(|it| it.ip.to_string())
    }

    #[test]
    fn lines_of_servers_that_we_know_tell_the_address() {
        for (line, expected) in [
            ("from a.test (a.test [192.0.2.10]) by mx.agency.test (Postfix) with ESMTPS id 2", "192.0.2.10"),
            ("from [10.0.0.1] (unknown [192.0.2.10]) by mx.agency.test (Postfix) with ESMTP id 2", "192.0.2.10"),
            ("from a.test (a.test [IPv6:2001:db8::1]) by mx.agency.test (Postfix) with ESMTP id 2", "2001:db8::1"),
            ("from a.test (a.test [192.0.2.10]) by mx.agency.test (8.18.1/8.18.1) with ESMTP id 2", "192.0.2.10"),
            ("from a.test ([192.0.2.10]) by mx.agency.test with esmtps (TLS1.3) (Exim 4.96) id 2", "192.0.2.10"),
            ("from a.test ([192.0.2.10] helo=b.test) by mx.agency.test with esmtp (Exim 4.96) id 2", "192.0.2.10"),
            ("from [192.0.2.10] (helo=b.test) by mx.agency.test with esmtp (Exim 4.96) id 2", "192.0.2.10"),
        ] {
            assert_eq!(from(line).as_deref(), Some(expected), "{line}");
        }
    }

    #[test]
    fn what_a_sender_says_of_itself_is_never_taken_for_its_address() {
        for (line, expected) in [
            // The server saw 203.0.113.66; all else is what the peer called itself.
            (
                "from [192.0.2.10] (unknown [203.0.113.66]) by mx.agency.test (Postfix) with ESMTP id 2",
                Some("203.0.113.66"),
            ),
            (
                "from [203.0.113.66] (helo=[192.0.2.10]) by mx.agency.test with esmtp (Exim 4.96) id 2",
                Some("203.0.113.66"),
            ),
            (
                "from x (a [192.0.2.10]) by mx.agency.test (unknown [203.0.113.66]) by mx.agency.test (Postfix) with ESMTP",
                None,
            ),
            ("from x (a [192.0.2.10]) (unknown [203.0.113.66]) by mx.agency.test (Postfix) with ESMTP id 2", None),
            ("from x y (unknown [203.0.113.66]) by mx.agency.test (Postfix) with ESMTP id 2", None),
            (
                "from x ([203.0.113.66]) by mx.agency.test with esmtp (Exim 4.96) (envelope-from <\"y (a [192.0.2.10]) by mx.agency.test (Postfix)\"@evil.test>)",
                None,
            ),
            // Whoever's mail begins with a fold writes on in the line above.
            ("from [192.0.2.10] (a [203.0.113.66]) by mx.agency.test with ESMTP id 2; Fri\n (Exim 4.96) id 3", None),
            ("from [192.0.2.10] (a [203.0.113.66]) by mx.agency.test with ESMTP id 2; Fri\n(Exim 4.96) id 3", None),
            // Servers that we do not know, or that are not the mailbox's.
            ("from x (a [192.0.2.10]) by mx.agency.test with ESMTP id 2", None),
            ("from x (a [192.0.2.10]) by mx.evil.test (Postfix) with ESMTP id 2", None),
            ("by mx.agency.test (Postfix, from userid 33) id 2", None),
            ("from x (a [not an address]) by mx.agency.test (Postfix) with ESMTP id 2", None),
        ] {
            assert_eq!(from(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn only_lines_above_what_came_from_outside_count() {
        let outside =
            "Received: from evil.test (evil.test [203.0.113.66]) by mx.agency.test (Postfix) with ESMTP id 2; Fri\n";
        let forged = "Received: from a.test (a.test [192.0.2.10]) by mx.agency.test (Postfix) with ESMTP id 3; Fri\n";
        let ip = |header: String| came(&header).map(|it| it.ip.to_string());
        assert_eq!(ip(format!("{PATH}{LMTP}{outside}{forged}")).as_deref(), Some("203.0.113.66"));
        assert_eq!(ip(format!("{LMTP}{outside}{forged}{PATH}")), None, "the sender wrote the Return-Path");
        assert_eq!(ip(format!("{PATH}{PATH}{outside}")), None, "which of two counts cannot be told");
        assert_eq!(ip(format!("{PATH}Received: nonsense\n{forged}")), None);
        let null = format!("Return-Path: <>\n{outside}");
        assert_eq!(came(&null).map(|it| (it.helo, it.from)), Some(("evil.test".to_owned(), String::new())));
    }
}
