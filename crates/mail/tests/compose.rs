//! What we write is what others read: hostile names, subjects, texts and files come back as they were,
//! and never as a header or a recipient more.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use jiff::Timestamp;
use mail::compose::{ComposeError, File, Outgoing, compose};
use mail::letter::Letter;
use mail::read::{Hints, read};
use proptest::prelude::*;
use rulebook::people::Party;

fn party(address: &str, name: &str) -> Party {
    Party { address: address.to_owned(), name: name.to_owned() }
}

fn outgoing<'a>(from: &'a Party, to: &'a [Party], subject: &'a str, text: &'a str) -> Outgoing<'a> {
    Outgoing {
        subject,
        in_reply_to: Some("c1@client.example"),
        text,
        ..Outgoing::new(from, to, "n1@agency.example", Timestamp::from_second(1_780_000_000).unwrap())
    }
}

/// One line of text as any cleaning leaves it.
fn one_line(text: &str) -> String {
    let hidden = |c: &char| {
        !matches!(*c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
    };
    let text: String = text.chars().filter(hidden).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().take(400).collect::<String>().trim_end().to_owned()
}

fn assert_fit_for_the_wire(bytes: &[u8]) {
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        assert!(line.ends_with(b"\r\n"), "a line ends otherwise: {:?}", String::from_utf8_lossy(line));
        assert!(line.len() <= 1000, "a line of {}", line.len());
        assert!(!line[..line.len() - 2].contains(&b'\r'), "a bare CR");
    }
    assert!(!bytes.contains(&0));
}

fn headers(bytes: &[u8]) -> Vec<String> {
    let head = String::from_utf8_lossy(bytes).split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
    let name = |line: &str| line.split(':').next().unwrap_or_default().to_lowercase();
    head.split("\r\n").filter(|l| !l.starts_with([' ', '\t'])).map(name).collect()
}

fn hostile() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "Anna",
        "Łukasz",
        "Привет",
        "\r\nBcc: evil@evil.test",
        "\n",
        "\r",
        "\0",
        "\"",
        "\\",
        "<x@y.example>",
        ",",
        ";",
        ":",
        "(",
        ")",
        "@",
        "=?utf-8?q?a=0D=0ABcc:_e@evil.test?=",
        "=?",
        "?=",
        "\u{202e}",
        "\u{2028}",
        "\t",
        "  ",
        "😀",
        "a very long word ",
        "[",
        "]",
        "'",
        ".",
        "=",
        "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
    ]);
    prop_oneof![prop::collection::vec(bits, 0..12).prop_map(|v| v.concat()), any::<String>()]
}

