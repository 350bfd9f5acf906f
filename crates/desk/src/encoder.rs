//! The sentence encoder behind the gate's second look: where its weights lie, loading them when they are first needed, and
//! reading with them one at a time. What follows from what it reads is decided in the rulebook.
//!
//! Weights that are missing or damaged are no reason to stop: the gate goes on with its first look and says so.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use ::encoder::Encoder as Weights;
use rulebook::language::{Sense, Sensed};

/// The file of weights, as `bin/encoder` writes it.
const FILE: &str = "encoder.bin";

/// The sentence encoder of this program, if it has one.
#[derive(Default)]
pub struct Encoder {
    file: Option<PathBuf>,
    loaded: OnceLock<Result<Weights, Trouble>>,
    /// One text at a time: reading takes a whole core, and the desk has other work.
    turn: Mutex<()>,
}

/// How it stands with the encoder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It reads; the weights lie here.
    Reads(PathBuf),
    /// There are no weights in the usual places.
    Absent,
    /// The named weights cannot be used.
    Damaged(PathBuf, Trouble),
}

/// Why weights cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(String),
    /// The bytes are no weights.
    #[error(transparent)]
    Damaged(#[from] ::encoder::Damaged),
}

impl Encoder {
    /// The encoder whose weights lie in `named`, or, when nothing is named, beside the program or in the folder above it.
    /// Nothing is read yet.
    pub fn find(named: Option<&Path>) -> Self {
        let program = std::env::current_exe().ok();
        let usual = || {
            let folders = program.iter().flat_map(|program| program.ancestors().skip(1).take(2));
            folders.map(|folder| folder.join(FILE)).find(|file| file.is_file())
        };
        Self { file: named.map(Path::to_path_buf).or_else(usual), ..Self::default() }
    }

    /// How it stands; loads the weights when nobody has needed them yet.
    pub fn state(&self) -> State {
        match (&self.file, self.weights()) {
            (None, _) | (_, None) => State::Absent,
            (Some(file), Some(Ok(_))) => State::Reads(file.clone()),
            (Some(file), Some(Err(trouble))) => State::Damaged(file.clone(), trouble.clone()),
        }
    }

    /// Whether there are weights, and nobody found them damaged so far. Loads nothing.
    pub fn is_there(&self) -> bool {
        let is_file = self.file.as_ref().is_some_and(|file| file.is_file());
        is_file && !matches!(self.loaded.get(), Some(Err(_)))
    }

    fn weights(&self) -> Option<&Result<Weights, Trouble>> {
        let file = self.file.as_ref()?;
        Some(self.loaded.get_or_init(|| {
            let loaded = load(file);
            if let Err(trouble) = &loaded {
                tracing::warn!(file = %file.display(), %trouble, "the gate goes on without the sentence encoder");
            }
            loaded
        }))
    }
}

fn load(file: &Path) -> Result<Weights, Trouble> {
    let bytes = std::fs::read(file).map_err(|cause| Trouble::Unreadable(cause.to_string()))?;
    Ok(Weights::new(&bytes)?)
}

impl Sense for Encoder {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        let weights = self.weights()?.as_ref().ok()?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let read = weights.read(sentences);
        Some(Sensed { whole: read.whole, parts: read.parts })
    }
}

impl fmt::Debug for Encoder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Encoder").field("file", &self.file).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_and_damaged_weights_read_nothing_and_say_so() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Encoder::default().state(), State::Absent);
        assert_eq!(Encoder::default().read(&["Hello"]), None);
        let missing = Encoder::find(Some(&folder.path().join("nothing")));
        assert!(matches!(missing.state(), State::Damaged(_, Trouble::Unreadable(_))));
        for bytes in [&b""[..], b"TACTENC2", b"no weights at all", &[0; 4096]] {
            let file = folder.path().join("bad");
            std::fs::write(&file, bytes).unwrap();
            let damaged = Encoder::find(Some(&file));
            assert_eq!(damaged.state(), State::Damaged(file, Trouble::Damaged(::encoder::Damaged)));
            assert_eq!(damaged.read(&["Hello"]), None);
            assert!(!damaged.is_there());
        }
    }
}
