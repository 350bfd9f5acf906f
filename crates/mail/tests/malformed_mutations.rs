//! Real mails with bytes changed, cut, doubled and glued together: the reader's net for panics stays empty.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print their figures"
)]

#[path = "support/corpus.rs"]
mod corpus;

use std::time::{Duration, Instant};

use corpus::samples;
use mail::letter::Held;
use mail::read::{Hints, mbox::Mbox, read};
use proptest::prelude::*;

/// A stream of numbers that is the same on each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

const SPLINTERS: [&[u8]; 16] = [
    b"=?utf-8?q?",
    b"\r\n\r\n",
    b"\n--",
    b"\0",
    b"\xff\xfe",
    b"\"",
    b"<",
    b"Content-Type: multipart/mixed; boundary=",
    b"begin 644 x\n",
    b"=?koi8-r?B?8NLJ",
    b"\x1b$B",
    b"\x78\x9f\x3e\x22",
    b"(",
    b"From a Mon Jan  1 00:00:00 2024\n",
    b"\xe2\x80\xae",
    b"99999999999999999999",
];

fn change(bytes: &mut Vec<u8>, numbers: &mut Numbers) {
    for _ in 0..1 + numbers.below(8) {
        let at = numbers.below(bytes.len());
        match numbers.below(5) {
            0 => bytes[at] = u8::try_from(numbers.below(256)).unwrap(),
            1 => bytes.truncate(at + 1),
            2 => {
                let splinter = SPLINTERS[numbers.below(SPLINTERS.len())];
                bytes.splice(at..at, splinter.iter().copied());
            }
            3 => {
                let end = (at + numbers.below(400)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + numbers.below(400)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'\n');
        }
    }
}

#[test]
fn changed_mails_never_reach_the_net() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut slowest = Duration::ZERO;
    let mut read_mails = 0;
    for job in ["malformed", "attachments", "charsets", "bounces", "autoreplies", "html", "lists"] {
        for sample in samples(job).into_iter().filter(|s| s.bytes.len() < 60_000) {
            for _ in 0..4 {
                let mut bytes = sample.bytes.clone();
                change(&mut bytes, &mut numbers);
                let begin = Instant::now();
                let letter = read(&bytes, &Hints::default());
                slowest = slowest.max(begin.elapsed());
                read_mails += 1;
                assert_ne!(letter.held, Some(Held::ParserError), "{job}/{}", sample.id);
                assert!(!letter.text.contains('\0') && !letter.subject.contains(['\r', '\n', '\0']));
            }
        }
    }
    println!("mutations: {read_mails} read, slowest {slowest:?}");
}

proptest! {
    #[test]
    fn any_bytes_give_a_letter(bytes in prop::collection::vec(any::<u8>(), 0..3_000)) {
        prop_assert_ne!(read(&bytes, &Hints::default()).held, Some(Held::ParserError));
    }

    #[test]
    fn any_header_gives_a_letter(name in "[A-Za-z-]{1,12}", value in any::<String>(), body in any::<String>()) {
        for name in [name.as_str(), "From", "To", "Date", "Subject", "Content-Type", "Content-Disposition", "Received", "References", "List-Id"] {
            let letter = read(format!("{name}: {value}\nContent-Transfer-Encoding: base64\n\n{body}").as_bytes(), &Hints::default());
            prop_assert_ne!(letter.held, Some(Held::ParserError));
        }
    }

    #[test]
    fn any_bytes_give_mails_of_an_mbox(bytes in prop::collection::vec(any::<u8>(), 0..2_000), cut in 0_usize..2_000) {
        let mut file = b"From a@b Mon Jan  1 00:00:00 2024\nSubject: x\n\n".to_vec();
        file.extend_from_slice(&bytes[..cut.min(bytes.len())]);
        file.extend_from_slice(b"\nFrom a@b Mon Jan  1 00:00:00 2024\nSubject: y\n\n");
        file.extend_from_slice(&bytes);
        let entries: Vec<_> = Mbox::new(file.as_slice(), 0, 1 << 20).map(Result::unwrap).collect();
        prop_assert!(entries.len() >= 2);
        // The mails lie one behind the other, without gap and without overlap.
        prop_assert_eq!(entries[0].offset, 0);
        for pair in entries.windows(2) {
            prop_assert_eq!(pair[0].next_offset, pair[1].offset);
        }
        prop_assert_eq!(usize::try_from(entries.last().unwrap().next_offset).unwrap(), file.len());
        // Going on from any offset gives the rest.
        for (n, entry) in entries.iter().enumerate() {
            let rest = &file[usize::try_from(entry.offset).unwrap()..];
            let again: Vec<_> = Mbox::new(rest, entry.offset, 1 << 20).map(Result::unwrap).collect();
            prop_assert_eq!(&again[..], &entries[n..]);
        }
    }
}
