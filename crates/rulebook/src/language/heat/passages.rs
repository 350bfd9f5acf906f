//! One heated sentence, or two, in a text that is calm otherwise. Of the whole they are too small a part to be seen: of drafts into
//! which one sentence of an angry one was put, a fortieth was held for the whole (`model.md`).

use std::ops::Range;

use super::super::text::{Sentence, Text};
use super::{EDGY, HOT, Looks, Marker, markers, model};

/// A heated passage.
pub(super) struct Passage {
    /// How heated it is; [`EDGY`] at least.
    pub(super) score: f32,
    /// Where it stands.
    pub(super) place: Range<usize>,
}

/// Words that carry heat whatever stands around them.
const OPEN: [&str; 3] = ["insult", "swear", "threat"];

/// 'Pay, or I take your site offline': said however calmly. No part of the trained model.
const ULTIMATUM: &str = "ultimatum";

/// A passage without such words must be so hot by both looks; with them, by the one that has the last word.
const CLEARLY: f32 = 0.5;

/// A passage with so many kinds of markers is edgy at least.
const SHARP: usize = 3;

/// The most heated passage: a sentence alone, else two that stand side by side.
pub(super) fn hottest(text: &Text<'_>, looks: &Looks<'_>) -> Option<Passage> {
    let count = text.sentences.len();
    let longest = count.min(2);
    let all =
        (1..=longest).flat_map(|length| (0..=count - length).map(move |at| (at..at + length).collect::<Vec<_>>()));
    let heated = all.filter(|some| !some.iter().any(|at| is_quoted(text, *at))).filter_map(|some| {
        let score = score(&some, looks)?;
        let place = place(text, &some)?;
        Some(Passage { score, place })
    });
    let sharp = || sharp(text, &looks.signals.markers).map(|place| Passage { score: EDGY, place });
    // Of equals the first and shortest.
    heated.reduce(|most, next| if next.score > most.score { next } else { most }).or_else(sharp)
}

/// The sentences that are heated by themselves beside the one that is hottest.
pub(super) fn others(text: &Text<'_>, looks: &Looks<'_>, hottest: &Range<usize>) -> Vec<Range<usize>> {
    let apart =
        |(_, sentence): &(usize, &Sentence)| sentence.at.end <= hottest.start || hottest.end <= sentence.at.start;
    let heated = |(at, _): &(usize, &Sentence)| !is_quoted(text, *at) && score(&[*at], looks).is_some();
    let all = text.sentences.iter().enumerate().filter(apart).filter(heated);
    all.map(|(_, sentence)| sentence.at.clone()).collect()
}

/// How heated a passage is, where it is clearly so.
fn score(some: &[usize], looks: &Looks<'_>) -> Option<f32> {
    let carries = |kinds: &[&str]| looks.signals.markers_of(some).any(|marker| kinds.contains(&marker.kind));
    let (is_open, is_twice) = (carries(&OPEN), looks.sight.is_some());
    let last = looks.levels(some);
    let is_hot = if is_twice {
        let first = model::levels(&looks.signals.of_some(some));
        let by_both = first.hot >= CLEARLY && last.hot >= CLEARLY;
        // 'Mam dość tych głupich pytań': what is openly said in two ways no second look takes back.
        let says_twice = OPEN.iter().filter(|kind| carries(&[kind])).count() > 1;
        is_open && last.hot >= 0.0 || by_both || says_twice && first.hot >= CLEARLY
    } else {
        is_open && last.hot >= CLEARLY
    };
    let is_edgy = last.hot >= if is_twice { CLEARLY } else { 2.0 * CLEARLY } || carries(&[ULTIMATUM]);
    if is_hot { Some(last.score().max(HOT)) } else { is_edgy.then_some(EDGY) }
}

fn place(text: &Text<'_>, some: &[usize]) -> Option<Range<usize>> {
    let of = |at: &usize| text.sentences.get(*at).map(|sentence| sentence.at.clone());
    Some(of(some.first()?)?.start..of(some.last()?)?.end)
}

/// So many words in quotation marks are a quotation: somebody else said them.
const QUOTATION: usize = 4;

/// Does a sentence quote somebody?
pub(super) fn is_quoted(text: &Text<'_>, at: usize) -> bool {
    let quoted = |sentence: &Sentence| sentence.words.iter().filter(|word| word.quoted).count() >= QUOTATION;
    text.sentences.get(at).is_some_and(quoted)
}

/// The first sentence that is sharp alone; else the first of two that are sharp together.
fn sharp(text: &Text<'_>, markers: &[Marker]) -> Option<Range<usize>> {
    // Most drafts carry nothing: whoever has too few markers in all need not be looked through.
    if markers.len() < SHARP {
        return None;
    }
    let alone = text.sentences.iter().find(|sentence| is_sharp(&sentence.at, markers));
    let together = || {
        let pairs = text.sentences.windows(2).filter_map(|pair| Some((pair.first()?, pair.last()?)));
        let mut pairs = pairs.map(|(one, next)| (one, one.at.start..next.at.end));
        pairs.find(|(_, both)| is_sharp(both, markers)).map(|(one, _)| one)
    };
    alone.or_else(together).map(|sentence| sentence.at.clone())
}

/// Does a place carry heat of several kinds at once? Marks and quotation marks alone say little.
fn is_sharp(place: &Range<usize>, markers: &[Marker]) -> bool {
    let kinds = markers::inside(markers, place).map(|marker| marker.kind);
    let mut kinds: Vec<&str> = kinds.filter(|kind| !matches!(*kind, "marks" | "scare-quotes")).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() >= SHARP
}
