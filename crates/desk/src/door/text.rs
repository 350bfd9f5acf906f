//! The text of a mail as it comes over the wire: where it ends, and what was stuffed into it. Strict, since whoever reads
//! ends of lines more kindly than the server before him can be made to see a second mail inside the first.

/// What a piece of the wire was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// More is to come.
    More,
    /// The text ended after so many bytes of the piece; what follows is the peer's next command.
    End(usize),
    /// A CR without its LF or an LF without its CR: nothing after it can be trusted to be what it seems.
    LineEnds,
}

/// Where in a line we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Begin,
    Within,
    Cr,
    Dot,
    DotCr,
}

/// Reads the text after DATA: only CRLF.CRLF ends it; the dot that was put before a dot goes (RFC 5321, 4.5.2).
#[derive(Debug)]
pub(super) struct Dotted(At);

impl Dotted {
    pub(super) fn new() -> Self {
        Self(At::Begin)
    }

    /// Reads a piece; what belongs to the mail is added to `out`.
    pub(super) fn feed(&mut self, piece: &[u8], out: &mut Vec<u8>) -> Found {
        let mut at = 0;
        while let Some(byte) = piece.get(at).copied() {
            self.0 = match (self.0, byte) {
                (At::Begin, b'.') => At::Dot,
                (At::Dot, b'\r') => At::DotCr,
                (At::DotCr, b'\n') => return Found::End(at + 1),
                (At::Cr, b'\n') => {
                    out.extend_from_slice(b"\r\n");
                    At::Begin
                }
                (At::Cr | At::DotCr, _) | (_, b'\n') => return Found::LineEnds,
                (_, b'\r') => At::Cr,
                _ => {
                    // Everything up to the next CR or LF is plain.
                    let rest = piece.get(at..).unwrap_or_default();
                    let plain = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
                    out.extend_from_slice(rest.get(..plain).unwrap_or_default());
                    at += plain;
                    self.0 = At::Within;
                    continue;
                }
            };
            at += 1;
        }
        Found::More
    }
}

/// Reads the text in the chunks of BDAT, whose length is told beforehand; the ends of lines are held to the same.
#[derive(Debug, Default)]
pub(super) struct Chunked {
    after_cr: bool,
}

impl Chunked {
    /// Adds a piece; `false` when a CR or LF stands alone in it.
    pub(super) fn feed(&mut self, piece: &[u8], out: &mut Vec<u8>) -> bool {
        for byte in piece {
            if self.after_cr != (*byte == b'\n') {
                return false;
            }
            self.after_cr = *byte == b'\r';
        }
        out.extend_from_slice(piece);
        true
    }

    /// Whether the text may end here.
    pub(super) fn may_end(&self) -> bool {
        !self.after_cr
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of a text, whole or byte by byte.
    fn dotted(wire: &[u8], step: usize) -> (Found, Vec<u8>) {
        let (mut reader, mut out, mut at) = (Dotted::new(), Vec::new(), 0);
        for piece in wire.chunks(step) {
            match reader.feed(piece, &mut out) {
                Found::More => at += piece.len(),
                Found::End(end) => return (Found::End(at + end), out),
                Found::LineEnds => return (Found::LineEnds, out),
            }
        }
        (Found::More, out)
    }

    #[test]
    fn only_a_dot_between_two_whole_line_ends_is_the_end() {
        let end = |text: &str| Found::End(text.len());
        for (wire, found, text) in [
            ("a\r\n.\r\n", end("a\r\n.\r\n"), Some("a\r\n")),
            (".\r\n", end(".\r\n"), Some("")),
            ("a\r\n.\r\nMAIL", end("a\r\n.\r\n"), Some("a\r\n")),
            ("..a\r\n...\r\n.\r\n", end("..a\r\n...\r\n.\r\n"), Some(".a\r\n..\r\n")),
            (".a\r\n.\r\n", end(".a\r\n.\r\n"), Some("a\r\n")),
            ("a\r\n.\0\r\n", Found::More, Some("a\r\n\0\r\n")),
            ("a\r\n\0.\r\n", Found::More, Some("a\r\n\0.\r\n")),
            ("a\n.\n", Found::LineEnds, None),
            ("a\n.\r\n", Found::LineEnds, None),
            ("a\r\n.\n", Found::LineEnds, None),
            ("a\r.\r", Found::LineEnds, None),
            ("a\r\n.\r\r\n", Found::LineEnds, None),
            ("a\r\r\n.\r\n", Found::LineEnds, None),
            ("a\n\r\n.\r\n", Found::LineEnds, None),
            ("a\r\n.\rb", Found::LineEnds, None),
            ("\n.\r\n", Found::LineEnds, None),
        ] {
            for step in [1, 2, 3, wire.len()] {
                let (was, read) = dotted(wire.as_bytes(), step);
                assert_eq!(was, found, "{wire:?} in steps of {step}");
                if let Some(text) = text {
                    assert_eq!(String::from_utf8(read).unwrap(), text, "{wire:?} in steps of {step}");
                }
            }
        }
    }

    #[test]
    fn chunks_hold_whole_line_ends_wherever_they_are_cut() {
        for (text, fine) in [
            ("a\r\nb\r\n", true),
            ("a", true),
            ("\r\n.\r\n", true),
            ("a\nb", false),
            ("a\rb", false),
            ("a\r", false),
            ("\n", false),
            ("a\r\r\n", false),
        ] {
            for step in [1, 2, text.len()] {
                let (mut reader, mut out) = (Chunked::default(), Vec::new());
                let read = text.as_bytes().chunks(step).all(|piece| reader.feed(piece, &mut out));
                assert_eq!(read && reader.may_end(), fine, "{text:?} in steps of {step}");
            }
        }
    }
}
