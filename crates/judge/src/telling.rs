//! Fits what a client's mail tells as a whole: that it waits for no answer, that something is on fire, that a call or money back is
//! wanted, that it thanks.

use rulebook::language::{Head, Verdict, mail_words};

use crate::dense::{Row, Weights, learn};
use crate::encoders::unseen_by;
use crate::learnt::{CALM_MAILS, Eyes, HABIT, apart, folded};
use crate::logistic;
use crate::readings::Reading;
use crate::verdicts::{Both, Evidence, Fitted, Turn, Weighed, both, fitted};

/// What is told, in the order of the verdicts.
pub(crate) const TOLD: [Told; 5] = [
    Told { verdict: Verdict::Ends, sees: Head::Ends },
    Told { verdict: Verdict::Alarms, sees: Head::Alarm },
    Told { verdict: Verdict::WantsCall, sees: Head::Call },
    Told { verdict: Verdict::WantsRefund, sees: Head::Refund },
    Told { verdict: Verdict::Thanks, sees: Head::Thanks },
];

/// A verdict about a whole mail, and the head that sees it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) verdict: Verdict,
    pub(crate) sees: Head,
}

/// What was learnt.
pub(crate) struct Telling {
    pub(crate) habit: logistic::Weights,
    pub(crate) head: (Head, Weights),
    pub(crate) fitted: Fitted,
}

/// Learns n-grams and a head for whole mails, and fits the verdict on writers whom neither had seen. Who waits unseen is told by wishes,
/// anything else by the sentence that says most of it.
pub(crate) fn fit(clients: &[Reading], told: Told, wants: &Eyes, tell: &mut dyn FnMut(String)) -> Telling {
    let Told { verdict, sees } = told;
    let writers = writers(clients);
    let mut rows = Vec::new();
    let taught = apart(&writers, &|writer| teach(clients, verdict, writer));
    for (writer, (habit, head)) in writers.iter().zip(&taught) {
        let by = unseen_by(writer);
        for (at, reading) in clients.iter().enumerate().filter(|(_, reading)| reading.writer == *writer) {
            let part = if verdict == Verdict::Ends {
                wants.mail(at).iter().filter_map(|(_, seen)| *seen).reduce(f32::max)
            } else {
                let parts = reading.sentences.iter().filter_map(|sentence| sentence.direction.as_ref()?.get(by));
                parts.map(|direction| head.odds(direction)).reduce(f32::max)
            };
            let whole = head.odds(reading.whole.get(by).map(Vec::as_slice).unwrap_or_default());
            let [a, b, c, d, e, f] = mail_words(verdict, &reading.text, Some(&reading.lang));
            let words = [a, b, c, d, e, f, logistic::odds(habit, &places(reading))];
            let evidence = Evidence { words: Both::of(|_| words), seen: Some([whole, part.unwrap_or(0.0)]) };
            rows.push(Weighed { writer: &reading.writer, evidence, is: is(reading, verdict) });
        }
    }
    let fitted_without = |left_out: &str| {
        let wanted = |writer: &str| fitted(writer) && writer != left_out;
        both(&rows, &wanted, &|turn, weights| {
            let wanted = rows.iter().filter(|row| wanted(row.writer));
            worth(verdict, wanted.map(|row| (row.evidence.odds(turn, weights) > 0.0, row.is)))
        })
    };
    tell(told_of(verdict, "by the tables", rows.iter().map(|row| (row.evidence.tables_say_so(), row.is))));
    let left_out: Vec<(&str, Fitted)> = writers.iter().map(|writer| (*writer, fitted_without(writer))).collect();
    for (turn, who) in [(Turn::First, "on the first look"), (Turn::Second, "on the second")] {
        let told = left_out.iter().flat_map(|(writer, weights)| {
            let own = rows.iter().filter(move |row| row.writer == *writer);
            own.map(move |row| (row.evidence.odds(turn, weights) > 0.0, row.is))
        });
        tell(told_of(verdict, &format!("{who}, of the mails of each writer when fitted on the others"), told));
    }
    let (habit, head) = teach(clients, verdict, "");
    Telling { habit, head: (sees, head), fitted: fitted_without("") }
}

