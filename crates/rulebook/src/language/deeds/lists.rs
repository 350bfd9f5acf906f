//! Lists under a line that says what they are of: 'What I need from you:', 'До пятницы обязуюсь:'. Their items need no verb.

use super::super::grammar::{Hit, Table};
use super::super::text::{Sentence, Text};

/// What the items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Asks,
    Commitments,
}

/// A line without a bullet is an item when it begins small and has at most so many words; others tell something.
const LONGEST_LINE: usize = 12;

/// The words that say what a list is of begin its head, or stand so near the colon: 'What we need from you by Friday:'.
const WORDS_BEHIND: usize = 4;

/// The list that is being read.
#[derive(Debug, Default)]
pub(super) struct List {
    of: Option<Of>,
    paragraph: usize,
}

/// The part that a sentence has in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The line above it.
    Head,
    /// An item of it.
    Item(Of),
}

impl List {
    /// Reads on by one sentence.
    pub(super) fn part(&mut self, text: &Text<'_>, sentence: &Sentence, asks: &Table, ours: &Table) -> Option<Part> {
        if text.slice(&sentence.at).ends_with(':') {
            let heads = |table: &Table| table.find(sentence).iter().any(|hit| is_head(hit, sentence));
            self.of = if heads(asks) { Some(Of::Asks) } else { heads(ours).then_some(Of::Commitments) };
            self.paragraph = sentence.paragraph;
            return self.of.map(|_| Part::Head);
        }
        let of = self.of?;
        if sentence.item.is_some() {
            self.paragraph = sentence.paragraph;
            return Some(Part::Item(of));
        }
        if sentence.paragraph != self.paragraph {
            self.of = None;
            return None;
        }
        let before = text.whole.get(..sentence.at.start).unwrap_or_default();
        let opens = before.trim_end_matches([' ', '\t']).ends_with('\n');
        let begins_small = sentence.words.first().is_some_and(|word| !word.capital);
        (opens && begins_small && sentence.words.len() <= LONGEST_LINE).then_some(Part::Item(of))
    }
}

/// What a client asks for in a list.
#[derive(Debug)]
pub(in super::super) struct AskedList {
    list: List,
    tables: &'static super::Tables,
}

impl AskedList {
    /// Of a mail in this language.
    pub(in super::super) fn of(language: &str) -> Self {
        Self { list: List::default(), tables: super::tables(language) }
    }

    /// Reads on by one sentence: an item that is asked for, or the line above such items, which asks for nothing itself.
    pub(in super::super) fn part(&mut self, text: &Text<'_>, sentence: &Sentence) -> Option<bool> {
        match self.list.part(text, sentence, &self.tables.asks, &self.tables.commitments)? {
            Part::Item(Of::Asks) => Some(true),
            Part::Head if self.list.of == Some(Of::Asks) => Some(false),
            _ => None,
        }
    }
}

fn is_head(hit: &Hit, sentence: &Sentence) -> bool {
    hit.sign == "list" && (hit.first == 0 || hit.end + WORDS_BEHIND >= sentence.words.len())
}
