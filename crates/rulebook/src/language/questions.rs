//! Finds what a message asks, sentence by sentence. Whether an answer is owed is decided by its neighbour.

use super::sentences::{list_mark, paragraphs, sentences_of};

/// An item of a numbered list is taken for a question or request up to this many sentences; longer ones tell a story.
const LONGEST_ITEM: usize = 4;

/// The sentences that ask, in order, as they stand; items of a numbered list count, whatever their end.
pub(super) fn questions(text: &str) -> Vec<String> {
    let paragraphs = paragraphs(text);
    let numbered = has_numbered_list(&paragraphs);
    let mut found = Vec::new();
    for paragraph in &paragraphs {
        let (mark, number) = list_mark(paragraph).unwrap_or((0, 0));
        let sentences = sentences_of(paragraph.get(mark..).unwrap_or(paragraph));
        let asking: Vec<String> = sentences.iter().filter(|sentence| asks(sentence)).cloned().collect();
        if asking.is_empty() && numbered && number > 0 && sentences.len() <= LONGEST_ITEM {
            found.extend(sentences.into_iter().next());
        } else {
            found.extend(asking);
        }
    }
    found
}

/// Two items at least, counted from one, of which one asks or all are short: a list of wishes, not of dates.
pub(super) fn has_numbered_list(paragraphs: &[String]) -> bool {
    let numbers: Vec<u32> =
        paragraphs.iter().filter_map(|p| list_mark(p)).map(|(_, number)| number).filter(|n| *n > 0).collect();
    numbers.len() >= 2 && numbers.first() == Some(&1) && numbers.windows(2).all(|pair| matches!(pair, [a, b] if b > a))
}

/// Ends with a question mark, be it among others, behind a bracket or a quotation mark.
fn asks(sentence: &str) -> bool {
    let end = sentence.trim_end_matches(['!', '.', '…', ')', '"', '”', '»', '\'', ' ']);
    end.ends_with('?') && end.chars().any(char::is_alphabetic)
}
