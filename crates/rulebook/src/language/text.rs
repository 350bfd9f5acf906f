//! The writer's own words of a mail with their places: sentences, clauses and words as byte ranges of the input.
//! Quotes, greeting and signature are left out; what the words mean is decided by the neighbours.

use std::ops::Range;

use super::sentences::{fold, list_mark};

/// More of a text is not read; longer ones are cut at a letter.
pub(super) const LONGEST_TEXT: usize = 200_000;

/// A wrapped line is at least this long; a shorter one ended on purpose.
const WRAPPED_LINE: usize = 60;

/// A quotation between single marks has so many letters at most.
const LONGEST_QUOTATION: usize = 300;

/// A word and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Bytes of the input.
    pub(super) at: Range<usize>,
    /// In lower case, without the accents that people leave out.
    pub(super) folded: String,
    /// Begins with a capital.
    pub(super) capital: bool,
    /// Ends with `ę`, as Polish verbs of the first person do.
    pub(super) tailed: bool,
    /// Ends with `e` in the mail of somebody who writes `ę`.
    pub(super) bare: bool,
    /// Stands between quotation marks.
    pub(super) quoted: bool,
    /// Two letters or more, all capitals.
    pub(super) shouted: bool,
    /// First word behind a comma or a conjunction, or of the sentence.
    pub(super) starts_clause: bool,
    /// Stands behind a colon, semicolon or dash, or first in the sentence.
    pub(super) starts_part: bool,
}

/// A sentence, an item of a list or a line that stands alone.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Bytes of the input, without blanks around.
    pub(super) at: Range<usize>,
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Ends with a question mark.
    pub(super) is_question: bool,
    /// An item of a list: bullet (0) or its number.
    pub(super) item: Option<u32>,
    /// The number of the paragraph it stands in.
    pub(super) paragraph: usize,
}

/// The writer's own sentences.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    /// The whole input.
    pub(super) whole: &'a str,
    /// In order.
    pub(super) sentences: Vec<Sentence>,
}

impl<'a> Text<'a> {
    /// Reads a text, its greeting and signature left out.
    pub(super) fn read(whole: &'a str, language: &str) -> Self {
        let lines = own_lines(whole);
        let writes_tails = writes_tails(whole);
        let mut sentences = Vec::new();
        let mut paragraph = 0;
        let mut open: Option<(Range<usize>, Option<u32>)> = None;
        for line in lines {
            let text = whole.get(line.clone()).unwrap_or_default();
            if text.trim().is_empty() {
                close(whole, language, &mut open, paragraph, &mut sentences);
                paragraph += 1;
                continue;
            }
            let start = line.start + (text.len() - text.trim_start().len());
            let end = line.start + text.trim_end().len();
            let mark = list_mark(text.trim());
            let goes_on = mark.is_none() && open.as_ref().is_some_and(|(block, _)| is_wrapped(whole, block, text));
            match open.as_mut().filter(|_| goes_on) {
                Some((block, _)) => block.end = end,
                None => {
                    close(whole, language, &mut open, paragraph, &mut sentences);
                    let (skip, number) = mark.map_or((0, None), |(skip, number)| (skip, Some(number)));
                    open = Some((start + skip..end, number));
                }
            }
        }
        close(whole, language, &mut open, paragraph, &mut sentences);
        for word in sentences.iter_mut().flat_map(|sentence| &mut sentence.words) {
            word.bare = writes_tails && word.folded.ends_with('e') && !word.tailed;
        }
        Self { whole, sentences }
    }

    /// The words at this place.
    pub(super) fn slice(&self, at: &Range<usize>) -> &'a str {
        self.whole.get(at.clone()).unwrap_or_default()
    }
}

/// Does the writer put the tails to Polish letters? Those inside a name may be somebody else's.
fn writes_tails(whole: &str) -> bool {
    whole.split(|c: char| !c.is_alphabetic()).any(|word| word.ends_with('ę'))
}

/// Did the mail program break the line, not the writer?
fn is_wrapped(whole: &str, block: &Range<usize>, next: &str) -> bool {
    let so_far = whole.get(block.clone()).unwrap_or_default();
    let last = so_far.rsplit('\n').next().unwrap_or_default();
    let ended = last.trim_end().ends_with(['.', '!', '?', ':', '…', ';']);
    last.chars().count() >= WRAPPED_LINE && !ended && next.trim().chars().next().is_some_and(|c| !c.is_uppercase())
}

fn close(
    whole: &str,
    language: &str,
    open: &mut Option<(Range<usize>, Option<u32>)>,
    paragraph: usize,
    sentences: &mut Vec<Sentence>,
) {
    let Some((block, item)) = open.take() else { return };
    let text = whole.get(block.clone()).unwrap_or_default();
    for (from, to) in super::sentences::sentence_ends(text) {
        let at = block.start + from..block.start + to;
        let words = words_of(whole, &at, language);
        if words.is_empty() {
            continue;
        }
        let end =
            text.get(from..to).unwrap_or_default().trim_end_matches(['!', '.', '…', ')', '"', '”', '»', '\'', ' ']);
        sentences.push(Sentence { at, words, is_question: end.ends_with('?'), item, paragraph });
    }
}

