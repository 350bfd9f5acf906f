//! The words of a mail as the store keeps them: what is new, what is folded away, and a glimpse for lists.

use mail::letter::{Nature, Parts, Piece};

/// How many characters of a message a list shows.
const PREVIEW: usize = 160;

/// The pieces that are folded away, as JSON; empty when everything is new.
///
/// The pieces keep their order. A lone piece of new words is left empty, since it stands beside as the new text;
/// where new words come between quotes, each piece keeps its words.
pub(crate) fn folded(parts: &Parts) -> String {
    let is_new = |piece: &&Piece| piece.nature == Nature::New;
    let new = parts.pieces.iter().filter(is_new).count();
    if new == parts.pieces.len() {
        return String::new();
    }
    let mut kept = parts.clone();
    if new == 1 {
        for piece in kept.pieces.iter_mut().filter(|piece| piece.nature == Nature::New) {
            piece.text.clear();
        }
    }
    serde_json::to_string(&kept).unwrap_or_default()
}

/// The pieces of a stored message, in their order, from its two columns.
///
/// ```
/// let parts = desk::receive::unfolded("Hello", "");
/// assert_eq!(parts.pieces.len(), 1);
/// ```
pub fn unfolded(new_text: &str, folded: &str) -> Parts {
    let whole = || Parts { pieces: vec![Piece { nature: Nature::New, text: new_text.to_owned() }] };
    if folded.is_empty() {
        return whole();
    }
    let Ok(mut parts) = serde_json::from_str::<Parts>(folded) else { return whole() };
    for piece in parts.pieces.iter_mut().filter(|it| it.nature == Nature::New && it.text.is_empty()) {
        new_text.clone_into(&mut piece.text);
    }
    parts
}

/// The whole text again, for finding it quoted in an answer.
pub(super) fn whole_text(new_text: &str, folded: &str) -> String {
    if folded.is_empty() {
        return new_text.to_owned();
    }
    let parts = unfolded(new_text, folded);
    parts.pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n")
}

/// A name or subject at a length that lists can bear; the raw mail keeps the whole.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The first new words on one line.
pub fn preview(new_text: &str) -> String {
    let mut preview = String::with_capacity(PREVIEW * 2);
    let mut length = 0;
    for word in new_text.split_whitespace() {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > PREVIEW {
            preview.push('…');
            return preview;
        }
        if length > 0 {
            preview.push(' ');
            length += 1;
        }
        preview.extend(word.chars().take(PREVIEW));
        length += letters;
    }
    preview
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(pieces: &[(Nature, &str)]) -> Parts {
        let piece = |(nature, text): &(Nature, &str)| Piece { nature: *nature, text: (*text).to_owned() };
        Parts { pieces: pieces.iter().map(piece).collect() }
    }

    #[test]
    fn a_message_comes_back_piece_by_piece() {
        let inline = parts(&[
            (Nature::Quote, "> When?"),
            (Nature::New, "Monday."),
            (Nature::Quote, "> Where?"),
            (Nature::New, "Here."),
        ]);
        let top = parts(&[(Nature::New, "Monday."), (Nature::Attribution, "Anna wrote:"), (Nature::Quote, "> When?")]);
        let plain = parts(&[(Nature::New, "Monday.")]);
        for parts in [inline, top, plain] {
            assert_eq!(unfolded(&parts.new_text(), &folded(&parts)), parts);
        }
    }

    #[test]
    fn what_is_all_new_keeps_nothing_folded() {
        assert_eq!(folded(&parts(&[(Nature::New, "Monday.")])), "");
    }

    #[test]
    fn what_is_short_stays_and_what_is_long_is_cut_between_letters() {
        assert_eq!(shortened("żółć", 4), "żółć");
        assert_eq!(shortened("żółć", 3), "żół…");
    }

    #[test]
    fn a_preview_is_one_line_and_ends_at_a_word() {
        assert_eq!(preview("Dzień dobry,\n\n  kiedy raport?"), "Dzień dobry, kiedy raport?");
        let long = preview(&"słowo ".repeat(100));
        assert!(long.ends_with("słowo…") && long.chars().count() <= PREVIEW + 1, "{long}");
        assert_eq!(preview(&"x".repeat(500)).chars().count(), PREVIEW);
    }
}
