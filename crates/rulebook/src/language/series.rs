//! One long draft as several short mails: its pieces, which of them speak of the same thing, and what each mail would be called.
//! A proposal only; a person moves paragraphs, steps and files until it is right. Nothing is lost, nothing stands in two mails.

mod pieces;
mod subject;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use super::text::{Sentence, Text};
use super::{known, sentences, talk, which};

pub use pieces::Pieces;

/// More mails at once are no help to whoever gets them.
pub const MOST_PARTS: usize = 5;

/// A paragraph with fewer telling words is no topic of its own.
const FEWEST_WORDS: usize = 6;

/// Long paragraphs share a telling word by chance; with as many they speak of one thing.
const CLEARLY_SHARED: usize = 2;

/// As many telling words two paragraphs share at most before they surely speak of one thing.
const MOST_SHARED: usize = 3;

/// A draft with what goes along.
#[derive(Debug, Clone, Copy, Default)]
pub struct Whole<'a> {
    /// As typed, marks included.
    pub text: &'a str,
    /// `en`, `pl` or `ru`; found when not given.
    pub language: Option<&'a str>,
    /// The words of its next steps.
    pub steps: &'a [&'a str],
    /// The names of its files.
    pub files: &'a [&'a str],
}

/// One of the mails, by the places of what belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposed {
    /// What it would be called, in the words of the draft; empty when they give nothing.
    pub subject: String,
    /// Which paragraphs.
    pub paragraphs: Vec<usize>,
    /// Which steps.
    pub steps: Vec<usize>,
    /// Which files.
    pub files: Vec<usize>,
}

/// Takes a draft to pieces and proposes the mails it could be. A draft with one paragraph is one mail.
///
/// ```
/// use rulebook::language::{Whole, propose};
///
/// let text = "Hi Anna,\n\nThe new server for the shop is ready and runs since Monday.\n\n\
///             Regarding the logo, please choose between the green and the orange variant.\n\nBest regards,\nMarta";
/// let (pieces, parts) = propose(&Whole { text, ..Whole::default() });
/// assert_eq!(parts.len(), 2);
/// assert_eq!(parts[1].subject, "The logo");
/// assert!(pieces.with(&parts[1].paragraphs).text().starts_with("Hi Anna,\n\nRegarding the logo"));
/// ```
pub fn propose(whole: &Whole<'_>) -> (Pieces, Vec<Proposed>) {
    let language = known(whole.language).unwrap_or_else(|| which(whole.text));
    let pieces = Pieces::of(whole.text);
    let telling: Vec<BTreeSet<String>> = pieces.paragraphs.iter().map(|text| stems_of(text, language)).collect();
    let mut parts: Vec<Proposed> = grouped(&pieces.paragraphs, &telling, language)
        .into_iter()
        .map(|paragraphs| {
            let says = |at: &usize| telling.get(*at).map_or(0, BTreeSet::len) * 2 >= FEWEST_WORDS;
            let first = paragraphs.iter().max_by_key(|at| (named(&pieces, **at, language), says(at), Reverse(**at)));
            let text = first.and_then(|at| pieces.paragraphs.get(*at)).map(String::as_str).unwrap_or_default();
            Proposed { subject: subject::of(text, language), paragraphs, ..Proposed::default() }
        })
        .collect();
    for (number, step) in whole.steps.iter().enumerate() {
        let at = where_said(&pieces.paragraphs, step).or_else(|| nearest(&telling, &stems_of(step, language)));
        if let Some(part) = part_with(&mut parts, at) {
            part.steps.push(number);
        }
    }
    let mut spoken_of = attached(&pieces.paragraphs, language);
    for (number, file) in whole.files.iter().enumerate() {
        let at = where_said(&pieces.paragraphs, file)
            .or_else(|| nearest(&telling, &stems_of(&file.replace(|c: char| !c.is_alphanumeric(), " "), language)))
            .or_else(|| if spoken_of.len() > 1 { spoken_of.pop_front() } else { spoken_of.front().copied() });
        if let Some(part) = part_with(&mut parts, at) {
            part.files.push(number);
        }
    }
    (pieces, parts)
}

