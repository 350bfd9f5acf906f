//! The targets, by name.

mod trace;

use desk::door::{Manner, rehearse};
use mail::compose::{Outgoing, compose};
use mail::read::{Hints, address, read};
use rulebook::gate::{Context, Draft, Verdict, pass};
use rulebook::house_rules::Checks;
use rulebook::language::{DIRECTION, Sense, Sensed, Sent, look_at_client, read_client};
use rulebook::people::Party;

pub use trace::{provider, trace};

/// A target takes any bytes.
pub type Target = fn(&[u8]);

/// All of them. Each has a folder of seeds of its name.
pub const ALL: [(&str, Target); 10] = [
    ("mail_reader", mail_reader),
    ("address_list", address_list),
    ("header_round_trip", header_round_trip),
    ("authentication_results", authentication_results),
    ("trace", trace),
    ("provider", provider),
    ("imap_answer", imap_answer),
    ("smtp_reply", smtp_reply),
    ("lmtp_server", lmtp_server),
    ("gate", gate),
];

/// Any bytes give a letter: the same one twice, without NUL, on one line where a line is promised.
pub fn mail_reader(bytes: &[u8]) {
    let letter = read(bytes, &Hints::default());
    assert_eq!(letter, read(bytes, &Hints::default()), "two readings differ");
    assert_ne!(letter.held, Some(mail::letter::Held::ParserError), "reading panicked");
    assert!(!letter.text.contains('\0'), "a NUL in the text");
    for line in [&letter.subject, &letter.from_raw, &letter.message_id] {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?} is no single line");
    }
    let _ = mail::reply::split(&letter.text, None);
}

/// Every address that is read is one that we would write to: a plain one, in its one form.
pub fn address_list(bytes: &[u8]) {
    let line: Vec<u8> = bytes.iter().map(|byte| if matches!(byte, b'\r' | b'\n') { b' ' } else { *byte }).collect();
    let mail = [b"To: ", line.as_slice(), b"\r\nFrom: a@x.test\r\nSubject: s\r\n\r\nb\r\n"].concat();
    let letter = read(&mail, &Hints::default());
    for party in letter.to {
        assert_eq!(address(&party.address).as_ref(), Some(&party.address), "not in its one form");
        assert!(!party.name.chars().any(char::is_control), "{:?} has control characters", party.name);
    }
}

/// What a person typed comes back as typed, and adds neither a header nor a recipient.
pub fn header_round_trip(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (subject, name) = text.split_at(text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at));
    let party = |address: &str, name: &str| Party { address: address.to_owned(), name: name.to_owned() };
    let (from, to) = (party("us@agency.test", name), [party("anna@client.test", name)]);
    let mut letter = Outgoing::new(&from, &to, "id@agency.test", jiff::Timestamp::UNIX_EPOCH);
    letter.subject = subject;
    letter.text = &text;
    let Ok(raw) = compose(&letter) else { return };
    let back = read(&raw, &Hints::default());
    assert_eq!(back.from.map(|from| from.address).as_deref(), Some("us@agency.test"));
    assert_eq!(back.to.iter().map(|to| to.address.as_str()).collect::<Vec<_>>(), ["anna@client.test"]);
    assert!(back.cc.is_empty() && back.reply_to.is_empty() && back.references.is_empty());
    assert_eq!(back.message_id, "id@agency.test");
    let bare =
        raw.windows(2).any(|pair| (pair[0] == b'\r') != (pair[1] == b'\n') && pair != b"\r\n" && pair[0] == b'\r');
    assert!(!bare, "a CR stands alone");
}

/// Only the named server's word counts, and nothing panics.
pub fn authentication_results(bytes: &[u8]) {
    let header = [b"Authentication-Results: ", bytes, b"\r\nFrom: a@x.test\r\n\r\n"].concat();
    let _ = mail::authentication_results::stated(&header, "mx.agency.test");
    let _ = mail::authentication_results::stated(bytes, "mx.agency.test");
    assert_eq!(mail::authentication_results::stated(&header, ""), None);
    // Below the line of the server that took it from outside, everything came with the mail.
    let outside = [b"Received: from x by mx.agency.test with ESMTP id 2; Fri\r\n", bytes, b"\r\n", &header].concat();
    assert_eq!(mail::authentication_results::stated(&outside, "mx.agency.test"), None);
}

/// Any bytes of an IMAP server are an answer or a clear no.
pub fn imap_answer(bytes: &[u8]) {
    let at = memchr_nul(bytes);
    let (text, literal) = bytes.split_at(at);
    let _ = desk::imap::overheard(text, literal.get(1..).unwrap_or_default());
    let _ = desk::imap::readable(&String::from_utf8_lossy(text));
}

