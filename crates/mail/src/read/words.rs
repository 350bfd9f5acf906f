//! The text of a header field: unfolded, encoded words decoded (RFC 2047), raw 8-bit bytes guessed,
//! and nothing in it that could break out of its line or turn the writing direction.

use std::borrow::Cow;

use super::{caps, charset, transfer};

/// A field as one line of text for people: decoded and cleaned.
pub(crate) fn line(raw: &[u8]) -> String {
    clean(&decode(&unfold(raw)))
}

/// A field as text with its folds taken out, encoded words still as they stand.
pub(crate) fn unfold(raw: &[u8]) -> Cow<'_, str> {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(charset::guess(raw).text),
    };
    if !text.contains(['\r', '\n']) {
        return text;
    }
    Cow::Owned(text.chars().filter(|c| !matches!(c, '\r' | '\n')).collect())
}

/// Decodes the encoded words of an unfolded field. Words that stand next to each other in one charset
/// are joined as bytes first: mailers cut them inside a character.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains("=?") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pending = Pending::default();
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some((word, after)) = Word::parse(from) else {
            pending.flush(&mut out);
            out.push_str(before);
            out.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        let adjacent = pending.is_open() && before.trim().is_empty();
        if !adjacent {
            pending.flush(&mut out);
            out.push_str(before);
        } else if !pending.charset.eq_ignore_ascii_case(word.charset) {
            pending.flush(&mut out);
        }
        pending.push(&word);
        rest = after;
    }
    pending.flush(&mut out);
    out.push_str(rest);
    Cow::Owned(out)
}

/// The bytes of encoded words that belong together.
#[derive(Default)]
struct Pending {
    charset: String,
    bytes: Vec<u8>,
    open: bool,
}

impl Pending {
    fn is_open(&self) -> bool {
        self.open
    }

    fn push(&mut self, word: &Word<'_>) {
        if !self.open {
            self.charset = word.charset.to_owned();
        }
        self.open = true;
        self.bytes.extend_from_slice(&word.bytes());
    }

    fn flush(&mut self, out: &mut String) {
        if self.open {
            out.push_str(&charset::decode(&self.bytes, Some(&self.charset)).text);
        }
        *self = Self::default();
    }
}

/// `=?charset?encoding?text?=`
struct Word<'a> {
    charset: &'a str,
    base64: bool,
    text: &'a str,
}

impl<'a> Word<'a> {
    /// Longest charset name that is looked at.
    const CHARSET: usize = 100;

    fn parse(from: &'a str) -> Option<(Self, &'a str)> {
        let rest = from.strip_prefix("=?")?;
        let head = rest.as_bytes().get(..rest.len().min(Self::CHARSET))?;
        let end = memchr::memchr(b'?', head)?;
        let (charset, rest) = rest.split_at(end);
        if charset.is_empty() || charset.contains([' ', '\t']) {
            return None;
        }
        // RFC 2231 lets a language follow the charset.
        let charset = charset.split('*').next().unwrap_or(charset);
        let base64 = match rest.get(1..3)? {
            "B?" | "b?" => true,
            "Q?" | "q?" => false,
            _ => return None,
        };
        let rest = rest.get(3..)?;
        let end = Self::end(rest, base64)?;
        let (text, after) = rest.split_at(end);
        Some((Self { charset, base64, text }, after.get(2..).unwrap_or_default()))
    }

    /// Where `?=` closes the word. In a Q word that forgot to escape its question marks, a `?=` that is
    /// followed by two hex digits is not the end.
    fn end(rest: &str, base64: bool) -> Option<usize> {
        let mut from = 0;
        loop {
            let at = from + rest.get(from..)?.find("?=")?;
            let after = rest.as_bytes().get(at + 2..).unwrap_or_default();
            let escape = matches!(after, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit());
            if base64 || !escape || !rest.get(at + 2..).is_some_and(|r| r.contains("?=")) {
                return Some(at);
            }
            from = at + 2;
        }
    }

    fn bytes(&self) -> Vec<u8> {
        if self.base64 {
            return transfer::base64(self.text.as_bytes());
        }
        let mut out = Vec::with_capacity(self.text.len());
        let mut broken = false;
        transfer::unescape(self.text.as_bytes(), b'=', true, &mut out, &mut broken);
        out
    }
}

/// One line without control characters, writing-direction marks and invisible characters, capped.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * caps::LINE));
    let mut blank = false;
    for c in text.chars() {
        if c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}') {
            blank = true;
        } else if !is_hidden(c) {
            if blank && !out.is_empty() {
                out.push(' ');
            }
            blank = false;
            out.push(c);
        }
    }
    if out.len() > caps::LINE && out.chars().count() > caps::LINE {
        out = out.chars().take(caps::LINE).collect();
    }
    out
}

/// Characters that show nothing or turn what is shown around.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'
            ..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cut_inside_a_character_are_joined() {
        assert_eq!(line(b"=?utf-8?Q?za=C5?=\r\n =?utf-8?Q?=BC=C3=B3=C5=82=C4=87?= x"), "zażółć x");
        assert_eq!(line(b"=?koi8-r?B?8NLJ18XU?= =?koi8-r?Q?_=CD=C9=D2?="), "Привет мир");
    }

    #[test]
    fn broken_words_stay_readable() {
        assert_eq!(line(b"=?utf-8?Q?What?=20now?="), "What? now");
        assert_eq!(line(b"=?utf-8?X?abc?= and =?"), "=?utf-8?X?abc?= and =?");
        assert_eq!(line(b"=?utf-8?B?SGVsbG8?= =?x-nope?Q?w=6Frld?="), "Helloworld");
    }

    #[test]
    fn raw_bytes_are_guessed() {
        assert_eq!(line(&encoding_rs::KOI8_R.encode("Счёт за октябрь").0), "Счёт за октябрь");
    }

    #[test]
    fn nothing_breaks_out_of_the_line() {
        assert_eq!(line(b"=?utf-8?q?hi=0D=0ABcc:_evil@evil.test?="), "hi Bcc: evil@evil.test");
        assert_eq!(line("a\u{202e}b\u{200b}c\u{2028}d\0e".as_bytes()), "abc d e");
    }
}
