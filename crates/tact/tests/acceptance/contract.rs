//! What scripts rely on: keys, exit codes, and which stream says what.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::desk::{Desk, tact, warsaw};
use super::letter::{Letter, anna, we};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has(value: &Value, expected: &[&str]) {
    let missing: Vec<_> = expected.iter().filter(|key| !keys(value).contains(key)).collect();
    assert!(missing.is_empty(), "{missing:?} missing in {value}");
}

#[test]
fn every_answer_has_its_keys() {
    let mut desk = Desk::in_warsaw();
    let asked = anna("2026-11-12T10:00:00+01:00");
    let summary = desk.import(&[&asked, &we("2026-11-12T15:00:00+01:00").answering(&asked)]);
    has(&summary, &["read", "stored", "duplicates", "held", "conversations", "contacts", "promises_open", "seconds"]);
    assert_eq!((&summary["read"], &summary["stored"], &summary["held"]), (&json!(2), &json!(2), &json!([])));

    let promise = desk.ledger_at("2026-11-20T12:00:00Z").remove(0);
    let expected = ["id", "side", "who", "whom", "what", "rule", "since", "due", "state", "kept_at", "conversation"];
    has(&promise, &expected);
    has(&promise, &["evidence", "because"]);
    assert_eq!(promise["side"], "ours");
    assert_eq!(promise["rule"], "reply-in-a-working-day");
    assert_eq!(promise["evidence"][0], asked.id);

    let conversation = desk.run(&["conversations", "--format", "json"]).lines().remove(0);
    has(&conversation, &["id", "client", "subject", "state", "messages"]);
    has(&conversation["messages"][0], &["message_id", "from", "date", "direction", "kind"]);
    assert_eq!(conversation["id"], promise["conversation"]);
    assert_eq!(desk.run(&["conversations", "--client", "client.example", "--format", "json"]).lines().len(), 1);
    assert_eq!(desk.run(&["conversations", "--client", "other.example", "--format", "json"]).lines().len(), 0);
}

#[test]
fn several_inspected_mails_are_json_lines() {
    let desk = Desk::nowhere();
    let (one, two) = (desk.path("1.eml"), desk.path("2.eml"));
    std::fs::write(&one, anna("2026-11-12T10:00:00+01:00").bytes()).unwrap();
    std::fs::write(&two, b"").unwrap();
    let said = tact(&["inspect", one.to_str().unwrap(), two.to_str().unwrap(), "--format", "json"]);
    assert_eq!((said.code, said.lines().len()), (0, 2));
    let mail = &said.lines()[0];
    has(mail, &["message_id", "from", "subject", "date", "language", "kind", "bounce", "text", "reply", "quoted"]);
    has(mail, &["signature", "questions", "attachments", "held"]);
    assert_eq!((&mail["kind"], &mail["held"]), (&json!("person"), &Value::Null));
    assert_eq!(mail["questions"], json!(["When is the report ready?"]));
    assert_eq!(said.lines()[1]["held"], "empty");
}

#[test]
fn settings_come_back_as_they_went_and_a_bad_document_changes_nothing() {
    let desk = Desk::in_warsaw();
    assert_eq!(desk.run(&["settings", "export"]).json(), warsaw());
    let mut bad = warsaw();
    bad["colour"] = json!("red");
    bad["name"] = json!(5);
    bad["time_zone"] = json!("Europe/Warschau");
    bad["rules"] = json!({"reply-in-a-working-day": {"zork": 1}, "no-such-rule": {}});
    let said = desk.apply(&bad);
    assert_eq!(said.code, 1);
    let mut told: Vec<String> =
        said.json()["problems"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap().to_owned()).collect();
    told.sort();
    assert_eq!(told, ["colour", "name", "rules.no-such-rule", "rules.reply-in-a-working-day.zork", "time_zone"]);
    assert_eq!(desk.run(&["settings", "export"]).json(), warsaw());
}

#[test]
fn exit_codes_tell_refusals_from_mistakes_from_faults() {
    let desk = Desk::nowhere();
    let cases: [(&[&str], i32); 9] = [
        (&["promises"], 1),
        (&["rules"], 0),
        (&["rules", "no-such-rule"], 1),
        (&["promises", "--at", "yesterday"], 2),
        (&["nonsense"], 2),
        (&["import", "/no/such/place"], 2),
        (&["inspect", "/no/such/file.eml"], 2),
        (&["settings", "apply", "/no/such/file.json"], 2),
        (&["import", ".", "--me", "nobody"], 2),
    ];
    for (args, code) in cases {
        let said = desk.run(args);
        assert_eq!(said.code, code, "{args:?} {}", said.err);
        assert!(code == 0 || (said.out.is_empty() && !said.err.is_empty()), "{args:?}");
    }
    assert!(!desk.path("data").exists(), "asking makes no desk");
    let fault = tact(&["--data", "/dev/null/desk", "import", "."]);
    assert_eq!(fault.code, 3, "{}", fault.err);
}

#[test]
fn a_desk_that_is_served_refuses_a_second_writer_and_lets_readers_in() {
    let desk = Desk::in_warsaw();
    let data = desk.path("data");
    let mut serving = Command::new(env!("CARGO_BIN_EXE_tact"))
        .args(["--data", data.to_str().unwrap(), "serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = String::new();
    BufReader::new(serving.stderr.take().unwrap()).read_line(&mut told).unwrap();
    assert!(told.contains("http://127.0.0.1:"), "{told}");
    let refused = desk.run(&["import", desk.folder.path().to_str().unwrap()]);
    let read = desk.run(&["promises"]);
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("in use") || refused.err.contains("another"), "{}", refused.err);
    assert_eq!(read.code, 0, "{}", read.err);
    assert_eq!(desk.run(&["import", desk.folder.path().to_str().unwrap()]).code, 0, "free again");
}

#[test]
fn hostile_names_stay_text() {
    let hostile = |letter: Letter| letter.from("\"a\\\" <x@y.example>, {\\\"z\\\":1}\" <anna@client.example>");
    let mut desk = Desk::in_warsaw();
    let letter =
        hostile(anna("2026-11-12T10:00:00+01:00")).about("=?utf-8?q?Hi=0D=0ABcc:_evil@evil.example=1B[2J=E2=80=AE?=");
    desk.import(&[&letter]);
    let conversation = desk.run(&["conversations", "--format", "json"]).lines().remove(0);
    assert_eq!(conversation["messages"][0]["from"], "anna@client.example");
    assert!(!conversation["subject"].as_str().unwrap().contains(['\r', '\n']));
    for said in [desk.run(&["conversations"]), desk.run(&["promises"])] {
        assert!(!said.out.contains(['\u{1b}', '\u{202e}', '\r']), "{:?}", said.out);
    }
}
