//! One long draft as several short mails: what is proposed, and what holds for every draft.

use proptest::prelude::*;
use rulebook::gate::{Context, Draft, pass};
use rulebook::house_rules::Checks;
use rulebook::language::{MOST_PARTS, Pieces, Sent, Whole, propose, read_draft};

/// Subject, beginnings of its paragraphs, steps, files.
type Expected = (&'static str, &'static [&'static str], &'static [usize], &'static [usize]);

struct Case {
    name: &'static str,
    text: &'static str,
    steps: &'static [&'static str],
    files: &'static [&'static str],
    parts: &'static [Expected],
}

const CASES: &[Case] = &[
    Case {
        name: "two things in Polish, each with its step and file",
        text: "Dzień dobry, Pani Anno,\n\nnowy serwer sklepu działa od poniedziałku. Kopie zapasowe serwera robią się co noc, a certyfikat odnowi się sam.\n\n\
               Co do faktury za październik, w załączniku przesyłam zestawienie godzin. Proszę o potwierdzenie kwoty do piątku.\n\nZ poważaniem,\nMarta",
        steps: &["potwierdzenie kwoty do piątku", "Sprawdzić certyfikat serwera"],
        files: &["faktura-10.pdf"],
        parts: &[
            ("Nowy serwer sklepu działa od poniedziałku", &["nowy serwer"], &[1], &[]),
            ("W sprawie faktury za październik", &["Co do faktury"], &[0], &[0]),
        ],
    },
    Case {
        name: "what belongs together stays together, short courtesy goes with its neighbour",
        text: "Hi Mark,\n\nThank you.\n\nThe booking page now has two steps instead of five, and the calendar loads faster.\n\n\
               We still need for it:\n- photos of the rooms\n- prices for the booking calendar\n\n\
               As for the newsletter, the template wants horizontal pictures without people.\n\nCall me any time.\n\nBest regards,\nTom",
        steps: &[],
        files: &["booking-calendar.png", "template.pdf"],
        parts: &[
            (
                "The booking page now has two steps",
                &["Thank you.", "The booking page", "We still need for it:\n- photos of the rooms\n- prices"],
                &[],
                &[0],
            ),
            ("The newsletter", &["As for the newsletter", "Call me any time."], &[], &[1]),
        ],
    },
    Case {
        name: "numbered things in Russian",
        text: "Здравствуйте, Анна!\n\n1. Хостинг: новый сервер магазина работает с понедельника.\n\n2. Логотип: пришлите, пожалуйста, векторный файл.\n\nС уважением,\nМария",
        steps: &["пришлите, пожалуйста, векторный файл"],
        files: &[],
        parts: &[("Хостинг", &["1. Хостинг"], &[], &[]), ("Логотип", &["2. Логотип"], &[0], &[])],
    },
    Case {
        name: "one paragraph is one mail",
        text: "Hi,\n\nthe report comes tomorrow.\n\nBest,\nTom",
        steps: &["report"],
        files: &["a.pdf"],
        parts: &[("The report comes tomorrow", &["the report"], &[0], &[0])],
    },
    Case { name: "nothing is no mail", text: "", steps: &[], files: &[], parts: &[] },
];

#[test]
fn mails_are_proposed_by_topic() {
    for case in CASES {
        let (pieces, parts) = propose(&Whole { text: case.text, language: None, steps: case.steps, files: case.files });
        let subjects: Vec<&str> = parts.iter().map(|part| part.subject.as_str()).collect();
        let expected: Vec<&str> = case.parts.iter().map(|(subject, ..)| *subject).collect();
        assert_eq!(subjects, expected, "{}", case.name);
        for (part, (_, begins, steps, files)) in parts.iter().zip(case.parts) {
            let texts: Vec<&str> = part.paragraphs.iter().map(|at| pieces.paragraphs[*at].as_str()).collect();
            assert_eq!(texts.len(), begins.len(), "{}: {texts:?}", case.name);
            for (text, begin) in texts.iter().zip(*begins) {
                assert!(text.starts_with(begin), "{}: {text:?} begins with {begin:?}", case.name);
            }
            assert_eq!((part.steps.as_slice(), part.files.as_slice()), (*steps, *files), "{}", case.name);
        }
    }
}

#[test]
fn greeting_and_closing_go_with_every_mail() {
    let (pieces, parts) = propose(&Whole { text: CASES[0].text, ..Whole::default() });
    for part in &parts {
        let text = pieces.with(&part.paragraphs).text();
        assert!(text.starts_with("Dzień dobry, Pani Anno,\n\n"), "{text}");
        assert!(text.ends_with("\n\nZ poważaniem,\nMarta"), "{text}");
    }
}

#[test]
fn frames_without_words_between_are_read_as_frames() {
    for (text, greeting, closing) in [
        ("Hi Anna,", "Hi Anna,", ""),
        ("Hi Anna,\n\nBest regards,\nTom", "Hi Anna,", "Best regards,\nTom"),
        ("Best regards,\nTom", "", "Best regards,\nTom"),
        ("", "", ""),
    ] {
        let pieces = Pieces::of(text);
        assert_eq!((pieces.greeting.as_str(), pieces.closing.as_str()), (greeting, closing), "{text:?}");
        assert!(pieces.paragraphs.is_empty(), "{text:?}");
    }
}

