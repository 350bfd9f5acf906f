//! Trains the heads of the second look and the layer that weighs them with the first. What is chosen by trying is tried on authors,
//! personas and plots of the tuned side that the part tried had not seen.

use anyhow::{Context, Result};
use rulebook::language::{DIRECTION, HEADS, Head, SECOND_SIGNALS, SIGNALS};

use crate::alone;
use crate::dense::{Row, Weights, learn};
use crate::encoders::{self, Directions, Encoders, unseen_by};
use crate::learnt::{self, Learnt};
use crate::logistic::rise;
use crate::readings;
use crate::samples::{Data, Tone, writer_of};
use crate::split::Side;
use crate::train::{LEFT_OUT, Unseen};

/// How small the weights are held: the larger, the less a head trusts the style of our few authors.
const CALM_RUDE: f64 = 1000.0;
const CALM_TONE: f64 = 300.0;

/// Of the public rows so many of each language and kind are read, and none longer than this.
const MOST_PUBLIC: usize = 1_000;
const LONGEST_PUBLIC: usize = 300;

/// Calm mails that may be held, and advised, when the thresholds are set.
const HELD: f32 = 0.02;
const ADVISED: f32 = 0.08;

/// A text as the second look saw it, with what it is.
struct Seen {
    /// Whoever wrote it, or the plot: rows of one are never on both sides.
    group: String,
    whole: Directions,
    parts: Vec<Option<Directions>>,
    level: u8,
}

/// So many heads see tone alone.
pub(crate) const OF_TONE: usize = 3;

/// Trains everything and gives the bytes of both files, heads and verdicts; `tell` hears how good each part is on what it had not seen.
pub(crate) fn train(
    data: &Data,
    encoders: &Encoders<'_>,
    unseen: &[Unseen],
    tell: &mut dyn FnMut(String),
) -> Result<(Vec<u8>, Vec<u8>)> {
    let rude = rude(data, encoders)?;
    let mails = mails(data, encoders)?;
    let learnt = learnt(data, encoders, tell)?;
    anyhow::ensure!(mails.len() == unseen.len(), "the mails of both looks are not the same");
    let tone = |level: u8, left_out: &str| {
        let by = unseen_by(left_out);
        let rows = mails.iter().filter(|mail| mail.group != left_out);
        let rows: Vec<Row<'_>> = rows.filter_map(|mail| Some(row(mail.whole.get(by)?, mail.level >= level))).collect();
        learn(&rows, CALM_TONE)
    };
    let signals = second_signals(&mails, unseen, &rude, &tone);
    let (edgy, hot) = (layer(&signals, 1), layer(&signals, 2));
    let thresholds = [threshold(&signals, &edgy, ADVISED), threshold(&signals, &hot, HELD)];
    told_heat(&signals, [&edgy, &hot], thresholds, tell);
    let [ours, ..] = &rude;
    let mut bytes = Vec::new();
    for head in HEADS {
        let of_text = learnt.heads.iter().find(|(other, _)| *other == head).map(|(_, weights)| weights.clone());
        let weights = match head {
            Head::Rude => ours.clone(),
            Head::Edgy => tone(1, ""),
            Head::Hot => tone(2, ""),
            _ => of_text.with_context(|| format!("{head:?} was not learnt"))?,
        };
        weights.weights.iter().chain([&weights.bias]).for_each(|number| bytes.extend(number.to_le_bytes()));
    }
    edgy.iter().chain(&hot).chain(&thresholds).for_each(|number| bytes.extend(number.to_le_bytes()));
    Ok((bytes, learnt::bytes(&learnt)))
}

/// Heads and verdicts of what sentences and mails do.
fn learnt(data: &Data, encoders: &Encoders<'_>, tell: &mut dyn FnMut(String)) -> Result<Learnt> {
    let (drafts, clients) = (readings::drafts(data, encoders)?, readings::clients(data, encoders)?);
    learnt::learn_all(&drafts, &clients, &alone::sentences(encoders), &alone::mails(encoders), tell)
}

fn row(direction: &[f32], is: bool) -> Row<'_> {
    Row { direction, is, counts: 1.0 }
}

/// Open rudeness, from public sentences, as each of the encoders sees it.
fn rude(data: &Data, encoders: &Encoders<'_>) -> Result<[Weights; 3]> {
    let rows = public(data)?;
    let read: Vec<(Directions, bool)> =
        rows.iter().filter_map(|one| Some((encoders.see(&one.text, &one.lang)?.0, one.hostile))).collect();
    Ok(encoders::ALL.map(|by| {
        learn(&read.iter().filter_map(|(whole, is)| Some(row(whole.get(by)?, *is))).collect::<Vec<_>>(), CALM_RUDE)
    }))
}

/// The public sentences that teach; as many calm as rude ones of each language at most.
pub(crate) fn public(data: &Data) -> Result<Vec<Tone>> {
    let mut counts = std::collections::BTreeMap::new();
    let rows = data.tone(Side::Tuned)?;
    // Far apart in the files, so that every source has its share.
    let step = 7;
    let wanted = |row: &&Tone| {
        let count: &mut usize = counts.entry((row.lang.clone(), row.hostile)).or_default();
        let wanted = row.source != LEFT_OUT && row.text.len() <= LONGEST_PUBLIC && *count < MOST_PUBLIC;
        *count += usize::from(wanted);
        wanted
    };
    Ok((0..step).flat_map(|from| rows.iter().skip(from).step_by(step)).filter(wanted).cloned().collect())
}

/// The writer of the drafts of `gate/`.
const GATE: &str = "A";

