//! Replies as Polish mail programs write them. All people are samples.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use mail::reply::split;
use rstest::rstest;

const TOP: &str = "Dzień dobry,\n\nproszę o zmianę nagłówka na stronie.\n\nPozdrawiam\nAnna";

#[rstest]
#[case::gmail(
    "śr., 5 mar 2025 o 10:11 Jan Kowalski <jan@sample.test> napisał(a):\n\n> Dzień dobry,\n> kiedy możemy zacząć?"
)]
#[case::gmail_wrapped(
    "śr., 5 mar 2025 o 10:11 Jan Kowalski Agencja Przykład <\njan.kowalski@sample.test> napisał(a):\n\n> Dzień dobry,\n> kiedy możemy zacząć?"
)]
#[case::gmail_older(
    "W dniu 5 marca 2015 10:11 użytkownik Jan Kowalski <jan@sample.test>\nnapisał:\n\n> Dzień dobry,\n> kiedy?"
)]
#[case::gmail_unmarked(
    "pon., 10 lut 2025 o 08:02 Jan <jan@sample.test> napisał(a):\n\nDzień dobry,\nkiedy możemy zacząć?"
)]
#[case::thunderbird("W dniu 05.03.2025 o 10:11, Jan Kowalski pisze:\n> Dzień dobry,\n> kiedy możemy zacząć?\n")]
#[case::thunderbird_older("W dniu 2015-03-05 o 10:11, Jan Kowalski pisze:\n> Dzień dobry")]
#[case::thunderbird_dnia("Dnia 05.03.2025 o 10:11, Jan Kowalski pisze:\n> Dzień dobry")]
#[case::roundcube("W dniu 2025-03-05 10:11, Jan Kowalski napisał(a):\n> Dzień dobry,\n> kiedy?")]
#[case::roundcube_dnia("Dnia 2025-03-05 10:11 Jan Kowalski napisał(a):\n> Dzień dobry")]
#[case::iphone(
    "Wiadomość napisana przez Jan Kowalski <jan@sample.test> w dniu 05.03.2025, o godz. 10:11:\n\n> Dzień dobry,\n> kiedy możemy zacząć?"
)]
#[case::iphone_wrapped(
    "Wiadomość napisana przez Jan Kowalski <jan@sample.test> w dniu 5 mar\n2025, o godz. 10:11:\n\n> Dzień dobry"
)]
#[case::iphone_newer(
    "W dniu 5 mar 2025, o godz. 10:11, Jan Kowalski <jan@sample.test> napisał(a):\n\n﻿Dzień dobry,\n\nkiedy możemy zacząć?"
)]
#[case::iphone_marked(
    "> Wiadomość napisana przez Jan Kowalski <jan@sample.test> w dniu 05.03.2025, o godz. 10:11:\n> \n> Dzień dobry"
)]
#[case::wp("Dnia 5 marca 2025 10:11 Jan Kowalski <jan@sample.test> napisał(a):\n\nDzień dobry,\nkiedy możemy zacząć?")]
#[case::o2(
    "Dnia 5 marca 2025 10:11 Jan Kowalski &lt;jan@sample.test&gt; napisał(a):\n\nDzień dobry,\nkiedy możemy zacząć?"
)]
#[case::onet("W dniu 2025-03-05 10:11:12 użytkownik Jan Kowalski <jan@sample.test> napisał:\n> Dzień dobry")]
#[case::interia(
    "Od: \"Jan Kowalski\" <jan@sample.test>\nDo: \"Anna Nowak\" <anna@sample.test>;\nWysłane: 10:11 Środa 2025-03-05\nTemat: Re: Strona\n\nDzień dobry,\nkiedy?"
)]
#[case::outlook(
    "Od: Jan Kowalski <jan@sample.test>\nWysłano: środa, 5 marca 2025 10:11\nDo: Anna Nowak <anna@sample.test>\nTemat: RE: Strona\n\nDzień dobry,\nkiedy?"
)]
#[case::outlook_rule(
    "________________________________\nOd: Jan Kowalski <jan@sample.test>\nWysłane: środa, 5 marca 2025 10:11\nDo: Anna Nowak <anna@sample.test>\nDW: Ewa <ewa@sample.test>\nTemat: RE: Strona\n\nDzień dobry"
)]
#[case::outlook_2010(
    "From: Jan Kowalski [mailto:jan@sample.test] \nSent: Wednesday, March 5, 2025 10:11 AM\nTo: Anna Nowak\nSubject: Strona\n\nDzień dobry"
)]
#[case::outlook_original(
    "-----Oryginalna wiadomość-----\nOd: Jan Kowalski [mailto:jan@sample.test]\nWysłano: 5 marca 2025 10:11\nDo: Anna\nTemat: Strona\n\nDzień dobry"
)]
#[case::outlook_original_english(
    "-----Original Message-----\nFrom: Jan Kowalski\nSent: Wednesday, March 5, 2025\nTo: Anna\nSubject: Strona\n\nDzień dobry"
)]
#[case::outlook_bold(
    "*Od:* Jan Kowalski <jan@sample.test>\n*Wysłano:* środa, 5 marca 2025 10:11\n*Do:* Anna Nowak\n*Temat:* Strona\n\nDzień dobry"
)]
#[case::outlook_spread(
    "Od: Jan Kowalski <jan@sample.test>\n\nWysłano: środa, 5 marca 2025 10:11\n\nDo: Anna Nowak\n\nTemat: Strona\n\nDzień dobry"
)]
#[case::outlook_mac(
    "Dnia 28/10/2025, 12:46 użytkownik „Jan Kowalski” <jan@sample.test> napisał:\n\n    Dzień dobry,\n    kiedy?"
)]
#[case::samsung(
    "-------- Oryginalna wiadomość --------\nOd: Jan Kowalski <jan@sample.test> \nData: 05.03.2025 10:11 (GMT+01:00) \nDo: anna@sample.test \nTemat: Strona \n\nDzień dobry"
)]
#[case::samsung_bare("-------- Oryginalna wiadomość --------\n\nDzień dobry, kiedy możemy zacząć?")]
#[case::yahoo(
    "W dniu środa, 5 marca 2025 10:11:12 CET użytkownik Jan Kowalski <jan@sample.test> napisał:\n\nDzień dobry,\nkiedy?"
)]
#[case::proton("W dniu środa, 5 marca 2025 10:11, Jan Kowalski <jan@sample.test> napisał(a):\n\n> Dzień dobry")]
#[case::name_first("Jan Kowalski <jan@sample.test> napisał dnia 5 marca 2025 o 10:11:\n> Dzień dobry")]
#[case::no_diacritics("W dniu 2025-03-05 10:11, Jan Kowalski napisal(a):\n> Dzien dobry")]
#[case::dashes("--- Wiadomość oryginalna ---\nOd: Jan\nData: 2025-03-05\nDo: Anna\nTemat: Strona\n\nDzień dobry")]
#[case::help_desk("## Prosimy o odpowiedź powyżej tej linii ##\n\nZgłoszenie 12 zostało przyjęte.")]
#[case::gmail_phone("śr., 5 mar 2025, 10:11 użytkownik Jan Kowalski <jan@sample.test> napisał:\n\n> Dzień dobry")]
#[case::gmail_we("We wt., 4 mar 2025 o 10:11 Jan Kowalski <jan@sample.test> napisał(a):\n\n> Dzień dobry")]
#[case::horde("Cytowanie Jan Kowalski <jan@sample.test>:\n\n> Dzień dobry")]
#[case::spark("5 mar 2025 10:11 +0100 Jan Kowalski <jan@sample.test>, napisał:\n> Dzień dobry")]
#[case::xiaomi("Jan Kowalski <jan@sample.test> 5 mar 2025 10:11 napisał(a):\n\nDzień dobry")]
#[case::em_client(
    "------ Wiadomość oryginalna ------\nOd: \"Jan Kowalski\" <jan@sample.test>\nDo: \"Anna\" <anna@sample.test>\nData: 2025-03-05 10:11:12\nTemat: Strona\n\nDzień dobry"
)]
#[case::zimbra(
    "----- Wiadomość oryginalna -----\nOd: \"Jan\" <jan@sample.test>\nDo: \"Anna\" <anna@sample.test>\nWysłane: środa, 5 marca 2025 10:11:12\nTemat: Strona\n\nDzień dobry"
)]
#[case::outlook_express(
    "Użytkownik \"Jan Kowalski\" <jan@sample.test> napisał w wiadomości\nnews:abc123@sample.test...\n> Dzień dobry"
)]
#[case::the_bat("W Twoim liście datowanym 5 marca 2025 (10:11:12) można przeczytać:\n\n> Dzień dobry")]
#[case::outlook_phone(
    "Pobierz aplikację Outlook dla systemu iOS<https://sample.test/o>\n________________________________\nOd: Jan Kowalski <jan@sample.test>\nWysłane: środa, marca 5, 2025 10:11 AM\nDo: Anna <anna@sample.test>\nTemat: Re: Strona\n\nDzień dobry"
)]
#[case::outlook_brackets(
    "Od: Jan Kowalski [jan@sample.test]\nWysłano: 5 marca 2025 10:11\nDo: Anna Nowak; Ewa Nowak;\nEwa Druga\nDW: Biuro\nTemat: ODP: Strona\nWażność: Wysoka\n\nDzień dobry"
)]
#[case::ticket("-- Odpowiedz powyżej tej linii --\n\nZgłoszenie 12")]
#[case::english_gmail("On Wed, Mar 5, 2025 at 10:11 AM Jan Kowalski <jan@sample.test> wrote:\n\n> Dzień dobry")]
fn a_reply_above_the_quote(#[case] quote: &str) {
    let parts = split(&format!("{TOP}\n\n{quote}"), None);
    assert_eq!(parts.new_text(), TOP);
    assert!(!parts.quoted().is_empty());
}

