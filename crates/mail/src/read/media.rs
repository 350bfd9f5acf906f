//! Content-Type and Content-Disposition: what a part is, with its parameters (RFC 2045, RFC 2231 and what mailers make of them).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{caps, charset, transfer, words};

/// A media type or a disposition with its parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Media {
    /// `text/plain` or `attachment`, lower-case.
    pub(crate) value: String,
    params: Vec<(String, String)>,
}

impl Media {
    /// Reads a raw field.
    pub(crate) fn parse(raw: &[u8]) -> Self {
        let text = words::unfold(raw);
        let mut pieces = pieces(&text).into_iter();
        let value = pieces.next().unwrap_or_default();
        // 'text/plain charset=utf-8' forgot its semicolon.
        let (value, tail) = match value.trim().split_once([' ', '\t']) {
            Some((value, tail)) if tail.contains('=') => (value, Some(Cow::Owned(tail.to_owned()))),
            _ => (value.trim(), None),
        };
        let value: String = without_comment(value).split_whitespace().collect();
        let mut collected = Collected::default();
        for piece in tail.into_iter().chain(pieces.map(Cow::Borrowed)).take(caps::PARAMETERS) {
            collected.add(&piece);
        }
        Self { value: value.to_ascii_lowercase(), params: collected.finish() }
    }

    /// A parameter by its name in lower case.
    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Whether it is of that top-level type.
    pub(crate) fn is_kind(&self, kind: &str) -> bool {
        self.value.split('/').next() == Some(kind)
    }

    /// The type when it has the shape of one; nothing that could break out of a header or a page.
    pub(crate) fn shape(&self) -> Option<&str> {
        let (kind, sub) = self.value.split_once('/')?;
        let fine = |s: &str| {
            !s.is_empty()
                && s.len() <= 100
                && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'+' | b'_'))
        };
        (fine(kind) && fine(sub)).then_some(self.value.as_str())
    }
}

/// Cuts at semicolons that are not quoted.
fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut quoted, mut escaped, mut from) = (false, false, 0);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                out.push(text.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
    }
    out.push(text.get(from..).unwrap_or_default());
    out
}

fn without_comment(text: &str) -> &str {
    text.split('(').next().unwrap_or(text)
}

/// Parameters on their way: plain ones, and the numbered segments of RFC 2231.
#[derive(Default)]
struct Collected {
    plain: Vec<(String, String)>,
    segments: BTreeMap<String, BTreeMap<u32, (bool, String)>>,
}

impl Collected {
    fn add(&mut self, piece: &str) {
        let Some((name, value)) = piece.split_once('=') else { return };
        let name = name.trim().to_ascii_lowercase();
        let value = unquote(value.trim());
        let mut parts = name.split('*');
        let base = parts.next().unwrap_or_default().trim().to_owned();
        let (number, coded) = match (parts.next(), parts.next()) {
            (None, _) => {
                self.plain.push((base, value));
                return;
            }
            (Some(""), _) => (0, true),
            (Some(number), rest) => (number.parse().unwrap_or(0), rest.is_some()),
        };
        self.segments.entry(base).or_default().insert(number, (coded, value));
    }

    fn finish(self) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> =
            self.segments.into_iter().map(|(name, segments)| (name, join(segments))).collect();
        for (name, value) in self.plain {
            if !out.iter().any(|(n, _)| *n == name) {
                let value = if value.contains("=?") { words::decode(&value).into_owned() } else { value };
                out.push((name, value));
            }
        }
        out
    }
}

/// Joins the segments as bytes and decodes once: a character may be cut between two.
fn join(segments: BTreeMap<u32, (bool, String)>) -> String {
    let mut label = None;
    let mut bytes = Vec::new();
    let mut any_coded = false;
    for (place, (coded, value)) in segments.into_values().enumerate() {
        let mut value: &str = &value;
        if coded && place == 0 {
            let mut head = value.splitn(3, '\'');
            if let (Some(charset), Some(_), Some(rest)) = (head.next(), head.next(), head.next()) {
                label = Some(charset.to_owned());
                value = rest;
            }
        }
        if coded {
            any_coded = true;
            let mut broken = false;
            transfer::unescape(value.as_bytes(), b'%', false, &mut bytes, &mut broken);
        } else {
            bytes.extend_from_slice(value.as_bytes());
        }
    }
    let text = charset::decode(&bytes, label.as_deref().filter(|_| any_coded)).text;
    if text.contains("=?") { words::decode(&text).into_owned() } else { text }
}

fn unquote(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return without_comment(value).trim().to_owned();
    };
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => match chars.next() {
                Some(next) if matches!(next, '"' | '\\') => out.push(next),
                // A path of Windows, not an escape.
                Some(next) => out.extend(['\\', next]),
                None => {}
            },
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn param(raw: &str, name: &str) -> Option<String> {
        Media::parse(raw.as_bytes()).param(name).map(str::to_owned)
    }

    #[test]
    fn names_in_all_their_forms() {
        let name = Some("zażółć.pdf".to_owned());
        assert_eq!(param("attachment; filename=\"zażółć.pdf\"", "filename"), name);
        assert_eq!(param("attachment; filename*=utf-8''za%C5%BC%C3%B3%C5%82%C4%87.pdf", "filename"), name);
        assert_eq!(
            param(
                "attachment; filename*0*=utf-8'pl'za%C5; filename*1*=%BC%C3%B3; filename*2=ł; filename*3=\"ć.pdf\"",
                "filename"
            ),
            name
        );
        assert_eq!(param("attachment; filename=\"=?utf-8?q?za=C5=BC=C3=B3=C5=82=C4=87=2Epdf?=\"", "filename"), name);
        assert_eq!(param("text/plain; name=a b.txt", "name").as_deref(), Some("a b.txt"));
    }

    #[test]
    fn the_type_is_lower_case_and_has_a_shape() {
        let media = Media::parse(b"Text/HTML (comment); Charset=\"UTF-8\"");
        assert_eq!((media.shape(), media.param("charset")), (Some("text/html"), Some("UTF-8")));
        assert_eq!(Media::parse(b"text/plain charset=utf-8").param("charset"), Some("utf-8"));
        assert_eq!(Media::parse(b"\"><script>").shape(), None);
    }
}
