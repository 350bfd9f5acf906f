//! How moments, lengths of time, sizes, counts and promises sound in each language.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may panic")]

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rulebook::people::{Party, Side};
use rulebook::promise::{Because, Promise, State, What};
use words::dates::Role;
use words::{Args, Language, Words};

fn warsaw(language: Language) -> Words {
    Words::new(language, TimeZone::get("Europe/Warsaw").unwrap())
}

/// Warsaw wall clock to an instant.
fn at(civil: &str) -> Timestamp {
    format!("{civil}[Europe/Warsaw]").parse::<jiff::Zoned>().unwrap().timestamp()
}

/// The same thing said in every language, a line each.
fn in_all(say: impl Fn(&Words) -> String) -> String {
    Language::ALL.iter().fold(String::new(), |mut lines, &language| {
        writeln!(lines, "{language} {}", say(&warsaw(language)).replace('\u{a0}', "_")).unwrap();
        lines
    })
}

/// A Friday afternoon.
const NOW: &str = "2026-11-20T14:00";

#[test]
fn a_sentence_that_ends_with_a_date_has_one_full_stop() {
    let day = |w: &Words| w.day(jiff::civil::date(2027, 11, 12));
    let told = in_all(|w| w.t1("promise-kept", "on", day(w)));
    assert!(!told.contains("..") && told.contains("2027 г.\n"), "{told}");
}

