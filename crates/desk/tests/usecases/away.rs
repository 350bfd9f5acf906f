//! Members' own hours and absences: who may change them, who steps in, when a planned mail goes, and what a client hears.

use std::collections::BTreeMap;

use desk::acknowledge::look;
use desk::answer::{self, AnswerForm, Leaves, Schedule};
use desk::away::{self, NewAbsence, Refused, Somebody};
use desk::emergency::Door;
use desk::manners::{self, Acknowledge, Manners};
use desk::{By, Who, assign};
use rulebook::calendar::Whereabouts;

use crate::house::{House, at, rfc2822};
use crate::together::colleague;

/// Monday, 23 November 2026, 10:00 in Warsaw.
const MONDAY: &str = "2026-11-23T09:00:00Z";

fn days(first: &str, last: &str, stands_in: &Who) -> NewAbsence {
    NewAbsence {
        first: format!("2026-{first}"),
        last: format!("2026-{last}"),
        stands_in: stands_in.member.member_id.clone(),
        word: "skiing".to_owned(),
    }
}

async fn somebody(house: &House, who: &Who) -> Somebody {
    let desk = &house.desk;
    let read = desk.db().read(async |mut tx| away::everybody(&mut tx, desk).await).await.unwrap();
    read.into_iter().find(|one| one.member.member_id == who.member.member_id).unwrap()
}

async fn verbs(house: &House, who: &Who) -> Vec<String> {
    let (desk, id) = (&house.desk, &who.member.member_id);
    let read = desk.db().read(async |mut tx| store::event::of_object(&mut tx, desk.id(), "member", id, 50).await);
    read.await.unwrap().into_iter().map(|event| event.verb).collect()
}

#[tokio::test]
async fn members_change_their_own_time_and_owners_everybodys() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let (piotr, ewa) = (colleague(&house, "Piotr").await, colleague(&house, "Ewa").await);
    let of_piotr = piotr.member.member_id.as_str();
    let refused = away::add(desk, By::Member(&ewa), of_piotr, days("11-23", "11-27", &ewa)).await;
    assert!(matches!(refused, Err(Refused::NotYours)), "{refused:?}");
    let id = away::add(desk, By::Member(&piotr), of_piotr, days("11-23", "11-27", &ewa)).await.unwrap();
    away::add(desk, By::Member(ola), of_piotr, days("12-21", "12-31", &ewa)).await.unwrap();
    for wrong in [
        days("11-27", "11-23", &ewa),
        days("11-02", "11-03", &ewa),
        NewAbsence { first: "tomorrow".to_owned(), ..NewAbsence::default() },
        NewAbsence { last: "2028-01-01".to_owned(), ..days("11-23", "11-27", &ewa) },
    ] {
        let refused = away::add(desk, By::Member(&piotr), of_piotr, wrong.clone()).await;
        assert!(matches!(refused, Err(Refused::Days)), "{wrong:?}");
    }
    let himself = away::add(desk, By::Member(&piotr), of_piotr, days("11-23", "11-27", &piotr)).await;
    assert!(matches!(himself, Err(Refused::StandIn)));
    let hours = |span: &str| BTreeMap::from([("mon".to_owned(), vec![span.to_owned()])]);
    let refused = away::set_hours(desk, By::Member(&piotr), of_piotr, hours("18-12")).await;
    assert!(matches!(refused, Err(Refused::Hours(_))));
    away::set_hours(desk, By::Member(&piotr), of_piotr, hours("12:00-18:00")).await.unwrap();

    house.clock.set(at(MONDAY));
    let one = somebody(&house, &piotr).await;
    let Whereabouts::OnLeave { back, leave } = one.time.whereabouts(desk.now()) else { panic!("at work") };
    assert_eq!((back, leave.word.as_str()), (at("2026-11-30T11:00:00Z"), "skiing"));
    assert!(one.is_stood_in_for_by(&ewa.member.member_id, desk.now()));
    assert!(!one.is_stood_in_for_by(&ola.member.member_id, desk.now()));
    away::remove(desk, By::Member(&piotr), of_piotr, &id).await.unwrap();
    let gone = away::remove(desk, By::Member(&piotr), of_piotr, &id).await;
    assert!(matches!(gone, Err(Refused::NoAbsence)));
    house.clock.set(at("2026-11-23T12:00:00Z"));
    assert!(somebody(&house, &piotr).await.time.is_at_work(desk.now()));
    for verb in ["absence_added", "absence_removed", "hours_set"] {
        assert!(verbs(&house, &piotr).await.contains(&verb.to_owned()), "{verb} left no event");
    }
}

