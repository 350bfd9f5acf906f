//! The second look for whoever measures and trains: the encoder, with what it saw kept between runs. Reading all mails takes
//! minutes; reading what is kept takes a second.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use encoder::Encoder;
use rulebook::language::{DIRECTION, Sense, Sensed};
use sha2::{Digest, Sha256};

/// Where `bin/encoder` puts the weights, and where what they saw is kept.
const WEIGHTS: &str = "target/encoder.bin";
const KEPT: &str = "target/judge-vectors.bin";

type Key = [u8; 16];

/// A second look with a memory.
pub(crate) struct Slow {
    encoder: Encoder,
    /// Other weights see otherwise.
    weights: Vec<u8>,
    seen: RefCell<HashMap<Key, Sensed>>,
}

impl Slow {
    /// The encoder, if its weights are there.
    pub(crate) fn find() -> Result<Option<Self>> {
        let path = std::env::var("TACT_ENCODER").unwrap_or_else(|_| WEIGHTS.to_owned());
        let Ok(bytes) = std::fs::read(&path) else { return Ok(None) };
        let encoder = Encoder::new(&bytes).context(path)?;
        let seen = std::fs::read(KEPT).ok().and_then(|bytes| unpack(&bytes)).unwrap_or_default();
        Ok(Some(Self { encoder, weights: Sha256::digest(&bytes).to_vec(), seen: RefCell::new(seen) }))
    }

    /// Keeps what was seen for the next run.
    pub(crate) fn keep(&self) -> Result<()> {
        if Path::new("target").is_dir() {
            std::fs::write(KEPT, pack(&self.seen.borrow())).context(KEPT)?;
        }
        Ok(())
    }

    fn key(&self, sentences: &[&str]) -> Key {
        let mut hash = Sha256::new_with_prefix(&self.weights);
        for sentence in sentences {
            hash.update(sentence.as_bytes());
            hash.update([0]);
        }
        let mut key = Key::default();
        key.iter_mut().zip(hash.finalize()).for_each(|(slot, byte)| *slot = byte);
        key
    }
}

impl Sense for Slow {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        let key = self.key(sentences);
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
