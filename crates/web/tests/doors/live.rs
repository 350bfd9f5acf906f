//! The stream of changes: it tells that something changed and where, and ends with the session.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode, header};
use desk::{Change, ChangeKind};
use futures_util::StreamExt as _;
use tower::ServiceExt as _;

use crate::house::{House, request};

async fn listen(house: &House) -> BodyDataStream {
    let asked = request(Method::GET, "/events").header(header::COOKIE, &house.cookie).body(Body::empty()).unwrap();
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

#[tokio::test]
async fn a_stream_ends_when_its_session_does() {
    let house = House::new().await;
    let mut stream = listen(&house).await;
    desk::sign_in::session::sign_out(&house.desk, &house.who).await.unwrap();
    assert_eq!(heard(&mut stream).await, None);
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
