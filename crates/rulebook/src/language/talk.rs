//! What else a draft does: guarantees of outcomes nobody controls, blame, a list of next steps, an attachment or a call spoken of, and how
//! many things it is about. The phrases stand in `talk/`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::grammar::Tables;
use super::text::{Sentence, Text};

static PHRASES: LazyLock<Tables> = LazyLock::new(|| {
    Tables::read([include_str!("talk/en.txt"), include_str!("talk/pl.txt"), include_str!("talk/ru.txt")])
});

/// Words of fewer letters say little about a topic.
const SHORTEST_TOPIC_WORD: usize = 5;

/// As many letters of a word are compared: endings differ.
const STEM: usize = 5;

/// A paragraph with fewer telling words is no topic of its own.
const FEWEST_WORDS: usize = 6;

/// The line above a list has no more words.
const LONGEST_HEAD: usize = 5;

/// The sentences with a phrase of this sign.
pub(super) fn spans(text: &Text<'_>, language: &str, sign: &str) -> Vec<Range<usize>> {
    let with = text.sentences.iter().filter(|sentence| says(sentence, language, sign));
    with.map(|sentence| sentence.at.clone()).collect()
}

/// Has the sentence a phrase of this sign?
pub(super) fn says(sentence: &Sentence, language: &str, sign: &str) -> bool {
    let hits = PHRASES.of(language).find(sentence);
    hits.iter().any(|hit| hit.sign == sign && !hit.is_taken_back(&hits, "not"))
}

/// Does a line say 'next steps'?
pub(super) fn opens_steps(line: &Sentence, language: &str) -> bool {
    line.words.len() <= LONGEST_HEAD && PHRASES.of(language).has(line, "steps")
}

/// Is there a list under a line that says 'next steps'?
pub(super) fn has_next_steps(text: &Text<'_>, language: &str) -> bool {
    let head = text.sentences.iter().position(|line| opens_steps(line, language));
    head.is_some_and(|head| text.sentences.iter().skip(head + 1).take(2).any(|line| line.item.is_some()))
}

/// The things a mail is about: paragraphs that share no telling words with an earlier one. At least one.
pub(super) fn topics(text: &Text<'_>) -> Vec<Range<usize>> {
    let mut topics: Vec<(BTreeSet<String>, Range<usize>)> = Vec::new();
    let mut paragraph: Option<(usize, BTreeSet<String>, Range<usize>)> = None;
    for sentence in &text.sentences {
        let stems = stems(sentence);
        match paragraph.as_mut().filter(|(number, ..)| *number == sentence.paragraph) {
            Some((_, known, at)) => {
                known.extend(stems);
                at.end = sentence.at.end;
            }
            None => {
                settle(&mut topics, paragraph.take());
                paragraph = Some((sentence.paragraph, stems, sentence.at.clone()));
            }
        }
    }
    settle(&mut topics, paragraph);
    topics.into_iter().map(|(_, at)| at).collect()
}

fn settle(
    topics: &mut Vec<(BTreeSet<String>, Range<usize>)>,
    paragraph: Option<(usize, BTreeSet<String>, Range<usize>)>,
) {
    let Some((_, stems, at)) = paragraph else { return };
    let related = topics.iter().rposition(|(known, _)| known.intersection(&stems).count() >= 1);
    match related.or_else(|| (stems.len() < FEWEST_WORDS && !topics.is_empty()).then(|| topics.len() - 1)) {
        Some(topic) => {
            if let Some((known, place)) = topics.get_mut(topic) {
                known.extend(stems);
                place.end = place.end.max(at.end);
            }
        }
        None => topics.push((stems, at)),
    }
}

/// The telling words of a sentence by their beginnings.
pub(super) fn stems(sentence: &Sentence) -> BTreeSet<String> {
    let telling = sentence.words.iter().filter(|word| {
        word.folded.chars().count() >= SHORTEST_TOPIC_WORD && !COMMON.contains(&first_letters(&word.folded).as_str())
    });
    telling.map(|word| first_letters(&word.folded)).collect()
}

/// The short telling words without the letter by which alone they differ: 'umowa' and 'umowę'. English has no such endings.
pub(super) fn short_stems(sentence: &Sentence, language: &str) -> BTreeSet<String> {
    let is_short = |word: &&str| word.chars().count() == SHORTEST_TOPIC_WORD && !COMMON.contains(word);
    let words = sentence.words.iter().map(|word| word.folded.as_str()).filter(is_short);
    words.filter(|_| language != "en").map(|word| word.chars().take(SHORTEST_TOPIC_WORD - 1).collect()).collect()
}

fn first_letters(word: &str) -> String {
    word.chars().take(STEM).collect()
}

/// Beginnings of words that stand in every mail.
const COMMON: &[&str] = &[
    "pleas",
    "could",
    "would",
    "shoul",
    "there",
    "their",
    "about",
    "which",
    "where",
    "after",
    "befor",
    "thank",
    "again",
    "still",
    "other",
    "these",
    "those",
    "today",
    "tomor",
    "monda",
    "tuesd",
    "wedne",
    "thurs",
    "frida",
    "prosz",
    "bardz",
    "jeszc",
    "dziek",
    "panst",
    "tylko",
    "moglb",
    "mozem",
    "bedzi",
    "ktory",
    "ktora",
    "ktore",
    "zeby",
    "jutro",
    "ponie",
    "wtore",
    "srode",
    "srody",
    "czwar",
    "piate",
    "piatk",
    "tygod",
    "пожал",
    "спаси",
    "котор",
    "можно",
    "может",
    "будет",
    "чтобы",
    "сегод",
    "завтр",
    "после",
    "перед",
    "тольк",
    "понед",
    "вторн",
    "среду",
    "среды",
    "четве",
    "пятни",
    "недел",
    "очень",
    "также",
    "здрав",
    "вопро",
    "pytan",
    "quest",
];
