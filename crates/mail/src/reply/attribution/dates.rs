//! Dates and times in a line, as numbers tell them, in any language. Reads no value, only sees that one stands there.

/// `hh:mm`.
pub(super) fn has_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|window| matches!(window, [a, b':', b, c] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit()))
        || bytes.windows(5).any(|window| matches!(window, [a, b, b'.' | b'h' | b':', c, d] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit()))
}

/// A year, a numeric date or a time stands in it.
pub(super) fn is_date_like(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(is_year) || has_numeric_date(text) || has_time(text)
}

fn is_year(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    digits.len() == 4
        && (digits.starts_with("19") || digits.starts_with("20"))
        && digits.bytes().all(|b| b.is_ascii_digit())
}

/// `5.03`, `05/03`, `5-3`: two short numbers with a date's separator.
fn has_numeric_date(text: &str) -> bool {
    text.split(' ').any(|word| {
        let word = word.trim_matches([',', '(', ')', ':', ';']);
        let parts: Vec<&str> = word.split(['.', '/', '-']).filter(|part| !part.is_empty()).collect();
        (2..=3).contains(&parts.len())
            && parts.iter().all(|part| part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// `2016-03-03 17:21 GMT+01:00 Some One`, as Gmail once wrote, with or without its colon.
pub(super) fn is_iso_with_zone(text: &str) -> bool {
    let mut words = text.split(' ');
    let (date, time, zone) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
    let zoned = zone.starts_with("gmt+") || zone.starts_with("gmt-") || zone == "gmt";
    let named = words.next().is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '<' || c == '"'));
    date.len() == 10
        && date.contains('-')
        && has_numeric_date(date)
        && has_time(time)
        && zoned
        && named
        && words.count() < 8
}
