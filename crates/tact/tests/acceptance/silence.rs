//! Mail that is owed no answer, and mail that looks so and is owed one.

use rstest::rstest;

use super::desk::owed_after;
use super::letter::{Letter, ME, anna, we};

const WHEN: &str = "2026-11-12T10:00:00+01:00";

#[rstest]
#[case::an_absence_by_the_book(anna(WHEN).header("Auto-Submitted: auto-replied").saying("I am away. Can Bob help?"))]
#[case::an_absence_from_outlook(anna(WHEN).about("Automatic reply: Report").saying("I am out of the office."))]
#[case::an_absence_in_polish(anna(WHEN).about("Odpowiedź automatyczna: Raport").saying("Jestem na urlopie."))]
#[case::an_absence_in_russian(anna(WHEN).about("Автоответ: Отчёт").saying("Я в отпуске."))]
#[case::a_newsletter(anna(WHEN).header("List-Unsubscribe: <https://shop.example/u>\r\nPrecedence: bulk").saying("Any questions? -50%!"))]
#[case::a_list(anna(WHEN).to("dev@lists.example").header("List-Id: <dev.lists.example>\r\nList-Post: <mailto:dev@lists.example>\r\nPrecedence: list"))]
#[case::a_bounce(anna(WHEN).from("MAILER-DAEMON@mx.example").about("Undelivered Mail Returned to Sender").saying("<bob@client.example>: 550 5.1.1 User unknown"))]
#[case::ourselves(anna(WHEN).from(ME))]
#[case::thanks(anna(WHEN).saying("Thanks!"))]
#[case::thanks_in_polish(anna(WHEN).saying("Dziękuję bardzo :)"))]
#[case::thanks_in_russian_with_a_signature(anna(WHEN).saying("Спасибо!\n\n-- \nС уважением,\nАнна Иванова\n+7 495 123-45-67"))]
#[case::thanks_from_a_phone_above_a_quote(anna(WHEN).saying("Dzięki!\n\nWysłane z iPhone'a\n\n> Czy pasuje?"))]
#[case::an_accepted_invitation(anna(WHEN).about("Accepted: Talk").header("Content-Type: text/calendar; method=REPLY; charset=utf-8").saying("BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR"))]
fn nothing_is_owed(#[case] letter: Letter) {
    assert_eq!(owed_after(&[&letter]), Vec::<String>::new());
}

#[rstest]
#[case::thanks_and_a_question(anna(WHEN).saying("Thanks! And when does the invoice come?"))]
#[case::thanks_in_advance(anna(WHEN).saying("Proszę o poprawkę logo. Z góry dziękuję."))]
#[case::thanks_below_a_complaint(anna(WHEN).saying("The site is down.\n\nThanks,\nAnna"))]
#[case::a_complaint(anna(WHEN).saying("Strona nie działa od rana."))]
#[case::an_absence_between_people(anna(WHEN).saying("Jutro jestem na urlopie, więc proszę o raport dziś. Da się?"))]
#[case::no_words_but_a_subject(anna(WHEN).about("Kiedy raport?").saying(""))]
#[case::html_alone(anna(WHEN).header("Content-Type: text/html; charset=utf-8").saying("<p>Kiedy b&#281;dzie raport?</p>"))]
#[case::an_invitation(anna(WHEN).about("Talk").header("Content-Type: multipart/alternative; boundary=b").saying("--b\nContent-Type: text/plain\n\nShall we talk on Friday?\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--"))]
#[case::marked_as_written_by_hand(anna(WHEN).header("Auto-Submitted: no"))]
#[case::a_copy_to_us(anna(WHEN).to("bob@other.example").header("Cc: ola@agency.example"))]
#[case::to_a_tagged_address_of_ours(anna(WHEN).to("ola+client@agency.example"))]
fn an_answer_is_owed(#[case] letter: Letter) {
    assert_eq!(owed_after(&[&letter]), ["2026-11-13T09:00:00Z broken"]);
}

#[test]
fn our_own_absence_notice_is_no_answer_and_neither_is_a_word_among_us() {
    let asked = anna(WHEN);
    let absent = we("2026-11-12T10:01:00+01:00").answering(&asked).header("Auto-Submitted: auto-replied");
    let among_us = we("2026-11-12T10:02:00+01:00").answering(&asked).to(ME).saying("Who takes this?");
    assert_eq!(owed_after(&[&asked, &absent, &among_us]), ["2026-11-13T09:00:00Z broken"]);
}
