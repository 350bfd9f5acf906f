//! A mail that says one price as text and another as HTML. Only amounts of money are compared:
//! the two halves of honest mail differ in much else.

use std::collections::BTreeSet;

/// Bytes of each half that are looked at.
const LOOKED_AT: usize = 64 << 10;

/// Whether both halves name amounts and not the same ones.
pub(super) fn differ(plain: &str, html: &str) -> bool {
    let ours = of(head(plain));
    if ours.is_empty() {
        return false;
    }
    let theirs = of(&crate::html::to_text(head(html)));
    !theirs.is_empty() && ours.is_disjoint(&theirs)
}

fn head(text: &str) -> &str {
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// The digits of all numbers that stand beside a currency.
fn of(text: &str) -> BTreeSet<String> {
    const CURRENCIES: [&str; 17] =
        ["€", "$", "£", "₽", "zł", "zl", "pln", "eur", "usd", "gbp", "rub", "руб", "грн", "uah", "kč", "czk", "chf"];
    let is_currency = |word: &str| {
        let word = word.trim_matches(['.', ',', ')', '(', ':', ';', '!', '?']).to_lowercase();
        CURRENCIES.contains(&word.as_str())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut amounts = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        // '10 000 EUR' is one number in three words.
        let run = words.iter().skip(at).take_while(|w| is_number(w)).take(4).count();
        let Some(first) = words.get(at) else { break };
        let before = at.checked_sub(1).and_then(|n| words.get(n)).is_some_and(|w| is_currency(w));
        let after = words.get(at + run).is_some_and(|w| is_currency(w));
        if run > 0 && (before || after) {
            amounts
                .insert(words.iter().skip(at).take(run).flat_map(|w| w.chars()).filter(char::is_ascii_digit).collect());
        } else if let Some(number) = glued(first, &CURRENCIES) {
            amounts.insert(number);
        }
        at += run.max(1);
    }
    amounts
}

fn is_number(word: &str) -> bool {
    let word = word.trim_end_matches([',', '.', '-', '–']);
    !word.is_empty()
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\''))
}

/// `€10.50` or `10zł`.
fn glued(word: &str, currencies: &[&str]) -> Option<String> {
    let word = word.trim_matches(['.', ',', ')', '(', ':', ';', '!', '?']).to_lowercase();
    let number = currencies.iter().find_map(|c| word.strip_prefix(c).or_else(|| word.strip_suffix(c)))?;
    is_number(number).then(|| number.chars().filter(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_price_in_html_is_noticed() {
        for (plain, html, expected) in [
            ("We agreed on 10 EUR.", "<p>We agreed on <b>10&nbsp;000 EUR</b>.</p>", true),
            ("We agreed on 10 000 EUR.", "<p>We agreed on <b>10&nbsp;000 EUR</b>.</p>", false),
            ("Razem 1200zł", "<td>Razem</td><td>1200 zł</td>", false),
            ("Total: $15.00", "Total: <i>$1500</i>", false),
            ("Total: $15", "Total: <i>$1500</i>", true),
            ("Room 12, see you at 10", "<p>call 555", false),
            ("View it in your browser", "<p>Only 10 EUR", false),
        ] {
            assert_eq!(differ(plain, html), expected, "{plain} / {html}");
        }
    }
}
