//! Learns everything that sees what sentences and mails do: n-grams, heads, and the verdicts that weigh both with the tables.

use anyhow::Result;
use rulebook::language::{HABITS, Head, Words};

use crate::dense::{Row, Weights, learn};
use crate::encoders::{self, Directions, unseen_by};
use crate::logistic::{self, Care};
use crate::places::Places;
use crate::readings::{Reading, Sentence};
use crate::verdicts::{Both, Evidence, Fitted, Turn, Weighed, fitted_on, over_sentences};
use crate::warmth::auroc;
use crate::{complaining, declining, heads, telling};

/// How small the weights of heads are held: the larger, the less a head trusts the style of our few authors.
const CALM_SENTENCES: f64 = 100.0;
pub(crate) const CALM_MAILS: f64 = 60.0;

pub(crate) const HABIT: Care = Care { rounds: 10, step: 0.25, decay: 2e-5 };

/// A sentence that only teaches: what it looks like, its n-grams, and which letters it surely has and has not.
pub(crate) struct Example {
    pub(crate) direction: Directions,
    pub(crate) places: Vec<u32>,
    pub(crate) says: Vec<(char, bool)>,
    /// What the tables show of an ask, and of a commitment.
    pub(crate) shown: [Words; 2],
}

/// Beside a sentence of a mail one that stands alone counts for so much to a head. To n-grams it counts in full: the first look has little
/// else to go by, and what people mean by such sentences is certain.
const ALONE: f64 = 0.3;

/// What was learnt.
pub(crate) struct Learnt {
    pub(crate) heads: Vec<(Head, Weights)>,
    /// For each verdict its n-grams and its weights.
    pub(crate) verdicts: Vec<(logistic::Weights, Fitted)>,
}

/// What n-grams and a head make of each sentence, mail by mail: of those on whom a verdict is fitted such as had not seen the writer.
pub(crate) struct Eyes {
    habits: Vec<Vec<f32>>,
    seen: Vec<Vec<Option<f32>>>,
}

impl Eyes {
    /// What they make of one mail.
    pub(crate) fn mail(&self, at: usize) -> Vec<(f32, Option<f32>)> {
        let (habits, seen) = (self.habits.get(at), self.seen.get(at));
        habits.into_iter().flatten().copied().zip(seen.into_iter().flatten().copied()).collect()
    }
}

/// What a sentence says to a letter; what could be read either way says nothing.
pub(crate) fn is(sentence: &Sentence, letter: char) -> Option<bool> {
    // What makes a complaint grave is wrong as well.
    let has = sentence.letters.contains(letter) || (letter == 'm' && sentence.letters.contains('g'));
    let unsure = sentence.letters.contains('?') || (matches!(letter, 'a' | 'c') && sentence.letters.contains('x'));
    if unsure && !has { None } else { Some(has) }
}

/// What is weighed of each sentence of a mail: what its tables show, its habit, what a head sees.
pub(crate) fn evidence(
    reading: &Reading,
    eyes: Vec<(f32, Option<f32>)>,
    words: &dyn Fn(Turn, usize) -> Words,
) -> Vec<Evidence> {
    let of = |(at, (habit, seen)): (usize, (f32, Option<f32>))| {
        let words = Both::of(|turn| {
            let [a, b, c, d, e, f, _] = words(turn, at);
            [a, b, c, d, e, f, habit]
        });
        let [says_so, ..] = words.second;
        Evidence { words, seen: seen.map(|seen| [seen, says_so * seen]) }
    };
    debug_assert_eq!(eyes.len(), reading.sentences.len());
    eyes.into_iter().enumerate().map(of).collect()
}

/// What was learnt of a letter: its n-grams, its heads, and what both make of every mail.
struct Letter {
    habit: logistic::Weights,
    heads: Vec<(Head, Weights)>,
    eyes: Eyes,
}

/// What an encoder shows a head of every mail and of what stands alone.
struct View {
    places: Places,
    seen: Vec<Vec<Option<Vec<f32>>>>,
    alone: Vec<Vec<f32>>,
}

