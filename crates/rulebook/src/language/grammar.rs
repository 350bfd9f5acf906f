//! Tables of phrases and how they are found in a sentence. Which phrases there are stands in the tables, one file per idea and language.
//!
//! A line is a sign and a phrase: `ask please @do`. `@do = send|give|…` names a class of words, `#` opens a comment. In a phrase
//! `a|b` is one of several words, `send~` any word that begins so, `~ите` one that ends so, `wy,prze~lę,szę` one with both (endings with `ę` want the letter
//! itself), `!word` none of these, `word?` may be left out, `..3` stands for up to three words, `..3!is|was` for as many that are none of these, `<` for the
//! beginning of a clause and `<<` for that of a sentence or its part, `>` and `>>` for their ends: `deck on friday >`. `^if|when you send` does not stand
//! behind `if` or `when`. A whole word with `ę` at its end is not found with `e` in the mail of somebody who writes `ę`.
//! Words are written as people type them in haste: in lower case and without accents.

use std::collections::{HashMap, HashSet};

use super::sentences::fold;
use super::text::{Sentence, Word};

/// One language's phrases about one idea.
#[derive(Debug, Default)]
pub(super) struct Table {
    phrases: Vec<Phrase>,
    by_first_word: HashMap<String, Vec<usize>>,
    /// Those that can begin with more words than could be listed, by the first letter of these, or by the last.
    by_first_letter: HashMap<char, Vec<usize>>,
    by_last_letter: HashMap<char, Vec<usize>>,
    /// Those that can begin with any word.
    open: Vec<usize>,
}

/// A phrase found: the words from `first` to before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The phrase's sign.
    pub(super) sign: &'static str,
    /// The first word.
    pub(super) first: usize,
    /// The word behind the last.
    pub(super) end: usize,
}

/// The tables of one idea in each language.
#[derive(Debug)]
pub(super) struct Tables {
    en: Table,
    pl: Table,
    ru: Table,
}

impl Tables {
    /// Reads the tables in English, Polish and Russian.
    pub(super) fn read([en, pl, ru]: [&'static str; 3]) -> Self {
        Self { en: Table::read(en), pl: Table::read(pl), ru: Table::read(ru) }
    }

    /// The table of a language; of an unknown one the English.
    pub(super) fn of(&self, language: &str) -> &Table {
        match language {
            "pl" => &self.pl,
            "ru" => &self.ru,
            _ => &self.en,
        }
    }
}

impl Hit {
    /// Does a hit of this sign stand in its words and take it back?
    pub(super) fn is_taken_back(&self, hits: &[Hit], by: &str) -> bool {
        hits.iter().any(|not| not.sign == by && not.first < self.end && self.first < not.end)
    }
}

#[derive(Debug)]
struct Phrase {
    sign: &'static str,
    start: Start,
    /// None of these stands before it.
    not_behind: Forms,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Anywhere,
    Clause,
    Part,
}

#[derive(Debug, Clone)]
enum Part {
    /// Up to so many words, none of these.
    Gap(usize, Forms),
    /// Here a clause, or a part of the sentence, ends.
    End(Start),
    Words {
        one_of: Forms,
        none_of: Forms,
        optional: bool,
    },
}

/// Alternatives. A class may have hundreds of whole words, so these are looked up at once.
#[derive(Debug, Clone, Default)]
struct Forms {
    whole: HashSet<String>,
    others: Vec<Form>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    Whole(String),
    /// A whole word that ends with `ę`: 'wyślę' is ours, 'wyśle' theirs.
    Tailed(String),
    Prefix(String),
    Suffix(String),
    /// One of the beginnings and one of the endings: `wy,prze~lę,szę`.
    Affixes(Vec<String>, Vec<String>, bool),
    Number,
}

impl Table {
    /// Reads a table. Lines that make no sense are left out; a test holds every table against its phrases.
    pub(super) fn read(text: &'static str) -> Self {
        let mut table = Self::default();
        let mut classes: HashMap<&str, &str> = HashMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some((name, words)) = line.strip_prefix('@').and_then(|line| line.split_once(" = ")) {
                classes.insert(name.trim(), words.trim());
                continue;
            }
            let Some((sign, phrase)) = line.split_once(' ') else { continue };
            table.add(Phrase::read(sign, phrase, &classes));
        }
        table
    }

