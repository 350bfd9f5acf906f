//! What every answer tells the browser, and which requests are turned away before any page is asked.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::house::{House, request};

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let house = House::new().await;
    for path in ["/", "/sign-in", "/nowhere", "/healthz", "/set-up"] {
        let answer = house.get(path).await;
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "script-src 'self' 'sha256-", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    }
}

#[tokio::test]
async fn pages_are_not_kept_and_assets_are_for_ever() {
    let house = House::new().await;
    let page = house.get("/").await;
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    let sheet = text.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let asset = house.get(sheet).await;
    assert_eq!(asset.status, StatusCode::OK);
    assert!(asset.header("cache-control").contains("immutable"));
    assert_eq!(house.get("/assets/../Cargo.toml").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_host_is_not_ours() {
    let house = House::at("https://desk.studio.example").await;
    for (host, status) in [
        ("desk.studio.example", StatusCode::OK),
        ("DESK.studio.example:443", StatusCode::OK),
        ("localhost:8080", StatusCode::OK),
        ("[::1]:8080", StatusCode::OK),
        ("evil.example", StatusCode::MISDIRECTED_REQUEST),
        ("desk.studio.example.evil.example", StatusCode::MISDIRECTED_REQUEST),
        ("desk.studio.example@evil.example", StatusCode::MISDIRECTED_REQUEST),
        ("", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let asked = Request::builder().uri("/healthz").header(header::HOST, host).body(Body::empty());
        assert_eq!(house.ask(asked.unwrap()).await.status, status, "{host}");
    }
    let without = Request::builder().uri("/healthz").body(Body::empty()).unwrap();
    assert_eq!(house.ask(without).await.status, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn another_site_cannot_act() {
    let house = House::new().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let asked = request(Method::POST, "/settings/me")
            .header(header::COOKIE, &house.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(name, value)
            .body(Body::from("name=Taken&language=en"));
        let answer = house.ask(asked.unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value}");
        assert!(answer.text().contains("data-test=\"fault\""), "a refused request has a page, too");
    }
    assert!(house.get("/settings/me").await.text().contains("Ola Próba"));
    assert_eq!(house.post("/settings/me", "name=Ola+Sample&language=en").await.status, StatusCode::SEE_OTHER);
    assert!(house.get("/settings/me").await.text().contains("Ola Sample"));
}

#[tokio::test]
async fn too_large_a_form_is_refused() {
    let house = House::new().await;
    let answer = house.post("/settings/me", &"x".repeat(3 * 1024 * 1024)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
