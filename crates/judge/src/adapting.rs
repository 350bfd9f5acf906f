//! Teaches the encoder what our mails show: an adapter and heads upon it learn together, over what sentences and mails do and how heated
//! drafts are. Afterwards the adapter stays and everything else is learnt anew upon it. The same data give the same bytes: what several
//! cores do is added up in one order.

use encoder::learning::{Prepared, Slopes, Teacher};
use encoder::{Adapter, Encoder};
use rulebook::language::DIRECTION;

use crate::alone;
use crate::dense::{Row, Weights, learn};
use crate::learnt::is;
use crate::logistic::{rise, shuffle};
use crate::readings::{Reading, Shown};
use crate::slow::{each, heard};

/// What is learnt of sentences of drafts and of clients' mails: the letters of their marks.
const DRAFTS: [char; 6] = ['a', 'c', 'r', 'y', 'w', 'b'];
const CLIENTS: [char; 3] = ['q', 'm', 'g'];

/// What is learnt of whole mails stands behind the letters.
const COMPLAINS: usize = DRAFTS.len() + CLIENTS.len();
const EDGY: usize = COMPLAINS + 2;
const TASKS: usize = EDGY + 2;

/// Beside a sentence of a mail a whole mail counts for so much, for there are ten times fewer. What stands alone is a whole, too, and
/// counts half of it.
const WHOLE: f32 = 2.0;
const SINGLE: f32 = 0.5;

/// How small the first heads are held.
const CALM: f64 = 100.0;

/// How long and how fast everything learns.
const ROUNDS: usize = 3;
const BATCH: usize = 16;
const TOGETHER: usize = 4;
const STEP: f32 = 1e-3;
const HEAD_STEP: f32 = 2e-3;

/// What a text, or a part of it, surely does and does not.
type Says = Vec<(usize, bool)>;

/// A text that teaches.
pub(crate) struct Lesson {
    writer: String,
    text: Prepared,
    whole: Says,
    parts: Vec<Says>,
    counts: f32,
}

/// Everything that teaches, prepared once for all adapters.
pub(crate) fn lessons(encoder: &Encoder, readings: &[Reading]) -> Vec<Lesson> {
    let mails = each(readings, &|reading: &Reading| {
        let heard = heard(&reading.text, &reading.lang)?;
        let read = reading.sentences.iter().filter(|sentence| sentence.direction.is_some());
        let (letters, first) = match reading.shown {
            Shown::Draft(_) => (DRAFTS.as_slice(), 0),
            Shown::Client(_) => (CLIENTS.as_slice(), DRAFTS.len()),
        };
        let parts = read.map(|sentence| {
            let says = letters.iter().enumerate().map(|(at, letter)| Some((first + at, is(sentence, *letter)?)));
            says.flatten().collect()
        });
        let whole = match (&reading.shown, reading.heated) {
            (Shown::Client(_), _) => levels(COMPLAINS, reading.complaint),
            (Shown::Draft(_), Some(heated)) => levels(EDGY, heated),
            (Shown::Draft(_), None) => Vec::new(),
        };
        Some(Lesson {
            writer: reading.writer.clone(),
            text: encoder.prepared(&heard.iter().map(String::as_str).collect::<Vec<_>>()),
            whole,
            parts: parts.collect(),
            counts: 1.0,
        })
    });
    let sentences = alone::texts().map(|(lang, says, text)| {
        let letters = || DRAFTS.iter().chain(&CLIENTS);
        let says = says.into_iter().filter_map(|(letter, is)| Some((letters().position(|it| *it == letter)?, is)));
        (lang, says.collect(), text)
    });
    let plots = alone::plots().map(|(lang, level, text)| (lang, levels(COMPLAINS, level), text));
    let single: Vec<(&str, Says, &str)> = sentences.chain(plots).collect();
    let single = each(&single, &|(lang, says, text): &(&str, Says, &str)| {
        let heard = heard(text, lang)?;
        let text = encoder.prepared(&heard.iter().map(String::as_str).collect::<Vec<_>>());
        Some(Lesson { writer: String::new(), text, whole: says.clone(), parts: Vec::new(), counts: SINGLE })
    });
    mails.into_iter().chain(single).flatten().collect()
}

/// At least so much, and at least more.
fn levels(first: usize, level: u8) -> Says {
    vec![(first, level >= 1), (first + 1, level >= 2)]
}

/// Heads while they learn with an adapter: weights of numbers brought to mean 0 and variance 1, and a bias, one task after the other.
struct Heads {
    numbers: Vec<f32>,
    mean: Vec<f32>,
    spread: Vec<f32>,
}

/// Numbers of one task: its weights and its bias.
const PER_TASK: usize = DIRECTION + 1;

