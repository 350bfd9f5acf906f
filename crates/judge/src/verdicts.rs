//! How a verdict is fitted: a weighted sum over what tables, n-grams and heads show, on writers whom none of them had seen.

use rulebook::language::{Seen, Words, first_signals, second_signals};

use crate::dense::{Row, learn};
use crate::samples::{LOOKED_AT, TAUGHT};

/// How small the weights are held.
const CALM: f64 = 1.0;

/// Whether verdicts are fitted on this writer.
pub(crate) fn fitted(writer: &str) -> bool {
    TAUGHT.contains(&writer) && !LOOKED_AT.contains(&writer)
}

/// Whether what this letter says is fitted on this writer. Drafts that answer nothing decline, too: only those of `heat/` show it.
pub(crate) fn fitted_on(writer: &str, letter: char) -> bool {
    fitted(writer) || (letter == 'r' && ["D", "E", "F"].contains(&writer))
}

/// The first look, or a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    First,
    Second,
}

/// Something for each look.
#[derive(Debug, Clone, Default)]
pub(crate) struct Both<T> {
    pub(crate) first: T,
    pub(crate) second: T,
}

impl<T> Both<T> {
    /// Made for each look.
    pub(crate) fn of(made: impl Fn(Turn) -> T) -> Self {
        Self { first: made(Turn::First), second: made(Turn::Second) }
    }

    pub(crate) fn get(&self, turn: Turn) -> &T {
        match turn {
            Turn::First => &self.first,
            Turn::Second => &self.second,
        }
    }

    fn get_mut(&mut self, turn: Turn) -> &mut T {
        match turn {
            Turn::First => &mut self.first,
            Turn::Second => &mut self.second,
        }
    }
}

/// The weights of one verdict.
pub(crate) type Fitted = Both<Vec<f32>>;

/// What is weighed of a sentence or a mail: what its words show on this look, and what heads see where it was read.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    pub(crate) words: Both<Words>,
    pub(crate) seen: Option<Seen>,
}

impl Evidence {
    /// The signals of a look; of what was not read those of the first.
    fn signals(&self, turn: Turn) -> Vec<f32> {
        match self.seen.filter(|_| turn == Turn::Second) {
            Some(seen) => second_signals(&self.words.second, seen).to_vec(),
            None => first_signals(self.words.get(turn)).to_vec(),
        }
    }

    /// Whether the tables alone would say so.
    pub(crate) fn tables_say_so(&self) -> bool {
        self.words.first.first().is_some_and(|says_so| *says_so > 0.0)
    }

    /// The odds on a look.
    pub(crate) fn odds(&self, turn: Turn, fitted: &Fitted) -> f32 {
        match (turn, self.seen) {
            (Turn::Second, Some(_)) => sum(&fitted.second, &self.signals(turn)),
            // As the reader of the weights: on the first look what a table finds stands.
            _ if self.tables_say_so() => f32::MAX,
            _ => sum(&fitted.first, &self.signals(turn)),
        }
    }
}

/// A row for a verdict.
#[derive(Debug, Clone)]
pub(crate) struct Weighed<'a> {
    pub(crate) writer: &'a str,
    pub(crate) evidence: Evidence,
    pub(crate) is: bool,
}

fn sum(weights: &[f32], signals: &[f32]) -> f32 {
    weights.iter().zip(signals).map(|(weight, signal)| weight * signal).sum()
}

