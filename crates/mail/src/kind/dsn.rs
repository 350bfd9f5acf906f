//! Delivery reports as RFC 3464 writes them.

use rulebook::event::Kind;

use crate::letter::BouncedRecipient;

/// One recipient's group of a report.
#[derive(Debug, Default, Clone)]
pub(super) struct Group {
    pub(super) recipient: BouncedRecipient,
    /// What the remote server said, in lower case.
    pub(super) diagnostic: String,
}

/// The groups of a report that are about a recipient.
pub(super) fn groups(report: &str) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut group = Group::default();
    let mut last = String::new();
    for line in report.lines().take(5_000) {
        if line.trim().is_empty() {
            close(&mut group, &mut out);
            last.clear();
            continue;
        }
        if line.starts_with([' ', '\t']) {
            if last == "diagnostic-code" {
                group.diagnostic.push(' ');
                group.diagnostic.push_str(&line.trim().to_lowercase());
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        last = name.trim().to_ascii_lowercase();
        take(&mut group, &mut out, &last, value.trim());
    }
    close(&mut group, &mut out);
    out.truncate(1_000);
    let last = out.last().map(|g| g.recipient.action.clone()).unwrap_or_default();
    // Some put the action into the group about the mail, before that about the recipient.
    let first = out.first().filter(|g| g.recipient.address.is_empty()).map(|g| g.recipient.action.clone());
    if let Some(action) = first.filter(|_| out.len() > 1 && last.is_empty()) {
        out.remove(0);
        out.iter_mut().filter(|g| g.recipient.action.is_empty()).for_each(|g| g.recipient.action.clone_from(&action));
    }
    out
}

fn take(group: &mut Group, out: &mut Vec<Group>, name: &str, value: &str) {
    match name {
        "final-recipient" | "original-recipient" => {
            // Groups that forgot their blank line begin with the next final recipient.
            if name == "final-recipient" && !group.recipient.action.is_empty() {
                close(group, out);
            }
            let address = value.split_once(';').map_or(value, |(_, a)| a).trim().trim_matches(['<', '>']);
            let address = crate::read::address(address).unwrap_or_else(|| address.to_owned());
            let better = name == "final-recipient" || group.recipient.address.is_empty();
            if better && (address.contains('@') || group.recipient.address.is_empty()) {
                group.recipient.address = address;
            }
        }
        "action" => {
            let word: String = value.chars().take_while(char::is_ascii_alphabetic).collect();
            group.recipient.action = word.to_ascii_lowercase();
        }
        "status" => group.recipient.status = status_in(value).unwrap_or_default(),
        "diagnostic-code" => group.diagnostic = value.to_lowercase(),
        _ => {}
    }
}

/// The envelope id that a report gives back (RFC 3464, 2.2.1).
pub(super) fn envelope_id(report: &str) -> Option<String> {
    let mut lines = report.lines().take(200).filter_map(|line| line.split_once(':'));
    let (_, value) = lines.find(|(name, _)| name.trim().eq_ignore_ascii_case("original-envelope-id"))?;
    let value: String = value.trim().chars().filter(|char| char.is_ascii_graphic()).take(100).collect();
    Some(value).filter(|value| !value.is_empty())
}

fn close(group: &mut Group, out: &mut Vec<Group>) {
    let done = std::mem::take(group);
    if done.recipient.address.is_empty() && done.recipient.action.is_empty() {
        return;
    }
    out.push(done);
}

/// What a report makes of the mail: nothing when it says nothing of a recipient.
pub(super) fn kind(report: &str) -> Option<Kind> {
    let groups = groups(report);
    let any = |action: &str| groups.iter().any(|g| g.recipient.action == action);
    let class = |digit: char| groups.iter().any(|g| g.recipient.status.starts_with(digit));
    if groups.is_empty() {
        None
    } else if any("failed") || any("failure") || any("expired") {
        Some(Kind::Bounce)
    } else {
        let known = any("delayed") || any("delivered") || any("relayed") || any("expanded");
        Some(if known || class('2') && !class('5') { Kind::Delay } else { Kind::Bounce })
    }
}

/// An enhanced status code (RFC 3463) in a text.
pub(super) fn status_in(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('.') {
        let Some(start) = at.checked_sub(1) else { continue };
        let first = bytes.get(start).copied()?;
        let before = start.checked_sub(1).and_then(|n| bytes.get(n)).copied().unwrap_or(b' ');
        if !matches!(first, b'2' | b'4' | b'5') || before.is_ascii_alphanumeric() || before == b'.' {
            continue;
        }
        let rest = text.get(at + 1..)?;
        let (subject, detail) = rest.split_once('.')?;
        let number = |s: &str| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
        let digits: String = detail.chars().take_while(char::is_ascii_digit).collect();
        let next = detail.get(digits.len()..).and_then(|r| r.chars().next());
        let dotted = next == Some('.')
            && detail.get(digits.len() + 1..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        if number(subject) && number(&digits) && !dotted {
            return Some(format!("{}.{subject}.{digits}", char::from(first)));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_each_recipient() {
        let report = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; Anna@Client.Example\nAction: failed\n\
                      Status: 5.1.1\nDiagnostic-Code: smtp; 550 No such\n user here\n\nFinal-Recipient: rfc822;b@c.example\n\
                      Action: delayed (soon)\nStatus: 4.4.1\n";
        let groups = groups(report);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].recipient.address, "anna@client.example");
        assert_eq!(groups[0].diagnostic, "smtp; 550 no such user here");
        assert_eq!((groups[1].recipient.action.as_str(), groups[1].recipient.status.as_str()), ("delayed", "4.4.1"));
        assert_eq!(kind(report), Some(Kind::Bounce));
        assert_eq!(kind("Final-Recipient: rfc822;a@b\nAction: delivered\nStatus: 2.1.5\n"), Some(Kind::Delay));
    }

    #[test]
    fn a_status_is_no_address_of_a_host() {
        assert_eq!(status_in("host 5.1.1.7 said: 550 5.7.26 no").as_deref(), Some("5.7.26"));
        assert_eq!(status_in("version 15.1.2"), None);
    }
}
