//! A client's mail, weighed: which of its sentences want something, how much it complains, and whether it waits for an answer.

use super::super::deeds::{asks_out_of_courtesy, is_cited};
use super::super::heads::{self, Head};
use super::super::heat::{self, Features, Signals};
use super::super::sense::Sight;
use super::super::text::{Sentence, Text};
use super::super::weighing::{self, Verdict, Words, yes};
use super::{Asked, Complaint, Marks, PHRASES, by_tables, ends_by_tables, shouts};

/// A grave complaint must not be overlooked: where it is as likely as this, the mail complains at least. Of 421 grave mails by writers
/// whom the encoder and heads had not seen one is overlooked so.
pub const MAY_BE_GRAVE: f32 = -3.0;

/// How much a mail complains. On the first look the tables alone tell: n-grams hear a complaint in every second wish.
pub(super) fn complaint(text: &Text<'_>, marks: &Marks, signals: &Signals, sight: Option<&Sight>) -> Complaint {
    let Some(sight) = sight else { return by_tables(text, marks) };
    let shown = shown(text, marks, signals.clone());
    let odds = |verdict, whole, part| {
        let words = with_habit(verdict, shown, &signals.sentences);
        let parts = sight.parts.iter().flatten().map(|direction| heads::odds(part, direction));
        let seen = [heads::odds(whole, &sight.whole), parts.reduce(f32::max).unwrap_or(0.0)];
        weighing::odds(verdict, &words, Some(seen))
    };
    let grave = odds(Verdict::IsGrave, Head::Grave, Head::Grievance);
    let complains = odds(Verdict::Complains, Head::Complaint, Head::Wrong);
    if grave > 0.0 {
        Complaint::Grave
    } else if complains > 0.0 || grave > MAY_BE_GRAVE {
        Complaint::Mild
    } else {
        Complaint::None
    }
}

/// What the tables show of a complaint in a whole mail.
pub(in super::super) fn complaining(text: &Text<'_>, language: &str, signals: Signals) -> [f32; 6] {
    let nothing = super::asked(text, language).is_empty();
    shown(text, &Marks::of(text, language, nothing), signals)
}

fn shown(text: &Text<'_>, marks: &Marks, signals: Signals) -> [f32; 6] {
    let plain = by_tables(text, marks);
    let [mild, grave] = [Complaint::Mild, Complaint::Grave].map(|level| yes(plain >= level));
    let loss = yes(marks.is_emergency() || marks.has("refund"));
    let heat = heat::read(text, signals, None).score;
    [mild, grave, loss, yes(marks.has("thanks")), heat, yes(shouts(text))]
}

/// The habit of a whole mail is that of its worst sentence.
fn with_habit(verdict: Verdict, shown: [f32; 6], sentences: &[Features]) -> Words {
    let habits = sentences.iter().map(|features| weighing::habit(verdict, features));
    let [mild, grave, c, d, e, f] = shown;
    // First of all whether the tables alone would say so.
    let [a, b] = if verdict == Verdict::IsGrave { [grave, mild] } else { [mild, grave] };
    [a, b, c, d, e, f, habits.reduce(f32::max).unwrap_or(0.0)]
}

/// A whole mail, of which several things are told.
pub(super) struct Mail<'a> {
    shown: Shown,
    features: Features,
    sight: Option<&'a Sight>,
}

impl<'a> Mail<'a> {
    pub(super) fn of(
        text: &Text<'_>,
        marks: &Marks,
        asked: &[Asked],
        sentences: &[Features],
        sight: Option<&'a Sight>,
    ) -> Self {
        Self { shown: Shown::of(text, marks, asked), features: Features::joined(sentences), sight }
    }

    /// Whether it tells so.
    pub(super) fn tells(&self, verdict: Verdict) -> bool {
        let [a, b, c, d, e, f] = self.shown.of_verdict(verdict);
        if self.sight.is_none() && self.only_tables_tell(verdict) {
            return a > 0.0;
        }
        let words = [a, b, c, d, e, f, weighing::habit(verdict, &self.features)];
        let seen = self.sight.map(|sight| {
            let [whole, part] = heads_of(verdict);
            let parts = sight.parts.iter().flatten().map(|direction| heads::odds(part, direction));
            [heads::odds(whole, &sight.whole), parts.reduce(f32::max).unwrap_or(0.0)]
        });
        weighing::odds(verdict, &words, seen) > 0.0
    }

    /// What n-grams are not asked on the first look. That it waits for no answer: news has no words of its own, and nobody is to
    /// wait unseen. That it is on fire, where it tells of opening hours: a shop that is closed on Sundays has the words of one that
    /// is down.
    fn only_tables_tell(&self, verdict: Verdict) -> bool {
        verdict == Verdict::Ends || verdict == Verdict::Alarms && self.shown.hours
    }
}

