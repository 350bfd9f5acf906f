//! Writing through the doors: files in parts with and without a script, limits, new mails, slips, two devices.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use store::bounced_address::BouncedAddressRow;
use store::outbox::State;

use crate::house::{House, Read, letter, request};

async fn with_a_question() -> (House, String) {
    let house = House::new().await;
    house.take(&letter("Content-Type: text/plain\r\n\r\nHello, when can we have the report?\r\n")).await;
    let conversation = house.conversation().await;
    (house, conversation)
}

/// A form in parts: fields, then files.
async fn send_parts(house: &House, path: &str, json: bool, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Read {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!("--xx\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--xx--\r\n");
    let mut request = request(Method::POST, path)
        .header(header::COOKIE, &house.cookie)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=xx")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .unwrap();
    if json {
        request.headers_mut().insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
    }
    house.ask(request).await
}

#[tokio::test]
async fn a_file_survives_a_reload_and_is_taken_off_again() {
    let (house, conversation) = with_a_question().await;
    let files = format!("{conversation}/files");
    // More than any other form may hold.
    let large = vec![b'x'; 3_000_000];
    let added =
        send_parts(&house, &files, true, &[("kind", "reply")], &[("../Plan <b>.txt", &large), ("a.txt", b"a")]).await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text());
    let told: serde_json::Value = serde_json::from_slice(&added.bytes).unwrap();
    assert_eq!(told["files"][0]["name"], "Plan _b_.txt");
    assert_eq!(told["files"][1]["name"], "a.txt");
    let page = house.get(&conversation).await.text();
    assert_eq!(page.matches("data-test=\"draft-file\"").count(), 2);
    assert!(page.contains("Up to 15"), "the limits are said before");
    let id = told["files"][0]["id"].as_str().unwrap();
    let removed = house.post(&format!("{files}/removal"), &format!("kind=reply&file={id}&text=Kept+words")).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    let page = house.get(&conversation).await.text();
    assert_eq!(page.matches("data-test=\"draft-file\"").count(), 1);
    assert!(page.contains(">Kept words</textarea>"), "without a script the words are kept, too");
}

