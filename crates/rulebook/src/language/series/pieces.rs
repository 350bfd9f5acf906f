//! A draft in pieces: how it greets, its paragraphs, how it closes. Put together again, every word is there.

use std::ops::Range;

use crate::language::sentences::{is_greeting, is_sign_off, list_mark, without_frame};

/// A line that a mail program broke is at least this long.
const WRAPPED_LINE: usize = 60;

/// A draft in pieces. A paragraph keeps its own line breaks, marks and lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pieces {
    /// 'Hello Anna,'; empty when it greets nobody.
    pub greeting: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// 'Kind regards' and the name; empty when there is none.
    pub closing: String,
}

impl Pieces {
    /// Takes a text to pieces.
    pub fn of(text: &str) -> Self {
        let text = &text.replace("\r\n", "\n");
        let own = without_frame(text, lines(text));
        let filled = |line: &&Range<usize>| text.get((*line).clone()).is_some_and(|line| !line.trim().is_empty());
        let (Some(first), Some(last)) = (own.iter().find(filled), own.iter().rfind(filled)) else {
            return Self::frame_only(text);
        };
        let slice = |range: Range<usize>| text.get(range).unwrap_or_default();
        Self {
            greeting: slice(0..first.start).trim().to_owned(),
            paragraphs: paragraphs(slice(first.start..last.end)),
            closing: slice(last.end..text.len()).trim().to_owned(),
        }
    }

    /// A text that says nothing between greeting and closing.
    fn frame_only(text: &str) -> Self {
        let text = text.trim();
        let first = text.lines().next().unwrap_or_default();
        let greets = is_greeting(first.trim()) && !is_sign_off(first.trim());
        let (above, below) = if greets { text.split_at_checked(first.len()).unwrap_or((text, "")) } else { ("", text) };
        Self { greeting: above.trim().to_owned(), paragraphs: Vec::new(), closing: below.trim().to_owned() }
    }

    /// The same frame around some of the paragraphs.
    pub fn with(&self, paragraphs: &[usize]) -> Self {
        let some = paragraphs.iter().filter_map(|at| self.paragraphs.get(*at).cloned());
        Self { paragraphs: some.collect(), ..self.clone() }
    }

    /// One text again: this one, then what the other says. What stands in both frames stands once; what differs is kept.
    pub fn join(mut self, other: Self) -> Self {
        if other.greeting != self.greeting && !other.greeting.is_empty() {
            self.paragraphs.push(other.greeting);
        }
        self.paragraphs.extend(other.paragraphs);
        if self.closing.is_empty() {
            self.closing = other.closing;
        } else if other.closing != self.closing && !other.closing.is_empty() {
            self.paragraphs.push(other.closing);
        }
        self
    }

    /// The text.
    pub fn text(&self) -> String {
        let frame = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let pieces = frame(&self.greeting).into_iter().chain(self.paragraphs.clone()).chain(frame(&self.closing));
        pieces.collect::<Vec<_>>().join("\n\n")
    }
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        let at = start..start + line.trim_end_matches('\n').len();
        start += line.len();
        at
    };
    text.split_inclusive('\n').map(line).collect()
}

/// Blocks between blank lines; where there is none, lines that end on purpose. A list stays with the line that opens it, a
/// quote with what is said to it.
fn paragraphs(text: &str) -> Vec<String> {
    let joined = joined(blocks(text));
    match joined.as_slice() {
        [only] if only.lines().count() > 1 => of_lines(only),
        _ => joined,
    }
}

fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        match blocks.last_mut() {
            Some(block) if !line.trim().is_empty() => block.push(line),
            Some(block) if !block.is_empty() => blocks.push(Vec::new()),
            _ => {}
        }
    }
    blocks.into_iter().filter(|block| !block.is_empty()).map(|block| block.join("\n").trim_end().to_owned()).collect()
}

/// Puts to the block above what belongs to it.
fn joined(blocks: Vec<String>) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for block in blocks {
        match whole.last_mut().filter(|above| goes_on(above)) {
            Some(above) => above.extend(["\n\n", &block]),
            None => whole.push(block),
        }
    }
    whole
}

fn goes_on(above: &str) -> bool {
    let opens = above.trim_end().ends_with(':');
    let is_quote = |text: &str| text.lines().all(|line| line.trim_start().starts_with('>'));
    opens || is_quote(above)
}

/// A text without blank lines: each line a paragraph, unless it is an item, or goes on with the line above.
fn of_lines(text: &str) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for line in text.lines() {
        let is_item = list_mark(line.trim()).is_some() || line.starts_with([' ', '\t']);
        let wrapped = |above: &str| {
            let last = above.rsplit('\n').next().unwrap_or_default().trim_end();
            let ended = last.ends_with(['.', '!', '?', ':', '…', ';']);
            last.chars().count() >= WRAPPED_LINE && !ended && !line.trim().starts_with(char::is_uppercase)
        };
        match whole.last_mut().filter(|above| is_item || wrapped(above) || goes_on(above)) {
            Some(above) => above.extend(["\n", line.trim_end()]),
            None => whole.push(line.trim_end().to_owned()),
        }
    }
    whole
}
