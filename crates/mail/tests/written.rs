//! A typed answer as a whole mail: what stands in it, how others read it, and that nothing foreign gets in.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use jiff::Timestamp;
use mail::compose::{Automatic, ComposeError, File, Outgoing, Unsubscribe, compose};
use mail::letter::{Letter, Nature};
use mail::read::{Hints, read};
use mail::written::{Body, Link, Picture, Quote, StepLine, Steps, Writing, body};
use mail_parser::{MessageParser, MimeHeaders as _};
use proptest::prelude::*;
use rulebook::people::Party;

fn party(address: &str, name: &str) -> Party {
    Party { address: address.to_owned(), name: name.to_owned() }
}

/// A picture, as far as programs look at it.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

struct Sample {
    language: &'static str,
    name: &'static str,
    subject: &'static str,
    text: &'static str,
    steps: &'static str,
    step: (&'static str, &'static str),
    signature: &'static str,
    lead: &'static str,
    quoted: &'static str,
}

const SAMPLES: [Sample; 3] = [
    Sample {
        language: "en",
        name: "Anna \"Ann\" O'Sample",
        subject: "Re: The report",
        text: "Dear Anna,\n\nthe report is **ready**:\n- figures\n- a plan, see ![plan.png]\n\nIt is [here](https://files.example/report?a=1&b=2).",
        steps: "Next steps",
        step: ("Anna: send the logo", "by Friday, 27 November 2026"),
        signature: "Ola Sample\nSample agency",
        lead: "On Friday, 20 November 2026, 10:00, Anna O'Sample <anna@client.example> wrote:",
        quoted: "Where is my report?\n\n> It comes on Monday.\n\nAnna",
    },
    Sample {
        language: "pl",
        name: "Łucja Żółć, prezes",
        subject: "Re: Raport — kiedy?",
        text: "Dzień dobry,\n\nraport jest **gotowy**, w załączeniu ![plan.png].\n\nPozdrawiam",
        steps: "Następne kroki",
        step: ("Łucja: przesłać logo", "termin: piątek, 27 listopada 2026"),
        signature: "Ola Próbna\nul. Przykładowa 1",
        lead: "piątek, 20 listopada 2026, 10:00, Łucja Żółć <anna@client.example> pisze:",
        quoted: "Kiedy będzie raport?",
    },
    Sample {
        language: "ru",
        name: "Анна Примерова 😀",
        subject: "Re: Отчёт",
        text: "Здравствуйте!\n\n1. отчёт **готов**\n2. план: ![plan.png]",
        steps: "Следующие шаги",
        step: ("Анна: прислать логотип", "срок: пятница, 27 ноября 2026 г."),
        signature: "Оля Образцова",
        lead: "пятница, 20 ноября 2026, 10:00, Анна Примерова <anna@client.example> пишет:",
        quoted: "Где отчёт?",
    },
];

fn written(sample: &Sample, html: &str) -> Body {
    let quote = Quote { lead: sample.lead, text: sample.quoted, html: Some(html), passed_on: false };
    let pictures = [Picture { name: "plan.png", content_id: "p1@agency.example" }];
    let (what, due) = sample.step;
    let href = "https://desk.example/s/token";
    let links = [Link { words: "1", href }, Link { words: "2 <", href: "https://desk.example/s/token?to=help&a=b" }];
    let lines = [
        StepLine { words: what, due: Some(due), links: &links },
        StepLine { words: "We: <b>no</b> mark", due: None, links: &[] },
    ];
    body(&Writing {
        steps: Some(Steps { title: sample.steps, lines: &lines }),
        text: sample.text,
        aside: "",
        signature: sample.signature,
        quote: Some(quote),
        pictures: &pictures,
        language: sample.language,
    })
}

