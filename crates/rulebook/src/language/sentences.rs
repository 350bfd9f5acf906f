//! Cuts a message into lines, paragraphs, sentences and words. What they mean is decided by its neighbours.

use std::ops::Range;

/// Words that end a message; what follows in a few short lines is a signature.
const SIGN_OFFS: &[&str] = &[
    "regards",
    "best",
    "best regards",
    "kind regards",
    "kindest regards",
    "warm regards",
    "best wishes",
    "all the best",
    "sincerely",
    "yours sincerely",
    "pozdrawiam",
    "pozdrawiam serdecznie",
    "serdecznie pozdrawiam",
    "pozdrawiamy",
    "pozdrowienia",
    "z pozdrowieniami",
    "z powazaniem",
    "с уважением",
    "с наилучшими пожеланиями",
    "всего доброго",
    "з повагою",
    "mit freundlichen grussen",
    "viele grusse",
    "liebe grusse",
    "beste grusse",
    "schone grusse",
    "mfg",
    "lg",
    "vg",
];

/// Words that end a letter of ours as well; in a client's short mail 'thanks' may be all it says.
const MORE_SIGN_OFFS: &[&str] = &[
    "yours faithfully",
    "kind greetings",
    "many thanks",
    "cheers",
    "yours",
    "thanks",
    "serdecznosci",
    "z wyrazami szacunku",
    "lacze pozdrowienia",
    "wszystkiego dobrego",
    "хорошего дня",
    "с уважением и надеждой",
    "всего хорошего",
];

/// A signature has no more lines than this, and none with more words.
const SIGNATURE_LINES: usize = 8;
const SIGNATURE_WORDS: usize = 8;

/// Lines that telephones add.
const ADDED_BY_DEVICES: &[&str] =
    &["sent from my", "get outlook for", "wyslane z", "wyslano z", "отправлено с", "надіслано з", "von meinem"];

/// A word of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// As it stands.
    text: &'a str,
    /// In lower case and without the accents that people leave out when they type.
    pub(super) folded: String,
    /// The first of its sentence.
    starts: bool,
    /// The mark right behind it, a blank when there is none.
    mark: char,
}

impl Word<'_> {
    /// A word with a capital that it does not owe to its place; or one that is spoken to ('Anna, …', 'Anna!').
    pub(super) fn may_be_name(&self, first_of_line: bool) -> bool {
        let addressed = matches!(self.mark, ',' | '!') || (self.mark == '\n' && !first_of_line);
        self.is_capitalised() && (!self.starts || addressed)
    }

    pub(super) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
            && self.text.chars().all(|c| c.is_alphabetic() || c == '-')
    }
}

/// The lines that the writer wrote: no quotes, nothing below a signature mark, no blank lines, no boasts of telephones.
pub(super) fn own_lines(text: &str) -> Vec<&str> {
    let above_signature = text.lines().take_while(|line| !matches!(line.trim_end(), "--" | "—"));
    let own = above_signature.map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('>'));
    own.filter(|line| !ADDED_BY_DEVICES.iter().any(|added| fold(line).starts_with(added))).collect()
}

/// Leaves out the signature below 'kind regards', when it is short enough to be one and no postscript.
pub(super) fn without_sign_off<'a>(lines: &'a [&'a str]) -> &'a [&'a str] {
    let is_sign_off = |line: &&str| SIGN_OFFS.contains(&fold(line).trim_end_matches([',', '.', '!', ' ', '-', '–']));
    let Some(at) = lines.iter().position(is_sign_off) else { return without_dashed_name(lines) };
    let below = lines.get(at + 1..).unwrap_or_default();
    let is_signature = below.len() <= SIGNATURE_LINES && below.iter().all(|line| may_sign(line));
    if is_signature { lines.get(..=at).unwrap_or(lines) } else { lines }
}

/// How a letter begins. What follows in the same short line is a name.
const GREETINGS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "dear",
    "good morning",
    "good afternoon",
    "good evening",
    "morning",
    "dzien dobry",
    "czesc",
    "szanowny",
    "szanowna",
    "szanowni",
    "witam",
    "hej",
    "dobry wieczor",
    "drogi",
    "droga",
    "здравствуйте",
    "добрый",
    "уважаем",
    "привет",
    "доброе утро",
    "доброго дня",
    "доброго времени",
    "коллеги",
];

