//! What stands in the angle brackets of MAIL and RCPT (RFC 5321, 4.1.2).

/// Longest path, in bytes; addresses beyond ASCII are longer than those of RFC 5321.
const LONGEST: usize = 512;

/// Cuts `<path> rest` into the address and the rest; `None` when it is no path. The address is empty for `<>`.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_start_matches(' ').strip_prefix('<')?;
    let end = end(inside)?;
    let (path, rest) = (inside.get(..end)?, inside.get(end + 1..)?);
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let address = without_route(path)?;
    (address.len() <= LONGEST && is_clean(address)).then_some((address, rest))
}

/// Where the path ends: the first `>` outside quotes.
fn end(text: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'>' if !quoted => return Some(at),
            b'<' if !quoted => return None,
            _ => {}
        }
    }
    None
}

/// A route of old (`@relay,@other:anna@client.test`) is to be passed over (RFC 5321, appendix C).
fn without_route(path: &str) -> Option<&str> {
    if path.starts_with('@') { path.split_once(':').map(|(_, address)| address) } else { Some(path) }
}

/// Nothing in it that could be taken for the end of something; spaces only in quotes.
fn is_clean(address: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    let clean = address.chars().all(|char| {
        match char {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ' ' | '<' | '>' | ',' if !quoted => return false,
            _ => {}
        }
        !char.is_control()
    });
    clean && !quoted && !escaped
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_path_is_one_address_or_none_and_nothing_else() {
        for (text, expected) in [
            ("<anna@client.test>", Some(("anna@client.test", ""))),
            (" <anna@client.test> SIZE=1", Some(("anna@client.test", " SIZE=1"))),
            ("<>", Some(("", ""))),
            ("<@a.test,@b.test:anna@client.test>", Some(("anna@client.test", ""))),
            ("<\"a b>\"@client.test>", Some(("\"a b>\"@client.test", ""))),
            ("<ąnna@client.test>", Some(("ąnna@client.test", ""))),
            ("anna@client.test", None),
            ("<anna@client.test", None),
            ("<anna@client.test>SIZE=1", None),
            ("<<anna@client.test>>", None),
            ("<anna@client.test, eve@evil.test>", None),
            ("<anna @client.test>", None),
            ("<\"anna@client.test>", None),
            ("<@a.test>", None),
            ("", None),
        ] {
            assert_eq!(split(text), expected, "{text:?}");
        }
        assert_eq!(split(&format!("<{}@x.test>", "a".repeat(600))), None);
    }
}
