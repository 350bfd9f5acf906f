//! A refusal, weighed: which sentence declines, whether one says why, whether one shows another way.

use super::super::heads::Head;
use super::super::heat::Features;
use super::super::sense::Sight;
use super::super::text::Text;
use super::super::weighing::{self, Verdict, Words, yes};
use super::{Refusal, Shown};

/// Odds beyond this are as sure as sure.
const SURE: f32 = 4.0;

/// A sentence as near to the refusal belongs to it.
const NEAR: usize = 2;

/// The refusal of a text; in the sentence that declines most.
pub(in super::super) fn read(
    text: &Text<'_>,
    shown: &[Shown],
    answers: bool,
    features: &[Features],
    sight: Option<&Sight>,
) -> Option<Refusal> {
    let odds = |verdict, head, words: &[Words]| -> Vec<f32> {
        let of = |(at, words): (usize, &Words)| weighing::of_sentence(verdict, words, head, sight, at);
        words.iter().enumerate().map(of).collect()
    };
    let mut declines = odds(Verdict::Refuses, Head::Refusal, &refusing(shown, answers, features));
    for (odds, _) in declines.iter_mut().zip(shown).filter(|(_, it)| it.is_none) {
        *odds = odds.min(-SURE);
    }
    // The first of those that decline most.
    let (at, most) = declines.iter().enumerate().rev().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    if *most <= 0.0 {
        return None;
    }
    let [explains, offers] = [
        (Verdict::Explains, Head::Reason, Shown::gives_reason as fn(&Shown) -> bool),
        (Verdict::Offers, Head::Way, Shown::shows_way),
    ]
    .map(|(verdict, head, hit)| {
        let odds = odds(verdict, head, &beside(verdict, shown, &declines, features, hit));
        let may = |it: &Shown| verdict != Verdict::Explains || !it.is_bare();
        odds.iter().zip(shown).any(|(odds, it)| *odds > 0.0 && may(it)) || in_so_many_words(verdict, shown, at)
    });
    Some(Refusal { span: text.sentences.get(at)?.at.clone(), reason: explains, alternative: offers })
}

/// Is it said why, beside the refusal, or what can be done instead, with a word that leaves no doubt?
fn in_so_many_words(verdict: Verdict, shown: &[Shown], refusal: usize) -> bool {
    let beside = shown.get(refusal.saturating_sub(1)..shown.len().min(refusal + 2)).unwrap_or_default();
    match verdict {
        Verdict::Explains => beside.iter().any(|it| it.says_why),
        _ => shown.iter().any(|it| it.says_instead),
    }
}

/// What the words of each sentence show of declining.
pub(in super::super) fn refusing(shown: &[Shown], answers: bool, features: &[Features]) -> Vec<Words> {
    let of = |(at, it): (usize, &Shown)| {
        let facts = [it.no, it.way, it.reason, it.is_question, answers, it.is_long].map(yes);
        weighing::words(Verdict::Refuses, facts, features.get(at))
    };
    shown.iter().enumerate().map(of).collect()
}

/// What the words of each sentence show of explaining or of offering, beside how far each sentence declines.
pub(in super::super) fn beside(
    verdict: Verdict,
    shown: &[Shown],
    declines: &[f32],
    features: &[Features],
    hit: fn(&Shown) -> bool,
) -> Vec<Words> {
    let most = |from: usize, to: usize| {
        let odds = declines.get(from..to.min(declines.len())).unwrap_or_default();
        odds.iter().copied().fold(-SURE, f32::max).min(SURE)
    };
    let mut before = -SURE;
    let of = |(at, it): (usize, &Shown)| {
        let near = most(at.saturating_sub(NEAR), at + NEAR + 1);
        let here = most(at, at + 1);
        before = before.max(here);
        let facts = [yes(hit(it)), yes(it.is_question), here, before, near, yes(it.is_long)];
        weighing::words(verdict, facts, features.get(at))
    };
    shown.iter().enumerate().map(of).collect()
}
