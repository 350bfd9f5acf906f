//! One SMTP answer: its code and its words, bounded.

use std::fmt;

/// An answer of the relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Three digits.
    pub code: u16,
    /// The lines after the code, one per line, cleaned of control characters and cut.
    pub lines: Vec<String>,
}

/// One line as parsed: the code, whether more follow, the words.
pub(super) struct Line {
    pub(super) code: u16,
    pub(super) more: bool,
    pub(super) words: String,
}

/// Reads `250-words` or `250 words`; `None` when it is no SMTP answer.
pub(super) fn line(bytes: &[u8]) -> Option<Line> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches(['\r', '\n']);
    let (code, rest) = text.split_at_checked(3)?;
    let code: u16 = code.parse().ok().filter(|code| (200..600).contains(code))?;
    let more = match rest.bytes().next() {
        Some(b'-') => true,
        Some(b' ') | None => false,
        Some(_) => return None,
    };
    let words = rest.get(1..).unwrap_or_default().chars().filter(|char| !char.is_control()).take(300).collect();
    Some(Line { code, more, words })
}

impl Reply {
    /// Reads a whole answer from its bytes, as far as they are one; `None` when they are none. For fuzzing; a session
    /// reads line by line.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut lines = Vec::new();
        for raw in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = line(raw)?;
            lines.push(line.words);
            if !line.more {
                return Some(Self { code: line.code, lines });
            }
        }
        None
    }

    /// 2xx: done as asked.
    pub fn is_yes(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// 5xx: asking again gives the same answer.
    pub fn is_final_no(&self) -> bool {
        self.code >= 500
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.code)?;
        self.lines.iter().filter(|line| !line.is_empty()).take(5).try_for_each(|line| write!(out, " {line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_other_things_are_not() {
        for (bytes, expected) in [
            ("250 fine\r\n", Some((250, false, "fine"))),
            ("250-SIZE 1000\r\n", Some((250, true, "SIZE 1000"))),
            ("354\r\n", Some((354, false, ""))),
            ("550 5.1.1 no\x07body\n", Some((550, false, "5.1.1 nobody"))),
            ("HTTP/1.1 400 Bad Request\r\n", None),
            ("25\r\n", None),
            ("250+x\r\n", None),
            ("999 x\r\n", None),
            ("żó\r\n", None),
            ("", None),
        ] {
            let read = line(bytes.as_bytes()).map(|line| (line.code, line.more, line.words));
            assert_eq!(read, expected.map(|(code, more, words)| (code, more, words.to_owned())), "{bytes:?}");
        }
    }
}
