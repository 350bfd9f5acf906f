//! The piece of a text around the first word that was looked for. Not here: finding messages.

use std::ops::Range;

use super::cut::cut;
use super::fold::fold;

/// How much of a text is looked through, in bytes.
const LOOKED_AT: usize = 2_000;
/// How much is shown, in bytes, about.
const SHOWN: usize = 220;

/// A piece of a text with the places of the words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The piece, on one line.
    pub text: String,
    /// Byte ranges within it, in order.
    pub marks: Vec<Range<usize>>,
}

/// Cuts the piece; `beginnings` are folded beginnings of the words looked for.
pub(super) fn excerpt(text: &str, beginnings: &[String]) -> Excerpt {
    let text = upto(text, LOOKED_AT);
    let is_meant = |range: &Range<usize>| {
        let word = fold(text.get(range.clone()).unwrap_or_default());
        beginnings.iter().any(|beginning| word.starts_with(beginning.as_str()))
    };
    let first = cut(text).find(is_meant).map_or(0, |range| range.start);
    let start = back_to_space(text, first.saturating_sub(SHOWN / 4));
    let piece = upto(text.get(start..).unwrap_or_default(), SHOWN);
    let mut marks = Vec::new();
    for range in cut(piece) {
        let word = fold(piece.get(range.clone()).unwrap_or_default());
        if beginnings.iter().any(|beginning| word.starts_with(beginning.as_str())) {
            marks.push(range);
        }
    }
    // One byte for one byte, so that the marks stay where they are.
    Excerpt { text: piece.replace(['\n', '\r', '\t'], " "), marks }
}

fn upto(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// The start of the word at or before this place.
fn back_to_space(text: &str, at: usize) -> usize {
    let before = upto(text, at);
    before
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + before.get(space..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8))
}

/// Whether these folded words stand in a row somewhere in the text.
pub(super) fn has_in_a_row(text: &str, words: &[String]) -> bool {
    let have: Vec<String> = cut(text).filter_map(|range| text.get(range)).map(fold).collect();
    have.windows(words.len().max(1)).any(|window| window == words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_piece_is_around_the_word_and_marks_it() {
        let text = format!("{} Proszę o FAKTURĘ\nza serwer. {}", "Dzień dobry. ".repeat(50), "Pozdrawiam. ".repeat(50));
        let piece = excerpt(&text, &["faktur".to_owned()]);
        assert!(piece.text.len() <= SHOWN && piece.text.contains("o FAKTURĘ za serwer"), "{piece:?}");
        let marked: Vec<&str> = piece.marks.iter().map(|range| &piece.text[range.clone()]).collect();
        assert_eq!(marked, ["FAKTURĘ"]);
    }

    #[test]
    fn without_the_word_it_is_the_beginning() {
        assert_eq!(excerpt("Short text.", &["other".to_owned()]).text, "Short text.");
        assert_eq!(excerpt("", &[]), Excerpt::default());
    }

    #[test]
    fn words_in_a_row_are_told_from_words_apart() {
        let row = ["late".to_owned(), "fee".to_owned()];
        assert!(has_in_a_row("The Late  fee, again", &row));
        assert!(!has_in_a_row("late, and a fee", &row));
    }
}