impl Word {
    /// Is it one of these, as they are typed in haste?
    pub(super) fn is_one_of(&self, words: &[&str]) -> bool {
        words.contains(&self.folded.as_str())
    }
}

/// Words that open a new clause when no comma tells; 'i' and 'a' are other words in English.
pub(super) fn is_conjunction(word: &str, language: &str) -> bool {
    let known: &[&str] = match language {
        "pl" => &["i", "a", "ale", "wiec", "oraz", "bo", "jesli", "jezeli", "gdyby", "albo", "lub", "potem", "tylko"],
        "ru" => &["и", "а", "но", "или", "если", "потом", "поэтому", "либо"],
        _ => &["and", "but", "so", "then", "also", "if", "because", "or"],
    };
    known.contains(&word)
}

fn words_of(whole: &str, at: &Range<usize>, language: &str) -> Vec<Word> {
    let text = whole.get(at.clone()).unwrap_or_default();
    let mut words: Vec<Word> = Vec::new();
    let (mut clause, mut part, mut quoted) = (true, true, false);
    // Between single quotation marks; an apostrophe looks the same.
    let mut single = false;
    let mut before = ' ';
    let mut rest = text;
    let mut offset = at.start;
    while let Some(first) = rest.chars().next() {
        let length = word_length(rest);
        if length == 0 {
            let after = rest.get(first.len_utf8()..).unwrap_or_default();
            quoted = match first {
                '„' | '«' => true,
                '“' | '"' => !quoted,
                '”' | '»' => false,
                _ => quoted,
            };
            single = match first {
                '\'' | '‘' | '‚' if !single => !before.is_alphanumeric() && opens(after),
                '\'' | '’' | '‘' => false,
                _ => single,
            };
            clause |= matches!(first, ',' | '(' | ')' | '"' | '„' | '“' | '”' | '«' | '»' | '\n');
            // The full stop of an address ends nothing: 'our draft for yoga.example follows'.
            let is_inside = first == '.' && before.is_alphanumeric() && after.starts_with(char::is_lowercase);
            part |= matches!(first, ':' | ';' | '—' | '–' | '…' | '.' | '!' | '?') && !is_inside
                || (first == '-' && after.starts_with(' '));
            before = first;
            offset += first.len_utf8();
            rest = after;
            continue;
        }
        let (text, tail) = rest.split_at(length);
        let folded = fold(text);
        let joins = is_conjunction(&folded, language);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        words.push(Word {
            at: offset..offset + length,
            capital: text.chars().next().is_some_and(char::is_uppercase),
            tailed: text.ends_with(['ę', 'Ę']),
            bare: false,
            quoted: quoted || single,
            shouted: letters >= 2 && text.chars().all(|c| !c.is_alphabetic() || c.is_uppercase()),
            starts_clause: clause || part || joins,
            starts_part: part,
            folded,
        });
        clause = joins;
        part = false;
        before = 'a';
        offset += length;
        rest = tail;
    }
    words
}

/// Does what stands behind a single mark begin a quotation that ends here as well?
fn opens(after: &str) -> bool {
    let closes = |(at, c): (usize, char)| {
        matches!(c, '\'' | '’' | '‘')
            && !after.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    after.starts_with(char::is_alphanumeric) && after.char_indices().skip(1).take(LONGEST_QUOTATION).any(closes)
}

/// Letters and digits, with apostrophes, hyphens, dots and slashes inside: `don't`, `27-го`, `15.12`, `12:00`.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut digits = true;
    let mut marks = text.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        if c.is_alphanumeric() || c == '_' {
            end = at + c.len_utf8();
            digits &= c.is_ascii_digit();
            continue;
        }
        let next = marks.peek().map(|(_, next)| *next);
        let inside = end > 0
            && match c {
                '\'' | '’' | 'ʼ' => next.is_some_and(char::is_alphanumeric),
                '-' | '‑' => next.is_some_and(char::is_alphanumeric),
                '.' | ':' | '/' => digits && next.is_some_and(|next| next.is_ascii_digit()),
                _ => false,
            };
        if !inside {
            break;
        }
        digits &= matches!(c, '.' | ':' | '/' | '-');
    }
    end
}

/// The lines that the writer wrote, as ranges: no quotes, no greeting, nothing from the sign-off on.
fn own_lines(whole: &str) -> Vec<Range<usize>> {
    let end = (0..=LONGEST_TEXT.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at)).unwrap_or(0);
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in whole.get(..end).unwrap_or_default().split_inclusive('\n') {
        let at = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        let text = line.trim();
        if matches!(text, "--" | "—") || is_below(text) {
            break;
        }
        if !text.starts_with('>') {
            lines.push(at);
        }
    }
    super::sentences::without_frame(whole, lines)
}

/// What opens a quoted mail below ours.
fn is_below(line: &str) -> bool {
    let folded = fold(line);
    (folded.starts_with("-----") && folded.ends_with("-----"))
        || (folded.starts_with("on ") && folded.ends_with("wrote:"))
        || (folded.starts_with("am ") && folded.contains(" schrieb ") && folded.ends_with(':'))
        || (folded.ends_with("napisal(a):") || folded.ends_with("napisal:") || folded.ends_with("napisala:"))
        || (folded.ends_with("пишет:") || folded.ends_with("написал:") || folded.ends_with("написал(а):"))
}