#[tokio::test]
async fn a_word_of_the_moment_holds_until_midnight() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let at_work = async || somebody(&house, ola).await.time.is_at_work(desk.now());
    assert!(at_work().await);
    away::say(desk, ola, true).await.unwrap();
    assert!(!at_work().await);
    away::say(desk, ola, false).await.unwrap();
    assert!(at_work().await);
    away::say(desk, ola, true).await.unwrap();
    house.clock.set(at(MONDAY));
    assert!(at_work().await, "on Monday it is forgotten");
    house.clock.set(at("2026-11-23T19:00:00Z"));
    assert!(!at_work().await);
    away::say(desk, ola, false).await.unwrap();
    assert!(at_work().await, "she works in the evening");
    house.clock.set(at("2026-11-23T23:30:00Z"));
    assert!(!at_work().await, "midnight has passed in Warsaw");
}

#[tokio::test]
async fn when_i_am_back_is_my_own_next_opening() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let hours = BTreeMap::from([("tue".to_owned(), vec!["12:00-18:00".to_owned()])]);
    away::set_hours(desk, By::Member(ola), &ola.member.member_id, hours).await.unwrap();
    let schedule = Schedule { leaves: Leaves::WhenOpen, unless_answered: false };
    let form = AnswerForm { schedule, ..house.answer_form("key-1") };
    assert_eq!(answer::send(desk, ola, &anna, form).await.unwrap().goes_at, at("2026-11-24T11:00:00Z"));
}

#[tokio::test]
async fn who_writes_to_somebody_on_leave_hears_once_who_steps_in() {
    let house = House::new().await;
    let (desk, ola) = (&house.desk, &house.ola);
    let emergency = Door { words: vec!["URGENT".into()], address: String::new() };
    let acknowledge = Acknowledge { on: true, ..Acknowledge::default() };
    let on = Manners { acknowledge, emergency, ..Manners::default() };
    manners::save(desk, By::Member(ola), on).await.unwrap();
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let piotr = colleague(&house, "Piotr").await;
    assign::assign(desk, ola, &anna, Some(&piotr.member.member_id)).await.unwrap();
    away::add(desk, By::Member(&piotr), &piotr.member.member_id, days("11-23", "12-04", ola)).await.unwrap();
    let writes = async |id: &str, words: &str| {
        house.wait(60);
        let date = rfc2822(desk.now());
        house
            .mail(&format!(
                "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: x\r\nMessage-ID: <{id}>\r\n\
                 References: <q1@client.test>\r\nDate: {date}\r\n\r\n{words}\r\n"
            ))
            .await
    };
    writes("q2@client.test", "Is it on its way?").await;
    assert_eq!(look(desk).await.unwrap(), 0, "he is at work");
    house.clock.set(at(MONDAY));
    assert_eq!(writes("q3@client.test", "When can we talk about it?").await, anna);
    assert_eq!(look(desk).await.unwrap(), 1);
    let told = house.messages(&anna).await.into_iter().find(|message| message.automatic).unwrap();
    assert!(
        told.new_text.contains("Hello,\n\n")
            && told.new_text.contains("Piotr is away and will be back on Monday, 7 December, at 09:00."),
        "{}",
        told.new_text
    );
    assert!(
        told.new_text.contains("Until then Ola Sample takes care of it. If it is an emergency"),
        "{}",
        told.new_text
    );
    assert!(told.new_text.contains("‘URGENT’"), "how to raise an emergency: {}", told.new_text);
    assert_eq!(told.subject, "Re: x", "one mark is enough");
    // Days later, and at an hour when the whole desk is closed, she is not told again.
    house.clock.set(at("2026-11-25T09:00:00Z"));
    writes("q4@client.test", "Have you seen the new figures?").await;
    assert_eq!(look(desk).await.unwrap(), 0, "told twice in one absence");
    assert_eq!(house.stands(&anna).await, "broken", "an automatic answer keeps no promise, and days have passed");
    house.ledger_is_true(&anna).await;
}
