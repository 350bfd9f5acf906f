//! The stream of changes: it tells that something changed and where, and ends with the session.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode, header};
use desk::{Change, ChangeKind};
use futures_util::StreamExt as _;
use tower::ServiceExt as _;

use crate::house::{House, request};

async fn listen(house: &House) -> BodyDataStream {
    listen_from(house, "/events", "").await
}

/// The stream from a place on: as the page was drawn, or as the browser asks again after the line broke.
async fn listen_from(house: &House, path: &str, last: &str) -> BodyDataStream {
    let mut asked = request(Method::GET, path).header(header::COOKIE, &house.cookie);
    if !last.is_empty() {
        asked = asked.header("last-event-id", last);
    }
    let asked = asked.body(Body::empty()).unwrap();
    let answer = house.router.clone().oneshot(asked).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    assert!(answer.headers().get("content-encoding").is_none(), "a stream must not wait in a buffer");
    answer.into_body().into_data_stream()
}

/// The next piece that is not just a sign of life; nothing when the stream ended.
async fn heard(body: &mut BodyDataStream) -> Option<String> {
    loop {
        let frame = tokio::time::timeout(Duration::from_secs(20), body.next()).await.expect("the stream is silent")?;
        let text = String::from_utf8(frame.unwrap().to_vec()).unwrap();
        if text.contains("data:") {
            return Some(text);
        }
    }
}

#[tokio::test]
async fn a_change_is_told_with_its_conversation_and_nothing_else() {
    let house = House::new().await;
    let mut stream = listen(&house).await;
    house.desk.tell(Change::of("c1", ChangeKind::Draft));
    house.desk.tell(Change::of("c2", ChangeKind::Message));
    let told = heard(&mut stream).await.unwrap();
    assert!(told.contains(r#"{"conversation":"c2","what":"message"}"#), "{told}");
}

fn place_of(event: &str) -> String {
    event.lines().find_map(|line| line.strip_prefix("id:")).expect("an event without a number").trim().to_owned()
}

#[tokio::test]
async fn whoever_comes_back_hears_what_was_missed() {
    let house = House::new().await;
    // The page says with which change it was drawn; what changed before it listens is told.
    let page = house.get("/inbox").await.text();
    let path = page.split("data-live-url-value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    house.desk.tell(Change::of("c1", ChangeKind::Message));
    let mut stream = listen_from(&house, &path, "").await;
    let first = heard(&mut stream).await.unwrap();
    assert!(first.contains("\"c1\""), "{first}");
    drop(stream);
    // The line breaks; two things happen; the browser asks from the last it heard, with the old address.
    house.desk.tell(Change::of("c2", ChangeKind::Message));
    house.desk.tell(Change::of("c3", ChangeKind::Promises));
    let mut stream = listen_from(&house, &path, &place_of(&first)).await;
    let missed = [heard(&mut stream).await.unwrap(), heard(&mut stream).await.unwrap()];
    assert!(missed[0].contains("\"c2\"") && missed[1].contains("\"c3\""), "{missed:?}");
    house.desk.tell(Change::of("c4", ChangeKind::Message));
    let next = heard(&mut stream).await.unwrap();
    assert!(next.contains("\"c4\""), "{next}");
    // A number of an earlier run of the program: look at everything.
    let mut stream = listen_from(&house, &path, "earlier.7").await;
    let told = heard(&mut stream).await.unwrap();
    assert!(told.contains("\"what\":\"import\"") && !place_of(&told).is_empty(), "{told}");
}

/// The stream ends within five seconds, however much is told on it meanwhile.
async fn ends_soon(house: &House, mut stream: BodyDataStream) {
    let busy = house.desk.clone();
    let noise = tokio::spawn(async move {
        loop {
            busy.tell(Change::of("c", ChangeKind::Message));
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let ended =
        tokio::time::timeout(Duration::from_secs(5), async { while heard(&mut stream).await.is_some() {} }).await;
    noise.abort();
    assert!(ended.is_ok(), "the stream goes on after its session ended");
}

#[tokio::test]
async fn a_stream_ends_within_five_seconds_after_its_session_does() {
    let house = House::new().await;
    let stream = listen(&house).await;
    desk::sign_in::session::sign_out(&house.desk, &house.who).await.unwrap();
    ends_soon(&house, stream).await;
}

#[tokio::test]
async fn a_stream_ends_when_its_member_may_not_come_in_any_more() {
    let house = House::new().await;
    let stream = listen(&house).await;
    let disabled = store::member::MemberRow { disabled_at: Some(house.desk.now()), ..house.who.member.clone() };
    let desk = &house.desk;
    desk.db().write(async |mut tx| store::member::save(&mut tx, desk.id(), &disabled).await).await.unwrap();
    ends_soon(&house, stream).await;
}

#[tokio::test]
async fn a_stream_ends_when_the_program_does() {
    let house = House::new().await;
    let mut stream = listen(&house).await;
    house.close.send_replace(true);
    assert_eq!(heard(&mut stream).await, None);
}

#[tokio::test]
async fn a_visitor_hears_nothing() {
    let house = House::new().await;
    let asked =
        request(Method::GET, "/events").header(header::ACCEPT, "text/event-stream").body(Body::empty()).unwrap();
    let answer = house.ask(asked).await;
    assert_ne!(answer.status, StatusCode::OK);
}
