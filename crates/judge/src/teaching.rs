//! The order in which everything is taught: the encoders first, then what is learnt upon what they see.

use anyhow::{Context, Result};
use encoder::Encoder;
use rulebook::language::Sense;

use crate::encoders::{self, Encoders, unseen_by};
use crate::samples::Data;
use crate::slow::{ADAPTER, Ear, Slow};
use crate::train::Unseen;
use crate::{adapting, alone, heads, readings};

/// Where adapters stay that are not shipped; a training of hours need not be repeated for what is learnt upon it.
const KEPT: [&str; 3] = [ADAPTER, "target/judge-adapter-1.bin", "target/judge-adapter-2.bin"];

/// The adapters of the last training.
pub(crate) fn kept() -> Result<[Vec<u8>; 3]> {
    let [ours, one, two] = KEPT.map(|path| std::fs::read(path).with_context(|| format!("{path}; bin/train makes it")));
    Ok([ours?, one?, two?])
}

/// Teaches the encoder that is shipped and those of the two halves, and keeps them.
pub(crate) fn adapters(data: &Data, weights: &[u8], tell: &mut dyn FnMut(String)) -> Result<[Vec<u8>; 3]> {
    let plain = Encoder::with(weights, None)?;
    let ears = Ear::default();
    let deaf = Encoders(encoders::ALL.map(|_| &ears as &dyn Sense));
    let mut all = readings::drafts(data, &deaf)?;
    all.extend(readings::clients(data, &deaf)?);
    let lessons = adapting::lessons(&plain, &all);
    tell(format!("{} mails and {} single texts teach the encoder", all.len(), lessons.len().saturating_sub(all.len())));
    let teacher = plain.teacher();
    let mut taught = encoders::ALL.map(|_| Vec::new());
    for (by, slot) in taught.iter_mut().enumerate().rev() {
        *slot = adapting::teach(&teacher, &lessons, &|writer| by != encoders::OURS && unseen_by(writer) == by, tell)?;
    }
    for (path, bytes) in KEPT.iter().zip(&taught) {
        std::fs::write(path, bytes).context(*path)?;
    }
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
    let ears = Ear::default();
    let deaf = Encoders(encoders::ALL.map(|_| &ears as &dyn Sense));
    let mut all = readings::drafts(data, &deaf)?;
    all.extend(readings::clients(data, &deaf)?);
    let mut texts: Vec<(String, String)> = all.into_iter().map(|it| (it.lang, it.text)).collect();
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
