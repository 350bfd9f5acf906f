//! The sentence a mail program puts before a quote: 'On … wrote:', 'W dniu … pisze:', '… пишет:'.
//! It may be wrapped over several lines. Header blocks are read in `header_block`.

use super::line::Line;

/// Lines over which an attribution may be wrapped.
const LONGEST_WRAP: usize = 5;
/// Characters an attribution may have in all.
const LONGEST: usize = 420;

/// 'wrote' and its like, as they end an attribution or stand before its date; in lower case.
const VERBS: &[&str] = &[
    "wrote",
    "writes",
    "has written",
    "napisał(a)",
    "napisała(a)",
    "napisał/a",
    "napisał/-a",
    "napisał (a)",
    "napisał",
    "napisała",
    "napisali",
    "napisał(-a)",
    "napisal(a)",
    "napisal",
    "napisala",
    "pisze",
    "pisał(a)",
    "pisał",
    "pisała",
    "napisano",
    "пишет",
    "писал(а)",
    "писал",
    "писала",
    "писали",
    "написал(а)",
    "написал (а)",
    "написал(-а)",
    "написал/а",
    "написал",
    "написала",
    "написали",
    "написав",
    "написано",
    "пише",
    "писав",
    "писала",
    "написав(ла)",
    "написав (-ла)",
    "написав(-ла)",
    "написав/ла",
    "написала",
    "пишуть",
    "піша",
    "напісаў",
    "schrieb",
    "schrieben",
    "schreibt",
    "geschrieben",
    "a écrit",
    "a ecrit",
    "écrit",
    "écrivait",
    "escribió",
    "escribio",
    "escribe",
    "ha scritto",
    "scrive",
    "scriveva",
    "schreef",
    "geschreven",
    "het volgende geschreven",
    "escreveu",
    "napsal(a)",
    "napsal/a",
    "napsal",
    "napsala",
    "píše",
    "napísal(a)",
    "napísal",
    "napísala",
    "skrev",
    "skrev følgende",
    "skrev följande",
    "skreiv",
    "је написао/ла",
    "је написао",
    "је написала",
    "je napisao/la",
    "je napisao",
    "je napisala",
    "napisao je",
    "napisao/la",
    "piše",
    "написао",
    "írta",
    "ezt írta",
    "a scris",
    "yazdı",
    "şunu yazdı",
    "şunları yazdı",
    "kirjoitti",
    "rašė",
    "parašė",
    "жазды",
    "写道",
    "寫道",
    "写到",
    "のメール",
];

/// First words of an attribution: prepositions of a date, weekdays, months, 'user', 'you wrote'.
const STARTERS: &[&str] = &[
    "on",
    "w",
    "we",
    "dnia",
    "dn.",
    "am",
    "um",
    "le",
    "el",
    "il",
    "op",
    "den",
    "dne",
    "dňa",
    "dana",
    "em",
    "в",
    "во",
    "у",
    "на",
    "вы",
    "ви",
    "от",
    "у",
    "pe",
    "dnia:",
    "пользователь",
    "користувач",
    "użytkownik",
    "wiadomość",
    "wiadomosc",
    "quoting",
    "in",
    "auf",
    "em",
    "di",
    "at",
    "from",
    "data:",
    "date:",
];

/// Beginnings of weekday names and of their short forms (a word beginning so is a weekday or rarely stands first).
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "pon", "wto", "wt.", "śr", "sro", "czw", "pią", "pia", "pt.",
    "sob", "nie", "ndz", "niedz", "пон", "вто", "сре", "чет", "пят", "суб", "вос", "пн", "вт", "ср", "чт", "пт", "сб",
    "вс", "нд", "сер", "п'я", "п’я", "нед", "mo", "di", "mi", "do", "fr", "sa", "so", "lun", "mar", "mer", "jeu",
    "ven", "sam", "dim", "jue", "vie", "sáb", "dom", "gio", "man", "tir", "ons", "tor", "lør", "søn", "mån", "tis",
    "fre", "lör", "sön", "ma", "wo", "vr", "za", "zo", "po", "út", "st", "čt", "pá", "ne", "uto", "sri", "pet", "ned",
];