/// What a draft surely says about one thing, in bytes of the draft.
pub(super) struct Topic {
    /// The line that begins it.
    pub(super) opening: Range<usize>,
    /// Its paragraphs.
    paragraphs: Vec<Range<usize>>,
}

impl Topic {
    /// Whether this place is in one of its paragraphs.
    pub(super) fn holds(&self, place: &Range<usize>) -> bool {
        self.paragraphs.iter().any(|paragraph| paragraph.contains(&place.start))
    }
}

/// In a short draft a paragraph that asks may be a topic of its own with as few telling words.
const FEWEST_TO_ASK: usize = 3;

/// The surely different things that a draft is about; in a short one paragraphs may be shorter.
pub(super) fn sure_topics(text: &str, language: &str, is_long: bool) -> Vec<Topic> {
    let fewest = if is_long { FEWEST_WORDS } else { FEWEST_TO_ASK };
    let pieces = Pieces::of(text);
    let telling: Vec<BTreeSet<String>> = pieces.paragraphs.iter().map(|text| stems_of(text, language)).collect();
    let opens = named_topics(&pieces.paragraphs, language);
    let places = places(text, &pieces.paragraphs);
    let topic = |topic: Vec<usize>| {
        let opening = places.get(*topic.first()?)?.0.clone();
        Some(Topic { opening, paragraphs: topic.iter().filter_map(|at| Some(places.get(*at)?.1.clone())).collect() })
    };
    by_words(&without_refrain(&telling), &opens, CLEARLY_SHARED, fewest).into_iter().filter_map(topic).collect()
}

/// Where each paragraph's first line and the whole of it stand in the text.
fn places(text: &str, paragraphs: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut from = 0;
    let mut firsts: Vec<Range<usize>> = Vec::new();
    for paragraph in paragraphs {
        let line = paragraph.lines().next().unwrap_or_default();
        let start = text.get(from..).and_then(|rest| rest.find(line)).map_or(from, |at| from + at);
        firsts.push(start..start + line.len());
        from = start + line.len();
    }
    let ends: Vec<usize> = firsts.iter().skip(1).map(|next| next.start).chain([text.len()]).collect();
    firsts.into_iter().zip(ends).map(|(first, end)| (first.clone(), first.start..end.max(first.start))).collect()
}

/// Whether a paragraph says itself what it is about.
fn named(pieces: &Pieces, at: usize, language: &str) -> bool {
    pieces.paragraphs.get(at).is_some_and(|text| subject::opens_topic(text, language))
}

/// The mail with this paragraph; the first when nobody knows.
fn part_with(parts: &mut [Proposed], paragraph: Option<usize>) -> Option<&mut Proposed> {
    let at = paragraph.and_then(|at| parts.iter().position(|part| part.paragraphs.contains(&at)));
    parts.get_mut(at.unwrap_or(0))
}

/// Paragraphs that speak of one thing, in the order of the draft.
fn grouped(paragraphs: &[String], telling: &[BTreeSet<String>], language: &str) -> Vec<Vec<usize>> {
    if paragraphs.len() < 2 {
        return if paragraphs.is_empty() { Vec::new() } else { vec![vec![0]] };
    }
    let opens = named_topics(paragraphs, language);
    let telling = &without_refrain(telling);
    let tries = (1..=MOST_SHARED).map(|shared| by_words(telling, &opens, shared, FEWEST_WORDS));
    let found = tries.into_iter().find(|groups| groups.len() > 1);
    // What says one thing all through is still cut where it can be.
    let groups = found.unwrap_or_else(|| (0..paragraphs.len()).map(|at| vec![at]).collect());
    few_enough(groups, telling)
}

/// Words that stand in most paragraphs tell none of them apart.
fn without_refrain(telling: &[BTreeSet<String>]) -> Vec<BTreeSet<String>> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for word in telling.iter().flatten() {
        *count.entry(word).or_default() += 1;
    }
    let everywhere = |word: &str| telling.len() > 2 && count.get(word).is_some_and(|n| n * 3 > telling.len() * 2);
    telling.iter().map(|words| words.iter().filter(|word| !everywhere(word)).cloned().collect()).collect()
}

