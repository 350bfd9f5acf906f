//! Charsets: from labels as people's mail carries them to text, and a guess where there is no label.

mod detect;
mod tables;
mod utf7;

use encoding_rs::Encoding;

pub(crate) use detect::detect;

/// Text made of bytes, and what was odd about them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// The text, not yet cleaned of anything.
    pub(crate) text: String,
    /// What did not fit, for the list of problems.
    pub(crate) problem: Option<&'static str>,
}

fn fine(text: String) -> Text {
    Text { text, problem: None }
}

/// Decodes by the label of the header, else by what the bytes say of themselves, else by a guess.
/// Never fails: at worst it is windows-1252.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>) -> Text {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return fine(encoding.decode_without_bom_handling(rest).0.into_owned());
    }
    let Some(label) = label.map(tidy).filter(|l| !l.is_empty()) else {
        return guess(bytes);
    };
    if matches!(label.as_str(), "utf-7" | "unicode-1-1-utf-7" | "csutf7" | "x-utf-7") {
        return fine(utf7::decode(bytes));
    }
    if let Some(table) = tables::for_label(&label) {
        return fine(tables::decode(bytes, table));
    }
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) => by_encoding(bytes, encoding, &label),
        None => Text { problem: Some("unknown_charset"), ..guess(bytes) },
    }
}

