//! Addresses in mail: which may be followed, where they really lead, and links in plain text.

use std::borrow::Cow;

use ammonia::Url;

/// A link of a mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as a browser would read it.
    pub href: String,
    /// The host it leads to, international names in their `xn--` form; empty for mail and telephone.
    pub host: String,
    /// What the mail shows for it.
    pub text: String,
    /// The text shows another host than the one it leads to, or the address hides its host behind a user name.
    pub misleading: bool,
}

/// How addresses begin in plain text.
const BEGINNINGS: &[&str] = &["https://", "http://", "mailto:", "www."];
/// Bytes of an address worth following.
const LONGEST: usize = 8 * 1024;

/// An address that may be followed, as a browser would read it: http, https, mailto or tel, never relative.
pub(crate) fn follow(address: &str) -> Option<Url> {
    if address.len() > LONGEST {
        return None;
    }
    let url = Url::parse(address.trim_matches(|c: char| c.is_whitespace() || c.is_control())).ok()?;
    let allowed = match url.scheme() {
        "http" | "https" => url.host_str().is_some_and(|host| !host.is_empty()),
        "mailto" | "tel" => true,
        _ => false,
    };
    allowed.then_some(url)
}

impl Link {
    pub(super) fn new(url: &Url, text: &str) -> Self {
        let host = url.host_str().unwrap_or("").to_owned();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let web = matches!(url.scheme(), "http" | "https");
        let shown = shown_host(&text);
        let misleading = web && (shown.is_some_and(|shown| !same_site(&shown, &host)) || !url.username().is_empty());
        Self { href: url.as_str().to_owned(), host, text, misleading }
    }
}

/// The host that a text shows, when it looks like an address.
fn shown_host(text: &str) -> Option<String> {
    if text.contains(' ') || !text.contains('.') || text.contains('@') {
        return None;
    }
    let given = if text.contains("://") { Cow::Borrowed(text) } else { Cow::Owned(format!("https://{text}")) };
    let host = Url::parse(&given).ok()?.host_str()?.to_owned();
    let ending = host.rsplit('.').next().unwrap_or("");
    (ending.len() >= 2 && host.contains('.') && !ending.chars().all(|c| c.is_ascii_digit())).then_some(host)
}

fn same_site(shown: &str, real: &str) -> bool {
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (shown, real) = (bare(shown), bare(real));
    shown == real || real.ends_with(&format!(".{shown}")) || shown.ends_with(&format!(".{real}"))
}

/// Plain text as HTML: everything escaped, lines kept, addresses in it made links.
#[must_use]
pub fn text_to_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            out.push_str("<br>\n");
        }
        line_to_html(line, &mut out);
    }
    out
}

pub(crate) fn line_to_html(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((at, length)) = next_address(rest) {
        let (before, after) = rest.split_at(at);
        let (address, after) = after.split_at_checked(length).unwrap_or((after, ""));
        escape_spaced(before, out);
        let bare = address.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
        let whole = if bare { Cow::Owned(format!("https://{address}")) } else { Cow::Borrowed(address) };
        match follow(&whole) {
            Some(url) => {
                out.push_str("<a href=\"");
                escape(url.as_str(), out);
                out.push_str("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
                escape(address, out);
                out.push_str("</a>");
            }
            None => escape_spaced(address, out),
        }
        rest = after;
    }
    escape_spaced(rest, out);
}

/// The next token that begins like an address: where, and how long it is.
fn next_address(text: &str) -> Option<(usize, usize)> {
    let mut before = ' ';
    for (start, c) in text.char_indices() {
        let begins_word = c.is_ascii_alphabetic() && !before.is_alphanumeric();
        before = c;
        if !begins_word {
            continue;
        }
        if let Some(length) = address_here(text.get(start..).unwrap_or("")) {
            return Some((start, length));
        }
    }
    None
}

/// How long the address is with which the text begins, if it begins with one.
pub(crate) fn address_here(token: &str) -> Option<usize> {
    let begins =
        |beginning: &&&str| token.get(..beginning.len()).is_some_and(|found| found.eq_ignore_ascii_case(beginning));
    let beginning = BEGINNINGS.iter().find(begins)?;
    let length = address_length(token);
    (length > beginning.len()).then_some(length)
}

/// An address ends at white space, quotes and brackets; a sentence's last sign is not part of it.
fn address_length(token: &str) -> usize {
    let ends = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '<' | '>' | '"' | '\'' | '`' | '{' | '}' | '|' | '\\' | '^' | '„' | '”' | '“' | '»' | '«' | '…'
            )
    };
    let mut found = token.get(..token.find(ends).unwrap_or(token.len())).unwrap_or("");
    let (round, square) = (found.contains('('), found.contains('['));
    loop {
        let shorter = found.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
        let shorter = match shorter.as_bytes().last() {
            Some(b')') if !round => shorter.strip_suffix(')').unwrap_or(shorter),
            Some(b']') if !square => shorter.strip_suffix(']').unwrap_or(shorter),
            _ => shorter,
        };
        if shorter.len() == found.len() {
            return found.len();
        }
        found = shorter;
    }
}

/// Escaped, and runs of blanks kept.
fn escape_spaced(text: &str, out: &mut String) {
    let mut rest = text;
    if let Some(indented) = rest.strip_prefix(' ') {
        out.push_str("&nbsp;");
        rest = indented;
    }
    while let Some(at) = rest.find("  ") {
        escape(rest.get(..at).unwrap_or(""), out);
        out.push_str(" &nbsp;");
        rest = rest.get(at + 2..).unwrap_or("");
    }
    escape(rest, out);
}

/// Escapes text for use between tags and inside double quotes.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            '\0' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
}
