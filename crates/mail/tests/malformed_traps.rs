//! Mail made to break readers: each test is named after its line in the list of traps.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests may panic and print their figures"
)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use mail::letter::{Held, Letter};
use mail::read::{Hints, read};

fn letter(bytes: impl AsRef<[u8]>) -> Letter {
    read(bytes.as_ref(), &Hints::default())
}

/// Reads within a time that only something superlinear needs more than, also in an unoptimised build.
fn in_time(name: &str, bytes: impl AsRef<[u8]>) -> Letter {
    let begin = Instant::now();
    let letter = letter(&bytes);
    let took = begin.elapsed();
    println!("{name}: {} bytes in {took:?}", bytes.as_ref().len());
    assert!(took < Duration::from_secs(4), "{name} took {took:?}");
    letter
}

fn nested(depth: usize) -> String {
    let mut mail = String::from("From: a@example.org\nSubject: deep\n");
    for n in 0..depth {
        write!(mail, "Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n").unwrap();
    }
    mail.push_str("Content-Type: text/plain\n\nthe core\n");
    mail
}

#[test]
fn m01_parts_in_parts() {
    assert_eq!(letter(nested(90)).held, None);
    assert!(letter(nested(90)).text.contains("the core"));
    for depth in [101, 1_000, 5_000] {
        let letter = in_time("nested", nested(depth));
        assert_eq!((letter.held, letter.subject.as_str()), (Some(Held::TooNested), "deep"), "{depth}");
    }
    let mut mails = String::from("From: a@example.org\nSubject: deep\n");
    for _ in 0..1_000 {
        mails.push_str("Content-Type: message/rfc822\n\n");
    }
    assert_eq!(in_time("mails in mails", mails).held, Some(Held::TooNested));
}

#[test]
fn m02_parts_beyond_counting() {
    for parts in [20_000, 1_000_000] {
        let mut mail =
            String::from("From: a@example.org\nSubject: many\nContent-Type: multipart/mixed; boundary=b\n\n");
        for _ in 0..parts {
            mail.push_str("--b\n\nx\n");
        }
        let letter = in_time("parts", mail);
        assert_eq!((letter.held, letter.subject.as_str()), (Some(Held::TooManyParts), "many"));
        assert!(letter.text.len() < 100_000);
    }
}

#[test]
fn m03_headers_beyond_counting() {
    let mut mail = String::from("From: a@example.org\nSubject: many\n");
    for n in 0..100_000 {
        writeln!(mail, "X-{n}: y").unwrap();
    }
    mail.push_str("\nbody\n");
    let read = in_time("headers", &mail);
    assert_eq!((read.held, read.subject.as_str(), read.text.as_str()), (Some(Held::TooManyHeaders), "many", "body\n"));

    let subject = in_time("subject", format!("From: a@example.org\nSubject: {}\n\nbody\n", "s ".repeat(500_000)));
    assert!(subject.subject.chars().count() <= 1_000 && subject.held.is_none());

    let mut to = String::from("To: z@example.org");
    for n in 0..50_000 {
        write!(to, ",\n a{n}@example.org").unwrap();
    }
    let read = in_time("addresses", format!("From: a@example.org\n{to}\n\nbody\n"));
    assert_eq!((read.to.len(), read.held), (1_000, None));
    assert!(read.problems.contains(&"addresses_cut".to_owned()));
    let quoted = in_time("quotes", format!("From: a@example.org\nTo: {}\n\nbody\n", "\"".repeat(100_001)));
    assert!(quoted.to.is_empty());
}

#[test]
fn m04_parameters_beyond_counting() {
    let mut mail = String::from("From: a@example.org\nContent-Type: text/plain");
    for n in 0..20_000 {
        write!(mail, ";\n name*{n}*=%41").unwrap();
    }
    mail.push_str("\n\nbody\n");
    let letter = in_time("parameters", mail);
    assert_eq!((letter.held, letter.attachments.len()), (None, 0));
    assert!(letter.text.contains("body"));
}

#[test]
fn m05_encoded_words_beyond_counting() {
    for word in ["=?utf-8?q?a=C5?= ", "=?utf-8?q?a?=\n ", "=?", "=?utf-8?q?", "=?utf-8?q?a?=41"] {
        let letter = in_time("words", format!("From: a@example.org\nSubject: {}\n\nbody\n", word.repeat(20_000)));
        assert_eq!(letter.text.trim(), "body");
    }
    let charset = format!("=?{}?q?a?=", "x".repeat(100_000));
    in_time("charset", format!("From: a@example.org\nSubject: {charset}\n\nbody\n"));
}

