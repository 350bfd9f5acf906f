//! Trains the model of heat: public rows for open rudeness, our drafts for the line between firm and edgy, and a layer above both
//! that is fitted on predictions for authors its lower part had not seen. Writes the file that the rulebook embeds.

use anyhow::Result;
use rulebook::language::{BUCKETS, SIGNALS, heat_signals};

use crate::logistic::{Care, Row, Weights, learn, odds, quantised, rise};
use crate::samples::{Data, Tone, writer_of};
use crate::split::Side;

/// Not under a licence without conditions of use.
pub(crate) const LEFT_OUT: &str = "ru-paradetox";

const PUBLIC: Care = Care { rounds: 4, step: 0.25, decay: 1e-6 };
const OWN: Care = Care { rounds: 12, step: 0.2, decay: 2e-5 };

/// A sentence that carries heat, or stands in a calm mail, counts this much beside a whole mail.
const SENTENCE: f32 = 0.35;

/// Calm mails that may be held, and advised, when the thresholds are set.
const HELD: f32 = 0.035;
const ADVISED: f32 = 0.11;

/// One of our mails.
struct Mail {
    author: String,
    heated: u8,
    sentences: Vec<Vec<u32>>,
    /// For each sentence: carries heat (1), stands in a calm mail (0), or says nothing.
    carries: Vec<Option<bool>>,
    markers: Vec<f32>,
}

/// A mail as a model saw it that had not seen its author.
pub(crate) struct Unseen {
    pub(crate) heated: u8,
    pub(crate) values: [f32; SIGNALS],
}

/// Trains and gives the bytes of the model, and every mail as seen without its author, in the order of the data.
pub(crate) fn train(data: &Data) -> Result<(Vec<u8>, Vec<Unseen>)> {
    let public = quantised(&learn(&public_rows(&data.tone(Side::Tuned)?), PUBLIC));
    let mails = own_mails(data)?;
    let unseen = unseen(&mails, &public.0);
    let values: Vec<([f32; SIGNALS], u8)> = unseen.iter().map(|it| (it.values, it.heated)).collect();
    let edgy = layer(&values, 1);
    let hot = layer(&values, 2);
    let own = quantised(&learn(&mails.iter().flat_map(rows).collect::<Vec<_>>(), OWN));
    let thresholds = [threshold(&values, &edgy, ADVISED), threshold(&values, &hot, HELD)];
    Ok((bytes(&public, &own, &edgy, &hot, thresholds), unseen))
}

fn unseen(mails: &[Mail], public: &Weights) -> Vec<Unseen> {
    let mut authors: Vec<&str> = mails.iter().map(|mail| mail.author.as_str()).collect();
    authors.sort_unstable();
    authors.dedup();
    let mut seen: Vec<Option<Unseen>> = mails.iter().map(|_| None).collect();
    for author in authors {
        let others: Vec<Row> = mails.iter().filter(|mail| mail.author != author).flat_map(rows).collect();
        let own = quantised(&learn(&others, OWN));
        for (slot, mail) in seen.iter_mut().zip(mails).filter(|(_, mail)| mail.author == author) {
            *slot = Some(Unseen { heated: mail.heated, values: signals(mail, public, &own.0) });
        }
    }
    seen.into_iter().flatten().collect()
}

fn public_rows(rows: &[Tone]) -> Vec<Row> {
    let used = rows.iter().filter(|row| row.source != LEFT_OUT);
    let mut counts: std::collections::BTreeMap<(&str, bool), f32> = std::collections::BTreeMap::new();
    for row in used.clone() {
        *counts.entry((&row.lang, row.hostile)).or_default() += 1.0;
    }
    let largest = counts.values().copied().fold(1.0, f32::max);
    let made = used.map(|row| {
        let share = counts.get(&(row.lang.as_str(), row.hostile)).copied().unwrap_or(1.0);
        let places = heat_signals(&row.text, Some(&row.lang)).sentences.into_iter().flat_map(|it| it.0).collect();
        // Rare kinds count more, but no row more than four times.
        Row { places, is: row.hostile, counts: (largest / share).sqrt().min(4.0) }
    });
    made.filter(|row: &Row| !row.places.is_empty()).collect()
}

fn own_mails(data: &Data) -> Result<Vec<Mail>> {
    let mut mails = Vec::new();
    for mail in data.toned(Side::Tuned)? {
        mails.push(own_mail(writer_of(&mail.id), &mail.lang, &mail.text, mail.heated, &mail.heated_spans));
    }
    for draft in data.drafts(Side::Tuned)? {
        let labels = &draft.labels;
        mails.push(own_mail("gate".to_owned(), &draft.lang, &draft.text, labels.heated, &labels.heated_spans));
    }
    Ok(mails)
}

