//! Dates counted from the day of sending: 'tomorrow', 'do końca miesiąca', 'через два дня', 'within three working days'.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::super::text::Word;
use super::{Sent, names};

const TODAY: &[&str] = &["today", "tonight", "cob", "dzis", "dzisiaj", "сегодня", "eod", "сегодняшнего"];
const TOMORROW: &[&str] = &["tomorrow", "tmrw", "jutro", "jutra", "jutrzejszego", "завтра", "завтрашнего"];
const AFTER_TOMORROW: &[&str] = &["pojutrze", "послезавтра"];
const END: &[&str] = &["end", "koniec", "konca", "koncem", "конца", "конце", "концу"];
const NEXT: &[&str] = &[
    "next",
    "przyszlym",
    "przyszlego",
    "nastepnym",
    "nastepnego",
    "kolejnym",
    "kolejnego",
    "следующей",
    "следующего",
    "следующем",
    "будущей",
];
/// Before a weekday these mean the one of the week to come: 'w przyszłą środę' said on a Tuesday is in eight days.
const OF_NEXT_WEEK: &[&str] = &[
    "przyszly",
    "przyszla",
    "przyszlej",
    "przyszlego",
    "nastepny",
    "nastepna",
    "nastepnej",
    "nastepnego",
    "next",
    "следующий",
    "следующую",
    "следующее",
    "следующей",
    "следующего",
    "следующему",
];
const THIS: &[&str] = &["this", "tym", "tego", "biezacym", "biezacego", "этой", "этого", "текущей", "текущего"];
const WEEK: &[&str] = &["week", "tygodniu", "tygodnia", "неделе", "недели"];
const MONTH: &[&str] = &["month", "miesiacu", "miesiaca", "месяца", "месяце"];
const YEAR: &[&str] = &["year", "roku", "года"];
const DAY: &[&str] = &["day", "dnia", "дня"];
const WITHIN: &[&str] = &["in", "within", "za", "ciagu", "przeciagu", "terminie", "через", "течение"];
/// Parts of the day and hours by which something is due the same day: 'do południa', 'do osiemnastej', 'do 16:00'.
const HOURS: &[&str] = &[
    "poludnia",
    "wieczora",
    "polnocy",
    "osmej",
    "dziewiatej",
    "dziesiatej",
    "jedenastej",
    "dwunastej",
    "trzynastej",
    "czternastej",
    "pietnastej",
    "szesnastej",
    "siedemnastej",
    "osiemnastej",
    "dziewietnastej",
    "dwudziestej",
];
/// Before an hour: 'o 15:00', 'к 10:40'; and before one that may be a number of anything.
const AT: &[&str] = &["at", "around", "about", "o", "kolo", "okolo", "в", "к", "около"];
const ABOUT: &[&str] = &["around", "about", "kolo", "okolo", "около"];
const WORKING: &[&str] = &["working", "business", "robocze", "roboczych", "roboczy", "рабочих", "рабочие", "рабочий"];
/// What follows a span of time that begins later: 'within a day of your OK'.
const COUNTED_FROM: &[&str] = &["of", "from", "after", "od", "po", "с", "от", "после"];

/// From these 'с' counts.
const LATER: &[&str] =
    &["момента", "даты", "дня", "получения", "подписания", "оплаты", "начала", "старта", "поступления", "согласования"];

/// What is counted.
#[derive(Clone, Copy)]
enum Unit {
    Hours,
    Days,
    Weeks,
    Fortnights,
    Months,
    Years,
}

