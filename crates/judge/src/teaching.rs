//! The order in which everything is taught: the encoders first, then what is learnt upon what they see.

use anyhow::{Context, Result};
use encoder::Encoder;
use rulebook::language::Sense;
use sha2::{Digest, Sha256};

use crate::encoders::{self, Encoders, unseen_by};
use crate::readings::Reading;
use crate::samples::{Data, TAUGHT};
use crate::slow::{ADAPTER, Ear, Slow};
use crate::train::Unseen;
use crate::{adapting, alone, heads, readings};

/// Where the adapters of the halves stay: half an hour of training need not be repeated for what is learnt upon it. First which training
/// they are of, for others may have seen writers that are called unseen now.
const HALVES: &str = "target/judge-adapters.bin";

/// Which training: the adapter that is shipped, and who is in which half.
fn training(ours: &[u8]) -> Vec<u8> {
    let who = TAUGHT.iter().map(|writer| format!("{writer}{} ", unseen_by(writer)));
    Sha256::new_with_prefix(ours).chain_update(who.collect::<String>()).finalize().to_vec()
}

/// The adapters of the last training.
pub(crate) fn kept() -> Result<[Vec<u8>; 3]> {
    let ours = std::fs::read(ADAPTER).context(ADAPTER)?;
    let kept = std::fs::read(HALVES).with_context(|| format!("{HALVES}: bin/train makes it"))?;
    let halves = kept.strip_prefix(training(&ours).as_slice());
    let halves = halves.with_context(|| format!("{HALVES} is of another training: run bin/train without 'again'"))?;
    let (one, two) = halves.split_at(halves.len() / 2);
    Ok([ours, one.to_vec(), two.to_vec()])
}

/// Every mail that teaches, not read by any encoder.
fn unread(data: &Data) -> Result<Vec<Reading>> {
    let ears = Ear::default();
    let deaf = Encoders(encoders::ALL.map(|_| &ears as &dyn Sense));
    let mut all = readings::drafts(data, &deaf)?;
    all.extend(readings::clients(data, &deaf)?);
    Ok(all)
}

/// Teaches the encoder that is shipped and those of the two halves, and keeps the latter.
pub(crate) fn adapters(data: &Data, weights: &[u8], tell: &mut dyn FnMut(String)) -> Result<[Vec<u8>; 3]> {
    let plain = Encoder::with(weights, None)?;
    let all = unread(data)?;
    let lessons = adapting::lessons(&plain, &all);
    tell(format!("{} mails and {} single texts teach the encoder", all.len(), lessons.len().saturating_sub(all.len())));
    let teacher = plain.teacher();
    let mut taught = encoders::ALL.map(|_| Vec::new());
    for (by, slot) in taught.iter_mut().enumerate().rev() {
        *slot = adapting::teach(&teacher, &lessons, &|writer| by != encoders::OURS && unseen_by(writer) == by, tell)?;
    }
    let [ours, one, two] = &taught;
    std::fs::write(HALVES, [training(ours).as_slice(), one, two].concat()).context(HALVES)?;
    Ok(taught)
}

/// Learns heads and verdicts upon what the encoders see; the bytes of both files.
pub(crate) fn upon(
    data: &Data,
    weights: &[u8],
    adapters: &[Vec<u8>; 3],
    unseen: &[Unseen],
    tell: &mut dyn FnMut(String),
) -> Result<(Vec<u8>, Vec<u8>)> {
    let [ours, one, two] = adapters;
    let slows = [
        Slow::with(weights, ours, "ours")?,
        Slow::with(weights, one, "without-one-half")?,
        Slow::with(weights, two, "without-the-other")?,
    ];
    let mut texts: Vec<(String, String)> = unread(data)?.into_iter().map(|it| (it.lang, it.text)).collect();
    texts.extend(data.toned(crate::split::Side::Tuned)?.into_iter().map(|it| (it.lang, it.text)));
    texts.extend(heads::public(data)?.into_iter().map(|it| (it.lang, it.text)));
    texts.extend(alone::texts().map(|(lang, _, text)| (lang.to_owned(), text.to_owned())));
    texts.extend(alone::plots().map(|(lang, _, text)| (lang.to_owned(), text.to_owned())));
    for slow in &slows {
        slow.read_ahead(&texts);
        slow.keep()?;
    }
    tell(format!("{} texts were read by three encoders", texts.len()));
    heads::train(data, &Encoders(slows.each_ref().map(|slow| slow as &dyn Sense)), unseen, tell)
}