#[test]
fn lines_are_paragraphs_where_nobody_left_a_line_free() {
    let pieces =
        Pieces::of("Hi Anna,\nThe server moves on Friday.\nWe need:\n- the logo\n- a photo\nThe invoice follows.");
    assert_eq!(
        pieces.paragraphs,
        ["The server moves on Friday.", "We need:\n- the logo\n- a photo", "The invoice follows."]
    );
}

#[test]
fn what_was_split_is_joined_again() {
    let whole = Pieces::of(CASES[0].text);
    let (one, two) = (whole.with(&[0]), whole.with(&[1]));
    assert_eq!(one.clone().join(two).text(), CASES[0].text);
    let other = Pieces::of("Hello,\n\nsomething else entirely.\n\nThanks,\nTom");
    let joined = one.join(other).text();
    for words in ["Dzień dobry", "nowy serwer", "Hello,", "something else", "Z poważaniem", "Thanks,\nTom"] {
        assert_eq!(joined.matches(words).count(), 1, "{words}: {joined}");
    }
}

#[test]
fn a_long_draft_about_two_things_is_told_of_and_a_short_one_is_not() {
    let sent = Sent { at: "2026-11-17T10:00".parse().unwrap(), calendar: None };
    let findings = |text: &str| {
        let draft = Draft { text, answering: None, language: Some("en"), sent, context: Context::default() };
        let passage = pass(&draft, &Checks::default(), None).unwrap();
        let found = passage.findings.into_iter().filter(|it| it.rule == "one-topic-per-mail");
        found.map(|it| text[it.span].to_owned()).collect::<Vec<_>>()
    };
    let booking =
        "The booking page has two steps, its calendar loads faster, and guests choose dates, rooms and prices first. "
            .repeat(6);
    let letter = "As for the newsletter, its template wants horizontal pictures without people.";
    let long = format!("Hello,\n\n{booking}\n\n{booking}\n\n{letter}\n\nBest,\nTom");
    assert_eq!(findings(&long), [letter], "the place where the second thing begins");
    assert!(findings(&format!("Hello,\n\n{booking}\n\n{booking}\n\nBest,\nTom")).is_empty(), "long, about one thing");
    assert!(findings(&format!("Hello,\n\nThe booking page is ready.\n\n{letter}\n\nBest,\nTom")).is_empty(), "short");
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    words.sort_unstable();
    words
}

fn line() -> impl Strategy<Value = String> {
    let made = prop::sample::select(vec![
        "",
        "Hi Anna,",
        "Best regards,",
        "Marta",
        "- the logo",
        "1. Hosting: the server moves on Friday",
        "> quoted",
        "Co do faktury, proszę o kwotę.",
        "**Bold** and [link](https://x.example/a)",
        "We need:",
        "--",
        "![plan.png]",
        "Кроме того, счёт за октябрь готов и отправлен бухгалтеру.",
        "Thank you!",
        "  indented",
        "…",
        "🙂",
        "P.S. soon",
        "The newsletter template wants horizontal pictures without people and the layout has changed",
    ]);
    prop_oneof![4 => made.prop_map(str::to_owned), 1 => "\\PC{0,60}"]
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_stands_twice(
        lines in prop::collection::vec(line(), 0..24),
        steps in prop::collection::vec("[a-zł ]{0,20}", 0..4),
        files in prop::collection::vec("[a-z]{1,12}\\.pdf", 0..4),
    ) {
        let text = lines.join("\n");
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let (pieces, parts) = propose(&Whole { text: &text, language: None, steps: &steps, files: &files });
        prop_assert_eq!(words(&pieces.text()), words(&text), "taken to pieces");
        prop_assert!(parts.len() <= MOST_PARTS);
        let mut paragraphs: Vec<usize> = parts.iter().flat_map(|part| part.paragraphs.clone()).collect();
        paragraphs.sort_unstable();
        prop_assert_eq!(paragraphs, (0..pieces.paragraphs.len()).collect::<Vec<_>>());
        prop_assert!(parts.iter().all(|part| !part.paragraphs.is_empty()));
        if !parts.is_empty() {
            let of = |list: fn(&rulebook::language::Proposed) -> &Vec<usize>| {
                let mut all: Vec<usize> = parts.iter().flat_map(|part| list(part).clone()).collect();
                all.sort_unstable();
                all
            };
            prop_assert_eq!(of(|part| &part.steps), (0..steps.len()).collect::<Vec<_>>());
            prop_assert_eq!(of(|part| &part.files), (0..files.len()).collect::<Vec<_>>());
        }
        let joined = parts.iter().map(|part| pieces.with(&part.paragraphs)).reduce(Pieces::join);
        if let Some(joined) = joined {
            prop_assert_eq!(words(&joined.text()), words(&text), "joined again");
        }
    }
}

#[test]
fn a_short_draft_that_asks_about_three_things_is_better_split_and_one_about_two_is_not() {
    let sent = Sent { at: "2026-11-17T10:00".parse().unwrap(), calendar: None };
    let three = "Please approve the layout of the October invoice by Tuesday, with the hours listed under every position.\n\n\
                 For the newsletter, please send three photographs of your new kitchen, horizontal and without people.\n\n\
                 The certificate of your server runs out next week. Please tell your hosting company to renew it.";
    let openings = |text: &str| read_draft(text, None, None, &sent).openings.len();
    assert_eq!(openings(three), 2);
    let two = three.rsplit_once("\n\n").map_or("", |(two, _)| two);
    assert_eq!(openings(two), 0);
    let told =
        three.replace("Please tell your hosting company to renew it.", "Our hosting company renews it by itself.");
    assert_eq!(openings(&told), 0, "the third thing asks for nothing");
}