fn by_encoding(bytes: &[u8], encoding: &'static Encoding, label: &str) -> Text {
    let ascii = bytes.is_ascii();
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    if wide && ascii && !bytes.contains(&0) {
        return Text { problem: Some("charset_label_wrong"), ..guess(bytes) };
    }
    if wide {
        return fine(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    // 'us-ascii' promises that there is nothing to decode; where there is, the label tells nothing.
    if !ascii && matches!(label, "us-ascii" | "ascii" | "ansi_x3.4-1968") {
        return Text { problem: Some("charset_label_wrong"), ..guess(bytes) };
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && encoding == encoding_rs::UTF_8 && mostly_broken(&text) {
        return Text { problem: Some("charset_label_wrong"), ..guess(bytes) };
    }
    Text { text: text.into_owned(), problem: broken.then_some("charset_errors") }
}

/// Whether a UTF-8 reading failed in more places than it succeeded: then the label was wrong.
fn mostly_broken(text: &str) -> bool {
    let bad = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let good = text.chars().filter(|c| !c.is_ascii()).count().saturating_sub(bad);
    bad > good
}

/// Decodes bytes that carry no label.
pub(crate) fn guess(bytes: &[u8]) -> Text {
    if bytes.is_ascii() {
        let escapes = memchr::memmem::find(bytes, b"\x1b$").is_some();
        if escapes {
            return fine(encoding_rs::ISO_2022_JP.decode_without_bom_handling(bytes).0.into_owned());
        }
        return fine(String::from_utf8_lossy(bytes).into_owned());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return fine(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => fine(text.to_owned()),
        Err(_) => Text { text: detect(bytes), problem: Some("charset_guessed") },
    }
}

/// UTF-16 of mostly Latin text without its mark: every other byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 2 / 5;
    if head.len() < 8 || even.max(odd) < most || even.min(odd) * 10 > even.max(odd) {
        return None;
    }
    Some(if odd > even { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE })
}

/// Decodes HTML: header label, else the label its own `<meta>` gives, else a guess.
pub(crate) fn decode_html(bytes: &[u8], label: Option<&str>) -> Text {
    let known = label.is_some_and(|l| {
        let l = tidy(l);
        // 'us-ascii' on 8-bit bytes tells nothing.
        let empty_promise = !bytes.is_ascii() && matches!(l.as_str(), "us-ascii" | "ascii");
        !empty_promise && Encoding::for_label(l.as_bytes()).is_some()
    });
    if known {
        return decode(bytes, label);
    }
    match meta_label(bytes) {
        Some(meta) if Encoding::for_label(meta.as_bytes()).is_some_and(|e| !is_wide(e)) => decode(bytes, Some(&meta)),
        _ => decode(bytes, label),
    }
}

/// A meta tag that can be read at all cannot be UTF-16.
fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
}

/// The charset that a `<meta>` or an XML declaration in the first four kilobytes names.
fn meta_label(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default().to_ascii_lowercase();
    for (mark, key) in [("<meta", "charset"), ("<?xml", "encoding")] {
        let mut rest: &[u8] = &head;
        while let Some(at) = memchr::memmem::find(rest, mark.as_bytes()) {
            rest = rest.get(at + mark.len()..).unwrap_or_default();
            let tag = rest.split(|b| *b == b'>').next().unwrap_or_default();
            if let Some(found) = value_after(tag, key) {
                return Some(found);
            }
        }
    }
    None
}

fn value_after(tag: &[u8], key: &str) -> Option<String> {
    let at = memchr::memmem::find(tag, key.as_bytes())?;
    let rest = tag.get(at + key.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
    let value: String = rest
        .iter()
        .skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\''))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
        .map(|b| char::from(*b))
        .collect();
    (!value.is_empty()).then_some(value)
}

/// A label as a decoder knows it: lower case, without quotes, and with the usual slips mended.
fn tidy(label: &str) -> String {
    let label: String = label.chars().take(100).collect();
    let label = label.trim().trim_matches(['"', '\'', ' ', ';']).to_ascii_lowercase();
    let label = label.strip_prefix("charset=").unwrap_or(&label).trim_matches(['"', '\'']);
    let mended = label.replace(['_', ' '], "-");
    match mended.as_str() {
        "utf8" | "utf-8n" | "utf-8-strict" | "unicode-2-0-utf-8" | "x-utf-8j" | "utf8mb4" => "utf-8".into(),
        "8859-1" | "iso8859" | "iso-8859-1-windows-3.1-latin-1" => "iso-8859-1".into(),
        "win-1250" | "cp-1250" | "1250" | "windows1250" | "ms-ee" => "windows-1250".into(),
        "win-1251" | "cp-1251" | "1251" | "win1251" | "windows1251" | "ms-cyrl" => "windows-1251".into(),
        "win-1252" | "cp-1252" | "1252" | "windows1252" | "ms-ansi" => "windows-1252".into(),
        "8859-2" | "iso-8859-2-windows-latin-2" => "iso-8859-2".into(),
        "koi8r" | "koi-8-r" | "koi8-r-1" => "koi8-r".into(),
        "cp866" | "866" | "cp-866" | "dos-866" => "ibm866".into(),
        "mac-cyrillic" | "maccyrillic" | "x-mac-ce-cyrillic" => "x-mac-cyrillic".into(),
        "macroman" | "mac-roman" => "macintosh".into(),
        "cp932" | "shift-jisx0213" | "shift-jis-2004" => "shift_jis".into(),
        "cp936" | "gb2312-80" | "gb-2312" => "gbk".into(),
        "cp949" | "ks-c-5601-1987" => "euc-kr".into(),
        "cp950" => "big5".into(),
        // The registry writes these two with an underscore.
        "shift-jis" => "shift_jis".into(),
        _ => mended,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_name_nothing_fall_back_to_a_guess() {
        for label in ["y", "yes", "unknown-8bit", "x-nope", "unicode-2-0-utf-8"] {
            assert_eq!(decode("Zażółć".as_bytes(), Some(label)).text, "Zażółć", "{label}");
        }
    }

    #[test]
    fn a_guess_tells_russian_and_polish_charsets_apart() {
        for (label, words) in [
            ("koi8-r", "Добрый день, коллеги! Когда будет готов отчёт?"),
            ("windows-1251", "Добрый день, коллеги! Когда будет готов отчёт?"),
            ("ibm866", "Добрый день, коллеги! Когда будет готов отчёт?"),
            ("iso-8859-5", "Добрый день, коллеги! Когда будет готов отчёт?"),
            ("iso-8859-2", "Dzień dobry, proszę o odpowiedź w tej sprawie, ślę uściski"),
            ("windows-1250", "Dzień dobry, proszę o odpowiedź w tej sprawie, ślę uściski"),
            ("windows-1252", "Schöne Grüße aus Köln, bis übermorgen, Café à côté"),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let bytes = encoding.encode(words).0;
            assert_eq!(guess(&bytes).text, words, "{label}");
        }
    }

    #[test]
    fn html_tells_its_own_charset() {
        let page = b"<html><head><meta charset=windows-1250></head><body>za\xbf\xf3\xb3\xe6</body>";
        assert!(decode_html(page, None).text.contains("zażółć"));
        assert!(decode_html(page, Some("iso-8859-1")).text.contains("za¿"));
    }

    #[test]
    fn utf16_and_utf7_are_read() {
        let wide: Vec<u8> = "Hello there".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide, Some("utf-16le")).text, "Hello there");
        assert_eq!(decode(b"Hello", Some("utf-16")).text, "Hello");
        assert_eq!(decode(b"a+AKM-1 +- b", Some("UTF-7")).text, "a£1 + b");
    }
}
