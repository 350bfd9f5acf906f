//! Access keys at the terminal: printed once, listed without the key, withdrawn by what they begin with. What programs can ask.

use serde_json::Value;

use crate::desk::{TestDesk, lines};

fn json(desk: &TestDesk, arguments: &[&str]) -> Vec<Value> {
    let output = desk.run(&[arguments, &["--format", "json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    lines(&output)
}

#[test]
fn a_key_is_printed_once_and_withdrawn() {
    let desk = TestDesk::new();
    desk.run(&["member", "add", "ola@agency.example", "--name", "Ola", "--role", "owner"]);
    let made = json(&desk, &["key", "add", "ola@agency.example", "--name", "Vim", "--until", "2999-12-31"]).remove(0);
    let key = made["key"].as_str().unwrap();
    assert!(key.starts_with("tact_") && made["scopes"] == serde_json::json!(["check"]), "{made}");
    let listed = desk.run(&["key", "list", "--format", "json"]);
    assert!(!String::from_utf8_lossy(&listed.stdout).contains(key));
    let row = lines(&listed).remove(0);
    assert_eq!((row["member"].as_str(), row["prefix"].as_str()), (Some("ola@agency.example"), key.get(..11)));
    assert!(row["withdrawn_at"].is_null() && row["key"].is_null());
    let done = json(&desk, &["key", "withdraw", key.get(..11).unwrap()]).remove(0);
    assert!(done["withdrawn_at"].is_string());
    assert!(json(&desk, &["key", "list"])[0]["withdrawn_at"].is_string());
    for (arguments, code) in [
        (vec!["key", "withdraw", "tact_nothing"], 1),
        (vec!["key", "withdraw", key.get(..11).unwrap()], 1),
        (vec!["key", "add", "nobody@agency.example", "--name", "Vim"], 1),
        (vec!["key", "add", "ola@agency.example", "--name", " "], 1),
        (vec!["key", "add", "ola@agency.example", "--name", "Vim", "--scope", "all"], 1),
        (vec!["key", "add", "ola@agency.example", "--name", "Vim", "--until", "2020-01-01"], 1),
        (vec!["key", "add", "ola@agency.example"], 2),
    ] {
        assert_eq!(desk.run(&arguments).status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn the_document_names_what_tact_check_tells() {
    let desk = TestDesk::new();
    let document: Value = serde_json::from_slice(&desk.run(&["openapi"]).stdout).unwrap();
    let file = desk.put("draft.txt", "Hello Anna, you never sent us the texts. We will send the offer by Friday.");
    let told = lines(&desk.run(&["check", file.to_str().unwrap(), "--format", "json"])).remove(0);
    let properties = document["components"]["schemas"]["Told"]["properties"].as_object().unwrap();
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut told = names(&told);
    told.sort();
    assert_eq!(told, properties.keys().cloned().collect::<Vec<_>>());
}
