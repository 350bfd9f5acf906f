//! Replies in English, German, French and other languages, and what must never be folded. All people are samples.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use mail::letter::{Nature, Parts, Piece};
use mail::reply::split;
use proptest::prelude::*;
use rstest::rstest;

#[rstest]
#[case("On Wed, Mar 5, 2025 at 10:11 AM Jan <jan@sample.test> wrote:\n\n> Hello")]
#[case("On Wed, Mar 5, 2025 at 10:11 AM Jan Kowalski of the Sample Agency\n<jan@sample.test> wrote:\n\n> Hello")]
#[case("On 05/03/2025 10:11, Jan Kowalski wrote:\n> Hello")]
#[case("On Mar 5, 2025, at 10:11, Jan <jan@sample.test> wrote:\n\n﻿Hello")]
#[case("> On Mar 5, 2025, at 10:11, Jan <jan@sample.test> wrote:\n> \n> Hello")]
#[case("Jan Kowalski <jan@sample.test> wrote on 5 March 2025 at 10:11:\n> Hello")]
#[case(
    "------- Original Message -------\nOn Wednesday, March 5th, 2025 at 10:11, Jan <jan@sample.test> wrote:\n\n> Hello"
)]
#[case("---- On Wed, 05 Mar 2025 10:11:36 +0530 Jan <jan@sample.test> wrote ----\n\nHello")]
#[case(
    "From: Jan <jan@sample.test>\nSent: Wednesday, March 5, 2025 10:11 AM\nTo: Anna\nCc: Eva\nSubject: RE: Site\n\nHello"
)]
#[case(
    "________________________________________\nFrom: Jan [jan@sample.test]\nSent: 05 March 2025 10:11\nTo: Anna\nSubject: Site\n\nHello"
)]
#[case(
    "-------- Original message --------\nFrom: Jan <jan@sample.test>\nDate: 05/03/2025 10:11 (GMT+00:00)\nTo: anna@sample.test\nSubject: Site\n\nHello"
)]
#[case("##- Please type your reply above this line -##\n\nYour request has been received.")]
#[case("Am 05.03.2025 um 10:11 schrieb Jan Kowalski:\n> Hallo")]
#[case("Am Mi., 5. März 2025 um 10:11 Uhr schrieb Jan <jan@sample.test>:\n\n> Hallo")]
#[case("Jan Kowalski <jan@sample.test> schrieb am Mi., 5. März 2025, 10:11:\n\n> Hallo")]
#[case("Von: Jan <jan@sample.test>\nGesendet: Mittwoch, 5. März 2025 10:11\nAn: Anna\nBetreff: AW: Seite\n\nHallo")]
#[case("-----Ursprüngliche Nachricht-----\nVon: Jan\nGesendet: Mittwoch\nAn: Anna\nBetreff: Seite\n\nHallo")]
#[case(
    "Gesendet: Mittwoch, 05. März 2025 um 10:11 Uhr\nVon: \"Jan\" <jan@sample.test>\nAn: \"Anna\" <anna@sample.test>\nBetreff: Re: Seite\n\nHallo"
)]
#[case("Le mer. 5 mars 2025 à 10:11, Jan <jan@sample.test> a écrit :\n\n> Bonjour")]
#[case("Le 05/03/2025 à 10:11, Jan Kowalski a écrit :\n> Bonjour")]
#[case("De : Jan <jan@sample.test>\nEnvoyé : mercredi 5 mars 2025 10:11\nÀ : Anna\nObjet : RE: Site\n\nBonjour")]
#[case("El mié, 5 mar 2025 a las 10:11, Jan (<jan@sample.test>) escribió:\n\n> Hola")]
#[case("Il giorno mer 5 mar 2025 alle ore 10:11 Jan <jan@sample.test> ha\nscritto:\n\n> Ciao")]
#[case("Op wo 5 mrt 2025 om 10:11 schreef Jan <jan@sample.test>:\n\n> Hallo")]
#[case("Dne st 5. 3. 2025 10:11 uživatel Jan <jan@sample.test>\nnapsal:\n\n> Dobrý den")]
#[case("Den ons. 5. mar. 2025 kl. 10.11 skrev Jan <jan@sample.test>:\n\n> Hej")]
#[case("Em qua., 5 de mar. de 2025 às 10:11, Jan <jan@sample.test> escreveu:\n\n> Olá")]
#[case("Jan <jan@sample.test>, 5 Mar 2025 Çar, 10:11 tarihinde şunu yazdı:\n\n> Merhaba")]
#[case("Jan <jan@sample.test> 于2025年3月5日周三 10:11写道：\n\n> 你好")]
#[case("2025-03-05 10:11 GMT+01:00 Jan <jan@sample.test>:\n\n> Hello")]
#[case("2010/10/7 <jan@sample.test>\n\n> Hello")]
#[case("&gt; Hello\n&gt; how are you?")]
fn a_reply_above_the_quote(#[case] quote: &str) {
    let top = "Yes, please.\n\nBest\nAnna";
    for text in [format!("{top}\n\n{quote}"), format!("{top}\n\n{quote}\n").replace('\n', "\r\n")] {
        let parts = split(&text, None);
        assert_eq!(parts.new_text(), top, "{text}");
        assert!(!parts.quoted().is_empty());
    }
}

