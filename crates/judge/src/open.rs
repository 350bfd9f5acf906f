//! Fits when a draft leaves a question of the client open.

use anyhow::Result;
use rulebook::language::questions_left;

use crate::samples::{Data, Draft, TAUGHT};
use crate::slow::Slow;
use crate::split::Side;
use crate::verdicts::{Both, Evidence, Fitted, Turn, Weighed, both, fitted};

/// A draft's questions, each with whether it is open.
struct Answered {
    writer: String,
    questions: Vec<(Evidence, bool)>,
}

/// Fits the verdict, so that of most drafts it is right whether anything is left open.
pub(crate) fn fit(data: &Data, slow: &Slow, tell: &mut dyn FnMut(String)) -> Result<Fitted> {
    let mut drafts = data.drafts(Side::Tuned)?;
    drafts.extend(data.own_drafts(&TAUGHT)?);
    let all: Vec<Answered> = drafts.iter().filter_map(|draft| read(draft, slow)).collect();
    let rows: Vec<Weighed<'_>> = all
        .iter()
        .flat_map(|draft| draft.questions.iter().map(move |(evidence, is)| (&draft.writer, evidence, *is)))
        .map(|(writer, evidence, is)| Weighed { writer, evidence: evidence.clone(), is })
        .collect();
    let right = |turn: Turn, weights: &Fitted, wanted: &dyn Fn(&str) -> bool| {
        let drafts = all.iter().filter(|draft| wanted(&draft.writer));
        let right = |draft: &Answered| {
            let open = draft.questions.iter().any(|(evidence, _)| evidence.odds(turn, weights) > 0.0);
            open == draft.questions.iter().any(|(_, is)| *is)
        };
        let right: Vec<bool> = drafts.map(right).collect();
        right.iter().filter(|right| **right).count() as f64 / right.len().max(1) as f64
    };
    // Its words are few and not of one writer: all teach.
    let weights = both(&rows, &|_| true, &|turn, weights| right(turn, weights, &|_| true));
    let half = both(&rows, &|writer| !fitted(writer), &|turn, weights| right(turn, weights, &|writer| !fitted(writer)));
    let Both { first, second } = Both::of(|turn| right(turn, &half, &fitted));
    tell(format!("leaves open: right of the drafts of writers not fitted on: first {first:.3}, second {second:.3}"));
    Ok(weights)
}

fn read(draft: &Draft, slow: &Slow) -> Option<Answered> {
    let mail = draft.answering.as_deref()?;
    let left = |sense| questions_left(&draft.text, mail, Some(&draft.lang), sense);
    let pairs = left(None).into_iter().zip(left(Some(slow)));
    let of = |((span, first, _), (_, second, seen))| {
        let question = mail.get::<std::ops::Range<usize>>(span).unwrap_or_default();
        let is = draft.labels.unanswered.iter().any(|open| open.contains(question) || question.contains(open.as_str()));
        (Evidence { words: Both { first, second }, seen }, is)
    };
    Some(Answered { writer: draft.id.chars().take(1).collect(), questions: pairs.map(of).collect() })
}
