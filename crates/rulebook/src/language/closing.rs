//! Recognises messages that close a talk: thanks, received, all clear, good wishes. Everything else expects an answer.
//!
//! A message counts as closing only when *every* word of it is accounted for by a known phrase or is somebody's name, and one
//! phrase at least says thanks, received or fine; or when it thanks, says itself that no answer is needed, and asks for nothing.
//! So an unknown word is enough to expect an answer: to miss a client costs more than to answer a thank-you.
//!
//! The phrases stand in `closing/*.txt`, one a line. `+` closes, `-` may stand beside it, `!` says that no answer is needed,
//! `?` asks for something. In a phrase `a|b` is one of several words, `?` behind them makes them optional, `*` any number of them.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::sentences::{self, Word};

/// Longer messages are never taken for a mere thank-you, whatever their words.
const LONGEST_CLOSING: usize = 80;

/// Nor do longer ones say in passing that no answer is needed.
const LONGEST_AT_ALL: usize = 300;

/// Names that may stand in one line.
const MOST_NAMES: usize = 3;

/// How often a `*` may repeat; keeps matching quick whatever is written.
const MOST_REPEATS: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Closes,
    Beside,
    NoAnswerNeeded,
    Asks,
}

#[derive(Debug)]
struct Phrase {
    sign: Sign,
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    words: Vec<String>,
    at_least: usize,
    at_most: usize,
}

/// The phrases of one language, found by the word they can begin with.
#[derive(Debug, Default)]
struct Phrases {
    phrases: Vec<Phrase>,
    by_first_word: HashMap<String, Vec<usize>>,
}

/// Is this message nothing but a friendly end?
pub(super) fn closes(text: &str) -> bool {
    let lines = sentences::own_lines(text);
    if lines.iter().any(|line| line.contains('?')) {
        return false;
    }
    let lines: Vec<Vec<Word<'_>>> =
        sentences::without_sign_off(&lines).iter().map(|line| sentences::words(line)).collect();
    let count: usize = lines.iter().map(Vec::len).sum();
    if count == 0 || count > LONGEST_AT_ALL {
        return false;
    }
    let readings: Vec<Reading> = languages().iter().map(|phrases| read(phrases, &lines)).collect();
    let says_so =
        readings.iter().any(|reading| reading.no_answer_needed) && !readings.iter().any(|reading| reading.asks);
    let only_closes = count <= LONGEST_CLOSING && readings.iter().any(Reading::only_closes);
    says_so || only_closes
}

/// One set of phrases per language, so that words of two languages do not add up to sense; English stands beside each.
fn languages() -> &'static [Phrases] {
    static LANGUAGES: OnceLock<Vec<Phrases>> = OnceLock::new();
    LANGUAGES.get_or_init(|| {
        let english = include_str!("closing/en.txt");
        let others = [
            include_str!("closing/pl.txt"),
            include_str!("closing/ru.txt"),
            include_str!("closing/uk.txt"),
            include_str!("closing/de.txt"),
        ];
        others.iter().map(|other| Phrases::new(other.lines().chain(english.lines()).filter_map(Phrase::read))).collect()
    })
}

/// What one language's phrases make of a message.
#[derive(Debug, Default)]
struct Reading {
    closes: bool,
    no_answer_needed: bool,
    asks: bool,
    /// There is a word that no phrase and no name accounts for.
    more: bool,
}

impl Reading {
    fn only_closes(&self) -> bool {
        self.closes && !self.asks && !self.more
    }
}

fn read(phrases: &Phrases, lines: &[Vec<Word<'_>>]) -> Reading {
    let mut reading = Reading::default();
    for (at, line) in lines.iter().enumerate() {
        if at > 0
            && line.len() <= MOST_NAMES
            && line.iter().all(Word::is_capitalised)
            && phrases.longest(line).is_none()
        {
            continue; // a signature without 'regards' above it
        }
        read_line(phrases, line, &mut reading);
    }
    reading
}

fn read_line(phrases: &Phrases, line: &[Word<'_>], reading: &mut Reading) {
    let mut rest = line;
    let mut names = 0;
    while let Some((first, tail)) = rest.split_first() {
        if let Some((sign, length)) = phrases.longest(rest) {
            reading.closes |= sign == Sign::Closes;
            reading.no_answer_needed |= sign == Sign::NoAnswerNeeded;
            reading.asks |= sign == Sign::Asks;
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        if first.may_be_name(rest.len() == line.len()) && names < MOST_NAMES {
            names += 1;
        } else {
            reading.more = true;
        }
        rest = tail;
    }
}

impl Phrases {
    fn new(phrases: impl Iterator<Item = Phrase>) -> Self {
        let mut made = Self::default();
        for (at, phrase) in phrases.enumerate() {
            for word in phrase.first_words() {
                made.by_first_word.entry(word.to_owned()).or_default().push(at);
            }
            made.phrases.push(phrase);
        }
        made
    }

    /// The longest phrase at the beginning of these words; of equally long ones the first written.
    fn longest(&self, words: &[Word<'_>]) -> Option<(Sign, usize)> {
        let mut best: Option<(Sign, usize)> = None;
        let places = self.by_first_word.get(&words.first()?.folded)?;
        for phrase in places.iter().filter_map(|place| self.phrases.get(*place)) {
            let length = matched(&phrase.parts, words).unwrap_or(0);
            if length > best.map_or(0, |(_, most)| most) {
                best = Some((phrase.sign, length));
            }
        }
        best
    }
}

/// How many words the parts take at most; `None` when they do not fit.
fn matched(parts: &[Part], words: &[Word<'_>]) -> Option<usize> {
    let Some((part, later)) = parts.split_first() else { return Some(0) };
    let fitting = words.iter().take(part.at_most).take_while(|word| part.words.contains(&word.folded)).count();
    (part.at_least..=fitting).rev().find_map(|taken| Some(taken + matched(later, words.get(taken..)?)?))
}

impl Phrase {
    fn read(line: &str) -> Option<Self> {
        let (sign, phrase) = line.split_once(' ')?;
        let sign = match sign {
            "+" => Sign::Closes,
            "-" => Sign::Beside,
            "!" => Sign::NoAnswerNeeded,
            "?" => Sign::Asks,
            _ => return None,
        };
        Some(Self { sign, parts: phrase.split_whitespace().map(Part::read).collect() })
    }

    /// The words that can stand first: those of the parts up to the first that cannot be left out.
    fn first_words(&self) -> impl Iterator<Item = &str> {
        let optional = self.parts.iter().take_while(|part| part.at_least == 0).count();
        self.parts.iter().take(optional + 1).flat_map(|part| part.words.iter().map(String::as_str))
    }
}

impl Part {
    fn read(text: &str) -> Self {
        let (words, at_least, at_most) = match (text.strip_suffix('?'), text.strip_suffix('*')) {
            (Some(words), _) => (words, 0, 1),
            (_, Some(words)) => (words, 0, MOST_REPEATS),
            _ => (text, 1, 1),
        };
        Self { words: words.split('|').map(sentences::fold).collect(), at_least, at_most }
    }
}
