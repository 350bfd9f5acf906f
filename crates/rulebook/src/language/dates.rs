//! Dates in words: 'by Friday', 'do piątku', 'до 27-го', 'w ciągu dwóch dni'. Counted from the moment of sending, in working days
//! where the words say so. What the date is for is decided by the neighbours.

mod names;
mod relative;

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use super::text::Word;
use crate::calendar::Calendar;

/// When a mail is sent, and whose working days count.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The sender's wall clock.
    pub at: DateTime,
    /// Working days of the desk; Monday to Friday without one.
    pub calendar: Option<&'a Calendar>,
}

/// A date found among the words of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// The words.
    pub(super) words: Range<usize>,
    /// The day meant.
    pub(super) date: Date,
    /// Stands behind 'by', 'do', 'до'.
    is_deadline: bool,
    /// A week or a month rather than a day.
    is_broad: bool,
    /// Only names a thing: 'the Friday report', 'notes from Monday's call'.
    is_name: bool,
}

/// Words that make a deadline of a date.
const BEFORE_DEADLINE: &[&str] = &[
    "by",
    "until",
    "till",
    "before",
    "latest",
    "than",
    "due",
    "do",
    "przed",
    "najpozniej",
    "najdalej",
    "najlepiej",
    "до",
    "к",
    "ко",
    "позднее",
    "позже",
];

/// Words that make a date one of many.
const RECURRING: &[&str] = &[
    "every",
    "each",
    "kazdy",
    "kazda",
    "kazdego",
    "co",
    "каждый",
    "каждую",
    "каждого",
    "каждое",
    "по",
    "since",
    "last",
];

/// Words before the day behind which something is to happen: when stays open.
const AFTER: &[&str] = &["after", "po", "после"];

/// Words between two dates of which one may be chosen.
const CHOICE: &[&str] = &["or", "albo", "lub", "czy", "или", "либо"];

/// Words between the first and the last day of one span.
const SPANS: &[&str] = &["and", "to"];

/// Words that name a span of days rather than a day.
const BROAD: &[&str] = &["week", "month", "year"];

/// So many words before a date may tell whether it is past.
const TELLS_TENSE: usize = 5;

/// Words that put the date behind them into the past, and those that stop them.
const PAST: &[&str] =
    &["was", "were", "wanted", "promised", "supposed", "came", "arrived", "said", "opened", "happened"];
/// What somebody did: 'the photo I sent on Monday'.
const DID: &[&str] = &[
    "sent",
    "approved",
    "gave",
    "mailed",
    "emailed",
    "uploaded",
    "agreed",
    "discussed",
    "spoke",
    "met",
    "called",
    "paid",
    "asked",
    "told",
    "wrote",
    "signed",
];
const WHO: &[&str] = &["i", "you", "we", "he", "she", "they", "it", "who"];
const TO_COME: &[&str] = &["will", "shall", "by", "before", "until", "please", "due", "latest", "need", "should"];

/// Is the word a number above one, in digits or spelled out? 'A day' and 'one day' count nothing.
pub(super) fn counts(folded: &str) -> bool {
    names::number(folded).is_some_and(|number| number > 1)
}

/// The date a deed is due by, among these words; `None` where it is open, recurring or a choice.
pub(super) fn due(words: &[Word], sent: &Sent<'_>) -> Option<Date> {
    let all = find(words, sent);
    let is_choice = all.windows(2).any(|pair| match pair {
        [a, b] if a.date != b.date => {
            let between = words.get(a.words.end..b.words.start).unwrap_or_default();
            between.len() <= 3 && between.iter().any(|word| CHOICE.contains(&word.folded.as_str()))
        }
        _ => false,
    });
    let today = sent.at.date();
    // What only names a thing is its day where nothing else tells: 'na piątkowe spotkanie'.
    let has_day = all.iter().any(|found| !found.is_name && found.date >= today);
    let coming = || all.iter().filter(|found| found.date >= today && !(found.is_name && has_day));
    if all.is_empty() && relative::is_by_the_hour(words, sent) {
        return Some(today);
    }
    // 'We open on Friday, it would be good by then.'
    let then = words.windows(2).position(|pair| match pair {
        [by, then] => then.folded == "then" && ["by", "before", "until"].contains(&by.folded.as_str()),
        _ => false,
    });
    if let Some(named) = then.and_then(|then| coming().rfind(|found| found.words.end <= then)) {
        return Some(named.date);
    }
    let exact = coming().find(|found| !found.is_broad).or_else(|| coming().next());
    let Some(chosen) = coming().find(|found| found.is_deadline).or(exact) else {
        return if all.is_empty() { relative::later_today(words, sent) } else { None };
    };
    // 'on the 25th and 26th' is over on the 26th.
    let last = coming().find(|next| {
        let between = words.get(chosen.words.end..next.words.start).unwrap_or_default();
        matches!(between, [and] if SPANS.contains(&and.folded.as_str()))
    });
    (!is_choice).then_some(last.unwrap_or(chosen).date)
}