impl Heads {
    /// Adds up what is wrong about a direction: gives how wrong, its slope by the direction, and adds the slopes of the heads.
    fn judge(&self, direction: &[f32], says: &Says, counts: f32, slopes: &mut [f32]) -> (f32, Vec<f32>) {
        let mut wrong = 0.0;
        let mut slope = vec![0.0_f32; DIRECTION];
        let scaled: Vec<f32> = direction
            .iter()
            .zip(&self.mean)
            .zip(&self.spread)
            .map(|((one, mean), spread)| (one - mean) / spread)
            .collect();
        for (task, is) in says {
            let at = task * PER_TASK..(task + 1) * PER_TASK;
            let (Some(head), Some(of_head)) = (self.numbers.get(at.clone()), slopes.get_mut(at)) else { continue };
            let Some((bias, weights)) = head.split_last() else { continue };
            let odds: f32 = weights.iter().zip(&scaled).map(|(weight, one)| weight * one).sum::<f32>() + bias;
            let miss = (rise(odds) - f32::from(u8::from(*is))) * counts;
            wrong += counts * (1.0 + (if *is { -odds } else { odds }).exp()).ln();
            of_head.iter_mut().zip(scaled.iter().chain([&1.0])).for_each(|(slope, one)| *slope += miss * one);
            for ((slope, weight), spread) in slope.iter_mut().zip(weights).zip(&self.spread) {
                *slope += miss * weight / spread;
            }
        }
        (wrong, slope)
    }
}

/// Moves numbers against their slopes (Adam, Kingma and Ba 2014).
struct Mover {
    first: Vec<f32>,
    second: Vec<f32>,
    steps: i32,
}

impl Mover {
    fn new(count: usize) -> Self {
        Self { first: vec![0.0; count], second: vec![0.0; count], steps: 0 }
    }

    fn step(&mut self, numbers: &mut [f32], slopes: &[f32], step: f32) {
        const KEEP: [f32; 2] = [0.9, 0.99];
        self.steps += 1;
        let [first, second] = KEEP.map(|keep| 1.0 - keep.powi(self.steps));
        let moved = numbers.iter_mut().zip(slopes).zip(self.first.iter_mut().zip(self.second.iter_mut()));
        for ((number, slope), (mean, square)) in moved {
            *mean = KEEP[0] * *mean + (1.0 - KEEP[0]) * slope;
            *square = KEEP[1] * *square + (1.0 - KEEP[1]) * slope * slope;
            *number -= step * (*mean / first) / ((*square / second).sqrt() + 1e-8);
        }
    }
}

/// An adapter before it learnt anything: what goes down looks like chance, what comes up is nothing.
fn start() -> Vec<f32> {
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut noise = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let share = (seed >> 40) as f32 / 8_388_608.0 - 1.0;
        share * 0.08
    };
    Adapter::numbers(&mut |goes_down| if goes_down { noise() } else { 0.0 })
}

/// What some lessons made wrong, and the slopes of the adapter and of the heads.
struct Sum {
    wrong: f32,
    adapter: Vec<f32>,
    heads: Vec<f32>,
}

/// Teaches an adapter with the lessons of all but some writers; gives its bytes.
pub(crate) fn teach(
    teacher: &Teacher,
    lessons: &[Lesson],
    left_out: &dyn Fn(&str) -> bool,
    tell: &mut dyn FnMut(String),
) -> anyhow::Result<Vec<u8>> {
    let (held, taught): (Vec<&Lesson>, Vec<&Lesson>) = lessons.iter().partition(|lesson| left_out(&lesson.writer));
    let mut numbers = start();
    let mut heads = first_heads(teacher, &Adapter::from_numbers(&numbers)?, &taught)?;
    let mut movers = [Mover::new(numbers.len()), Mover::new(heads.numbers.len())];
    // Some that are left out tell how well it carries over.
    let held: Vec<&Lesson> = held.into_iter().step_by(6).collect();
    let mut order: Vec<usize> = (0..taught.len()).collect();
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let carries_over = |numbers: &[f32], heads: &Heads| {
        let wrong = unseen(teacher, numbers, heads, &held)?;
        anyhow::Ok(if held.is_empty() { String::new() } else { format!(", {wrong:.3} of those left out") })
    };
    tell(format!("before{}", carries_over(&numbers, &heads)?));
    let all = ROUNDS * taught.len().div_ceil(BATCH);
    let mut done = 0;
    for round in 0..ROUNDS {
        shuffle(&mut order, &mut seed);
        let mut wrong = 0.0;
        for batch in order.chunks(BATCH) {
            let adapter = Adapter::from_numbers(&numbers)?;
            let groups: Vec<Vec<&Lesson>> = batch
                .chunks(TOGETHER)
                .map(|some| some.iter().filter_map(|at| taught.get(*at).copied()).collect())
                .collect();
            let sums = each(&groups, &|some: &Vec<&Lesson>| sum(teacher, &adapter, &heads, some, true));
            let left = 1.0 - done as f32 / all as f32;
            done += 1;
            let mut whole =
                Sum { wrong: 0.0, adapter: vec![0.0; numbers.len()], heads: vec![0.0; heads.numbers.len()] };
            for one in sums {
                whole.wrong += one.wrong;
                add(&mut whole.adapter, &one.adapter);
                add(&mut whole.heads, &one.heads);
            }
            wrong += whole.wrong;
            let [of_adapter, of_heads] = &mut movers;
            of_adapter.step(&mut numbers, &whole.adapter, STEP * left);
            of_heads.step(&mut heads.numbers, &whole.heads, HEAD_STEP * left);
        }
        let mean = wrong / taught.len().max(1) as f32;
        tell(format!("round {round}: wrong {mean:.3} a lesson{}", carries_over(&numbers, &heads)?));
    }
    Ok(Adapter::bytes(&numbers))
}

