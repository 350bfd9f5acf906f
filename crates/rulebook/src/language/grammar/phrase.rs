//! One phrase of a table, and whether it stands in a sentence.

use std::collections::HashMap;

use super::super::text::Word;
use super::forms::{Forms, Letters, Lexicon};

/// A word of a sentence, with its number if a table names it as a whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) word: &'a Word,
    pub(super) id: Option<u32>,
}

#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) sign: &'static str,
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

impl Phrase {
    /// Reads a phrase as it stands behind its sign.
    pub(super) fn read(sign: &'static str, text: &str, classes: &HashMap<&str, &str>, lexicon: &mut Lexicon) -> Self {
        let mut start = Start::Anywhere;
        let mut parts = Vec::new();
        let mut not_behind = Forms::default();
        for piece in text.split_whitespace() {
            match piece {
                "<" => start = Start::Clause,
                "<<" => start = Start::Part,
                behind if behind.starts_with('^') => {
                    forms(behind.trim_start_matches('^'), classes).for_each(|form| not_behind.add(form, lexicon));
                }
                ">" => parts.push(Part::End(Start::Clause)),
                ">>" => parts.push(Part::End(Start::Part)),
                gap if gap.starts_with("..") => {
                    let (most, none_of) = gap.trim_start_matches('.').split_once('!').unwrap_or((gap, ""));
                    let most = most.trim_start_matches('.').parse().unwrap_or(3);
                    let mut skips = Forms::default();
                    forms(none_of, classes).for_each(|form| skips.add(form, lexicon));
                    parts.push(Part::Gap(most, skips));
                }
                words => parts.push(Part::read(words, classes, lexicon)),
            }
        }
        Self { sign, start, not_behind, parts }
    }

    /// How many of these words it takes, if it begins with the first of them and stands behind this one.
    pub(super) fn ends(&self, words: &[Known<'_>], before: Option<&Known<'_>>) -> Option<usize> {
        let may_start = || {
            before.is_none_or(|before| {
                words.first().is_some_and(|first| self.start.may_be(first.word)) && !self.not_behind.fit(before)
            })
        };
        matched(&self.parts, words).filter(|length| *length > 0 && may_start())
    }

    /// The words with which it can begin, if they can be listed.
    pub(super) fn first_words(&self) -> Option<impl Iterator<Item = u32>> {
        let mut words = Vec::new();
        for one_of in self.firsts()? {
            words.extend(one_of.words()?);
        }
        Some(words.into_iter()).filter(|words| words.len() > 0)
    }

    /// The letters of the words with which it can begin; `None` when it can begin with any word.
    pub(super) fn first_letters(&self, lexicon: &Lexicon) -> Option<Vec<Letters>> {
        let mut letters = Vec::new();
        for one_of in self.firsts()? {
            letters.extend(one_of.letters(lexicon)?);
        }
        Some(letters)
    }

    /// One of these stands first; `None` when it begins with a gap, or with what something is not.
    fn firsts(&self) -> Option<Vec<&Forms>> {
        let mut firsts = Vec::new();
        for part in &self.parts {
            let Part::Words { one_of, optional, .. } = part else { return None };
            if one_of.is_empty() {
                return None;
            }
            firsts.push(one_of);
            if !optional {
                break;
            }
        }
        Some(firsts)
    }
}

/// How many words the parts take; `None` when they do not fit. The shortest gap that fits is taken.
fn matched(parts: &[Part], words: &[Known<'_>]) -> Option<usize> {
    let Some((part, later)) = parts.split_first() else { return Some(0) };
    match part {
        Part::Gap(most, none_of) => {
            let may_skip = |word: &Known<'_>| !none_of.fit(word);
            let skipped = (0..=*most).take_while(|taken| *taken == 0 || words.get(taken - 1).is_some_and(may_skip));
            skipped.into_iter().find_map(|taken| Some(taken + matched(later, words.get(taken..)?)?))
        }
        Part::End(end) => words.first().is_none_or(|next| end.may_be(next.word)).then(|| matched(later, words))?,
        Part::Words { one_of, none_of, optional } => {
            let fits = words.first().is_some_and(|word| one_of.fit(word) && !none_of.fit(word));
            let taken = if fits { matched(later, words.get(1..)?).map(|length| length + 1) } else { None };
            taken.or_else(|| if *optional { matched(later, words) } else { None })
        }
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
    fn read(text: &str, classes: &HashMap<&str, &str>, lexicon: &mut Lexicon) -> Self {
        let (text, optional) = text.strip_suffix('?').map_or((text, false), |text| (text, true));
        let (mut one_of, mut none_of) = (Forms::default(), Forms::default());
        for word in forms(text, classes) {
            match word.strip_prefix('!') {
                Some(not) => none_of.add(not, lexicon),
                None => one_of.add(word, lexicon),
            }
        }
        Self::Words { one_of, none_of, optional }
    }
}