#[test]
fn m06_mails_that_are_hardly_there() {
    for (bytes, held) in [
        ("", Some(Held::Empty)),
        ("\n", Some(Held::Empty)),
        (" \r\n \r\n", Some(Held::Empty)),
        ("Parse: x", Some(Held::NoHeaders)),
        ("Subject: only\n", None),
        ("no header at all, only words\nand more\n", Some(Held::NoHeaders)),
        ("\n\nbody after nothing\n", Some(Held::NoHeaders)),
    ] {
        assert_eq!(letter(bytes).held, held, "{bytes:?}");
    }
    assert!(letter("no header at all, only words\nand more\n").text.contains("and more"));
    assert_eq!(letter("From: a@example.org\n\nnext\n").text, "next\n");
}

#[test]
fn m08_charsets_of_all_sorts() {
    let body = |charset: &str, bytes: &[u8]| {
        let mut mail = format!("From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n").into_bytes();
        mail.extend_from_slice(bytes);
        letter(mail).text
    };
    assert_eq!(body("x-nope", "zażółć".as_bytes()), "zażółć");
    assert_eq!(body("utf-7", b"Hi Mom +Jjo-!"), "Hi Mom ☺!");
    assert_eq!(body("iso-2022-jp", b"\x1b$B$3$s\x1b(B"), "こん");
    assert_eq!(body("utf-8", b"a\xed\xa0\x80b\0c").chars().filter(|c| c.is_ascii()).collect::<String>(), "abc");
    assert!(!body("utf-8", b"a\0c").contains('\0'));
    assert!(!body("us-ascii", b"\xff\xfe\0\0\x01").contains('\0'));
}

#[test]
fn m11_who_wrote_it_only_when_it_is_clear() {
    for (header, expected) in [
        ("From: Anna <a@x.example>", Some("a@x.example")),
        ("From : a@x.example", Some("a@x.example")),
        ("From: a@x.example\nFrom: b@x.example", None),
        ("From: a@x.example, b@x.example", None),
        ("From: a@x.example\nFrom : b@x.example", None),
        ("From: <@relay.example:a@x.example>", None),
        ("From: \"a\\@b\"@x.example", None),
        ("From: =?utf-8?q?a=40x.example?=", None),
        ("From: team: a@x.example;", None),
        ("From: <>", None),
        ("From:", None),
        ("X: y", None),
    ] {
        let letter = letter(format!("{header}\nSubject: s\n\nbody\n"));
        assert_eq!(letter.from.map(|f| f.address).as_deref(), expected, "{header}");
    }
}

#[test]
fn m24_ids_of_all_sorts() {
    let mail = "From: a@example.org\nSubject: s\n\nbody\n";
    let (first, second) = (letter(mail), letter(mail));
    assert!(first.message_id_made && first.message_id == second.message_id);
    assert_ne!(first.message_id, letter(format!("{mail}more")).message_id);
    let odd = letter("Message-ID: <x' OR 1=1--@c>\n\nb\n");
    assert_eq!(odd.message_id, "x'OR1=1--@c");
}

#[test]
fn m25_dates_of_all_sorts() {
    let read_date = |date: &str| letter(format!("From: a@example.org\nDate: {date}\n\nb\n"));
    for absurd in [
        "Mon, 1 Jan 1601 00:00:00 +0000",
        "Fri, 31 Dec 9999 23:59:59 +0000",
        "30 Feb 2020 10:00 +0000",
        "1 Feb 2020 10:00 +9999",
        "soon",
        "99999999999999999999",
    ] {
        let letter = read_date(absurd);
        assert_eq!((letter.claimed_date, letter.arrived), (None, None), "{absurd}");
        assert!(letter.problems.contains(&"date_unreadable".to_owned()), "{absurd}");
    }
    assert!(read_date("Thu, 31 Dec 1998 23:59:60 +0000").claimed_date.is_some());
}

#[test]
fn a_clock_that_cannot_be_right_is_passed_over() {
    let arrived = |received: &str, date: &str| {
        let mail = format!("{received}Date: {date}\nFrom: a@x.example\nSubject: s\n\nb\n");
        let not_after = Some("2026-11-22T00:00:00Z".parse().unwrap());
        read(mail.as_bytes(), &Hints { not_after, ..Hints::default() }).arrived.map(|at| at.to_string())
    };
    let (sane, sent) = ("Received: from b by c; Thu, 12 Nov 2026 09:00:00 +0000\n", "Thu, 12 Nov 2026 08:00:00 +0000");
    for broken in ["Thu, 12 Nov 2099 09:00:00 +0000", "Thu, 01 Jan 1970 00:00:00 +0000", "yesterday"] {
        let top = format!("Received: from c by d; {broken}\n");
        assert_eq!(arrived(&format!("{top}{sane}"), sent).unwrap(), "2026-11-12T09:00:00Z", "{broken}");
        assert_eq!(arrived(&top, sent).unwrap(), "2026-11-12T08:00:00Z", "{broken}");
    }
    assert_eq!(arrived("", "Thu, 12 Nov 2099 09:00:00 +0000"), None);
}

