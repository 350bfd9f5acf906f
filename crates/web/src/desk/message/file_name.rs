//! A file's name from outside: cleaned for people, and put into a header so that it can only be a name.

/// Longest name, in characters.
const LONGEST: usize = 120;

/// The name as it may be shown: no path, nothing invisible, nothing that turns the line round.
pub(crate) fn for_people(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let plain: String = last.chars().filter(|c| !c.is_control() && !is_deceiving(*c)).collect();
    let plain = plain.trim().trim_start_matches('.');
    if plain.chars().count() <= LONGEST {
        return plain.to_owned();
    }
    // The ending tells what it is, so it stays.
    let (stem, ending) = plain.rsplit_once('.').filter(|(_, ending)| ending.len() <= 10).unwrap_or((plain, ""));
    let stem: String = stem.chars().take(LONGEST).collect();
    if ending.is_empty() { stem } else { format!("{stem}.{ending}") }
}

/// Bidirectional controls, zero-width characters, soft hyphen and the like.
const fn is_deceiving(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// `Content-Disposition` for saving under this name: ASCII for old browsers, UTF-8 by RFC 5987 for all others.
pub(crate) fn disposition(name: &str) -> String {
    let name = for_people(name);
    if name.is_empty() {
        return "attachment; filename=\"file\"".to_owned();
    }
    let ascii: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || ".-_ ()".contains(c) { c } else { '_' }).collect();
    let encoded = percent_encoding::utf8_percent_encode(&name, percent_encoding::NON_ALPHANUMERIC);
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_only_names() {
        for (name, shown) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\Windows\\x.exe", "x.exe"),
            ("\u{200b}.htaccess", "htaccess"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a\r\nSet-Cookie: b=c.txt", "aSet-Cookie: b=c.txt"),
            ("зрелище żółć.png", "зрелище żółć.png"),
            ("\0", ""),
        ] {
            assert_eq!(for_people(name), shown, "{name:?}");
        }
        assert!(for_people(&"x".repeat(3_000)).len() <= 120);
        assert!(for_people(&format!("{}.pdf", "ż".repeat(3_000))).ends_with(".pdf"));
    }

    #[test]
    fn the_header_cannot_be_broken_out_of() {
        assert_eq!(
            disposition("a\"; x=\"b.txt"),
            "attachment; filename=\"a__ x__b.txt\"; filename*=UTF-8''a%22%3B%20x%3D%22b%2Etxt"
        );
        assert_eq!(disposition(""), "attachment; filename=\"file\"");
        for name in ["a\r\nb", "ż", "\u{202e}", "%2f..%2f", "CON"] {
            let header = disposition(name);
            assert!(header.bytes().all(|b| (0x20..0x7f).contains(&b)), "{header}");
        }
    }
}
