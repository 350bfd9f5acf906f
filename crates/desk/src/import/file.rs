//! One file opened for import: unpacked on the way, counted as it is read, and told apart: many mails or one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// How much of a file is looked at to know what it is.
const PEEK: usize = 64 * 1024;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Many mails, each after a `From ` line.
    Mbox,
    /// One mail.
    Single,
}

/// An open file, unpacked.
pub(super) struct Opened {
    pub reader: Box<dyn BufRead + Send>,
    pub shape: Shape,
}

/// Opens a file; `read` is told of each byte taken from the disk.
pub(super) fn open(path: &Path, read: &Arc<AtomicU64>) -> io::Result<Opened> {
    let counted = Counted { inner: File::open(path)?, read: Arc::clone(read) };
    let mut packed = BufReader::with_capacity(PEEK, counted);
    let start = packed.fill_buf()?;
    let mut reader: Box<dyn BufRead + Send> = if start.starts_with(&[0x1f, 0x8b]) {
        Box::new(BufReader::with_capacity(PEEK, flate2::bufread::MultiGzDecoder::new(packed)))
    } else if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Box::new(BufReader::with_capacity(PEEK, zstd::stream::read::Decoder::with_buffer(packed)?))
    } else {
        Box::new(packed)
    };
    let shape = shape_of(reader.fill_buf()?);
    Ok(Opened { reader, shape })
}

/// An mbox begins with a `From ` line, perhaps after empty lines.
fn shape_of(start: &[u8]) -> Shape {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if start.starts_with(b"From ") { Shape::Mbox } else { Shape::Single }
}

/// What tells a file from another that lies at the same path later: size, time of change, hash of the first bytes.
pub(super) fn fingerprint(path: &Path) -> io::Result<String> {
    let about = std::fs::metadata(path)?;
    let changed = about.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let mut first = Vec::new();
    File::open(path)?.take(PEEK as u64).read_to_end(&mut first)?;
    let hash = hex::encode(Sha256::digest(&first));
    Ok(format!("{}-{}-{}", about.len(), changed.as_micros(), hash.get(..16).unwrap_or(&hash)))
}

/// Counts what is read from the disk, for the progress bar.
struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const TWO: &[u8] = b"From a@b.test Fri Nov 20 09:00:00 2026\nSubject: one\n\n1\n\nFrom a@b.test Fri Nov 20 09:00:00 2026\nSubject: two\n\n2\n";

    fn text_of(bytes: &[u8], name: &str) -> (Vec<u8>, Shape) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let read = Arc::new(AtomicU64::new(0));
        let mut opened = open(&path, &read).unwrap();
        let mut text = Vec::new();
        opened.reader.read_to_end(&mut text).unwrap();
        assert_eq!(read.load(Ordering::Relaxed), bytes.len() as u64);
        (text, opened.shape)
    }

    #[test]
    fn packed_files_are_unpacked_by_what_they_are_not_by_their_name() {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gz.write_all(TWO).unwrap();
        let mut twice = gz.finish().unwrap();
        let once = twice.clone();
        // A gzip file may be several, one after another.
        twice.extend_from_slice(&once);
        let (text, shape) = text_of(&twice, "archive");
        assert_eq!((text.len(), shape), (TWO.len() * 2, Shape::Mbox));
        let zst = zstd::encode_all(TWO, 1).unwrap();
        assert_eq!(text_of(&zst, "x.eml"), (TWO.to_vec(), Shape::Mbox));
    }

    #[test]
    fn one_mail_and_many_are_told_apart() {
        assert_eq!(shape_of(b"\n\nFrom a@b Fri\n"), Shape::Mbox);
        assert_eq!(shape_of(b"From: a@b\n\nx"), Shape::Single);
        assert_eq!(shape_of(b""), Shape::Single);
    }

    #[test]
    fn a_file_that_grew_has_another_fingerprint() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("box");
        std::fs::write(&path, TWO).unwrap();
        let before = fingerprint(&path).unwrap();
        assert_eq!(before, fingerprint(&path).unwrap());
        std::fs::write(&path, [TWO, TWO].concat()).unwrap();
        assert_ne!(before, fingerprint(&path).unwrap());
    }
}
