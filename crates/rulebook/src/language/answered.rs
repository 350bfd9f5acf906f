//! Which of the client's questions a draft leaves open: by shared words, by the kind of answer the question wants, and, on a second
//! look, by how near any sentence of the draft comes to the question.

use std::ops::Range;

use super::client;
use super::refusals::Shown;
use super::sense::{Sense, Sight};
use super::talk::stems;
use super::text::{Sentence, Text};
use super::weighing::{self, Seen, Verdict, Words, yes};

/// What a question word wants to hear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wants {
    Anything,
    Time,
    Amount,
}

const TIME: &[&str] = &["when", "kiedy", "когда", "soon", "deadline", "termin", "срок", "сроки", "godzinie", "ktorej"];
const AMOUNT: &[&str] =
    &["much", "many", "ile", "сколько", "cost", "price", "koszt", "kosztowal", "kosztuje", "стоит", "цена", "цену"];
const YES_OR_NO: &[&str] = &[
    "yes",
    "no",
    "sure",
    "ok",
    "okay",
    "tak",
    "nie",
    "jasne",
    "oczywiscie",
    "pewnie",
    "da",
    "да",
    "нет",
    "конечно",
    "можно",
    "mozna",
    "moze",
    "niestety",
    "увы",
    "unfortunately",
    "не",
    "gladly",
    "chetnie",
    "можем",
    "mozemy",
    "absolutely",
];

/// More questions of one mail are not held against the draft: nobody answers so many in one, and time must stay bounded.
const MOST_QUESTIONS: usize = 100;

/// Questions of so many letters in all are looked at a second time.
const MOST_LETTERS: usize = 250;

/// Directions of texts in one language lie nearer to each other than this on the whole; what lies beyond counts.
const NEAR: f32 = 0.85;
const NEARER: f32 = 20.0;

/// A draft, and how its sentences were read.
#[derive(Clone, Copy)]
pub(super) struct Answer<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) language: &'a str,
    pub(super) shown: &'a [Shown],
    /// The second look at it, and whoever took it.
    pub(super) second: Option<(&'a Sight, &'a dyn Sense)>,
}

/// A question of the client and what shows whether the draft leaves it open.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question {
    /// In bytes of the client's mail.
    pub(super) span: Range<usize>,
    pub(super) words: Words,
    pub(super) seen: Option<Seen>,
}

/// The questions of the client's mail that nothing in the draft answers, as they stand.
pub(super) fn unanswered(mail: &str, answer: &Answer<'_>) -> Vec<String> {
    let open =
        questions(mail, answer).into_iter().filter(|it| weighing::odds(Verdict::LeavesOpen, &it.words, it.seen) > 0.0);
    open.filter_map(|it| mail.get(it.span)).map(str::to_owned).collect()
}

/// Every question of the client's mail.
pub(super) fn questions(mail: &str, answer: &Answer<'_>) -> Vec<Question> {
    let asked = Text::read(mail, answer.language);
    let all = client::asked(&asked, answer.language).into_iter().filter(|asked| asked.is_question);
    let all: Vec<(Range<usize>, &Sentence)> = all
        .filter_map(|question| Some((question.span, asked.sentences.get(question.sentence)?)))
        .take(MOST_QUESTIONS)
        .collect();
    let nearness = nearness(&all.iter().map(|(span, _)| asked.slice(span)).collect::<Vec<_>>(), answer);
    let own: Vec<_> = answer.text.sentences.iter().map(stems).collect();
    let has_number = answer.text.sentences.iter().any(has_number);
    let answers = answer.text.sentences.iter().filter(|sentence| begins_with_answer(sentence)).count();
    let mut plain = answers + usize::from(answer.shown.iter().any(|it| it.no));
    let (many, plain_each) = (all.len(), share(plain, all.len()));
    let of = |(at, (span, sentence)): (usize, (Range<usize>, &Sentence))| {
        let wanted = stems(sentence);
        let spoken = wanted.iter().filter(|stem| own.iter().any(|own| own.contains(*stem))).count();
        let (wants, is_last) = (wants(sentence), many > 1 && at + 1 == many);
        let fits = wants != Wants::Anything && has_number;
        let unspoken = spoken == 0 && !fits;
        let is_open = unspoken && (wants != Wants::Anything || plain == 0);
        plain -= usize::from(unspoken && !is_open);
        let length = share(answer.text.sentences.len(), 10);
        let words = [0.0, yes(is_open), share(spoken, wanted.len()), yes(fits), plain_each, yes(is_last), length];
        Question { span, words, seen: nearness.get(at).copied() }
    };
    all.into_iter().enumerate().map(of).collect()
}

fn share(part: usize, whole: usize) -> f32 {
    let small = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    (small(part) / small(whole.max(1))).min(1.0)
}

/// How near each question lies to the nearest sentence of the draft, and to the whole; nothing where there was no second look.
fn nearness(questions: &[&str], answer: &Answer<'_>) -> Vec<Seen> {
    let Some((sight, sense)) = answer.second else { return Vec::new() };
    let mut left = MOST_LETTERS;
    let read: Vec<&str> = questions
        .iter()
        .copied()
        .take_while(|question| {
            let letters = question.chars().count();
            let fits = letters <= left;
            left = left.saturating_sub(letters);
            fits
        })
        .collect();
    let sensed = (!read.is_empty()).then(|| sense.read(&read)).flatten();
    let near = |a: &[f32], b: &[f32]| (cosine(a, b) - NEAR) * NEARER;
    let of = |question: Vec<f32>| {
        let parts = sight.parts.iter().flatten().map(|part| near(part, &question));
        [parts.reduce(f32::max).unwrap_or(0.0), near(&sight.whole, &question)]
    };
    sensed.map(|sensed| sensed.parts.into_iter().map(of).collect()).unwrap_or_default()
}

/// How far two directions are one: 1 the same, 0 nothing to do with each other.
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    let length = (dot(a, a) * dot(b, b)).sqrt();
    if length > 0.0 { dot(a, b) / length } else { 0.0 }
}

fn wants(sentence: &Sentence) -> Wants {
    let has = |list: &[&str]| sentence.words.iter().any(|word| list.contains(&word.folded.as_str()));
    if has(TIME) {
        Wants::Time
    } else if has(AMOUNT) {
        Wants::Amount
    } else {
        Wants::Anything
    }
}

fn has_number(sentence: &Sentence) -> bool {
    sentence.words.iter().any(|word| word.folded.chars().any(|c| c.is_ascii_digit()))
}

fn begins_with_answer(sentence: &Sentence) -> bool {
    sentence.words.first().is_some_and(|word| YES_OR_NO.contains(&word.folded.as_str()))
}
