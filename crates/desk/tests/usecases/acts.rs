//! What a member does to a conversation, and how it is taken back.

use std::collections::BTreeMap;

use desk::bulk::{self, BulkAct};
use desk::{By, assign, clients, members, note, see, settings, settle, snooze, tag, waive};
use jiff::SignedDuration;
use serde_json::json;
use store::conversation::{ConversationRow, Stand};

use crate::house::House;

const RULE: &str = "reply-in-a-working-day";

async fn row(house: &House, conversation: &str) -> ConversationRow {
    let desk = &house.desk;
    desk.db()
        .read(async |mut tx| store::conversation::find(&mut tx, desk.id(), conversation).await)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn a_promise_is_waived_with_a_reason_and_back() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let promise = house.promises(&anna).await.remove(0);
    let waive = async |id: &str, reason: &str| {
        waive::waive(&house.desk, &house.ola, id, reason).await.map_err(|refused| refused.key())
    };
    assert_eq!(waive(&promise.promise_id, "  ").await, Err("refused-waive-no-reason"));
    assert_eq!(waive(&promise.promise_id, &"x".repeat(501)).await, Err("refused-waive-long-reason"));
    assert_eq!(waive("no-such-promise", "x").await, Err("refused-waive-nothing"));
    assert_eq!(waive(&promise.promise_id, "answered by phone").await.as_deref(), Ok(anna.as_str()));
    assert_eq!(house.stands(&anna).await, "waived");
    assert_eq!(waive(&promise.promise_id, "twice").await, Err("refused-waive-settled"));
    assert_eq!(row(&house, &anna).await.owed_due_at, None);
    house.ledger_is_true(&anna).await;

    waive::unwaive(&house.desk, &house.ola, &promise.promise_id).await.unwrap();
    assert_eq!(house.stands(&anna).await, "open");
    assert_eq!(house.promises(&anna).await[0].due_at, promise.due_at);
    assert_eq!(house.verbs(&anna).await, ["received", "waived", "unwaived"]);
    assert!(waive::unwaive(&house.desk, &house.ola, &promise.promise_id).await.is_err());
}

#[tokio::test]
async fn done_by_hand_and_back() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    settle::settle(&house.desk, &house.ola, &anna).await.unwrap();
    settle::settle(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(house.stands(&anna).await, "kept");
    assert_eq!(row(&house, &anna).await.stand, Stand::Done);
    house.ledger_is_true(&anna).await;
    house.wait(60);
    settle::unsettle(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(house.stands(&anna).await, "open");
    assert_eq!(row(&house, &anna).await.stand, Stand::Unanswered);
    assert_eq!(house.verbs(&anna).await, ["received", "settled", "unsettled"]);
}

#[tokio::test]
async fn snoozing_changes_what_is_shown_and_never_what_is_owed() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let before = house.promises(&anna).await;
    let until = house.desk.now() + SignedDuration::from_hours(72);
    snooze::snooze(&house.desk, &house.ola, &anna, until).await.unwrap();
    assert_eq!(row(&house, &anna).await.snoozed_until, Some(until));
    assert_eq!(house.promises(&anna).await, before);
    house.ledger_is_true(&anna).await;
    snooze::wake(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(row(&house, &anna).await.snoozed_until, None);
    for wrong in [house.desk.now(), house.desk.now() + SignedDuration::from_hours(400 * 24)] {
        assert!(snooze::snooze(&house.desk, &house.ola, &anna, wrong).await.is_err());
    }
}

#[tokio::test]
async fn who_takes_care_tags_notes_and_how_far_one_has_read() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let me = ola.member.member_id.as_str();
    assert_eq!(assign::assign(desk, ola, &anna, Some(me)).await.unwrap(), None);
    assert_eq!(assign::assign(desk, ola, &anna, None).await.unwrap().as_deref(), Some(me));
    assert!(assign::assign(desk, ola, &anna, Some("nobody")).await.is_err());

    tag::add(desk, ola, &anna, "#VIP").await.unwrap();
    tag::add(desk, ola, &anna, "vip").await.unwrap();
    let tags = async || {
        let tags = desk.db().read(async |mut tx| store::tag::of_conversations(&mut tx, desk.id(), &[&anna]).await);
        tags.await.unwrap().into_iter().map(|row| row.tag).collect::<Vec<_>>()
    };
    assert_eq!(tags().await.len(), 1);
    tag::remove(desk, ola, &anna, "Vip").await.unwrap();
    assert!(tags().await.is_empty());

    let written = note::write(desk, ola, &anna, "She called: page 3 only.").await.unwrap();
    let (piotr, _) = members::add(
        desk,
        By::Terminal,
        members::NewMember {
            name: "Piotr".into(),
            address: "piotr@agency.test".into(),
            language: "pl".into(),
            role: store::member::Role::Colleague,
            password: None,
        },
    )
    .await
    .unwrap();
    let piotr = desk::Who { member: piotr, session_id: None };
    let refused = note::remove(desk, &piotr, &written.note_id).await;
    assert_eq!(refused.map(drop).map_err(|refused| refused.key()), Err("refused-note-not-yours"));
    assert_eq!(note::remove(desk, ola, &written.note_id).await.unwrap().text, "She called: page 3 only.");
    assert!(note::write(desk, ola, &anna, " \n").await.is_err());
    assert!(note::write(desk, ola, "nowhere", "x").await.is_err());

    let now = desk.now();
    see::see(desk, ola, &anna, now).await.unwrap();
    see::see(desk, ola, &anna, now - SignedDuration::from_hours(1)).await.unwrap();
    let seen = desk.db().read(async |mut tx| store::seen::find(&mut tx, desk.id(), me, &anna).await).await.unwrap();
    assert_eq!(seen, Some(now));
}

