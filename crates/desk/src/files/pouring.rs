//! Pieces that arrive over time, read as one stream with a limit; how it ended, and how it began, is told apart.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use super::Piece;

/// Bytes of the beginning that tell what a file is.
const HEAD: usize = 4_096;

/// Why a stream ended before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    BrokenOff,
    TooLong,
}

/// What is known of a stream once it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Fate(Arc<Mutex<(Option<End>, Vec<u8>)>>);

impl Fate {
    pub(super) fn take(&self) -> Option<End> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.take()
    }

    pub(super) fn head(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    fn ends(&self, end: End) -> io::Error {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = Some(end);
        io::Error::other("the file is not taken")
    }

    fn begins(&self, bytes: &[u8]) {
        let head = &mut self.0.lock().unwrap_or_else(PoisonError::into_inner).1;
        head.extend(bytes.iter().take(HEAD.saturating_sub(head.len())));
    }
}

/// Read on a thread that may wait.
pub(super) struct Pouring {
    pieces: mpsc::Receiver<Piece>,
    piece: Vec<u8>,
    read: usize,
    left: u64,
    ended: bool,
    fate: Fate,
}

/// The pieces as one stream of at most `most` bytes, and what is known of it afterwards.
pub(super) fn pour(pieces: mpsc::Receiver<Piece>, most: u64) -> (Pouring, Fate) {
    let fate = Fate::default();
    (Pouring { pieces, piece: Vec::new(), read: 0, left: most, ended: false, fate: fate.clone() }, fate)
}

impl Read for Pouring {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.read >= self.piece.len() {
            if self.ended {
                return Ok(0);
            }
            match self.pieces.blocking_recv() {
                Some(Piece::Bytes(bytes)) => {
                    self.left =
                        self.left.checked_sub(bytes.len() as u64).ok_or_else(|| self.fate.ends(End::TooLong))?;
                    self.fate.begins(&bytes);
                    (self.piece, self.read) = (bytes, 0);
                }
                Some(Piece::End) => self.ended = true,
                None => return Err(self.fate.ends(End::BrokenOff)),
            }
        }
        let left = self.piece.get(self.read..).unwrap_or_default();
        let length = left.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..length), left.get(..length)) {
            to.copy_from_slice(from);
        }
        self.read += length;
        Ok(length)
    }
}