/// Is something due by an hour, or at one to come, with no day beside it: then it is today. 'Od 9 do 16' are opening hours.
pub(super) fn is_by_the_hour(words: &[Word], sent: &Sent<'_>) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    (0..words.len()).any(|at| {
        let behind = at + 1 + usize::from(["godz", "godziny", "godzinie"].contains(&folded(at + 1)));
        let hour = folded(behind);
        let is_clock = hour.split_once([':', '.']).is_some_and(|(hour, rest)| {
            rest.len() == 2
                && hour.parse().is_ok_and(|hour: u8| hour < 24)
                && rest.parse().is_ok_and(|rest: u8| rest < 60)
        });
        let part = folded(at) == "wieczorem" || folded(at) == "po" && folded(at + 1) == "poludniu";
        let opens = words
            .get(at.saturating_sub(3)..at)
            .unwrap_or_default()
            .iter()
            .any(|word| ["od", "с"].contains(&word.folded.as_str()));
        let until = folded(at) == "do" && HOURS.contains(&hour) || ["do", "до"].contains(&folded(at)) && is_clock;
        let ends = || words.get(behind + 1).is_none_or(|next| next.starts_clause);
        let is_hour = is_clock && (hour.contains(':') || folded(at) == "o");
        let is_full = || !ABOUT.contains(&folded(at)) && hour.parse::<u8>().is_ok() && ends();
        let at = AT.contains(&folded(at)) && is_to_come(hour, sent) && (is_hour || is_full());
        part || (until || at) && !opens
    })
}

/// Is an hour such as '9:30', '15.00' or '14' later than the sending?
fn is_to_come(hour: &str, sent: &Sent<'_>) -> bool {
    let (full, rest) = hour.split_once([':', '.']).unwrap_or((hour, "0"));
    let time = full.parse().ok().zip(rest.parse().ok()).filter(|(full, rest): &(i8, i8)| *full < 24 && *rest < 60);
    time.is_some_and(|time| time > (sent.at.hour(), sent.at.minute()))
}

/// The longest date that stands behind 'end of the day' is of so many words. Whoever writes 'end of day' a thousand times is read no
/// deeper either.
const DATE: usize = 6;

/// What a date behind these words may be made of.
fn behind(words: &[Word], from: usize) -> &[Word] {
    let rest = words.get(from..).unwrap_or_default();
    rest.get(..DATE).unwrap_or(rest)
}

/// The date that begins at the first word, and how many words it takes.
pub(super) fn date_at(words: &[Word], sent: &Sent<'_>, after_deadline: bool) -> Option<(usize, Date)> {
    let today = sent.at.date();
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let first = folded(0);
    if ["by", "before"].contains(&first) {
        let half = usize::from(["am", "pm"].contains(&folded(2)) && is_hour(&format!("{}{}", folded(1), folded(2))));
        if (half > 0 || is_hour(folded(1))) && (2 + half..4 + half).all(|at| names_no_day(folded(at))) {
            return Some((2 + half, today));
        }
    }
    let closing = match (first, folded(1), folded(2)) {
        ("eod" | "cob", "eod" | "cob", _) => 0,
        ("eod" | "cob", ..) => 1,
        ("close", "of", "business" | "play") => 3,
        _ => 0,
    };
    let day = closing + usize::from(folded(closing) == "on");
    if closing > 0
        && let Some((length, date)) = super::date_at(behind(words, day), sent, after_deadline)
    {
        return Some((length + day, date));
    }
    if closing == 3 {
        return Some((closing, today));
    }
    if TODAY.contains(&first) {
        return Some((1, today));
    }
    if first == "this" && ["evening", "afternoon", "morning"].contains(&folded(1)) {
        return Some((2, today));
    }
    if first == "by" && ["noon", "midday", "midnight"].contains(&folded(1)) && !TOMORROW.contains(&folded(2)) {
        return Some((2, today));
    }
    if ["the", "this"].contains(&first) && folded(1) == "weekend" {
        return Some((2, around_weekend(today, after_deadline)?));
    }
    if TOMORROW.contains(&first) {
        return Some((1, today.tomorrow().ok()?));
    }
    if AFTER_TOMORROW.contains(&first) {
        return Some((1, today.checked_add(2.days()).ok()?));
    }
    if first == "day" && folded(1) == "after" && folded(2) == "tomorrow" {
        return Some((3, today.checked_add(2.days()).ok()?));
    }
    end_of(words, sent)
        .or_else(|| weekend(words, today))
        .or_else(|| turn(words, today))
        .or_else(|| some_week(words, today))
        .or_else(|| middle(words, today))
        .or_else(|| span_from(words, today))
        .or_else(|| after_a_span(words, sent))
}

