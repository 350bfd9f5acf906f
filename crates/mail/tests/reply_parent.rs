//! What the mail answered tells about a reply: its lines are quotes whatever their marks. All people are samples.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may panic")]

use mail::letter::Nature;
use mail::reply::split;

const PARENT: &str = "Dzień dobry Pani Anno,\n\n\
    przygotowaliśmy dwa projekty strony głównej, proszę wybrać jeden z nich do piątku.\n\
    Czy mamy też przetłumaczyć regulamin sklepu na angielski?\n\n\
    Termin uruchomienia sklepu to 14 kwietnia, o ile dostaniemy zdjęcia produktów.\n\n\
    Pozdrawiam\nJan Kowalski\nAgencja Przykład\n";

#[test]
fn lines_of_the_parent_fold_without_any_mark() {
    let reply = format!("Wybieramy drugi.\n\nPozdrawiam\nAnna\n\n{PARENT}");
    assert_eq!(split(&reply, Some(PARENT)).new_text(), "Wybieramy drugi.\n\nPozdrawiam\nAnna");
    // Without the parent nobody could know.
    assert!(split(&reply, None).new_text().contains("przetłumaczyć"));
}

#[test]
fn wrapping_and_marks_of_any_kind_do_not_matter() {
    let wrapped = PARENT.replace(", proszę", ",\nproszę").replace("Termin uruchomienia ", "Termin uruchomienia\n");
    for mark in ["", "> ", "| ", "    ", ": ", "» "] {
        let quote: String = wrapped.lines().map(|line| format!("{mark}{line}\n")).collect();
        let reply = format!("Wybieramy drugi.\n\n{quote}");
        assert_eq!(split(&reply, Some(PARENT)).new_text(), "Wybieramy drugi.", "{mark:?}");
    }
}

#[test]
fn answers_written_into_an_unmarked_quote_stay() {
    let reply = "Odpowiedzi poniżej.\n\n\
        Od: Jan Kowalski <jan@sample.test>\nWysłano: środa, 5 marca 2025 10:11\nDo: Anna\nTemat: Sklep\n\n\
        Dzień dobry Pani Anno,\n\n\
        przygotowaliśmy dwa projekty strony głównej, proszę wybrać jeden z nich do piątku.\n\
        Drugi, ale z niebieskim przyciskiem.\n\
        Czy mamy też przetłumaczyć regulamin sklepu na angielski?\n\
        Tak, poproszę o wycenę.\n\n\
        Termin uruchomienia sklepu to 14 kwietnia, o ile dostaniemy zdjęcia produktów.\n\n\
        Pozdrawiam\nJan Kowalski\nAgencja Przykład";
    let parts = split(reply, Some(PARENT));
    assert_eq!(parts.new_text(), "Odpowiedzi poniżej.\nDrugi, ale z niebieskim przyciskiem.\nTak, poproszę o wycenę.");
    assert_eq!(split(reply, None).new_text(), "Odpowiedzi poniżej.");
}

#[test]
fn answers_written_between_copied_lines_stay() {
    let reply = "przygotowaliśmy dwa projekty strony głównej, proszę wybrać jeden z nich do piątku.\n\
        Drugi.\n\n\
        Czy mamy też przetłumaczyć regulamin sklepu na angielski?\n\
        Nie trzeba.\n";
    assert_eq!(split(reply, Some(PARENT)).new_text(), "Drugi.\nNie trzeba.");
}

#[test]
fn a_greeting_that_stands_in_both_is_no_quote() {
    let reply = "Dzień dobry,\n\ndziękuję, wybieramy drugi projekt.\n\nPozdrawiam\nAnna Nowak";
    assert_eq!(split(reply, Some(&format!("Dzień dobry,\n\n{PARENT}"))).new_text(), reply);
}

#[test]
fn a_question_asked_again_is_asked() {
    let parent = "W odpowiedzi na Pani wiadomość wracamy jutro.\n\n> Kiedy sklep będzie gotowy?\n";
    let reply = "Ponawiam pytanie:\n\nKiedy sklep będzie gotowy?\n\nAnna";
    assert_eq!(split(reply, Some(parent)).new_text(), reply);
}

#[test]
fn a_foreign_or_empty_parent_changes_nothing() {
    let reply = "Zgoda.\n\nW dniu 05.03.2025 o 10:11, Jan pisze:\n> Dzień dobry";
    for parent in ["", "\n\n", "Zupełnie inna wiadomość o czymś całkiem innym niż ta tutaj."] {
        assert_eq!(split(reply, Some(parent)), split(reply, None));
    }
}

#[test]
fn nothing_but_the_parent_is_shown_whole() {
    let parts = split(PARENT, Some(PARENT));
    assert!(parts.pieces.iter().all(|piece| piece.nature == Nature::New));
}
