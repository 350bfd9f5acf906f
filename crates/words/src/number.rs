//! Numbers and file sizes as each language writes them.

use crate::Language;
use crate::catalogue::say;
use crate::value::Args;

/// A whole number with its thousands grouped: `17,000`, `17 000`. Polish leaves four digits together, as its readers do.
///
/// ```
/// use words::{Language, number::grouped};
/// assert_eq!(grouped(Language::En, 17_000), "17,000");
/// assert_eq!(grouped(Language::Pl, 1_700), "1700");
/// assert_eq!(grouped(Language::Ru, -17_000), "−17\u{a0}000");
/// ```
pub fn grouped(language: Language, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "−" } else { "" };
    let mark = match language {
        Language::En => ",",
        Language::Pl | Language::Ru => "\u{a0}",
    };
    let smallest = if language == Language::En { 4 } else { 5 };
    if digits.len() < smallest {
        return format!("{sign}{digits}");
    }
    let mut text = sign.to_owned();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push_str(mark);
        }
        text.push(digit);
    }
    text
}

/// The mark between whole and fraction: a point in English, a comma in Polish and Russian.
pub(crate) const fn decimal_mark(language: Language) -> char {
    match language {
        Language::En => '.',
        Language::Pl | Language::Ru => ',',
    }
}

/// A file's size for people: `340 bytes`, `12 kB`, `3.4 MB` (powers of 1000; one decimal below ten).
pub fn size(language: Language, bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] =
        [("size-gigabytes", 1_000_000_000), ("size-megabytes", 1_000_000), ("size-kilobytes", 1_000)];
    for (key, unit) in UNITS {
        // 999 500 bytes would round to '1000 kB'; the next unit says it better.
        if bytes.saturating_add(unit / 2000) >= unit {
            return say(language, key, &Args::new().with("amount", &one_decimal(language, bytes, unit)));
        }
    }
    say(language, "size-bytes", &Args::new().with("count", &bytes))
}

fn one_decimal(language: Language, bytes: u64, unit: u64) -> String {
    let tenths = bytes.saturating_add(unit / 20) / (unit / 10);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if whole >= 10 || tenth == 0 {
        let rounded = bytes.saturating_add(unit / 2) / unit;
        return grouped(language, i64::try_from(rounded).unwrap_or(i64::MAX));
    }
    format!("{whole}{}{tenth}", decimal_mark(language))
}
