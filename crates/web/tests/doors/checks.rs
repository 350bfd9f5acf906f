//! Reading along: what the gate says while somebody types, and what the page says after Send, with and without a script.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use desk::clock::TestClock;
use jiff::SignedDuration;

use crate::house::{House, letter, request};

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
async fn as_it_is_wants_a_reason_and_says_so_at_its_field() {
    let (house, conversation) = with_questions().await;
    let form = format!("to=anna@client.example&key=k1&because=+&text={}", encoded(ANGRY));
    let page = house.post(&format!("{conversation}/answers"), &form).await.text();
    assert!(
        page.contains("tabindex=\"-1\" autofocus data-test=\"refused\""),
        "whoever sent it stands at the reason: {page}"
    );
    assert!(!page.contains("data-test=\"no-reason\""), "only Send was pressed");
    let page = house.post(&format!("{conversation}/answers"), &(form + "&as_it_is=yes")).await.text();
    let field = page.split("id=\"answer-because\"").nth(1).unwrap().split('>').next().unwrap();
    assert!(field.contains("autofocus") && field.contains("aria-invalid"), "{field}");
    assert!(page.contains("data-test=\"no-reason\"") && page.matches("autofocus").count() == 1, "{page}");
}

#[tokio::test]
async fn what_holds_a_mail_stands_before_all_else() {
    let (house, conversation) = with_questions().await;
    let text = format!("That is not possible.\n\nPlease send us the logo.\n\n{ANGRY}");
    let answer = house.post(&format!("{conversation}/checks"), &format!("kind=reply&text={}", encoded(&text))).await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let notes = told["notes"].as_array().unwrap();
    assert!(notes.len() > 1, "{notes:?}");
    assert!(notes.iter().skip_while(|note| note["severity"] == "hold").all(|note| note["severity"] == "advice"));
    assert_eq!(notes[0]["severity"], "hold");
    let html = told["html"].as_str().unwrap();
    assert!(html.find("data-severity=\"hold\"").unwrap() < html.find("data-test=\"asked\"").unwrap(), "{html}");
}

#[tokio::test]
async fn an_edge_can_be_said_more_mildly_or_put_off() {
    let (house, conversation) = with_questions().await;
    let edgy = encoded("Hello Anna, as I have told you three times, you have to send us the texts. Until Tuesday.");
    let answer = house.post(&format!("{conversation}/checks"), &format!("kind=reply&text={edgy}")).await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let html = told["html"].as_str().unwrap();
    assert!(html.contains("Say the same without the edge.</summary>"), "the key says what it does: {html}");
    assert!(html.contains("data-test=\"finding-rest\""), "{html}");
    let hot = house.post(&format!("{conversation}/checks"), &format!("kind=reply&text={}", encoded(ANGRY))).await;
    assert!(!hot.text().contains("finding-rest"), "its own key puts it off");
    assert!(house.get(&conversation).await.text().contains("<kbd>Alt</kbd> <kbd>P</kbd>"), "the key is listed");
}