    fn add(&mut self, phrase: Phrase) {
        let at = self.phrases.len();
        let mut known: Option<Vec<&str>> = Some(Vec::new());
        for part in &phrase.parts {
            let Part::Words { one_of, optional, .. } = part else {
                known = None;
                break;
            };
            known.iter_mut().for_each(|words| words.extend(one_of.whole.iter().map(String::as_str)));
            for form in &one_of.others {
                match (form, known.as_mut()) {
                    (Form::Tailed(word), Some(words)) => words.push(word),
                    _ => known = None,
                }
            }
            if !optional {
                break;
            }
        }
        match known.filter(|words| !words.is_empty()) {
            Some(words) => {
                for word in words {
                    let places = self.by_first_word.entry(word.to_owned()).or_default();
                    if places.last() != Some(&at) {
                        places.push(at);
                    }
                }
            }
            None => self.add_open(at, &phrase),
        }
        self.phrases.push(phrase);
    }

    /// A phrase whose first word is one of many stands where a letter of that word leads to it.
    fn add_open(&mut self, at: usize, phrase: &Phrase) {
        let mut letters = Vec::new();
        for part in &phrase.parts {
            let Part::Words { one_of, optional, .. } = part else { return self.open.push(at) };
            if one_of.is_empty() {
                return self.open.push(at);
            }
            letters.extend(one_of.whole.iter().filter_map(|word| word.chars().next()).map(Letter::First));
            for form in &one_of.others {
                let Some(found) = form.letters() else { return self.open.push(at) };
                letters.extend(found);
            }
            if !optional {
                break;
            }
        }
        for letter in letters {
            let places = match letter {
                Letter::First(letter) => self.by_first_letter.entry(letter).or_default(),
                Letter::Last(letter) => self.by_last_letter.entry(letter).or_default(),
            };
            if places.last() != Some(&at) {
                places.push(at);
            }
        }
    }

    /// The phrases that may begin with this word, in the order of the table, those with a listed word first.
    fn may_begin_with(&self, word: &Word) -> Vec<usize> {
        let of = |map: &HashMap<char, Vec<usize>>, letter: Option<char>| -> Vec<usize> {
            letter.and_then(|letter| map.get(&letter)).cloned().unwrap_or_default()
        };
        let mut open = of(&self.by_first_letter, word.folded.chars().next());
        open.extend(of(&self.by_last_letter, word.folded.chars().next_back()));
        open.extend(&self.open);
        open.sort_unstable();
        open.dedup();
        let listed = self.by_first_word.get(&word.folded).into_iter().flatten().copied();
        listed.chain(open).collect()
    }

    /// Every phrase of the sentence in order; of those that begin at one word the longest of each sign.
    pub(super) fn find(&self, sentence: &Sentence) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (at, word) in sentence.words.iter().enumerate() {
            let rest = sentence.words.get(at..).unwrap_or_default();
            for phrase in self.may_begin_with(word).into_iter().filter_map(|place| self.phrases.get(place)) {
                let before = at.checked_sub(1).and_then(|before| sentence.words.get(before));
                if !phrase.may_start(word, before) {
                    continue;
                }
                let Some(length) = matched(&phrase.parts, rest).filter(|length| *length > 0) else { continue };
                let hit = Hit { sign: phrase.sign, first: at, end: at + length };
                match hits.iter_mut().find(|other| other.first == at && other.sign == hit.sign) {
                    Some(other) => other.end = other.end.max(hit.end),
                    None => hits.push(hit),
                }
            }
        }
        hits
    }

    /// Is there a phrase of this sign?
    pub(super) fn has(&self, sentence: &Sentence, sign: &str) -> bool {
        self.find(sentence).iter().any(|hit| hit.sign == sign)
    }
}

/// How many words the parts take; `None` when they do not fit. The shortest gap that fits is taken.
fn matched(parts: &[Part], words: &[Word]) -> Option<usize> {
    let Some((part, later)) = parts.split_first() else { return Some(0) };
    match part {
        Part::Gap(most, none_of) => {
            let may_skip = |word: &Word| !none_of.fit(word);
            let skipped = (0..=*most).take_while(|taken| *taken == 0 || words.get(taken - 1).is_some_and(may_skip));
            skipped.into_iter().find_map(|taken| Some(taken + matched(later, words.get(taken..)?)?))
        }
        Part::End(end) => words.first().is_none_or(|next| end.may_be(next)).then(|| matched(later, words))?,
        Part::Words { one_of, none_of, optional } => {
            let fits = words.first().is_some_and(|word| one_of.fit(word) && !none_of.fit(word));
            let taken = if fits { matched(later, words.get(1..)?).map(|length| length + 1) } else { None };
            taken.or_else(|| if *optional { matched(later, words) } else { None })
        }
    }
}