fn memchr_nul(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len())
}

/// Any bytes of a relay are an answer or none, with clean lines and a code that can be.
pub fn smtp_reply(bytes: &[u8]) {
    let Some(reply) = desk::outbox::smtp::Reply::read(bytes) else { return };
    assert!((200..600).contains(&reply.code));
    assert!(reply.lines.iter().all(|line| !line.chars().any(char::is_control) && line.chars().count() <= 300));
    assert!(!reply.to_string().contains(['\r', '\n']));
}

/// Whatever a peer sends, a text that is taken has whole line ends and at least one recipient of ours; and nothing of it
/// is heard as a command, since the same texts come out when each is sent in chunks of told length.
pub fn lmtp_server(bytes: &[u8]) {
    for manner in [Manner::Lmtp, Manner::Smtp] {
        let hello: &[u8] = if manner == Manner::Lmtp { b"LHLO a\r\n" } else { b"EHLO a\r\n" };
        for (envelope, text) in rehearse(manner, &[hello, bytes].concat()) {
            assert!(!envelope.recipients.is_empty());
            assert!(envelope.recipients.iter().all(|it| it.ends_with("@agency.test")));
            let whole = text.iter().enumerate().all(|(at, byte)| match byte {
                b'\r' => text.get(at + 1) == Some(&b'\n'),
                b'\n' => at > 0 && text.get(at - 1) == Some(&b'\r'),
                _ => true,
            });
            assert!(whole, "a CR or LF stands alone in {text:?}");
            let again = format!("MAIL FROM:<>\r\nRCPT TO:<a@agency.test>\r\nBDAT {} LAST\r\n", text.len());
            let again = rehearse(manner, &[hello, again.as_bytes(), &text].concat());
            assert_eq!(again.iter().map(|(_, text)| text.as_slice()).collect::<Vec<_>>(), [text.as_slice()]);
        }
    }
}

/// A second look whose directions are dice thrown by the letters: the same for the same sentences, of any sense.
struct Letters;

impl Sense for Letters {
    fn read(&self, sentences: &[&str]) -> Option<Sensed> {
        let direction = |text: &str| {
            let seed = text.bytes().fold(7_u64, |seed, byte| seed.rotate_left(5) ^ u64::from(byte));
            let mut dice = crate::thrower::Dice::new(seed);
            (0..DIRECTION).map(|_| dice.below(2_001) as f32 / 1_000.0 - 1.0).collect::<Vec<f32>>()
        };
        let whole = direction(&sentences.concat());
        // Now and then it cannot read.
        (whole.first()? < &0.9).then(|| Sensed { parts: sentences.iter().map(|it| direction(it)).collect(), whole })
    }
}

/// Any text passes the gate or is held, the same way twice, and every place it names is a place in the text.
pub fn gate(bytes: &[u8]) {
    let whole = String::from_utf8_lossy(bytes);
    let (answering, text) = whole.split_once("\n=====\n").unwrap_or(("", &whole));
    let sent = Sent { at: jiff::civil::date(2026, 11, 17).at(10, 0, 0, 0), calendar: None };
    let context =
        Context { other_names: &["Lumen Studio", "Ромашка"], files: &["lumen.pdf"], ..Context::default() };
    let answering = Some(answering).filter(|mail| !mail.is_empty());
    let draft = Draft { text, answering, language: None, sent, context };
    passes(&draft, None);
    passes(&draft, Some(&Letters));
    for asked in
        read_client(text, None, &sent).asked.iter().chain(&look_at_client(text, None, &sent, Some(&Letters)).asked)
    {
        assert!(text.get(asked.span.clone()).is_some(), "{:?} is no place in the mail", asked.span);
    }
}

fn passes(draft: &Draft<'_>, sense: Option<&dyn Sense>) {
    let text = draft.text;
    let Ok(passage) = pass(draft, &Checks::default(), sense) else { return };
    assert_eq!(pass(draft, &Checks::default(), sense).as_ref(), Ok(&passage), "two readings differ");
    assert!(passage.verdict == Verdict::Send || passage.findings.iter().any(|it| it.code == "heat-hot"));
    let reading = &passage.reading;
    let deeds = reading.asks.iter().chain(&reading.commitments).map(|deed| deed.span.clone());
    let markers = passage.heat.markers.iter().map(|marker| marker.span.clone());
    for span in passage.findings.iter().map(|it| it.span.clone()).chain(deeds).chain(markers) {
        assert!(text.get(span.clone()).is_some(), "{span:?} is no place in the text");
    }
}