/// The weights of a look, fitted on the rows of the writers that are wanted.
fn fit(rows: &[Weighed<'_>], turn: Turn, wanted: &dyn Fn(&str) -> bool) -> Vec<f32> {
    let rows = rows.iter().filter(|row| wanted(row.writer) && (turn == Turn::First || row.evidence.seen.is_some()));
    let signals: Vec<(Vec<f32>, bool)> = rows.map(|row| (row.evidence.signals(turn), row.is)).collect();
    let rows: Vec<Row<'_>> = signals.iter().map(|(direction, is)| Row { direction, is: *is, counts: 1.0 }).collect();
    let learnt = learn(&rows, CALM);
    let mut weights = learnt.weights;
    weights.iter_mut().last().into_iter().for_each(|always| *always = learnt.bias);
    weights
}

/// Fits both looks, then moves the lines of each look, for what the tables found and for the rest, to where its `figure` is best.
pub(crate) fn both(
    rows: &[Weighed<'_>],
    wanted: &dyn Fn(&str) -> bool,
    figure: &dyn Fn(Turn, &Fitted) -> f64,
) -> Fitted {
    let mut fitted = Both::of(|turn| fit(rows, turn, wanted));
    for turn in [Turn::First, Turn::Second] {
        // On the first look what no table finds is added only where that is clear.
        let most = if turn == Turn::First { -CLEARLY } else { STEPS };
        let mut steps: Vec<(i8, i8)> =
            (-STEPS..=STEPS).flat_map(|found| (most - 2 * STEPS..=most).map(move |rest| (found, rest))).collect();
        // From the middle outwards, so that of equals the one nearest to what was fitted wins.
        steps.sort_by_key(|(found, rest)| found.abs() + rest.abs());
        let tried = steps.iter().map(|by| (figure(turn, &moved(&fitted, turn, *by)), *by));
        let best = tried.reduce(|best, next| if next.0 > best.0 + LEAST_BETTER { next } else { best });
        fitted = moved(&fitted, turn, best.map_or((0, most.min(0)), |(_, by)| by));
    }
    fitted
}

/// A line is moved for so much; less is chance.
const LEAST_BETTER: f64 = 0.002;

/// A step of a line, in odds, and how many of them are tried to either side.
const STEP: f32 = 0.25;
const STEPS: i8 = 6;

/// So many steps at least.
const CLEARLY: i8 = 3;

fn moved(fitted: &Fitted, turn: Turn, (found, rest): (i8, i8)) -> Fitted {
    let mut moved = fitted.clone();
    let (found, rest) = (f32::from(found) * STEP, f32::from(rest) * STEP);
    let weights = moved.get_mut(turn);
    weights.iter_mut().last().into_iter().for_each(|always| *always += rest);
    weights.iter_mut().take(1).for_each(|says_so| *says_so += found - rest);
    moved
}

/// The share that is right of what was said and of what is.
pub(crate) fn right(told: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (mut right, mut all) = (0.0, 0.0);
    for (says, is) in told {
        all += 1.0;
        right += f64::from(u8::from(says == is));
    }
    right / f64::max(all, 1.0)
}

/// The mean of the share that is right of what is, and of what is not.
pub(crate) fn balanced(told: impl Iterator<Item = (bool, bool)>) -> f64 {
    let (is, is_not): (Vec<_>, Vec<_>) = told.partition(|(_, is)| *is);
    f64::midpoint(right(is.into_iter()), right(is_not.into_iter()))
}

/// F1 of a verdict over the rows of the writers that are wanted.
fn f1(rows: &[Weighed<'_>], wanted: &dyn Fn(&str) -> bool, says: &dyn Fn(&Evidence) -> bool) -> f64 {
    let (mut hits, mut others) = (0.0, 0.0);
    for row in rows.iter().filter(|row| wanted(row.writer)) {
        match (says(&row.evidence), row.is) {
            (true, true) => hits += 1.0,
            (true, false) | (false, true) => others += 1.0,
            (false, false) => {}
        }
    }
    2.0 * hits / (2.0 * hits + others)
}

/// Fits a verdict over sentences for the best F1; tells how good it is on each writer when fitted on the others.
pub(crate) fn over_sentences(name: &str, rows: &[Weighed<'_>], tell: &mut dyn FnMut(String)) -> Fitted {
    let made = |wanted: &dyn Fn(&str) -> bool| {
        both(rows, wanted, &|turn, weights| f1(rows, wanted, &|it| it.odds(turn, weights) > 0.0))
    };
    for writer in TAUGHT.into_iter().filter(|writer| fitted(writer)) {
        let weights = made(&|other| fitted(other) && other != writer);
        let own = |other: &str| other == writer;
        let tables = f1(rows, &own, &Evidence::tables_say_so);
        let Both { first, second } = Both::of(|turn| f1(rows, &own, &|it| it.odds(turn, &weights) > 0.0));
        tell(format!(
            "{name}: {writer} when fitted on the others: tables {tables:.3}, first {first:.3}, second {second:.3}"
        ));
    }
    made(&fitted)
}
