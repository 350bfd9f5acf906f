//! Several people through the doors: an answer that was overtaken, presence, and acts that regroup and take back.

use axum::http::StatusCode;
use store::member::Role;

use crate::house::{House, Read};

fn mail(id: &str, references: &str, subject: &str, words: &str, house: &House) -> String {
    let now = house.desk.now().strftime("%a, %d %b %Y %H:%M:%S +0000");
    let references = if references.is_empty() { String::new() } else { format!("References: <{references}>\r\n") };
    format!(
        "From: Anna Sample <anna@client.example>\r\nTo: ola@studio.example\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n\
         {references}Date: {now}\r\nContent-Type: text/plain\r\n\r\n{words}\r\n"
    )
}

fn field(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Where a redirect leads, and the way to take back what was done.
fn led_to(answer: &Read) -> (String, String) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let flash = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let undo = flash.split('|').nth(2).unwrap_or("").to_owned();
    (answer.header("location").to_owned(), undo)
}

#[tokio::test]
async fn an_answer_that_was_overtaken_shows_what_came_and_loses_nothing() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    let page = house.get(&conversation).await.text();
    let (key, base) = (field(&page, "key"), field(&page, "base"));
    house
        .take(&mail("q2@client.example", "q1@client.example", "Re: The report", "Never mind, found it.", &house))
        .await;
    let form = format!("to=anna%40client.example&text=Here+it+is.&key={key}&base={base}");
    let answer = house.post(&format!("{conversation}/answers"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let shown = answer.text();
    assert!(
        shown.contains("data-test=\"overtaken\"") && shown.contains("Never mind, found it."),
        "what came is not shown"
    );
    assert!(shown.contains(">Here it is.</textarea>"), "the words are lost");
    // The same again without a word that it was read is refused again; with it, it goes.
    assert_eq!(field(&shown, "base"), base);
    assert_eq!(house.post(&format!("{conversation}/answers"), &form).await.status, StatusCode::CONFLICT);
    let sent = house.post(&format!("{conversation}/answers"), &format!("{form}&newer=yes")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_answer_written_while_a_colleague_joined_the_conversation_is_shown_where_it_goes_on() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let first = house.conversation().await;
    house.take(&mail("q2@client.example", "", "The invoice", "And the invoice?", &house)).await;
    let second = house.conversation().await;
    assert_ne!(first, second);
    let page = house.get(&second).await.text();
    let (key, base) = (field(&page, "key"), field(&page, "base"));
    let into = first.trim_start_matches("/conversations/");
    let (there, undo) = led_to(&house.post(&format!("{second}/merger"), &format!("into={into}")).await);
    assert_eq!((there.as_str(), undo), (first.as_str(), format!("{second}/merger/removal")));
    let form = format!("to=anna%40client.example&text=Both+are+here.&key={key}&base={base}");
    let answer = house.post(&format!("{second}/answers"), &form).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let shown = answer.text();
    assert!(shown.contains(&format!("action=\"{first}/answers\"")) && shown.contains(">Both are here.</textarea>"));
    // The page of the one that ended leads on; taken back, it is there again.
    assert_eq!(led_to(&house.get(&second).await).0, first);
    led_to(&house.post(&format!("{second}/merger/removal"), "").await);
    assert_eq!(house.get(&second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_changed_subject_offers_a_split_that_can_be_taken_back() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    assert!(!house.get(&conversation).await.text().contains("data-test=\"split-offer\""));
    house.take(&mail("q2@client.example", "q1@client.example", "Re: The report", "Hello?", &house)).await;
    assert!(!house.get(&conversation).await.text().contains("data-test=\"split-offer\""));
    house
        .take(&mail("q3@client.example", "q1@client.example", "A new logo", "Could you make us a logo?", &house))
        .await;
    let page = house.get(&conversation).await.text();
    let offer = page.split("data-test=\"split-offer\"").nth(1).expect("no split is offered");
    let message = field(offer, "message");
    let (made, undo) = led_to(&house.post(&format!("{conversation}/split"), &format!("message={message}")).await);
    let page = house.get(&made).await.text();
    assert!(page.contains("Could you make us a logo?") && page.contains("data-test=\"split-from\""));
    assert!(!page.contains("When comes the report?"));
    assert_eq!(led_to(&house.post(&undo, "").await).0, conversation);
    assert!(house.get(&conversation).await.text().contains("Could you make us a logo?"));
}

#[tokio::test]
async fn a_blocked_sender_is_found_in_the_view_of_their_own_and_let_in_from_there() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    let (_, undo) = led_to(&house.post("/senders", "sender=%40client.example&next=/inbox").await);
    assert!(undo.starts_with("/senders/removal?sender="), "{undo}");
    assert!(!house.get("/").await.text().contains("Anna Sample"));
    assert!(!house.get("/inbox?view=all").await.text().contains("Anna Sample"));
    let blocked = house.get("/inbox?view=blocked").await.text();
    assert!(blocked.contains("Anna Sample") && blocked.contains("@client.example"));
    assert!(house.get(&conversation).await.text().contains("data-test=\"shut\""));
    led_to(&house.post(&undo, "").await);
    assert!(house.get("/").await.text().contains("Anna Sample"));
}

#[tokio::test]
async fn presence_is_told_in_words_to_others_and_not_to_oneself() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    let told = house.post(&format!("{conversation}/presence"), "doing=writing").await;
    assert_eq!((told.status, told.text().as_str()), (StatusCode::OK, "[]"));
    assert_eq!(house.get("/presence").await.text(), "[]");
    let piotr = house.colleague("Piotr Wzór", Role::Colleague).await;
    let id = conversation.trim_start_matches("/conversations/");
    desk::presence::here(&house.desk, &piotr, id, Some(store::presence::Doing::Writing)).await.unwrap();
    let told = house.post(&format!("{conversation}/presence"), "doing=looking").await.text();
    assert!(told.contains("Piotr Wzór is writing an answer.") && told.contains("\"PW\""), "{told}");
    assert!(house.get("/presence").await.text().contains(id));
}

#[tokio::test]
async fn whoever_is_named_finds_it_in_the_inbox_until_the_page_was_looked_at() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    let piotr = house.colleague("Piotr Wzór", Role::Colleague).await;
    let id = conversation.trim_start_matches("/conversations/");
    desk::note::write(&house.desk, &piotr, id, "@Ola, could you look?").await.unwrap();
    assert!(house.get("/").await.text().contains("Piotr Wzór named you in a note"));
    assert!(house.get("/inbox?view=mentions").await.text().contains("a note names you"));
    let page = house.get(&conversation).await.text();
    let last = page.split("data-conversation-last-value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    house.post(&format!("{conversation}/seen"), &format!("last={last}")).await;
    assert!(!house.get("/").await.text().contains("named you in a note"));
    let mentions = house.get("/inbox?view=mentions").await.text();
    assert!(mentions.contains("The report") && !mentions.contains("a note names you"), "it stays to be found, as seen");
}

#[tokio::test]
async fn an_assignment_taken_back_goes_to_whoever_had_it() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    let me = house.who.member.member_id.clone();
    let other = store::member::MemberRow {
        member_id: "p".into(),
        address: "p@studio.example".into(),
        ..house.who.member.clone()
    };
    house.desk.db().write(async |mut tx| store::member::insert(&mut tx, house.desk.id(), &other).await).await.unwrap();
    let assign = async |member: &str| {
        led_to(&house.post(&format!("{conversation}/assignment"), &format!("member={member}")).await).1
    };
    let holder = async || {
        let id = conversation.trim_start_matches("/conversations/");
        let read = house.desk.db().read(async |mut tx| store::conversation::find(&mut tx, house.desk.id(), id).await);
        read.await.unwrap().unwrap().assigned_to
    };
    let to_nobody = assign(&me).await;
    let to_me = assign("p").await;
    led_to(&house.post(&to_me, "").await);
    assert_eq!(holder().await, Some(me));
    led_to(&house.post(&to_nobody, "").await);
    assert_eq!(holder().await, None);
}

#[tokio::test]
async fn tags_in_use_are_offered() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let conversation = house.conversation().await;
    assert_eq!(house.get("/tags").await.text(), "[]");
    led_to(&house.post(&format!("{conversation}/tags"), "tag=Faktura").await);
    assert_eq!(house.get("/tags").await.text(), "[\"Faktura\"]");
}