/// The first day to come that stands behind 'by', 'do', 'до'.
pub(super) fn deadline(words: &[Word], sent: &Sent<'_>) -> Option<Date> {
    let found = find(words, sent).into_iter();
    let ends = |found: &Found| {
        let before = words.get(found.words.start.saturating_sub(2)..found.words.start).unwrap_or_default();
        before.iter().any(|word| ["until", "till"].contains(&word.folded.as_str()))
    };
    let wanted = found.filter(|found| found.is_deadline && found.date >= sent.at.date() && !ends(found));
    wanted.map(|found| found.date).next()
}

/// The first day to come that is named by its month: '2 July', '15.12'.
pub(super) fn day_named(words: &[Word], sent: &Sent<'_>) -> Option<Date> {
    let named = |found: &Found| {
        let inside = words.get(found.words.clone()).unwrap_or_default();
        inside.iter().any(|word| names::month(&word.folded).is_some() || in_digits(&word.folded, found.date).is_some())
            && inside.iter().any(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()))
    };
    let found = find(words, sent).into_iter();
    found.filter(|found| found.date > sent.at.date() && named(found)).map(|found| found.date).next()
}

/// How many words stand behind the last number. 'Open until 13. Today …': what is due until then is the hour, not the day.
fn since_number(before: &[Word]) -> usize {
    before.iter().rev().take_while(|word| !word.folded.bytes().all(|b| b.is_ascii_digit())).count()
}

/// Every date among these words, in order; none overlaps another.
pub(super) fn find(words: &[Word], sent: &Sent<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let rest = words.get(at..).unwrap_or_default();
        let near = words.get(at.saturating_sub(3)..at).unwrap_or_default();
        // What stands before a comma belongs to another date: 'по субботам до четырёх, в воскресенье закрыто'.
        let begins = rest.first().is_some_and(|word| word.starts_clause) && near.last().is_some();
        let cut = near.iter().rposition(|word| word.starts_clause).unwrap_or(0);
        let before = near.get(if begins { near.len() - 1 } else { cut }..).unwrap_or_default();
        let has = |list: &[&str], near: usize| {
            before.iter().rev().take(near).any(|word| list.contains(&word.folded.as_str()))
        };
        let Some((length, date)) = date_at(rest, sent, has(BEFORE_DEADLINE, 2)) else {
            at += 1;
            continue;
        };
        // 'Two posts a week on Friday' is how often.
        let is_counted = match before {
            [.., many, _] if names::number(&many.folded).is_some() => true,
            [.., often] => ["once", "twice"].contains(&often.folded.as_str()),
            _ => false,
        };
        if is_counted && length > 1 && rest.first().is_some_and(|word| word.folded == "a") {
            at += 1;
            continue;
        }
        let told = words.get(at.saturating_sub(TELLS_TENSE)..at).unwrap_or_default();
        let mut near = told.iter().rev().map(|word| word.folded.as_str());
        let past = near.find(|word| PAST.contains(word) || TO_COME.contains(word));
        let done = told.windows(2).rev().find_map(|pair| match pair {
            [who, did] if TO_COME.contains(&did.folded.as_str()) => Some((who, false)),
            [who, did] if DID.contains(&did.folded.as_str()) => Some((who, true)),
            _ => None,
        });
        let was_done = done.is_some_and(|(who, did)| did && WHO.contains(&who.folded.as_str()));
        let is_past = was_done || past.is_some_and(|word| PAST.contains(&word));
        let is_now = date == sent.at.date() || relative::is_this_span(rest);
        let from_now_on = is_now && has(&["from", "od", "с"], 1) || has(&["it's"], 1);
        // 'По пятницам' comes again and again, 'по 8 мая' ends.
        let ends =
            has(&["по"], 1) && rest.first().is_some_and(|word| word.folded.starts_with(|c: char| c.is_ascii_digit()));
        let is_other_day = has(NAMED_DAYS, 1) && length == 1;
        if (ends || !has(RECURRING, 1)) && !is_other_day && !has(AFTER, 1) && !from_now_on && !is_past {
            let words_of = words.get(at..at + length).unwrap_or_default();
            // 'A week on Thursday' is a day.
            let is_day = words_of.last().is_some_and(|word| names::weekday(&word.folded).is_some());
            let is_broad = !is_day && words_of.iter().any(|word| BROAD.contains(&word.folded.as_str()));
            let is_deadline = has(BEFORE_DEADLINE, since_number(before));
            let is_name = names_a_thing(words, at, length);
            // 'The Sunday newsletter' is due on no day; 'for Monday's meeting' is.
            if !is_name || is_deadline || has(FOR, 2) {
                found.push(Found { words: at..at + length, date, is_deadline, is_broad, is_name });
            }
        }
        at += length;
    }
    found
}