/// How wrong lessons are read that do not teach.
fn unseen(teacher: &Teacher, numbers: &[f32], heads: &Heads, held: &[&Lesson]) -> anyhow::Result<f32> {
    let adapter = Adapter::from_numbers(numbers)?;
    let groups: Vec<&[&Lesson]> = held.chunks(TOGETHER).collect();
    let wrong = each(&groups, &|some: &&[&Lesson]| sum(teacher, &adapter, heads, some, false).wrong);
    Ok(wrong.iter().fold(0.0, |sum, one| sum + one) / held.len().max(1) as f32)
}

fn add(sum: &mut [f32], more: &[f32]) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// Heads upon what an adapter shows that has learnt nothing yet.
fn first_heads(teacher: &Teacher, adapter: &Adapter, lessons: &[&Lesson]) -> anyhow::Result<Heads> {
    let groups: Vec<&[&Lesson]> = lessons.chunks(TOGETHER).collect();
    let read = each(&groups, &|some: &&[&Lesson]| {
        teacher.pass(adapter, &some.iter().map(|lesson| &lesson.text).collect::<Vec<_>>()).readings()
    });
    let readings: Vec<encoder::Reading> = read.into_iter().flatten().collect();
    let rows = |task: usize| {
        let mut rows = Vec::new();
        for (lesson, reading) in lessons.iter().zip(&readings) {
            let parts = lesson.parts.iter().zip(&reading.parts);
            for (says, direction) in std::iter::once((&lesson.whole, &reading.whole)).chain(parts) {
                let said = says.iter().filter(|(other, _)| *other == task);
                rows.extend(said.map(|(_, is)| Row { direction, is: *is, counts: f64::from(lesson.counts) }));
            }
        }
        rows
    };
    let tasks: Vec<usize> = (0..TASKS).collect();
    anyhow::ensure!(tasks.iter().all(|task| !rows(*task).is_empty()), "nothing teaches one of the tasks");
    let learnt: Vec<Weights> = each(&tasks, &|task: &usize| learn(&rows(*task), CALM));
    let (mean, spread) = crate::dense::scale(&rows(0));
    #[expect(clippy::cast_possible_truncation, reason = "numbers of about one")]
    let [mean, spread] = [mean, spread].map(|numbers| numbers.into_iter().map(|one| one as f32).collect::<Vec<f32>>());
    let mut numbers = Vec::with_capacity(TASKS * PER_TASK);
    for head in &learnt {
        let usual: f32 = head.weights.iter().zip(&mean).map(|(weight, mean)| weight * mean).sum();
        numbers.extend(head.weights.iter().zip(&spread).map(|(weight, spread)| weight * spread));
        numbers.push(head.bias + usual);
    }
    Ok(Heads { numbers, mean, spread })
}

/// Takes lessons there and back.
fn sum(teacher: &Teacher, adapter: &Adapter, heads: &Heads, lessons: &[&Lesson], and_back: bool) -> Sum {
    let pass = teacher.pass(adapter, &lessons.iter().map(|lesson| &lesson.text).collect::<Vec<_>>());
    let mut of_heads = vec![0.0; heads.numbers.len()];
    let mut wrong = 0.0;
    let mut slopes = Vec::with_capacity(lessons.len());
    for (lesson, reading) in lessons.iter().zip(pass.readings()) {
        let mut one = |direction: &[f32], says: &Says, counts: f32| {
            let (more, slope) = heads.judge(direction, says, counts, &mut of_heads);
            wrong += more;
            (!says.is_empty()).then_some(slope)
        };
        let whole = one(&reading.whole, &lesson.whole, WHOLE * lesson.counts);
        let parts =
            reading.parts.iter().zip(&lesson.parts).map(|(part, says)| one(part, says, lesson.counts)).collect();
        slopes.push(Slopes { whole, parts });
    }
    let of_adapter = if and_back { teacher.back(adapter, &pass, &slopes) } else { Vec::new() };
    Sum { wrong, adapter: of_adapter, heads: of_heads }
}
