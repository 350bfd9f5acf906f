//! Access keys: kept as hashes, each change with its event, used to the hour or so, gone with their member.

use desk::access_keys::{self, NewKey, NotLetIn, Refused, Secret, bearer};
use desk::members::{self, NewMember};
use desk::{By, Who};
use store::access_key::AccessKeyRow;
use store::member::Role;

use crate::house::{House, visitor};

fn new(name: &str) -> NewKey {
    NewKey { name: name.to_owned(), scopes: vec!["check".to_owned()], until: String::new() }
}

async fn made(house: &House, who: &Who) -> (AccessKeyRow, Secret) {
    access_keys::make(&house.desk, By::Member(who), &who.member.member_id, new("Vim")).await.unwrap()
}

async fn events(house: &House, id: &str) -> Vec<(String, String, String)> {
    let desk = &house.desk;
    let load = async |mut tx| store::event::of_object(&mut tx, desk.id(), "access_key", id, 10).await;
    let events = desk.db().read(load).await.unwrap();
    events.into_iter().rev().map(|event| (event.verb, event.actor, event.data)).collect()
}

async fn row(house: &House, id: &str) -> AccessKeyRow {
    let desk = &house.desk;
    desk.db().read(async |mut tx| store::access_key::find(&mut tx, desk.id(), id).await).await.unwrap().unwrap()
}

async fn colleague(house: &House, name: &str, role: Role) -> Who {
    let new = NewMember {
        name: name.to_owned(),
        address: format!("{}@agency.test", name.to_lowercase()),
        language: "en".to_owned(),
        role,
        password: None,
    };
    let (member, _) = members::add(&house.desk, By::Member(&house.ola), new).await.unwrap();
    Who { member, session_id: None }
}

#[tokio::test]
async fn neither_row_nor_event_holds_the_key_and_no_log_can() {
    let house = House::new().await;
    let (key, secret) = made(&house, &house.ola).await;
    let random = secret.reveal().strip_prefix("tact_").unwrap();
    assert!(!format!("{key:?}").contains(random) && !format!("{secret:?}").contains(random));
    assert!(secret.reveal().starts_with(&key.prefix) && key.prefix.len() == 11);
    let told = events(&house, &key.key_id).await;
    assert_eq!(
        (told.len(), told[0].0.as_str(), told[0].1.as_str()),
        (1, "access_key_made", house.ola.member.member_id.as_str())
    );
    assert!(!told[0].2.contains(random) && !told[0].2.contains(&key.token_hash), "{}", told[0].2);
}

#[tokio::test]
async fn its_use_is_noted_to_the_hour_or_so() {
    let house = House::new().await;
    let (key, secret) = made(&house, &house.ola).await;
    assert_eq!(row(&house, &key.key_id).await.used_at, None);
    let first = house.desk.now();
    let asking = bearer(&house.desk, secret.reveal(), &visitor()).await.unwrap();
    assert_eq!(asking.who.member, house.ola.member);
    house.wait(3_600);
    bearer(&house.desk, secret.reveal(), &visitor()).await.unwrap();
    assert_eq!(row(&house, &key.key_id).await.used_at, Some(first), "not every question writes");
    house.wait(1);
    bearer(&house.desk, secret.reveal(), &visitor()).await.unwrap();
    assert_eq!(row(&house, &key.key_id).await.used_at, Some(house.desk.now()));
}

#[tokio::test]
async fn whoever_leaves_takes_their_keys_along_and_gets_none_of_them_back() {
    let house = House::new().await;
    let jan = colleague(&house, "Jan", Role::Drafter).await;
    let (key, secret) = made(&house, &jan).await;
    let (olas, _) = made(&house, &house.ola).await;
    members::disable(&house.desk, By::Member(&house.ola), &jan.member.member_id).await.unwrap();
    assert_eq!(row(&house, &key.key_id).await.withdrawn_at, Some(house.desk.now()));
    assert_eq!(events(&house, &key.key_id).await.last().unwrap().0, "access_key_withdrawn");
    assert_eq!(row(&house, &olas.key_id).await.withdrawn_at, None);
    let none = access_keys::make(&house.desk, By::Terminal, &jan.member.member_id, new("Vim")).await;
    assert!(matches!(none, Err(Refused::Nobody)));
    members::enable(&house.desk, By::Member(&house.ola), &jan.member.member_id).await.unwrap();
    assert!(matches!(bearer(&house.desk, secret.reveal(), &visitor()).await, Err(NotLetIn::Unknown)));
}

#[tokio::test]
async fn nobody_makes_a_key_in_a_colleagues_name_and_only_owners_withdraw_theirs() {
    let house = House::new().await;
    let jan = colleague(&house, "Jan", Role::Colleague).await;
    let (olas, _) = made(&house, &house.ola).await;
    let (jans, _) = made(&house, &jan).await;
    for (who, whose) in [(&jan, &house.ola), (&house.ola, &jan)] {
        let made = access_keys::make(&house.desk, By::Member(who), &whose.member.member_id, new("Vim")).await;
        assert!(matches!(made, Err(Refused::NotYours)), "not even an owner");
    }
    assert!(matches!(access_keys::withdraw(&house.desk, By::Member(&jan), &olas.key_id).await, Err(Refused::Nothing)));
    access_keys::withdraw(&house.desk, By::Member(&house.ola), &jans.key_id).await.unwrap();
    let again = access_keys::withdraw(&house.desk, By::Member(&house.ola), &jans.key_id).await;
    assert!(matches!(again, Err(Refused::Nothing)), "once is enough");
    assert_eq!(events(&house, &jans.key_id).await.len(), 2);
    assert_eq!(access_keys::list(&house.desk, By::Member(&jan)).await.unwrap().len(), 1);
    assert_eq!(access_keys::list(&house.desk, By::Member(&house.ola)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn fifty_good_keys_are_the_most_and_those_that_are_over_do_not_count() {
    let house = House::new().await;
    let until = NewKey { until: "2026-11-20".to_owned(), ..new("Today only") };
    let id = house.ola.member.member_id.clone();
    for _ in 0..50 {
        access_keys::make(&house.desk, By::Member(&house.ola), &id, until.clone()).await.unwrap();
    }
    let more = access_keys::make(&house.desk, By::Member(&house.ola), &id, new("One more")).await;
    assert!(matches!(more, Err(Refused::TooMany)));
    house.wait(24 * 3_600);
    access_keys::make(&house.desk, By::Member(&house.ola), &id, new("One more")).await.unwrap();
}
