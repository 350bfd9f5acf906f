//! Mbox files, cut into mails while they are read. Memory is that of the largest mail, up to a cap.

use std::io::{self, BufRead};

use jiff::Timestamp;

use super::dates;

/// One mail of an mbox file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where its From_ line begins in the file: an import can go on from here.
    pub offset: u64,
    /// Where the next mail begins.
    pub next_offset: u64,
    /// The date of the From_ line.
    pub envelope_date: Option<Timestamp>,
    /// The mail, one `>` taken off each quoted From line.
    pub bytes: Vec<u8>,
    /// Whether it was larger than the cap: then `bytes` hold only its beginning.
    pub cut: bool,
}

/// Cuts what a reader gives into mails.
///
/// A mail begins at a line `From sender date` that is followed by a header line, wherever it stands:
/// archives leave lines that begin with 'From ' in bodies unquoted, and others leave out the blank line before.
#[derive(Debug)]
pub struct Mbox<R> {
    reader: R,
    at: u64,
    cap: usize,
    /// A From_ line that was read ahead: its offset and date.
    begun: Option<(u64, Option<Timestamp>)>,
    /// The line that followed it, read ahead.
    ahead: Option<Vec<u8>>,
    started: bool,
}

impl<R: BufRead> Mbox<R> {
    /// Reads from the reader's place on, which is `offset` bytes into the file. `cap` is the largest mail
    /// in bytes that is kept whole.
    pub fn new(reader: R, offset: u64, cap: usize) -> Self {
        Self { reader, at: offset, cap, begun: None, ahead: None, started: false }
    }

    /// The next mail; `None` at the end.
    ///
    /// # Errors
    /// What the reader reports.
    pub fn next_entry(&mut self) -> io::Result<Option<Entry>> {
        if !self.started {
            self.started = true;
            if !self.skip_to_first()? {
                return Ok(None);
            }
        }
        let Some((offset, envelope_date)) = self.begun.take() else { return Ok(None) };
        let mut entry = Entry { offset, next_offset: self.at, envelope_date, bytes: Vec::new(), cut: false };
        loop {
            let line = match self.ahead.take() {
                Some(line) => line,
                None => self.line()?,
            };
            if line.is_empty() {
                entry.next_offset = self.at;
                break;
            }
            if let Some(date) = from_line(&line) {
                let next = self.line()?;
                let is_start = is_header(&next);
                let ahead = u64::try_from(next.len()).unwrap_or(0);
                self.ahead = Some(next);
                if is_start {
                    let begin = self.at - ahead - u64::try_from(line.len()).unwrap_or(0);
                    self.begun = Some((begin, Some(date)));
                    entry.next_offset = begin;
                    break;
                }
            }
            self.keep(&mut entry, &line);
        }
        drop_last_blank(&mut entry.bytes);
        Ok(Some(entry))
    }

    /// What stands before the first From_ line is no mail. A file without one is a single mail.
    fn skip_to_first(&mut self) -> io::Result<bool> {
        let begin = self.at;
        let line = self.line()?;
        if line.is_empty() {
            return Ok(false);
        }
        let next = self.line()?;
        if let Some(date) = from_line(&line) {
            self.begun = Some((begin, Some(date)));
            self.ahead = Some(next);
            return Ok(true);
        }
        // Blank lines at the head are skipped; anything else is taken as a mail without a From_ line.
        if line.trim_ascii().is_empty() && !next.is_empty() {
            self.ahead = None;
            if let Some(date) = from_line(&next) {
                self.begun = Some((begin, Some(date)));
                return Ok(true);
            }
        }
        self.begun = Some((begin, None));
        let mut both = line;
        both.extend_from_slice(&next);
        self.ahead = Some(both);
        Ok(true)
    }

    fn keep(&self, entry: &mut Entry, line: &[u8]) {
        if entry.cut || entry.bytes.len() + line.len() > self.cap {
            entry.cut = true;
            return;
        }
        let marks = line.iter().take_while(|b| **b == b'>').count();
        let quoted = marks > 0 && line.get(marks..).is_some_and(|l| l.starts_with(b"From "));
        entry.bytes.extend_from_slice(if quoted { line.get(1..).unwrap_or_default() } else { line });
    }

