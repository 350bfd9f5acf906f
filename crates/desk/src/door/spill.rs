//! A text as it is gathered: in memory while it is small, in a file of the data folder once it is large, so that many slow
//! peers with large mails cost disk, not memory.

use std::io::{self, Seek as _, SeekFrom};
use std::path::Path;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

/// A text being gathered.
#[derive(Debug)]
pub(super) struct Spill {
    memory: Vec<u8>,
    file: Option<tokio::fs::File>,
    bytes: u64,
    most: u64,
    in_memory: usize,
}

/// Why no more is gathered.
#[derive(Debug)]
pub(super) enum SpillError {
    /// More bytes than a mail may have.
    TooLarge,
    /// The disk refused.
    Disk(io::Error),
}

impl From<io::Error> for SpillError {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl Spill {
    pub(super) fn new(most: u64, in_memory: usize) -> Self {
        Self { memory: Vec::new(), file: None, bytes: 0, most, in_memory }
    }

    /// Bytes gathered so far.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds a piece. The file is made in `folder`, without a name: whatever happens, nothing of it stays.
    pub(super) async fn add(&mut self, piece: &[u8], folder: &Path) -> Result<(), SpillError> {
        self.bytes += piece.len() as u64;
        if self.bytes > self.most {
            self.memory = Vec::new();
            self.file = None;
            return Err(SpillError::TooLarge);
        }
        self.memory.extend_from_slice(piece);
        if self.memory.len() > self.in_memory {
            self.flush(folder).await?;
        }
        Ok(())
    }

    async fn flush(&mut self, folder: &Path) -> Result<(), SpillError> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => tokio::fs::File::from_std(tempfile::tempfile_in(folder)?),
        };
        file.write_all(&self.memory).await?;
        self.memory.clear();
        self.file = Some(file);
        Ok(())
    }

    /// The whole text, in memory.
    pub(super) async fn whole(mut self) -> Result<Vec<u8>, io::Error> {
        let Some(mut file) = self.file.take() else { return Ok(self.memory) };
        file.flush().await?;
        let mut file = file.into_std().await;
        file.seek(SeekFrom::Start(0))?;
        let mut file = tokio::fs::File::from_std(file);
        let mut whole = Vec::with_capacity(usize::try_from(self.bytes).unwrap_or(0));
        file.read_to_end(&mut whole).await?;
        whole.extend_from_slice(&self.memory);
        Ok(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_text_comes_back_whole_from_memory_and_from_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        for pieces in [1, 3, 50] {
            let mut spill = Spill::new(10_000, 100);
            let mut expected = Vec::new();
            for at in 0..pieces {
                let piece = vec![b'a' + at; 70];
                expected.extend_from_slice(&piece);
                spill.add(&piece, folder.path()).await.unwrap();
            }
            assert!(spill.memory.len() <= 170);
            assert_eq!(spill.whole().await.unwrap(), expected);
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
        let mut spill = Spill::new(100, 10);
        spill.add(&[0; 100], folder.path()).await.unwrap();
        assert!(matches!(spill.add(&[0], folder.path()).await, Err(SpillError::TooLarge)));
    }
}