fn round_trip(letter: &Outgoing<'_>) -> Letter {
    let bytes = compose(letter).unwrap();
    assert_fit_for_the_wire(&bytes);
    assert_eq!(bytes, compose(letter).unwrap(), "the same letter gives the same bytes");
    let names = headers(&bytes);
    for name in ["bcc", "from", "to", "subject", "message-id"] {
        let wanted = usize::from(name != "bcc");
        assert_eq!(
            names.iter().filter(|n| *n == name).count(),
            wanted,
            "{name} in {}",
            String::from_utf8_lossy(&bytes)
        );
    }
    read(&bytes, &Hints::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn names_and_subjects_come_back_and_add_nothing(name in hostile(), other in hostile(), subject in hostile()) {
        let from = party("us@agency.example", &name);
        let to = [party("anna@client.example", &other), party("b@client.example", "")];
        let letter = round_trip(&outgoing(&from, &to, &subject, "Hello"));
        prop_assert_eq!(letter.from.as_ref().map(|f| f.address.as_str()), Some("us@agency.example"));
        let addresses: Vec<&str> = letter.to.iter().map(|p| p.address.as_str()).collect();
        prop_assert_eq!(addresses, ["anna@client.example", "b@client.example"]);
        // What looks like an encoded word is decoded by every reader; its text still adds nothing.
        if !subject.contains("=?") {
            prop_assert_eq!(letter.subject, one_line(&subject));
        }
        if !other.contains("=?") {
            let bare = |n: &str| n.trim_matches(['"', '\'', ' ']).to_owned();
            prop_assert_eq!(bare(&letter.to[0].name), bare(&one_line(&other)));
        }
    }

    #[test]
    fn texts_come_back(text in hostile(), more in any::<String>()) {
        let from = party("us@agency.example", "We");
        let to = [party("anna@client.example", "")];
        let text = format!("{text}\n{more}\n.\nFrom here\n{}", "x".repeat(3_000));
        let letter = round_trip(&outgoing(&from, &to, "s", &text));
        let lines = |t: &str| t.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}").trim_end().to_owned();
        prop_assert_eq!(lines(&letter.text), lines(&text));
    }

    #[test]
    fn files_come_back(name in hostile(), bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let from = party("us@agency.example", "We");
        let to = [party("anna@client.example", "")];
        let files = [File { name: &name, media_type: "application/pdf", bytes: &bytes, content_id: None }, File { name: "a.txt", media_type: "x\r\ny", bytes: b"l\n", content_id: None }];
        let letter = round_trip(&Outgoing { attachments: &files, ..outgoing(&from, &to, "s", "See the file.") });
        prop_assert_eq!(letter.text.trim_end(), "See the file.");
        prop_assert_eq!(letter.attachments.len(), 2);
        prop_assert_eq!(&letter.attachments[0].bytes, &bytes);
        prop_assert_eq!(letter.attachments[0].media_type.as_str(), "application/pdf");
        if !name.contains("=?") {
            prop_assert_eq!(letter.attachments[0].name.trim(), one_line(&name));
        }
        prop_assert_eq!((letter.attachments[1].media_type.as_str(), letter.attachments[1].bytes.as_slice()), ("application/octet-stream", b"l\n".as_slice()));
    }
}

#[test]
fn an_answer_stands_in_its_thread() {
    let from = party("us@agency.example", "Ola Agencka");
    let to = [party("Anna@Kraków.example", "Łucja \"Lu\" Żółć")];
    let ids: Vec<String> = (0..100).map(|n| format!("r{n}@x.example")).chain(["bad id".to_owned()]).collect();
    let letter = Outgoing {
        references: &ids,
        cc: &[party("c@x.example", "")],
        ..outgoing(&from, &to, "Re: Wycena", "Dzień dobry")
    };
    let extra = [("Auto-Submitted", "auto-replied"), ("X-Tact-Loop", "1\r\nBcc: e@evil.test")];
    let bytes = compose(&Outgoing { extra: &extra, ..letter }).unwrap();
    assert_fit_for_the_wire(&bytes);
    assert!(!headers(&bytes).contains(&"bcc".to_owned()));
    let read = read(&bytes, &Hints::default());
    assert_eq!(read.message_id, "n1@agency.example");
    assert_eq!(read.references.first().map(String::as_str), Some("r0@x.example"));
    assert_eq!(read.parent.as_deref(), Some("r99@x.example"));
    assert_eq!(read.to, [party("anna@xn--krakw-3ta.example", "Łucja \"Lu\" Żółć")]);
    assert_eq!(read.cc, [party("c@x.example", "")]);
    assert_eq!(read.claimed_date, Some(letter.date));
    assert_eq!(read.kind.0, rulebook::event::Kind::AutoReply);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let from = party("us@agency.example", "We");
    let good = [party("anna@client.example", "")];
    let letter = outgoing(&from, &good, "s", "t");
    assert_eq!(compose(&Outgoing { to: &[], ..letter }), Err(ComposeError::NoRecipient));
    for bad in ["a@b.example, c@d.example", "a@b.example>\r\nBcc: x@y.example", "", "anna", "m\u{131}ke@x.example"] {
        let to = [party(bad, "")];
        assert_eq!(compose(&Outgoing { to: &to, ..letter }), Err(ComposeError::Address(bad.to_owned())), "{bad}");
    }
    assert!(matches!(compose(&Outgoing { message_id: "a b", ..letter }), Err(ComposeError::MessageId(_))));
    assert!(matches!(compose(&Outgoing { extra: &[("Bcc", "x@y.example")], ..letter }), Err(ComposeError::Header(_))));
    assert!(matches!(compose(&Outgoing { extra: &[("X: y\r\nBcc", "z")], ..letter }), Err(ComposeError::Header(_))));
}
