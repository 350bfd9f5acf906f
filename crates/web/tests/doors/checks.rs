//! Reading along: what the gate says while somebody types, and what the page says after Send, with and without a script.

use std::sync::Arc;

use axum::http::StatusCode;
use desk::clock::TestClock;
use jiff::SignedDuration;

use crate::house::{House, letter};

const ANGRY: &str = "Żółć 🙂 Anna, you never read what we send, and I am sick of your stupid questions.";

fn of_heat(note: &serde_json::Value) -> bool {
    note["code"].as_str().is_some_and(|code| code.starts_with("heat-hot."))
}

async fn with_questions() -> (House, String) {
    let house = House::new().await;
    let body = "Content-Type: text/plain; charset=utf-8\r\n\r\nWhen is the <b>launch</b>?\r\n";
    house.take(&letter(body)).await;
    let conversation = house.conversation().await;
    (house, conversation)
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn places_are_those_of_the_browser_and_nothing_is_changed() {
    let (house, conversation) = with_questions().await;
    let answer = house.post(&format!("{conversation}/checks"), &format!("kind=reply&text={}", encoded(ANGRY))).await;
    assert_eq!(answer.status, StatusCode::OK);
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    assert_eq!(told["held"], true);
    let note = told["notes"].as_array().unwrap().iter().find(|note| of_heat(note)).unwrap();
    let place = |name: &str| usize::try_from(note[name].as_u64().unwrap()).unwrap();
    let units: Vec<u16> = ANGRY.encode_utf16().collect();
    let words = String::from_utf16(&units[place("start")..place("end")]).unwrap();
    assert_eq!(words.trim(), note["quote"].as_str().unwrap());
    let html = told["html"].as_str().unwrap();
    assert!(html.contains("launch") && !html.contains("<b>"), "{html}");
    let page = house.get(&conversation).await.text();
    assert!(!page.contains("data-test=\"finding\""), "a look saves no draft");
    assert!(page.contains("data-test=\"asked\""), "what was asked stands there before a word is written");
    let empty = house.post(&format!("{conversation}/checks"), "kind=reply&text=").await;
    assert!(empty.text().contains("\"notes\":[]"), "an empty box has nothing wrong with it");
    let long = format!("kind=reply&text={}", "a+".repeat(150_000));
    assert_eq!(house.post(&format!("{conversation}/checks"), &long).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_held_mail_is_shown_again_with_what_to_look_at_and_leaves_when_rewritten() {
    let (house, conversation) = with_questions().await;
    let answers = format!("{conversation}/answers");
    let form = |text: &str| format!("to=anna@client.example&key=k1&text={}", encoded(text));
    let held = house.post(&answers, &form(ANGRY)).await;
    assert_eq!(held.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = held.text();
    assert!(page.contains("data-test=\"held-draft\"") && page.contains(&format!("{ANGRY}</textarea>")));
    assert!(page.contains("data-severity=\"hold\""), "without a script the page itself says what is meant");
    assert!(!house.get(&conversation).await.text().contains("data-test=\"going\""));
    let sent = house.post(&answers, &form("Hello Anna,\n\nthe launch is on Tuesday, 24 November.")).await;
    assert_eq!(sent.header("location"), format!("{conversation}#going"));
}

#[tokio::test]
async fn an_owner_sends_it_with_a_reason() {
    let (house, conversation) = with_questions().await;
    let form = format!("to=anna@client.example&key=k1&because=We+are+friends&text={}", encoded(ANGRY));
    let sent = house.post(&format!("{conversation}/answers"), &form).await;
    assert_eq!(sent.header("location"), format!("{conversation}#going"));
    // The reason stands beside the mail, and with what the rule did lately.
    for page in [conversation.as_str(), "/rulebook/cool-off"] {
        assert!(house.get(page).await.text().contains("Sent as it is: ‘We are friends’"), "{page}");
    }
}

#[tokio::test]
async fn a_word_about_a_held_mail_counts_once_and_leaves_it_held() {
    let (house, conversation) = with_questions().await;
    let checks = async || -> serde_json::Value {
        let form = format!("kind=reply&text={}", encoded(ANGRY));
        serde_json::from_slice(&house.post(&format!("{conversation}/checks"), &form).await.bytes).unwrap()
    };
    let told = checks().await;
    let note = told["notes"].as_array().unwrap().iter().find(|note| of_heat(note)).unwrap();
    let code = note["code"].as_str().unwrap();
    assert!(told["html"].as_str().unwrap().contains(&format!("value=\"{code} fine\"")), "what a press sends");
    for _ in 0..5 {
        let said = house.post("/gate/words", &format!("code={code}&word=fine")).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text());
    }
    let after = checks().await;
    assert_eq!((&after["held"], &after["notes"]), (&told["held"], &told["notes"]));
}

#[tokio::test]
async fn a_new_mail_is_read_along_too() {
    let house = House::new().await;
    let place = house.get("/conversations/new").await.header("location").to_owned();
    let id = place.split("draft=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let checks = house.post(&format!("/conversations/{id}/checks"), &format!("kind=new&text={}", encoded(ANGRY))).await;
    assert!(checks.text().contains("\"held\":true"), "{}", checks.text());
    let form = format!("kind=new&to=anna@client.example&subject=Plan&key=k1&text={}", encoded(ANGRY));
    let held = house.post(&format!("/conversations/{id}/beginning"), &form).await;
    assert!(held.text().contains("data-test=\"held-draft\""), "{}", held.status);
}

#[tokio::test]
async fn a_mail_put_off_rests_is_read_again_thrown_away_and_brought_back() {
    let (house, conversation) = with_questions().await;
    let rereading = format!("{conversation}/rereading");
    assert_eq!(house.get(&rereading).await.header("location"), format!("{conversation}#reply"), "nothing rests yet");
    let form = format!("kind=reply&to=anna@client.example&key=k1&text={}", encoded(ANGRY));
    assert_eq!(house.post(&format!("{conversation}/rest"), &form).await.header("location"), "/");
    let page = house.get(&rereading).await.text();
    assert!(page.contains(&format!("{ANGRY}</textarea>")) && page.contains("data-test=\"theirs\""), "{page}");
    assert!(page.contains("launch"), "what the client wrote stands beside");
    let thrown = house.post(&format!("{rereading}/removal"), "").await;
    assert_eq!(thrown.header("location"), conversation);
    let page = house.get(&conversation).await.text();
    assert!(page.contains("data-test=\"bring-back\"") && !page.contains(&format!("{ANGRY}</textarea>")));
    house.post(&format!("{rereading}/removal/removal"), "").await;
    assert!(house.get(&conversation).await.text().contains(&format!("{ANGRY}</textarea>")));
}

#[tokio::test]
async fn what_was_put_off_comes_back_on_today_by_the_clock_and_leaves_when_rewritten() {
    let clock = Arc::new(TestClock::new("2026-11-20T09:00:00Z".parse().unwrap()));
    let house = House::with("http://127.0.0.1:8080", Box::new(Arc::clone(&clock))).await;
    house.take(&letter("\r\nWhen is the launch?\r\n")).await;
    let conversation = house.conversation().await;
    let form = |text: &str| format!("kind=reply&to=anna@client.example&key=k1&text={}", encoded(text));
    house.post(&format!("{conversation}/rest"), &form(ANGRY)).await;
    let link = format!("{conversation}/rereading");
    clock.advance(SignedDuration::from_mins(179));
    let today = house.get("/").await.text();
    assert!(!today.contains(&link) && today.contains(&format!("{conversation}#reply")), "it rests, and Today says so");
    assert!(today.contains("comes back today at 13:00"), "{today}");
    clock.advance(SignedDuration::from_mins(1));
    let today = house.get("/").await.text();
    assert!(today.contains(&link) && !today.contains("comes back today"), "three hours later it is back");
    clock.advance(SignedDuration::from_hours(24 * 7));
    assert!(house.get("/").await.text().contains(&link), "and stays until somebody read it");
    assert!(!house.get(&conversation).await.text().contains("data-test=\"going\""), "no timer sends it");
    let version = "&version=1";
    let sent = house.post(&format!("{conversation}/answers"), &(form("Hello Anna, on Tuesday.") + version)).await;
    assert_eq!(sent.header("location"), format!("{conversation}#going"), "{}", sent.status);
    assert!(!house.get("/").await.text().contains(&link));
}
