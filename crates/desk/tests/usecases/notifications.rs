//! What a member is told of on the screen, and when: at once at work, after hours when they are back, and emergencies at any hour.

use desk::drafts::{self, DraftForm};
use desk::files::Place;
use desk::notifications::{Told, What, since};
use desk::{By, Who, assign, away, note, second_look, see};
use jiff::Timestamp;
use store::draft::DraftKind;
use store::second_look::Verdict;

use crate::house::{House, at};
use crate::together::colleague;

const FIRE: &str = "Our shop is down, nobody can order anything. This is an emergency, please call me at once!";

async fn told(house: &House, who: &Who, from: Timestamp) -> Told {
    since(&house.desk, who, from).await.unwrap()
}

fn what(told: &Told) -> Vec<(What, &str)> {
    told.things.iter().map(|one| (one.what, one.name.as_str())).collect()
}

#[tokio::test]
async fn a_mail_that_waits_is_told_at_once_at_work_and_once() {
    let house = House::new().await;
    let begin = house.desk.now();
    house.wait(60);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let first = told(&house, &house.ola, begin).await;
    assert_eq!(what(&first), [(What::Mail, "Anna Nowak")]);
    assert_eq!(
        (first.things[0].conversation_id.as_str(), first.things[0].subject.as_str(), first.back),
        (anna.as_str(), "The report", None)
    );
    // Asked again right away the same may come once more, and is known by its id; later it does not come any more.
    let overlap = told(&house, &house.ola, first.since).await;
    assert!(overlap.things.iter().all(|one| one.id == first.things[0].id));
    house.wait(60);
    let next = told(&house, &house.ola, first.since).await.since;
    assert_eq!(what(&told(&house, &house.ola, next).await), []);
    // What was seen, and what waits for nobody of ours, is not told.
    see::see(&house.desk, &house.ola, &anna, house.desk.now()).await.unwrap();
    assert_eq!(what(&told(&house, &house.ola, begin).await), []);
}

#[tokio::test]
async fn after_hours_everything_waits_until_the_member_is_back_and_emergencies_do_not() {
    let house = House::new().await;
    let piotr = colleague(&house, "Piotr").await;
    away::set_on_call(&house.desk, By::Member(&house.ola), &house.ola.member.member_id, true, "").await.unwrap();
    house.clock.set(at("2026-11-20T18:00:00Z"));
    let evening = house.desk.now();
    house.wait(60);
    house.anna_asks("q1@client.test", "Where is my report?").await;
    let night = told(&house, &house.ola, evening).await;
    assert_eq!(what(&night), []);
    assert_eq!(
        (night.since, night.back),
        (evening, Some(at("2026-11-23T08:00:00Z"))),
        "nothing is lost: it is asked from the same moment on"
    );
    house.wait(60);
    house.anna_asks("q2@client.test", FIRE).await;
    assert_eq!(what(&told(&house, &house.ola, evening).await), [(What::Emergency, "Anna Nowak")]);
    assert_eq!(what(&told(&house, &piotr, evening).await), [], "who is not on call sleeps");
    house.clock.set(at("2026-11-23T08:00:00Z"));
    let morning = told(&house, &piotr, evening).await;
    assert_eq!(what(&morning), [(What::Mail, "Anna Nowak"), (What::Mail, "Anna Nowak")]);
    assert_eq!(morning.back, None);
    assert_eq!(
        what(&told(&house, &house.ola, evening).await),
        [(What::Mail, "Anna Nowak"), (What::Emergency, "Anna Nowak")]
    );
    // Away with one press is the same as after hours.
    away::say(&house.desk, &piotr, true).await.unwrap();
    assert_eq!(what(&told(&house, &piotr, evening).await), []);
    // Whoever asks from long ago hears of two weeks.
    house.clock.set(at("2026-12-14T09:00:00Z"));
    assert_eq!(what(&told(&house, &piotr, evening).await), []);
    assert!(told(&house, &piotr, Timestamp::MAX).await.since <= house.desk.now());
}

#[tokio::test]
async fn colleagues_are_told_of_what_concerns_them() {
    let house = House::new().await;
    let (desk, ola, piotr) = (&house.desk, &house.ola, &colleague(&house, "Piotr").await);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.wait(60);
    let begin = desk.now();
    house.wait(60);
    assign::assign(desk, ola, &anna, Some(&piotr.member.member_id)).await.unwrap();
    note::write(desk, ola, &anna, "@Piotr, do you know it?").await.unwrap();
    let form = DraftForm { text: "The report comes on Friday.".into(), ..DraftForm::default() };
    drafts::save(desk, ola, &anna, DraftKind::Reply, &form).await.unwrap();
    let place = Place { conversation: &anna, kind: DraftKind::Reply };
    let draft = second_look::ask(desk, ola, place, &piotr.member.member_id, "Clear?").await.unwrap();
    let heard = told(&house, piotr, begin).await;
    assert_eq!(what(&heard), [(What::Given, "Ola Sample"), (What::Named, "Ola Sample"), (What::ToRead, "Ola Sample")]);
    assert_eq!(heard.things[2].object_id, draft.draft_id);
    assert_eq!(what(&told(&house, ola, begin).await), [], "nobody is told of their own doing");
    second_look::say(desk, piotr, &draft.draft_id, draft.version, Verdict::Change, "A day, please.").await.unwrap();
    assert_eq!(what(&told(&house, ola, begin).await), [(What::Change, "Piotr")]);
}

#[tokio::test]
async fn what_is_past_is_not_told_any_more() {
    let house = House::new().await;
    let (desk, ola, piotr) = (&house.desk, &house.ola, &colleague(&house, "Piotr").await);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.wait(60);
    let begin = desk.now();
    house.wait(60);
    assign::assign(desk, ola, &anna, Some(&piotr.member.member_id)).await.unwrap();
    let note = note::write(desk, ola, &anna, "@Piotr, do you know it?").await.unwrap();
    let form = DraftForm { text: "The report comes on Friday.".into(), ..DraftForm::default() };
    drafts::save(desk, ola, &anna, DraftKind::Reply, &form).await.unwrap();
    let place = Place { conversation: &anna, kind: DraftKind::Reply };
    let draft = second_look::ask(desk, ola, place, &piotr.member.member_id, "").await.unwrap();
    assert_eq!(told(&house, piotr, begin).await.things.len(), 3);
    // The note is taken back, the work goes on to somebody else, and nobody wants the draft read any more.
    note::remove(desk, ola, &note.note_id).await.unwrap();
    assert_eq!(what(&told(&house, piotr, begin).await), [(What::Given, "Ola Sample"), (What::ToRead, "Ola Sample")]);
    assign::assign(desk, ola, &anna, Some(&ola.member.member_id)).await.unwrap();
    assert_eq!(what(&told(&house, piotr, begin).await), [(What::ToRead, "Ola Sample")]);
    second_look::take_back(desk, ola, &draft.draft_id, &piotr.member.member_id).await.unwrap();
    assert_eq!(what(&told(&house, piotr, begin).await), []);
}