/// The heads that see the whole mail, and the sentence of it that says most.
fn heads_of(verdict: Verdict) -> [Head; 2] {
    match verdict {
        Verdict::Alarms => [Head::Alarm; 2],
        Verdict::WantsCall => [Head::Call; 2],
        Verdict::WantsRefund => [Head::Refund; 2],
        Verdict::Thanks => [Head::Thanks; 2],
        // Who still wishes for something waits.
        _ => [Head::Ends, Head::Asked],
    }
}

/// What the tables show of a verdict about a whole mail: first of all whether they alone would say so.
pub(in super::super) fn mail_words(verdict: Verdict, text: &Text<'_>, language: &str) -> [f32; 6] {
    let asked = super::asked(text, language);
    Shown::of(text, &Marks::of(text, language, asked.is_empty()), &asked).of_verdict(verdict)
}

/// What the tables show of a whole mail.
struct Shown {
    ends: bool,
    asks_nothing: bool,
    has_question: bool,
    alarms: bool,
    wants_call: bool,
    wants_refund: bool,
    thanks: bool,
    complains: bool,
    hours: bool,
}

impl Shown {
    fn of(text: &Text<'_>, marks: &Marks, asked: &[Asked]) -> Self {
        let complains = by_tables(text, marks) > Complaint::None;
        Self {
            ends: ends_by_tables(text, marks, asked),
            asks_nothing: asked.is_empty(),
            has_question: text.whole.contains('?'),
            alarms: marks.is_emergency() || marks.has("urgent") && complains && !marks.has("hours"),
            wants_call: marks.has("call"),
            wants_refund: marks.has("refund"),
            thanks: marks.has("thanks"),
            complains,
            hours: marks.has("hours"),
        }
    }

    fn of_verdict(&self, verdict: Verdict) -> [f32; 6] {
        let needs = [self.alarms, self.wants_call, self.wants_refund, self.thanks, self.complains];
        let own = match verdict {
            Verdict::Alarms => self.alarms,
            Verdict::WantsCall => self.wants_call,
            Verdict::WantsRefund => self.wants_refund,
            Verdict::Thanks => self.thanks && !self.complains,
            _ => {
                let presses = self.alarms || self.wants_call || self.wants_refund;
                let all = [self.ends, self.asks_nothing, self.has_question, self.thanks, self.complains, presses];
                return all.map(yes);
            }
        };
        let [a, b, c, d, e] = needs;
        [own, a, b, c, d, e].map(yes)
    }
}

/// Questions and requests.
pub(super) fn asked(
    text: &Text<'_>,
    language: &str,
    by_words: Vec<Asked>,
    features: &[Features],
    sight: Option<&Sight>,
) -> Vec<Asked> {
    let words = wanting(text, language, &by_words, features);
    let mut asked = Vec::new();
    for (number, (sentence, words)) in text.sentences.iter().zip(&words).enumerate() {
        if weighing::of_sentence(Verdict::Wants, words, Head::Asked, sight, number) <= 0.0 {
            continue;
        }
        let own = of_sentence(&by_words, number);
        asked.extend_from_slice(own);
        if own.is_empty() && !asks_out_of_courtesy(sentence, language) && !is_cited(sentence) {
            asked.push(Asked { span: sentence.at.clone(), is_question: sentence.is_question, sentence: number });
        }
    }
    asked
}

/// Those of one sentence; all are in order.
fn of_sentence(asked: &[Asked], number: usize) -> &[Asked] {
    let from = asked.partition_point(|one| one.sentence < number);
    let until = asked.partition_point(|one| one.sentence <= number);
    asked.get(from..until).unwrap_or_default()
}

/// What the words of each sentence show of a wish.
pub(in super::super) fn wanting(text: &Text<'_>, language: &str, asked: &[Asked], features: &[Features]) -> Vec<Words> {
    let table = PHRASES.of(language);
    let of = |(number, sentence): (usize, &Sentence)| {
        let own = of_sentence(asked, number);
        let hits = table.find(sentence);
        let has = |sign: &str| hits.iter().any(|hit| hit.sign == sign);
        let (thanks, wrong) = (has("thanks"), has("mild") || has("grave"));
        let (asks, is_item) = (own.iter().any(|one| one.is_question), sentence.item.is_some());
        let facts = [!own.is_empty(), asks, sentence.is_question, is_item, thanks, wrong].map(yes);
        weighing::words(Verdict::Wants, facts, features.get(number))
    };
    text.sentences.iter().enumerate().map(of).collect()
}