#[rstest]
#[case("-- \nAnna Nowak\nFirma Przykład\ntel. 600 000 000")]
#[case("--\nAnna Nowak")]
#[case("Wysłane z iPhone'a")]
#[case("Wysłane z iPhone")]
#[case("Wysłano z iPhone'a")]
#[case("Wysłane z telefonu Samsung Galaxy")]
#[case("Wysłano z mojego telefonu Huawei")]
#[case("Wysłane z aplikacji mobilnej WP Poczta")]
#[case("Wysłano z aplikacji Poczta dla systemu Windows")]
#[case("Wysłane z programu Poczta systemu Windows 10")]
#[case("Wysłane z programu Outlook dla systemu iOS")]
#[case("Pobierz program Outlook dla systemu iOS<https://sample.test/o>")]
#[case("Uzyskaj aplikację Outlook dla systemu Android")]
#[case("Wysłane z Yahoo Mail na Androidzie")]
#[case("Wysłane z Onet Poczty")]
#[case("Wysłane bezpiecznie za pomocą Proton Mail.")]
fn a_signature_is_no_new_text(#[case] signature: &str) {
    let quote = "W dniu 05.03.2025 o 10:11, Jan pisze:\n> Dzień dobry";
    for text in [format!("{TOP}\n\n{signature}"), format!("{TOP}\n\n{signature}\n\n{quote}")] {
        let parts = split(&text, None);
        assert_eq!(parts.new_text(), TOP, "{text}");
        assert_eq!(parts.signature(), signature.replace("-- \n", "--\n"), "{text}");
    }
}

