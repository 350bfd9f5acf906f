//! Members' hours and absences on their pages: who sees which, what colleagues are told, and what stands on Today.

use axum::http::StatusCode;
use store::member::Role;

use crate::house::House;

fn mail(house: &House, id: &str, subject: &str, words: &str) -> String {
    let now = house.desk.now().strftime("%a, %d %b %Y %H:%M:%S +0000");
    format!(
        "From: Anna Sample <anna@client.example>\r\nTo: ola@studio.example\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n\
         Date: {now}\r\nContent-Type: text/plain\r\n\r\n{words}\r\n"
    )
}

#[tokio::test]
async fn an_absence_is_added_on_a_page_and_told_wherever_somebody_is_given_work() {
    let house = House::new().await;
    house.colleague("Piotr", Role::Colleague).await;
    house.take(&mail(&house, "q1@client.example", "The report", "When comes the report?")).await;
    let conversation = house.conversation().await;
    let id = conversation.trim_start_matches("/conversations/");
    let me = &house.who.member.member_id;
    let today = house.desk.settings().calendar.date_of(house.desk.now());
    let form = format!("first={today}&last={today}&stands_in={me}&word=skiing");
    let wrong = house.post("/settings/people/piotr/absences", "first=soon&word=skiing").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("value=\"skiing\""), "what was typed is lost");
    assert_eq!(house.post("/settings/people/piotr/absences", &form).await.status, StatusCode::SEE_OTHER);
    let page = house.get("/settings/people/piotr").await.text();
    assert!(page.contains("skiing") && page.contains("Ola"), "{page}");

    house.post(&format!("{conversation}/assignment"), "member=piotr").await;
    for path in [conversation.as_str(), "/inbox", "/settings/people"] {
        assert!(house.get(path).await.text().contains("steps in"), "{path} does not tell that he is away");
    }
    let today = house.get("/").await.text();
    assert!(today.contains("data-test=\"instead\"") && today.contains("You step in: 1 conversation."), "{today}");
    let of = house.get("/inbox?view=mine&of=piotr").await.text();
    assert!(of.contains(&format!("id=\"c-{id}\"")) && of.contains("With Piotr"));
    assert!(!house.get("/inbox?view=mine").await.text().contains(&format!("id=\"c-{id}\"")));
}

#[tokio::test]
async fn one_press_says_that_one_is_away_and_another_that_one_is_back() {
    let house = House::new().await;
    let rail = |page: &str| page.contains("action=\"/whereabouts/removal\"");
    let before = rail(&house.get("/inbox?view=all").await.text());
    let (press, back) =
        if before { ("/whereabouts/removal", "/whereabouts") } else { ("/whereabouts", "/whereabouts/removal") };
    let answer = house.post(press, "next=/inbox?view=all").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/inbox?view=all"));
    assert_eq!(rail(&house.get("/inbox?view=all").await.text()), !before);
    house.post(back, "next=/").await;
    assert_eq!(rail(&house.get("/").await.text()), before);
}

#[tokio::test]
async fn an_emergency_stands_on_top_of_today_for_whoever_is_on_call_until_it_is_answered() {
    let house = House::new().await;
    house.colleague("Piotr", Role::Colleague).await;
    let told = async || house.get("/").await.text().contains("Emergency: Anna Sample");
    house.take(&mail(&house, "q1@client.example", "The report", "When comes the report?")).await;
    assert!(!told().await, "no emergency");
    house
        .take(&mail(&house, "q2@client.example", "The shop", "The shop is down, nobody can order. Please call now."))
        .await;
    assert!(told().await, "nobody is on call, so everybody is told");
    house.post("/settings/people/piotr/on-call", "on_call=yes").await;
    assert!(!told().await, "Piotr is on call");
    let me = house.who.member.member_id.clone();
    house.post(&format!("/settings/people/{me}/on-call"), "on_call=yes").await;
    assert!(told().await);
    let conversation = house.conversation().await;
    house.post(&format!("{conversation}/settlement"), "").await;
    assert!(!told().await, "it is done");
    // Marked in the way that the agency chose.
    house.post("/settings/mail", "emergency_words=PILNE&emergency_address=&flood_after=60&ask_after_hours=24").await;
    house.take(&mail(&house, "q3@client.example", "Pilne: the logo", "Could you send us the logo?")).await;
    assert!(told().await);
}

#[tokio::test]
async fn whoever_keeps_no_own_hours_sees_the_desks_behind_the_fields() {
    let house = House::new().await;
    let me = format!("/settings/people/{}", house.who.member.member_id);
    let desks = house.desk.settings().settings.hours.get("mon").map(|spans| spans.join(", ")).unwrap_or_default();
    assert!(!desks.is_empty());
    let behind = format!("placeholder=\"{desks}\"");
    assert!(house.get(&me).await.text().contains(&behind));
    let hours = format!("{me}/hours");
    assert_eq!(house.post(&hours, "tue=10:00-14:00").await.status, StatusCode::SEE_OTHER);
    let page = house.get(&me).await.text();
    assert!(
        page.contains("value=\"10:00-14:00\"") && !page.contains(&behind),
        "a day without hours of one's own is free"
    );
}

#[tokio::test]
async fn a_device_is_told_who_and_what_about_and_never_what_is_written() {
    let house = House::new().await;
    let since = house.desk.now();
    // At work, whatever the clock says.
    house.post("/whereabouts/removal", "next=/").await;
    house.take(&mail(&house, "q1@client.example", "The report", "When comes the secret report?")).await;
    let conversation = house.conversation().await;
    let since_then = since.to_string().replace(':', "%3A");
    let ask = format!("/notifications?member={}&since={since_then}", house.who.member.member_id);
    // Somebody else asked for it on this device.
    assert_eq!(
        house.get(&format!("/notifications?member=piotr&since={since_then}")).await.status,
        StatusCode::NO_CONTENT
    );
    let answer = house.get(&ask).await;
    assert_eq!(answer.status, StatusCode::OK);
    let text = answer.text();
    assert!(!text.contains("secret"), "{text}");
    let told: serde_json::Value = serde_json::from_str(&text).unwrap();
    let things = told["things"].as_array().unwrap();
    assert_eq!(things.len(), 1, "{text}");
    assert_eq!((&things[0]["title"], &things[0]["text"]), (&"Anna Sample".into(), &"The report".into()));
    assert!(things[0]["href"].as_str().unwrap().starts_with(&conversation), "{text}");
    assert_eq!((&things[0]["urgent"], &told["again"]), (&false.into(), &serde_json::Value::Null));
    // Away: it waits, and is still asked for from the same moment on.
    house.post("/whereabouts", "next=/").await;
    let told: serde_json::Value = serde_json::from_str(&house.get(&ask).await.text()).unwrap();
    assert_eq!(told["things"], serde_json::json!([]));
    assert_eq!(told["since"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap(), since);
    assert!(told["again"].as_i64().unwrap() > 0);
    assert_eq!(house.get("/notifications?since=yesterday").await.status, StatusCode::BAD_REQUEST);
}