impl Phrase {
    fn read(sign: &'static str, text: &str, classes: &HashMap<&str, &str>) -> Self {
        let mut start = Start::Anywhere;
        let mut parts = Vec::new();
        let mut not_behind = Forms::default();
        for piece in text.split_whitespace() {
            match piece {
                "<" => start = Start::Clause,
                "<<" => start = Start::Part,
                behind if behind.starts_with('^') => {
                    forms(behind.trim_start_matches('^'), classes).for_each(|form| not_behind.add(form));
                }
                ">" => parts.push(Part::End(Start::Clause)),
                ">>" => parts.push(Part::End(Start::Part)),
                gap if gap.starts_with("..") => {
                    let (most, none_of) = gap.trim_start_matches('.').split_once('!').unwrap_or((gap, ""));
                    let most = most.trim_start_matches('.').parse().unwrap_or(3);
                    let mut skips = Forms::default();
                    forms(none_of, classes).for_each(|form| skips.add(form));
                    parts.push(Part::Gap(most, skips));
                }
                words => parts.push(Part::read(words, classes)),
            }
        }
        Self { sign, start, not_behind, parts }
    }

    fn may_start(&self, word: &Word, before: Option<&Word>) -> bool {
        let Some(before) = before else { return true };
        self.start.may_be(word) && !self.not_behind.fit(before)
    }
}

impl Start {
    fn may_be(self, word: &Word) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Clause => word.starts_clause,
            Self::Part => word.starts_part,
        }
    }
}

/// The alternatives of one place, those of a class one by one.
fn forms<'a>(text: &'a str, classes: &HashMap<&str, &'a str>) -> impl Iterator<Item = &'a str> {
    text.split('|').flat_map(|word| {
        let listed = word.strip_prefix('@').and_then(|name| classes.get(name)).copied().unwrap_or(word);
        listed.split(['|', ' ']).filter(|word| !word.is_empty())
    })
}

impl Part {
    fn read(text: &str, classes: &HashMap<&str, &str>) -> Self {
        let (text, optional) = text.strip_suffix('?').map_or((text, false), |text| (text, true));
        let (mut one_of, mut none_of) = (Forms::default(), Forms::default());
        for word in forms(text, classes) {
            match word.strip_prefix('!') {
                Some(not) => none_of.add(not),
                None => one_of.add(word),
            }
        }
        Self::Words { one_of, none_of, optional }
    }
}

impl Forms {
    fn add(&mut self, text: &str) {
        match Form::read(text) {
            Form::Whole(word) => {
                self.whole.insert(word);
            }
            form => self.others.push(form),
        }
    }

    fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.others.is_empty()
    }

    /// Is the word one of them?
    fn fit(&self, word: &Word) -> bool {
        self.whole.contains(&word.folded) || self.others.iter().any(|form| form.fits(word))
    }
}

/// A letter that a word must have.
enum Letter {
    First(char),
    Last(char),
}

impl Form {
    /// The letters of which a word of this form has one; `None` when any word may be of it.
    fn letters(&self) -> Option<Vec<Letter>> {
        let first = |start: &String| start.chars().next().map(Letter::First);
        match self {
            Self::Whole(start) | Self::Tailed(start) | Self::Prefix(start) => Some(vec![first(start)?]),
            Self::Suffix(end) => Some(vec![Letter::Last(end.chars().next_back()?)]),
            Self::Affixes(starts, _, _) => starts.iter().map(first).collect(),
            Self::Number => Some(('0'..='9').map(Letter::First).collect()),
        }
    }

    fn read(text: &str) -> Self {
        match (text.strip_suffix('~'), text.strip_prefix('~')) {
            (Some(start), _) => Self::Prefix(fold(start)),
            (_, Some(end)) => Self::Suffix(fold(end)),
            _ if text == "<number>" => Self::Number,
            _ => match text.split_once('~') {
                Some((starts, ends)) => {
                    let list = |text: &str| text.split(',').map(fold).collect();
                    Self::Affixes(list(starts), list(ends), ends.contains('ę'))
                }
                None if text.ends_with('ę') => Self::Tailed(fold(text)),
                None => Self::Whole(fold(text)),
            },
        }
    }

    fn fits(&self, whole: &Word) -> bool {
        let word = whole.folded.as_str();
        match self {
            Self::Whole(other) => word == other,
            Self::Tailed(other) => !whole.bare && word == other,
            Self::Prefix(start) => word.starts_with(start.as_str()),
            Self::Suffix(end) => word.ends_with(end.as_str()) && word.len() > end.len() + 1,
            Self::Affixes(starts, ends, tailed) => {
                (!tailed || whole.tailed)
                    && starts.iter().any(|start| {
                        let rest = word.strip_prefix(start.as_str()).unwrap_or_default();
                        ends.iter().any(|end| rest.len() > end.len() && rest.ends_with(end.as_str()))
                    })
            }
            Self::Number => word.bytes().all(|b| b.is_ascii_digit()),
        }
    }
}