#[tokio::test]
async fn many_are_joined_in_the_inbox_and_taken_apart_as_one() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let first = house.conversation().await;
    house.take(&mail("q2@client.example", "", "The invoice", "And the invoice?", &house)).await;
    let second = house.conversation().await;
    let ids = [&first, &second].map(|path| format!("ids={}", path.trim_start_matches("/conversations/"))).join("&");
    let (_, undo) = led_to(&house.post("/inbox/bulk", &format!("{ids}&act=merge&next=/inbox")).await);
    assert_eq!(house.get("/inbox").await.text().matches("data-test=\"conversation\"").count(), 1);
    assert!(undo.starts_with("/inbox/bulk/"), "{undo}");
    led_to(&house.post(&undo, "next=/inbox").await);
    assert_eq!(house.get("/inbox").await.text().matches("data-test=\"conversation\"").count(), 2);
}

#[tokio::test]
async fn many_are_tagged_moved_and_given_away_in_the_inbox_without_a_script() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let id = house.conversation().await.trim_start_matches("/conversations/").to_owned();
    let act = async |what: &str| house.post("/inbox/bulk", &format!("ids={id}&{what}&next=/inbox")).await;
    let page = house.get("/inbox").await.text();
    let me = &house.who.member.member_id;
    assert!(page.contains(&format!("name=\"assign\" value=\"{me}\"")), "nobody to give them to");
    // Enter in a field presses the form's first button; it must not be 'Done'.
    let bar = page.split("data-test=\"bulk\"").nth(1).unwrap();
    assert!(bar.split("<button").nth(1).unwrap().contains("value=\"typed\""));
    led_to(&act("act=typed&tag=Faktura&client=").await);
    assert_eq!(house.get("/tags").await.text(), "[\"Faktura\"]");
    assert_eq!(led_to(&act("act=typed&tag=&client=").await).1, "", "nothing was meant");
    let (_, undo) = led_to(&act(&format!("assign={me}")).await);
    assert!(house.get("/inbox?view=mine").await.text().contains("The report"));
    led_to(&house.post(&undo, "next=/inbox").await);
    assert!(!house.get("/inbox?view=mine").await.text().contains("The report"));
    let refused = act("act=move&client=Nobody+knows+them").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, undo) = led_to(&act("act=block").await);
    assert!(!house.get("/inbox").await.text().contains("data-test=\"conversation\""));
    led_to(&house.post(&undo, "next=/inbox").await);
    assert!(house.get("/inbox").await.text().contains("data-test=\"conversation\""));
}