fn whole(sample: &Sample) -> (Body, Vec<u8>) {
    let html = format!(
        "<div onclick=\"x()\">{}<script>steal()</script><img src=\"https://track.example/p.gif\"></div>",
        sample.quoted
    );
    let body = written(sample, &html);
    let (from, to) = (party("desk@agency.example", "Ola"), [party("anna@client.example", sample.name)]);
    let reply_to = party("desk+t-1@agency.example", "");
    let files = [
        File { name: "plan.png", media_type: "image/png", bytes: PNG, content_id: Some("p1@agency.example") },
        File {
            name: "Zażółć raport.pdf", media_type: "application/pdf", bytes: b"%PDF-1.4 sample", content_id: None
        },
    ];
    let bytes = compose(&Outgoing {
        subject: sample.subject,
        in_reply_to: Some("c1@client.example"),
        references: &["c0@client.example".to_owned(), "c1@client.example".to_owned()],
        text: &body.text,
        html: Some(&body.html),
        reply_to: Some(&reply_to),
        attachments: &files,
        ..Outgoing::new(&from, &to, "n1@agency.example", Timestamp::from_second(1_780_000_000).unwrap())
    })
    .unwrap();
    (body, bytes)
}

/// Whole mails, byte for byte as they leave: whoever changes them sees it here.
#[test]
fn mails_in_three_languages() {
    for sample in &SAMPLES {
        let (_, bytes) = whole(sample);
        insta::assert_snapshot!(
            format!("mail_{}", sample.language),
            String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
        );
    }
}

#[test]
fn we_read_our_own_mail_as_it_was_meant() {
    for sample in &SAMPLES {
        let (body, bytes) = whole(sample);
        let letter = read(&bytes, &Hints::default());
        assert_eq!(letter.problems, Vec::<String>::new(), "{}", sample.language);
        assert_eq!(letter.subject, sample.subject);
        assert_eq!(letter.to, [party("anna@client.example", sample.name)]);
        assert_eq!(letter.reply_to[0].address, "desk+t-1@agency.example");
        assert_eq!(letter.text.trim_end(), body.text.trim_end());
        let split = mail::reply::split(&letter.text, Some(sample.quoted));
        let new = body.parts.pieces.iter().filter(|piece| piece.nature == Nature::New);
        let meant = new.map(|piece| piece.text.as_str()).collect::<Vec<_>>().join("\n");
        assert_eq!(split.new_text(), meant.trim_end(), "{}", sample.language);
        assert!(split.quoted().starts_with(sample.lead), "{}: {split:?}", sample.language);
        assert!(split.signature().contains(sample.signature), "{}", sample.language);
        let files: Vec<_> =
            letter.attachments.iter().map(|file| (file.name.as_str(), file.inline, file.bytes.as_slice())).collect();
        assert_eq!(files, [("plan.png", true, PNG), ("Zażółć raport.pdf", false, b"%PDF-1.4 sample".as_slice())]);
    }
}

#[test]
fn a_second_reader_agrees() {
    for sample in &SAMPLES {
        let (body, bytes) = whole(sample);
        let other = MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(other.subject(), Some(sample.subject));
        assert_eq!(other.to().unwrap().first().unwrap().name(), Some(sample.name));
        assert_eq!(other.body_text(0).unwrap().replace("\r\n", "\n"), body.text.clone() + "\n");
        assert_eq!(other.body_html(0).unwrap().replace("\r\n", "\n"), body.html);
        let names: Vec<_> =
            other.attachments().map(|file| (file.attachment_name().unwrap(), file.contents())).collect();
        assert_eq!(names, [("plan.png", PNG), ("Zażółć raport.pdf", b"%PDF-1.4 sample".as_slice())]);
        assert_eq!(other.attachment(0).unwrap().content_id(), Some("p1@agency.example"));
    }
}

#[test]
fn nothing_of_the_quote_runs_or_loads() {
    let (body, _) = whole(&SAMPLES[0]);
    for foreign in ["script", "onclick", "track.example"] {
        assert!(!body.html.contains(foreign), "{foreign} in {}", body.html);
    }
    assert!(body.html.contains("<blockquote type=\"cite\"") && body.html.contains("<strong>ready</strong>"));
    assert!(body.html.contains("src=\"cid:p1@agency.example\""));
    assert!(body.text.contains("\n-- \nOla Sample\nSample agency\n\nOn Friday"), "{}", body.text);
    assert!(body.text.contains("\n> Where is my report?\n>\n>> It comes on Monday."), "{}", body.text);
}

