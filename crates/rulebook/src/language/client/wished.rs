//! By when a client wishes what they ask for.

use jiff::civil::Date;

use super::super::dates::{self, Sent};
use super::super::text::{Sentence, Text};
use super::{Asked, PHRASES};

/// A day by which something is asked for; dates of other things are none.
pub(super) fn wished_date(text: &Text<'_>, language: &str, asked: &[Asked], sent: &Sent<'_>) -> Option<Date> {
    let mut numbers: Vec<usize> = asked.iter().map(|asked| asked.sentence).collect();
    numbers.dedup();
    let in_asked = || numbers.iter().filter_map(|number| text.sentences.get(*number));
    let by = |sentence: &Sentence| dates::deadline(&sentence.words, sent);
    let due = |sentence: &Sentence| dates::due(&sentence.words, sent);
    // The day in a question is when something is, unless it is wished 'na piątek', 'for Friday'.
    let is_for = |sentence: &&Sentence| {
        let start = dates::find(&sentence.words, sent).first().map_or(0, |found| found.words.start);
        !sentence.is_question
            || sentence
                .words
                .get(start.saturating_sub(1))
                .is_some_and(|word| ["na", "for", "by", "on", "на", "к", "до"].contains(&word.folded.as_str()))
    };
    // 'The fair is on the 28th.', 'Мне удобно в четверг'
    let suits = |sentence: &&Sentence| PHRASES.of(language).has(sentence, "when");
    // Nobody says by when, but the fair is on 2 July: what is asked for is for that day.
    let event = |sentence: &Sentence| dates::day_named(&sentence.words, sent).filter(|_| !sentence.is_question);
    let tells_events = !asked.is_empty();
    in_asked()
        .find_map(by)
        .or_else(|| in_asked().filter(is_for).find_map(due))
        .or_else(|| text.sentences.iter().filter(suits).find_map(due))
        .or_else(|| text.sentences.iter().find_map(by))
        .or_else(|| text.sentences.iter().find_map(event).filter(|_| tells_events))
}