#[tokio::test]
async fn people_at_a_client_are_kept_on_the_clients_page() {
    let house = House::new().await;
    house.take(&mail("q1@client.example", "", "The report", "When comes the report?", &house)).await;
    let clients = house.get("/clients").await.text();
    let client = clients.split('"').find(|it| it.starts_with("/clients/")).unwrap().to_owned();
    let add = async |form: &str| house.post(&format!("{client}/contacts"), form).await;
    assert_eq!(add("name=Ewa&address=anna%40client.example").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    led_to(&add("name=Ewa+Nowa&address=ewa%40wp.pl&language=pl").await);
    let page = house.get(&client).await.text();
    assert!(page.contains("Ewa Nowa") && page.contains("ewa@wp.pl"));
    let begins = format!("action=\"{client}/contacts/");
    let hers = page.split(&begins).map(|rest| rest.split('"').next().unwrap().to_owned());
    let last = hers.last().unwrap();
    let (_, undo) = led_to(&house.post(&format!("{client}/contacts/{last}"), "").await);
    assert!(last.ends_with("/removal"), "{last}");
    assert!(!house.get(&client).await.text().contains("ewa@wp.pl"));
    led_to(&house.post(&undo, "").await);
    assert!(house.get(&client).await.text().contains("ewa@wp.pl"));
}
