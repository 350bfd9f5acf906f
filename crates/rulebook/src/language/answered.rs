//! Which of the client's questions a draft leaves open. By shared words and by the kind of answer the question wants.

use std::collections::BTreeSet;

use super::client;
use super::talk::stems;
use super::text::{Sentence, Text};

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

/// The questions of the client's mail that nothing in the draft answers, as they stand.
pub(super) fn unanswered(question_mail: &str, draft: &Text<'_>, language: &str, refuses: bool) -> Vec<String> {
    let asked = Text::read(question_mail, language);
    let reading = client::asked(&asked, language);
    let own: BTreeSet<String> = draft.sentences.iter().flat_map(stems).collect();
    let says_a_number = draft.sentences.iter().any(has_number);
    let mut open = Vec::new();
    let mut plain_answers =
        usize::from(refuses) + draft.sentences.iter().filter(|sentence| begins_with_answer(sentence)).count();
    for question in reading.iter().filter(|question| question.is_question).take(MOST_QUESTIONS) {
        let Some(sentence) = asked.sentences.get(question.sentence) else { continue };
        let wants = wants(sentence);
        // What stands beside the question in its sentence is part of it: 'A, and how much is it?'
        let is_spoken_of = !stems(sentence).is_disjoint(&own);
        if is_spoken_of || wants != Wants::Anything && says_a_number {
            continue;
        }
        if plain_answers > 0 && wants == Wants::Anything {
            plain_answers -= 1;
            continue;
        }
        open.push(asked.slice(&question.span).to_owned());
    }
    open
}

fn wants(sentence: &Sentence) -> Wants {
    let has = |list: &[&str]| sentence.words.iter().any(|word| word.is_one_of(list));
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