/// The end (exclusive) of the attribution that begins at `at`, if one does.
pub(super) fn end_of_attribution(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let first = lines.get(at).filter(|line| !line.is_blank() && !line.is_marked())?;
    if first.plain.len() > LONGEST || !may_begin(lines, at) {
        return None;
    }
    let mut joined = String::new();
    for (offset, line) in lines.iter().enumerate().skip(at).take(LONGEST_WRAP) {
        if line.is_blank() || line.is_marked() || joined.len() + line.plain.len() > LONGEST {
            return None;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&line.plain);
        let quoted_below =
            next_with_text(lines, offset + 1).is_some_and(|next| next.is_marked() || next.bare.starts_with("    "));
        if is_attribution(&joined, quoted_below) {
            let later = (at + 1..=offset).any(|later| begins_better(lines, later, offset, quoted_below));
            return (!later).then_some(offset + 1);
        }
        if ends_a_sentence(&line.plain) {
            return None;
        }
    }
    None
}

/// A cheap look that spares most lines the joining: some line below ends as an attribution may end.
fn may_begin(lines: &[Line<'_>], at: usize) -> bool {
    let mut wrapped = lines
        .iter()
        .enumerate()
        .skip(at)
        .take(LONGEST_WRAP)
        .take_while(|(_, line)| !line.is_blank() && !line.is_marked());
    wrapped.any(|(at, line)| {
        let plain = line.plain.as_str();
        plain.ends_with([':', '：', '-', '>', '~', ')'])
            || (plain.starts_with(|c: char| c.is_ascii_digit()) && plain.contains("gmt"))
            || (next_with_text(lines, at + 1).is_some_and(Line::is_marked) && ends_with_verb(core(plain)))
    })
}

/// Whether the same attribution rather begins at a later line, so that what stands above is prose.
fn begins_better(lines: &[Line<'_>], later: usize, last: usize, quoted_below: bool) -> bool {
    let above = later.checked_sub(1).and_then(|above| lines.get(above)).map_or("", |line| line.plain.as_str());
    if (is_date_like(above) && Words::of(above).starts_well) || (has_address(above) && above.contains('<')) {
        return false;
    }
    let mut joined = String::new();
    for line in lines.iter().take(last + 1).skip(later) {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&line.plain);
    }
    // A name alone below a broken line is the rest of the attribution, a date or a preposition begins one.
    Words::of(&joined).starts_well && is_attribution(&joined, quoted_below)
}

fn next_with_text<'a, 'b>(lines: &'a [Line<'b>], from: usize) -> Option<&'a Line<'b>> {
    lines.iter().skip(from).take(6).find(|line| !line.is_blank())
}

/// Prose ends with a full stop behind a long word; 'paź.', 'г.' and 'p.m.' do not.
fn ends_a_sentence(plain: &str) -> bool {
    plain.ends_with(['!', '?'])
        || plain.strip_suffix('.').is_some_and(|rest| {
            let word = rest.rsplit(' ').next().unwrap_or("");
            word.chars().count() > 5 && !word.contains(['.', '@'])
        })
}

/// What the words of a line tell.
struct Words {
    count: usize,
    /// It begins as attributions begin: a date, a weekday, a preposition, an address.
    starts_well: bool,
    /// It begins with a digit or a weekday: strong enough without a verb.
    starts_with_date: bool,
}

impl Words {
    fn of(plain: &str) -> Self {
        let plain = plain.trim_start_matches(['-', ' ', '>', '|', '•', '"', '[', '(', '~', '=']);
        let first = plain.split([' ', ',']).next().unwrap_or("");
        let digit = first.starts_with(|c: char| c.is_ascii_digit());
        let weekday =
            WEEKDAYS.iter().any(|day| first.starts_with(day)) && (first.chars().count() <= 5 || is_long_weekday(first));
        Self {
            count: plain.split(' ').count(),
            starts_well: digit
                || weekday
                || STARTERS.contains(&first)
                || first.starts_with('<')
                || first.contains('年'),
            starts_with_date: digit || weekday,
        }
    }
}

fn is_long_weekday(word: &str) -> bool {
    const LONG: &[&str] = &[
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "poniedział",
        "wtor",
        "środ",
        "czwart",
        "piąt",
        "sobot",
        "niedziel",
        "понедельник",
        "вторник",
        "сред",
        "четверг",
        "пятниц",
        "суббот",
        "воскресень",
        "понеділ",
        "вівтор",
        "серед",
        "четвер",
        "п'ятниц",
        "п’ятниц",
        "субот",
        "неділ",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
        "maandag",
        "dinsdag",
        "woensdag",
        "donderdag",
        "vrijdag",
        "zaterdag",
        "zondag",
    ];
    LONG.iter().any(|day| word.starts_with(day))
}

