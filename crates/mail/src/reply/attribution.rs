//! The sentence a mail program puts before a quote: 'On … wrote:', 'W dniu … pisze:', '… пишет:'.
//! It may be wrapped over several lines. Header blocks are read in `header_block`.

mod dates;
mod words;

use dates::{has_time, is_date_like, is_iso_with_zone};
use words::{LONG_WEEKDAYS, STARTERS, VERBS, WEEKDAYS};

use super::line::Line;

/// Lines over which an attribution may be wrapped.
const LONGEST_WRAP: usize = 5;
/// Characters an attribution may have in all.
const LONGEST: usize = 420;

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
        let below = Below::of(lines, offset + 1);
        if is_attribution(&joined, below) {
            let later = (at + 1..=offset).any(|later| begins_better(lines, later, offset, below));
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
            || plain.starts_with("news:")
            || (plain.starts_with(|c: char| c.is_ascii_digit()) && plain.contains("gmt"))
            || (next_with_text(lines, at + 1).is_some_and(Line::is_marked) && ends_with_verb(core(plain)))
    })
}

/// Whether the same attribution rather begins at a later line, so that what stands above is prose.
fn begins_better(lines: &[Line<'_>], later: usize, last: usize, below: Below) -> bool {
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
    Words::of(&joined).starts_well && is_attribution(&joined, below)
}

fn next_with_text<'a, 'b>(lines: &'a [Line<'b>], from: usize) -> Option<&'a Line<'b>> {
    lines.iter().skip(from).take(6).find(|line| !line.is_blank())
}

/// What the next line with text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    Plain,
    Indented,
    Marked,
}

impl Below {
    fn of(lines: &[Line<'_>], from: usize) -> Self {
        match next_with_text(lines, from) {
            Some(next) if next.is_marked() => Self::Marked,
            Some(next) if next.bare.starts_with("    ") => Self::Indented,
            _ => Self::Plain,
        }
    }
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
        let weekday = WEEKDAYS.iter().any(|day| first.starts_with(day))
            && (first.chars().count() <= 5 || LONG_WEEKDAYS.iter().any(|day| first.starts_with(day)));
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

/// Whether joined lines are an attribution.
fn is_attribution(joined: &str, below: Below) -> bool {
    let quoted_below = below != Below::Plain;
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
    if colon && words.starts_with_date && has_time(joined) && ends_with_address(body, joined) {
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
    // `2010/10/7 <jan@…>`: what Gmail wrote for a time.
    if below == Below::Marked && words.starts_with_date && words.count <= 8 && date && ends_with_address(body, joined) {
        return true;
    }
    // News readers name the message instead of the time.
    if below == Below::Marked && address && joined.contains("news:") {
        return true;
    }
    // Any language: a line with a date or an address and a colon right before marked lines, too short for a paragraph.
    colon
        && below == Below::Marked
        && words.count <= 25
        && ((date && (has_time(joined) || address)) || (address && joined.contains('<')))
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

/// An address in the text, in brackets or bare; archives write 'user at host'.
fn has_address(text: &str) -> bool {
    text.contains('@')
        || text.contains("mailto:")
        || (text.contains(" at ") && text.contains('<') && text.contains('>'))
}

/// The sentence ends with the writer's address: `…, "Jan" <jan@…>:`.
fn ends_with_address(body: &str, joined: &str) -> bool {
    let last = body.rsplit(' ').next().unwrap_or("");
    last.contains('@') || (joined.trim_end_matches([':', ' ']).ends_with('>') && has_address(joined))
}
