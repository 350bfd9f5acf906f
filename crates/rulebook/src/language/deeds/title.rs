//! What a deed is called where its day stands beside it: 'Please send us the logo', not 'Please send us the logo by Friday'.

use super::super::dates::{self, Sent};
use super::super::sentences::fold;
use super::super::text::{Text, Word};
use super::super::which;
use super::Deed;

/// Words that lead to a day and say nothing once it stands beside. 'Until', 'before' and 'from' say more than that.
const LEADS: &[&str] = &[
    "by",
    "on",
    "the",
    "no",
    "later",
    "than",
    "do",
    "na",
    "w",
    "we",
    "najpozniej",
    "dnia",
    "до",
    "к",
    "ко",
    "в",
    "во",
    "на",
    "не",
    "позднее",
    "позже",
];

/// Days that need no word before them.
const ALONE: &[&str] =
    &["today", "tomorrow", "dzis", "dzisiaj", "jutro", "pojutrze", "сегодня", "завтра", "послезавтра"];

/// A title has so many words at least.
const SHORTEST: usize = 2;

impl Deed {
    /// The deed's words in one line, without the marks around them and without the day they end with, if that is its `due`.
    /// `text` is what the deed was read from, `sent` what its day was counted from.
    pub fn title(&self, text: &str, sent: &Sent<'_>) -> String {
        let words = text.get(self.span.clone()).unwrap_or_default();
        let language = which(text);
        let words = self.day_at_the_end(words, language, sent).and_then(|at| words.get(..at)).unwrap_or(words);
        let mut each = words.split_whitespace().skip_while(|word| joins(&fold(word), language)).peekable();
        let line = if each.peek().is_some() { each.collect::<Vec<_>>().join(" ") } else { words.to_owned() };
        line.trim_matches(|c: char| ".,;:!…*-–— ".contains(c)).to_owned()
    }

    /// Where the day begins that these words end with.
    fn day_at_the_end(&self, words: &str, language: &str, sent: &Sent<'_>) -> Option<usize> {
        let text = Text::read(words, language);
        let last = text.sentences.last().filter(|last| !words.get(last.at.end..).is_some_and(has_letters))?;
        let [found] = dates::find(&last.words, sent).try_into().ok()?;
        let dates::Found { words: day, date, .. } = found;
        if Some(date) != self.due || day.end < last.words.len() {
            return None;
        }
        let is = |word: &Word, list: &[&str]| list.contains(&word.folded.as_str());
        let before = last.words.get(..day.start)?;
        let leads = before.iter().rev().take_while(|word| is(word, LEADS)).count();
        let stays = before.len() - leads;
        let may_go = leads > 0 || last.words.get(day.start).is_some_and(|word| is(word, ALONE));
        let all = text.sentences.iter().map(|sentence| sentence.words.len()).sum::<usize>();
        let left = all - (last.words.len() - stays);
        (may_go && left >= SHORTEST).then(|| last.words.get(stays).map(|word| word.at.start))?
    }
}

fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Words that join a deed to the one before.
fn joins(word: &str, language: &str) -> bool {
    matches!((language, word), ("en", "and") | ("pl", "i" | "oraz") | ("ru", "и"))
}
