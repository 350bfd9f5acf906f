//! The signature of a domain over a letter (DKIM, RFC 6376): what is to be signed, and the header that it goes into.
//! Keys and their arithmetic are the desk's; whether the signatures of others hold is checked there, too.
//!
//! Headers and body are taken 'relaxed': blanks that a server changes on the way break nothing. Line ends count as they go
//! over the wire, so a lone LF or CR is signed as the CRLF that it becomes there.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use memchr::memchr2;
use sha2::{Digest as _, Sha256};

/// Headers that are signed, as often as the letter has them.
const SIGNED: [&str; 17] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "reply-to",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "auto-submitted",
    "precedence",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "x-auto-response-suppress",
];

/// Headers that are signed once more than they are there: a second one, put in front of ours on the way, breaks the
/// signature instead of being shown to the reader under it.
const ONCE_ONLY: [&str; 4] = ["from", "to", "subject", "date"];

/// Characters of base64 in a line of the header.
const LINE: usize = 64;

/// A signature that lacks its last part: what the key makes of [`Unsigned::bytes`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsigned {
    /// The header up to `b=`.
    header: String,
    bytes: Vec<u8>,
}

impl Unsigned {
    /// Begins a signature by RSA and SHA-256 over `mail`, in the name of `domain`, with the key published under `selector`,
    /// made at `at`.
    #[must_use]
    pub fn of(mail: &[u8], domain: &str, selector: &str, at: Timestamp) -> Self {
        let (fields, body) = cut(mail);
        let (names, mut bytes) = headers(&fields);
        let header = format!(
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain};\r\n\ts={selector}; t={};\r\n\th={};\r\n\tbh={};\r\n\tb=",
            at.as_second(),
            folded(&names),
            STANDARD.encode(body_hash(body)),
        );
        // The signature's own header is signed last, without its line end.
        bytes.extend(relaxed(header.as_bytes()));
        Self { header, bytes }
    }

    /// What the key signs.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The whole header with its line end, to be put before the letter.
    #[must_use]
    pub fn with(self, signature: &[u8]) -> String {
        let text = STANDARD.encode(signature);
        let mut header = self.header;
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let (line, more) = rest.split_at_checked(LINE).unwrap_or((rest, ""));
            header.push_str(line);
            header.push_str(if more.is_empty() { "" } else { "\r\n\t" });
            rest = more;
        }
        header.push_str("\r\n");
        header
    }
}

/// The header fields, each with its folds and without the last line end; and the body after the empty line.
fn cut(mail: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let mut fields: Vec<(usize, usize)> = Vec::new();
    let mut lines = Lines { rest: mail };
    let mut at = 0;
    while let Some(line) = lines.next() {
        if line.is_empty() {
            break;
        }
        match (line.first(), fields.last_mut()) {
            (Some(b' ' | b'\t'), Some((_, until))) => *until = at + line.len(),
            _ => fields.push((at, at + line.len())),
        }
        at = mail.len() - lines.rest.len();
    }
    let fields = fields.into_iter().filter_map(|(from, until)| mail.get(from..until)).collect();
    (fields, lines.rest)
}

/// The names for `h=` and the fields they stand for, each with its line end; of several of a name the last comes first.
fn headers(fields: &[&[u8]]) -> (Vec<&'static str>, Vec<u8>) {
    let (mut names, mut bytes) = (Vec::new(), Vec::new());
    for name in SIGNED {
        let is_it = |field: &&&[u8]| {
            let until = field.iter().position(|byte| *byte == b':').unwrap_or(0);
            field.get(..until).unwrap_or_default().trim_ascii_end().eq_ignore_ascii_case(name.as_bytes())
        };
        for field in fields.iter().rev().filter(is_it) {
            names.push(name);
            bytes.extend(relaxed(field));
            bytes.extend_from_slice(b"\r\n");
        }
        if ONCE_ONLY.contains(&name) {
            names.push(name);
        }
    }
    (names, bytes)
}

/// A field as 'relaxed' has it (RFC 6376, 3.4.2): the name in lower case, no folds, one blank for many, none at the end.
fn relaxed(field: &[u8]) -> Vec<u8> {
    let until = field.iter().position(|byte| *byte == b':').unwrap_or(field.len());
    let (name, value) = field.split_at(until);
    let mut out = name.trim_ascii_end().to_ascii_lowercase();
    out.push(b':');
    let words = value.get(1..).unwrap_or_default().split(|byte| b" \t\r\n".contains(byte));
    for (at, word) in words.filter(|word| !word.is_empty()).enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
    out
}