/// 'вечером', 'к вечеру', 'до обеда' alone: what is left of today.
pub(super) fn later_today(words: &[Word], sent: &Sent<'_>) -> Option<Date> {
    let hour = sent.at.hour();
    let coming = words.iter().enumerate().any(|(at, word)| {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).map_or("", |word| word.folded.as_str());
        match word.folded.as_str() {
            "вечером" => hour < 20 && before != "вчера",
            "вечера" | "вечеру" => hour < 20 && ["до", "к"].contains(&before),
            "обеда" if before == "после" => hour < 18,
            "обеда" | "обеду" | "полудня" | "полудню" => {
                hour < 12 && ["до", "к", "после"].contains(&before)
            }
            _ => false,
        }
    });
    coming.then(|| sent.at.date())
}

/// 'Na początku tygodnia', 'к началу следующей недели' is Monday, 'до нового года' the last of December.
fn turn(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    if (folded(0), folded(1), folded(2)) == ("до", "нового", "года") {
        return Some((3, Date::new(today.year(), 12, 31).ok()?));
    }
    let behind = match (folded(0), folded(1)) {
        // 'Od początku tygodnia' is past.
        ("na", "poczatku" | "poczatek") => 2,
        ("начале" | "началу", _) => 1,
        _ => return None,
    };
    let week = behind + usize::from(NEXT.contains(&folded(behind)));
    WEEK.contains(&folded(week)).then(|| (week + 1, super::next(Weekday::Monday, today)))
}

/// 'Mid-December', 'w połowie grudnia', 'в середине декабря' is the fifteenth.
fn middle(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let (length, month) = match (folded(0), folded(1)) {
        ("mid", month) => (2, month),
        ("middle", "of") => (3, folded(2)),
        ("polowie" | "polowy" | "середине" | "середины" | "середину", month) => (2, month),
        (word, _) => (1, word.strip_prefix("mid-")?),
    };
    let month = names::month(month)?;
    let year = folded(length).parse().ok().filter(|year| (2000..2100).contains(year));
    Some(match year {
        Some(year) => (length + 1, Date::new(year, month, 15).ok()?),
        None => (length, super::nearest(month, 15, today)?),
    })
}

/// 'A week from today', 'two weeks from Friday', 'a week on Tuesday': so long after the day that is named.
fn span_from(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let count = names::number(folded(0))?;
    let days = match unit(folded(1))? {
        Unit::Days => 1,
        Unit::Weeks => 7,
        Unit::Fortnights => 14,
        _ => return None,
    };
    let weekday = names::weekday(folded(3)).map(|weekday| super::next(weekday, today));
    let from = match (folded(2), folded(3)) {
        ("from", "today" | "now") => today,
        ("from", "tomorrow") => today.tomorrow().ok()?,
        ("from", _) => weekday?,
        // 'A day on Friday' is one to be spent.
        ("on", _) if days > 1 => weekday?,
        _ => return None,
    };
    Some((4, from.checked_add((i64::from(count.clamp(0, 1000)) * days).days()).ok()?))
}

/// The weekend: on it the Sunday to come, before it Friday.
fn weekend(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    match (folded(0), folded(1)) {
        ("в" | "на" | "за", "выходные" | "выходных") => {
            Some((2, super::next(Weekday::Sunday, today)))
        }
        ("до" | "к", "выходных" | "выходным") => Some((2, super::next(Weekday::Friday, today))),
        _ => None,
    }
}

