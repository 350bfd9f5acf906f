//! A colleague's draft, read and answered: what cannot be taken comes back with the words that were typed.

use axum::http::StatusCode;
use desk::drafts::{self, DraftForm};
use desk::files::Place;
use desk::{Who, second_look};
use store::draft::{DraftKind, DraftRow};
use store::member::Role;

use crate::house::{House, letter};

const LONG: &str = "The second paragraph should say when.";

async fn written(house: &House, writer: &Who, id: &str, version: i64, text: &str) -> DraftRow {
    let form = DraftForm { text: text.to_owned(), version, ..DraftForm::default() };
    drafts::save(&house.desk, writer, id, DraftKind::Reply, &form).await.unwrap();
    drafts::load(&house.desk, writer, id, DraftKind::Reply).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_reader_keeps_their_words_whatever_is_not_right() {
    let house = House::new().await;
    house.take(&letter("\r\nWhen is the launch?\r\n")).await;
    let conversation = house.conversation().await;
    let id = conversation.rsplit('/').next().unwrap();
    let piotr = house.colleague("Piotr Wzór", Role::Colleague).await;
    let first = written(&house, &piotr, id, 0, "The launch is soon.").await;
    let place = Place { conversation: id, kind: DraftKind::Reply };
    second_look::ask(&house.desk, &piotr, place, &house.who.member.member_id, "Clear?").await.unwrap();
    let say = format!("/drafts/{}/second-look", first.draft_id);

    let silent = house.post(&say, &format!("version={}&verdict=change&words=", first.version)).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = silent.text();
    assert!(page.contains("data-test=\"look-words-wrong\"") && page.contains("data-test=\"again-text\""), "{page}");

    let second = written(&house, &piotr, id, first.version, "The launch is on Tuesday.").await;
    let words = LONG.replace(' ', "+");
    let late = house.post(&say, &format!("version={}&verdict=change&words={words}", first.version)).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = late.text();
    assert!(page.contains(&format!("{LONG}</textarea>")), "the words are kept: {page}");
    assert!(page.contains("data-test=\"look-words-wrong\"") && page.contains("The launch is on Tuesday."), "{page}");
    assert!(
        page.contains(&format!("name=\"version\" value=\"{}\"", second.version)),
        "what is said next is of this one"
    );
    let taken = house.post(&say, &format!("version={}&verdict=change&words={words}", second.version)).await;
    assert_eq!(taken.header("location"), "/");
}
