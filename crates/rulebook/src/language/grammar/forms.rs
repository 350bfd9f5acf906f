//! The forms a word of a phrase may have.

use std::collections::HashMap;

use super::super::sentences::fold;
use super::super::text::Word;
use super::phrase::Known;

/// The whole words that the phrases of a table name, each with a number: a word of a mail is looked up once and then compared as a
/// number.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: HashMap<String, u32>,
    words: Vec<String>,
}

impl Lexicon {
    /// The number of a word, if a phrase names it.
    pub(super) fn id(&self, word: &Word) -> Option<u32> {
        self.numbers.get(&word.folded).copied()
    }

    fn add(&mut self, word: String) -> u32 {
        if let Some(known) = self.numbers.get(&word) {
            return *known;
        }
        let id = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.clone());
        self.numbers.insert(word, id);
        id
    }
}

/// Letters that a word must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Letters {
    /// The first, and the second if that is known.
    First(char, Option<char>),
    /// The last.
    Last(char),
}

impl Letters {
    /// All that a word has.
    pub(super) fn of(word: &str) -> impl Iterator<Item = Self> {
        let mut letters = word.chars();
        let (first, second) = (letters.next(), letters.next());
        let alone = first.map(|first| Self::First(first, None));
        let both = first.zip(second).map(|(first, second)| Self::First(first, Some(second)));
        alone.into_iter().chain(both).chain(word.chars().next_back().map(Self::Last))
    }

    /// Those with which a word begins.
    fn beginning(start: &str) -> Option<Self> {
        let mut letters = start.chars();
        letters.next().map(|first| Self::First(first, letters.next()))
    }
}

/// Alternatives. A class may have hundreds of whole words, so these are kept as numbers in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Forms {
    whole: Vec<u32>,
    others: Vec<Form>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// A whole word that ends with `ę`: 'wyślę' is ours, 'wyśle' theirs.
    Tailed(u32),
    Prefix(String),
    Suffix(String),
    /// One of the beginnings and one of the endings: `wy,prze~lę,szę`.
    Affixes(Vec<String>, Vec<String>, bool),
    Number,
}

impl Forms {
    /// One more, as it is written in a table.
    pub(super) fn add(&mut self, text: &str, lexicon: &mut Lexicon) {
        if let Some(form) = Form::read(text, lexicon) {
            self.others.push(form);
            return;
        }
        let id = lexicon.add(fold(text));
        if let Err(at) = self.whole.binary_search(&id) {
            self.whole.insert(at, id);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.others.is_empty()
    }

    /// Is the word one of them?
    pub(super) fn fit(&self, known: &Known<'_>) -> bool {
        known.id.is_some_and(|id| self.whole.binary_search(&id).is_ok())
            || self.others.iter().any(|form| form.fits(known))
    }

    /// The words of which it is one, if they can be listed.
    pub(super) fn words(&self) -> Option<Vec<u32>> {
        let mut words = self.whole.clone();
        for form in &self.others {
            let Form::Tailed(word) = form else { return None };
            words.push(*word);
        }
        Some(words)
    }

    /// The letters of which a word of these forms has some; `None` when any word may be of them.
    pub(super) fn letters(&self, lexicon: &Lexicon) -> Option<Vec<Letters>> {
        let named = |id: &u32| lexicon.words.get(*id as usize).and_then(|word| Letters::beginning(word));
        let mut letters: Vec<Letters> = self.whole.iter().filter_map(named).collect();
        for form in &self.others {
            match form {
                Form::Tailed(id) => letters.push(named(id)?),
                Form::Prefix(start) => letters.push(Letters::beginning(start)?),
                Form::Suffix(end) => letters.push(Letters::Last(end.chars().next_back()?)),
                Form::Affixes(starts, _, _) => {
                    letters.extend(starts.iter().map(|start| Letters::beginning(start)).collect::<Option<Vec<_>>>()?);
                }
                Form::Number => letters.extend(('0'..='9').map(|digit| Letters::First(digit, None))),
            }
        }
        Some(letters)
    }
}

impl Form {
    /// `None` for a whole word, of which there are too many to be tried one by one.
    fn read(text: &str, lexicon: &mut Lexicon) -> Option<Self> {
        Some(match (text.strip_suffix('~'), text.strip_prefix('~')) {
            (Some(start), _) => Self::Prefix(fold(start)),
            (_, Some(end)) => Self::Suffix(fold(end)),
            _ if text == "<number>" => Self::Number,
            _ => match text.split_once('~') {
                Some((starts, ends)) => {
                    let list = |text: &str| text.split(',').map(fold).collect();
                    Self::Affixes(list(starts), list(ends), ends.contains('ę'))
                }
                None if text.ends_with('ę') => Self::Tailed(lexicon.add(fold(text))),
                None => return None,
            },
        })
    }

    fn fits(&self, known: &Known<'_>) -> bool {
        let word = known.word.folded.as_str();
        match self {
            Self::Tailed(id) => !known.word.bare && known.id == Some(*id),
            Self::Prefix(start) => word.starts_with(start.as_str()),
            Self::Suffix(end) => word.ends_with(end.as_str()) && word.len() > end.len() + 1,
            Self::Affixes(starts, ends, tailed) => {
                (!tailed || known.word.tailed)
                    && starts.iter().any(|start| {
                        let rest = word.strip_prefix(start.as_str()).unwrap_or_default();
                        ends.iter().any(|end| rest.len() > end.len() && rest.ends_with(end.as_str()))
                    })
            }
            Self::Number => word.bytes().all(|b| b.is_ascii_digit()),
        }
    }
}