/// 'end of the week', 'do końca marca', 'до конца следующего месяца'.
fn end_of(words: &[Word], sent: &Sent<'_>) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let today = sent.at.date();
    if !END.contains(&folded(0)) {
        return None;
    }
    let mut at = 1;
    while ["of", "the"].contains(&folded(at)) || THIS.contains(&folded(at)) {
        at += 1;
    }
    let later = NEXT.contains(&folded(at));
    at += usize::from(later);
    let word = folded(at);
    let date = if WEEK.contains(&word) {
        friday_of_week(today, i64::from(later))?
    } else if MONTH.contains(&word) {
        let month = today.first_of_month().checked_add(i64::from(later).months()).ok()?;
        month.last_of_month()
    } else if YEAR.contains(&word) {
        Date::new(today.year() + i16::from(later), 12, 31).ok()?
    } else if DAY.contains(&word) || word == "рабочего" && DAY.contains(&folded(at + 1)) {
        at += usize::from(word == "рабочего");
        // 'до конца дня в среду' is Wednesday.
        let which = at + 1 + usize::from(["в", "во", "w", "we", "on"].contains(&folded(at + 1)));
        if let Some((length, date)) = super::date_at(behind(words, which), sent, true) {
            return Some((which + length, date));
        }
        today
    } else {
        super::nearest(names::month(word)?, 1, today)?.last_of_month()
    };
    Some((at + 1, date))
}

/// 'this week' is Friday at the latest, 'next week' the Friday after; 'early next week' Monday.
fn some_week(words: &[Word], today: Date) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let later = NEXT.contains(&folded(0));
    if OF_NEXT_WEEK.contains(&folded(0))
        && let Some(weekday) = names::weekday(folded(1))
    {
        let monday = friday_of_week(today, 1)?.checked_sub(4.days()).ok()?;
        return Some((2, super::next(weekday, monday.yesterday().ok()?)));
    }
    match folded(0) {
        "weekend" => return Some((1, super::next(Weekday::Saturday, today))),
        "weekendu" | "weekendem" => return Some((1, super::next(Weekday::Friday, today))),
        _ => {}
    }
    if !later && !THIS.contains(&folded(0)) {
        return None;
    }
    if let Some(weekday) = names::weekday(folded(1)) {
        return Some((2, super::next(weekday, today)));
    }
    if WEEK.contains(&folded(1)) {
        return Some((2, friday_of_week(today, i64::from(later))?));
    }
    if MONTH.contains(&folded(1)) {
        let month = today.first_of_month().checked_add(i64::from(later).months()).ok()?;
        return Some((2, month.last_of_month()));
    }
    None
}

/// 'Within two weeks', and 'do dwóch tygodni', which is no date as 'do piątku' is.
fn begins_span(words: &[Word]) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    WITHIN.contains(&folded(0)) || ["do", "до"].contains(&folded(0)) && names::number(folded(1)).is_some()
}

/// 'This month', 'tego tygodnia': from it on something is always so.
pub(super) fn is_this_span(words: &[Word]) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    THIS.contains(&folded(0)) && [WEEK, MONTH, YEAR].iter().any(|span| span.contains(&folded(1)))
}

/// 'within two working days', 'za tydzień', 'через 3 дня', 'полгода'.
fn after_a_span(words: &[Word], sent: &Sent<'_>) -> Option<(usize, Date)> {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let today = sent.at.date();
    if folded(0) == "полгода" {
        return Some((1, today.checked_add(6.months()).ok()?));
    }
    if folded(0) == "rok" || (folded(0) == "for" && folded(1) == "a" && folded(2) == "year") {
        let length = if folded(0) == "for" { 3 } else { 1 };
        return Some((length, today.checked_add(1.year()).ok()?));
    }
    if !begins_span(words) {
        return None;
    }
    let mut at = 1;
    while ["the", "next"].contains(&folded(at)) {
        at += 1;
    }
    let count = names::number(folded(at));
    at += usize::from(count.is_some());
    let working = WORKING.contains(&folded(at));
    at += usize::from(working);
    let unit = unit(folded(at))?;
    let working = working || WORKING.contains(&folded(at + 1));
    if counts_from_later(words, at, working) {
        return None;
    }
    if count.is_none() && folded(at - 1) == "течение" && folded(at) == "дня" {
        return Some((at + 1, today));
    }
    let count = i64::from(count.unwrap_or(1).clamp(0, 1000));
    let date = match unit {
        Unit::Hours => sent.at.checked_add(count.hours()).ok()?.date(),
        Unit::Days if working => working_days(count, sent)?,
        Unit::Days => today.checked_add(count.days()).ok()?,
        Unit::Weeks => today.checked_add(count.weeks()).ok()?,
        Unit::Fortnights => today.checked_add((2 * count).weeks()).ok()?,
        Unit::Months => today.checked_add(count.months()).ok()?,
        Unit::Years => today.checked_add(count.years()).ok()?,
    };
    // 'Za tydzień we wtorek', 'через неделю во вторник': the Tuesday nearest to that day, a little later rather than earlier.
    let is_one = |word: &&Word| !word.starts_clause && ["w", "we", "в", "во"].contains(&word.folded.as_str());
    let weekday = words.get(at + 1).filter(is_one).and_then(|_| names::weekday(folded(at + 2)));
    if let (Unit::Weeks, Some(weekday), "za" | "через") = (unit, weekday, folded(0)) {
        return Some((at + 3, super::next(weekday, date.checked_sub(3.days()).ok()?)));
    }
    Some((at + 1, date))
}