fn is(reading: &Reading, verdict: Verdict) -> bool {
    reading.tells.contains(&verdict)
}

fn writers(clients: &[Reading]) -> Vec<&str> {
    let mut writers: Vec<&str> = clients.iter().map(|reading| reading.writer.as_str()).collect();
    writers.sort_unstable();
    writers.dedup();
    writers.retain(|writer| fitted(writer));
    writers
}

/// What is learnt without a writer.
fn teach(clients: &[Reading], verdict: Verdict, left_out: &str) -> (logistic::Weights, Weights) {
    let by = unseen_by(left_out);
    let others = || clients.iter().filter(|reading| reading.writer != left_out);
    let ngrams = others();
    let ngrams = ngrams.map(|reading| logistic::Row { places: places(reading), is: is(reading, verdict), counts: 1.0 });
    let directions = others();
    let directions = directions
        .filter_map(|reading| Some(Row { direction: reading.whole.get(by)?, is: is(reading, verdict), counts: 1.0 }));
    (logistic::learn(&ngrams.collect::<Vec<_>>(), HABIT), learn(&directions.collect::<Vec<Row<'_>>>(), CALM_MAILS))
}

/// The n-grams of a whole mail.
fn places(reading: &Reading) -> Vec<u32> {
    reading.sentences.iter().flat_map(|sentence| folded(&sentence.places)).collect()
}

/// A client who waits unseen is worse than one answer too many: so much worse.
const WAITS_UNSEEN: f64 = 3.0;

/// How much it is worth to tell so: F1; of who waits the share that is right, where who waits unseen counts more.
fn worth(verdict: Verdict, told: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (mut both, mut wrongly, mut missed, mut all) = (0.0, 0.0, 0.0, 0.0);
    for (says, is) in told {
        all += 1.0;
        match (says, is) {
            (true, true) => both += 1.0,
            (true, false) => wrongly += 1.0,
            (false, true) => missed += 1.0,
            (false, false) => {}
        }
    }
    if verdict == Verdict::Ends {
        1.0 - (WAITS_UNSEEN * wrongly + missed) / f64::max(all, 1.0)
    } else {
        2.0 * both / f64::max(2.0 * both + wrongly + missed, 1.0)
    }
}

fn told_of(verdict: Verdict, who: &str, told: impl Iterator<Item = (bool, bool)>) -> String {
    let told: Vec<(bool, bool)> = told.collect();
    let count = |wanted: (bool, bool)| told.iter().filter(|one| **one == wanted).count();
    let (seen, wrongly, missed) = (count((true, true)), count((true, false)), count((false, true)));
    format!(
        "{verdict:?}, {who}: right {:.3}; {seen} of {} seen, {wrongly} of {} wrongly",
        1.0 - (wrongly + missed) as f64 / told.len().max(1) as f64,
        seen + missed,
        told.len() - seen - missed
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_unseen_weighs_more_than_an_answer_too_many() {
        let worth = |told: [(bool, bool); 3]| worth(Verdict::Ends, told.into_iter());
        let right = [(true, true), (false, false), (false, false)];
        let too_many = [(false, true), (false, false), (false, false)];
        let unseen = [(true, true), (true, false), (false, false)];
        assert!(worth(right) > worth(too_many) && worth(too_many) > worth(unseen));
        assert_eq!(
            told_of(Verdict::Ends, "all", unseen.into_iter()),
            "Ends, all: right 0.667; 1 of 1 seen, 1 of 2 wrongly"
        );
    }

    #[test]
    fn what_is_told_stands_in_the_order_of_the_verdicts() {
        let told = TOLD.map(|told| told.verdict);
        assert!(rulebook::language::VERDICTS.ends_with(&told));
    }
}