#[tokio::test]
async fn no_line_of_a_composer_sends_the_mail() {
    let (house, conversation) = with_questions().await;
    let text = "Dear Anna,\n\nthe launch is on Friday.\n\nAnother matter: please send us your new address.\n\nOla";
    let form = format!("kind=reply&to=anna@client.example&key=k1&text={}", encoded(text));
    house.post(&format!("{conversation}/rest"), &form).await;
    let begun = house.get("/conversations/new").await.header("location").to_owned();
    let series = house.post(&format!("{conversation}/series"), &format!("{form}&version=1")).await;
    let series = series.header("location").to_owned();
    for place in [conversation.clone(), format!("{conversation}/rereading"), begun, series] {
        let page = house.get(&place).await.text();
        let form =
            page.split("data-action=\"").find(|part| part.contains("submit->") && part.contains("<input")).unwrap();
        let mut buttons = form.split("<button").skip(1);
        let (first, second) = (buttons.next().unwrap(), buttons.next().unwrap());
        assert!(first.starts_with(" disabled hidden>"), "{place}: Enter in a line would press {first}");
        let keeps = second.contains("/steps\" formnovalidate>") || second.contains("value=\"keep\">");
        assert!(keeps && second.starts_with(" hidden"), "{place}: Enter in a date would press {second}");
    }
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
    let held = house.post(&format!("{conversation}/answers"), &format!("{form}&page=rereading&version=1")).await.text();
    assert!(
        held.contains("data-test=\"held-draft\"") && held.contains("data-test=\"theirs\""),
        "it is held where it is read"
    );
    assert!(page.contains("name=\"page\" value=\"rereading\""), "{page}");
    let thrown = house.post(&format!("{rereading}/removal"), "").await;
    assert_eq!(thrown.header("location"), conversation);
    let page = house.get(&conversation).await.text();
    assert!(page.contains("data-test=\"bring-back\"") && !page.contains(&format!("{ANGRY}</textarea>")));
    house.post(&format!("{conversation}/drafts"), "kind=reply&version=0&text=Something+else").await;
    let in_the_way = house.post(&format!("{rereading}/removal/removal"), "").await;
    assert_eq!(in_the_way.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = in_the_way.text();
    assert!(
        page.contains("Another answer is being written here") && page.contains("Something else</textarea>"),
        "{page}"
    );
    assert!(page.contains("<turbo-frame id=\"pane\">"), "it stays in its place beside a list");
    house.post(&format!("{conversation}/drafts"), "kind=reply&version=1&text=").await;
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

#[tokio::test]
async fn what_cannot_be_done_beside_a_list_is_said_there() {
    let (house, conversation) = with_questions().await;
    let request = request(Method::POST, &format!("{conversation}/rereading/removal/removal"))
        .header(header::COOKIE, &house.cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .header("turbo-frame", "pane")
        .body(Body::empty());
    let page = house.ask(request.unwrap()).await.text();
    let frame = page.split("<turbo-frame id=\"pane\">").nth(1).unwrap().split("</turbo-frame>").next().unwrap();
    assert!(frame.contains("This draft is not there any more."), "{frame}");
    assert!(frame.contains(&format!("href=\"{conversation}\"")), "and leads back: {frame}");
    let alone = house.post(&format!("{conversation}/rereading/removal/removal"), "").await.text();
    assert!(alone.contains("This draft is not there any more.") && !alone.contains("<turbo-frame"), "{alone}");
}

#[tokio::test]
async fn what_a_list_at_the_end_names_is_theirs_or_ours() {
    let (house, conversation) = with_questions().await;
    let text = "Please send us the logo. Please sign the contract. Please choose a colour. I will send you the draft on Friday.";
    let answer = house.post(&format!("{conversation}/checks"), &format!("kind=reply&text={}", encoded(text))).await;
    let told: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
    let note = told["notes"].as_array().unwrap().iter().find(|note| note["code"] == "no-next-steps").unwrap();
    let steps = note["act"]["steps"].as_array().unwrap();
    for step in steps {
        let what = step["what"].as_str().unwrap();
        assert_eq!(step["ours"], what.starts_with("I will"), "{what}");
        assert_eq!(step["listed"], true, "{what}");
    }
    assert!(steps.iter().any(|step| step["ours"] == true), "{steps:?}");
}

#[tokio::test]
async fn an_offer_says_which_sentence_it_would_take() {
    let (house, conversation) = with_questions().await;
    let found = async |text: &str| -> Vec<serde_json::Value> {
        let answer =
            house.post(&format!("{conversation}/steps/found"), &format!("language=en&text={}", encoded(text))).await;
        serde_json::from_slice::<serde_json::Value>(&answer.bytes).unwrap()["found"].as_array().unwrap().clone()
    };
    let words = |text: &str, place: &serde_json::Value| {
        let place: Vec<usize> = serde_json::from_value(place.clone()).ok()?;
        let units: Vec<u16> = text.encode_utf16().collect();
        String::from_utf16(units.get(place[0]..place[1])?).ok()
    };
    let text = "Żółć 🙂 Dear **Anna**,\n\nplease send us the logo by Friday. I will send you the draft on Monday.";
    let offers = found(text).await;
    assert_eq!(words(text, &offers[0]["sentence"]).as_deref(), Some("please send us the logo by Friday."));
    assert!(words(text, &offers[0]["place"]).is_some_and(|it| it.starts_with("please send us the logo")));
    assert_eq!(offers[1]["ours"], true);
    assert!(offers[1]["sentence"].is_null() && !offers[1]["place"].is_null(), "what we promise stays in the text");
    let text = "We like the page very much, so please send us the logo by Friday, because the printer waits.";
    assert!(found(text).await[0]["sentence"].is_null(), "a part of a sentence stays");
}

#[tokio::test]
async fn a_clients_own_levels_stand_on_their_page_and_on_the_rules() {
    let (house, _) = with_questions().await;
    let clients = house.get("/clients").await.text();
    let client = clients.split('"').find(|it| it.starts_with("/clients/")).unwrap().to_owned();
    assert!(!house.get("/rulebook/cool-off").await.text().contains(&client));
    let saved = house.post(&format!("{client}/checks"), "cool-off=advice&next-steps=hold&own-the-fault=").await;
    assert_eq!(saved.header("location").split('?').next(), Some(client.as_str()), "{}", saved.text());
    let page = house.get(&client).await.text();
    assert_eq!(page.matches("value=\"advice\" selected").count(), 1, "{page}");
    assert_eq!(page.matches("value=\"hold\" selected").count(), 1);
    for (rule, told) in
        [("cool-off", true), ("next-steps", true), ("own-the-fault", false), ("reply-in-a-working-day", false)]
    {
        assert_eq!(house.get(&format!("/rulebook/{rule}")).await.text().contains(&client), told, "{rule}");
    }
    let refused = house.post(&format!("{client}/checks"), "cool-off=loud").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.post(&format!("{client}/checks"), "cool-off=&next-steps=").await;
    assert!(!house.get("/rulebook/cool-off").await.text().contains(&client));
}
