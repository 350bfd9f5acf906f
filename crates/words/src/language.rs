//! The languages Tact speaks, and how one is chosen. No texts.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unic_langid::{LanguageIdentifier, langid};

/// A language that the whole program speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English; what is said when nothing better is known.
    #[default]
    En,
    /// Polish.
    Pl,
    /// Russian.
    Ru,
}

/// A language code that Tact does not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a language Tact speaks; choose en, pl or ru")]
pub struct UnknownLanguage(pub String);

impl Language {
    /// Every language, in the order in which people are offered them.
    pub const ALL: [Self; 3] = [Self::En, Self::Pl, Self::Ru];

    /// The ISO 639-1 code: `en`, `pl`, `ru`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Pl => "pl",
            Self::Ru => "ru",
        }
    }

    /// The language's name in itself, for a chooser.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Pl => "Polski",
            Self::Ru => "Русский",
        }
    }

    /// The best of ours for an `Accept-Language` header (RFC 9110 §12.5.4), `None` when none fits.
    ///
    /// Regions are ignored (`pl-PL` is Polish); a quality of 0 refuses; the first of equals wins.
    ///
    /// ```
    /// use words::Language;
    /// assert_eq!(Language::accepted("de, ru-RU;q=0.8, en;q=0.5"), Some(Language::Ru));
    /// assert_eq!(Language::accepted("de"), None);
    /// ```
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(Self, u32)> = None;
        for offer in header.split(',') {
            let mut parts = offer.split(';').map(str::trim);
            let Some(language) = parts.next().and_then(Self::of_tag) else { continue };
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(1000, thousandths);
            if quality > 0 && best.is_none_or(|(_, so_far)| quality > so_far) {
                best = Some((language, quality));
            }
        }
        best.map(|(language, _)| language)
    }

    fn of_tag(tag: &str) -> Option<Self> {
        tag.split(['-', '_']).next()?.to_ascii_lowercase().parse().ok()
    }

    pub(crate) const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::En => langid!("en"),
            Self::Pl => langid!("pl"),
            Self::Ru => langid!("ru"),
        }
    }
}

/// `0.8` → 800; what is not a number counts as 0.
fn thousandths(quality: &str) -> u32 {
    quality.parse::<f32>().map_or(0, |value| (value.clamp(0.0, 1.0) * 1000.0) as u32)
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| UnknownLanguage(code.to_owned()))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_decides_by_quality_then_order() {
        for (header, expected) in [
            ("pl", Some(Language::Pl)),
            ("pl-PL,pl;q=0.9,en;q=0.8", Some(Language::Pl)),
            ("fr, en;q=0.2, ru;q=0.7", Some(Language::Ru)),
            ("RU_ru", Some(Language::Ru)),
            ("en;q=0, pl;q=0.1", Some(Language::Pl)),
            ("en;q=nonsense", None),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }

    #[test]
    fn an_unknown_code_names_the_known_ones() {
        let error = "de".parse::<Language>().unwrap_err();
        assert_eq!(error.to_string(), "'de' is not a language Tact speaks; choose en, pl or ru");
    }
}
