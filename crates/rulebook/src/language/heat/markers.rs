//! Named markers of heat: what the words do, found by the tables beside. Their weights are in the model.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::grammar::Tables;
use super::super::text::{Sentence, Text};

static PHRASES: LazyLock<Tables> =
    LazyLock::new(|| Tables::read([include_str!("en.txt"), include_str!("pl.txt"), include_str!("ru.txt")]));

/// The kinds of markers, in the order of the model.
pub const KINDS: [&str; 11] = [
    "said-before",
    "counting",
    "you-failed",
    "mock-thanks",
    "cold",
    "threat",
    "insult",
    "swear",
    "shouting",
    "marks",
    "scare-quotes",
];

/// Words that carry heat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// One of [`KINDS`].
    pub kind: &'static str,
    /// Where they stand, in bytes.
    pub span: Range<usize>,
}

/// Up to so many words in quotation marks are scare quotes; more are a quotation.
const SCARE_QUOTE_WORDS: usize = 3;

/// Every marker of the text, in order.
pub(super) fn find(text: &Text<'_>, language: &str) -> Vec<Marker> {
    let table = PHRASES.of(language);
    let mut markers = Vec::new();
    for sentence in &text.sentences {
        for hit in table.find(sentence) {
            let words = sentence.words.get(hit.first..hit.end).unwrap_or_default();
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            // What somebody else said does not count.
            if !first.quoted {
                markers.push(Marker { kind: hit.sign, span: first.at.start..last.at.end });
            }
        }
        markers.extend(shouting(sentence));
        markers.extend(scare_quotes(sentence));
        markers.extend(marks(sentence, text.whole));
    }
    markers.sort_by_key(|marker| (marker.span.start, marker.span.end));
    markers
}

/// Those of some markers that stand in a place.
pub(super) fn inside<'a>(
    all: &'a [Marker],
    place: &Range<usize>,
) -> impl Iterator<Item = &'a Marker> + Clone + use<'a> {
    // They stand in the order of the text, so that what lies before and behind need not be asked one by one.
    let from = all.partition_point(|marker| marker.span.start < place.start);
    let end = place.end;
    let near = all.get(from..).unwrap_or_default().iter().take_while(move |marker| marker.span.start < end);
    near.filter(move |marker| marker.span.end <= end)
}

/// Words in capitals beside others that are not; abbreviations have few letters.
fn shouting(sentence: &Sentence) -> Vec<Marker> {
    let shouted = sentence.words.iter().filter(|word| {
        word.shouted && !word.quoted && word.folded.chars().count() >= 3 && word.folded.chars().all(char::is_alphabetic)
    });
    let found: Vec<Marker> = shouted.map(|word| Marker { kind: "shouting", span: word.at.clone() }).collect();
    let long = found.iter().any(|marker| marker.span.len() >= 4) && sentence.words.len() > 1;
    if long { found } else { Vec::new() }
}

fn scare_quotes(sentence: &Sentence) -> Vec<Marker> {
    let mut found = Vec::new();
    let mut start: Option<usize> = None;
    for (at, word) in sentence.words.iter().enumerate() {
        match (start, word.quoted) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                found.extend(scare_quote(sentence, first, at));
                start = None;
            }
            _ => {}
        }
    }
    found.extend(start.and_then(|first| scare_quote(sentence, first, sentence.words.len())));
    found
}

fn scare_quote(sentence: &Sentence, first: usize, end: usize) -> Option<Marker> {
    let words = sentence.words.get(first..end)?;
    let is_name = words.first()?.capital;
    let span = words.first()?.at.start..words.last()?.at.end;
    (words.len() <= SCARE_QUOTE_WORDS && !is_name).then_some(Marker { kind: "scare-quotes", span })
}

/// '!!!' and '?!'; joy has them as well, so the model gives them little.
fn marks(sentence: &Sentence, whole: &str) -> Option<Marker> {
    let text = whole.get(sentence.at.clone())?;
    let at = ["!!", "?!", "!?", "???"].iter().find_map(|marks| text.find(marks).map(|at| at..at + marks.len()))?;
    Some(Marker { kind: "marks", span: sentence.at.start + at.start..sentence.at.start + at.end })
}
