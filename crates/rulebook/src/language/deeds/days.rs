//! What a line says by its day: 'Send me the list. By Monday, please.', and 'Friday: the first draft'.

use std::ops::Range;

use jiff::civil::Date;

use super::super::dates::{self, Sent};
use super::super::text::{Sentence, Text};
use super::Deeds;

/// A sentence of no more words that names a day is only that day.
const ONLY_A_DAY: usize = 4;

/// So many words of a line may stand beside its date: 'on', 'Monday, 7:00'.
const BESIDE_DATE: usize = 2;

/// What a line is called has no more words: 'group tickets: Thursday'.
const LONGEST_NAME: usize = 6;

/// Dates the deeds of the sentence before by a sentence that is nothing but a date.
pub(super) fn date_late(sentence: &Sentence, sent: &Sent<'_>, before: Option<&mut Deeds>) {
    let due = dates::deadline(&sentence.words, sent).filter(|_| sentence.words.len() <= ONLY_A_DAY);
    let (Some(due), Some(before)) = (due, before) else { return };
    let late = before.asks.iter_mut().chain(&mut before.commitments);
    for deed in late.filter(|deed| deed.due.is_none()) {
        deed.due = Some(due);
    }
}

/// 'Wednesday: test version', 'group tickets: Thursday': a day to come on one side of a colon, and nothing but it.
pub(super) fn names_day(text: &Text<'_>, sentence: &Sentence, sent: &Sent<'_>) -> bool {
    let words = &sentence.words;
    let gap = |at: &usize| -> Range<usize> {
        let end_of = |at: usize| words.get(at).map_or(0, |word| word.at.end);
        end_of(at.saturating_sub(1))..words.get(*at).map_or(0, |word| word.at.start)
    };
    let Some(colon) = (1..words.len()).find(|at| text.slice(&gap(at)).contains(':')) else { return false };
    let (name, rest) = words.split_at(colon);
    let to_come = |date: Date| date >= sent.at.date();
    let is_day = dates::find(name, sent).first().is_some_and(|found| {
        to_come(found.date) && name.len() <= found.words.len() + BESIDE_DATE && found.words.start <= 1
    });
    let has_day = name.len() <= LONGEST_NAME
        && dates::find(name, sent).is_empty()
        && dates::find(rest, sent).first().is_some_and(|found| {
            to_come(found.date) && found.words.start <= 1 && rest.len() <= found.words.len() + LONGEST_NAME
        });
    is_day && !rest.is_empty() || has_day
}
