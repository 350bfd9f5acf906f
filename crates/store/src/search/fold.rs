//! Folding: two spellings that people take for the same become the same text. Not here: endings of words (`stem`).

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// Text folded for comparing: compatibility forms, case, diacritics of Latin letters, `ё`.
///
/// For `*_key` columns and look-ups, never for show. Letters that are letters of their own in Cyrillic stay (`й`, `ї`).
///
/// ```
/// assert_eq!(store::search::fold("ŁÓDŹ Ёлка  Straße"), "lodz елка  strasse");
/// ```
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    bare(&lower(text))
}

/// Compatibility forms and case only: what the stemmers want to see.
pub(super) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// Lower-case text without diacritics.
pub(super) fn bare(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c);
        } else if let Some(plain) = spelled_out(c) {
            folded.push_str(plain);
        } else if canonical_combining_class(c) != 0 {
            // A mark on its own: stress in Russian, an accent typed after its letter.
        } else if is_latin(c) {
            decompose_canonical(c, |part| {
                if canonical_combining_class(part) == 0 {
                    folded.push(part);
                }
            });
        } else {
            folded.push(c);
        }
    }
    folded
}

/// Letters that Unicode does not take apart.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ø' => "o",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'ħ' => "h",
        'þ' => "th",
        'ё' => "е",
        _ => return None,
    })
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_the_same_become_the_same() {
        for (a, b) in [
            ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
            ("Ёж", "еж"),
            ("за́мок", "замок"),
            ("Ｆａｃｔｕｒｅ ﬁnal", "facture final"),
            ("e\u{301}te\u{301}", "été"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn letters_of_their_own_stay() {
        assert_eq!(fold("Йод їжак"), "йод їжак");
        assert_ne!(fold("мой"), fold("мои"));
    }
}
