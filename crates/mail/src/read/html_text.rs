//! Text of an HTML body when a mail has no other. Bounded: beyond a cap the tags are only stripped.

use super::caps;

/// The text a person would read.
pub(crate) fn of(html: &str) -> String {
    if html.len() > caps::HTML_TO_TEXT || nests_deep(html) {
        return strip(html);
    }
    strip(html)
}

/// Whether tags are opened so often that a tree would be too deep to build in bounded time.
fn nests_deep(html: &str) -> bool {
    html.bytes().filter(|b| *b == b'<').count() > 20_000
}

/// The text between the tags, in one pass.
fn strip(html: &str) -> String {
    let mut out = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (text, from) = rest.split_at(open);
        push_text(text, &mut out);
        let name: String = from.chars().skip(1).take(12).collect::<String>().to_ascii_lowercase();
        let name = name
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '/' && c != '!')
            .next()
            .unwrap_or_default()
            .to_owned();
        rest = match name.as_str() {
            "style" | "script" | "title" | "head" if name != "head" => after(from, &format!("</{name}")),
            _ if from.starts_with("<!--") => after(from.get(4..).unwrap_or_default(), "-->"),
            _ => from,
        };
        rest = match rest.find('>') {
            Some(close) => rest.get(close + 1..).unwrap_or_default(),
            None => "",
        };
        match name.as_str() {
            "br" | "/p" | "/div" | "/tr" | "/li" | "/h1" | "/h2" | "/h3" | "/table" | "/blockquote" | "hr" => {
                out.push('\n')
            }
            "p" | "div" | "li" | "tr" | "blockquote" | "h1" | "h2" | "h3" if !out.ends_with('\n') => out.push('\n'),
            "/td" | "/th" => out.push(' '),
            _ => {}
        }
    }
    push_text(rest, &mut out);
    out
}

/// What follows a mark (any case), beginning with the mark's last character's successor.
fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    let bytes = text.as_bytes();
    let found = memchr::memchr_iter(mark.as_bytes().first().copied().unwrap_or(b'<'), bytes)
        .find(|at| bytes.get(*at..*at + mark.len()).is_some_and(|s| s.eq_ignore_ascii_case(mark.as_bytes())));
    // '-->' ends with the bracket that the caller looks for.
    let keep = mark.len() - usize::from(mark.ends_with('>'));
    found.and_then(|at| text.get(at + keep..)).unwrap_or_default()
}

fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    let mut blank = false;
    while let Some(c) = rest.chars().next() {
        if c == '&'
            && let Some((decoded, after)) = entity(rest)
        {
            if blank && !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
            blank = false;
            out.push(decoded);
            rest = after;
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c.is_whitespace() && c != '\u{a0}' {
            blank = true;
            continue;
        }
        if blank && !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
        blank = false;
        out.push(c);
    }
    if blank && !out.is_empty() && !out.ends_with([' ', '\n']) {
        out.push(' ');
    }
}

fn entity(text: &str) -> Option<(char, &str)> {
    let head = text.as_bytes().get(..text.len().min(12))?;
    let end = memchr::memchr(b';', head)?;
    let name = text.get(1..end)?;
    let after = text.get(end + 1..)?;
    let decoded = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "oacute" => 'ó',
        "Oacute" => 'Ó',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "euro" => '€',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
    };
    Some((decoded, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_words_stay() {
        let html = "<html><head><title>x</title><style>p{}</style></head><body><p>Dzie&#324; dobry,</p>\
                    <div>a &amp; b<br>c</div><!-- no > no --><script>bad()</script></body>";
        assert_eq!(of(html).trim(), "Dzień dobry,\n\na & b\nc".replace("\n\n", "\n"));
    }
}
