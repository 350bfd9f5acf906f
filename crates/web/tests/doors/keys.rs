//! The page of access keys: a key is shown once, everybody sees their own, and withdrawing needs one press.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use desk::By;
use desk::members::NewMember;
use store::member::Role;

use crate::house::{House, request};

/// Somebody who may work but not change the desk: their cookie.
async fn colleague(house: &House) -> String {
    let new = NewMember {
        name: "Jan Próba".to_owned(),
        address: "jan@studio.example".to_owned(),
        language: "pl".to_owned(),
        role: Role::Colleague,
        password: None,
    };
    let (_, link) = desk::members::add(&house.desk, By::Member(&house.who), new).await.unwrap();
    let token = link.split_once("token=").unwrap().1;
    let visitor = desk::Visitor { ip: std::net::Ipv4Addr::LOCALHOST.into(), user_agent: "test".to_owned() };
    let signed_in = desk::sign_in::link::consume(&house.desk, token, &visitor).await.unwrap();
    format!("tact={}", signed_in.token.reveal())
}

async fn ask(house: &House, cookie: &str, path: &str, form: Option<&str>) -> crate::house::Read {
    let method = if form.is_some() { Method::POST } else { Method::GET };
    let request = request(method, path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(form.unwrap_or_default().to_owned()));
    house.ask(request.unwrap()).await
}

/// The key on the page that shows it.
fn shown(page: &str) -> Option<&str> {
    page.split("data-test=\"key\">").nth(1)?.split('<').next()
}

fn first_id(page: &str) -> &str {
    page.split("action=\"/settings/keys/").nth(1).unwrap().split('/').next().unwrap()
}

#[tokio::test]
async fn a_key_is_shown_once_and_withdrawn_with_one_press() {
    let house = House::new().await;
    let made = house.post("/settings/keys", "name=%3Cb%3EVim%3C%2Fb%3E&scopes=check&until=").await;
    assert_eq!(made.status, StatusCode::CREATED);
    let page = made.text();
    let key = shown(&page).unwrap();
    assert!(key.starts_with("tact_") && key.len() == 48, "{key}");
    assert!(page.contains("&#60;b&#62;Vim"), "the name is data");
    let later = house.get("/settings/keys").await.text();
    assert!(shown(&later).is_none() && !later.contains(key), "nobody reads it again");
    assert!(later.contains(&key[..11]) && later.contains("data-test=\"access-key\""));
    let done = house.post(&format!("/settings/keys/{}/removal", first_id(&later)), "").await;
    assert_eq!(done.header("location"), "/settings/keys");
    let after = house.get("/settings/keys").await.text();
    assert!(!after.contains("data-test=\"access-key\"") && after.contains("data-test=\"past-key\""));
    assert_eq!(house.post("/settings/keys/0/removal", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let house = House::new().await;
    for form in ["name=+&scopes=check", "name=Vim", "name=Vim&scopes=all", "name=Vim&scopes=check&until=2020-01-01"] {
        let answer = house.post("/settings/keys", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.text().contains("data-test=\"refusal\""), "{form}");
    }
    let typed = house.post("/settings/keys", "name=My+Vim&until=2020-01-01&scopes=check").await.text();
    assert!(typed.contains("value=\"My Vim\"") && typed.contains("value=\"2020-01-01\""));
}

#[tokio::test]
async fn members_see_and_withdraw_their_own_and_owners_all() {
    let house = House::new().await;
    let jan = colleague(&house).await;
    house.post("/settings/keys", "name=Olas-editor&scopes=check").await;
    assert_eq!(
        ask(&house, &jan, "/settings/keys", Some("name=Jans-editor&scopes=check")).await.status,
        StatusCode::CREATED
    );
    let his = ask(&house, &jan, "/settings/keys", None).await.text();
    assert!(his.contains("Jans-editor") && !his.contains("Olas-editor"));
    let hers = house.get("/settings/keys").await.text();
    assert!(hers.contains("Jans-editor") && hers.contains("Olas-editor") && hers.contains("Jan Próba"));
    let all = desk::access_keys::list(&house.desk, By::Terminal).await.unwrap();
    let olas = all.iter().find(|(key, _)| key.name == "Olas-editor").unwrap();
    let tried = ask(&house, &jan, &format!("/settings/keys/{}/removal", olas.0.key_id), Some("")).await;
    assert_eq!(tried.status, StatusCode::UNPROCESSABLE_ENTITY, "a colleague's key is not there for him");
    let jans = all.iter().find(|(key, _)| key.name == "Jans-editor").unwrap();
    let done = house.post(&format!("/settings/keys/{}/removal", jans.0.key_id), "").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(ask(&house, &jan, "/settings/keys", None).await.text().contains("data-test=\"past-key\""));
}
