//! Content transfer encodings: quoted-printable and base64, read as leniently as people's mail needs.

/// What stands in a body before its charset is looked at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The bytes.
    pub(crate) bytes: Vec<u8>,
    /// Whether something did not follow the encoding.
    pub(crate) broken: bool,
    /// Text that stands below an encoded file and is no part of it.
    pub(crate) rest: Vec<u8>,
}

/// Decodes a body by the name its header gives; a name that means nothing leaves the bytes as they are.
pub(crate) fn decode(body: &[u8], encoding: &str, is_text: bool) -> Decoded {
    match encoding {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64_body(body, is_text),
        _ => Decoded { bytes: body.to_vec(), broken: false, rest: Vec::new() },
    }
}

/// Decodes quoted-printable; what is no escape stays as it is.
pub(crate) fn quoted_printable(body: &[u8]) -> Decoded {
    let mut out = Vec::with_capacity(body.len());
    let mut broken = false;
    for line in body.split_inclusive(|&b| b == b'\n') {
        let content = line.trim_ascii_end();
        let hard_end = line.get(content.len()..).unwrap_or_default();
        let (content, soft) = match content.strip_suffix(b"=") {
            Some(rest) => (rest, true),
            None => (content, false),
        };
        unescape(content, b'=', false, &mut out, &mut broken);
        if !soft && hard_end.ends_with(b"\n") {
            out.push(b'\n');
        }
    }
    Decoded { bytes: out, broken, rest: Vec::new() }
}

/// Replaces `=41` (or with another mark) by its byte; `_` by a blank where the header form asks for it.
pub(crate) fn unescape(text: &[u8], mark: u8, underscore_is_blank: bool, out: &mut Vec<u8>, broken: &mut bool) {
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte == mark {
            if let [high, low, after @ ..] = tail
                && let (Some(high), Some(low)) = (hex(*high), hex(*low))
            {
                out.push(high << 4 | low);
                rest = after;
                continue;
            }
            *broken = true;
        }
        out.push(if underscore_is_blank && byte == b'_' { b' ' } else { byte });
    }
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|d| u8::try_from(d).ok())
}

/// Decodes the base64 lines at the head of a body. Text that a list or a scanner put below is kept when
/// the part is text; a body that is no base64 at all is kept as it stands.
fn base64_body(body: &[u8], is_text: bool) -> Decoded {
    let mut coder = Base64::default();
    let mut at = 0;
    let mut ended = false;
    for line in body.split_inclusive(|&b| b == b'\n' || b == b'\r') {
        let content = line.trim_ascii();
        let odd = content.iter().filter(|b| sextet(**b).is_none() && **b != b'=').count();
        let foreign = ended && !content.is_empty() || odd > 0 && (is_text || odd * 4 > content.len());
        if foreign && !continues(content, odd, ended) {
            break;
        }
        coder.broken |= odd > 0;
        coder.push(content);
        ended = content.ends_with(b"=");
        at += line.len();
    }
    coder.finish();
    let mut rest = body.get(at..).unwrap_or_default().to_vec();
    if !rest.trim_ascii().is_empty() {
        coder.broken = true;
        if is_text || coder.out.is_empty() {
            coder.out.append(&mut rest);
        }
    }
    Decoded { bytes: coder.out, broken: coder.broken, rest }
}

/// Base64 pieces that were padded and glued together go on after the padding.
fn continues(content: &[u8], odd: usize, ended: bool) -> bool {
    ended && odd == 0 && content.len().is_multiple_of(4) && content.len() >= 20
}

/// Decodes one piece of base64, skipping what does not belong.
pub(crate) fn base64(text: &[u8]) -> Vec<u8> {
    let mut coder = Base64::default();
    coder.push(text);
    coder.finish();
    coder.out
}

#[derive(Default)]
struct Base64 {
    out: Vec<u8>,
    bits: u32,
    count: u8,
    broken: bool,
}

impl Base64 {
    fn push(&mut self, text: &[u8]) {
        for &byte in text {
            if let Some(value) = sextet(byte) {
                self.bits = self.bits << 6 | u32::from(value);
                self.count += 1;
                if self.count == 4 {
                    let [_, a, b, c] = self.bits.to_be_bytes();
                    self.out.extend_from_slice(&[a, b, c]);
                    (self.bits, self.count) = (0, 0);
                }
            } else if byte == b'=' {
                self.finish();
            }
        }
    }

    /// Writes what the bits so far make, as at padding or at the end.
    fn finish(&mut self) {
        let [_, a, b, _] = (self.bits << (6 * (4 - u32::from(self.count.min(4))))).to_be_bytes();
        match self.count {
            2 => self.out.push(a),
            3 => self.out.extend_from_slice(&[a, b]),
            _ => {}
        }
        (self.bits, self.count) = (0, 0);
    }
}

fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).into_owned()
    }

    #[test]
    fn quoted_printable_joins_soft_lines_and_keeps_what_is_no_escape() {
        let got = quoted_printable(b"a=3Db=\r\nc \r\nd=ZZ=\n");
        assert_eq!(text(&got.bytes), "a=bc\nd=ZZ");
        assert!(got.broken);
    }

    #[test]
    fn base64_keeps_the_footer_a_list_put_below() {
        let got = decode(b"SGVsbG8gd29ybGQhCg==\r\n____ list footer\r\n", "base64", true);
        assert_eq!(text(&got.bytes), "Hello world!\n____ list footer\r\n");
    }

    #[test]
    fn a_body_that_only_claims_base64_is_kept() {
        let got = decode(b"Dear Anna, this is plain text.\n", "base64", true);
        assert_eq!(text(&got.bytes), "Dear Anna, this is plain text.\n");
        assert_eq!(text(&base64(b"SGk")), "Hi");
        assert_eq!(text(&base64(b"SGk=SGk=")), "HiHi");
    }
}
