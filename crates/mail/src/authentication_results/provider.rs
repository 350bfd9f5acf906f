//! What Google and Microsoft found out about a sender, in mail that lies in a mailbox of theirs. Both hand a mail on between
//! servers of their own before it lies there, each in its own way, so that the line of the first of them is looked for.

use core::net::IpAddr;

use super::{Finding, parse};
use crate::read::{certain_fields, unfold};
use crate::trace::{Hop, in_one_line, is};

/// Who keeps a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Gmail and Google Workspace.
    Google,
    /// Outlook.com and Microsoft 365.
    Microsoft,
}

/// Handings over within their house that are looked through.
const HOPS: usize = 12;

impl Provider {
    /// Who keeps the mailboxes on this IMAP server.
    ///
    /// ```
    /// use mail::authentication_results::Provider;
    /// assert_eq!(Provider::of("imap.gmail.com"), Some(Provider::Google));
    /// assert_eq!(Provider::of("imap.gmail.com.evil.test"), None);
    /// ```
    #[must_use]
    pub fn of(imap_host: &str) -> Option<Self> {
        match imap_host.to_ascii_lowercase().as_str() {
            "imap.gmail.com" | "imap.googlemail.com" => Some(Self::Google),
            "outlook.office365.com" | "outlook.office.com" | "imap-mail.outlook.com" | "imap.outlook.com" => {
                Some(Self::Microsoft)
            }
            _ => None,
        }
    }

    /// What they found when the mail came in; `None` when that cannot be told for certain.
    #[must_use]
    pub fn stated(self, raw: &[u8]) -> Option<Vec<Finding>> {
        let (name, wanted) = match self {
            Self::Google => ("arc-authentication-results", "mx.google.com"),
            Self::Microsoft => ("authentication-results", ""),
        };
        let mut found = Vec::new();
        let (mut hops, mut reached) = (0, false);
        for field in &certain_fields(raw) {
            if is(field, name) {
                found.push(unfold(field.value));
            } else if is(field, "received") {
                hops += 1;
                match self.hop(&in_one_line(field)) {
                    Some(Line::Within) if hops < HOPS => {}
                    Some(Line::First) => {
                        reached = true;
                        break;
                    }
                    _ => return None,
                }
            }
        }
        let ([line], true) = (found.as_slice(), reached) else { return None };
        match self {
            Self::Google => {
                let (instance, results) = line.split_once(';')?;
                let number = instance.trim().strip_prefix("i=")?;
                let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
                is_number.then(|| parse(results, |server| server == wanted))?
            }
            // They leave their name out.
            Self::Microsoft => parse(&format!("microsoft; {line}"), |server| server == "microsoft"),
        }
    }

    fn hop(self, text: &str) -> Option<Line> {
        match self {
            // `by 2002:a05:… with SMTP id …` within; `from … by mx.google.com with ESMTPS id …` at the door.
            Self::Google => match text.trim().strip_prefix("by ") {
                Some(within) => within.split(' ').next()?.parse::<IpAddr>().ok().map(|_| Line::Within),
                None => (Hop::read(text)?.by == "mx.google.com").then_some(Line::First),
            },
            Self::Microsoft => {
                let hop = Hop::read(text)?;
                if hop.by.ends_with(".protection.outlook.com") {
                    return Some(Line::First);
                }
                let peer = hop.inside.parse().ok()?;
                (is_microsofts(&hop.by) && is_microsofts(&hop.peer_name()) && is_within_microsoft(peer))
                    .then_some(Line::Within)
            }
        }
    }
}

/// A line of their own.
enum Line {
    /// Written within the house.
    Within,
    /// Written by the server that took the mail from outside.
    First,
}

fn is_microsofts(host: &str) -> bool {
    [".outlook.com", ".exchangelabs.com", ".office365.com"].iter().any(|end| host.ends_with(end))
}

