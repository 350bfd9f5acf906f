//! A day's work through the doors: what is owed is seen, answered, put aside, let go, taken back.

use axum::http::StatusCode;

use crate::house::{House, letter};

async fn with_a_question() -> (House, String) {
    let house = House::new().await;
    // Fresh, so that it is owed and not history.
    let now = house.desk.now().strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
    let mail = letter("Content-Type: text/plain\r\n\r\nHello, when can we have the report?\r\n\r\nAnna\r\n");
    house
        .take(&mail.replace("Fri, 20 Nov 2026 10:00:00 +0000", &now).replace("Fri, 20 Nov 2026 10:00:01 +0000", &now))
        .await;
    let conversation = house.conversation().await;
    (house, conversation)
}

#[tokio::test]
async fn what_is_owed_stands_on_today_with_reason_and_evidence() {
    let (house, conversation) = with_a_question().await;
    let today = house.get("/").await.text();
    assert!(today.contains("Anna Sample") && today.contains("Where is my report?"));
    assert!(today.contains("we answer within one working day"));
    assert!(today.contains(&format!("{conversation}#m-")), "the evidence is not linked");
    let page = house.get(&conversation).await.text();
    assert!(page.contains("when can we have the report?") && page.contains("Send to Anna"));
}

#[tokio::test]
async fn nobody_is_late_any_more_with_what_was_kept_late() {
    let house = House::new().await;
    let old = letter("Content-Type: text/plain\r\n\r\nHello, when can we have the report?\r\n");
    house.take(&old.replace("20 Nov 2026", "6 Nov 2026")).await;
    let conversation = house.conversation().await;
    let clients = house.get("/clients").await.text();
    let path = clients.split('"').find(|it| it.starts_with("/clients/")).unwrap().to_owned();
    let due = |page: String| {
        page.split("data-test=\"client-promise\"").nth(1).unwrap().split("</tr>").next().unwrap().to_owned()
    };
    assert!(due(house.get(&path).await.text()).contains(" late</time>"));
    house.post(&format!("{conversation}/settlement"), "").await;
    let kept = due(house.get(&path).await.text());
    assert!(kept.contains("kept late") && !kept.contains(" late</time>"), "{kept}");
}