#[test]
fn what_is_due_is_told_as_people_tell_it() {
    let cases = [
        ("2026-11-20T14:00", Some(0)),
        ("2026-11-20T14:01", Some(1)),
        ("2026-11-20T14:25", Some(25)),
        ("2026-11-20T15:05", Some(65)),
        ("2026-11-20T16:30", Some(150)),
        ("2026-11-20T16:30", None),
        ("2026-11-21T09:30", Some(210)),
        ("2026-11-23T09:30", Some(210)),
        ("2026-11-21T09:00", Some(300)),
        ("2026-11-23T09:00", None),
        ("2026-11-27T09:00", None),
        ("2027-01-04T09:00", None),
        ("2026-11-20T13:58", Some(0)),
        ("2026-11-20T11:30", None),
        ("2026-11-19T20:00", None),
        ("2026-11-18T09:00", None),
        ("2026-11-15T09:00", None),
        ("2026-10-30T09:00", None),
    ];
    let mut said = String::new();
    for (due, left) in cases {
        let each = Language::ALL.map(|language| warsaw(language).due(at(NOW), at(due), left));
        writeln!(said, "{due} {left:?}: {}", each.join(" | ")).unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn every_day_of_the_week_has_its_case() {
    let mut said = String::new();
    for role in [Role::Plain, Role::On, Role::Since, Role::From, Role::By] {
        for day in 14..=27 {
            let moment = at(&format!("2026-11-{day}T16:30"));
            let each = Language::ALL.map(|language| warsaw(language).when(role, at(NOW), moment));
            writeln!(said, "{role:?} {day}: {}", each.join(" | ")).unwrap();
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn the_exact_form_names_weekday_and_month_in_the_right_case() {
    insta::assert_snapshot!(in_all(|words| words.exact(at("2026-11-23T09:00"))), @r"
    en Monday, 23 November 2026, 09:00
    pl poniedziałek, 23 listopada 2026, 09:00
    ru понедельник, 23 ноября 2026 г., 09:00
    ");
    let mut months = String::new();
    for month in 1..=12 {
        let moment = at(&format!("2026-{month:02}-03T10:00"));
        let each = Language::ALL.map(|language| warsaw(language).exact(moment));
        writeln!(months, "{}", each.join(" | ")).unwrap();
    }
    insta::assert_snapshot!(months);
}

#[test]
fn a_moment_is_told_in_the_readers_zone() {
    let moment = at("2026-11-21T00:30");
    let kyiv = Words::new(Language::En, TimeZone::get("Europe/Kyiv").unwrap());
    let new_york = Words::new(Language::En, TimeZone::get("America/New_York").unwrap());
    assert_eq!(kyiv.stamp(at(NOW), moment), "Sat 01:30".replace("Sat", "tomorrow"));
    assert_eq!(new_york.stamp(at(NOW), moment), "18:30");
}

#[test]
fn lists_get_a_short_stamp() {
    let stamps = |words: &Words| {
        ["2026-11-20T09:05", "2026-11-19T09:05", "2026-11-16T09:05", "2026-11-02T09:05", "2025-11-02T09:05"]
            .map(|moment| words.stamp(at(NOW), at(moment)))
            .join(" | ")
    };
    insta::assert_snapshot!(in_all(stamps), @r"
    en 09:05 | yesterday 09:05 | Mon 09:05 | 2 Nov | 2 Nov 2025
    pl 09:05 | wczoraj 09:05 | pon. 09:05 | 2 listopada | 2 listopada 2025
    ru 09:05 | вчера 09:05 | пн 09:05 | 2 ноября | 2 ноября 2025 г.
    ");
}

#[test]
fn counts_follow_the_grammar_of_the_number() {
    let mut said = String::new();
    for count in [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 112, 17_000, 1_234_567] {
        let each = Language::ALL.map(|language| {
            let words = warsaw(language);
            ["duration-minutes", "duration-hours", "duration-days", "because-more-since", "size-bytes"]
                .map(|key| words.t1(key, "count", count))
                .join(", ")
        });
        writeln!(said, "{}", each.join(" | ")).unwrap();
    }
    insta::assert_snapshot!(said.replace('\u{a0}', "_"));
}

#[test]
fn lengths_and_sizes() {
    insta::assert_snapshot!(in_all(|words| [0, 1, 25, 60, 90, 300, 1440, 1500, 7200].map(|minutes| words.duration(minutes)).join(" | ")), @r"
    en 1 minute | 1 minute | 25 minutes | 1 hour | 1 hour 30 minutes | 5 hours | 1 day | 1 day 1 hour | 5 days
    pl 1 minuta | 1 minuta | 25 minut | 1 godzina | 1 godzina 30 minut | 5 godzin | 1 dzień | 1 dzień 1 godzina | 5 dni
    ru 1 минута | 1 минута | 25 минут | 1 час | 1 час 30 минут | 5 часов | 1 день | 1 день 1 час | 5 дней
    ");
    insta::assert_snapshot!(in_all(|words| [0, 1, 340, 999, 1_000, 12_345, 999_499, 999_500, 3_440_000, 25_000_000, 5_100_000_000].map(|bytes| words.size(bytes)).join(" | ")), @r"
    en 0 bytes | 1 byte | 340 bytes | 999 bytes | 1 kB | 12 kB | 999 kB | 1 MB | 3.4 MB | 25 MB | 5.1 GB
    pl 0 bajtów | 1 bajt | 340 bajtów | 999 bajtów | 1 kB | 12 kB | 999 kB | 1 MB | 3,4 MB | 25 MB | 5,1 GB
    ru 0 байт | 1 байт | 340 байт | 999 байт | 1 КБ | 12 КБ | 999 КБ | 1 МБ | 3,4 МБ | 25 МБ | 5,1 ГБ
    ");
}

fn anna() -> Party {
    Party { address: "anna@client.example".to_owned(), name: "Anna".to_owned() }
}

fn promise(because: Vec<Because>, state: State, kept_at: Option<&str>) -> Promise {
    Promise {
        id: "p".to_owned(),
        side: Side::Ours,
        who: Party { address: "desk@agency.example".to_owned(), name: String::new() },
        whom: anna(),
        what: What::Answer,
        rule: "reply-in-a-working-day".to_owned(),
        since: at("2026-11-20T16:30"),
        due: at("2026-11-23T16:30"),
        state,
        kept_at: kept_at.map(at),
        evidence: Vec::new(),
        because,
    }
}

fn a_day(outside_hours: bool) -> Because {
    let counted_from = at(if outside_hours { "2026-11-23T09:00" } else { "2026-11-20T16:30" });
    Because::WorkingDays { days: 1, counted_from, outside_hours }
}

/// The Sunday between.
const SUNDAY: &str = "2026-11-22T12:00";

#[test]
fn a_promise_is_one_sentence_with_its_reason() {
    let open = promise(vec![a_day(false)], State::Open, None);
    insta::assert_snapshot!(in_all(|words| words.promise(at(SUNDAY), &open)), @r"
    en Anna has waited since Friday 16:30; we answer within one working day, so by tomorrow 16:30.
    pl Anna czeka od piątku 16:30; odpowiadamy w ciągu jednego dnia roboczego, czyli do jutra 16:30.
    ru Anna ждёт с пятницы, 16:30; мы отвечаем в течение одного рабочего дня, то есть до завтра, 16:30.
    ");
}

#[test]
fn a_promise_says_how_it_ended() {
    let hours = Because::WorkingHours { minutes: 240, counted_from: at("2026-11-20T16:30"), outside_hours: false };
    let kept_by = Because::KeptBy { message_id: "b@agency.example".to_owned() };
    let kept = promise(vec![hours, kept_by], State::Kept, Some("2026-11-23T10:00"));
    insta::assert_snapshot!(in_all(|words| words.promise(at("2026-11-24T12:00"), &kept)), @r"
    en Anna wrote on Friday at 16:30; we answer within 4 working hours, so by yesterday 16:30. Kept yesterday at 10:00.
    pl Anna – wiadomość przyszła w piątek o 16:30; odpowiadamy w ciągu 4 godzin roboczych, czyli do wczoraj 16:30. Dotrzymana wczoraj o 10:00.
    ru Anna: письмо пришло в пятницу в 16:30; мы отвечаем в течение 4 рабочих часов, то есть до вчерашнего дня, 16:30. Выполнено вчера в 10:00.
    ");
    let waived_by = Because::WaivedBy { member: "ewa@agency.example".to_owned(), reason: "spam".to_owned() };
    let waived = promise(vec![a_day(true), Because::MoreSince { messages: 2 }, waived_by], State::Waived, None);
    insta::assert_snapshot!(in_all(|words| words.promise(at(SUNDAY), &waived)), @r"
    en Anna wrote on Friday at 16:30; we answer within one working day, so by tomorrow 16:30. It came outside working hours, so the time counts from tomorrow 09:00. 2 more messages have come since; the first one counts. Let go by ewa@agency.example: spam
    pl Anna – wiadomość przyszła w piątek o 16:30; odpowiadamy w ciągu jednego dnia roboczego, czyli do jutra 16:30. Wiadomość przyszła poza godzinami pracy, więc czas liczy się od jutra 09:00. Od tego czasu przyszły jeszcze 2 wiadomości; liczy się pierwsza. Odpuszczone (ewa@agency.example): spam
    ru Anna: письмо пришло в пятницу в 16:30; мы отвечаем в течение одного рабочего дня, то есть до завтра, 16:30. Письмо пришло вне рабочего времени, поэтому срок считается с завтрашнего дня, 09:00. С тех пор пришло ещё 2 письма; считается первое. Снято (ewa@agency.example): spam
    ");
}

#[test]
fn a_holding_reply_names_a_day_that_stays_true_when_read_later() {
    insta::assert_snapshot!(in_all(|words| words.holding_reply(at(NOW), at("2026-11-24T16:30"))), @r"
    en Thank you for your message. I am on it, and you will hear from me by Tuesday, 24 November, 16:30.
    pl Dziękuję za wiadomość. Zajmuję się Państwa sprawą i odezwę się do wtorku 24 listopada, do godziny 16:30.
    ru Спасибо за письмо. Я занимаюсь вашим вопросом и напишу вам до вторника, 24 ноября, 16:30.
    ");
    let next_year = warsaw(Language::Ru).holding_reply(at(NOW), at("2027-01-06T16:30"));
    assert!(next_year.ends_with("до среды, 6 января 2027 г., 16:30."), "{next_year}");
}

#[test]
fn a_nameless_person_goes_by_the_address() {
    let words = warsaw(Language::En);
    let nameless = Party { address: "x@client.example".to_owned(), name: "  ".to_owned() };
    assert_eq!(words.name(&nameless), "x@client.example");
    assert_eq!(words.name(&anna()), "Anna");
}

#[test]
fn a_missing_text_is_visible_and_no_failure() {
    assert_eq!(words::say(Language::Pl, "no-such-text", &Args::new()), "⟦no-such-text⟧");
}

#[test]
fn many_values_of_any_shape_fit_into_one_text() {
    let (name, count) = (String::from("Anna"), 3_usize);
    let words = warsaw(Language::En);
    let said = words.tn("promise-ours-waits", &[("name", &name), ("since", &"s"), ("term", &count), ("by", &&&count)]);
    assert_eq!(said, "Anna has waited s; 3, so 3.");
}