/// Learns a letter and the head that sees it, with those that look at the sentences beside.
fn letter(readings: &[Reading], letter: char, head: Head, more: &[Example], tell: &mut dyn FnMut(String)) -> Letter {
    let views = encoders::ALL.map(|by| {
        let places = Places::of(readings, head, by);
        let seen: Vec<Vec<Option<Vec<f32>>>> = readings.iter().map(|reading| places.mail(reading)).collect();
        let alone: Vec<Vec<f32>> = more.iter().map(|example| places.alone(&example.direction)).collect();
        View { places, seen, alone }
    });
    let [ours, ..] = &views;
    let view = |writer: &str| views.get(unseen_by(writer)).unwrap_or(ours);
    let teach = |left_out: &str| {
        let View { seen, alone, .. } = view(left_out);
        let (mut ngrams, mut directions) = (Vec::new(), Vec::new());
        for (reading, seen) in readings.iter().zip(seen).filter(|(reading, _)| reading.writer != left_out) {
            for (sentence, seen) in reading.sentences.iter().zip(seen) {
                let Some(is) = is(sentence, letter) else { continue };
                ngrams.push(logistic::Row { places: folded(&sentence.places), is, counts: 1.0 });
                directions.extend(seen.as_deref().map(|direction| Row { direction, is, counts: 1.0 }));
            }
        }
        for (example, direction) in more.iter().zip(alone) {
            let Some((_, is)) = example.says.iter().find(|(said, _)| *said == letter).copied() else { continue };
            ngrams.push(logistic::Row { places: folded(&example.places), is, counts: 1.0 });
            directions.push(Row { direction, is, counts: ALONE });
        }
        (logistic::learn(&ngrams, HABIT), learn(&directions, CALM_SENTENCES))
    };
    let mut writers: Vec<&str> = readings.iter().map(|reading| reading.writer.as_str()).collect();
    writers.sort_unstable();
    writers.dedup();
    // Only those on whom a verdict is fitted need be read by somebody who had not seen them.
    writers.retain(|writer| fitted_on(writer, letter));
    let unseen = apart(&writers, &teach);
    let (habit, whole) = teach("");
    let mut eyes = Eyes { habits: Vec::new(), seen: Vec::new() };
    let mut scored: Both<Vec<(f32, bool)>> = Both::default();
    for (at, reading) in readings.iter().enumerate() {
        let taught =
            writers.iter().zip(&unseen).find(|(writer, _)| **writer == reading.writer).map(|(_, taught)| taught);
        let (by_habit, by_head) = taught.map_or((&habit, &whole), |(habit, head)| (habit, head));
        let View { seen, .. } = taught.map_or(ours, |_| view(&reading.writer));
        let seen = seen.get(at).map(Vec::as_slice).unwrap_or_default();
        let habits: Vec<f32> =
            reading.sentences.iter().map(|sentence| logistic::odds(by_habit, &folded(&sentence.places))).collect();
        let sees: Vec<Option<f32>> =
            seen.iter().map(|direction| direction.as_deref().map(|direction| by_head.odds(direction))).collect();
        for ((sentence, habit), sees) in reading.sentences.iter().zip(&habits).zip(&sees) {
            let Some(is) = is(sentence, letter).filter(|_| taught.is_some()) else { continue };
            scored.first.push((*habit, is));
            scored.second.extend(sees.map(|sees| (sees, is)));
        }
        eyes.habits.push(habits);
        eyes.seen.push(sees);
    }
    let (by_habit, by_head) = (auroc(&scored.first), auroc(&scored.second));
    tell(format!("'{letter}' on writers not seen: AUROC by n-grams {by_habit:.3}, by the head {by_head:.3}"));
    Letter { habit, heads: ours.places.heads(head, &whole), eyes }
}

/// What is taught without each of the writers, some at once.
pub(crate) fn apart<T: Send>(writers: &[&str], teach: &(dyn Fn(&str) -> T + Sync)) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut taught = Vec::new();
    for some in writers.chunks(threads) {
        std::thread::scope(|scope| {
            let started: Vec<_> = some.iter().map(|writer| scope.spawn(move || teach(writer))).collect();
            let ended =
                started.into_iter().map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
            taught.extend(ended);
        });
    }
    taught
}

/// N-grams as a verdict finds them.
pub(crate) fn folded(places: &[u32]) -> Vec<u32> {
    places.iter().map(|place| place % HABITS as u32).collect()
}

/// Rows of all mails for a verdict over sentences.
fn rows<'a>(
    readings: &'a [Reading],
    eyes: &Eyes,
    letter: char,
    words: &dyn Fn(&Reading, Turn, usize) -> Words,
) -> Vec<Weighed<'a>> {
    let mut rows = Vec::new();
    for (at, reading) in readings.iter().enumerate() {
        let all = evidence(reading, eyes.mail(at), &|turn, sentence| words(reading, turn, sentence));
        let each = reading.sentences.iter().zip(all);
        rows.extend(each.filter_map(|(sentence, evidence)| {
            Some(Weighed { writer: &reading.writer, evidence, is: is(sentence, letter)? })
        }));
    }
    rows
}