#[tokio::test]
async fn one_act_on_many_tells_each_result() {
    let house = House::new().await;
    let one = house.anna_asks("q1@client.test", "Where is my report?").await;
    let two = house.anna_asks("q2@client.test", "And the invoice?").await;
    let ids = [one.clone(), "nowhere".to_owned(), two.clone()];
    let results = bulk::apply(&house.desk, &house.ola, &ids, &BulkAct::Settle).await;
    let outcomes: Vec<_> = results.into_iter().map(|result| result.outcome).collect();
    assert_eq!(outcomes, [Ok(()), Err("refused-no-such-conversation"), Ok(())]);
    assert_eq!((house.stands(&one).await, house.stands(&two).await), ("kept".into(), "kept".into()));
    let results = bulk::apply(&house.desk, &house.ola, &ids, &BulkAct::Unsettle).await;
    assert!(results[0].outcome.is_ok());
    assert_eq!(house.stands(&one).await, "open");
}

#[tokio::test]
async fn a_client_is_renamed_merged_and_given_rules() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let other = house
        .mail("From: Ewa <ewa@other.test>\r\nTo: ola@agency.test\r\nSubject: y\r\nMessage-ID: <e1@other.test>\r\n\r\nWhen can we start?\r\n")
        .await;
    let (client, others) = (row(&house, &anna).await.client_id, row(&house, &other).await.client_id);
    assert_eq!(clients::rename(desk, ola, &client, "Client Ltd").await.unwrap(), "client.test");
    assert!(clients::rename(desk, ola, &client, " ").await.is_err());

    // Friday 10:00: a working day gives Monday 10:00, four working hours give 14:00.
    let due = house.promises(&anna).await[0].due_at;
    assert_eq!(due.to_string(), "2026-11-23T09:00:00Z");
    clients::set_rule(desk, ola, &client, RULE, Some(json!({"working_hours": 4}))).await.unwrap();
    assert_eq!(house.promises(&anna).await[0].due_at.to_string(), "2026-11-20T13:00:00Z");
    assert_eq!(house.promises(&other).await[0].due_at, due);
    house.ledger_is_true(&anna).await;
    let wrong = clients::set_rule(desk, ola, &client, RULE, Some(json!({"working_hours": -4}))).await;
    assert_eq!(wrong.map_err(|refused| refused.key()), Err("refused-settings"));

    // Merged, the second client's conversations follow the first one's rules.
    clients::merge(desk, ola, &others, &client).await.unwrap();
    assert_eq!(row(&house, &other).await.client_id, client);
    assert_eq!(house.promises(&other).await[0].due_at.to_string(), "2026-11-20T13:00:00Z");
    assert!(clients::merge(desk, ola, &others, &client).await.is_err());
    assert!(clients::merge(desk, ola, &client, &client).await.is_err());
    clients::set_rule(desk, ola, &client, RULE, None).await.unwrap();
    assert_eq!(house.promises(&other).await[0].due_at, due);
}

#[tokio::test]
async fn settings_are_saved_whole_and_every_promise_follows() {
    let house = House::new().await;
    let (desk, by) = (&house.desk, By::Member(&house.ola));
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let base = settings::load(desk);
    let mut changed = base.clone();
    changed.closed_days.push("2026-11-23".into());
    settings::save(desk, by, changed.clone(), Some(&base)).await.unwrap();
    assert_eq!(house.promises(&anna).await[0].due_at.to_string(), "2026-11-24T09:00:00Z");
    assert_eq!(settings::load(desk), changed);
    house.ledger_is_true(&anna).await;

    // Somebody who began from the older document is told; wrong ones are refused whole, with every problem.
    let newer = settings::save(desk, by, base.clone(), Some(&base)).await;
    assert_eq!(newer.map_err(|refused| refused.key()), Err("refused-settings-newer"));
    let mut wrong = changed.clone();
    wrong.time_zone = "Mars/Olympus".into();
    wrong.hours = BTreeMap::from([("mon".into(), vec!["17:00-09:00".into()])]);
    match settings::save(desk, by, wrong, None).await {
        Err(settings::Refused::Invalid(problems)) => assert!(problems.len() >= 2, "{problems:?}"),
        other => panic!("{other:?}"),
    }
    settings::save_rule(desk, by, RULE, Some(json!({"enabled": false}))).await.unwrap();
    assert_eq!(house.stands(&anna).await, "");
    settings::save_rule(desk, by, RULE, None).await.unwrap();
    assert_eq!(house.stands(&anna).await, "open");

    let colleague = desk::Who {
        member: store::member::MemberRow { role: store::member::Role::Colleague, ..house.ola.member.clone() },
        session_id: None,
    };
    let refused = settings::save(desk, By::Member(&colleague), base, None).await;
    assert_eq!(refused.map_err(|refused| refused.key()), Err("refused-not-owner"));
}
