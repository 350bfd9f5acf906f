//! Dates of headers and mbox lines. Absurd ones are none: a date decides an order and a promise.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

/// Reads a date as RFC 5322 writes it, or as ctime does (`Fri Apr  2 02:39:26 2004`). Without a zone it is UTC.
/// Nothing when a part is missing, when no calendar has that day, or before 1971 and after 2100.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    Some(parse_with_clock(text)?.0)
}

/// The same, and what the clock on its writer's wall showed.
pub(crate) fn parse_with_clock(text: &str) -> Option<(Timestamp, DateTime)> {
    let mut parts = Parts::default();
    for token in without_comments(text).split([' ', '\t', ',', '\r', '\n']).filter(|t| !t.is_empty()) {
        parts.take(token)?;
    }
    Some((parts.timestamp()?, parts.clock()?))
}

/// The same, when the text is a date and nothing else but a ctime date: what an mbox From_ line ends with.
pub(crate) fn parse_ctime(text: &str) -> Option<Timestamp> {
    let mut parts = Parts::default();
    let mut tokens = text.split_ascii_whitespace();
    let day = tokens.next()?;
    if day.len() != 3 && !day.ends_with(',') {
        return None;
    }
    for token in tokens {
        parts.take(token)?;
    }
    parts.timestamp()
}

#[derive(Default)]
struct Parts {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    time: Option<Time>,
    zone: Option<i32>,
}

impl Parts {
    /// Takes one token in; nothing when it is absurd.
    fn take(&mut self, token: &str) -> Option<()> {
        let first = token.as_bytes().first()?;
        if token.contains(':') && first.is_ascii_digit() {
            if self.time.is_none() {
                self.time = Some(clock(token)?);
            }
        } else if matches!(first, b'+' | b'-') {
            if self.zone.is_none() && self.time.is_some() {
                self.zone = Some(offset(token)?);
            }
        } else if first.is_ascii_digit() {
            self.number(token)?;
        } else if self.time.is_some() && self.zone.is_none() && named_zone(token).is_some() {
            self.zone = named_zone(token);
        } else if self.month.is_none() {
            self.month = month(token);
        }
        Some(())
    }

    fn number(&mut self, token: &str) -> Option<()> {
        // '2-Apr-2004', as some mailers write.
        if token.contains('-') && self.day.is_none() {
            for piece in token.split('-') {
                self.take(piece)?;
            }
            return Some(());
        }
        if self.day.is_none() && token.len() <= 2 {
            self.day = token.parse().ok();
            self.day?;
        } else if self.year.is_none() {
            let year: i16 = token.parse().ok()?;
            self.year = Some(match token.len() {
                1 | 2 if year < 50 => 2000 + year,
                1..=3 => 1900 + year,
                _ => year,
            });
        }
        Some(())
    }

    fn clock(&self) -> Option<DateTime> {
        let year = self.year.filter(|y| (1971..=2100).contains(y))?;
        let date = Date::new(year, self.month?, self.day?).ok()?;
        Some(date.to_datetime(self.time?))
    }

    fn timestamp(&self) -> Option<Timestamp> {
        let offset = Offset::from_seconds(self.zone.unwrap_or(0)).ok()?;
        offset.to_timestamp(self.clock()?).ok()
    }
}

fn clock(token: &str) -> Option<Time> {
    let mut numbers = token.split([':', '.']).map(str::parse::<i8>);
    let (hour, minute) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    let second = match numbers.next() {
        // A leap second is the second before it.
        Some(second) => second.ok().map(|s| if s == 60 { 59 } else { s })?,
        None => 0,
    };
    Time::new(hour, minute, second, 0).ok()
}

/// `+0200` in seconds; no zone of this world is beyond 14 hours.
fn offset(token: &str) -> Option<i32> {
    let (sign, digits) = token.split_at_checked(1)?;
    let digits = digits.replace(':', "");
    let value: i32 = digits.get(..digits.len().min(4))?.parse().ok()?;
    let (hours, minutes) = if digits.len() <= 2 { (value, 0) } else { (value / 100, value % 100) };
    let seconds = hours * 3600 + minutes * 60;
    let fine = minutes < 60 && seconds <= 14 * 3600 && digits.len() <= 4;
    fine.then_some(if sign == "-" { -seconds } else { seconds })
}

fn named_zone(token: &str) -> Option<i32> {
    let hours = match token.to_ascii_uppercase().as_str() {
        "GMT" | "UT" | "UTC" | "Z" | "WET" => 0,
        "EST" | "CDT" => -5,
        "EDT" => -4,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "BST" | "CET" | "MET" => 1,
        "CEST" | "MEST" | "EET" | "SAST" => 2,
        "EEST" | "MSK" => 3,
        "MSD" => 4,
        "JST" => 9,
        _ => return None,
    };
    Some(hours * 3600)
}

fn month(token: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let head = token.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| *m == head)?;
    i8::try_from(at + 1).ok()
}

fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' if depth > 0 => {
                    depth -= 1;
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .take(200)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_all_shapes() {
        for (text, expected) in [
            ("Fri, 2 Apr 2004 02:39:26 +0200", Some("2004-04-02T00:39:26Z")),
            ("Fri Apr  2 02:39:26 2004", Some("2004-04-02T02:39:26Z")),
            ("2 Apr 04 02:39 EST (eastern)", Some("2004-04-02T07:39:00Z")),
            ("Wed, 11 Feb 98 11:51 CST", Some("1998-02-11T17:51:00Z")),
            ("Thu, 31 Dec 1998 23:59:60 GMT", Some("1998-12-31T23:59:59Z")),
            ("Mon, 1 Jan 1601 00:00:00 +0000", None),
            ("Fri, 31 Dec 9999 23:59:59 +0000", None),
            ("Mon, 30 Feb 2004 10:00:00 +0000", None),
            ("Mon, 2 Feb 2004 10:00:00 +9999", None),
            ("Thu, 1 Jan 1970 00:00:00 +0000", None),
            ("tomorrow", None),
            ("", None),
        ] {
            assert_eq!(parse(text).map(|t| t.to_string()).as_deref(), expected, "{text}");
        }
    }
}