    /// The next line with its end, empty at the end of the file. A line beyond the cap comes in pieces.
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let limit = self.cap.max(1024);
        while line.len() < limit {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let end = memchr::memchr(b'\n', buffer).map(|n| n + 1);
            let take = end.unwrap_or(buffer.len()).min(limit);
            line.extend_from_slice(buffer.get(..take).unwrap_or_default());
            self.reader.consume(take);
            if end.is_some_and(|e| e == take) {
                break;
            }
        }
        self.at += u64::try_from(line.len()).unwrap_or(0);
        Ok(line)
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = io::Result<Entry>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_entry().transpose()
    }
}

/// The date of a From_ line; a line without one is none.
fn from_line(line: &[u8]) -> Option<Timestamp> {
    let text = line.strip_prefix(b"From ")?;
    let text = std::str::from_utf8(text.get(..text.len().min(400))?).ok()?.trim_end();
    // The sender may hold blanks ('nico at tekNico.net'), the date has a weekday first.
    text.char_indices().filter(|(_, c)| *c == ' ').find_map(|(at, _)| {
        let tail = text.get(at..)?.trim_start();
        let day = tail.get(..3)?;
        WEEKDAYS.iter().any(|d| day.eq_ignore_ascii_case(d)).then(|| dates::parse_ctime(tail)).flatten()
    })
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Whether a line begins a header: a name, a colon.
fn is_header(line: &[u8]) -> bool {
    let Some(colon) = memchr::memchr(b':', line) else { return line.starts_with(b">From ") };
    let name = line.get(..colon).unwrap_or_default();
    !name.is_empty()
        && name.len() < 80
        && name.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// The blank line before the next From_ line belongs to the file, not to the mail.
fn drop_last_blank(bytes: &mut Vec<u8>) {
    if bytes.ends_with(b"\n\n") {
        bytes.pop();
    } else if bytes.ends_with(b"\r\n\r\n") {
        bytes.truncate(bytes.len() - 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "From nico at tekNico.net  Fri Apr  2 02:39:10 2004\n";

    fn cut(file: &str, cap: usize) -> Vec<Entry> {
        Mbox::new(file.as_bytes(), 0, cap).map(Result::unwrap).collect()
    }

    #[test]
    fn mails_are_cut_at_from_lines_with_a_date_and_a_header() {
        let file = format!(
            "{LINE}Subject: a\n\nFrom here on it is easy.\n>From quoted\n>>From twice\n\
             From me Fri Apr  2 02:39:10 2004\nno header follows\n\n{LINE}Subject: b\n\nend\n"
        );
        let entries = cut(&file, 1_000);
        let texts: Vec<_> = entries.iter().map(|e| String::from_utf8_lossy(&e.bytes).into_owned()).collect();
        assert_eq!(
            texts,
            [
                "Subject: a\n\nFrom here on it is easy.\nFrom quoted\n>From twice\nFrom me Fri Apr  2 02:39:10 2004\n\
                 no header follows\n",
                "Subject: b\n\nend\n"
            ]
        );
        assert_eq!(entries[0].envelope_date.unwrap().to_string(), "2004-04-02T02:39:10Z");
        assert_eq!(entries[1].offset, entries[0].next_offset);
        assert_eq!(usize::try_from(entries[1].next_offset).unwrap(), file.len());
    }

    #[test]
    fn a_mail_over_the_cap_is_cut_and_the_next_one_is_whole() {
        let file = format!("{LINE}Subject: a\n\n{}\n{LINE}Subject: b\n\nend\n", "long line\n".repeat(1_000));
        let entries = cut(&file, 2_000);
        assert_eq!(entries.len(), 2);
        assert!(entries[0].cut && entries[0].bytes.len() <= 2_000);
        assert_eq!((entries[1].cut, entries[1].bytes.as_slice()), (false, &b"Subject: b\n\nend\n"[..]));
    }

    #[test]
    fn files_of_other_shapes() {
        assert_eq!(cut("", 1_000), []);
        assert_eq!(cut(&format!("\n{LINE}Subject: a\n\nb\n"), 1_000).len(), 1);
        assert_eq!(cut("Subject: no From line\n\nb\n", 1_000)[0].bytes, b"Subject: no From line\n\nb\n");
        let windows = format!("{LINE}Subject: a\n\nb\n\n{LINE}Subject: c\n\nd\n").replace('\n', "\r\n");
        assert_eq!(cut(&windows, 1_000)[0].bytes, b"Subject: a\r\n\r\nb\r\n");
    }
}
