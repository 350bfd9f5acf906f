//! Which sentences put a problem on the reader. The phrases stand in `talk/`; what they find is weighed with the habits of words and,
//! on a second look, with what a head sees.

use std::ops::Range;

use super::heads::Head;
use super::heat::{Features, Marker};
use super::sense::Sight;
use super::talk;
use super::text::{Sentence, Text};
use super::weighing::{self, Verdict, Words, yes};

/// The sentences that blame.
pub(super) fn read(
    text: &Text<'_>,
    language: &str,
    (heat, markers): (f32, &[Marker]),
    features: &[Features],
    sight: Option<&Sight>,
) -> Vec<Range<usize>> {
    let all = text.sentences.iter().zip(words(text, language, (heat, markers), features)).enumerate();
    let blames = all.filter(|(at, (sentence, words))| {
        let says = |sign| talk::says(sentence, language, sign);
        // 'It is your own fault' stands, whatever habits and a second look hear in it; so does 'It was our mistake'.
        says("fault")
            || (!says("own") || says("blame"))
                && weighing::of_sentence(Verdict::Blames, words, Head::Blame, sight, *at) > 0.0
    });
    blames.map(|(_, (sentence, _))| sentence.at.clone()).collect()
}

/// What the words of each sentence show of blame.
pub(super) fn words(
    text: &Text<'_>,
    language: &str,
    (heat, markers): (f32, &[Marker]),
    features: &[Features],
) -> Vec<Words> {
    let of = |(at, sentence): (usize, &Sentence)| {
        // Markers stand in the order of their sentences.
        let from = markers.partition_point(|marker| marker.span.start < sentence.at.start);
        let here = markers.iter().skip(from).take_while(|marker| marker.span.start < sentence.at.end);
        let kinds: Vec<&str> = here.map(|marker| marker.kind).collect();
        let has = |wanted: &[&str]| kinds.iter().any(|kind| wanted.contains(kind));
        let facts = [
            yes(talk::says(sentence, language, "blame")),
            yes(has(&["you-failed"])),
            yes(has(&["said-before", "counting", "cold"])),
            yes(sentence.is_question),
            heat,
            yes(sentence.item.is_some()),
        ];
        weighing::words(Verdict::Blames, facts, features.get(at))
    };
    text.sentences.iter().enumerate().map(of).collect()
}
