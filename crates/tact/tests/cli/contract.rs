//! Stable keys, exit codes, and what stands on which stream.

use serde_json::{Value, json};

use crate::desk::{ANNA, DESK, Mail, TestDesk, lines};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has_keys(value: &Value, wanted: &[&str]) {
    let found = keys(value);
    let missing: Vec<_> = wanted.iter().filter(|key| !found.contains(key)).collect();
    assert!(missing.is_empty(), "{missing:?} missing in {value}");
}

fn asked() -> TestDesk {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    desk.import(DESK);
    desk
}

#[test]
fn an_import_tells_what_it_did() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    desk.put("empty.eml", "");
    let told = desk.import(DESK);
    has_keys(&told, &["read", "stored", "duplicates", "held", "conversations", "contacts", "promises_open", "seconds"]);
    assert_eq!((&told["read"], &told["stored"], &told["contacts"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(told["held"][0]["cause"], "empty");
    assert!(told["held"][0]["path"].as_str().unwrap().ends_with("empty.eml"));
}

#[test]
fn friday_half_past_four_is_due_monday_half_past_four() {
    let desk = asked();
    let promises = desk.json(&["promises", "--at", "2026-11-21T12:00:00Z"]);
    assert_eq!(promises.len(), 1);
    let promise = &promises[0];
    has_keys(promise, &["id", "conversation", "because"]);
    assert_eq!(promise["side"], "ours");
    assert_eq!(promise["who"], DESK);
    assert_eq!(promise["whom"], "anna@client.example");
    assert_eq!(promise["what"], "answer");
    assert_eq!(promise["rule"], "reply-in-a-working-day");
    assert_eq!(promise["since"], "2026-11-20T15:30:00Z");
    assert_eq!(promise["due"], "2026-11-23T15:30:00Z");
    assert_eq!((&promise["state"], &promise["kept_at"]), (&json!("open"), &Value::Null));
    assert_eq!(promise["evidence"], json!(["a@client.example"]));
    assert_eq!(promise["because"][0]["because"], "working_days");
}

#[test]
fn the_ledger_can_be_read_as_it_stood_at_any_moment() {
    let desk = asked();
    let answer = Mail {
        id: "r@agency.example",
        from: DESK,
        to: ANNA,
        date: "Tue, 24 Nov 2026 10:00:00 +0100",
        references: &["a@client.example"],
        text: "Here it is.\n",
        ..Mail::default()
    };
    desk.put("2.eml", answer.text());
    desk.import(DESK);
    let at = |moment: &str, all: &[&str]| {
        let promises = desk.json(&[&["promises", "--at", moment], all].concat());
        promises.iter().map(|it| format!("{} {}", it["state"], it["kept_at"])).collect::<Vec<_>>()
    };
    assert_eq!(at("2026-11-20T12:00:00Z", &["--all"]), Vec::<String>::new());
    assert_eq!(at("2026-11-23T15:30:00Z", &[]), ["\"open\" null"]);
    assert_eq!(at("2026-11-23T16:00:00Z", &[]), ["\"broken\" null"]);
    assert_eq!(at("2026-11-25T00:00:00Z", &[]), Vec::<String>::new());
    assert_eq!(at("2026-11-25T00:00:00Z", &["--all"]), ["\"broken\" \"2026-11-24T09:00:00Z\""]);
    assert_eq!(at("2026-11-23T12:00:00Z", &["--side", "theirs"]), Vec::<String>::new());
}

#[test]
fn conversations_come_with_their_messages() {
    let desk = asked();
    let told = desk.json(&["conversations"]);
    has_keys(&told[0], &["id", "client", "subject", "state", "messages"]);
    assert_eq!((&told[0]["client"], &told[0]["subject"]), (&json!("client.example"), &json!("Report")));
    let message = json!({ "message_id": "a@client.example", "from": "anna@client.example",
        "date": "2026-11-20T15:30:00Z", "direction": "in", "kind": "person" });
    assert_eq!(told[0]["messages"], json!([message]));
    for client in ["client.example", "anna@client.example", told[0]["client_id"].as_str().unwrap()] {
        assert_eq!(desk.json(&["conversations", "--client", client]).len(), 1, "{client}");
    }
    assert_eq!(desk.json(&["conversations", "--client", "other.example"]).len(), 0);
}

#[test]
fn a_mail_can_be_looked_at_without_a_desk() {
    let desk = TestDesk::new();
    let text = "Yes.\nWhen will it be ready?\n\nOn Fri, 20 Nov 2026 at 10:00, Desk <desk@agency.example> wrote:\n> Shall we?\n-- \nAnna\n";
    let one = desk.put("1.eml", Mail { text, ..Mail::default() }.text());
    let two = desk.put("2.eml", "");
    let told = desk.json(&["inspect", one.to_str().unwrap(), two.to_str().unwrap()]);
    assert_eq!(told.len(), 2);
    has_keys(&told[0], &["message_id", "from", "subject", "date", "language", "kind", "bounce", "text", "reply"]);
    has_keys(&told[0], &["quoted", "signature", "questions", "attachments", "held"]);
    assert_eq!(told[0]["reply"].as_str().unwrap().trim(), "Yes.\nWhen will it be ready?");
    assert_eq!(told[0]["questions"], json!(["When will it be ready?"]));
    assert_eq!(
        (&told[0]["kind"], &told[0]["held"], &told[0]["bounce"]),
        (&json!("person"), &Value::Null, &Value::Null)
    );
    assert_eq!(told[1]["held"], "empty");
    assert!(!desk.data().exists(), "looking at a mail makes no desk");
}

#[test]
fn settings_are_one_document_checked_whole() {
    let desk = TestDesk::new();
    let document = json!({ "name": "Sample", "time_zone": "Europe/London", "country": "GB",
        "hours": { "mon": ["08:00-12:00", "13:00-16:00"], "tue": ["09:00-17:00"] }, "closed_days": ["2026-12-24"],
        "own_addresses": [DESK], "languages": ["en"], "rules": { "reply-in-a-working-day": { "working_hours": 4 } } });
    let file = desk.put("settings.json", document.to_string());
    // An empty folder is set up by it.
    assert!(desk.run(&["settings", "apply", file.to_str().unwrap()]).status.success());
    let exported = desk.run(&["settings", "export"]);
    assert_eq!(serde_json::from_slice::<Value>(&exported.stdout).unwrap(), document);

    let mut wrong = document.clone();
    wrong["time_zone"] = json!("Europe/Nowhere");
    wrong["closed_days"] = json!(["2026-02-30"]);
    let file = desk.put("settings.json", wrong.to_string());
    let refused = desk.run(&["settings", "apply", file.to_str().unwrap(), "--format", "json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(lines(&refused)[0]["problems"].as_array().unwrap().len(), 2, "all problems at once");
    let mut unknown = document;
    unknown["colour"] = json!("red");
    let file = desk.put("settings.json", unknown.to_string());
    assert_eq!(desk.run(&["settings", "apply", file.to_str().unwrap()]).status.code(), Some(1));
}

#[test]
fn new_settings_change_what_is_due() {
    let desk = asked();
    let exported = desk.run(&["settings", "export"]);
    let mut settings: Value = serde_json::from_slice(&exported.stdout).unwrap();
    settings["rules"] = json!({ "reply-in-a-working-day": { "working_hours": 4 } });
    let file = desk.put("../settings.json", settings.to_string());
    assert!(desk.run(&["settings", "apply", file.to_str().unwrap()]).status.success());
    let promises = desk.json(&["promises", "--all"]);
    assert_eq!(promises[0]["due"], "2026-11-23T11:30:00Z");
    assert!(desk.run(&["doctor"]).status.success());
}

#[test]
fn who_is_ours_can_be_said_afterwards() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    let answer = Mail {
        id: "r@agency.example",
        from: "me@home.example",
        to: ANNA,
        references: &["a@client.example"],
        date: "Fri, 20 Nov 2026 16:50:00 +0100",
        text: "Here.\n",
        ..Mail::default()
    };
    desk.put("2.eml", answer.text());
    desk.import(DESK);
    assert_ne!(desk.json(&["promises", "--all"])[0]["state"], "kept");
    let mut settings: Value = serde_json::from_slice(&desk.run(&["settings", "export"]).stdout).unwrap();
    settings["own_addresses"] = json!([DESK, "me@home.example"]);
    let file = desk.put("../settings.json", settings.to_string());
    assert!(desk.run(&["settings", "apply", file.to_str().unwrap()]).status.success());
    let kept: Vec<Value> = desk.json(&["promises", "--all"]);
    assert_eq!((kept.len(), &kept[0]["state"]), (1, &json!("kept")));
}

#[test]
fn rules_are_listed_and_unknown_ones_named() {
    let desk = TestDesk::new();
    let rules = desk.json(&["rules"]);
    has_keys(&rules[0], &["code", "title", "what", "why", "settings"]);
    assert_eq!(desk.json(&["rules", "reply-in-a-working-day"]).len(), 1);
    assert_eq!(desk.run(&["rules", "no-such-rule"]).status.code(), Some(1));
}

#[test]
fn members_are_added_listed_and_let_in_by_link() {
    let desk = TestDesk::new();
    let added = desk.json(&["member", "add", "anna@agency.example", "--name", "Anna", "--role", "owner"]);
    assert!(added[0]["link"].as_str().unwrap().starts_with("http://127.0.0.1:8080/"));
    let members = desk.json(&["member", "list"]);
    assert_eq!((&members[0]["address"], &members[0]["role"]), (&json!("anna@agency.example"), &json!("owner")));
    let link = desk.json(&["login-link", "anna@agency.example"]);
    assert!(link[0]["link"].as_str().unwrap().contains("token="));
    assert_eq!(desk.run(&["login-link", "nobody@agency.example"]).status.code(), Some(1));
    assert_eq!(desk.run(&["member", "disable", "anna@agency.example"]).status.code(), Some(1), "the last owner stays");
}

#[test]
fn the_doctor_finds_nothing_wrong_with_a_fresh_desk() {
    let desk = asked();
    let output = desk.run(&["doctor", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    has_keys(&findings[0], &["check", "ok", "detail"]);
    let checks: Vec<&str> = findings.iter().map(|it| it["check"].as_str().unwrap()).collect();
    let all = ["database", "search", "raw_mail", "mailboxes", "promises", "disk", "clock", "time_zone", "encoder"];
    assert_eq!(checks, all);
}

#[test]
fn the_doctor_finds_a_missing_and_a_damaged_mail() {
    for damage in ["missing", "damaged"] {
        let desk = asked();
        let blobs = files_under(&desk.data().join("blobs"));
        assert!(!blobs.is_empty());
        for blob in blobs {
            if damage == "missing" {
                std::fs::remove_file(blob).unwrap();
            } else {
                let mut bytes = std::fs::read(&blob).unwrap();
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x55;
                std::fs::write(blob, bytes).unwrap();
            }
        }
        let output = desk.run(&["doctor", "--format", "json"]);
        assert_eq!(output.status.code(), Some(1), "{damage}");
        let findings: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let wrong: Vec<&str> =
            findings.iter().filter(|it| it["ok"] == false).map(|it| it["check"].as_str().unwrap()).collect();
        assert_eq!(wrong, ["raw_mail"], "{damage}");
    }
}

fn files_under(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            files.extend(files_under(&entry.path()));
        } else {
            files.push(entry.path());
        }
    }
    files
}

#[test]
fn what_cannot_be_asked_is_told_by_the_exit_code() {
    let desk = TestDesk::new();
    assert_eq!(desk.run(&["promises"]).status.code(), Some(1), "no desk yet");
    assert_eq!(desk.run(&["no-such-command"]).status.code(), Some(2));
    assert_eq!(desk.run(&["promises", "--at", "yesterday"]).status.code(), Some(2));
    assert_eq!(desk.run(&["import", "/nowhere/at/all"]).status.code(), Some(2));
    assert_eq!(desk.run(&["inspect", "/nowhere/at/all.eml"]).status.code(), Some(2));
    assert!(!desk.data().exists(), "a refusal leaves nothing behind");
}

#[test]
fn answers_go_to_one_stream_and_hints_to_the_other() {
    let desk = TestDesk::new();
    desk.put("1.eml", Mail::default().text());
    let output = desk.run(&["import", desk.mail().to_str().unwrap(), "--format", "json"]);
    // Nobody said who we are: the guess is told, but not among the data.
    assert_eq!(lines(&output).len(), 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains(DESK));
    assert_eq!(desk.json(&["promises", "--all"])[0]["who"], DESK);
}

#[test]
fn the_terminals_language_is_spoken() {
    let desk = asked();
    for (language, word) in [("pl_PL.UTF-8", "termin"), ("ru_RU.UTF-8", "срок"), ("de_DE.UTF-8", "due")] {
        let output = desk.command(&["promises", "--all"]).env("LANG", language).output().unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains(word), "{language}");
    }
}
