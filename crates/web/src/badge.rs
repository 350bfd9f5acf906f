//! A small mark with a tone, and plain text made into text with links. No decisions about what is marked.

/// A word or two in a colour.
#[derive(Debug, Clone)]
pub(crate) struct Badge {
    /// `broken`, `due`, `kept`, `note` or nothing.
    pub(crate) tone: &'static str,
    pub(crate) text: String,
    /// For hover.
    pub(crate) exact: Option<String>,
}

impl Badge {
    pub(crate) fn new(tone: &'static str, text: String) -> Self {
        Self { tone, text, exact: None }
    }
}

/// A run of text, perhaps a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bit {
    pub(crate) text: String,
    pub(crate) href: Option<String>,
}

/// Cuts text at web addresses, so that a template can make them links after escaping.
pub(crate) fn linked(text: &str) -> Vec<Bit> {
    let mut bits = Vec::new();
    let mut plain_from = 0;
    let mut look_from = 0;
    while let Some(start) = next_link(text, look_from) {
        let rest = text.get(start..).unwrap_or("");
        let length = link_length(rest);
        let address = rest.get(..length).unwrap_or("");
        look_from = start + length.max(1);
        if !text.is_char_boundary(look_from) || !is_safe(address) {
            while !text.is_char_boundary(look_from) {
                look_from += 1;
            }
            continue;
        }
        push(&mut bits, text.get(plain_from..start), None);
        push(&mut bits, Some(address), Some(address));
        plain_from = look_from;
    }
    push(&mut bits, text.get(plain_from..), None);
    bits
}

fn push(bits: &mut Vec<Bit>, text: Option<&str>, href: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        bits.push(Bit { text: text.to_owned(), href: href.map(str::to_owned) });
    }
}

fn next_link(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let http = rest.find("http://");
    let https = rest.find("https://");
    http.into_iter().chain(https).min().map(|found| from + found)
}

/// Up to white space or a mark that cannot stand in an address; closing punctuation belongs to the sentence.
fn link_length(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '«' | '»'))
        .unwrap_or(rest.len());
    let address = rest.get(..end).unwrap_or("");
    let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '*', '_']);
    trimmed.len()
}

fn is_safe(address: &str) -> bool {
    address.len() <= 2_000
        && url::Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links_and_nothing_else_does() {
        for (text, links) in [
            ("see https://example.test/a?b=c.", vec!["https://example.test/a?b=c"]),
            ("(http://a.test/x) and https://b.test", vec!["http://a.test/x", "https://b.test"]),
            ("javascript:alert(1)//http://x.test", vec!["http://x.test"]),
            ("http://a.test/\"onmouseover=alert(1)", vec!["http://a.test/"]),
            ("http:// nothing", vec![]),
            ("https://пример.test/путь, да", vec!["https://пример.test/путь"]),
            ("", vec![]),
        ] {
            let bits = linked(text);
            assert_eq!(bits.iter().filter_map(|bit| bit.href.as_deref()).collect::<Vec<_>>(), links, "{text}");
            assert_eq!(bits.iter().map(|bit| bit.text.as_str()).collect::<String>(), text);
        }
    }
}
