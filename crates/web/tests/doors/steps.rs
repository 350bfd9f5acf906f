//! The page behind a step's link: whoever or whatever looks changes nothing, a press does, and no other site can press it.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use desk::token::Token;
use rulebook::people::{Party, Side};
use store::step::{Standing, StepLinkRow, StepRow};

use crate::house::{House, request};

/// A mail of ours with one step, and a link to it. Gives the token.
async fn token(house: &House) -> String {
    house
        .take(
            "From: Ola <ola@studio.example>\r\nTo: Anna <anna@client.test>\r\nSubject: The logo\r\n\
             Message-ID: <m1@studio.example>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\n\r\nDear Anna\r\n",
        )
        .await;
    let (desk, token) = (&house.desk, Token::new());
    let conversation = house.conversation().await.replace("/conversations/", "");
    let party = |address: &str| Party { address: address.to_owned(), name: String::new() };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let mail = store::message::newest(tx, desk.id(), &conversation, None).await?.unwrap();
            let step = StepRow {
                step_id: "s1".into(),
                message_id: mail.message_id,
                position: 0,
                standing: Standing::Agreed,
                listed: true,
                side: Side::Theirs,
                who: party("anna@client.test"),
                whom: party("ola@studio.example"),
                what: "send the <b>logo</b>".into(),
                due_on: None,
                language: "en".into(),
                reminded_at: None,
            };
            let now = desk.now();
            let until_at = now + jiff::SignedDuration::from_hours(1);
            let link = StepLinkRow { token_hash: token.hash(), step_id: "s1".into(), made_at: now, until_at };
            store::step::insert_many(tx, desk.id(), &[step]).await?;
            store::step::insert_links(tx, desk.id(), &[link]).await?;
            desk::ledger::refresh(tx, desk.id(), &desk.settings(), now, std::slice::from_ref(&conversation)).await
        })
        .await
        .unwrap();
    token.reveal().to_owned()
}

async fn ask(house: &House, method: Method, path: &str, site: &str, body: &str) -> crate::house::Read {
    let asked = request(method, path)
        .header("sec-fetch-site", site)
        .header("sec-purpose", "prefetch")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()));
    house.ask(asked.unwrap()).await
}

#[tokio::test]
async fn only_a_press_on_our_own_page_changes_anything() {
    let house = House::new().await;
    let token = token(&house).await;
    let page = format!("/s/{token}");
    for method in [Method::GET, Method::HEAD, Method::OPTIONS, Method::GET] {
        ask(&house, method, &page, "none", "").await;
        for act in ["done", "done/removal", "words"] {
            let answer = ask(&house, Method::GET, &format!("{page}/{act}"), "none", "").await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{act}");
        }
    }
    let answer = ask(&house, Method::POST, &format!("{page}/done"), "cross-site", "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let shown = ask(&house, Method::GET, &page, "none", "").await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("data-test=\"step-done-button\""), "still open: {}", shown.text());
    assert!(shown.text().contains("send the &#60;b&#62;logo") && !shown.text().contains("<script"));
    assert_eq!(shown.header("referrer-policy"), "no-referrer");
    assert!(shown.header("x-robots-tag").contains("noindex"));
    assert!(shown.header("content-security-policy").contains("default-src 'none'"));
    assert!(!shown.header("content-security-policy").contains("script-src"));
    assert_eq!(shown.header("cache-control"), "no-store");
    assert_eq!(shown.header("set-cookie"), "");

    let pressed = ask(&house, Method::POST, &format!("{page}/done"), "same-origin", "").await;
    assert_eq!((pressed.status, pressed.header("location")), (StatusCode::SEE_OTHER, page.as_str()));
    assert!(ask(&house, Method::GET, &page, "none", "").await.text().contains("data-test=\"step-done\""));
    let today = async || house.get("/").await.text().contains("says: done – send the");
    assert!(today().await, "Today tells it until somebody looked");
    ask(&house, Method::POST, &format!("{page}/done/removal"), "same-origin", "").await;
    assert!(ask(&house, Method::GET, &page, "none", "").await.text().contains("data-test=\"step-done-button\""));
    assert!(!today().await, "taken back");

    let empty = ask(&house, Method::POST, &format!("{page}/words"), "same-origin", "kind=help&text=+").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said =
        ask(&house, Method::POST, &format!("{page}/words"), "same-origin", "kind=help&text=Which+format%3F").await;
    assert_eq!(said.header("location"), format!("{page}?said=yes"));
}

#[tokio::test]
async fn a_wrong_link_has_a_kind_page() {
    let house = House::new().await;
    for path in ["/s/x", "/s/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/s/%27%20or%201=1"] {
        let answer = ask(&house, Method::GET, path, "none", "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().contains("data-test=\"step-gone\""), "{path}");
        let pressed = ask(&house, Method::POST, &format!("{path}/done"), "same-origin", "").await;
        assert_eq!(pressed.status, StatusCode::NOT_FOUND, "{path}");
    }
}
