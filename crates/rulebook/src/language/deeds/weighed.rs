//! The deeds of a text, weighed: what the tables found, with the habits of words and, on a second look, what heads see.

use super::super::dates::{self, Sent};
use super::super::heads::Head;
use super::super::heat::{Features, HOT};
use super::super::sense::Sight;
use super::super::text::{Sentence, Text, is_conjunction};
use super::super::weighing::{self, Verdict, Words, yes};
use super::{Deed, Deeds, by_tables};

/// Reads the deeds of a text. In a hot one questions want no answer, and what the writer 'will do' is a threat.
pub(in super::super) fn read(
    text: &Text<'_>,
    language: &str,
    sent: &Sent<'_>,
    (heat, features): (f32, &[Features]),
    sight: Option<&Sight>,
) -> Deeds {
    let mut deeds = Deeds::default();
    let found = by_tables(text, language, sent, heat >= HOT);
    for (number, (sentence, mut found)) in text.sentences.iter().zip(found).enumerate() {
        if found.is_head {
            continue;
        }
        let [asks, promises] = shown(&found, sentence, heat, features.get(number));
        let odds = |verdict, words: &Words, head| weighing::of_sentence(verdict, words, head, sight, number);
        let whole =
            || vec![Deed { span: sentence.at.clone(), due: dates::due(&sentence.words, sent), is_question: false }];
        // What is mere courtesy by its words stays so, whatever a second look hears in it.
        let is_none = |none: bool, odds: f32| if none { odds.min(0.0) } else { odds };
        let none = found.asks.is_empty() && super::asks_out_of_courtesy(sentence, language);
        let asked = is_none(none, odds(Verdict::Asks, &asks, Head::Ask));
        let none = heat >= HOT || found.commitments.is_empty() && super::promises_out_of_courtesy(sentence, language);
        let promised = is_none(none, odds(Verdict::Promises, &promises, Head::Commitment));
        // One clause of which the tables tell one thing is not the other as well: 'we will send you the logo by Friday' is told in the
        // words that logos are asked for with. An ask may be a promise of ours only where that is likelier.
        let is_one = found.asks.is_empty() != found.commitments.is_empty() && is_one_clause(sentence, language);
        let asked = is_none(is_one && found.asks.is_empty(), asked);
        let promised = is_none(is_one && found.commitments.is_empty() && asked > promised, promised);
        weigh(&mut found.asks, asked, whole);
        let slots = || if found.slots.is_empty() { whole() } else { found.slots.clone() };
        weigh(&mut found.commitments, promised, slots);
        deeds.asks.extend(found.asks);
        deeds.commitments.extend(found.commitments);
    }
    deeds
}

/// What the tables show of asks and of commitments in each sentence, for the program that trains the weights.
pub(in super::super) fn signals(text: &Text<'_>, language: &str, heat: f32) -> Vec<[Words; 2]> {
    let sent = Sent { at: jiff::civil::DateTime::constant(2026, 1, 5, 12, 0, 0, 0), calendar: None };
    let found = by_tables(text, language, &sent, heat >= HOT);
    text.sentences.iter().zip(&found).map(|(sentence, found)| shown(found, sentence, heat, None)).collect()
}

/// What the words of a sentence show, for asks and for commitments.
fn shown(found: &Deeds, sentence: &Sentence, heat: f32, features: Option<&Features>) -> [Words; 2] {
    let words = |verdict, own: &[Deed], other: &[Deed]| {
        let dated = own.iter().any(|deed| deed.due.is_some());
        // A day and a thing may promise; whether it does, the rest has to tell.
        let questions =
            own.iter().any(|deed| deed.is_question) || verdict == Verdict::Promises && !found.slots.is_empty();
        let only_other = own.is_empty() && !other.is_empty();
        let facts = [!own.is_empty(), dated, questions, only_other, sentence.is_question].map(yes);
        let [says_so, dated, questions, other, asks] = facts;
        weighing::words(verdict, [says_so, dated, questions, other, asks, heat], features)
    };
    [words(Verdict::Asks, &found.asks, &found.commitments), words(Verdict::Promises, &found.commitments, &found.asks)]
}

fn is_one_clause(sentence: &Sentence, language: &str) -> bool {
    !sentence
        .words
        .iter()
        .skip(1)
        .any(|word| word.starts_part || word.starts_clause || is_conjunction(&word.folded, language))
}

/// Takes away what is unlikely, adds what is likely.
fn weigh(deeds: &mut Vec<Deed>, odds: f32, likely: impl Fn() -> Vec<Deed>) {
    if odds <= 0.0 {
        deeds.clear();
    } else if deeds.is_empty() {
        *deeds = likely();
    }
}