/// Does a weekday only name a thing?
fn names_a_thing(words: &[Word], at: usize, length: usize) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let before = if at == 0 { "" } else { folded(at - 1) };
    let is_owner = folded(at).ends_with("'s") || names::is_adjective(folded(at));
    let next = words.get(at + length).filter(|next| !next.starts_clause && !next.capital);
    let is_noun =
        |next: &Word| next.folded.chars().all(char::is_alphabetic) && !PART_OF_DAY.contains(&next.folded.as_str());
    is_owner || length == 1 && ["the", "our", "your", "a"].contains(&before) && next.is_some_and(is_noun)
}

/// Words before a date that something is for.
const FOR: &[&str] = &["for", "na", "на"];

/// Words behind a weekday that leave it a day.
const PART_OF_DAY: &[&str] = &[
    "morning",
    "afternoon",
    "evening",
    "night",
    "noon",
    "lunchtime",
    "at",
    "before",
    "after",
    "by",
    "next",
    "week",
    "of",
    "in",
    "is",
    "was",
    "will",
    "would",
    "should",
    "works",
    "suits",
    "for",
    "with",
    "when",
    "that",
    "to",
    "from",
    "on",
    "please",
    "you",
    "we",
    "i",
];

/// Days that are named so and are no weekday of this week: 'Black Friday'.
const NAMED_DAYS: &[&str] = &[
    "black",
    "cyber",
    "good",
    "maundy",
    "ash",
    "czarny",
    "czarnego",
    "czarnym",
    "czarnemu",
    "wielki",
    "wielkiego",
    "черная",
    "черной",
    "черную",
];

fn date_at(words: &[Word], sent: &Sent<'_>, after_deadline: bool) -> Option<(usize, Date)> {
    let today = sent.at.date();
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    if let Some(weekday) = names::weekday(folded(0)) {
        // 'Friday 27 March', 'środy, 18 marca', 'пятницы, 27-го'
        let skip = if folded(1) == "the" { 2 } else { 1 };
        if let Some((length, date)) = day_of_month(words.get(skip..).unwrap_or_default(), today, true) {
            return Some((length + skip, date));
        }
        if folded(1) == "after" && folded(2) == "next" {
            return Some((3, next(weekday, today).checked_add(7.days()).ok()?));
        }
        if folded(1) == "week" || names::weekday(folded(0)).is_some() && folded(1) == "tydzien" {
            return Some((2, next(weekday, today).checked_add(7.days()).ok()?));
        }
        return Some((1, next(weekday, today)));
    }
    if let Some(found) = day_of_month(words, today, after_deadline) {
        return Some(found);
    }
    relative::date_at(words, sent, after_deadline)
}