/// Whether joined lines are an attribution. `quoted_below`: the next line with text carries quote marks.
fn is_attribution(joined: &str, quoted_below: bool) -> bool {
    let words = Words::of(joined);
    if words.count > 45 {
        return false;
    }
    let body = core(joined);
    let colon = joined.trim_end_matches(['-', ' ', '~', '=', '>']).ends_with([':', '：']);
    let dashed = joined.ends_with("--") && joined.starts_with('-');
    let closed = colon || dashed;
    let verb = ends_with_verb(body);
    let (date, address) = (is_date_like(joined), has_address(joined));
    if verb && (closed || quoted_below) && (words.starts_well || address) && (date || address) {
        return true;
    }
    if colon && (date || address) && verb_before_date(body, address || quoted_below) {
        return true;
    }
    if colon && words.starts_with_date && address && has_time(joined) {
        return true;
    }
    if is_iso_with_zone(joined) {
        return true;
    }
    if verb && colon && quoted_below && words.count <= 8 {
        return true;
    }
    if verb
        && colon
        && words.count <= 8
        && (joined.starts_with("пользователь ")
            || joined.starts_with("użytkownik ")
            || joined.starts_with("користувач "))
    {
        return true;
    }
    // Any language: a line with a date and a colon right before marked lines, too short for a paragraph.
    colon && quoted_below && words.count <= 25 && date && (has_time(joined) || address)
}

/// The sentence without its colon, dashes and brackets.
fn core(joined: &str) -> &str {
    joined
        .trim_end_matches([':', '：', '-', ' ', '~', '=', '>', '.', '…', '|'])
        .trim_start_matches(['-', ' ', '>', '~', '='])
}

fn ends_with_verb(body: &str) -> bool {
    VERBS.iter().any(|verb| {
        body.strip_suffix(verb).is_some_and(|before| {
            let cjk = verb.starts_with(|c: char| c as u32 > 0x2e80);
            cjk || before.is_empty() || before.ends_with([' ', ',', '"', '>', ')', '”', '»', '\''])
        })
    })
}

/// '… schrieb am 5. Mai', 'Wiadomość napisana przez … w dniu …', 'Вы писали 5 мая': the verb stands first.
fn verb_before_date(body: &str, sure: bool) -> bool {
    const BEFORE: &[&str] = &[
        " schrieb am ",
        " schrieb ",
        " wrote on ",
        " napisał(a) dnia ",
        " napisał dnia ",
        " napisała dnia ",
        " napisał w dniu ",
        " napisał(a) w dniu ",
        " a écrit le ",
        " ha scritto il ",
        " escribió el ",
        " пишет ",
        " написал ",
        " написал(а) ",
        " wrote ",
    ];
    if body.starts_with("wiadomość napisana przez ")
        || body.starts_with("wiadomosc napisana przez ")
        || body.starts_with("вы писали ")
        || body.starts_with("ви писали ")
        || body.starts_with("you wrote on ")
    {
        return true;
    }
    BEFORE.iter().any(|verb| {
        body.find(verb).is_some_and(|at| {
            let after = body.get(at + verb.len()..).unwrap_or("");
            let before = body.get(..at).unwrap_or("");
            let dated = verb.contains(" am ")
                || verb.contains(" on ")
                || verb.contains("dni")
                || verb.ends_with("le ")
                || verb.ends_with("il ")
                || verb.ends_with("el ");
            let starts =
                after.starts_with(|c: char| c.is_ascii_digit()) || dated || (sure && Words::of(before).starts_well);
            starts && (sure || before.split(' ').count() <= 4) && (is_date_like(after) || is_date_like(before))
        })
    })
}

/// An address in the text, in brackets or bare.
fn has_address(text: &str) -> bool {
    text.contains('@') || text.contains("mailto:")
}

/// `hh:mm`.
fn has_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|window| matches!(window, [a, b':', b, c] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit()))
        || bytes.windows(5).any(|window| matches!(window, [a, b, b'.' | b'h' | b':', c, d] if a.is_ascii_digit() && b.is_ascii_digit() && c.is_ascii_digit() && d.is_ascii_digit()))
}

/// A year, a numeric date or a time stands in it.
fn is_date_like(text: &str) -> bool {
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
fn is_iso_with_zone(text: &str) -> bool {
    let mut words = text.split(' ');
    let (date, time, zone) = (words.next().unwrap_or(""), words.next().unwrap_or(""), words.next().unwrap_or(""));
    date.len() == 10
        && has_numeric_date(date)
        && has_time(time)
        && (zone.starts_with("gmt+") || zone.starts_with("gmt-") || zone == "gmt")
        && words.next().is_some()
}