/// 'Через неделю с макетом' counts from now, 'через неделю с оплаты' does not; the unit stands at this word.
fn counts_from_later(words: &[Word], unit: usize, working: bool) -> bool {
    let folded = |at: usize| words.get(at).map_or("", |word| word.folded.as_str());
    let from = if COUNTED_FROM.contains(&folded(unit + 2)) && working { unit + 2 } else { unit + 1 };
    COUNTED_FROM.contains(&folded(from)) && (folded(from) != "с" || LATER.contains(&folded(from + 1)))
}

fn unit(word: &str) -> Option<Unit> {
    let starts = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
    if starts(&["hour", "godzin", "час"]) {
        Some(Unit::Hours)
    } else if starts(&["day", "dni", "dzien", "dnia", "дня", "дней", "день", "сутки", "суток"]) {
        Some(Unit::Days)
    } else if starts(&["week", "tydzien", "tygodni", "недел"]) {
        Some(Unit::Weeks)
    } else if starts(&["fortnight"]) {
        Some(Unit::Fortnights)
    } else if starts(&["month", "miesiac", "miesiec", "месяц"]) {
        Some(Unit::Months)
    } else if starts(&["year", "rok", "lat", "год", "лет"]) {
        Some(Unit::Years)
    } else {
        None
    }
}

fn working_days(count: i64, sent: &Sent<'_>) -> Option<Date> {
    if let Some(calendar) = sent.calendar {
        let from = calendar.instant_of(sent.at);
        return Some(calendar.date_of(calendar.add_working_days(from, u32::try_from(count).ok()?)));
    }
    let mut date = sent.at.date();
    for _ in 0..count {
        date = date.tomorrow().ok()?;
        while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            date = date.tomorrow().ok()?;
        }
    }
    Some(date)
}

/// The Friday of this week, or of one `weeks` later; on a weekend this week's Friday is the one to come.
fn friday_of_week(today: Date, weeks: i64) -> Option<Date> {
    let offset = i64::from(today.weekday().to_monday_zero_offset());
    let friday = if offset > 4 && weeks == 0 { 11 - offset } else { 4 - offset };
    today.checked_add((friday + weeks * 7).days()).ok()
}

/// 'before the weekend' is Friday, 'over the weekend' Sunday.
fn around_weekend(today: Date, before_it: bool) -> Option<Date> {
    let friday = friday_of_week(today, 0)?;
    if before_it { Some(friday) } else { friday.checked_add(2.days()).ok() }
}

/// '10:00', '10.30', '5pm'
fn is_hour(word: &str) -> bool {
    let clock = word.split_once([':', '.']).is_some_and(|(hour, rest)| {
        rest.len() == 2 && hour.parse().is_ok_and(|hour: u8| hour < 24) && rest.parse().is_ok_and(|rest: u8| rest < 60)
    });
    let half = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    clock && word.contains(':') || half.is_some_and(|hour| hour.parse().is_ok_and(|hour: u8| hour <= 12))
}

fn names_no_day(word: &str) -> bool {
    !TODAY.contains(&word)
        && !TOMORROW.contains(&word)
        && names::weekday(word).is_none()
        && names::month(word).is_none()
}