fn own_mail(author: String, lang: &str, text: &str, heated: u8, spans: &[String]) -> Mail {
    let signals = heat_signals(text, Some(lang));
    let places: Vec<_> = spans.iter().filter_map(|span| text.find(span).map(|at| at..at + span.len())).collect();
    let carries = signals.places.iter().map(|at| {
        let carries = places.iter().any(|span| span.start < at.end && at.start < span.end);
        if heated == 0 { Some(false) } else { carries.then_some(true) }
    });
    let carries = carries.collect();
    let sentences = signals.sentences.into_iter().map(|features| features.0).collect();
    Mail { author, heated, sentences, carries, markers: signals.values.get(4..).unwrap_or_default().to_vec() }
}

/// A whole mail as a row, and each sentence that says something.
fn rows(mail: &Mail) -> Vec<Row> {
    let whole = Row { places: mail.sentences.concat(), is: mail.heated > 0, counts: 1.0 };
    let single = mail
        .sentences
        .iter()
        .zip(&mail.carries)
        .filter_map(|(places, carries)| carries.map(|is| Row { places: places.clone(), is, counts: SENTENCE }));
    std::iter::once(whole).chain(single).collect()
}

/// As the reader of the model computes them.
fn signals(mail: &Mail, public: &Weights, own: &Weights) -> [f32; SIGNALS] {
    let mut values = [0.0; SIGNALS];
    let sums = [public, own].map(|weights| {
        let each = mail.sentences.iter().map(|places| odds(weights, places));
        [odds(weights, &mail.sentences.concat()), each.reduce(f32::max).unwrap_or(0.0)]
    });
    for (slot, value) in values.iter_mut().zip(sums.as_flattened().iter().chain(&mail.markers)) {
        *slot = *value;
    }
    values
}

/// The least that the two sums of the public weights, and the most that those of our own count: our drafts share a style that
/// others do not have, so that figures on them alone would trust our own weights too much.
const LEAST_PUBLIC: [f32; 2] = [0.35, 0.2];
const MOST_OWN: f32 = 1.25;

/// Every kind of marker says something, even where our drafts have few of it.
const LEAST_MARKER: f32 = 0.15;

/// Logistic regression on a few signals, whole batches; weights of markers and sums stay at zero or above: none cools a mail.
fn layer(values: &[([f32; SIGNALS], u8)], level: u8) -> [f32; SIGNALS] {
    let mut weights = [0.0_f32; SIGNALS];
    #[expect(clippy::cast_precision_loss, reason = "about a thousand mails")]
    let all = values.len() as f32;
    for _ in 0..6000 {
        let mut slope = weights.map(|weight| weight * 0.002);
        for (signals, heated) in values {
            let odds: f32 = signals.iter().zip(&weights).map(|(value, weight)| value * weight).sum();
            let miss = (rise(odds) - f32::from(u8::from(*heated >= level))) / all;
            for (slope, value) in slope.iter_mut().zip(signals) {
                *slope += miss * value;
            }
        }
        for (at, (weight, slope)) in weights.iter_mut().zip(slope).enumerate() {
            *weight -= 0.3 * slope;
            *weight = match at {
                0 | 1 => weight.max(LEAST_PUBLIC.get(at).copied().unwrap_or(0.0)),
                2 | 3 => weight.clamp(0.0, MOST_OWN),
                _ if at + 1 < SIGNALS => weight.max(LEAST_MARKER),
                _ => *weight,
            };
        }
    }
    weights
}

/// The odds above which this share of the calm mails lies.
fn threshold(values: &[([f32; SIGNALS], u8)], layer: &[f32; SIGNALS], share: f32) -> f32 {
    let calm = values.iter().filter(|(_, heated)| *heated == 0);
    let mut odds: Vec<f32> = calm.map(|(signals, _)| signals.iter().zip(layer).map(|(a, b)| a * b).sum()).collect();
    odds.sort_by(|a, b| b.total_cmp(a));
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a rank")]
    let rank = (odds.len() as f32 * share) as usize;
    odds.get(rank).copied().unwrap_or(0.0)
}

fn bytes(
    public: &(Weights, f32, Vec<i8>),
    own: &(Weights, f32, Vec<i8>),
    edgy: &[f32; SIGNALS],
    hot: &[f32; SIGNALS],
    thresholds: [f32; 2],
) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(2 * BUCKETS + 256);
    let head = [public.1, own.1, public.0.bias, own.0.bias];
    for number in head.iter().chain(edgy).chain(hot).chain(&thresholds) {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(public.2.iter().chain(&own.2).map(|weight| weight.cast_unsigned()));
    bytes
}
