//! Held mail on its page: why it is held, and what a member does about it.

use axum::http::StatusCode;

use crate::house::House;

fn nested(subject: &str) -> String {
    let mut mail =
        format!("From: anna@client.example\r\nSubject: {subject}\r\nMessage-ID: <{subject}@client.example>\r\n");
    for depth in 0..200 {
        mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"));
    }
    mail
}

/// The ids of the held mails on a page.
fn ids(page: &str) -> Vec<String> {
    let links = page.split("href=\"/held/").skip(1);
    links.map(|rest| rest.split('/').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_held_mail_says_why_and_is_taken_in_thrown_away_or_had_back() {
    let house = House::new().await;
    for subject in ["one", "two", "three"] {
        house.take(&nested(subject)).await;
    }
    let held = "/inbox?view=held";
    let page = house.get(held).await.text();
    assert!(page.contains("nested too deeply") && page.contains("data-key=\"r\"") && page.contains("data-key=\"a\""));
    let [three, two, one] = <[String; 3]>::try_from(ids(&page)).unwrap();

    let again = house.post(&format!("/held/{three}/retrial"), "").await;
    assert!(again.header("set-cookie").contains("held-still"), "nothing is said about it");
    let taken = house.post(&format!("/held/{one}/acceptance"), "next=/inbox?view=held").await;
    assert_eq!((taken.status, taken.header("location")), (StatusCode::SEE_OTHER, held));
    assert!(house.get("/inbox?view=all").await.text().contains("one"), "it is no conversation");

    let thrown = house.post(&format!("/held/{two}/disposal"), "").await;
    assert!(thrown.header("set-cookie").contains(&format!("/held/{two}/disposal/removal")), "nothing takes it back");
    assert_eq!(ids(&house.get("/inbox?view=thrown").await.text()), std::slice::from_ref(&two));
    house.post(&format!("/held/{two}/disposal/removal"), "").await;
    assert_eq!(ids(&house.get(held).await.text()).len(), 2);

    let both = format!("act=throw&ids={two}&ids={three}");
    house.post("/inbox/held", &both).await;
    assert!(ids(&house.get(held).await.text()).is_empty());
    assert_eq!(house.post("/held/0/acceptance", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}
