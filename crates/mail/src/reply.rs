//! What is new in a mail, apart from quote, attribution and signature.
//!
//! A text is cut into [`Piece`]s by line; nothing is deleted, callers fold what is not new. How mails are
//! read or rendered does not live here. Every step is linear in the text: no backtracking, no recursion.

mod attribution;
mod copied;
mod divider;
mod fold;
mod header_block;
mod line;
mod parent;
mod signature;

use crate::letter::{Nature, Parts, Piece};

/// Bytes and lines that are looked at. More is a data dump, no letter: all of it is new.
const LONGEST_TEXT: usize = 32 * 1024 * 1024;
const MOST_LINES: usize = 1_500_000;

/// Cuts a plain text into what is new, quoted, attribution and signature.
///
/// `parent` is the whole text of the mail answered, when we hold it: lines found there are quotes
/// whatever their marks. When nothing new would be left of an unmarked forward, its body counts as new.
#[must_use]
pub fn split(text: &str, parent: Option<&str>) -> Parts {
    let dump = text.len() > LONGEST_TEXT || memchr::memchr_iter(b'\n', text.as_bytes()).count() > MOST_LINES;
    let Some(lines) = (if dump { None } else { line::read(text) }) else {
        return Parts { pieces: vec![Piece { nature: Nature::New, text: text.to_owned() }] };
    };
    let natures = fold::natures(&lines, parent);
    let mut pieces: Vec<Piece> = Vec::new();
    for (line, nature) in lines.iter().zip(natures) {
        match pieces.last_mut() {
            Some(last) if last.nature == nature => {
                last.text.push('\n');
                last.text.push_str(line.raw);
            }
            _ => pieces.push(Piece { nature, text: line.raw.to_owned() }),
        }
    }
    Parts { pieces }
}

impl Parts {
    /// The new text only: pieces in order, without the empty lines around them and without blanks at line ends.
    #[must_use]
    pub fn new_text(&self) -> String {
        self.join(&[Nature::New])
    }

    /// What is quoted, with its attributions and marks.
    #[must_use]
    pub fn quoted(&self) -> String {
        self.join(&[Nature::Quote, Nature::Attribution])
    }

    /// The signature with its delimiter; empty when there is none.
    #[must_use]
    pub fn signature(&self) -> String {
        self.join(&[Nature::Signature])
    }

    /// The wanted pieces in order; the empty lines at the edges of a piece belong to what stood beside it.
    fn join(&self, wanted: &[Nature]) -> String {
        let mut out = String::new();
        for piece in self.pieces.iter().filter(|piece| wanted.contains(&piece.nature)) {
            let mut empty = 0;
            let mut begun = false;
            for line in piece.text.lines().map(str::trim_end) {
                if line.is_empty() {
                    empty += 1;
                    continue;
                }
                if !out.is_empty() {
                    out.push('\n');
                }
                if begun {
                    out.extend(std::iter::repeat_n('\n', empty));
                }
                begun = true;
                empty = 0;
                out.push_str(line);
            }
        }
        out
    }
}
