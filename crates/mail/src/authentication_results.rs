//! What our own mail server found out about a sender (RFC 8601, `Authentication-Results`). Anybody can write such a line
//! into a mail: only those count that bear the name of our server and stand above what came from outside.

mod provider;

use crate::read::{Field, certain_fields, unfold};
use crate::trace::{before_the_date, is};
pub use provider::Provider;

/// One method and what it found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Finding {
    /// `dkim`, `spf`, `dmarc`, …, in lower case.
    pub method: String,
    /// `pass`, `fail`, `none`, `temperror`, …, in lower case.
    pub result: String,
    /// What was looked at: `header.d` and its value, in lower case.
    pub properties: Vec<(String, String)>,
    /// Comments, in lower case: some servers write the policy there.
    pub comment: String,
}

impl Finding {
    /// The value of a property such as `header.from`.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Most lines of one mail that are read.
const LINES: usize = 10;
/// Most findings of one line.
const FINDINGS: usize = 50;

/// What the server named `authserv_id` found, the topmost line first; `None` when it wrote none that counts.
///
/// Lines count down to the first `Received` that was not written at a handing over by LMTP within our house: below it,
/// everything may have come with the mail.
///
/// ```
/// use mail::authentication_results::stated;
/// let mail = b"Authentication-Results: mx.agency.test; dmarc=pass header.from=client.test\n\
///     Received: from a by mx.agency.test\nAuthentication-Results: mx.agency.test; dmarc=fail\n\n";
/// assert_eq!(stated(mail, "mx.agency.test").unwrap()[0].result, "pass");
/// assert_eq!(stated(mail, "other.test"), None);
/// ```
#[must_use]
pub fn stated(raw: &[u8], authserv_id: &str) -> Option<Vec<Finding>> {
    if authserv_id.is_empty() {
        return None;
    }
    let fields = certain_fields(raw);
    let ours = fields
        .iter()
        .take_while(|field| !comes_from_outside(field))
        .filter(|field| is(field, "authentication-results"));
    let lines: Vec<Vec<Finding>> = ours
        .take(LINES)
        .filter_map(|field| parse(&unfold(field.value), |name| name.eq_ignore_ascii_case(authserv_id)))
        .collect();
    (!lines.is_empty()).then(|| lines.concat())
}

/// A `Received` by another protocol than LMTP: what stands below it was there when the mail came in.
fn comes_from_outside(field: &Field<'_>) -> bool {
    if !is(field, "received") {
        return false;
    }
    let text = unfold(field.value);
    let Some(text) = before_the_date(&text) else { return true };
    // What a sender can put into the line stands before 'by', in comments too.
    let ours = text.rsplit_once(" by ").map_or("", |(_, ours)| ours);
    let mut words = ours.split_ascii_whitespace();
    let protocol = words.find(|word| word.eq_ignore_ascii_case("with")).and_then(|_| words.next());
    let by_lmtp =
        |protocol: &str| ["LMTP", "LMTPS", "LMTPA", "LMTPSA"].iter().any(|it| it.eq_ignore_ascii_case(protocol));
    !protocol.is_some_and(by_lmtp)
}

/// What a server that passed a mail on found out before (RFC 8617, 4.1.1, `ARC-Authentication-Results`), from the value of
/// the field. Whose seal is on it, and whether that is to be believed, the caller knows.
///
/// ```
/// let found = mail::authentication_results::passed_on(b"i=1; mx.relay.test; dmarc=pass header.from=client.test");
/// assert_eq!(found.unwrap()[0].result, "pass");
/// ```
#[must_use]
pub fn passed_on(value: &[u8]) -> Option<Vec<Finding>> {
    let text = unfold(value);
    let (instance, results) = text.split_once(';')?;
    let number = instance.trim().strip_prefix("i=")?;
    number.trim().bytes().all(|byte| byte.is_ascii_digit()).then(|| parse(results, |_| true))?
}

/// One line; `None` when it is not of that server, or not exactly of the grammar.
fn parse(text: &str, is_server: impl Fn(&str) -> bool) -> Option<Vec<Finding>> {
    let mut reader = Reader { rest: text, comment: String::new() };
    reader.blanks()?;
    if !is_server(&reader.value()?) {
        return None;
    }
    reader.blanks()?;
    // The version, which is 1 where it stands.
    if reader.rest.starts_with(|c: char| c.is_ascii_digit()) && reader.value()? != "1" {
        return None;
    }
    reader.blanks()?;
    let mut findings = Vec::new();
    while reader.take(';') {
        reader.blanks()?;
        if reader.rest.is_empty() {
            break;
        }
        if findings.len() >= FINDINGS {
            return None;
        }
        match reader.finding()? {
            Some(finding) => findings.push(finding),
            // 'none': nothing was looked at.
            None => break,
        }
    }
    reader.rest.is_empty().then_some(findings)
}

struct Reader<'t> {
    rest: &'t str,
    comment: String,
}

