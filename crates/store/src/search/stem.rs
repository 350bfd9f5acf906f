//! One word into what the index keeps of it. Not here: cutting texts.
//!
//! Cyrillic words lose their Russian endings. A Latin word is kept twice where they differ: without its Polish and
//! without its English ending. A search looks for either, so it finds the same whichever language a mail was taken
//! for, and a word typed without Polish diacritics still meets its own form, for the English stem is folded first.

use std::sync::LazyLock;

use snowball_stemmers_rs::{Algorithm, Stemmer};

use super::fold::{bare, lower};
use super::stop;

/// The longest word that is kept, in characters; what is longer is seldom a word.
const LONGEST: usize = 40;

static POLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Polish));
static ENGLISH: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));
static RUSSIAN: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));

/// What the index keeps of one word: nothing (too common), one form, or two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Stems {
    pub(super) first: Option<String>,
    pub(super) second: Option<String>,
}

impl Stems {
    pub(super) fn iter(&self) -> impl Iterator<Item = &String> {
        self.first.iter().chain(&self.second)
    }

    fn one(word: String) -> Self {
        Self { first: (!word.is_empty()).then_some(word), second: None }
    }
}

/// The forms of a word as cut from a text.
pub(super) fn stems(word: &str) -> Stems {
    let plain: String = lower(word).chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}')).collect();
    let folded = as_token(&plain);
    if stop::is_common(&folded) {
        return Stems::default();
    }
    if plain.chars().count() > LONGEST || plain.contains(|c: char| c.is_numeric()) {
        return Stems::one(shortened(&folded));
    }
    if plain.contains(|c| matches!(c, '\u{400}'..='\u{52f}')) {
        return Stems::one(as_token(&RUSSIAN.stem(&plain)));
    }
    if !plain.contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}')) {
        return Stems::one(folded);
    }
    let straight = bare(&plain).replace('’', "'");
    let english = as_token(&ENGLISH.stem(&straight));
    let polish = as_token(&POLISH.stem(&plain));
    let second = (polish != english && !polish.is_empty()).then_some(polish);
    Stems { first: (!english.is_empty()).then_some(english), second }
}

/// Folded, and of characters that both databases take as part of a word: letters, digits, points.
fn as_token(word: &str) -> String {
    let mut token = bare(word);
    token.retain(|c| !matches!(c, '\'' | '’'));
    if token.contains(',') { token.replace(',', ".") } else { token }
}

fn shortened(word: &str) -> String {
    word.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether somebody who types `asked` finds a text with `written`.
    fn finds(asked: &str, written: &str) -> bool {
        let (asked, written) = (stems(asked), stems(written));
        asked.iter().any(|it| written.iter().any(|other| other == it))
    }

    #[test]
    fn a_word_is_found_in_its_other_forms() {
        for (asked, written) in [
            ("invoice", "Invoices"),
            ("refund", "refunded"),
            ("faktura", "faktury"),
            ("faktura", "fakturę"),
            ("klient", "klientów"),
            ("klientow", "klientów"),
            ("zolw", "żółw"),
            ("счет", "счёта"),
            ("договор", "договоры"),
            ("возврат", "возврата"),
            ("client", "client’s"),
            ("1,50", "1.50"),
            ("łódź", "LODZ"),
        ] {
            assert!(finds(asked, written), "{asked} finds {written}: {:?} {:?}", stems(asked), stems(written));
        }
    }

    #[test]
    fn other_words_are_not_found() {
        for (asked, written) in [("faktura", "fabryka"), ("invoice", "invite"), ("счет", "свет"), ("2025", "2026")]
        {
            assert!(!finds(asked, written), "{asked} must not find {written}");
        }
    }

    #[test]
    fn common_words_are_dropped_in_every_language() {
        for word in ["the", "ZA", "się", "это", "To"] {
            assert_eq!(stems(word), Stems::default(), "{word}");
        }
    }

    #[test]
    fn a_word_without_end_is_cut() {
        assert_eq!(stems(&"ab".repeat(5000)).first.map(|it| it.len()), Some(40));
    }
}