/// A greeting has no more words than this.
const GREETING_WORDS: usize = 7;

/// The lines of a mail without the greeting that opens it and the signature that ends it, as places in the whole.
pub(super) fn without_frame(whole: &str, mut lines: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let text = |line: &Range<usize>| whole.get(line.clone()).unwrap_or_default().trim();
    if let Some(at) = lines.iter().position(|line| is_sign_off(text(line))) {
        let below = lines.get(at + 1..).unwrap_or_default().iter().filter(|line| !text(line).is_empty());
        if below.clone().count() <= SIGNATURE_LINES && below.clone().all(|line| may_sign(text(line))) {
            lines.truncate(at);
        }
    } else if let Some(last) = lines.iter().rposition(|line| !text(line).is_empty()) {
        let line = |at: usize| lines.get(at).map(text).unwrap_or_default();
        // 'Anna Nowak' above 'Studio Nowak', in lines of their own.
        let above = (last.saturating_sub(SIGNATURE_NAMES - 1)..last).find(|at| {
            *at > 0 && line(at - 1).is_empty() && words(line(*at)).len() > 1 && (*at..=last).all(|at| is_name(line(at)))
        });
        let first = above.unwrap_or(last);
        if first > 0 && (is_name(line(last)) || is_dashed_name(line(last))) {
            lines.truncate(first);
        }
    }
    let first = lines.iter().position(|line| !text(line).is_empty());
    if let Some(first) = first.filter(|first| lines.get(*first).is_some_and(|line| is_greeting(text(line)))) {
        lines.drain(..=first);
    }
    lines
}

/// Lines of names under a mail that no sign-off announces.
const SIGNATURE_NAMES: usize = 3;

/// 'Anna Nowak': a line that signs.
fn is_name(line: &str) -> bool {
    let words = words(line);
    (1..=3).contains(&words.len())
        && words.iter().all(Word::is_capitalised)
        && !line.ends_with(['?', '!'])
        && !line.contains(':')
}

/// 'Kind regards': a line that ends a letter.
pub(super) fn is_sign_off(line: &str) -> bool {
    let folded = fold(line);
    let folded = folded.trim_end_matches([',', '.', '!', ' ', '-', '–']);
    SIGN_OFFS.contains(&folded) || MORE_SIGN_OFFS.contains(&folded)
}

/// 'Hello Anna,': a line that opens a letter.
pub(super) fn is_greeting(line: &str) -> bool {
    let folded = fold(line);
    let count = words(line).len();
    let greets = GREETINGS.iter().any(|greeting| folded.starts_with(greeting));
    let ends = line.ends_with([',', '!', '.', ':']);
    !line.contains('?') && ((greets && count <= GREETING_WORDS) || (count <= 3 && ends && line.ends_with([',', '!'])))
}

fn without_dashed_name<'a>(lines: &'a [&'a str]) -> &'a [&'a str] {
    match lines.split_last() {
        Some((last, above)) if !above.is_empty() && is_dashed_name(last) => above,
        _ => lines,
    }
}

/// '-anna', '~ Tom': a name under a mail, behind a dash; '- logo' is an item of a list.
fn is_dashed_name(line: &str) -> bool {
    let Some(name) = line.strip_prefix(['-', '–', '—', '~']) else { return false };
    let words = words(name);
    words.len() == 1 && (!name.starts_with(' ') || words.iter().all(Word::is_capitalised))
}

/// A line of few words, or of names and numbers for the better part; what reads like a sentence is none.
fn may_sign(line: &str) -> bool {
    let words = words(line);
    let telling =
        words.iter().filter(|word| word.is_capitalised() || word.text.contains(|c: char| c.is_ascii_digit())).count();
    !line.contains('?')
        && !is_postscript(line)
        && words.len() <= SIGNATURE_WORDS
        && (words.len() <= 2 || telling * 2 >= words.len())
}

fn is_postscript(line: &str) -> bool {
    let start = fold(line);
    ["ps", "p.s", "p. s", "зы", "п.с", "постскриптум"].iter().any(|mark| start.starts_with(mark))
}

/// The words of a line; emoji are words, other signs are not.
pub(super) fn words(line: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut starts = true;
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let length = word_length(rest).unwrap_or(0);
        let (word, tail) = rest.split_at(length.max(first.len_utf8()));
        if length > 0 {
            let mark = tail.chars().next().map_or('\n', |c| if c.is_whitespace() { ' ' } else { c });
            let mark =
                if tail.trim_start_matches(['.', '!', ')', ' ']).is_empty() && mark != '!' { '\n' } else { mark };
            found.push(Word { text: word, folded: fold(word), starts, mark });
            starts = false;
        } else if matches!(first, '.' | '!' | '?' | ':' | ';' | '…') {
            starts = true;
        }
        rest = tail;
    }
    found
}