impl Reader<'_> {
    fn take(&mut self, wanted: char) -> bool {
        let Some(rest) = self.rest.strip_prefix(wanted) else { return false };
        self.rest = rest;
        true
    }

    /// Blanks and comments; `None` when a comment does not end.
    fn blanks(&mut self) -> Option<()> {
        loop {
            self.rest = self.rest.trim_start();
            if !self.rest.starts_with('(') {
                return Some(());
            }
            self.in_comment()?;
        }
    }

    fn in_comment(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        let mut chars = self.rest.char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.checked_sub(1)?,
                '\\' => drop(chars.next()?),
                _ => {}
            }
            if depth == 0 {
                self.comment.push_str(self.rest.get(1..at)?);
                self.comment.push(' ');
                self.rest = self.rest.get(at + 1..)?;
                return Some(());
            }
        }
        None
    }

    /// A token or a quoted string.
    fn value(&mut self) -> Option<String> {
        if self.take('"') {
            let mut value = String::new();
            let mut chars = self.rest.char_indices();
            while let Some((at, c)) = chars.next() {
                match c {
                    '"' => {
                        self.rest = self.rest.get(at + 1..)?;
                        return Some(value);
                    }
                    '\\' => value.push(chars.next()?.1),
                    _ => value.push(c),
                }
            }
            return None;
        }
        let is_end = |c: char| c.is_whitespace() || c.is_control() || "()<>,;\"=[]\\".contains(c);
        let end = self.rest.find(is_end).unwrap_or(self.rest.len());
        let (value, rest) = self.rest.split_at_checked(end).filter(|(value, _)| !value.is_empty())?;
        self.rest = rest;
        Some(value.to_owned())
    }

    /// `method[/version]=result [reason="…"] [ptype.property=value …]`; the inner `None` for `none`.
    fn finding(&mut self) -> Option<Option<Finding>> {
        self.comment.clear();
        let method = self.value()?.to_ascii_lowercase();
        self.blanks()?;
        if method == "none" && (self.rest.is_empty() || self.rest.starts_with(';')) {
            return Some(None);
        }
        let method = method.split('/').next().unwrap_or_default().to_owned();
        let mut finding = Finding { method, result: self.after_equals()?, ..Finding::default() };
        self.blanks()?;
        while !self.rest.is_empty() && !self.rest.starts_with(';') {
            let name = self.value()?.to_ascii_lowercase();
            self.blanks()?;
            let value = self.after_equals()?;
            if finding.properties.iter().any(|(known, _)| *known == name) {
                // Which of two counts cannot be told.
                return None;
            }
            finding.properties.push((name, value));
            self.blanks()?;
        }
        finding.comment = std::mem::take(&mut self.comment).to_lowercase();
        Some(Some(finding))
    }

    fn after_equals(&mut self) -> Option<String> {
        if !self.take('=') {
            return None;
        }
        self.blanks()?;
        let mut value = String::new();
        // Addresses are not tokens: `anna@client.test` comes in one piece all the same, since @ ends no token here.
        value.push_str(&self.value()?);
        Some(value.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: &str) -> Option<Vec<Finding>> {
        stated(format!("Authentication-Results: {line}\nFrom: anna@client.test\n\nbody\n").as_bytes(), "mx.agency.test")
    }

    #[test]
    fn findings_with_comments_quotes_and_folds() {
        let found = one(
            "mx.agency.test 1;\n dkim=pass (2048-bit key) header.d=client.test header.s=sel header.b=\"ab cd\";\n \
             spf=softfail (a; b) smtp.mailfrom=anna@client.test;\n dmarc=fail (p=NONE sp=NONE) header.from=client.test",
        )
        .unwrap();
        let pairs: Vec<_> = found.iter().map(|it| (it.method.as_str(), it.result.as_str())).collect();
        assert_eq!(pairs, [("dkim", "pass"), ("spf", "softfail"), ("dmarc", "fail")]);
        assert_eq!(found[0].property("header.d"), Some("client.test"));
        assert_eq!(found[0].property("header.b"), Some("ab cd"));
        assert_eq!(found[1].property("smtp.mailfrom"), Some("anna@client.test"));
        assert!(found[2].comment.contains("p=none"));
        assert_eq!(one("mx.agency.test; none"), Some(Vec::new()));
    }

    #[test]
    fn a_line_that_is_not_of_the_grammar_counts_for_nothing() {
        for line in [
            "other.test; dmarc=pass",
            "evil.test (mx.agency.test); dmarc=pass",
            "mx.agency.test.evil.test; dmarc=pass",
            "mx.agency.test 2; dmarc=pass",
            "mx.agency.test; dmarc=pass (never closed",
            "mx.agency.test; dmarc",
            "mx.agency.test; dmarc=pass header.from=a.test header.from=b.test",
            "mx.agency.test; dkim=fail reason=\"x dmarc=pass",
            "mx.agency.test dmarc=pass",
            "",
        ] {
            assert_eq!(one(line), None, "{line}");
        }
        // What stands in quotes or comments is no finding.
        let found = one("mx.agency.test; dkim=fail reason=\"; dmarc=pass\" (; dmarc=pass)").unwrap();
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_forged_line_below_what_came_from_outside_counts_for_nothing() {
        let forged = "Authentication-Results: mx.agency.test; dmarc=pass header.from=client.test\n";
        for above in [
            "Received: from evil.test by mx.agency.test with ESMTP; Fri, 2 Jan 2026 10:05:00 +0100\n",
            "Received: from x (with LMTP) by mx.agency.test with ESMTPS; Fri, 2 Jan 2026 10:05:00 +0100\n",
            "Received: from by a with LMTP by mx.agency.test with SMTP\n",
            "Received: nonsense\n",
            // Whoever's mail begins with a fold, or with what looks like one that lost its blank, writes on in the line above.
            "Received: from x by mx.agency.test with ESMTP id 2; Fri\n by a with LMTP; x\n",
            "Received: from x by mx.agency.test with ESMTP id 2; Fri\nby a with LMTP; x\nFrom: a@b.test\n",
            "Received: from x; by a with LMTP; y by mx.agency.test with ESMTP id 2; Fri\n",
        ] {
            assert_eq!(stated(format!("{above}{forged}\nbody\n").as_bytes(), "mx.agency.test"), None, "{above}");
        }
        let handed_over =
            "Received: from mx.agency.test by store.agency.test with LMTP id x for <a@agency.test>; Fri\n";
        assert!(stated(format!("{handed_over}{forged}\nbody\n").as_bytes(), "MX.agency.test").is_some());
        // In the body, or after the header has ended.
        assert_eq!(stated(format!("From: a@b.test\n\n{forged}").as_bytes(), "mx.agency.test"), None);
        assert_eq!(stated(forged.as_bytes(), ""), None);
    }
}
