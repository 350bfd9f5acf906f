//! Who we are: addresses named at import, with tags, and later on.

use serde_json::json;

use super::desk::{Desk, owed_after, warsaw};
use super::letter::{anna, we};

#[test]
fn a_tagged_address_of_ours_answers_as_well() {
    let asked = anna("2026-11-12T10:00:00+01:00");
    let answer = we("2026-11-12T15:00:00+01:00").from("ola+client@agency.example").answering(&asked);
    assert_eq!(owed_after(&[&asked, &answer]), ["2026-11-13T09:00:00Z kept 2026-11-12T14:00:00Z"]);
}

#[test]
fn an_address_named_later_counts_as_if_it_had_been_named_before() {
    let asked = anna("2026-11-12T10:00:00+01:00");
    let answer = we("2026-11-12T15:00:00+01:00").from("piotr@agency.example").answering(&asked);
    let mut desk = Desk::in_warsaw();
    desk.import(&[&asked, &answer]);
    assert_eq!(desk.owes(), ["2026-11-13T09:00:00Z broken", "2026-11-13T14:00:00Z broken"]);

    let mut settings = warsaw();
    settings["own_addresses"] = json!(["ola@agency.example", "piotr@agency.example"]);
    assert_eq!(desk.apply(&settings).code, 0);
    assert_eq!(desk.owes(), ["2026-11-13T09:00:00Z kept 2026-11-12T14:00:00Z"]);
    let conversations = desk.run(&["conversations", "--format", "json"]).lines();
    assert_eq!(conversations.len(), 1);
    assert_eq!(conversations[0]["messages"][1]["direction"], "out");
    let doctor = desk.run(&["doctor"]);
    assert_eq!(doctor.code, 0, "{}", doctor.out);

    // And taken back, the mail is a stranger's again.
    assert_eq!(desk.apply(&warsaw()).code, 0);
    assert!(desk.owes()[0].ends_with("broken"), "{:?}", desk.owes());
}

#[test]
fn a_conversation_that_we_began_belongs_to_whom_we_wrote() {
    let mut desk = Desk::in_warsaw();
    let offer = we("2026-11-12T10:00:00+01:00").from("piotr@agency.example").saying("Our offer.");
    let asked = anna("2026-11-12T12:00:00+01:00");
    desk.import(&[&offer, &asked]);
    let mut settings = warsaw();
    settings["own_addresses"] = json!(["ola@agency.example", "piotr@agency.example"]);
    assert_eq!(desk.apply(&settings).code, 0);
    let clients: Vec<String> =
        desk.run(&["conversations", "--format", "json"]).lines().iter().map(|it| it["client"].to_string()).collect();
    assert_eq!(clients, ["\"client.example\"", "\"client.example\""]);
}
