//! Fits what is decided of a draft that declines: which sentence does, whether one says why, whether one shows another way.

use rulebook::language::Words;

use crate::learnt::{Eyes, evidence, is};
use crate::readings::Reading;
use crate::verdicts::{Both, Evidence, Fitted, Turn, Weighed, balanced, both, fitted, fitted_on, right};

/// The three verdicts, in their order.
pub(crate) fn fit(drafts: &[Reading], eyes: &[Eyes; 3], tell: &mut dyn FnMut(String)) -> [Fitted; 3] {
    let [refuses, explains, offers] = eyes;
    let of = |at: usize, reading: &Reading| {
        evidence(reading, refuses.mail(at), &|turn, sentence| {
            reading.draft(turn).and_then(|words| words.refusing.get(sentence)).copied().unwrap_or_default()
        })
    };
    let all: Vec<Vec<Evidence>> = drafts.iter().enumerate().map(|(at, reading)| of(at, reading)).collect();
    let refusing = whole("refuses", drafts, &all, 'r', &|_| true, tell);
    let declines: Vec<Both<Vec<f32>>> = all
        .iter()
        .map(|mail| Both::of(|turn| mail.iter().map(|sentence| sentence.odds(turn, &refusing)).collect()))
        .collect();
    let mut beside = |name: &str, pick: fn([Words; 2]) -> Words, letter: char, eyes: &Eyes| {
        let of = |(at, (reading, declines)): (usize, (&Reading, &Both<Vec<f32>>))| {
            let shown = Both::of(|turn| {
                let both = reading.draft(turn).map(|words| words.beside(declines.get(turn))).unwrap_or_default();
                both.into_iter().map(pick).collect::<Vec<Words>>()
            });
            let words = |turn, sentence: usize| shown.get(turn).get(sentence).copied().unwrap_or_default();
            evidence(reading, eyes.mail(at), &words)
        };
        let all: Vec<Vec<Evidence>> = drafts.iter().zip(&declines).enumerate().map(of).collect();
        // Whether a draft explains itself and shows another way is asked where it truly declines.
        whole(name, drafts, &all, letter, &|reading| reading.holds('r'), tell)
    };
    let explains = beside("explains", |[explains, _]| explains, 'y', explains);
    let offers = beside("offers", |[_, offers]| offers, 'w', offers);
    [refusing, explains, offers]
}

/// Fits a verdict on sentences, so that it is right of most drafts whether any sentence does it. Of the few that decline as many have
/// to be found as of the others are left alone: who is not seen to decline is not asked for a reason and another way either.
pub(crate) fn whole(
    name: &str,
    drafts: &[Reading],
    all: &[Vec<Evidence>],
    letter: char,
    wanted: &dyn Fn(&Reading) -> bool,
    tell: &mut dyn FnMut(String),
) -> Fitted {
    let mut rows = Vec::new();
    for (reading, mail) in drafts.iter().zip(all).filter(|(reading, _)| wanted(reading)) {
        let each = reading.sentences.iter().zip(mail);
        rows.extend(each.filter_map(|(sentence, evidence)| {
            Some(Weighed { writer: &reading.writer, evidence: evidence.clone(), is: is(sentence, letter)? })
        }));
    }
    let share = |turn: Turn, weights: &Fitted| {
        let mails = drafts.iter().zip(all).filter(|(reading, _)| wanted(reading) && fitted(&reading.writer));
        let told =
            mails.map(|(reading, mail)| (mail.iter().any(|it| it.odds(turn, weights) > 0.0), reading.holds(letter)));
        if letter == 'r' { balanced(told) } else { right(told) }
    };
    let weights = both(&rows, &|writer| fitted_on(writer, letter), &share);
    let Both { first, second } = Both::of(|turn| share(turn, &weights));
    let none = Both::of(|_| Vec::new());
    let tables = share(Turn::First, &none);
    tell(format!("{name}: right of the drafts fitted on: tables {tables:.3}, first {first:.3}, second {second:.3}"));
    weights
}
