//! What a client asks for: questions, requests, wishes, and the items of lists.

use std::ops::Range;

use super::super::deeds::{self, List, Of, Part, Says};
use super::super::text::{Sentence, Text, Word};
use super::{Asked, PHRASES, has_live};

/// Every question and request, in order.
pub(in super::super) fn asked(text: &Text<'_>, language: &str) -> Vec<Asked> {
    let numbered = text.sentences.iter().filter(|sentence| sentence.item.is_some()).count() >= 2;
    let mut asked = Vec::new();
    let mut list = List::default();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let spans = if sentence.is_question { Vec::new() } else { deeds::asked_spans(sentence, language) };
        let part = list.part(text, number, language, Says { asks: !spans.is_empty(), promises: false });
        let is_item = || numbered && sentence.item.is_some_and(|item| item > 0);
        let wishes = || has_live(&PHRASES.of(language).find(sentence), "asked");
        let spans = match part {
            Some(Part::Head(Of::Asks)) => Vec::new(),
            _ if sentence.is_question => questions_in(sentence, language),
            Some(Part::Item(Of::Asks, _)) => vec![sentence.at.clone()],
            _ if spans.is_empty() && (wishes() || is_item()) => vec![sentence.at.clone()],
            _ => spans,
        };
        let of = |span| Asked { span, is_question: sentence.is_question, sentence: number };
        asked.extend(spans.into_iter().map(of));
    }
    asked
}

/// 'How do I change it, or is it you who has to do it?' are two.
fn questions_in(sentence: &Sentence, language: &str) -> Vec<Range<usize>> {
    if deeds::is_rhetorical(sentence, language) || deeds::is_cited(sentence) {
        return Vec::new();
    }
    let hits = PHRASES.of(language).find(sentence);
    let cuts = hits.iter().filter(|hit| hit.sign == "second" && hit.first > 1);
    let mut starts: Vec<&Word> = cuts.filter_map(|hit| sentence.words.get(hit.first)).collect();
    starts.dedup_by_key(|word| word.at.start);
    let mut spans = Vec::new();
    let mut from = sentence.at.start;
    for word in starts {
        // What stands before 'but' may have been told: 'No hurry at all, but would you have time?'
        if from > sentence.at.start || word.folded != "but" || begins_as_question(sentence) {
            spans.push(from..word.at.start);
        }
        from = word.at.start;
    }
    spans.push(from..sentence.at.end);
    spans
}

/// English words that ask, and those that ask at the beginning.
const ASK: &[&str] = &["when", "how", "what", "where", "who", "why", "which", "whose"];
const ASK_FIRST: &[&str] = &[
    "can", "could", "would", "will", "shall", "should", "may", "is", "are", "was", "were", "do", "does", "did", "have",
    "has",
];

/// So many words of a greeting may stand before a question.
const GREETING: usize = 2;

fn begins_as_question(sentence: &Sentence) -> bool {
    let first = sentence.words.first().is_some_and(|word| word.is_one_of(ASK_FIRST));
    first || sentence.words.iter().take(GREETING + 1).any(|word| word.is_one_of(ASK))
}