/// '17 March', 'March 17th', '25th', '27-го', '15.12', '18.03.2026', '2026-03-18'.
fn day_of_month(words: &[Word], today: Date, after_deadline: bool) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    if let Some(date) = in_digits(folded(0), today) {
        return Some((1, date));
    }
    let year_at = |at: usize| folded(at).parse::<i16>().ok().filter(|year| (2000..2100).contains(year));
    let of = usize::from(folded(1) == "of");
    let number = |word: &str| names::plain_day(word).or_else(|| names::ordinal(word));
    if let (Some(day), Some(month)) = (number(folded(0)), names::month(folded(1 + of))) {
        let length = 2 + of;
        return match year_at(length) {
            Some(year) => Some((length + 1, Date::new(year, month, day).ok()?)),
            None => Some((length, nearest(month, day, today)?)),
        };
    }
    if let (Some(month), Some(day)) = (names::month(folded(0)), number(folded(1))) {
        // 'may 3 people come' is no date in most mails, but 'May 3' is.
        return words.first().filter(|word| word.capital).and_then(|_| Some((2, nearest(month, day, today)?)));
    }
    let of_this_month = ["числа", "числу"].contains(&folded(1));
    if let Some(day) = number(folded(0)).filter(|_| of_this_month) {
        return Some((2, coming_day(day, today)?));
    }
    if let Some(found) = in_two_words(words, today) {
        return Some(found);
    }
    if let Some(found) = first_of_days(words, today) {
        return Some(found);
    }
    let ordinal = names::ordinal(folded(0))?;
    let is_word = !folded(0).starts_with(|c: char| c.is_ascii_digit());
    let by_weekday = (1..3).any(|at| names::weekday(folded(at)).is_some());
    // 'Сдаём двадцатого, как договорились': nothing follows that it could belong to.
    let stands_alone = ordinal > 3 && words.get(1).is_none_or(|next| next.starts_clause);
    if is_word && !stands_alone && !by_weekday && !words.first().is_some_and(|word| word.capital) && !after_deadline {
        return None;
    }
    let is_age = ["floor", "time", "century", "версии", "класса", "раза", "этажа", "года", "roku"].contains(&folded(1));
    if is_age { None } else { Some((1, coming_day(ordinal, today)?)) }
}

/// 'двадцать пятого', 'двадцать пятого мая'
fn in_two_words(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let ones = names::ordinal(folded(1)).filter(|ones| (1..=9).contains(ones))?;
    let day = names::tens(folded(0))? + ones;
    match names::month(folded(2)) {
        Some(month) => Some((3, nearest(month, day, today)?)),
        None => Some((2, coming_day(day, today)?)),
    }
}

/// '6 and 7 October' and '6-7 October' begin on the 6th; of '6 or 7 October' both are found, and one is chosen.
fn first_of_days(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    if let (Some((first, _)), Some(month)) = (folded(0).split_once('-'), names::month(folded(1))) {
        return Some((2, nearest(month, names::plain_day(first)?, today)?));
    }
    if !BETWEEN_DAYS.contains(&folded(1)) {
        return None;
    }
    let number = |word: &str| names::plain_day(word).or_else(|| names::ordinal(word));
    number(folded(2))?;
    Some((1, nearest(names::month(folded(3))?, number(folded(0))?, today)?))
}

/// Words between two days of one month.
const BETWEEN_DAYS: &[&str] = &["i", "a", "and", "и", "albo", "lub", "or", "или", "do", "czy"];

/// `15.12`, `15.12.2026`, `2026-12-15`; both parts of two digits, so that prices are none.
fn in_digits(word: &str, today: Date) -> Option<Date> {
    if word.len() == 10 && word.as_bytes().get(4) == Some(&b'-') {
        return word.parse().ok();
    }
    let mut parts = word.split(['.', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next());
    if day.len() > 2 || month.len() != 2 || parts.next().is_some() {
        return None;
    }
    let (day, month) = (day.parse().ok()?, month.parse().ok()?);
    match year {
        Some(year) if year.len() == 4 => Date::new(year.parse().ok()?, month, day).ok(),
        Some(_) => None,
        None => nearest(month, day, today),
    }
}

/// The next such weekday after today: on a Friday 'by Friday' is in a week.
fn next(weekday: Weekday, today: Date) -> Date {
    let days = (weekday.to_monday_zero_offset() - today.weekday().to_monday_zero_offset()).rem_euclid(7);
    let days = if days == 0 { 7 } else { days };
    today.checked_add(i64::from(days).days()).unwrap_or(today)
}

/// A day without a year: this year's, or next year's when that is more than half a year ago.
fn nearest(month: i8, day: i8, today: Date) -> Option<Date> {
    let this_year = Date::new(today.year(), month, day).ok()?;
    if this_year.checked_add(6.months()).is_ok_and(|later| later < today) {
        return Date::new(today.year() + 1, month, day).ok();
    }
    Some(this_year)
}

/// The next day with this number, today included.
fn coming_day(day: i8, today: Date) -> Option<Date> {
    let mut month = today.first_of_month();
    for _ in 0..3 {
        if let Ok(date) = Date::new(month.year(), month.month(), day)
            && date >= today
        {
            return Some(date);
        }
        month = month.checked_add(1.month()).ok()?;
    }
    None
}
