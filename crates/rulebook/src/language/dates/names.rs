//! Names of days, months and numbers in three languages, as people type them without accents. No arithmetic.

use jiff::civil::Weekday;

/// Words for the weekdays from Monday on; `~` ends a beginning.
const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "poniedzial~", "понедельник~", "пн"],
    &["tuesday", "tue", "tues", "wtorek", "wtorku", "wtorkiem", "wtorkowi", "wtorkow~", "вторник~", "вт"],
    &[
        "wednesday",
        "wed",
        "weds",
        "sroda",
        "srody",
        "srode",
        "srodzie",
        "srodowa",
        "srodowej",
        "srodowe",
        "srodowy",
        "srodowym",
        "srodowego",
        "среда",
        "среду",
        "среды",
        "среде",
        "средой",
        "ср",
    ],
    &[
        "thursday",
        "thu",
        "thur",
        "thurs",
        "czwartek",
        "czwartku",
        "czwartkiem",
        "czwartkowi",
        "czwartkow~",
        "четверг~",
        "чт",
    ],
    &["friday", "fri", "piatek", "piatku", "piatkiem", "piatkowi", "piatkow~", "пятниц~", "пт"],
    &["saturday", "sat", "sobota", "soboty", "sobote", "sobocie", "sobotni~", "суббот~", "сб"],
    &["sunday", "niedziela", "niedzieli", "niedziele", "niedzieln~", "воскресень~"],
];

/// Words for the months from January on.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "stycz~", "январ~"],
    &["february", "feb", "luty", "lutego", "lutym", "феврал~"],
    &["march", "mar", "marca", "marzec", "marcu", "март~"],
    &["april", "apr", "kwietnia", "kwiecien", "kwietniu", "апрел~"],
    &["may", "maja", "maj", "maju", "мая", "май", "мае"],
    &["june", "jun", "czerwca", "czerwiec", "czerwcu", "июн~"],
    &["july", "jul", "lipca", "lipiec", "lipcu", "июл~"],
    &["august", "aug", "sierpnia", "sierpien", "sierpniu", "август~"],
    &["september", "sep", "sept", "wrzesnia", "wrzesien", "wrzesniu", "сентябр~"],
    &["october", "oct", "pazdzierni~", "октябр~"],
    &["november", "nov", "listopad~", "ноябр~"],
    &["december", "dec", "grudnia", "grudzien", "grudniu", "декабр~"],
];

/// Ordinals in the genitive, first to twentieth: 'osmego', 'восьмого'.
const ORDINALS: [[&str; 2]; 20] = [
    ["pierwszego", "первого"],
    ["drugiego", "второго"],
    ["trzeciego", "третьего"],
    ["czwartego", "четвертого"],
    ["piatego", "пятого"],
    ["szostego", "шестого"],
    ["siodmego", "седьмого"],
    ["osmego", "восьмого"],
    ["dziewiatego", "девятого"],
    ["dziesiatego", "десятого"],
    ["jedenastego", "одиннадцатого"],
    ["dwunastego", "двенадцатого"],
    ["trzynastego", "тринадцатого"],
    ["czternastego", "четырнадцатого"],
    ["pietnastego", "пятнадцатого"],
    ["szesnastego", "шестнадцатого"],
    ["siedemnastego", "семнадцатого"],
    ["osiemnastego", "восемнадцатого"],
    ["dziewietnastego", "девятнадцатого"],
    ["dwudziestego", "двадцатого"],
];

/// Numbers in words, one to ten, in the cases that stand beside days and weeks.
const NUMBERS: [&[&str]; 10] = [
    &["a", "an", "one", "jeden", "jednego", "jedna", "одного", "один", "одну", "одной"],
    &["two", "dwa", "dwoch", "dwie", "два", "двух", "две", "пару"],
    &["three", "trzy", "trzech", "три", "трех"],
    &["four", "cztery", "czterech", "четыре", "четырех"],
    &["five", "piec", "pieciu", "пять", "пяти"],
    &["six", "szesc", "szesciu", "шесть", "шести"],
    &["seven", "siedem", "siedmiu", "семь", "семи"],
    &["eight", "osiem", "osmiu", "восемь", "восьми"],
    &["nine", "dziewiec", "dziewieciu", "девять", "девяти"],
    &["ten", "dziesiec", "dziesieciu", "десять", "десяти"],
];

/// Greater numbers that people spell out.
const MORE_NUMBERS: [(&str, i32); 6] = [
    ("dwunastu", 12),
    ("czternascie", 14),
    ("czternastu", 14),
    ("dwudziestu", 20),
    ("trzydziesci", 30),
    ("trzydziestu", 30),
];

/// Weekdays of every week.
const EVERY_WEEK: &[&str] = &["poniedzialki", "poniedzialkami", "понедельникам"];

/// The weekday of a word.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    if EVERY_WEEK.contains(&word) {
        return None;
    }
    let at = place(&WEEKDAYS, word.strip_suffix("'s").unwrap_or(word))?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// Is a weekday said as a property of something: 'piątkowe spotkanie', 'воскресная рассылка'?
pub(super) fn is_adjective(word: &str) -> bool {
    const STEMS: [&str; 7] = ["poniedzialkow", "wtorkow", "srodow", "czwartkow", "piatkow", "sobotni", "niedzieln"];
    // 'sobotni' is a form by itself; of the others only the stem stands here.
    STEMS.iter().any(|stem| word.starts_with(stem) && (word != *stem || stem.ends_with("ni")))
}

/// The month of a word, January is 1.
pub(super) fn month(word: &str) -> Option<i8> {
    i8::try_from(place(&MONTHS, word)? + 1).ok()
}

/// A number up to ten in words, or any in digits.
pub(super) fn number(word: &str) -> Option<i32> {
    let more = || MORE_NUMBERS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
    word.parse().ok().or_else(|| i32::try_from(place(&NUMBERS, word)? + 1).ok()).or_else(more)
}

/// A day of the month that says so itself: `25th`, `27-го`, `31-go`, `восьмого`.
pub(super) fn ordinal(word: &str) -> Option<i8> {
    // 'к двадцатому' is declined as 'двадцатого' is.
    let genitive = word.strip_suffix("му").map(|stem| format!("{stem}го"));
    let word = genitive.as_deref().unwrap_or(word);
    if let Some(at) = ORDINALS.iter().position(|forms| forms.contains(&word)) {
        return i8::try_from(at + 1).ok();
    }
    if word == "trzydziestego" {
        return Some(30);
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, ending) = (word.get(..digits)?, word.get(digits..)?);
    let known = ["st", "nd", "rd", "th", "-go", "go", "-ego", "-tego", "-го", "го", "-му", "-е", "-ого", "-й", "-mu"];
    let day = number.parse().ok()?;
    (known.contains(&ending) && (1..=31).contains(&day)).then_some(day)
}

/// Tens before an ordinal: 'dwudziestego pierwszego', 'двадцать первого'.
pub(super) fn tens(word: &str) -> Option<i8> {
    match word {
        "dwudziestego" | "двадцать" => Some(20),
        "trzydziestego" | "тридцать" => Some(30),
        _ => None,
    }
}

/// A plain number that can be a day of the month.
pub(super) fn plain_day(word: &str) -> Option<i8> {
    let day = word.trim_end_matches('.').parse().ok()?;
    (1..=31).contains(&day).then_some(day)
}

fn place(names: &[&[&str]], word: &str) -> Option<usize> {
    names.iter().position(|forms| {
        forms.iter().any(|form| form.strip_suffix('~').map_or(*form == word, |start| word.starts_with(start)))
    })
}