#[tokio::test]
async fn a_draft_is_saved_as_typed_and_a_second_tab_gets_both_texts() {
    let (house, conversation) = with_a_question().await;
    let drafts = format!("{conversation}/drafts");
    let first = house.post(&drafts, "kind=reply&version=0&text=One").await;
    assert_eq!((first.status, first.text().as_str()), (StatusCode::OK, r#"{"version":1}"#));
    let second = house.post(&drafts, "kind=reply&version=0&text=Two").await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text().contains("\"One\""), "{}", second.text());
    assert!(house.get(&conversation).await.text().contains(">One</textarea>"));
}

#[tokio::test]
async fn an_answer_waits_ten_seconds_and_can_be_taken_back() {
    let (house, conversation) = with_a_question().await;
    let form = "to=Anna+Sample+%3Canna@client.example%3E&text=On+Tuesday.&key=k1";
    let sent = house.post(&format!("{conversation}/answers"), form).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let page = house.get(&conversation).await.text();
    assert!(page.contains("data-test=\"going\"") && page.contains("On Tuesday."));
    let twice = house.post(&format!("{conversation}/answers"), form).await;
    assert_eq!(twice.status, StatusCode::SEE_OTHER);
    assert_eq!(
        house.get("/outbox").await.text().matches("data-test=\"outbox-row\"").count(),
        1,
        "a doubled click sends once"
    );
    let undo = page.split("action=\"/outbox/").nth(1).unwrap().split('"').next().unwrap();
    let undone = house.post(&format!("/outbox/{undo}"), "").await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    let page = house.get(&conversation).await.text();
    assert!(page.contains(">On Tuesday.</textarea>") && !page.contains("data-test=\"going\""));
}

#[tokio::test]
async fn what_cannot_be_sent_comes_back_with_its_words_and_the_reason() {
    let (house, conversation) = with_a_question().await;
    for (form, reason) in [
        ("to=&text=Hello&key=a", "Write to whom it goes"),
        ("to=nobody&text=Hello&key=b", "One of the addresses is not whole"),
    ] {
        let refused = house.post(&format!("{conversation}/answers"), form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.text().contains(reason), "{form}");
        assert!(refused.text().contains(">Hello</textarea>"), "{form}: the words are gone");
    }
}

#[tokio::test]
async fn a_holding_reply_is_one_click() {
    let (house, conversation) = with_a_question().await;
    assert_eq!(house.post(&format!("{conversation}/holding-replies"), "key=h1").await.status, StatusCode::SEE_OTHER);
    assert!(house.get(&conversation).await.text().contains("data-test=\"going\""));
}

#[tokio::test]
async fn done_let_go_snoozed_and_back_again() {
    let (house, conversation) = with_a_question().await;
    let owed = async || house.get("/").await.text().matches("data-test=\"promise\"").count();
    assert_eq!(owed().await, 1);
    let done = house.post(&format!("{conversation}/settlement"), "next=/").await;
    assert_eq!(done.header("location"), "/");
    assert!(
        done.header("set-cookie").contains(&format!("{conversation}/settlement/removal")),
        "no way back is offered"
    );
    assert_eq!(owed().await, 0);
    house.post(&format!("{conversation}/settlement/removal"), "next=/").await;
    assert_eq!(owed().await, 1);

    let today = house.get("/").await.text();
    let promise = today.split("data-promise=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let empty = house.post(&format!("/promises/{promise}/waiver"), "reason=+").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.post(&format!("/promises/{promise}/waiver"), "reason=She+called").await;
    assert_eq!(owed().await, 0);
    house.post(&format!("/promises/{promise}/waiver/removal"), "").await;
    assert_eq!(owed().await, 1);

    let until = house.desk.now() + jiff::SignedDuration::from_hours(5);
    house.post(&format!("{conversation}/snooze"), &format!("until={until}")).await;
    assert_eq!(owed().await, 0);
    assert!(house.get("/inbox?view=snoozed").await.text().contains("data-test=\"conversation\""));
    house.post(&format!("{conversation}/snooze/removal"), "").await;
    assert_eq!(owed().await, 1);
}

#[tokio::test]
async fn several_at_once_each_for_itself() {
    let (house, conversation) = with_a_question().await;
    let id = conversation.trim_start_matches("/conversations/").to_owned();
    let done = house.post("/inbox/bulk", &format!("ids={id}&ids=0&act=tag&tag=vip&next=/inbox%3Fview%3Dall")).await;
    assert_eq!(done.header("location"), "/inbox?view=all");
    assert!(house.get("/inbox?view=all").await.text().contains("<span class=\"tag\">vip</span>"));
    let none = house.post("/inbox/bulk", "act=settle&next=/inbox").await;
    assert!(none.header("set-cookie").contains("flash=nothing"));
}

#[tokio::test]
async fn settings_say_what_is_wrong_and_keep_what_is_right() {
    let (house, _) = with_a_question().await;
    let wrong = house.post("/settings/desk", "name=Studio&time_zone=Mars/Olympus&country=PL&languages=en").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Mars/Olympus"));
    let right = house.post("/settings/hours", "mon=10:00+-+14:00&closed_days=2026-12-24").await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    assert!(house.get("/settings/hours").await.text().contains("10:00-14:00"));
    let rule = house
        .post("/rulebook/reply-in-a-working-day/settings", "enabled=true&working_hours=4&history_after_days=30")
        .await;
    assert_eq!(rule.status, StatusCode::SEE_OTHER);
    assert!(house.get("/").await.text().contains("within 4 working hours"));
    let silly = house.post("/rulebook/reply-in-a-working-day/settings", "enabled=true&working_hours=4000").await;
    assert_eq!(silly.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Takes somebody on and signs them in: their cookie.
async fn joins(house: &House, form: &str) -> String {
    let added = house.post("/settings/people", form).await;
    assert_eq!(added.status, StatusCode::CREATED);
    let page = added.text();
    let token = page.split("token=").nth(1).unwrap().split('<').next().unwrap();
    let visitor = desk::Visitor { ip: std::net::Ipv4Addr::LOCALHOST.into(), user_agent: "t".to_owned() };
    let signed_in = desk::sign_in::link::consume(&house.desk, token, &visitor).await.unwrap();
    format!("tact={}", signed_in.token.reveal())
}

#[tokio::test]
async fn whoever_drafts_only_finds_no_button_that_would_be_refused() {
    let (mut house, conversation) = with_a_question().await;
    let buttons = ["data-test=\"send\"", "data-test=\"later\"", "data-test=\"holding\""];
    let shown = |page: &str, button: &str| {
        let before = page.split(button).next().unwrap();
        !before[before.rfind("<button").max(before.rfind("<details")).unwrap()..].contains(" hidden")
    };
    let page = house.get(&conversation).await.text();
    assert!(buttons.iter().all(|button| shown(&page, button)));
    house.cookie = joins(&house, "name=Kuba&address=kuba@studio.example&role=drafter&language=en").await;
    let page = house.get(&conversation).await.text();
    assert!(buttons.iter().all(|button| !shown(&page, button)));
    assert!(page.contains("data-test=\"ask-look\""), "but may ask a colleague");
}

#[tokio::test]
async fn a_colleague_does_the_daily_work_and_not_the_owners() {
    let (mut house, _) = with_a_question().await;
    let form = "name=Jan&address=jan@studio.example&role=colleague&language=en";
    house.cookie = joins(&house, form).await;
    for path in ["/settings/desk", "/settings/hours", "/settings/people", "/settings/relay"] {
        assert_eq!(house.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for (path, form) in [
        ("/settings/desk", "name=Mine&time_zone=UTC&languages=en"),
        ("/settings/hours", "mon=09:00-17:00"),
        ("/settings/people", form),
        ("/settings/relay", "host=smtp.example&port=465&security=tls&from_address=a@b.example"),
        ("/rulebook/reply-in-a-working-day/settings", "enabled=true"),
    ] {
        assert_eq!(house.post(path, form).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(house.get("/").await.status, StatusCode::OK);
}