#[test]
fn a_reply_below_the_quote() {
    let text = "W dniu 05.03.2025 o 10:11, Jan Kowalski pisze:\n> Dzień dobry,\n> kiedy możemy zacząć?\n\nW poniedziałek.\n\n-- \nAnna";
    assert_eq!(split(text, None).new_text(), "W poniedziałek.");
}

#[test]
fn replies_between_the_quotes() {
    let text = "Cześć,\n\nW dniu 05.03.2025 o 10:11, Jan pisze:\n> Kiedy zaczynamy?\n\nW poniedziałek.\n\n> Ile to kosztuje?\n\nTyle co zwykle.\n> Kto przyjedzie?\nJa.\n";
    let parts = split(text, None);
    assert_eq!(parts.new_text(), "Cześć,\nW poniedziałek.\nTyle co zwykle.\nJa.");
    assert!(parts.quoted().contains("> Ile to kosztuje?"));
}

#[rstest]
#[case("W dniu jutrzejszym wyślę umowę, o której Pan pisze:\nproszę ją podpisać.")]
#[case("Od: poniedziałku pracujemy zdalnie.\nDo: piątku proszę o odpowiedź.")]
#[case("Jan napisał:\nże nie przyjdzie, więc co robimy?")]
#[case("Temat: nowa strona\nBudżet: 10 000 zł\nTermin: 12.05.2025\n\nCzy to możliwe?")]
#[case("Wysłane z opóźnieniem faktury nie zostały jeszcze zapłacone, co robimy?")]
#[case("Dnia 5 marca o 10:00 mamy spotkanie.\nProszę potwierdzić.")]
#[case("Ceny:\n----------\nStrona 1000\nSklep 2000")]
#[case("Pozdrawiam\nAnna Nowak\ntel. 600 000 000")]
fn honest_sentences_stay(#[case] text: &str) {
    assert_eq!(split(text, None).new_text(), text);
}

#[test]
fn a_forward_with_a_word_folds_and_a_bare_one_shows() {
    let forward = "---------- Forwarded message ---------\nOd: Jan <jan@sample.test>\nDate: śr., 5 mar 2025 o 09:31\nSubject: Faktura\nTo: <anna@sample.test>\n\n\nW załączeniu faktura.";
    assert_eq!(split(&format!("Proszę o płatność.\n\n{forward}"), None).new_text(), "Proszę o płatność.");
    assert_eq!(split(forward, None).new_text(), "W załączeniu faktura.");
    let apple = "> Początek przekazywanej wiadomości:\n> \n> Od: Jan <jan@sample.test>\n> Temat: Faktura\n> Data: 5 marca 2025\n> Do: anna@sample.test\n> \n> W załączeniu faktura.";
    assert!(split(apple, None).new_text().contains("W załączeniu faktura."));
}

#[test]
fn a_quote_within_the_quote_folds_too() {
    let text = "Zgoda.\n\nOd: Jan <jan@sample.test>\nWysłano: środa, 5 marca 2025 10:11\nDo: Anna\nTemat: Strona\n\nMoże w piątek?\n\nW dniu 04.03.2025 o 10:11, Anna pisze:\n> Kiedy?\n\nOd: Jan\nWysłano: wtorek, 4 marca 2025\nDo: Anna\nTemat: Strona\n\nHej";
    assert_eq!(split(text, None).new_text(), "Zgoda.");
}
