//! Emergencies told by mail to whoever is on call: who is told, what the mail says, what becomes of it when no server takes it,
//! and that a flood does not ring all night.

use desk::alert::{self, Bell, Refused};
use desk::away;
use desk::{By, Who};
use store::alert::{AlertRow, FAILED, SENT, WAITING};

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, at};
use crate::together::colleague;

const FIRE: &str = "Our shop is down, nobody can order anything. This is an emergency, please call me at once!";
const PHONE: &str = "ola@phone.test";

fn bell(house: &House) -> Bell {
    Bell::new(house.desk.clone(), House::patience(), "https://desk.agency.test/")
}

async fn on_call(house: &House, who: &Who, on_call: bool, address: &str) -> Result<(), away::Refused> {
    away::set_on_call(&house.desk, By::Member(who), &who.member.member_id, on_call, address).await
}

async fn last(house: &House, who: &Who) -> Option<AlertRow> {
    let (desk, id) = (&house.desk, &who.member.member_id);
    desk.db().read(async |mut tx| store::alert::last(&mut tx, desk.id(), id).await).await.unwrap()
}

#[tokio::test]
async fn whoever_is_on_call_is_told_at_night_and_nobody_else() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let piotr = colleague(&house, "Piotr").await;
    on_call(&house, &house.ola, true, PHONE).await.unwrap();
    on_call(&house, &piotr, false, "piotr@phone.test").await.unwrap();
    house.clock.set(at("2026-11-21T01:00:00Z"));
    house.anna_asks("q1@client.test", "Thank you, the report is fine.").await;
    assert_eq!(bell(&house).work_off().await.unwrap(), 0);
    let anna = house.anna_asks("q2@client.test", FIRE).await;
    assert_eq!(bell(&house).work_off().await.unwrap(), 1);
    let handed = relay.handed();
    assert_eq!(handed.len(), 1);
    let mail = &handed[0];
    assert_eq!((mail.from.as_str(), mail.to.as_slice()), ("", [PHONE.to_owned()].as_slice()));
    let letter = mail::read::read(mail.text.as_bytes(), &mail::read::Hints::default());
    assert_eq!(letter.subject, "Emergency: Anna Nowak, ‘The report’");
    assert!(mail.text.contains("Auto-Submitted: auto-generated") && mail.text.contains("X-Tact-Loop: 1"));
    let text = letter.text;
    assert!(text.contains("> Our shop is down") && text.contains("Anna Nowak <anna@client.test>"), "{text}");
    assert!(text.contains(&format!("https://desk.agency.test/conversations/{anna}")), "{text}");
    assert_eq!(last(&house, &house.ola).await.unwrap().state, SENT);
    assert_eq!(last(&house, &piotr).await, None, "who is not on call sleeps");
    assert_eq!(bell(&house).work_off().await.unwrap(), 0, "told once");
    assert_eq!(house.messages(&anna).await.len(), 1, "it stands in no conversation");
}

#[tokio::test]
async fn where_nobody_is_on_call_everybody_with_an_address_is_told_and_a_flood_stops() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let piotr = colleague(&house, "Piotr").await;
    on_call(&house, &house.ola, false, PHONE).await.unwrap();
    on_call(&house, &piotr, false, "piotr@phone.test").await.unwrap();
    for number in 0..8 {
        house.anna_asks(&format!("q{number}@client.test"), FIRE).await;
    }
    assert_eq!(bell(&house).work_off().await.unwrap(), 10, "five each");
    house.wait(3_601);
    house.anna_asks("q9@client.test", FIRE).await;
    assert_eq!(bell(&house).work_off().await.unwrap(), 2);
}

#[tokio::test]
async fn a_server_that_is_gone_is_asked_again_and_the_member_sees_why_nothing_came() {
    let house = House::new().await;
    on_call(&house, &house.ola, true, PHONE).await.unwrap();
    house.anna_asks("q1@client.test", FIRE).await;
    assert_eq!(bell(&house).work_off().await.unwrap(), 1);
    let row = last(&house, &house.ola).await.unwrap();
    assert_eq!((row.state.as_str(), row.last_error.as_str()), (WAITING, "refused-relay-not-set"));
    assert_eq!(bell(&house).work_off().await.unwrap(), 0, "not at once again");
    let relay = FakeSmtp::start(Script::default()).await;
    house.set_relay(&relay).await;
    house.wait(20);
    assert_eq!(bell(&house).work_off().await.unwrap(), 1);
    assert_eq!(relay.handed().len(), 1);
    assert_eq!(last(&house, &house.ola).await.unwrap().state, SENT);
}

#[tokio::test]
async fn after_six_hours_it_is_no_news_any_more() {
    let house = House::new().await;
    on_call(&house, &house.ola, true, PHONE).await.unwrap();
    house.anna_asks("q1@client.test", FIRE).await;
    let mut tries = 0;
    while last(&house, &house.ola).await.unwrap().state == WAITING {
        tries += bell(&house).work_off().await.unwrap();
        house.wait(1_200);
    }
    let row = last(&house, &house.ola).await.unwrap();
    assert_eq!(row.state, FAILED);
    assert!((15..=25).contains(&tries), "{tries}");
    assert!(row.finished_at.unwrap().duration_since(row.created_at).as_hours() <= 6);
}

#[tokio::test]
async fn it_can_be_tried_out_and_our_own_addresses_are_refused() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let unsaved = alert::try_out(&house.desk, &house.ola).await;
    assert!(matches!(unsaved, Err(Refused::NoAddress)), "{unsaved:?}");
    for (typed, key) in [
        ("ola@agency.test", "refused-away-alert-to-us"),
        ("Ola+phone@AGENCY.test", "refused-away-alert-to-us"),
        ("no address", "refused-away-alert-address"),
        ("a@b.test, c@d.test", "refused-away-alert-address"),
    ] {
        let refused = on_call(&house, &house.ola, true, typed).await.unwrap_err();
        assert_eq!(refused.key(), key, "{typed}");
    }
    on_call(&house, &house.ola, true, PHONE).await.unwrap();
    for _ in 0..5 {
        alert::try_out(&house.desk, &house.ola).await.unwrap();
    }
    let sixth = alert::try_out(&house.desk, &house.ola).await;
    assert!(matches!(sixth, Err(Refused::TooMany)), "{sixth:?}");
    assert_eq!(bell(&house).work_off().await.unwrap(), 5);
    assert!(relay.handed()[0].text.contains("Subject: A trial"), "{}", relay.handed()[0].text);
}