/// Their own network, 2603:1000::/24, or one that is nobody's: a peer is free to call itself as they do.
fn is_within_microsoft(peer: IpAddr) -> bool {
    match peer {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_loopback() || (ip.segments()[0] == 0x2603 && ip.segments()[1] >> 8 == 0x10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATE: &str = "; Fri, 20 Nov 2026 01:00:00 -0800 (PST)\n";

    fn google(lines: &[&str]) -> Option<Vec<Finding>> {
        Provider::Google.stated(format!("{}From: anna@client.test\n\nHello\n", lines.concat()).as_bytes())
    }

    #[test]
    fn googles_word_stands_above_its_first_server() {
        let within = format!("Received: by 2002:a05:6402:2315:b0:55f:f5bd:e0e5 with SMTP id z1csp1{DATE}");
        let found = "ARC-Authentication-Results: i=1; mx.google.com;\n       dkim=pass header.i=@client.test header.s=s header.b=abc;\n       \
             spf=pass (google.com: domain of anna@client.test designates 192.0.2.10 as permitted sender) smtp.mailfrom=anna@client.test;\n       \
             dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=client.test\n";
        let path = "Return-Path: <anna@client.test>\n";
        let first = format!(
            "Received: from mail.client.test (mail.client.test. [192.0.2.10])\n        by mx.google.com with ESMTPS id a1\n        for <ola@agency.test>{DATE}"
        );
        let real = google(&[&within, found, path, &first]).unwrap();
        assert_eq!((real.len(), real[2].result.as_str()), (3, "pass"));
        // Below the first server everything may have come with the mail.
        assert_eq!(google(&[&within, path, &first, found]), None);
        assert_eq!(google(&[&within, found, path, &first.replace("mx.google.com", "mx.evil.test")]), None);
        assert_eq!(google(&[found, path]), None, "no server wrote anything");
        assert_eq!(google(&[found, &within]), None, "nobody took it from outside");
        assert_eq!(google(&[&within, found, found, path, &first]), None);
        assert_eq!(google(&[&within, &found.replace("mx.google.com", "mx.evil.test"), path, &first]), None);
        let called = first.replace("from mail.client.test (", "from x by mx.google.com (");
        assert_eq!(google(&[&within, path, &called, found, &first]), None);
    }

    #[test]
    fn microsofts_word_stands_above_its_first_server() {
        let microsoft = |lines: &[&str]| {
            Provider::Microsoft.stated(format!("{}From: anna@client.test\n\nHello\n", lines.concat()).as_bytes())
        };
        let within = format!(
            "Received: from AM0PR01MB1.eurprd01.prod.exchangelabs.com (2603:10a6:208:c0::20)\n by VI1PR01MB2.eurprd01.prod.exchangelabs.com with HTTPS{DATE}"
        );
        let found = "Authentication-Results: spf=pass (sender IP is 192.0.2.10)\n smtp.mailfrom=client.test; dkim=pass (signature was verified)\n \
             header.d=client.test;dmarc=pass action=none\n header.from=client.test;compauth=pass reason=100\n";
        let first = format!(
            "Received: from mail.client.test (192.0.2.10) by\n AM5EUR02FT063.mail.protection.outlook.com (10.152.8.1) with Microsoft SMTP\n Server (version=TLS1_2, cipher=X) id 15.20.1 via Frontend Transport{DATE}"
        );
        assert_eq!(microsoft(&[&within, found, &first]).unwrap().len(), 4);
        assert_eq!(microsoft(&[&within, &first, found]), None);
        // Somebody outside who calls himself as they do.
        let submitted = within.replace("2603:10a6:208:c0::20", "203.0.113.66");
        assert_eq!(microsoft(&[&submitted, found, &first]), None);
        assert_eq!(microsoft(&[&first.replace("protection.outlook.com", "evil.test"), found, &first]), None);
        assert_eq!(microsoft(&[&within, found, found, &first]), None);
    }
}
