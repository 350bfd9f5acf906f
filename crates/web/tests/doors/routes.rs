//! Every address, asked by a visitor: a door that forgets to ask who it is fails here.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, request};

/// Addresses that anybody may ask.
const OPEN: [&str; 13] = [
    "/sign-in",
    "/sign-in/link",
    "/sign-in/passkey",
    "/sign-in/passkey/challenge",
    "/set-up",
    "/s/{token}",
    "/s/{token}/done",
    "/s/{token}/done/removal",
    "/s/{token}/words",
    "/assets/{*name}",
    "/healthz",
    "/readyz",
    "/metrics",
];

#[tokio::test]
async fn a_visitor_is_led_to_the_door_from_every_address() {
    let house = House::new().await;
    let mut walked = 0;
    for (path, post) in web::addresses() {
        // Programs are not led anywhere: see `api`.
        if OPEN.contains(&path) || path.starts_with("/api/") {
            continue;
        }
        let path = path
            .replace("{id}", "0")
            .replace("{note}", "0")
            .replace("{absence}", "0")
            .replace("{contact}", "0")
            .replace("{code}", "reply-in-a-working-day");
        let method = if post { Method::POST } else { Method::GET };
        for cookie in ["", "tact=", "tact=AAAA", "tact=0123456789012345678901234567890123456789012"] {
            let asked = request(method.clone(), &path)
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(header::COOKIE, cookie)
                .body(Body::empty());
            let answer = house.ask(asked.unwrap()).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path} {cookie}");
            assert!(answer.header("location").starts_with("/sign-in"), "{method} {path}");
        }
        walked += 1;
    }
    assert!(walked > 50, "only {walked} addresses were walked");
}

#[tokio::test]
async fn a_member_finds_pages_and_no_id_of_somebody_else_finds_anything() {
    let house = House::new().await;
    for path in [
        "/",
        "/inbox",
        "/inbox?view=held",
        "/inbox?view=nonsense&after=nonsense",
        "/clients",
        "/search?q=a",
        "/rulebook",
        "/rulebook/reply-in-a-working-day",
        "/outbox",
        "/settings/me",
        "/settings/sessions",
        "/settings/desk",
        "/settings/hours",
        "/settings/keys",
        "/settings/people",
        "/settings/relay",
        "/settings/mailboxes",
        "/settings/mailboxes/registrations",
        "/settings/mailboxes/signing",
        "/palette?q=a",
    ] {
        assert_eq!(house.get(path).await.status, StatusCode::OK, "{path}");
    }
    for path in [
        "/conversations/0",
        "/conversations/%27%20or%201=1",
        "/messages/0/body",
        "/messages/0/source",
        "/held/0/source",
        "/attachments/0",
        "/attachments/0/preview",
        "/clients/0",
        "/settings/mailboxes/0",
        "/settings/people/0",
        "/settings/mailboxes/new/0",
        "/rulebook/no-such-rule",
        "/nowhere",
    ] {
        let answer = house.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().contains("data-test=\"fault\""), "{path} has no page with a way out");
    }
}

#[tokio::test]
async fn a_look_changes_nothing() {
    let house = House::new().await;
    for (path, post) in web::addresses() {
        if post && !web::addresses().contains(&(path, false)) {
            let path = path
                .replace("{id}", "0")
                .replace("{note}", "0")
                .replace("{absence}", "0")
                .replace("{contact}", "0")
                .replace("{code}", "x");
            let answer = house.get(&path).await;
            let not_found_or_not_so = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND].contains(&answer.status);
            assert!(not_found_or_not_so, "GET {path}: {}", answer.status);
        }
    }
}