/// What paragraphs name at their beginning as another topic, by its telling words.
fn named_topics(paragraphs: &[String], language: &str) -> Vec<Option<BTreeSet<String>>> {
    let named =
        |text: &String| subject::opens_topic(text, language).then(|| stems_of(&subject::of(text, language), language));
    paragraphs.iter().map(named).collect()
}

/// A paragraph joins the last topic it shares enough words with, one that names its topic only where that was spoken of; a short one
/// the topic before it, at the beginning the one after.
fn by_words(
    telling: &[BTreeSet<String>],
    opens: &[Option<BTreeSet<String>>],
    shared: usize,
    fewest: usize,
) -> Vec<Vec<usize>> {
    let mut topics: Vec<(BTreeSet<String>, Vec<usize>)> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    for (at, words) in telling.iter().enumerate() {
        let named = opens.get(at).and_then(Option::as_ref);
        let spoken_of = |known: &BTreeSet<String>| named.is_none_or(|named| !named.is_disjoint(known));
        let shares = |known: &BTreeSet<String>| known.intersection(words).count() >= shared;
        let related = topics.iter().rposition(|(known, _)| shares(known) && spoken_of(known));
        let too_short = named.is_none() && words.len() < fewest;
        let joins = related.or_else(|| too_short.then(|| topics.len().checked_sub(1)).flatten());
        match joins.and_then(|topic| topics.get_mut(topic)) {
            Some((known, places)) => {
                known.extend(words.iter().cloned());
                places.push(at);
            }
            None if too_short => waiting.push(at),
            None => {
                let mut places = std::mem::take(&mut waiting);
                places.push(at);
                topics.push((words.clone(), places));
            }
        }
    }
    if !waiting.is_empty() {
        topics.push((BTreeSet::new(), waiting));
    }
    topics.into_iter().map(|(_, places)| places).collect()
}

/// Puts the shortest to its neighbour until they are few.
fn few_enough(mut groups: Vec<Vec<usize>>, telling: &[BTreeSet<String>]) -> Vec<Vec<usize>> {
    while groups.len() > MOST_PARTS {
        let weight =
            |group: &Vec<usize>| -> usize { group.iter().filter_map(|at| telling.get(*at)).map(BTreeSet::len).sum() };
        let Some((at, _)) = groups.iter().enumerate().min_by_key(|(_, group)| weight(group)) else { break };
        let shortest = groups.remove(at);
        if let Some(neighbour) = groups.get_mut(at.saturating_sub(1)) {
            neighbour.extend(shortest);
            neighbour.sort_unstable();
        }
    }
    groups
}

fn stems_of(text: &str, language: &str) -> BTreeSet<String> {
    Text::read(text, language).sentences.iter().flat_map(|sentence: &Sentence| talk::stems(sentence)).collect()
}

/// The paragraph in which these words stand as they are.
fn where_said(paragraphs: &[String], words: &str) -> Option<usize> {
    let flat = |text: &str| sentences::fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let wanted = flat(words);
    paragraphs.iter().position(|text| !wanted.is_empty() && flat(text).contains(&wanted))
}

/// The paragraph that shares most telling words; the first of several, none when it shares none.
fn nearest(telling: &[BTreeSet<String>], words: &BTreeSet<String>) -> Option<usize> {
    let shared = |known: &BTreeSet<String>| known.intersection(words).count();
    let best = telling.iter().enumerate().max_by_key(|(at, known)| (shared(known), Reverse(*at)))?;
    (shared(best.1) > 0).then_some(best.0)
}

/// The paragraphs that speak of something attached.
fn attached(paragraphs: &[String], language: &str) -> VecDeque<usize> {
    let speaks = |text: &String| !talk::spans(&Text::read(text, language), language, "attached").is_empty();
    paragraphs.iter().enumerate().filter(|(_, text)| speaks(text)).map(|(at, _)| at).collect()
}
