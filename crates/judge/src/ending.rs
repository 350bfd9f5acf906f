//! Fits whether a client's mail waits for an answer.

use rulebook::language::ending_words;

use crate::dense::{Row, Weights, learn};
use crate::encoders::unseen_by;
use crate::learnt::{CALM_MAILS, Eyes, HABIT, folded};
use crate::logistic;
use crate::readings::Reading;
use crate::verdicts::{Both, Evidence, Fitted, Turn, Weighed, both, fitted};

/// A client who waits unseen is worse than one answer too many: so much worse.
const WAITS_UNSEEN: f64 = 3.0;

/// What was learnt.
pub(crate) struct Ending {
    pub(crate) habit: logistic::Weights,
    pub(crate) head: Weights,
    pub(crate) verdict: Fitted,
}

/// Learns n-grams and a head for whole mails that wait for no answer, and fits the verdict on writers whom neither had seen.
pub(crate) fn fit(clients: &[Reading], wants: &Eyes, tell: &mut dyn FnMut(String)) -> Ending {
    let mut rows = Vec::new();
    for writer in writers(clients) {
        let (habit, head) = teach(clients, writer);
        for (at, reading) in clients.iter().enumerate().filter(|(_, reading)| reading.writer == writer) {
            let wishes = wants.mail(at).iter().filter_map(|(_, seen)| *seen).reduce(f32::max).unwrap_or(0.0);
            let whole = head.odds(reading.whole.get(unseen_by(writer)).map(Vec::as_slice).unwrap_or_default());
            let [a, b, c, d, e, f] = ending_words(&reading.text, Some(&reading.lang));
            let words = [a, b, c, d, e, f, logistic::odds(&habit, &places(reading))];
            let evidence = Evidence { words: Both::of(|_| words), seen: Some([whole, wishes]) };
            rows.push(Weighed { writer: &reading.writer, evidence, is: reading.ends });
        }
    }
    let fitted_without = |left_out: &str| {
        let wanted = |writer: &str| fitted(writer) && writer != left_out;
        both(&rows, &wanted, &|turn, weights| {
            let wanted = rows.iter().filter(|row| wanted(row.writer));
            worth(wanted.map(|row| (row.evidence.odds(turn, weights) > 0.0, row.is)))
        })
    };
    let told = writers(clients).into_iter().flat_map(|writer| {
        let weights = fitted_without(writer);
        let own = rows.iter().filter(move |row| row.writer == writer);
        own.map(move |row| (row.evidence.odds(Turn::Second, &weights) > 0.0, row.is))
    });
    tell(told_of("by the tables", rows.iter().map(|row| (row.evidence.tables_say_so(), row.is))));
    tell(told_of("of the mails of each writer when fitted on the others", told));
    let (habit, head) = teach(clients, "");
    Ending { habit, head, verdict: fitted_without("") }
}

fn writers(clients: &[Reading]) -> Vec<&str> {
    let mut writers: Vec<&str> = clients.iter().map(|reading| reading.writer.as_str()).collect();
    writers.sort_unstable();
    writers.dedup();
    writers.retain(|writer| fitted(writer));
    writers
}

/// What is learnt without a writer.
fn teach(clients: &[Reading], left_out: &str) -> (logistic::Weights, Weights) {
    let by = unseen_by(left_out);
    let others = || clients.iter().filter(|reading| reading.writer != left_out);
    let ngrams: Vec<logistic::Row> =
        others().map(|reading| logistic::Row { places: places(reading), is: reading.ends, counts: 1.0 }).collect();
    let directions: Vec<Row<'_>> = others()
        .filter_map(|reading| Some(Row { direction: reading.whole.get(by)?, is: reading.ends, counts: 1.0 }))
        .collect();
    (logistic::learn(&ngrams, HABIT), learn(&directions, CALM_MAILS))
}

/// The n-grams of a whole mail.
fn places(reading: &Reading) -> Vec<u32> {
    reading.sentences.iter().flat_map(|sentence| folded(&sentence.places)).collect()
}

/// The share that is right, where who waits unseen counts more than an answer too many.
fn worth(told: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (mut worth, mut all) = (0.0, 0.0);
    for (ends, is) in told {
        all += 1.0;
        worth += match (ends, is) {
            (true, false) => 1.0 - WAITS_UNSEEN,
            (false, true) => 0.0,
            _ => 1.0,
        };
    }
    worth / f64::max(all, 1.0)
}

fn told_of(who: &str, told: impl Iterator<Item = (bool, bool)>) -> String {
    let told: Vec<(bool, bool)> = told.collect();
    let count = |wanted: (bool, bool)| told.iter().filter(|one| **one == wanted).count();
    let (ends, unseen, too_many) = (count((true, true)), count((true, false)), count((false, true)));
    format!(
        "expects an answer, {who}: right {:.3}; {ends} of {} that end seen, {unseen} of {} that wait not",
        1.0 - (unseen + too_many) as f64 / told.len().max(1) as f64,
        ends + too_many,
        told.len() - ends - too_many
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_unseen_weighs_more_than_an_answer_too_many() {
        let worth = |told: [(bool, bool); 3]| worth(told.into_iter());
        let right = [(true, true), (false, false), (false, false)];
        let too_many = [(false, true), (false, false), (false, false)];
        let unseen = [(true, true), (true, false), (false, false)];
        assert!(worth(right) > worth(too_many) && worth(too_many) > worth(unseen));
        assert_eq!(
            told_of("all", unseen.into_iter()),
            "expects an answer, all: right 0.667; 1 of 1 that end seen, 1 of 2 that wait not"
        );
    }
}
