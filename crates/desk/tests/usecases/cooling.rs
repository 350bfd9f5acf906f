//! Letting a draft rest: it comes back by itself to be read, never to be sent; thrown away, it can be brought back for a while.

use desk::By;
use desk::answer::{self, AnswerForm};
use desk::away::{self, NewAbsence};
use desk::cool_off::{self, Refused};
use desk::drafts::{self, DraftForm};
use desk::files::Place;
use store::draft::DraftKind;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, at};

const HOT: &str = "Anna, you never read what we send.";

fn reply(conversation: &str) -> Place<'_> {
    Place { conversation, kind: DraftKind::Reply }
}

async fn put_off(house: &House, conversation: &str) -> jiff::Timestamp {
    let form = DraftForm { text: HOT.into(), subject: "x".into(), ..DraftForm::default() };
    cool_off::put_off(&house.desk, &house.ola, reply(conversation), &form).await.unwrap()
}

async fn rested(house: &House) -> Vec<String> {
    let desk = &house.desk;
    let found = desk.db().read(async |mut tx| cool_off::of_member(&mut tx, desk, &house.ola).await).await.unwrap();
    found.rested.into_iter().map(|one| one.conversation_id).collect()
}

async fn text(house: &House, conversation: &str) -> Option<String> {
    drafts::load(&house.desk, &house.ola, conversation, DraftKind::Reply).await.unwrap().map(|draft| draft.text)
}

#[tokio::test]
async fn it_comes_back_in_its_writers_own_time() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let off = async || {
        let before = drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap();
        let version = before.map_or(0, |draft| draft.version);
        let form = DraftForm { text: HOT.into(), version, ..DraftForm::default() };
        cool_off::put_off(&house.desk, &house.ola, reply(&anna), &form).await.unwrap()
    };
    // Friday 10:00 in Warsaw: three hours.
    assert_eq!(off().await, at("2026-11-20T12:00:00Z"));
    let resting = async || -> Vec<jiff::Timestamp> {
        let (desk, ola) = (&house.desk, &house.ola);
        let found = desk.db().read(async |mut tx| cool_off::of_member(&mut tx, desk, ola).await).await.unwrap();
        found.resting.into_iter().map(|one| one.due_at).collect()
    };
    assert_eq!(resting().await, [at("2026-11-20T12:00:00Z")]);
    // Saturday 10:00: the next working morning, as anybody's.
    house.clock.set(at("2026-11-21T09:00:00Z"));
    assert_eq!((off().await, resting().await), (at("2026-11-23T08:00:00Z"), vec![at("2026-11-23T08:00:00Z")]));
    let (first, last) = ("2026-11-23".to_owned(), "2026-11-27".to_owned());
    let absence = NewAbsence { first, last, stands_in: String::new(), word: String::new() };
    away::add(&house.desk, By::Member(&house.ola), &house.ola.member.member_id, absence).await.unwrap();
    assert_eq!(off().await, at("2026-11-30T08:00:00Z"), "away until Friday");
}

#[tokio::test]
async fn it_comes_back_and_nothing_is_sent_by_itself() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    assert_eq!(put_off(&house, &anna).await, at("2026-11-20T12:00:00Z"));
    assert_eq!(rested(&house).await, [""; 0]);
    house.wait(3 * 3600);
    assert_eq!(rested(&house).await, [anna.as_str()]);
    house.wait(30 * 24 * 3600);
    house.worker().work_off().await.unwrap();
    assert_eq!(relay.handed().len(), 0, "no timer sends it");
    assert_eq!(text(&house, &anna).await.as_deref(), Some(HOT));
    // Put off anew it rests anew; rewritten and sent, nothing rests any more.
    let form = DraftForm { text: HOT.into(), version: 1, ..DraftForm::default() };
    cool_off::put_off(&house.desk, &house.ola, reply(&anna), &form).await.unwrap();
    assert_eq!(rested(&house).await, [""; 0]);
    house.wait(4 * 24 * 3600);
    assert_eq!(rested(&house).await.len(), 1);
    let form = AnswerForm { despite_newer: true, ..house.answer_form("key-1") };
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    assert_eq!(rested(&house).await, [""; 0]);
    assert_eq!(house.verbs(&anna).await.iter().filter(|verb| *verb == "put_off").count(), 2);
}

#[tokio::test]
async fn a_new_mail_rests_too() {
    let house = House::new().await;
    let id = house.desk.new_id();
    let place = Place { conversation: &id, kind: DraftKind::New };
    let form = DraftForm { text: HOT.into(), subject: "Plan".into(), ..DraftForm::default() };
    cool_off::put_off(&house.desk, &house.ola, place, &form).await.unwrap();
    house.wait(3 * 3600);
    assert_eq!(rested(&house).await, [id.as_str()]);
}

#[tokio::test]
async fn a_newer_text_of_another_tab_is_not_put_off_unseen() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    put_off(&house, &anna).await;
    let form = DraftForm { text: "Other words".into(), ..DraftForm::default() };
    let refused = cool_off::put_off(&house.desk, &house.ola, reply(&anna), &form).await.unwrap_err();
    assert!(matches!(refused, Refused::Newer), "{refused}");
    let refused = cool_off::put_off(&house.desk, &house.ola, reply("nowhere"), &form).await.unwrap_err();
    assert!(matches!(refused, Refused::Nothing), "{refused}");
}

#[tokio::test]
async fn thrown_away_it_can_be_brought_back_for_thirty_days() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    put_off(&house, &anna).await;
    cool_off::throw_away(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(text(&house, &anna).await, None);
    house.wait(4 * 3600);
    assert_eq!(rested(&house).await, [""; 0], "what is thrown away does not come back by itself");
    // Never over what is written meanwhile.
    let form = DraftForm { text: "Something else".into(), ..DraftForm::default() };
    drafts::save(&house.desk, &house.ola, &anna, DraftKind::Reply, &form).await.unwrap();
    let refused = cool_off::bring_back(&house.desk, &house.ola, &anna).await.unwrap_err();
    assert!(matches!(refused, Refused::OtherDraft), "{refused}");
    drafts::discard(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap();
    cool_off::bring_back(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(text(&house, &anna).await.as_deref(), Some(HOT));
    let refused = cool_off::bring_back(&house.desk, &house.ola, &anna).await.unwrap_err();
    assert!(matches!(refused, Refused::Nothing), "{refused}");
    assert!(matches!(cool_off::throw_away(&house.desk, &house.ola, "nowhere").await.unwrap_err(), Refused::Nothing));
}
