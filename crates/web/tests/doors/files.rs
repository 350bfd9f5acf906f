//! Mail and files from outside: shown, but never run, loaded from elsewhere or believed.

use axum::http::StatusCode;

use crate::house::{House, letter};

const HOSTILE: &str = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
    <p>Could you look?</p><img src=\"http://remote.example/p.png\"><script>alert(1)</script><p onclick=\"alert(1)\">end</p>\
    <a href=\"javascript:alert(1)\">x</a><form action=\"/sign-out\"><button>go</button></form>\r\n\
    --b\r\nContent-Type: image/svg+xml; name=\"x.png\"\r\nContent-Disposition: attachment; filename=\"../../x\\\"; a.png\"\r\n\r\n\
    <svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>\r\n--b\r\nContent-Type: text/html\r\n\
    Content-Disposition: attachment; filename=\"page.html\"\r\n\r\n<script>alert(1)</script>\r\n--b--\r\n";

async fn hostile() -> (House, String) {
    let house = House::new().await;
    house.take(&letter(HOSTILE)).await;
    let page = house.get(&house.conversation().await).await.text();
    (house, page)
}

fn first<'a>(page: &'a str, before: &str) -> &'a str {
    page.split(before).nth(1).unwrap_or_else(|| panic!("no {before}")).split(['"', '/', '?']).next().unwrap()
}

#[tokio::test]
async fn a_mails_html_stands_in_a_closed_frame() {
    let (house, page) = hostile().await;
    let frame = page.split("<iframe").nth(1).unwrap().split('>').next().unwrap();
    assert!(frame.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""), "{frame}");
    let id = first(&page, "data-original-src-value=\"/messages/");
    let body = house.get(&format!("/messages/{id}/body")).await;
    assert_eq!(body.status, StatusCode::OK);
    let policy = body.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'; img-src data:"), "{policy}");
    assert!(policy.contains("sandbox") && !policy.contains("allow-scripts") && !policy.contains("allow-same-origin"));
    let html = body.text();
    assert!(html.contains("Could you look?"));
    for bad in ["<script", "onclick", "remote.example", "javascript:", "<form"] {
        assert!(!html.contains(bad), "{bad} is left in {html}");
    }
}

#[tokio::test]
async fn attachments_are_saved_never_shown() {
    let (house, page) = hostile().await;
    let ids: Vec<_> = page.split("href=\"/attachments/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.len(), 2);
    for id in &ids {
        let file = house.get(&format!("/attachments/{id}")).await;
        assert_eq!(file.status, StatusCode::OK);
        assert!(
            file.header("content-disposition").starts_with("attachment; "),
            "{}",
            file.header("content-disposition")
        );
        assert!(!file.header("content-disposition").contains(".."));
        assert_eq!(file.header("content-type"), "application/octet-stream", "the sender's type is not believed");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-security-policy").contains("sandbox"));
        assert_eq!(house.get(&format!("/attachments/{id}/preview")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_source_is_plain_text() {
    let (house, page) = hostile().await;
    let id = first(&page, "href=\"/messages/");
    let source = house.get(&format!("/messages/{id}/source")).await;
    assert!(source.header("content-type").starts_with("text/plain"));
    assert!(source.header("content-security-policy").contains("sandbox"));
    assert!(source.text().contains("Subject: Where is my report?"));
}

#[tokio::test]
async fn markup_in_what_people_type_stays_text() {
    let house = House::new().await;
    let mail =
        letter("Content-Type: text/plain\r\n\r\n<img src=x onerror=alert(1)> http://a.test/\"onmouseover=alert(1)\r\n");
    house
        .take(&mail.replace("Where is my report?", "<script>alert(1)</script>").replace("Anna Sample", "\"<b>Anna\""))
        .await;
    let conversation = house.conversation().await;
    house.post(&format!("{conversation}/tags"), "tag=%3Cb%3Evip").await;
    house.post(&format!("{conversation}/notes"), "text=%3Cscript%3Ealert(2)%3C/script%3E").await;
    for path in ["/", "/inbox", conversation.as_str(), "/clients", "/search?q=%3Cscript%3E", "/search?q=alert"] {
        let page = house.get(path).await.text();
        for bad in ["<script>alert", "<img src=x", "<b>Anna", "<b>vip", "\"onmouseover="] {
            assert!(!page.contains(bad), "{path} has {bad}");
        }
    }
}