#[test]
fn arrival_is_what_our_own_servers_say() {
    let mail = "Received: from mx.agency.example by in.agency.example; Fri, 2 Jan 2026 10:05:00 +0100\n\
                Received: from evil by mx.agency.example; Fri, 2 Jan 2026 09:00:00 +0100\n\
                Date: Thu, 1 Jan 2026 12:00:00 +0100\nFrom: a@x.example\n\nb\n";
    let at = |hosts: &[&str]| {
        let hosts: Vec<String> = hosts.iter().map(|h| (*h).to_owned()).collect();
        let hint = "2026-01-03T00:00:00Z".parse().unwrap();
        read(mail.as_bytes(), &Hints { envelope_date: Some(hint), trusted_hosts: &hosts, ..Hints::default() })
            .arrived
            .unwrap()
            .to_string()
    };
    assert_eq!(at(&[]), "2026-01-02T09:05:00Z");
    assert_eq!(at(&["IN.agency.example"]), "2026-01-02T09:05:00Z");
    assert_eq!(at(&["mx.agency.example"]), "2026-01-02T08:00:00Z");
    assert_eq!(at(&["other.example"]), "2026-01-03T00:00:00Z");
    assert_eq!(
        letter(mail.split_once("Date").unwrap().1.replacen(": ", "Date: ", 1)).arrived,
        letter(mail).claimed_date
    );
}

#[test]
fn m27_what_lies_elsewhere_is_not_fetched() {
    let letter = letter(
        "From: a@x.example\nContent-Type: message/external-body; access-type=URL; URL=\"http://evil.test/x\"\n\nContent-Type: text/html\n\n<p>x\n",
    );
    assert!(letter.problems.contains(&"part_is_elsewhere".to_owned()));
    for junk in
        [&b"\x78\x9f\x3e\x22\0\0"[..], b"\x78\x9f\x3e\x22\0\0\x01\x03\x90\x06\0\xff\xff\xff\xff", b"\x78\x9f\x3e\x22"]
    {
        let mut mail = b"From: a@x.example\nContent-Type: application/ms-tnef; name=winmail.dat\n\n".to_vec();
        mail.extend_from_slice(junk);
        assert_eq!(read(&mail, &Hints::default()).held, None);
    }
    // Properties that claim to be four billion.
    let mut bomb = b"From: a@x.example\nContent-Type: application/ms-tnef\n\n\x78\x9f\x3e\x22\0\0".to_vec();
    let list: Vec<u8> = [&u32::MAX.to_le_bytes()[..], &[3, 0, 1, 0, 0, 0, 0, 0].repeat(500_000)].concat();
    bomb.extend_from_slice(b"\x01\x03\x90\x06\0");
    bomb.extend_from_slice(&u32::try_from(list.len()).unwrap().to_le_bytes());
    bomb.extend_from_slice(&list);
    in_time("winmail.dat", bomb);
}

#[test]
fn m28_no_header_commands_us() {
    let letter = letter("From: a@x.example\nX-Tact-Kind: bounce\nX-Tact-Owner: admin\n__proto__: y\nSubject: s\n\nb\n");
    assert_eq!((letter.kind.0, letter.held), (rulebook::event::Kind::Person, None));
}

#[test]
fn m29_lines_and_marks_beyond_counting() {
    for unit in [
        "> ",
        "-----Original",
        "begin 644 a\n",
        "--\n",
        "--b\n",
        "=\n",
        "<div>",
        "&amp",
        "\r",
        "From \n",
        "a@",
        "Message-ID: <",
        "x-",
    ] {
        for kind in [
            "text/plain",
            "text/html",
            "multipart/mixed; boundary=b",
            "multipart/mixed; boundary=\"\"",
            "message/rfc822",
        ] {
            let mail = format!(
                "From: <>\nReturn-Path: <>\nSubject: failure notice\nContent-Type: {kind}\n\n{}",
                unit.repeat(200_000 / unit.len())
            );
            in_time(&format!("{unit:?} in {kind}"), mail);
        }
    }
}

#[test]
fn m30_names_and_addresses_that_pretend() {
    let letter = letter("From: \"Anna \u{202e}(Agency)\u{200b}\" <\u{441}lient@x.example>\n\nb\n");
    let from = letter.from.unwrap();
    assert_eq!(from.name, "Anna (Agency)");
    assert_ne!(from.address, "client@x.example");
    assert!(letter.problems.contains(&"sender_mixes_scripts".to_owned()));
}

#[test]
fn a_mail_over_the_cap_is_held_with_its_head() {
    let mut mail = b"From: a@x.example\nSubject: big\n\nfirst words\n".to_vec();
    mail.resize((50 << 20) + 1, b'x');
    let letter = in_time("large", mail);
    assert_eq!((letter.held, letter.subject.as_str()), (Some(Held::TooLarge), "big"));
    assert!(letter.text.starts_with("first words"));
}
