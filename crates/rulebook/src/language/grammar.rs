//! Tables of phrases and how they are found in a sentence. Which phrases there are stands in the tables, one file per idea and language.
//!
//! A line is a sign and a phrase: `ask please @do`. `@do = send|give|…` names a class of words, `#` opens a comment. In a phrase
//! `a|b` is one of several words, `send~` any word that begins so, `~ите` one that ends so, `wy,prze~lę,szę` one with both (endings with `ę` want the letter
//! itself), `!word` none of these, `word?` may be left out, `..3` stands for up to three words, `..3!is|was` for as many that are none of these, `<` for the
//! beginning of a clause and `<<` for that of a sentence or its part, `>` and `>>` for their ends: `deck on friday >`. `^if|when you send` does not stand
//! behind `if` or `when`. A whole word with `ę` at its end is not found with `e` in the mail of somebody who writes `ę`.
//! Words are written as people type them in haste: in lower case and without accents.

mod forms;
mod phrase;

use std::collections::HashMap;

use super::text::Sentence;
use forms::{Letters, Lexicon};
use phrase::{Known, Phrase};

/// One language's phrases about one idea.
#[derive(Debug, Default)]
pub(super) struct Table {
    lexicon: Lexicon,
    phrases: Vec<Phrase>,
    /// For each word of the lexicon the phrases that can begin with it, if such can be listed.
    by_first_word: HashMap<u32, Vec<usize>>,
    /// Those that can begin with more words than could be listed, by the letters that these begin or end with.
    by_letters: HashMap<Letters, Vec<usize>>,
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

/// No phrase covers more words.
const LONGEST_PHRASE: usize = 64;

impl Hit {
    /// Does a hit of this sign stand in its words and take it back? The hits are those of the sentence, in order.
    pub(super) fn is_taken_back(&self, hits: &[Hit], by: &str) -> bool {
        let near = hits.get(..hits.partition_point(|hit| hit.first < self.end)).unwrap_or_default();
        let near = near.iter().rev().take_while(|not| self.first < not.first + LONGEST_PHRASE);
        near.into_iter().any(|not| self.first < not.end && not.sign == by)
    }
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
            let phrase = Phrase::read(sign, phrase, &classes, &mut table.lexicon);
            table.add(phrase);
        }
        table
    }

    fn add(&mut self, phrase: Phrase) {
        let at = self.phrases.len();
        let put = |places: &mut Vec<usize>| {
            if places.last() != Some(&at) {
                places.push(at);
            }
        };
        if let Some(words) = phrase.first_words() {
            words.for_each(|word| put(self.by_first_word.entry(word).or_default()));
        } else if let Some(letters) = phrase.first_letters(&self.lexicon) {
            letters.into_iter().for_each(|letters| put(self.by_letters.entry(letters).or_default()));
        } else {
            put(&mut self.open);
        }
        self.phrases.push(phrase);
    }

    /// The phrases that may begin with this word, in the order of the table, those with a listed word first.
    fn may_begin_with(&self, known: &Known<'_>, places: &mut Vec<usize>) {
        places.clear();
        Letters::of(&known.word.folded)
            .for_each(|letters| places.extend(self.by_letters.get(&letters).into_iter().flatten()));
        places.extend(&self.open);
        places.sort_unstable();
        places.dedup();
        let listed = known.id.and_then(|id| self.by_first_word.get(&id));
        places.splice(..0, listed.into_iter().flatten().copied());
    }

    /// Every phrase of the sentence in order; of those that begin at one word the longest of each sign.
    pub(super) fn find(&self, sentence: &Sentence) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let known = |word| Known { word, id: self.lexicon.id(word) };
        let words: Vec<Known<'_>> = sentence.words.iter().map(known).collect();
        let mut places = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let rest = words.get(at..).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            let of_word = hits.len();
            self.may_begin_with(word, &mut places);
            for phrase in places.iter().filter_map(|place| self.phrases.get(*place)) {
                let Some(end) = phrase.ends(rest, before).map(|length| at + length) else { continue };
                let here = hits.iter_mut().skip(of_word).find(|other| other.sign == phrase.sign);
                match here {
                    Some(other) => other.end = other.end.max(end),
                    None => hits.push(Hit { sign: phrase.sign, first: at, end }),
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

#[cfg(test)]
mod tests {
    use super::super::text::Text;
    use super::*;

    #[test]
    fn no_phrase_is_lost_on_the_way_to_it() {
        let tables = [
            ("en", include_str!("asks/en.txt"), include_str!("../../tests/it/phrases/en.txt")),
            ("en", include_str!("client/en.txt"), include_str!("../../tests/it/phrases/en.txt")),
            ("pl", include_str!("commitments/pl.txt"), include_str!("../../tests/it/phrases/pl.txt")),
            ("pl", include_str!("client/pl.txt"), include_str!("../../tests/it/phrases/pl.txt")),
            ("ru", include_str!("asks/ru.txt"), include_str!("../../tests/it/phrases/ru.txt")),
            ("ru", include_str!("client/ru.txt"), include_str!("../../tests/it/phrases/ru.txt")),
        ];
        for (language, table, mails) in tables {
            let table = Table::read(table);
            let text = Text::read(mails, language);
            let mut found = 0;
            for sentence in &text.sentences {
                let words: Vec<Known<'_>> =
                    sentence.words.iter().map(|word| Known { word, id: table.lexicon.id(word) }).collect();
                let mut quick: Vec<(usize, &str)> =
                    table.find(sentence).iter().map(|hit| (hit.first, hit.sign)).collect();
                // Every phrase is tried at every word.
                let mut slow: Vec<(usize, &str)> = Vec::new();
                for at in 0..words.len() {
                    let before = at.checked_sub(1).map(|before| &words[before]);
                    let here = table.phrases.iter().filter(|phrase| phrase.ends(&words[at..], before).is_some());
                    slow.extend(here.map(|phrase| (at, phrase.sign)));
                }
                [&mut quick, &mut slow].into_iter().for_each(|hits| {
                    hits.sort_unstable();
                    hits.dedup();
                });
                assert_eq!(quick, slow, "{}", text.slice(&sentence.at));
                found += quick.len();
            }
            assert!(found > 100, "{language}: {found}");
        }
    }
}
