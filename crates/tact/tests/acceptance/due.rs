//! When an answer is due, worked out by hand. Warsaw is at +01:00 in winter and +02:00 in summer.

use rstest::rstest;
use serde_json::json;

use super::desk::{Desk, owed_after, warsaw};
use super::letter::{anna, we};

#[rstest]
#[case::thursday_morning("2026-11-12T10:00:00+01:00", "2026-11-13T09:00:00Z")]
#[case::friday_afternoon("2026-11-13T16:30:00+01:00", "2026-11-16T15:30:00Z")]
#[case::saturday_noon("2026-11-14T12:00:00+01:00", "2026-11-17T08:00:00Z")]
#[case::the_moment_of_closing("2026-11-13T17:00:00+01:00", "2026-11-17T08:00:00Z")]
#[case::a_second_before_closing("2026-11-13T16:59:59+01:00", "2026-11-16T15:59:59Z")]
#[case::the_moment_of_opening("2026-11-13T09:00:00+01:00", "2026-11-16T08:00:00Z")]
#[case::the_eve_of_independence_day("2026-11-10T15:00:00+01:00", "2026-11-12T14:00:00Z")]
#[case::on_independence_day("2026-11-11T12:00:00+01:00", "2026-11-13T08:00:00Z")]
#[case::before_easter_monday("2026-04-03T12:00:00+02:00", "2026-04-07T10:00:00Z")]
#[case::over_the_change_to_summer_time("2026-03-27T12:00:00+01:00", "2026-03-30T10:00:00Z")]
#[case::over_the_change_to_winter_time("2026-10-23T12:00:00+02:00", "2026-10-26T11:00:00Z")]
fn the_same_time_next_working_day(#[case] written: &str, #[case] due: &str) {
    assert_eq!(owed_after(&[&anna(written)]), [format!("{due} broken")]);
}

#[rstest]
#[case::the_day_off_moved_from_womens_day("RU", "Europe/Moscow", "2026-03-06T12:00:00+03:00", "2026-03-10T09:00:00Z")]
#[case::the_new_year_holidays("RU", "Europe/Moscow", "2025-12-30T12:00:00+03:00", "2026-01-12T09:00:00Z")]
#[case::the_summer_bank_holiday("GB", "Europe/London", "2026-08-28T12:00:00+01:00", "2026-09-01T11:00:00Z")]
#[case::the_velvet_revolution("CZ", "Europe/Prague", "2026-11-16T12:00:00+01:00", "2026-11-18T11:00:00Z")]
#[case::the_restoration_of_lithuania("LT", "Europe/Vilnius", "2026-03-10T12:00:00+02:00", "2026-03-12T10:00:00Z")]
fn holidays_of_other_countries(#[case] country: &str, #[case] zone: &str, #[case] written: &str, #[case] due: &str) {
    let mut settings = warsaw();
    settings["country"] = json!(country);
    settings["time_zone"] = json!(zone);
    let mut desk = Desk::with(&settings);
    desk.import(&[&anna(written)]);
    assert_eq!(desk.owes(), [format!("{due} broken")]);
}

#[test]
fn until_it_is_due_it_is_open_and_before_it_was_written_it_is_not_there() {
    let mut desk = Desk::in_warsaw();
    desk.import(&[&anna("2026-11-12T10:00:00+01:00")]);
    let state_at = |at: &str| desk.ledger_at(at).first().map(|it| it["state"].as_str().unwrap().to_owned());
    assert_eq!(state_at("2026-11-12T08:59:59Z"), None);
    assert_eq!(state_at("2026-11-13T09:00:00Z").as_deref(), Some("open"));
    assert_eq!(state_at("2026-11-13T09:00:01Z").as_deref(), Some("broken"));
}

#[test]
fn the_servers_clock_counts_not_the_senders_nor_a_broken_one() {
    let asked = anna("2026-11-12T10:00:00+01:00");
    let stored = |top: &str| {
        let mut mail = format!("Received: from mx by store.agency.example; {top}\r\n").into_bytes();
        mail.extend(asked.bytes());
        let desk = Desk::in_warsaw();
        let file = desk.path("one.eml");
        std::fs::write(&file, mail).unwrap();
        assert_eq!(desk.run(&["import", file.to_str().unwrap()]).code, 0);
        desk.owes()
    };
    assert_eq!(stored("Thu, 12 Nov 2026 14:00:00 +0100"), ["2026-11-13T13:00:00Z broken"]);
    for broken in ["Thu, 12 Nov 2099 14:00:00 +0100", "Thu, 01 Jan 1970 00:00:00 +0000", "soon"] {
        assert_eq!(stored(broken), ["2026-11-13T09:00:00Z broken"], "{broken}");
    }
}

#[test]
fn a_mail_from_the_future_is_owed_an_answer_today() {
    let mut desk = Desk::in_warsaw();
    let summary = desk.import(&[&anna("2099-01-01T10:00:00Z").unstamped()]);
    assert_eq!(summary["promises_open"], 1);
    assert_eq!(desk.run(&["promises", "--format", "json"]).lines().len(), 1);
}

#[test]
fn several_mails_in_a_row_are_one_promise() {
    let first = anna("2026-11-12T10:00:00+01:00");
    let second = anna("2026-11-12T15:00:00+01:00").answering(&first).saying("And how much is it?");
    let mut desk = Desk::in_warsaw();
    desk.import(&[&second, &first]);
    assert_eq!(desk.owes(), ["2026-11-13T09:00:00Z broken"]);
    let promise = &desk.ledger_at("2026-11-20T12:00:00Z")[0];
    assert_eq!(promise["evidence"], json!([first.id, second.id]));
}

#[test]
fn an_answer_keeps_it_and_a_late_one_is_shown_as_late() {
    let asked = anna("2026-11-12T10:00:00+01:00");
    let in_time = we("2026-11-13T10:00:00+01:00").answering(&asked);
    let late = we("2026-11-13T10:00:01+01:00").answering(&asked);
    assert_eq!(owed_after(&[&asked, &in_time]), ["2026-11-13T09:00:00Z kept 2026-11-13T09:00:00Z"]);
    assert_eq!(owed_after(&[&late, &asked]), ["2026-11-13T09:00:00Z broken 2026-11-13T09:00:01Z"]);
}

#[test]
fn the_agency_may_want_to_answer_within_four_working_hours() {
    let mut settings = warsaw();
    settings["rules"] = json!({"reply-in-a-working-day": {"working_hours": 4}});
    let mut desk = Desk::with(&settings);
    desk.import(&[&anna("2026-11-12T15:00:00+01:00")]);
    assert_eq!(desk.owes(), ["2026-11-13T10:00:00Z broken"]);
}
