//! Compressed RTF (MS-OXRTFCP) and the plain text in it.

/// What the dictionary begins with, given by the format.
const START: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const DICTIONARY: usize = 4096;
/// Bytes that one body may grow to.
const CAP: usize = 8 << 20;

/// Expands compressed RTF. Nothing when the head is not one.
pub(super) fn expand(bytes: &[u8]) -> Option<Vec<u8>> {
    let raw_size = usize::try_from(number(bytes, 4)?).ok()?.min(CAP);
    let data = bytes.get(16..)?;
    match bytes.get(8..12)? {
        b"MELA" => Some(data.get(..data.len().min(raw_size))?.to_vec()),
        b"LZFu" => Some(unpack(data, raw_size)),
        _ => None,
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn unpack(data: &[u8], raw_size: usize) -> Vec<u8> {
    let mut dictionary = vec![b' '; DICTIONARY];
    for (slot, byte) in dictionary.iter_mut().zip(START) {
        *slot = *byte;
    }
    let mut at = START.len();
    let mut out = Vec::new();
    let mut input = data.iter().copied();
    let mut put = |byte: u8, dictionary: &mut Vec<u8>, out: &mut Vec<u8>| {
        out.push(byte);
        if let Some(slot) = dictionary.get_mut(at) {
            *slot = byte;
        }
        at = (at + 1) % DICTIONARY;
        at
    };
    let mut head = START.len();
    'all: while let Some(control) = input.next() {
        for bit in 0..8 {
            if out.len() >= raw_size {
                break 'all;
            }
            let Some(first) = input.next() else { break 'all };
            if control & (1 << bit) == 0 {
                head = put(first, &mut dictionary, &mut out);
                continue;
            }
            let Some(second) = input.next() else { break 'all };
            let word = usize::from(first) << 8 | usize::from(second);
            let (from, length) = (word >> 4, (word & 15) + 2);
            if from == head {
                break 'all;
            }
            for n in 0..length {
                let byte = dictionary.get((from + n) % DICTIONARY).copied().unwrap_or(b' ');
                head = put(byte, &mut dictionary, &mut out);
            }
        }
    }
    out
}

/// The text of RTF: control words away, paragraphs as lines.
pub(super) fn text(rtf: &[u8]) -> String {
    let mut reader = Rtf { rest: rtf, out: String::new(), skips: Vec::new(), html: false, page: Vec::new() };
    while reader.step().is_some() {}
    reader.flush();
    reader.out
}

struct Rtf<'a> {
    rest: &'a [u8],
    out: String,
    /// For each open group, whether its text is none.
    skips: Vec<bool>,
    /// Inside `\htmlrtf`, the part that only repeats the HTML.
    html: bool,
    /// Bytes of the code page that wait to be decoded together.
    page: Vec<u8>,
}

impl Rtf<'_> {
    fn step(&mut self) -> Option<()> {
        let (&byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        match byte {
            b'{' => {
                if self.skips.len() >= 200 {
                    return None;
                }
                let skip = self.skipping();
                self.skips.push(skip);
            }
            b'}' => {
                self.skips.pop();
            }
            b'\\' => self.control()?,
            b'\r' | b'\n' => {}
            _ => self.put_byte(byte),
        }
        Some(())
    }

    fn skipping(&self) -> bool {
        self.skips.last().copied().unwrap_or(false)
    }

    fn put_byte(&mut self, byte: u8) {
        if !self.skipping() && !self.html {
            self.page.push(byte);
        }
    }

    fn put(&mut self, text: &str) {
        if !self.skipping() && !self.html {
            self.flush();
            self.out.push_str(text);
        }
    }

    fn flush(&mut self) {
        if !self.page.is_empty() {
            self.out.push_str(&crate::read::charset::guess(&self.page).text);
            self.page.clear();
        }
    }

    fn control(&mut self) -> Option<()> {
        let (&first, rest) = self.rest.split_first()?;
        if !first.is_ascii_alphabetic() {
            self.rest = rest;
            match first {
                b'\'' => {
                    let (digits, after) = rest.split_at_checked(2)?;
                    self.rest = after;
                    let digits = std::str::from_utf8(digits).ok()?;
                    self.put_byte(u8::from_str_radix(digits, 16).unwrap_or(b'?'));
                }
                b'*' => self.skip_group(),
                b'~' => self.put(" "),
                b'\\' | b'{' | b'}' => self.put_byte(first),
                _ => {}
            }
            return Some(());
        }
        let length = self.rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (word, rest) = self.rest.split_at(length);
        let digits = rest.iter().take_while(|b| b.is_ascii_digit() || **b == b'-').count();
        let (number, rest) = rest.split_at(digits);
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let number = std::str::from_utf8(number).ok().and_then(|n| n.parse::<i32>().ok());
        self.word(word, number);
        Some(())
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        match word {
            b"par" | b"line" | b"row" => self.put("\n"),
            b"tab" | b"cell" => self.put("\t"),
            b"htmlrtf" => self.html = number != Some(0),
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"pict" | b"info" | b"objdata" | b"themedata" => {
                self.skip_group();
            }
            b"emdash" => self.put("—"),
            b"endash" => self.put("–"),
            b"rquote" => self.put("’"),
            b"lquote" => self.put("‘"),
            b"bullet" => self.put("•"),
            b"u" => {
                let code = number.map(|n| if n < 0 { n + 65_536 } else { n });
                let c = code.and_then(|n| u32::try_from(n).ok()).and_then(char::from_u32);
                self.put(c.unwrap_or('?').encode_utf8(&mut [0; 4]));
                // One character for readers that know no Unicode follows.
                if self.rest.first() == Some(&b'?') {
                    self.rest = self.rest.get(1..).unwrap_or_default();
                } else if self.rest.starts_with(b"\\'") {
                    self.rest = self.rest.get(4..).unwrap_or_default();
                }
            }
            _ => {}
        }
    }

    fn skip_group(&mut self) {
        if let Some(last) = self.skips.last_mut() {
            *last = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_format_expands() {
        // MS-OXRTFCP 3.1.1
        let packed = [
            0x2d, 0, 0, 0, 0x2b, 0, 0, 0, 0x4c, 0x5a, 0x46, 0x75, 0xf1, 0xc5, 0xc7, 0xa7, 0x03, 0x00, 0x0a, 0x00, 0x72,
            0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65, 0x6c, 0x09, 0x00, 0x20, 0x62,
            0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        let rtf = expand(&packed).unwrap();
        assert_eq!(String::from_utf8_lossy(&rtf), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(text(&rtf), "hello world");
    }
}