#[tokio::test]
async fn without_a_script_the_form_carries_the_files_itself() {
    let (house, conversation) = with_a_question().await;
    let fields = [
        ("kind", "reply"),
        ("to", "anna@client.example"),
        ("text", "Here is the plan."),
        ("key", "k1"),
        ("quoted", "yes"),
    ];
    let sent =
        send_parts(&house, &format!("{conversation}/answers"), false, &fields, &[("plan.txt", b"the plan")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let page = house.get(&conversation).await.text();
    assert!(page.contains("data-test=\"attachment\"") && page.contains("plan.txt"));
    assert!(!page.contains("data-test=\"draft-file\""));
    let file = page.split("href=\"/attachments/").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(house.get(&format!("/attachments/{file}")).await.text(), "the plan");
}

#[tokio::test]
async fn a_file_that_is_too_large_is_refused_with_the_reason_and_nothing_goes() {
    let (house, conversation) = with_a_question().await;
    let saved = house.post("/settings/desk/files", "one_mb=1&together_mb=2").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(
        house.post("/settings/desk/files", "one_mb=0&together_mb=x").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let large = vec![b'x'; 1_500_000];
    let fields = [("kind", "reply"), ("to", "anna@client.example"), ("text", "Here."), ("key", "k1")];
    let refused = send_parts(&house, &format!("{conversation}/answers"), false, &fields, &[("big.bin", &large)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("larger than one file") && refused.text().contains(">Here.</textarea>"));
    let page = house.get(&conversation).await.text();
    assert!(!page.contains("data-test=\"going\"") && !page.contains("data-test=\"draft-file\""));
}

#[tokio::test]
async fn a_slip_is_asked_about_with_its_word() {
    let (house, conversation) = with_a_question().await;
    let form = "to=anna@client.example&text=This+is+internal.&key=k1";
    let asked = house.post(&format!("{conversation}/answers"), form).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.text().contains("“internal”") && asked.text().contains("data-test=\"sure\""));
    let sent = house.post(&format!("{conversation}/answers"), &format!("{form}&sure=yes")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn two_devices_are_shown_side_by_side() {
    let (house, conversation) = with_a_question().await;
    let drafts = format!("{conversation}/drafts");
    house.post(&drafts, "kind=reply&version=0&text=Here").await;
    house.post(&drafts, "kind=reply&version=1&text=On+the+phone").await;
    let form = "to=anna@client.example&text=Here&key=k1&version=1";
    let asked = house.post(&format!("{conversation}/answers"), form).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = asked.text();
    assert!(page.contains(">Here</textarea>") && page.contains(">On the phone</pre>"), "both are shown");
    assert!(
        page.contains("name=\"version\" value=\"2\""),
        "having seen both, the next Send goes on from the newer one"
    );
}

#[tokio::test]
async fn a_new_mail_has_an_address_of_its_own_and_begins_a_conversation() {
    let house = House::new().await;
    let first = house.get("/conversations/new?to=Anna+%3Canna@client.example%3E").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let place = first.header("location").to_owned();
    let page = house.get(&place).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text().contains("Anna &lt;anna@client.example&gt;")
            || page.text().contains("Anna &#60;anna@client.example&#62;")
    );
    let id = place.split("draft=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    // It is kept as typed, found again from any other new mail, and can be sent from there.
    let saved = house.post(&format!("/conversations/{id}/drafts"), "kind=new&version=0&text=Hello&subject=Plan").await;
    assert_eq!(saved.text(), r#"{"version":1}"#);
    let other = house.get("/conversations/new").await.header("location").to_owned();
    assert!(house.get(&other).await.text().contains(&format!("/conversations/new?draft={id}")));
    let form = "kind=new&to=anna@client.example&text=Hello&key=k1&subject=";
    let refused = house.post(&format!("/conversations/{id}/beginning"), form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Give it a subject") && refused.text().contains(">Hello</textarea>"));
    let sent = house.post(&format!("/conversations/{id}/beginning"), &format!("{form}Plan")).await;
    assert_eq!(sent.header("location"), format!("/conversations/{id}#going"));
    let page = house.get(&format!("/conversations/{id}")).await.text();
    assert!(page.contains("<h1>Plan</h1>") && page.contains("data-test=\"going\""));
    // Taken back, it is a draft again at its old address.
    let undo = page.split("action=\"/outbox/").nth(1).unwrap().split('"').next().unwrap();
    house.post(&format!("/outbox/{undo}"), "").await;
    let back = house.get(&format!("/conversations/{id}")).await;
    assert_eq!(back.header("location"), format!("/conversations/new?draft={id}"));
    assert!(house.get(back.header("location")).await.text().contains(">Hello</textarea>"));
    house.post(&format!("/conversations/{id}/drafts/removal"), "").await;
    assert_eq!(house.get(&format!("/conversations/{id}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_new_mail_can_be_sent_later_and_says_what_came_back_from_an_address() {
    let house = House::new().await;
    let gone = BouncedAddressRow {
        address: "anna@client.example".to_owned(),
        status: "5.1.1".to_owned(),
        outbox_id: "o".to_owned(),
        at: house.desk.now(),
    };
    let desk = &house.desk;
    desk.db().write(async |mut tx| store::bounced_address::mark(&mut tx, desk.id(), &gone).await).await.unwrap();
    let said =
        house.get("/people/warnings?to=Piotr+%3Cp%40client.example%3E&cc=Anna+%3CAnna%40client.example%3E").await;
    assert!(said.text().starts_with(r#"["Mail to anna@client.example came back"#), "{}", said.text());
    assert_eq!(house.get("/people/warnings?to=nobody&cc=").await.text(), "[]");
    let place = house.get("/conversations/new?to=Anna@client.example").await.header("location").to_owned();
    let page = house.get(&place).await.text();
    assert!(page.contains("data-test=\"bounced\"") && page.contains("Is the address right?"));
    assert!(page.contains("data-test=\"later\"") && !page.contains("data-test=\"unless-answered\""));
    let id = place.split("draft=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let form = "kind=new&to=anna@client.example&text=Hello&key=k1&subject=Plan";
    let send = format!("/conversations/{id}/beginning");
    // What has passed is refused, and no word is lost.
    let refused = house.post(&send, &format!("{form}&leaves=at&leaves_at=2020-01-01T09:00")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains(">Hello</textarea>") && refused.text().contains("data-test=\"bounced\""));
    let then = desk.now().checked_add(jiff::SignedDuration::from_hours(72)).unwrap();
    let sent = house.post(&send, &format!("{form}&leaves={then}")).await;
    assert_eq!(sent.header("location"), format!("/conversations/{id}#going"), "{}", sent.text());
    let planned = desk
        .db()
        .read(async |mut tx| store::outbox::in_state(&mut tx, desk.id(), State::Waiting, 10).await)
        .await
        .unwrap();
    assert_eq!(planned.first().and_then(|row| row.planned_at), Some(then));
    assert!(house.get("/outbox").await.text().contains("Planned"));
}

#[tokio::test]
async fn a_mail_is_passed_on_from_its_own_page() {
    let (house, conversation) = with_a_question().await;
    let page = house.get(&conversation).await.text();
    let action = page.split("action=\"/messages/").nth(1).unwrap().split('"').next().unwrap();
    let began = house.post(&format!("/messages/{action}"), "").await;
    assert!(began.header("location").starts_with("/conversations/new?draft="), "{}", began.header("location"));
    let page = house.get(began.header("location")).await.text();
    assert!(page.contains("value=\"Fwd: Where is my report?\"") && page.contains("when can we have the report?"));
}

#[tokio::test]
async fn who_is_typed_is_found_and_signatures_are_kept() {
    let (house, conversation) = with_a_question().await;
    let found = house.get("/people?q=ann").await.text();
    assert_eq!(found, r#"[{"address":"anna@client.example","name":"Anna Sample"}]"#);
    assert_eq!(house.get("/people?q=a%25").await.text(), "[]");
    assert_eq!(house.get("/people?q=a").await.text(), "[]");
    house.post("/settings/me/signatures", "en=Ola%0AStudio&pl=&ru=").await;
    assert!(house.get("/settings/me").await.text().contains("Ola\nStudio</textarea>"));
    assert!(house.get(&conversation).await.text().contains("Ola\nStudio</div>"));
    let long = format!("en={}", "x".repeat(5_000));
    let refused = house.post("/settings/me/signatures", &long).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("xxxxx"), "what was written is still there");
}
