//! Letters of sample people that wait for an answer, dated over the last fortnight. Made here, read by nobody else.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;

const ASKED: [&str; 4] = [
    "Could you tell me when the new pages go online? We would like to announce them next week.",
    "Czy mogliby Państwo sprawdzić formularz na stronie? Od wczoraj nie przychodzą zgłoszenia.",
    "Когда будет готов макет главной страницы? Нам нужно показать его директору в пятницу.",
    "The invoice has the old address of our company. Could you send us a corrected one, please?",
];

/// An mbox of `count` letters to `own`, each from another person, over eighty firms.
pub fn waiting(count: usize, own: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut mbox = String::new();
    for n in 0..count {
        let (date, line_date) = dates(now - 14 * DAY * (n as u64 + 1) / (count as u64 + 1));
        let asked = ASKED[n % ASKED.len()];
        let firm = n % 80;
        let _ = write!(
            mbox,
            "From person{n}@firm{firm}.example {line_date}\nFrom: Sample Person {n} <person{n}@firm{firm}.example>\nTo: {own}\n\
             Subject: Question {n}\nMessage-ID: <waiting-{n}@firm{firm}.example>\nDate: {date}\nMIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{asked}\n\nSample Person {n}\n\n"
        );
    }
    mbox
}

/// As a mail's Date says it (RFC 5322), and as an mbox's From line does; in UTC.
fn dates(seconds: u64) -> (String, String) {
    let days = (seconds / DAY) as i64;
    let (year, month, day) = civil(days);
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(days % 7) as usize];
    let month = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1];
    let clock = seconds % DAY;
    let clock = format!("{:02}:{:02}:{:02}", clock / 3600, clock % 3600 / 60, clock % 60);
    (format!("{weekday}, {day:02} {month} {year} {clock} +0000"), format!("{weekday} {month} {day:>2} {clock} {year}"))
}

/// Days since 1970 to year, month and day: the years are counted from March, so that the leap day is the last of one.
fn civil(days: i64) -> (i64, usize, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month as usize, day)
}
