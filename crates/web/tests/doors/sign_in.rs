//! Coming in and going out.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};

use crate::house::{House, PASSWORD, Read, request};

async fn knock(house: &House, address: &str, password: &str, next: &str) -> Read {
    let form = format!("address={address}&password={}&next={next}", password.replace(' ', "+"));
    let asked = request(Method::POST, "/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(form));
    house.ask(asked.unwrap()).await
}

#[tokio::test]
async fn the_right_password_opens_and_leads_only_to_own_pages() {
    let house = House::new().await;
    for (next, to) in [
        ("/inbox", "/inbox"),
        ("//evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("https:evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/%2509/evil.example", "/"),
        ("", "/"),
        ("/sign-out", "/"),
    ] {
        let answer = knock(&house, "ola@studio.example", PASSWORD, next).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, to), "{next}");
    }
    let answer = knock(&house, "OLA@studio.example", PASSWORD, "").await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("tact=") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains("Secure"), "over http on this machine the cookie would not come back");
}

#[tokio::test]
async fn over_https_the_cookie_is_bound_to_this_host() {
    let house = House::at("https://desk.studio.example").await;
    let answer = knock(&house, "ola@studio.example", PASSWORD, "").await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-tact=") && cookie.contains("; Secure") && cookie.contains("Path=/;"),
        "{cookie}"
    );
    assert_eq!(house.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_the_same() {
    let house = House::new().await;
    let known = knock(&house, "ola@studio.example", "a wrong password", "").await;
    let unknown = knock(&house, "nobody@studio.example", "a wrong password", "").await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(known.text().replace("ola@", "nobody@"), unknown.text());
    assert!(known.header("set-cookie").is_empty());
}

#[tokio::test]
async fn too_many_tries_are_stopped() {
    let house = House::new().await;
    let mut last = StatusCode::OK;
    for _ in 0..40 {
        last = knock(&house, "ola@studio.example", "x", "").await.status;
        if last == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn looking_at_a_link_does_not_use_it_up() {
    let house = House::new().await;
    let path = desk::sign_in::link::make(&house.desk, "ola@studio.example").await.unwrap().unwrap();
    let token = path.split_once("token=").unwrap().1;
    for _ in 0..3 {
        let seen = house.ask(request(Method::GET, &path).body(Body::empty()).unwrap()).await;
        assert!(seen.text().contains("link-sign-in"), "a scanner's look took the link away");
        assert!(seen.header("set-cookie").is_empty());
    }
    let using = || {
        request(Method::POST, "/sign-in/link")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("token={token}")))
            .unwrap()
    };
    assert_eq!(house.ask(using()).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.ask(using()).await.status, StatusCode::UNPROCESSABLE_ENTITY, "a link works once");
}

#[tokio::test]
async fn who_signed_out_is_out_everywhere() {
    let house = House::new().await;
    assert_eq!(house.get("/").await.status, StatusCode::OK);
    assert_eq!(house.post("/sign-out", "").await.header("location"), "/sign-in");
    assert_eq!(house.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_language_of_a_visitor_is_asked_remembered_or_told_by_the_browser() {
    let house = House::new().await;
    let ask = |path: &str, name: &'static str, value: &'static str| {
        house.ask(request(Method::GET, path).header(name, value).body(Body::empty()).unwrap())
    };
    assert!(ask("/sign-in", "accept-language", "ru, en;q=0.5").await.text().contains("<html lang=\"ru\">"));
    let chosen = ask("/sign-in?lang=pl", "accept-language", "ru").await;
    assert!(chosen.text().contains("<html lang=\"pl\">") && chosen.header("set-cookie").starts_with("lang=pl"));
    assert!(ask("/sign-in", "cookie", "lang=pl").await.text().contains("<html lang=\"pl\">"));
}