/// The same mails in the same order as [`crate::train::unseen`].
fn mails(data: &Data, encoders: &Encoders<'_>) -> Result<Vec<Seen>> {
    let toned =
        data.toned(Side::Tuned)?.into_iter().map(|mail| (writer_of(&mail.id), mail.lang, mail.text, mail.heated));
    let drafts = data.drafts(Side::Tuned)?;
    let drafts = drafts.into_iter().map(|draft| (GATE.to_owned(), draft.lang, draft.text, draft.labels.heated));
    let read = |(group, lang, text, level): (String, String, String, u8)| {
        let nothing = || (encoders::ALL.map(|_| vec![0.0; DIRECTION]), Vec::new());
        let (whole, parts) = encoders.see(&text, &lang).unwrap_or_else(nothing);
        Seen { group, whole, parts, level }
    };
    Ok(toned.chain(drafts).map(read).collect())
}

/// Learns a head for a level from the mails of all but one writer.
type Without<'a> = dyn Fn(u8, &str) -> Weights + 'a;

type Second = ([f32; SECOND_SIGNALS], u8);

/// What the layer weighs, each mail read by heads that had not seen its author.
fn second_signals(mails: &[Seen], unseen: &[Unseen], rude: &[Weights; 3], tone: &Without<'_>) -> Vec<Second> {
    let mut authors: Vec<&str> = mails.iter().map(|mail| mail.group.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    let heads: Vec<(&str, [Weights; 2])> =
        authors.iter().map(|author| (*author, [1, 2].map(|level| tone(level, author)))).collect();
    let signals = mails.iter().zip(unseen).map(|(mail, unseen)| {
        let heads = heads.iter().find(|(author, _)| *author == mail.group).map(|(_, heads)| heads);
        let by = unseen_by(&mail.group);
        let of = |head: &Weights, seen: &Directions| seen.get(by).map_or(0.0, |direction| head.odds(direction));
        let rude = |seen: &Directions| rude.get(by).map_or(0.0, |head| of(head, seen));
        let rudest = mail.parts.iter().flatten().map(&rude).reduce(f32::max).unwrap_or(0.0);
        let own = heads.map_or([0.0; 2], |heads| heads.each_ref().map(|head| of(head, &mail.whole)));
        let mut signals = [0.0; SECOND_SIGNALS];
        let all = unseen.values.iter().copied().chain([rude(&mail.whole), rudest]).chain(own);
        signals.iter_mut().zip(all).for_each(|(slot, value)| *slot = value);
        (signals, mail.level)
    });
    signals.collect()
}

/// The least that public texts count, and the most that our own authors' style does: figures on mails of one making trust it
/// too much.
const LEAST_PUBLIC: f32 = 0.15;
const MOST_OWN: f32 = 0.6;
const LEAST_MARKER: f32 = 0.1;

/// Logistic regression on a few signals, whole batches; nothing but the bias cools a mail.
fn layer(values: &[Second], level: u8) -> [f32; SECOND_SIGNALS] {
    let mut weights = [0.0_f32; SECOND_SIGNALS];
    let all = values.len() as f32;
    for _ in 0..8000 {
        let mut slope = weights.map(|weight| weight * 0.002);
        for (signals, heated) in values {
            let odds: f32 = signals.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let miss = (rise(odds) - f32::from(u8::from(*heated >= level))) / all;
            slope.iter_mut().zip(signals).for_each(|(slope, value)| *slope += miss * value);
        }
        for (at, (weight, slope)) in weights.iter_mut().zip(slope).enumerate() {
            *weight -= 0.1 * slope;
            *weight = match at {
                0 | 1 => weight.max(LEAST_PUBLIC),
                2 | 3 => weight.clamp(0.0, MOST_OWN),
                _ if at + 1 == SIGNALS => *weight,
                _ if at < SIGNALS => weight.max(LEAST_MARKER),
                _ if at < SIGNALS + 2 => weight.max(LEAST_PUBLIC),
                _ => weight.max(0.0),
            };
        }
    }
    weights
}

fn odds(signals: &[f32; SECOND_SIGNALS], layer: &[f32; SECOND_SIGNALS]) -> f32 {
    signals.iter().zip(layer).map(|(value, weight)| value * weight).sum()
}

/// The odds above which this share of the calm mails lies.
fn threshold(values: &[Second], layer: &[f32; SECOND_SIGNALS], share: f32) -> f32 {
    let calm = values.iter().filter(|(_, heated)| *heated == 0);
    let mut calm: Vec<f32> = calm.map(|(signals, _)| odds(signals, layer)).collect();
    calm.sort_by(|a, b| b.total_cmp(a));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank")]
    let rank = (calm.len() as f32 * share) as usize;
    calm.get(rank).copied().unwrap_or(0.0)
}

fn told_heat(
    values: &[Second],
    layers: [&[f32; SECOND_SIGNALS]; 2],
    thresholds: [f32; 2],
    tell: &mut dyn FnMut(String),
) {
    for ((name, layer), threshold) in [("edgy", layers[0]), ("hot", layers[1])].into_iter().zip(thresholds) {
        let share = |level: u8| {
            let of: Vec<f32> = values.iter().filter(|(_, it)| *it == level).map(|(it, _)| odds(it, layer)).collect();
            of.iter().filter(|odds| **odds >= threshold).count() as f32 / of.len().max(1) as f32
        };
        let weights: Vec<String> = layer.iter().map(|weight| format!("{weight:.2}")).collect();
        tell(format!(
            "above {name}: calm {:.3} edgy {:.3} hot {:.3}; layer {}",
            share(0),
            share(1),
            share(2),
            weights.join(" ")
        ));
    }
}