#[rstest]
#[case("One thing: on Monday we are closed.")]
#[case("On the whole I agree.\nFrom my side it can go live on 5 May at 10:00.")]
#[case("From: Warsaw\nWe leave at 10:00.")]
#[case("To: do list\nSubject: none")]
#[case("He wrote:\nnothing at all, and that is the problem.")]
#[case("Sent from my desk this morning the parcel should be with you on Friday, can you confirm?")]
#[case(">From here it is an hour to the office.")]
#[case("Options:\n--------\nA\n--------\nB")]
#[case("Prices\n| Site | 1000 |\n| Shop | 2000 |")]
#[case("I > you")]
#[case("Use this:\n\n```\n> quoted in code\n--\nOn Mon, 5 May 2025, X wrote:\n```\n\nthen tell me.")]
#[case("Fixed:\n- one\n- two\n-three\nand four")]
#[case("Thank you.\n\n-Anna Nowak")]
#[case("Write it as\n&gt; and not otherwise.")]
#[case("See https://sample.test/on/5/may/2025/wrote: and tell me.")]
#[case("Name: Anna\nEmail: anna@sample.test\nMessage: please call me on 12.05.2025 at 10:00")]
fn honest_sentences_stay(#[case] text: &str) {
    assert_eq!(split(text, None).new_text(), text);
}

#[rstest]
#[case("Sent from my iPhone")]
#[case("Sent from my Galaxy")]
#[case("Get Outlook for iOS<https://sample.test>")]
#[case("Sent from Mail for Windows")]
#[case("Von meinem iPhone gesendet")]
#[case("Envoyé de mon iPhone")]
#[case("Надіслано з iPhone")]
#[case("Inviato da iPhone")]
#[case("Verstuurd vanaf mijn iPhone")]
#[case("--\nAnna\nSample Ltd")]
#[case("__\nAnna")]
#[case("Sent from a slow train")]
#[case("---\nSent from SampleMail")]
fn a_signature_is_no_new_text(#[case] signature: &str) {
    let parts = split(&format!("Fine.\n\n{signature}\n"), None);
    assert_eq!((parts.new_text().as_str(), parts.signature().as_str()), ("Fine.", signature));
}

#[test]
fn a_mail_of_only_a_signature_line_has_nothing_new() {
    assert_eq!(split("Sent from my iPhone\n", None).new_text(), "");
    assert_eq!(split("--\nThe whole letter stands here.", None).new_text(), "--\nThe whole letter stands here.");
}

#[test]
fn a_list_footer_is_no_new_text() {
    let text = "Fine.\n\n_______________________________________________\nusers mailing list\nusers@sample.test\nhttps://sample.test/listinfo/users";
    assert_eq!(split(text, None).new_text(), "Fine.");
}

#[test]
fn a_mail_that_is_only_a_quote_stays_folded_and_one_without_marks_shows() {
    assert_eq!(split("> a\n>> b\n", None).new_text(), "");
    assert_eq!(
        split("From: Jan <jan@sample.test>\nSent: Monday\nTo: Anna\nSubject: x\n\nHello", None).new_text(),
        "Hello"
    );
}

#[test]
fn empty_texts_are_fine() {
    for text in ["", "\n", "\r\n\r\n", " ", ">", "--", "On", "\u{feff}"] {
        let _ = split(text, Some(text));
    }
    assert_eq!(split("", None).new_text(), "");
}

/// Five megabytes of marks and a hundred thousand dividers: the texts that hang parsers with backtracking.
#[test]
fn hostile_texts_come_back() {
    let marks = "> ".repeat(100_000);
    assert_eq!(split(&marks, None).pieces.len(), 1);
    let dividers = format!("New.\n{}", "-----Original Message-----\n".repeat(20_000));
    assert_eq!(split(&dividers, None).new_text(), "New.");
    let delimiters = format!("New.\n{}", "--\n".repeat(20_000));
    assert!(split(&delimiters, None).new_text().starts_with("New."));
    let open = "On Mon, 5 May 2025 at 10:00 X\n".repeat(5_000);
    assert_eq!(split(&open, None).new_text().lines().count(), 5_000);
    let dump = "a: 1\n".repeat(100_000);
    assert_eq!(split(&dump, Some(&dump)).pieces.len(), 1);
}

fn rows(parts: &Parts) -> Vec<String> {
    parts.pieces.iter().flat_map(|piece: &Piece| piece.text.split('\n').map(ToOwned::to_owned)).collect()
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("> quoted".to_owned()),
        Just(">> deeper".to_owned()),
        Just("W dniu 05.03.2025 o 10:11, Jan pisze:".to_owned()),
        Just("05.03.2025 10:11, Иван пишет:".to_owned()),
        Just("From: Jan".to_owned()),
        Just("Sent: Monday".to_owned()),
        Just("To: Anna".to_owned()),
        Just("Subject: x".to_owned()),
        Just("-- ".to_owned()),
        Just("Sent from my iPhone".to_owned()),
        Just("-----Original Message-----".to_owned()),
        Just("________________".to_owned()),
        "[a-zA-Zżółłż .,:<>@0-9-]{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_ever_lost_or_moved(lines in prop::collection::vec(line(), 0..30), parent in prop::collection::vec(line(), 0..10)) {
        let text = lines.join("\n");
        for parent in [None, Some(parent.join("\n"))] {
            let parts = split(&text, parent.as_deref());
            let mut wanted: Vec<String> = text.split('\n').map(ToOwned::to_owned).collect();
            if text.ends_with('\n') {
                wanted.pop();
            }
            prop_assert_eq!(rows(&parts), wanted);
            prop_assert!(parts.pieces.windows(2).all(|pair| matches!(pair, [a, b] if a.nature != b.nature)));
        }
    }

    #[test]
    fn text_without_any_sign_of_a_quote_is_all_new(words in prop::collection::vec("[a-ząćęłńóśźż]{1,12}", 1..60)) {
        let text = words.chunks(7).map(|chunk| chunk.join(" ")).collect::<Vec<_>>().join("\n");
        let parts = split(&text, None);
        prop_assert!(parts.pieces.iter().all(|piece| piece.nature == Nature::New));
    }
}
