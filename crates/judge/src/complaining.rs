//! Fits what is decided of a client's mail that complains: whether it does, and whether it does so gravely.

use rulebook::language::{MAY_BE_GRAVE, complaint_words};

use crate::dense::{Row, Weights, learn};
use crate::encoders::{Directions, unseen_by};
use crate::learnt::{CALM_MAILS, Eyes};
use crate::readings::Reading;
use crate::verdicts::{Both, Evidence, Fitted, Turn, Weighed, both, fitted, right};
use crate::warmth::auroc;

/// Learns a head for whole mails that complain at least so much, and fits the verdict on them; gives both, and what they tell of the
/// mails of each writer when fitted on the others.
pub(crate) fn fit(
    clients: &[Reading],
    level: u8,
    eyes: &Eyes,
    plots: &[(u8, Directions)],
    tell: &mut dyn FnMut(String),
) -> (Weights, Fitted, Vec<(f32, u8)>) {
    let teach = |left_out: &str| {
        let by = unseen_by(left_out);
        let own = clients.iter().filter(|it| it.writer != left_out).map(|it| (it.complaint, &it.whole));
        let all = own.chain(plots.iter().map(|(complaint, whole)| (*complaint, whole)));
        let all = all.filter_map(|(complaint, whole)| Some((complaint, whole.get(by)?)));
        learn(
            &all.map(|(complaint, whole)| Row { direction: whole, is: complaint >= level, counts: 1.0 })
                .collect::<Vec<_>>(),
            CALM_MAILS,
        )
    };
    let mut rows = Vec::new();
    let mut scored = Vec::new();
    let mut levels = Vec::new();
    let mut writers: Vec<&str> = clients.iter().map(|reading| reading.writer.as_str()).collect();
    writers.dedup();
    writers.retain(|writer| fitted(writer));
    for writer in writers {
        let head = teach(writer);
        for (at, reading) in clients.iter().enumerate().filter(|(_, reading)| reading.writer == writer) {
            let mail = eyes.mail(at);
            let habit = mail.iter().map(|(habit, _)| *habit).reduce(f32::max).unwrap_or(0.0);
            let worst = mail.iter().filter_map(|(_, seen)| *seen).reduce(f32::max).unwrap_or(0.0);
            let [mild, grave, c, d, e, f] = complaint_words(&reading.text, Some(&reading.lang));
            let [a, b] = if level == 2 { [grave, mild] } else { [mild, grave] };
            let whole = head.odds(reading.whole.get(unseen_by(writer)).map(Vec::as_slice).unwrap_or_default());
            let evidence = Evidence { words: Both::of(|_| [a, b, c, d, e, f, habit]), seen: Some([whole, worst]) };
            scored.push((whole, reading.complaint >= level));
            levels.push(reading.complaint);
            rows.push(Weighed { writer: &reading.writer, evidence, is: reading.complaint >= level });
        }
    }
    let of = || rows.iter().filter(|row| fitted(row.writer));
    let share_of = |turn: Turn, weights: &Fitted, wanted: &dyn Fn(&str) -> bool| {
        right(of().filter(|row| wanted(row.writer)).map(|row| (row.evidence.odds(turn, weights) > 0.0, row.is)))
    };
    let share = |turn: Turn, weights: &Fitted| share_of(turn, weights, &|_| true);
    let weights = both(&rows, &fitted, &share);
    let Both { first, second } = Both::of(|turn| share(turn, &weights));
    let tables = right(of().map(|row| (row.evidence.tables_say_so(), row.is)));
    let auroc = auroc(&scored);
    tell(format!(
        "complaint of {level}: AUROC on writers not seen {auroc:.3}; right of the mails fitted on: tables {tables:.3}, first {first:.3}, second {second:.3}"
    ));
    // What is told of a writer is told by sums that were fitted on the others.
    let mut told: Vec<(f32, u8)> = Vec::new();
    for writer in rows.iter().map(|row| row.writer).collect::<std::collections::BTreeSet<_>>() {
        let others = |other: &str| fitted(other) && other != writer;
        let weights = both(&rows, &others, &|turn, weights| share_of(turn, weights, &others));
        let own = rows.iter().zip(&levels).filter(|(row, _)| row.writer == writer);
        told.extend(own.map(|(row, level)| (row.evidence.odds(Turn::Second, &weights), *level)));
    }
    let unseen = right(told.iter().map(|(odds, complaint)| (*odds > 0.0, *complaint >= level)));
    tell(format!("complaint of {level}: right of the mails of each writer when fitted on the others {unseen:.3}"));
    (teach(""), weights, told)
}

/// How many grave mails of writers not seen are taken for none, and how many that complain of nothing for more.
pub(crate) fn overlooked(mild: &[(f32, u8)], worse: &[(f32, u8)]) -> String {
    let quiet = |(mild, worse): &(&(f32, u8), &(f32, u8))| mild.0 <= 0.0 && worse.0 <= MAY_BE_GRAVE;
    let of = |level: u8| mild.iter().zip(worse).filter(move |(it, _)| it.1 == level);
    let lowest = of(2).map(|(mild, worse)| mild.0.max(worse.0 - MAY_BE_GRAVE)).reduce(f32::min).unwrap_or(0.0);
    let alarms = of(0).filter(|it| !quiet(it)).count();
    format!(
        "grave taken for none: {} of {}, the nearest {lowest:.2} above; none taken for more: {alarms} of {}",
        of(2).filter(quiet).count(),
        of(2).count(),
        of(0).count()
    )
}
