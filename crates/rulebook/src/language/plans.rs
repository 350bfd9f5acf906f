//! What a line says by its place alone: an item below 'Please send:', and 'Friday: the first draft'. What its words say is read before.

use std::ops::Range;

use jiff::civil::Date;

use super::dates::{self, Sent};
use super::deeds::Deed;
use super::talk;
use super::text::{Sentence, Text};

/// A sentence of more words says something itself, whatever stands in the list below it.
const BARE: usize = 4;

/// One of more words that promises tells a story, and the list is what comes of it.
const LONGEST_LEAD: usize = 8;

/// So many words of a line may stand beside its date: 'on', 'Monday, 7:00'.
const BESIDE_DATE: usize = 2;

/// What a line is called has no more words: 'group tickets: Thursday'.
const LONGEST_NAME: usize = 6;

/// What a sentence hands down to the items below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Ask(Option<Date>),
    Commitment(Option<Date>),
    Steps,
}

/// The list that is being read.
#[derive(Debug, Default)]
pub(super) struct Plan {
    lead: Option<Lead>,
}

impl Plan {
    /// Adds to a sentence's deeds what it says by its place, and takes from a bare 'Please:' what its items say.
    pub(super) fn read(
        &mut self,
        (text, language, number): (&Text<'_>, &str, usize),
        sent: &Sent<'_>,
        asks: &mut Vec<Deed>,
        commitments: &mut Vec<Deed>,
    ) {
        let Some(sentence) = text.sentences.get(number) else { return };
        if sentence.item.is_none() {
            self.lead = lead(text, language, sentence, (asks.last(), commitments.last()));
            let above_items = text.sentences.get(number + 1).is_some_and(|next| next.item.is_some());
            if self.lead.is_some() && above_items && sentence.words.len() <= BARE {
                asks.clear();
                commitments.clear();
            }
        }
        if !asks.is_empty() || !commitments.is_empty() || sentence.is_question || !begins_line(text, number) {
            return;
        }
        let own = dates::due(&sentence.words, sent);
        let deed = |due| Deed { span: sentence.at.clone(), due, is_question: false };
        match self.lead.filter(|_| sentence.item.is_some()) {
            Some(Lead::Ask(due)) => asks.push(deed(own.or(due))),
            Some(Lead::Commitment(due)) => commitments.push(deed(own.or(due))),
            Some(Lead::Steps) if own.is_some() => commitments.push(deed(own)),
            _ if names_day(text, sentence, sent) => commitments.push(deed(own)),
            _ => {}
        }
    }
}

/// What a sentence that ends with a colon hands down.
fn lead(text: &Text<'_>, language: &str, sentence: &Sentence, last: (Option<&Deed>, Option<&Deed>)) -> Option<Lead> {
    if !text.slice(&sentence.at).ends_with(':') {
        return None;
    }
    match last {
        (Some(ask), _) => Some(Lead::Ask(ask.due)),
        (None, Some(commitment)) => (sentence.words.len() <= LONGEST_LEAD).then_some(Lead::Commitment(commitment.due)),
        (None, None) => talk::opens_steps(sentence, language).then_some(Lead::Steps),
    }
}

/// The first sentence of its line.
fn begins_line(text: &Text<'_>, number: usize) -> bool {
    let Some(sentence) = text.sentences.get(number) else { return false };
    let Some(before) = number.checked_sub(1).and_then(|before| text.sentences.get(before)) else { return true };
    sentence.item.is_some() && text.slice(&(before.at.end..sentence.at.start)).contains('\n') || sentence.item.is_none()
}

/// 'Wednesday: test version', 'group tickets: Thursday': a day to come on one side of a colon, and nothing but it.
fn names_day(text: &Text<'_>, sentence: &Sentence, sent: &Sent<'_>) -> bool {
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