/// The hash of a body as 'relaxed' has it (RFC 6376, 3.4.4): one blank for many, none at the end of a line, no empty lines
/// at the end.
fn body_hash(body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut empty = 0_usize;
    for line in (Lines { rest: body }) {
        let line = without_blanks_at_its_end(line);
        if line.is_empty() {
            empty += 1;
            continue;
        }
        for _ in 0..std::mem::take(&mut empty) {
            hash.update(b"\r\n");
        }
        let mut rest = line;
        while let Some(blank) = memchr2(b' ', b'\t', rest) {
            let (word, after) = rest.split_at(blank);
            hash.update(word);
            hash.update(b" ");
            let more = after.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(after.len());
            rest = after.get(more..).unwrap_or_default();
        }
        hash.update(rest);
        hash.update(b"\r\n");
    }
    hash.finalize().into()
}

/// Other white space, such as a form feed, stays.
fn without_blanks_at_its_end(line: &[u8]) -> &[u8] {
    let until = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |last| last + 1);
    line.get(..until).unwrap_or_default()
}

/// Names with a colon between them, folded so that no line grows long.
fn folded(names: &[&str]) -> String {
    let mut out = String::new();
    let mut long = 0;
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            out.push(':');
        }
        if long + name.len() > LINE {
            out.push_str("\r\n\t ");
            long = 0;
        }
        out.push_str(name);
        long += name.len() + 1;
    }
    out
}

/// Lines without their ends: CRLF, or a CR or LF alone.
struct Lines<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr2(b'\r', b'\n', self.rest).unwrap_or(self.rest.len());
        let (line, after) = self.rest.split_at(end);
        let mark = if after.starts_with(b"\r\n") { 2 } else { after.len().min(1) };
        self.rest = after.get(mark..).unwrap_or_default();
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 6376, 3.4.5.
    #[test]
    fn the_example_of_the_standard() {
        let mail = b"A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n";
        let (fields, body) = cut(mail);
        let fields: Vec<_> = fields.into_iter().map(|field| String::from_utf8(relaxed(field)).unwrap()).collect();
        assert_eq!(fields, ["a:X", "b:Y Z"]);
        assert_eq!(body, b" C \r\nD \t E\r\n\r\n\r\n");
        assert_eq!(body_hash(body), <[u8; 32]>::from(Sha256::digest(b" C\r\nD E\r\n")));
    }

    #[test]
    fn a_body_counts_as_it_goes_over_the_wire() {
        let of = |text: &str| body_hash(text.as_bytes());
        let wire = |text: &str| <[u8; 32]>::from(Sha256::digest(text.as_bytes()));
        for (body, signed) in [
            ("", ""),
            ("\r\n\r\n", ""),
            ("a", "a\r\n"),
            ("a\nb\rc\r\n", "a\r\nb\r\nc\r\n"),
            ("a\r\n\r\n \t\r\nb", "a\r\n\r\n\r\nb\r\n"),
            ("\r\n.\r\n..", "\r\n.\r\n..\r\n"),
            (" \t a  b\x0c \r\n", " a b\x0c\r\n"),
        ] {
            assert_eq!(of(body), wire(signed), "{body:?}");
        }
    }

    #[test]
    fn a_header_that_may_stand_once_is_signed_once_more() {
        let mail = b"From: a@agency.test\r\nX: y\r\nReceived: z\r\nTo: b@client.test\r\n\r\nHello\r\n";
        let at = "2026-11-20T09:00:00Z".parse().unwrap();
        let unsigned = Unsigned::of(mail, "agency.test", "sel", at);
        let text = String::from_utf8(unsigned.bytes().to_vec()).unwrap();
        assert!(
            text.starts_with("from:a@agency.test\r\nto:b@client.test\r\ndkim-signature:v=1; a=rsa-sha256;"),
            "{text}"
        );
        assert!(text.contains(" h=from:from:to:to:subject:date; bh=") && text.ends_with("; b="), "{text}");
        let header = unsigned.with(&[0xff; 256]);
        assert!(header.ends_with("==\r\n") && header.lines().all(|line| line.len() < 100), "{header}");
    }
}
