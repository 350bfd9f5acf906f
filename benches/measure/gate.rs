//! What the gate costs: a draft of 2,000 characters read once and twice, and a draft checked from a file.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;

use crate::Outcome;
use crate::figures::{Figure, quantile};
use crate::process;

/// Drafts read one after the other by one process, on the first look and on both.
const FIRST: usize = 2_000;
const BOTH: usize = 100;

/// Drafts checked from a file, a process each.
const FILES: usize = 20;

/// Letters of a draft.
const LENGTH: usize = 2_000;

/// Calm sentences of an ordinary week; none is held.
const SAID: [[&str; 6]; 3] = [
    [
        "Thank you for the photos, they arrived this morning and look good.",
        "I will send the second version of the home page by Friday.",
        "Please tell us by Wednesday which of the two headlines you prefer.",
        "The printer needs two days, so the flyers will be with you next week.",
        "The form on the contact page works again; a setting of the server had changed.",
        "If the date does not suit you, Tuesday morning is fine as well.",
    ],
    [
        "Dziękuję za zdjęcia, dotarły dziś rano i wyglądają bardzo dobrze.",
        "Drugą wersję strony głównej wyślę do piątku.",
        "Proszę o informację do środy, który z dwóch nagłówków Państwo wybierają.",
        "Drukarnia potrzebuje dwóch dni, więc ulotki będą u Państwa w przyszłym tygodniu.",
        "Formularz na stronie kontaktowej znowu działa, zmieniło się ustawienie serwera.",
        "Jeśli ten termin nie pasuje, odpowiada nam też wtorek rano.",
    ],
    [
        "Спасибо за фотографии, они пришли сегодня утром и выглядят хорошо.",
        "Вторую версию главной страницы пришлю до пятницы.",
        "Сообщите, пожалуйста, до среды, какой из двух заголовков вы выбираете.",
        "Типографии нужно два дня, поэтому листовки будут у вас на следующей неделе.",
        "Форма на странице контактов снова работает, изменилась настройка сервера.",
        "Если срок не подходит, можно и во вторник утром.",
    ],
];

/// Measures all of it; the desk is there, and nobody serves it.
pub fn measure(program: &Path, data: &Path, folder: &Path) -> Outcome<()> {
    let nowhere = folder.join("no-encoder");
    let without: [&OsStr; 2] = ["--encoder".as_ref(), nowhere.as_os_str()];
    let first = per_draft(program, data, folder, FIRST, &without)?;
    Figure::new("check_first_look", first, "ms").at_most(5.0).print();
    let both = per_draft(program, data, folder, BOTH, &[])?;
    Figure::new("check_both_looks", both, "ms").at_most(155.0).print();
    let file = folder.join("draft.txt");
    std::fs::write(&file, draft(0))?;
    let mut times = Vec::with_capacity(FILES);
    for _ in 0..FILES {
        let checked = process::run(program, data, &["check".as_ref(), file.as_os_str()])?;
        times.push(checked.wall.as_secs_f64() * 1e3);
    }
    Figure::new("check_a_file_p95", quantile(&mut times, 0.95), "ms").at_most(400.0).print();
    Ok(())
}

/// Milliseconds of CPU for a draft, without what a process costs that reads a single one.
fn per_draft(program: &Path, data: &Path, folder: &Path, count: usize, more: &[&OsStr]) -> Outcome<f64> {
    let cost = |count: usize| -> Outcome<f64> {
        let file = folder.join("drafts.jsonl");
        std::fs::write(&file, lines(count))?;
        let words: [&OsStr; 3] = ["check".as_ref(), "--batch".as_ref(), file.as_os_str()];
        Ok(process::run(program, data, &[&words, more].concat())?.cpu.as_secs_f64() * 1e3)
    };
    Ok((cost(count + 1)? - cost(1)?) / count as f64)
}

fn lines(count: usize) -> String {
    let mut lines = String::new();
    for n in 0..count {
        let _ = writeln!(lines, "{{\"id\":{n},\"text\":\"{}\"}}", draft(n).replace('\n', "\\n"));
    }
    lines
}

/// A draft in one of three languages; no two are the same.
fn draft(n: usize) -> String {
    let said = SAID[n % SAID.len()];
    let mut text = format!("Anna {n},\n\n");
    for sentence in said.iter().cycle().skip(n / SAID.len() % said.len()) {
        if text.chars().count() >= LENGTH {
            break;
        }
        let _ = write!(text, "{sentence} ");
    }
    text.chars().take(LENGTH).collect()
}