/// Learns everything. `alone` are single sentences, `plots` whole mails of clients with how much they complain; both only teach.
pub(crate) fn learn_all(
    drafts: &[Reading],
    clients: &[Reading],
    alone: &[Example],
    plots: &[(u8, Directions)],
    tell: &mut dyn FnMut(String),
) -> Result<Learnt> {
    let asks = letter(drafts, 'a', Head::Ask, alone, tell);
    let promises = letter(drafts, 'c', Head::Commitment, alone, tell);
    let [refuses, explains, offers] = [('r', Head::Refusal), ('y', Head::Reason), ('w', Head::Way)]
        .map(|(one, head)| letter(drafts, one, head, alone, tell));
    let blames = letter(drafts, 'b', Head::Blame, alone, tell);
    let [wants, wrong, grievance] = [('q', Head::Asked), ('m', Head::Wrong), ('g', Head::Grievance)]
        .map(|(one, head)| letter(clients, one, head, alone, tell));
    let deed = |pick: fn([Words; 2]) -> Words| {
        move |reading: &Reading, turn: Turn, at: usize| {
            reading.draft(turn).and_then(|words| words.deeds.get(at)).copied().map(pick).unwrap_or_default()
        }
    };
    let asked = over_sentences("asks", &rows(drafts, &asks.eyes, 'a', &deed(|[asks, _]| asks)), tell);
    let asked = holding(asked, alone, 'a', &asks.habit, |[asks, _]| asks, tell);
    let promised =
        over_sentences("promises", &rows(drafts, &promises.eyes, 'c', &deed(|[_, promises]| promises)), tell);
    let promised = holding(promised, alone, 'c', &promises.habit, |[_, promises]| promises, tell);
    let declining = declining::fit(drafts, &[refuses.eyes, explains.eyes, offers.eyes], tell);
    let blaming = blaming(drafts, &blames.eyes, tell);
    let client = |reading: &Reading, _: Turn, at: usize| reading.client(at).unwrap_or_default();
    let wanted = over_sentences("wants", &rows(clients, &wants.eyes, 'q', &client), tell);
    let [(complaint, complains, mild), (grave, is_grave, worse)] = [(1, &wrong.eyes), (2, &grievance.eyes)]
        .map(|(level, eyes)| complaining::fit(clients, level, eyes, plots, tell));
    tell(complaining::overlooked(&mild, &worse));
    let told = telling::TOLD.map(|one| telling::fit(clients, one, &wants.eyes, tell));
    let [refusing, explaining, offering] = declining;
    let mut heads = vec![(Head::Complaint, complaint), (Head::Grave, grave)];

    for letter in [asks.heads, promises.heads, refuses.heads, explains.heads, offers.heads, blames.heads] {
        heads.extend(letter);
    }
    heads.extend(wants.heads.into_iter().chain(wrong.heads).chain(grievance.heads));
    let mut verdicts = vec![
        (asks.habit, asked),
        (promises.habit, promised),
        (refuses.habit, refusing),
        (explains.habit, explaining),
        (offers.habit, offering),
        (wants.habit, wanted),
        (wrong.habit, complains),
        (grievance.habit, is_grave),
        (blames.habit, blaming),
    ];
    for telling in told {
        heads.push(telling.head);
        verdicts.push((telling.habit, telling.fitted));
    }
    anyhow::ensure!(heads.len() + heads::OF_TONE == rulebook::language::HEADS.len(), "a head is missing");
    Ok(Learnt { heads, verdicts })
}

/// Moves the line of the first look so that it adds nothing to those plain sentences that surely do not do it.
fn holding(
    mut fitted: Fitted,
    alone: &[Example],
    letter: char,
    habit: &logistic::Weights,
    pick: fn([Words; 2]) -> Words,
    tell: &mut dyn FnMut(String),
) -> Fitted {
    let of = |wanted: bool| {
        let all = alone.iter().filter(move |example| example.says.contains(&(letter, wanted)));
        all.map(|example| {
            let [a, b, c, d, e, f, _] = pick(example.shown);
            let words = [a, b, c, d, e, f, logistic::odds(habit, &folded(&example.places))];
            Evidence { words: Both::of(|_| words), seen: None }
        })
    };
    let line = |fitted: &Fitted| {
        of(false)
            .filter(|it| !it.tables_say_so())
            .map(|it| it.odds(Turn::First, fitted))
            .reduce(f32::max)
            .unwrap_or(-1.0)
    };
    let over = (line(&fitted) + 0.05).max(0.0);
    fitted.first.iter_mut().last().into_iter().for_each(|always| *always -= over);
    let missed = of(true).filter(|it| it.odds(Turn::First, &fitted) <= 0.0).count();
    tell(format!(
        "'{letter}' on the first look: the line moved by {over:.2} for plain sentences; {missed} that do it are not seen"
    ));
    fitted
}

/// Fits which sentences blame, so that of most drafts it is right whether any does.
fn blaming(drafts: &[Reading], eyes: &Eyes, tell: &mut dyn FnMut(String)) -> Fitted {
    let words = |reading: &Reading, turn: Turn, sentence: usize| {
        reading.draft(turn).and_then(|words| words.blaming.get(sentence)).copied().unwrap_or_default()
    };
    let of = |(at, reading): (usize, &Reading)| {
        evidence(reading, eyes.mail(at), &|turn, sentence| words(reading, turn, sentence))
    };
    let all: Vec<Vec<Evidence>> = drafts.iter().enumerate().map(of).collect();
    declining::whole("blames", drafts, &all, 'b', &|_| true, tell)
}

/// The file of the verdicts: what `rulebook::language` reads.
pub(crate) fn bytes(learnt: &Learnt) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut tables: Vec<u8> = Vec::new();
    for (habit, Both { first, second }) in &learnt.verdicts {
        let (_, scale, small) = logistic::quantised(habit);
        for number in first.iter().chain(second).chain([&scale, &habit.bias]) {
            bytes.extend(number.to_le_bytes());
        }
        tables.extend(small.iter().take(HABITS).map(|weight| weight.cast_unsigned()));
    }
    bytes.extend(tables);
    bytes
}
