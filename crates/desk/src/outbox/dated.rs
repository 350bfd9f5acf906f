//! A mail that was planned says in its Date when it left, not when it was written. Pure.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The mail with its Date header (RFC 5322, 3.6.1) set to `at`; unchanged when it has none.
pub(super) fn dated(mail: Vec<u8>, at: Timestamp) -> Vec<u8> {
    let Some((from, until)) = place(&mail) else { return mail };
    let Ok(date) = jiff::fmt::rfc2822::to_string(&at.to_zoned(TimeZone::UTC)) else { return mail };
    let mut out = Vec::with_capacity(mail.len() + 8);
    out.extend_from_slice(mail.get(..from).unwrap_or_default());
    out.extend_from_slice(format!("Date: {date}").as_bytes());
    out.extend_from_slice(mail.get(until..).unwrap_or_default());
    out
}

/// From where to where the Date header stands, its line end left out.
fn place(mail: &[u8]) -> Option<(usize, usize)> {
    let mut from = 0;
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        if text.is_empty() {
            return None;
        }
        if text.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"date:")) {
            return Some((from, from + text.len()));
        }
        from += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::dated;

    #[test]
    fn the_date_is_that_of_leaving_and_nothing_else_changes() {
        let mail = "From: a@b.test\r\nDate: Fri, 20 Nov 2026 09:00:00 +0000\r\nSubject: x\r\n\r\nDate: stays\r\n";
        let at = "2026-11-23T07:30:00Z".parse().unwrap();
        let out = String::from_utf8(dated(mail.into(), at)).unwrap();
        assert_eq!(out, "From: a@b.test\r\nDate: Mon, 23 Nov 2026 07:30:00 +0000\r\nSubject: x\r\n\r\nDate: stays\r\n");
        let none = b"Subject: x\r\n\r\nDate: y\r\n".to_vec();
        assert_eq!(dated(none.clone(), at), none);
    }
}
