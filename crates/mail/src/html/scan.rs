//! HTML cut into tags and text, in one pass, linear and bounded. Knows nothing of what tags mean.
//!
//! Follows the tokenising rules of the HTML standard as far as mail needs them; it need not agree with a
//! browser, because nothing of its input is passed on: what is shown is written anew from its tokens.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;

use super::Cap;

/// Attributes of one tag that are read.
pub(super) const MOST_ATTRIBUTES: usize = 64;
/// Bytes of one tag, so that a picture inside the mail still fits.
pub(super) const LONGEST_TAG: usize = 256 * 1024;
/// The longest name of a character reference.
const LONGEST_ENTITY: usize = 33;

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "title", "iframe", "noembed", "noframes", "textarea", "xmp"];

/// One piece of HTML.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// Text, character references not yet resolved.
    Text(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag, its name in lower case.
    Close(String),
}

/// A start tag with its attributes, names in lower case, the first of equal names only.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, Cow<'a, str>)>,
    pub(super) closed: bool,
}

impl Tag<'_> {
    /// An attribute's value with its character references resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_ref())
    }
}

/// Reads tokens from HTML.
pub(super) struct Scanner<'a> {
    rest: &'a str,
    /// The first cap that was passed, if any; reading goes on without what was too much.
    pub(super) over: Option<Cap>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html, over: None }
    }

    fn cut(&mut self, at: usize) -> &'a str {
        let (before, after) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = after;
        before
    }

    /// Skips comments, doctypes, processing instructions. True when there was one.
    fn skip_declaration(&mut self) -> bool {
        let rest = self.rest;
        if let Some(body) = rest.strip_prefix("<!--") {
            let end = if body.starts_with('>') {
                Some(1)
            } else if body.starts_with("->") {
                Some(2)
            } else {
                comment_end(body)
            };
            self.rest = end.and_then(|end| body.get(end..)).unwrap_or("");
            return true;
        }
        let second = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        let third = rest.as_bytes().get(2).copied().unwrap_or(b' ');
        if second == b'!' || second == b'?' || (second == b'/' && !third.is_ascii_alphabetic()) {
            self.rest = rest.find('>').and_then(|at| rest.get(at + 1..)).unwrap_or("");
            return true;
        }
        false
    }

    fn tag(&mut self, closing: bool) -> Token<'a> {
        let before = self.rest.len();
        self.cut(if closing { 2 } else { 1 });
        let end = self.rest.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(self.rest.len());
        let name = self.cut(end).chars().take(64).map(|c| c.to_ascii_lowercase()).collect::<String>();
        let mut tag = Tag { name, attributes: Vec::new(), closed: false };
        let mut count = 0;
        loop {
            self.rest = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
            match self.rest.as_bytes().first() {
                None => break,
                Some(b'>') => {
                    self.cut(1);
                    break;
                }
                Some(b'/') => {
                    self.cut(1);
                    tag.closed = self.rest.starts_with('>');
                }
                Some(_) => {
                    let (name, value) = self.attribute();
                    count += 1;
                    if count > MOST_ATTRIBUTES {
                        self.over = self.over.or(Some(Cap::Attributes));
                    } else if !tag.attributes.iter().any(|(other, _)| *other == name) {
                        tag.attributes.push((name, decode(value, true)));
                    }
                }
            }
        }
        if before - self.rest.len() > LONGEST_TAG {
            self.over = self.over.or(Some(Cap::TagLength));
        }
        if closing {
            return Token::Close(tag.name);
        }
        if RAW.contains(&tag.name.as_str()) {
            self.skip_raw(&tag.name);
            tag.closed = true;
        }
        Token::Open(tag)
    }

    fn attribute(&mut self) -> (String, &'a str) {
        // A '=' in first place belongs to the name.
        let skip = usize::from(self.rest.starts_with('='));
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let end = self.rest.get(skip..).and_then(|rest| rest.find(ends)).map_or(self.rest.len(), |at| at + skip);
        let name = self.cut(end).chars().take(64).map(|c| c.to_ascii_lowercase()).collect::<String>();
        let after = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let Some(value) = after.strip_prefix('=') else { return (name, "") };
        self.rest = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
        for quote in ['"', '\''] {
            if let Some(quoted) = self.rest.strip_prefix(quote) {
                let end = quoted.find(quote).unwrap_or(quoted.len());
                self.rest = quoted.get(end + 1..).unwrap_or("");
                return (name, quoted.get(..end).unwrap_or(""));
            }
        }
        let end = self.rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(self.rest.len());
        (name, self.cut(end))
    }

    /// Drops the content of an element that holds no markup, with its end tag.
    fn skip_raw(&mut self, name: &str) {
        let mut from = 0;
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let start = from + at + 2;
            let end = start + name.len();
            let same = self.rest.get(start..end).is_some_and(|found| found.eq_ignore_ascii_case(name));
            let ended =
                self.rest.as_bytes().get(end).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'));
            if same && ended {
                self.cut(start - 2);
                self.tag(true);
                return;
            }
            from = start;
        }
        self.rest = "";
    }
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let mut bytes = self.rest.bytes();
            if bytes.next() == Some(b'<') {
                if self.skip_declaration() {
                    continue;
                }
                let second = bytes.next().unwrap_or(b' ');
                if second.is_ascii_alphabetic() {
                    return Some(self.tag(false));
                }
                if second == b'/' {
                    return Some(self.tag(true));
                }
            }
            let end = self.rest.get(1..).and_then(|rest| rest.find('<')).map_or(self.rest.len(), |at| at + 1);
            // The first character may be longer than a byte; '<' is found behind it either way.
            let end = if self.rest.is_char_boundary(1) { end } else { self.rest.find('<').unwrap_or(self.rest.len()) };
            return Some(Token::Text(self.cut(end)));
        }
    }
}

