//! Who throws: takes seeds and changes them a little or a lot. On a stable compiler there is no word about which lines were
//! reached; what is lost by that is paid in tries. The same seed number gives the same throws.

/// A source of numbers that is the same every time (xorshift64*).
pub struct Dice(u64);

impl Dice {
    /// Begins at a number.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Any number.
    pub fn any(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`; 0 when that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.any() >> 11) as usize % end }
    }
}

/// Longest thing thrown, in bytes.
const LONGEST: usize = 16 << 10;

/// What readers of mail stumble over.
const WORDS: [&[u8]; 48] = [
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"\r\n.\r\n",
    b"\n.\n",
    b"\r\n..",
    b"\r\n\r\n",
    b": ",
    b";",
    b",",
    b"<",
    b">",
    b"\"",
    b"\\",
    b"(",
    b")",
    b"@",
    b"=?utf-8?q?=0D=0A?=",
    b"=?utf-8?b?",
    b"?=",
    b"=",
    b"%",
    b"*0*=",
    b"*1=",
    b"boundary=",
    b"--b",
    b"--b--",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: message/rfc822\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"charset=utf-16le",
    b"From: ",
    b"Received: ",
    b"References: <a@b> ",
    b"{5}\r\n",
    b"* 1 FETCH (",
    b"BODY[] ",
    b"NIL",
    b"BDAT 5 LAST\r\n",
    b"MAIL FROM:<>\r\n",
    b"RCPT TO:<a@agency.test>\r\n",
    b"DATA\r\n",
    b"+3D",
    b"\xff\xfe",
    "сł".as_bytes(),
    "\u{202e}\u{200b}".as_bytes(),
];

/// Something new out of the seeds.
pub fn throw(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds.get(dice.below(seeds.len())).cloned().unwrap_or_default();
    for _ in 0..=dice.below(8) {
        change(dice, &mut bytes, seeds);
    }
    bytes.truncate(LONGEST);
    bytes
}

fn change(dice: &mut Dice, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = dice.below(bytes.len() + 1);
    let length = dice.below(32).min(bytes.len() - at);
    match dice.below(8) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.any() as u8;
            }
        }
        2 => drop(bytes.drain(at..at + length)),
        3 => {
            let copied = bytes[at..at + length].to_vec();
            let most = if dice.below(20) == 0 { 200 } else { 3 };
            let times = 1 + dice.below(most);
            let to = dice.below(bytes.len() + 1);
            bytes.splice(to..to, copied.repeat(times));
        }
        4 => {
            let other = &seeds[dice.below(seeds.len())];
            let from = dice.below(other.len() + 1);
            let to = (from + dice.below(400)).min(other.len());
            bytes.splice(at..at + length, other[from..to].iter().copied());
        }
        _ => {
            let word = WORDS[dice.below(WORDS.len())];
            let kept = if dice.below(2) == 0 { at } else { at + length };
            bytes.splice(at..kept, word.iter().copied());
        }
    }
}