/// The length in bytes of the word at the beginning, if there is one.
fn word_length(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if is_pictogram(first) {
        return Some(first.len_utf8());
    }
    let in_word = |(at, c): &(usize, char)| c.is_alphanumeric() || (*at > 0 && is_apostrophe(*c));
    let inside = text.char_indices().take_while(in_word);
    let length = inside.last().map(|(at, c)| at + c.len_utf8())?;
    let word = text.get(..length)?.trim_end_matches(is_apostrophe);
    (!word.is_empty()).then_some(word.len())
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// Emoji and the like; not their skin tones and joiners.
fn is_pictogram(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27BF | 0x1F300..=0x1F3FA | 0x1F400..=0x1FAFF | 0x2B50)
}

/// Lower case, Polish and German letters without their marks, `ё` as `е`, one kind of apostrophe.
pub(super) fn fold(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in lower {
        match c {
            'ą' | 'ä' => folded.push('a'),
            'ć' => folded.push('c'),
            'ę' => folded.push('e'),
            'ł' => folded.push('l'),
            'ń' => folded.push('n'),
            'ó' | 'ö' => folded.push('o'),
            'ś' => folded.push('s'),
            'ź' | 'ż' => folded.push('z'),
            'ü' => folded.push('u'),
            'ß' => folded.push_str("ss"),
            'ё' => folded.push('е'),
            '’' | 'ʼ' => folded.push('\''),
            other => folded.push(other),
        }
    }
    folded
}

/// Blocks between blank lines and at list marks, each in one line, so that a sentence broken by a mail program is whole again.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut continues = false;
    for line in text.lines().take_while(|line| !matches!(line.trim_end(), "--" | "—")) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('>') {
            continues = false;
            continue;
        }
        match paragraphs.last_mut().filter(|_| continues && list_mark(line).is_none()) {
            Some(paragraph) => {
                paragraph.push(' ');
                paragraph.push_str(line);
            }
            None => paragraphs.push(line.to_owned()),
        }
        continues = true;
    }
    paragraphs
}

/// The mark that opens an item of a list and its number: `1.`, `2)`, `-`, `*`, `•`. Bullets have number 0.
pub(super) fn list_mark(line: &str) -> Option<(usize, u32)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, after) = (line.get(..digits)?, line.get(digits..)?);
    let mark = after.chars().next()?;
    let behind = after.get(mark.len_utf8()..)?;
    let length = digits + mark.len_utf8();
    match mark {
        '.' | ')' if (1..=2).contains(&digits) && behind.starts_with(' ') => Some((length, number.parse().ok()?)),
        '-' | '*' | '•' | '–' | '—' if digits == 0 && behind.starts_with(' ') => Some((length, 0)),
        _ => None,
    }
}

/// Cuts behind `.`, `!`, `?` and `…` where a blank or the end follows; not behind a list's number or a short abbreviation.
pub(super) fn sentences_of(paragraph: &str) -> Vec<String> {
    let cut = sentence_ends(paragraph).into_iter();
    cut.filter_map(|(from, to)| paragraph.get(from..to).map(str::to_owned)).collect()
}