#[test]
fn a_mail_passed_on_stands_as_it_was() {
    let quote = Quote { lead: "From: Anna\nSubject: x", text: "Hello\n> old", html: None, passed_on: true };
    let body = body(&Writing { text: "For you.", quote: Some(quote), ..Writing::default() });
    assert_eq!(body.text, "For you.\n\nFrom: Anna\nSubject: x\n\nHello\n> old");
    assert!(body.parts.pieces.iter().all(|piece| piece.nature == Nature::New));
}

#[test]
fn machines_say_that_they_are_and_mailings_how_to_get_out() {
    let (from, to) = (party("desk@agency.example", ""), [party("anna@client.example", "")]);
    let plain = Outgoing { text: "x", ..Outgoing::new(&from, &to, "n1@agency.example", Timestamp::UNIX_EPOCH) };
    let way = Unsubscribe { url: "https://desk.example/u/1?t=abc", address: Some("out@agency.example") };
    let bytes = compose(&Outgoing { automatic: Some(Automatic::Replied), unsubscribe: Some(way), ..plain }).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    for header in [
        "Auto-Submitted: auto-replied\r\n",
        "List-Unsubscribe: <https://desk.example/u/1?t=abc>, <mailto:out@agency.example>\r\n",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
    ] {
        assert!(text.replace("\r\n ", " ").contains(header), "{header} in {text}");
    }
    for bad in ["http://desk.example/u", "https://x.example/>\r\nBcc: e@evil.test", "https://x.example/a b"] {
        let refused = compose(&Outgoing { unsubscribe: Some(Unsubscribe { url: bad, address: None }), ..plain });
        assert!(matches!(refused, Err(ComposeError::Unsubscribe(_))), "{bad}");
    }
}

fn read_back(text: &str, signature: &str, quoted: &str, html: &str) -> (Body, Letter) {
    let lead = "On Friday, 20 November 2026, 10:00, Anna <anna@client.example> wrote:";
    let quote = Quote { lead, text: quoted, html: Some(html), passed_on: false };
    let body = body(&Writing { text, signature, quote: Some(quote), ..Writing::default() });
    let (from, to) = (party("desk@agency.example", "Ola"), [party("anna@client.example", "")]);
    let bytes = compose(&Outgoing {
        text: &body.text,
        html: Some(&body.html),
        ..Outgoing::new(&from, &to, "n1@agency.example", Timestamp::UNIX_EPOCH)
    })
    .unwrap();
    for line in bytes.split(|b| *b == b'\n') {
        assert!(line.len() <= 999, "a line of {}", line.len());
    }
    (body, read(&bytes, &Hints::default()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_typed_or_quoted_comes_back(text in any::<String>(), signature in "[^\r]{0,40}", quoted in any::<String>(), html in any::<String>()) {
        let (body, letter) = read_back(&text, &signature, &quoted, &html);
        // Blanks at the end of a line, form feeds among them, are nobody's words: reading leaves them out.
        let lines = |t: &str| {
            let text = t.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
            text.trim_end().split('\n').map(|line| line.trim_end().to_owned()).collect::<Vec<_>>()
        };
        prop_assert_eq!(lines(&letter.text), lines(&body.text));
        prop_assert!(letter.html.is_some() && letter.attachments.is_empty());
        prop_assert_eq!(letter.to.len(), 1);
    }
}

#[test]
fn a_quiet_line_stands_under_the_text_on_both_sides() {
    let aside = "Mail 1 of 2. The other one: “Logo <b>”.";
    let body = body(&Writing { text: "Hello.", aside, signature: "Tom", ..Writing::default() });
    assert_eq!(body.text, format!("Hello.\n\n{aside}\n\n-- \nTom"));
    assert!(body.html.contains("<small>Mail 1 of 2. The other one: “Logo &lt;b&gt;”.</small>"), "{}", body.html);
    assert!(body.html.find("<small>") < body.html.find("-- <br>"), "above the signature: {}", body.html);
}
