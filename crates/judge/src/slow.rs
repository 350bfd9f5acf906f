//! The second look for whoever measures and trains: the encoder, with what it saw kept between runs. Reading all mails takes
//! minutes; reading what is kept takes a second.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use encoder::{Adapter, Encoder};
use rulebook::language::{DIRECTION, Sense, Sensed, sensed};
use sha2::{Digest, Sha256};

/// Where `bin/encoder` puts the weights.
const WEIGHTS: &str = "target/encoder.bin";

/// What our mails taught the encoder, where it embeds it.
pub(crate) const ADAPTER: &str = "crates/encoder/src/adapter.bin";

type Key = [u8; 16];

/// A second look with a memory.
pub(crate) struct Slow {
    encoder: Encoder,
    /// Where what was seen is kept, and by which weights: others see otherwise.
    kept: PathBuf,
    by: Key,
    seen: RefCell<HashMap<Key, Sensed>>,
}

/// The weights, if they are there.
pub(crate) fn weights() -> Result<Option<Vec<u8>>> {
    let path = std::env::var("TACT_ENCODER").unwrap_or_else(|_| WEIGHTS.to_owned());
    if Path::new(&path).is_file() { Ok(Some(std::fs::read(&path).context(path)?)) } else { Ok(None) }
}

impl Slow {
    /// The encoder as the program has it, if its weights are there.
    pub(crate) fn find() -> Result<Option<Self>> {
        weights()?.map(|weights| Self::with(&weights, &std::fs::read(ADAPTER).context(ADAPTER)?, "ours")).transpose()
    }

    /// An encoder with this adapter, or with none where there are no bytes; what it sees is kept under a name.
    pub(crate) fn with(weights: &[u8], adapter: &[u8], name: &str) -> Result<Self> {
        let read = (!adapter.is_empty()).then(|| Adapter::read(adapter)).transpose()?;
        let encoder = Encoder::with(weights, read)?;
        let kept = PathBuf::from(format!("target/judge-vectors-{name}.bin"));
        let by = short(Sha256::new_with_prefix(weights).chain_update(adapter));
        let seen = std::fs::read(&kept).ok().and_then(|bytes| unpack(bytes.strip_prefix(&by)?)).unwrap_or_default();
        Ok(Self { encoder, kept, by, seen: RefCell::new(seen) })
    }

    /// Keeps what was seen for the next run.
    pub(crate) fn keep(&self) -> Result<()> {
        if Path::new("target").is_dir() {
            let bytes = [self.by.as_slice(), &pack(&self.seen.borrow())].concat();
            std::fs::write(&self.kept, bytes).with_context(|| self.kept.display().to_string())?;
        }
        Ok(())
    }

    /// Reads all that will be asked for, on every core at once: language and text of each.
    pub(crate) fn read_ahead(&self, texts: &[(String, String)]) {
        let mut lists = each(texts, &|(lang, text)| heard(text, lang).unwrap_or_default());
        let mut met = std::collections::BTreeSet::new();
        lists.retain(|list| !list.is_empty() && !self.seen.borrow().contains_key(&key(list)) && met.insert(key(list)));
        let encoder = &self.encoder;
        let read = each(&lists, &|list: &Vec<String>| {
            let read = encoder.read(&list.iter().map(String::as_str).collect::<Vec<_>>());
            Sensed { whole: read.whole, parts: read.parts }
        });
        self.seen.borrow_mut().extend(lists.iter().map(|list| key(list)).zip(read));
    }
}

/// The sentences of a text that a second look reads.
pub(crate) fn heard(text: &str, lang: &str) -> Option<Vec<String>> {
    let ear = Ear::default();
    sensed(text, Some(lang), &ear);
    Some(ear.0.into_inner()).filter(|heard| !heard.is_empty())
}

/// Hears what is to be read and sees nothing in it.
#[derive(Default)]
pub(crate) struct Ear(RefCell<Vec<String>>);

impl Sense for Ear {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        *self.0.borrow_mut() = sentences.iter().map(|sentence| (*sentence).to_owned()).collect();
        Some(Sensed { whole: vec![0.0; DIRECTION], parts: vec![vec![0.0; DIRECTION]; sentences.len()] })
    }
}

/// Does the same to each, on every core at once; what comes out stands in the order of what went in.
pub(crate) fn each<T: Sync, U: Send>(all: &[T], make: &(dyn Fn(&T) -> U + Sync)) -> Vec<U> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        let one = |from: usize| move || all.iter().skip(from).step_by(threads).map(make).collect::<Vec<U>>();
        let started: Vec<_> = (0..threads).map(|from| scope.spawn(one(from))).collect();
        let mut ended: Vec<_> = started
            .into_iter()
            .map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)).into_iter())
            .collect();
        (0..all.len()).filter_map(|at| ended.get_mut(at % threads)?.next()).collect()
    })
}

fn short(hash: Sha256) -> Key {
    let mut key = Key::default();
    key.iter_mut().zip(hash.finalize()).for_each(|(slot, byte)| *slot = byte);
    key
}

fn key<T: AsRef<str>>(sentences: &[T]) -> Key {
    let mut hash = Sha256::new();
    for sentence in sentences {
        hash.update(sentence.as_ref().as_bytes());
        hash.update([0]);
    }
    short(hash)
}

impl Sense for Slow {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        let key = key(sentences);
        if let Some(known) = self.seen.borrow().get(&key) {
            return Some(known.clone());
        }
        let read = self.encoder.read(sentences);
        let sensed = Sensed { whole: read.whole, parts: read.parts };
        self.seen.borrow_mut().insert(key, sensed.clone());
        Some(sensed)
    }
}

fn pack(seen: &HashMap<Key, Sensed>) -> Vec<u8> {
    let mut out = Vec::new();
    for (key, sensed) in seen {
        out.extend(key);
        out.extend(u32::try_from(sensed.parts.len()).unwrap_or(0).to_le_bytes());
        for value in sensed.whole.iter().chain(sensed.parts.iter().flatten()) {
            out.extend(value.to_le_bytes());
        }
    }
    out
}

fn unpack(mut bytes: &[u8]) -> Option<HashMap<Key, Sensed>> {
    let mut seen = HashMap::new();
    while let Some((key, rest)) = bytes.split_first_chunk::<16>() {
        let (count, rest) = rest.split_first_chunk::<4>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (numbers, rest) = rest.split_at_checked(4 * DIRECTION * (count + 1))?;
        let numbers: Vec<f32> = numbers.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect();
        let mut rows = numbers.chunks(DIRECTION).map(<[f32]>::to_vec);
        seen.insert(*key, Sensed { whole: rows.next()?, parts: rows.collect() });
        bytes = rest;
    }
    Some(seen)
}