/// The same as places in the paragraph.
pub(super) fn sentence_ends(paragraph: &str) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut marks = paragraph.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        let next = marks.peek().map(|(_, next)| *next);
        let ends = match c {
            '?' | '!' | '…' => {
                next.is_none_or(|next| !matches!(next, '?' | '!' | '.' | '…') && !next.is_alphanumeric() && next != '=')
            }
            '.' => {
                let (before, behind) = paragraph.split_at(at);
                next.is_none_or(char::is_whitespace)
                    && !is_abbreviation(
                        before.get(start..).unwrap_or_default(),
                        behind.get(1..).unwrap_or_default().trim_start(),
                    )
            }
            _ => false,
        };
        if ends {
            let end = at + c.len_utf8();
            sentences.extend(trimmed(paragraph, start, end));
            start = end;
        }
    }
    sentences.extend(trimmed(paragraph, start, paragraph.len()));
    sentences
}

fn trimmed(paragraph: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let closing = ['"', '”', '“', '»', ')', ' ', '\t'];
    let sentence = paragraph.get(from..to)?;
    let tail = sentence.trim_start().trim_start_matches(closing).trim_start();
    let start = from + (sentence.len() - tail.len());
    tail.chars().any(char::is_alphanumeric).then(|| (start, start + tail.trim_end().len()))
}

/// Words that are often shortened and hardly ever end a sentence.
const SHORT: &[&str] = &[
    "np", "ul", "tel", "nr", "dr", "inz", "mgr", "mr", "mrs", "ms", "approx", "e.g", "i.e", "vs", "str", "tzn", "tj",
    "im", "m.in", "wg", "al", "т.е", "т.к", "др", "ул", "тел", "см", "им", "стр", "рис", "обл", "корп", "bzw", "z.b",
    "ca", "ust", "pkt", "poz", "mec", "zob", "por", "zal", "tzw", "ks", "sw", "prof", "hab", "insp", "tlum", "wyd",
    "woj",
];

/// Words that are shortened before a number and whole words elsewhere: 'No. 5', 'par. 12'.
const BEFORE_NUMBERS: &[&str] = &["no", "ok", "art", "par", "fig", "vol", "ch", "pp", "sec", "гл", "кв", "оф", "эт"];

/// Units, days, and what ends a list: they may well end a sentence, and did if a capital follows.
const UNITS: &[&str] = &[
    "тыс", "млн", "млрд", "руб", "коп", "шт", "чел", "мин", "сек", "т.д", "т.п", "etc", "tys", "mln", "mld", "godz",
    "min", "sek", "szt", "itd", "itp", "pn", "wt", "sr", "czw", "pt",
];

/// A year: 'w 2026 r.', 'в 2026 г.'.
const YEARS: &[&str] = &["r", "г", "гг"];

/// Before the hour with which a sentence ends: 'Zadzwonię o 14. Nowe strony …'.
const HOUR_FOLLOWS: &[&str] = &["at", "by", "until", "o", "do", "po", "в", "к", "до", "после"];

/// Does a full stop between these texts belong to the last word before it: a number, one letter, 'p', 'ul', 'np', 'т.е'?
fn is_abbreviation(before: &str, behind: &str) -> bool {
    let mut words = before.rsplit(char::is_whitespace);
    let last = words.next().unwrap_or_default();
    let folded = fold(last.trim_start_matches(['(', '"', '„', '«']));
    let letters = folded.chars().count();
    let before_last = words.next().unwrap_or_default();
    let of_number = before_last.ends_with(|c: char| c.is_ascii_digit());
    let (alone, word) = (before.len() == last.len(), folded.as_str());
    let a_capital_follows = behind.chars().next().is_none_or(char::is_uppercase);
    let a_number_follows = behind.starts_with(|c: char| c.is_ascii_digit());
    if UNITS.contains(&word) || (of_number && YEARS.contains(&word)) {
        return !alone && !a_capital_follows;
    }
    if BEFORE_NUMBERS.contains(&word) && letters > 1 {
        return a_number_follows;
    }
    let is_hour = a_capital_follows && HOUR_FOLLOWS.contains(&fold(before_last).as_str());
    if is_hour && word.parse().is_ok_and(|hour: u8| (1..=24).contains(&hour)) {
        return false;
    }
    letters == 1 || (folded.bytes().all(|b| b.is_ascii_digit()) && letters <= 2) || (!alone && SHORT.contains(&word))
}
