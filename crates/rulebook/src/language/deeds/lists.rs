//! Lists under a line that says what they are of: 'What I need from you:', 'До пятницы обязуюсь:', 'Next steps:'. Their items need no
//! verb. In 'I need from you: the logo, and a list of names' the list stands in the sentence itself.

use jiff::civil::Date;

use super::super::grammar::{Hit, Tables};
use super::super::talk;
use super::super::text::{Sentence, Text, is_conjunction};
use super::{ASKS, COMMITMENTS};

/// The sign of phrases that say what the lines below are.
const LIST: &str = "list";

/// The sign of phrases that announce things, behind a colon or in the lines below.
const THINGS: &str = "things";

/// What the items of a list are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Of {
    /// The reader's to do.
    Asks,
    /// Ours to do.
    Promises,
    /// Somebody's: what has a day is ours.
    Steps,
}

/// The part that a sentence has in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Part {
    /// The line above it, which says nothing else.
    Head(Of),
    /// An item of it, with the day that stands above.
    Item(Of, Option<Date>),
}

/// What a sentence says by its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Says {
    pub(in super::super) asks: bool,
    pub(in super::super) promises: bool,
}

/// A line without a bullet is an item when it begins small and has at most so many words; others tell something.
const LONGEST_LINE: usize = 12;

/// A line of more words that promises tells a story, and the list is what comes of it.
const LONGEST_PROMISE: usize = 8;

/// So many words may stand between the words that say what a list is of and the colon.
const WORDS_BEHIND: usize = 4;

/// The list that is being read.
#[derive(Debug, Default)]
pub(in super::super) struct List {
    of: Option<Of>,
    due: Option<Date>,
    paragraph: usize,
}

impl List {
    /// Reads on by one sentence.
    pub(in super::super) fn part(
        &mut self,
        text: &Text<'_>,
        number: usize,
        language: &str,
        says: Says,
    ) -> Option<Part> {
        let sentence = text.sentences.get(number)?;
        if text.slice(&sentence.at).ends_with(':') {
            let of = of(sentence, language, says);
            // An item that opens a list of its own ends neither.
            if of.is_some() || sentence.item.is_none() {
                (self.of, self.due) = (of, None);
            }
            self.paragraph = sentence.paragraph;
            let next = text.sentences.get(number + 1).filter(|next| is_line(text, next, self.paragraph));
            return next.and(of).map(Part::Head);
        }
        let of = self.of?;
        if is_line(text, sentence, self.paragraph) {
            self.paragraph = sentence.paragraph;
            return Some(Part::Item(of, self.due));
        }
        if sentence.paragraph != self.paragraph {
            self.of = None;
        }
        None
    }

    /// The line above says by when.
    pub(in super::super) fn due_by(&mut self, due: Option<Date>) {
        self.due = due;
    }
}

/// What a line that ends with a colon announces.
fn of(sentence: &Sentence, language: &str, says: Says) -> Option<Of> {
    let heads = |tables: &Tables| tables.of(language).find(sentence).iter().any(|hit| is_head(hit, sentence));
    let promises = heads(&COMMITMENTS) || says.promises && sentence.words.len() <= LONGEST_PROMISE;
    if says.asks || heads(&ASKS) {
        Some(Of::Asks)
    } else if promises {
        Some(Of::Promises)
    } else {
        talk::opens_steps(sentence, language).then_some(Of::Steps)
    }
}

/// The words that say what a list is of open the line, or stand near the colon: 'By Friday we need from you:'.
fn is_head(hit: &Hit, sentence: &Sentence) -> bool {
    hit.sign == THINGS || hit.sign == LIST && (hit.first == 0 || hit.end + WORDS_BEHIND >= sentence.words.len())
}

/// Does the sentence stand in the list as an item, with a bullet or as a line that begins small?
fn is_line(text: &Text<'_>, sentence: &Sentence, paragraph: usize) -> bool {
    let before = text.whole.get(..sentence.at.start).unwrap_or_default();
    let opens = before.trim_end_matches([' ', '\t']).ends_with('\n');
    let begins_small = sentence.words.first().is_some_and(|word| !word.capital);
    let is_short = sentence.words.len() <= LONGEST_LINE && sentence.paragraph == paragraph;
    sentence.item.is_some() || opens && begins_small && is_short
}

/// So many words may stand between the announcement and its colon.
const FARTHEST_COLON: usize = 8;

/// Where in the sentence the announced things begin, and a hit for each; `None` when nothing is announced here or nothing follows.
/// A thing begins behind the colon and where the table says that one does; other words behind a comma go on with the one before.
pub(super) fn things(sentence: &Sentence, hits: &[Hit], language: &str) -> Option<(usize, Vec<Hit>)> {
    let head = hits.iter().find(|hit| hit.sign == THINGS)?;
    let starts_part = |at: &usize| sentence.words.get(*at).is_some_and(|word| word.starts_part);
    let first = (head.end..=head.end + FARTHEST_COLON).find(starts_part)?;
    let begins = |hit: &&Hit| {
        let is_joint = sentence.words.get(hit.first).is_some_and(|word| is_conjunction(&word.folded, language));
        hit.first > first && !is_joint && (hit.sign == "thing" || sentence.is_question && hit.sign == "query")
    };
    let mut starts: Vec<usize> = hits.iter().filter(begins).map(|hit| hit.first).chain([first]).collect();
    starts.sort_unstable();
    starts.dedup();
    Some((head.first, starts.into_iter().map(|first| Hit { sign: "ask", first, end: first + 1 }).collect()))
}