/// Where a comment ends: behind `-->` or `--!>`.
fn comment_end(body: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + body.get(from..)?.find("--")?;
        let after = body.get(at + 2..)?;
        if after.starts_with('>') {
            return Some(at + 3);
        }
        if after.starts_with("!>") {
            return Some(at + 4);
        }
        from = at + 1;
    }
}

/// Resolves character references; in attributes the old ones without semicolon only where the standard does.
pub(super) fn decode(text: &str, attribute: bool) -> Cow<'_, str> {
    if !text.contains(['&', '\0']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        match reference(after, attribute) {
            Some((resolved, used)) => {
                out.push_str(&resolved);
                rest = after.get(used..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = after.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    if out.contains('\0') { Cow::Owned(out.replace('\0', "\u{fffd}")) } else { Cow::Owned(out) }
}

/// The reference at the beginning of `text`: what it stands for and how many bytes it takes.
fn reference(text: &str, attribute: bool) -> Option<(String, usize)> {
    let body = text.get(1..)?;
    if let Some(number) = body.strip_prefix('#') {
        return numeric(number).map(|(resolved, used)| (resolved.to_string(), used + 2));
    }
    let letters = body.bytes().take(LONGEST_ENTITY).take_while(u8::is_ascii_alphanumeric).count();
    let closed = body.as_bytes().get(letters) == Some(&b';');
    let full = if closed { body.get(..=letters).and_then(named) } else { None };
    if let Some(resolved) = full {
        return Some((resolved, letters + 2));
    }
    for length in (2..=letters).rev() {
        if let Some(resolved) = body.get(..length).and_then(named) {
            let next = body.as_bytes().get(length).copied().unwrap_or(b' ');
            let literal = attribute && (next == b'=' || next.is_ascii_alphanumeric());
            return (!literal).then_some((resolved, length + 1));
        }
    }
    None
}

fn named(name: &str) -> Option<String> {
    let (first, second) = *NAMED_ENTITIES.get(name)?;
    let mut out = String::new();
    out.push(char::from_u32(first).filter(|c| *c != '\0')?);
    out.extend(char::from_u32(second).filter(|c| *c != '\0'));
    Some(out)
}

fn numeric(text: &str) -> Option<(char, usize)> {
    let hex = text.starts_with(['x', 'X']);
    let digits = text.get(usize::from(hex)..)?;
    let radix = if hex { 16 } else { 10 };
    let length = digits.bytes().take_while(|b| char::from(*b).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let code = digits.get(..length).and_then(|digits| u32::from_str_radix(digits, radix).ok()).unwrap_or(u32::MAX);
    let used = usize::from(hex) + length + usize::from(digits.as_bytes().get(length) == Some(&b';'));
    let resolved = match code {
        0x80..=0x9f => windows_1252(code),
        0 => '\u{fffd}',
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    Some((resolved, used))
}

/// Numbers 128–159 mean Windows characters on the web.
fn windows_1252(code: u32) -> char {
    let byte = u8::try_from(code).unwrap_or(b'?');
    let bytes = [byte];
    let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    decoded.chars().next().unwrap_or('\u{fffd}')
}
