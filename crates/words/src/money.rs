//! Money in words: minor units and a currency in, `1 234,50 zł` out. No arithmetic, no exchange.

use crate::Language;
use crate::number::{decimal_mark, grouped};

/// Says an amount given in minor units (cents, grosze, kopecks) of an ISO 4217 currency.
///
/// ```
/// use words::{Language, money::money};
/// assert_eq!(money(Language::En, 123_450, "EUR"), "€1,234.50");
/// assert_eq!(money(Language::Pl, 123_450, "PLN"), "1234,50\u{a0}zł");
/// ```
pub fn money(language: Language, minor: i64, currency: &str) -> String {
    let amount = amount(language, minor.unsigned_abs(), decimals(currency));
    let sign = if minor < 0 { "−" } else { "" };
    match (language, symbol(currency)) {
        (Language::En, Some(symbol)) => format!("{sign}{symbol}{amount}"),
        (Language::En, None) => format!("{sign}{currency}\u{a0}{amount}"),
        (_, symbol) => format!("{sign}{amount}\u{a0}{}", local(language, currency).or(symbol).unwrap_or(currency)),
    }
}

fn amount(language: Language, minor: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let whole = grouped(language, i64::try_from(minor / unit).unwrap_or(i64::MAX));
    if decimals == 0 {
        return whole;
    }
    let width = decimals as usize;
    format!("{whole}{}{:0width$}", decimal_mark(language), minor % unit)
}

/// How many decimals the currency has (ISO 4217, minor unit); those not named have two.
fn decimals(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" => 0,
        "BHD" | "KWD" | "JOD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

fn symbol(currency: &str) -> Option<&'static str> {
    Some(match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "RUB" => "₽",
        "UAH" => "₴",
        "KZT" => "₸",
        _ => return None,
    })
}

/// Signs that only read well after the amount.
fn local(language: Language, currency: &str) -> Option<&'static str> {
    match (language, currency) {
        (Language::Pl | Language::Ru, "PLN") => Some("zł"),
        (Language::Pl | Language::Ru, "CZK") => Some("Kč"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_the_reader_writes_them() {
        for (language, minor, currency, said) in [
            (Language::En, 5, "USD", "$0.05"),
            (Language::En, -1_999, "GBP", "−£19.99"),
            (Language::En, 10_000, "PLN", "PLN\u{a0}100.00"),
            (Language::Ru, 150_000_000, "RUB", "1\u{a0}500\u{a0}000,00\u{a0}₽"),
            (Language::Pl, 9_990, "EUR", "99,90\u{a0}€"),
            (Language::Pl, 1_200, "JPY", "1200\u{a0}JPY"),
        ] {
            assert_eq!(money(language, minor, currency), said);
        }
    }
}
