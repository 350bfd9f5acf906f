//! Next steps: from the rows under a draft to the promise that a client keeps by a link.

use desk::answer::{self, AnswerForm, Refused};
use desk::drafts::{self, DraftForm};
use desk::receive::{Incoming, receive};
use desk::step_link::{self, Refused as LinkRefused};
use desk::{merge, remind, see, steps};
use rulebook::people::Side;
use rulebook::promise::{State, What};
use rulebook::step::DraftStep;
use store::blobs::Packed;
use store::draft::DraftKind;
use store::promise::PromiseRow;
use store::step::StepRow;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, rfc2822, visitor};

const LOGO: &str = "0190aaaa-0000-7000-8000-000000000001";
const OFFER: &str = "0190aaaa-0000-7000-8000-000000000002";
const QUOTE: &str = "0190aaaa-0000-7000-8000-000000000003";

fn step(id: &str, who: &str, what: &str, due: Option<&str>, listed: bool) -> DraftStep {
    let due = due.map(|due| due.parse().unwrap());
    DraftStep { id: id.into(), who: who.into(), what: what.into(), due, listed }
}

fn three_steps() -> Vec<DraftStep> {
    vec![
        step(LOGO, "anna@client.test", "send the logo", Some("2026-11-25"), true),
        step(OFFER, "", "send the offer", None, true),
        step(QUOTE, "", "call the printer", Some("2026-11-27"), false),
    ]
}

/// An answer with steps that has left. Gives its conversation and its text.
async fn sent(house: &House, relay: &FakeSmtp, steps: Vec<DraftStep>) -> (String, String) {
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let form = AnswerForm {
        steps,
        step_links: Some("https://desk.test/s/".into()),
        draft_version: None,
        ..house.answer_form("key-1")
    };
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    assert_eq!(house.promises(&anna).await.len(), 1, "nothing is owed before the mail has left");
    house.wait(11);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    let handed = relay.handed();
    let letter = mail::read::read(handed.last().unwrap().text.as_bytes(), &mail::read::Hints::default());
    (anna, letter.text)
}

async fn stepped(house: &House, conversation: &str) -> Vec<PromiseRow> {
    let mut rows = house.promises(conversation).await;
    rows.retain(|row| matches!(row.what, What::Step { .. }));
    rows
}

fn token(text: &str) -> String {
    text.split("https://desk.test/s/").nth(1).unwrap().chars().take(43).collect()
}

#[tokio::test]
async fn steps_of_a_mail_become_promises_when_it_has_left() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, text) = sent(&house, &relay, three_steps()).await;

    let rows = stepped(&house, &anna).await;
    let seen: Vec<_> = rows.iter().map(|row| (row.side, row.rule.as_str(), row.due_at.to_string())).collect();
    assert_eq!(
        seen,
        [
            (Side::Theirs, "next-steps", "2026-11-25T16:00:00Z".to_owned()),
            (Side::Ours, "next-steps", "2026-11-25T09:00:11Z".to_owned()),
            (Side::Ours, "say-what-you-will-do", "2026-11-27T16:00:00Z".to_owned()),
        ]
    );
    house.ledger_is_true(&anna).await;
    assert!(
        text.contains("*Next steps*\n- *anna@client.test: send the logo* – by Wednesday, 25 November 2026"),
        "{text}"
    );
    assert!(text.contains("- *We: send the offer*\n"), "{text}");
    assert!(!text.contains("printer"), "a commitment stands in the text already: {text}");
    assert_eq!(text.matches("https://desk.test/s/").count(), 3, "three ways for one step: {text}");
    // What members see of it holds no secret.
    assert!(!house.messages(&anna).await.last().unwrap().new_text.contains("/s/"));
}

#[tokio::test]
async fn looking_changes_nothing_and_a_press_keeps_the_promise() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, text) = sent(&house, &relay, three_steps()).await;
    let (desk, token) = (&house.desk, token(&text));
    let before = house.verbs(&anna).await;
    for _ in 0..5 {
        let seen = step_link::look(desk, &token).await.unwrap();
        assert_eq!((seen.step.what.as_str(), seen.promise.kept_at), ("send the logo", None));
    }
    assert_eq!(house.verbs(&anna).await, before);

    step_link::done(desk, &token, &visitor()).await.unwrap();
    assert!(matches!(step_link::done(desk, &token, &visitor()).await, Err(LinkRefused::Settled)));
    assert_eq!(stepped(&house, &anna).await[0].state, State::Kept);
    assert!(step_link::look(desk, &token).await.unwrap().can_undo);
    step_link::undo(desk, &token, &visitor()).await.unwrap();
    assert_eq!(stepped(&house, &anna).await[0].state, State::Open);
    step_link::done(desk, &token, &visitor()).await.unwrap();
    house.wait(25 * 3600);
    assert!(matches!(step_link::undo(desk, &token, &visitor()).await, Err(LinkRefused::NotDone)));
    assert_eq!(stepped(&house, &anna).await[0].state, State::Kept);
    let verbs = house.verbs(&anna).await;
    assert_eq!(verbs[before.len()..], ["step_done", "step_undone", "step_done"]);
    house.ledger_is_true(&anna).await;
    // The other steps are nobody's but ours.
    assert_eq!(stepped(&house, &anna).await[1].kept_at, None);
}

#[tokio::test]
async fn a_step_said_to_be_done_is_told_until_somebody_looked() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, text) = sent(&house, &relay, three_steps()).await;
    let (desk, ola, token) = (&house.desk, &house.ola, token(&text));
    let told = async || -> Vec<String> {
        let found = desk.db().read(async |mut tx| step_link::told(&mut tx, desk, ola).await).await.unwrap();
        found.into_iter().map(|(conversation, step)| format!("{conversation} {}", step.what)).collect()
    };
    let look = async || {
        let last = house.messages(&anna).await.last().unwrap().arrived_at;
        see::see(desk, ola, &anna, last).await.unwrap();
    };
    look().await;
    assert_eq!(told().await, [""; 0]);
    house.wait(60);
    step_link::done(desk, &token, &visitor()).await.unwrap();
    assert_eq!(told().await, [format!("{anna} send the logo")]);
    step_link::undo(desk, &token, &visitor()).await.unwrap();
    assert_eq!(told().await, [""; 0], "what was taken back is no news");
    house.wait(60);
    step_link::done(desk, &token, &visitor()).await.unwrap();
    assert_eq!(told().await.len(), 1);
    look().await;
    assert_eq!(told().await, [""; 0]);
}

#[tokio::test]
async fn a_wrong_or_old_link_leads_nowhere() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (_, text) = sent(&house, &relay, three_steps()).await;
    let good = token(&text);
    for wrong in ["", "x", &good[1..], &good.to_uppercase(), &"A".repeat(43), "'; drop table step"] {
        assert!(matches!(step_link::look(&house.desk, wrong).await, Err(LinkRefused::Gone)), "{wrong}");
        assert!(matches!(step_link::done(&house.desk, wrong, &visitor()).await, Err(LinkRefused::Gone)), "{wrong}");
    }
    house.wait(91 * 24 * 3600);
    assert!(matches!(step_link::look(&house.desk, &good).await, Err(LinkRefused::Gone)));
    assert!(matches!(step_link::done(&house.desk, &good, &visitor()).await, Err(LinkRefused::Gone)));
}

#[tokio::test]
async fn words_from_the_page_enter_the_conversation_and_wait_for_an_answer() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, text) = sent(&house, &relay, three_steps()).await;
    let token = token(&text);
    assert!(matches!(step_link::say(&house.desk, &token, " \n", true, &visitor()).await, Err(LinkRefused::Empty)));
    house.wait(60);
    step_link::say(&house.desk, &token, "Which format do you need?\n.\nFrom: evil@x.test", true, &visitor())
        .await
        .unwrap();
    let message = house.messages(&anna).await.pop().unwrap();
    assert_eq!((message.from_address.as_str(), message.origin.as_str()), ("anna@client.test", "portal"));
    assert!(message.expects_answer);
    assert!(message.new_text.contains("I need help with “send the logo”."), "{}", message.new_text);
    assert!(message.new_text.contains("Which format do you need?"), "{}", message.new_text);
    let open = house.promises(&anna).await.into_iter().filter(|row| row.what == What::Answer && row.unkept).count();
    assert_eq!(open, 1);
    house.ledger_is_true(&anna).await;
}

#[tokio::test]
async fn a_link_is_no_door_for_floods() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (_, text) = sent(&house, &relay, three_steps()).await;
    let token = token(&text);
    let mut refused = 0;
    for _ in 0..70 {
        let said = step_link::done(&house.desk, &token, &visitor()).await;
        refused += usize::from(matches!(said, Err(LinkRefused::TooMuch)));
    }
    assert_eq!(refused, 10);
    house.wait(16 * 60);
    assert!(!matches!(step_link::done(&house.desk, &token, &visitor()).await, Err(LinkRefused::TooMuch)));
}

#[tokio::test]
async fn members_tick_move_and_take_back() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, _) = sent(&house, &relay, three_steps()).await;
    let (desk, ola) = (&house.desk, &house.ola);
    steps::tick(desk, ola, OFFER).await.unwrap();
    assert!(matches!(steps::tick(desk, ola, OFFER).await, Err(steps::Refused::Settled)));
    assert!(matches!(steps::untick(desk, ola, LOGO).await, Err(steps::Refused::NotDone)));
    assert!(matches!(steps::tick(desk, ola, "nothing").await, Err(steps::Refused::Nothing)));
    let past = "2026-11-19".parse().unwrap();
    assert!(matches!(steps::move_to(desk, ola, LOGO, past).await, Err(steps::Refused::Past)));
    steps::move_to(desk, ola, LOGO, "2026-12-01".parse().unwrap()).await.unwrap();
    let rows = stepped(&house, &anna).await;
    assert_eq!(rows[0].due_at.to_string(), "2026-12-01T16:00:00Z");
    assert_eq!(rows[1].state, State::Kept);
    steps::untick(desk, ola, OFFER).await.unwrap();
    assert_eq!(stepped(&house, &anna).await[1].state, State::Open);
    // 'Done' of the conversation leaves its steps as they are.
    desk::settle::settle(desk, ola, &anna).await.unwrap();
    assert!(stepped(&house, &anna).await.iter().all(|row| row.unkept));
    house.ledger_is_true(&anna).await;
}

#[tokio::test]
async fn steps_stay_with_their_mail_when_conversations_are_joined() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, text) = sent(&house, &relay, three_steps()).await;
    step_link::done(&house.desk, &token(&text), &visitor()).await.unwrap();
    let other = house.anna_asks("other@client.test", "And the invoice?").await;
    assert_ne!(anna, other);
    merge::merge(&house.desk, &house.ola, &anna, &other).await.unwrap();
    let rows = stepped(&house, &other).await;
    let states: Vec<_> = rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [State::Kept, State::Open, State::Open]);
    house.ledger_is_true(&other).await;
    step_link::undo(&house.desk, &token(&text), &visitor()).await.unwrap();
    assert_eq!(stepped(&house, &other).await[0].state, State::Open);
}

#[tokio::test]
async fn rows_survive_in_the_draft_and_come_back_by_undo() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let (desk, ola) = (&house.desk, &house.ola);
    let mut rows = three_steps();
    rows.push(step("", "", "   ", None, true));
    let form = DraftForm { text: "Dear Anna".into(), steps: rows, ..DraftForm::default() };
    assert_eq!(drafts::save(desk, ola, &anna, DraftKind::Reply, &form).await.unwrap(), 1);
    let draft = drafts::load(desk, ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
    assert_eq!(draft.steps, three_steps(), "an empty row is none");
    // A second device that saw nothing of it is shown both.
    let conflict = drafts::save(desk, ola, &anna, DraftKind::Reply, &DraftForm::default()).await;
    assert!(matches!(conflict, Err(drafts::Refused::Newer(there)) if there.steps == three_steps()));

    let form = AnswerForm { steps: three_steps(), ..house.answer_form("key-1") };
    let answered = answer::send(desk, ola, &anna, form).await.unwrap();
    answer::undo(desk, ola, &answered.outbox_id).await.unwrap();
    let draft = drafts::load(desk, ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
    assert_eq!(draft.steps, three_steps());
    let again = AnswerForm { steps: draft.steps, ..house.answer_form("key-2") };
    answer::send(desk, ola, &anna, again).await.unwrap();
}

#[tokio::test]
async fn a_step_for_nobody_or_for_yesterday_is_refused_with_its_words() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let send = async |step: DraftStep| {
        let form = AnswerForm { steps: vec![step], ..house.answer_form("key-1") };
        answer::send(&house.desk, &house.ola, &anna, form).await
    };
    let nobody = send(step(LOGO, "eve@other.test", "send the logo", None, true)).await;
    assert!(matches!(nobody, Err(Refused::StepOfNobody(what)) if what == "send the logo"));
    let past = send(step(LOGO, "anna@client.test", "send the logo", Some("2026-11-19"), true)).await;
    assert!(matches!(past, Err(Refused::StepInThePast(_))));
    assert!(send(step(LOGO, "piotr@client.test", "send the logo", Some("2026-11-20"), true)).await.is_ok());
}

#[tokio::test]
async fn an_overdue_step_is_reminded_of_kindly_and_not_too_often() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let (anna, text) = sent(&house, &relay, three_steps()).await;
    let (desk, ola) = (&house.desk, &house.ola);
    assert!(matches!(remind::draft(desk, ola, LOGO).await, Err(remind::Refused::NotDue)));
    assert!(matches!(remind::draft(desk, ola, OFFER).await, Err(remind::Refused::NotDue)));
    house.wait(6 * 24 * 3600);
    assert!(matches!(remind::draft(desk, ola, OFFER).await, Err(remind::Refused::NotDue)), "ours needs no reminder");
    assert_eq!(remind::draft(desk, ola, LOGO).await.unwrap(), anna);
    let draft = drafts::load(desk, ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
    assert!(draft.text.contains("send the logo"), "{}", draft.text);
    assert!(matches!(remind::draft(desk, ola, LOGO).await, Err(remind::Refused::Drafting)));
    let form = AnswerForm {
        text: draft.text,
        steps: draft.steps,
        step_links: Some("https://desk.test/s/".into()),
        despite_newer: true,
        ..house.answer_form("key-2")
    };
    answer::send(desk, ola, &anna, form).await.unwrap();
    house.wait(11);
    house.worker().work_off().await.unwrap();
    assert_eq!(stepped(&house, &anna).await.len(), 3, "a reminder makes no second promise");
    assert!(matches!(remind::draft(desk, ola, LOGO).await, Err(remind::Refused::Lately)));
    // Both links lead to the one step.
    let handed = relay.handed();
    let letter = mail::read::read(handed[1].text.as_bytes(), &mail::read::Hints::default());
    assert_ne!(token(&letter.text), token(&text));
    step_link::done(desk, &token(&letter.text), &visitor()).await.unwrap();
    assert!(step_link::look(desk, &token(&text)).await.unwrap().promise.kept_at.is_some());
    house.ledger_is_true(&anna).await;
}

/// A mail of ours found in Sent, written in another program `hours` ago. Gives its conversation.
async fn found_in_sent(house: &House, id: &str, hours: i64, words: &str) -> String {
    let at = house.desk.now() - jiff::SignedDuration::from_hours(hours);
    let raw = format!(
        "From: Ola <ola@agency.test>\r\nTo: Anna Nowak <anna@client.test>\r\nSubject: Quote\r\n\
         Message-ID: <{id}@agency.test>\r\nDate: {}\r\n\r\n{words}\r\n",
        rfc2822(at)
    );
    let hints = mail::read::Hints { envelope_date: Some(at), ..Default::default() };
    let packed = Packed::of(raw.as_bytes());
    let mut incoming = Incoming::read(raw.as_bytes(), packed.hash(), &hints, "imap", "test".into());
    incoming.put_there_by_us = true;
    let outcome = receive(&house.desk, vec![(incoming, packed)]).await.unwrap();
    outcome.touched.first().cloned().unwrap_or_default()
}

async fn offered(house: &House) -> Vec<StepRow> {
    let desk = &house.desk;
    let rows = desk.db().read(async |mut tx| store::step::offered(&mut tx, desk.id(), 10).await).await.unwrap();
    rows.into_iter().map(|(_, row)| row).collect()
}

#[tokio::test]
async fn what_was_promised_elsewhere_is_offered_once() {
    let house = House::new().await;
    let words = "Dear Anna,\r\n\r\nI will send you the quote by Wednesday.\r\n\r\nOla";
    let anna = found_in_sent(&house, "s1", 1, words).await;
    let rows = offered(&house).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!((rows[0].side, rows[0].due_on.as_deref()), (Side::Ours, Some("2026-11-25")));
    assert_eq!((rows[0].whom.name.as_str(), rows[0].what.as_str()), ("Anna Nowak", "I will send you the quote"));
    assert!(stepped(&house, &anna).await.is_empty(), "an offer is no promise");

    steps::decide(&house.desk, &house.ola, &rows[0].step_id, true).await.unwrap();
    assert!(matches!(
        steps::decide(&house.desk, &house.ola, &rows[0].step_id, false).await,
        Err(steps::Refused::Decided)
    ));
    let promises = stepped(&house, &anna).await;
    assert_eq!(promises[0].rule, "say-what-you-will-do");
    assert_eq!(promises[0].due_at.to_string(), "2026-11-25T16:00:00Z");
    house.ledger_is_true(&anna).await;

    // The same mail again, in another folder: nobody is asked twice, and a 'no' is kept as well.
    found_in_sent(&house, "s1", 1, words).await;
    assert!(offered(&house).await.is_empty());
    found_in_sent(&house, "s2", 2, "Anna,\r\n\r\nplease send us the logo by Thursday.\r\n\r\nOla").await;
    let rows = offered(&house).await;
    assert_eq!((rows.len(), rows[0].side), (1, Side::Theirs));
    steps::decide(&house.desk, &house.ola, &rows[0].step_id, false).await.unwrap();
    assert!(offered(&house).await.is_empty());
}

#[tokio::test]
async fn old_mail_and_mail_without_promises_is_not_asked_about() {
    let house = House::new().await;
    found_in_sent(&house, "old", 24 * 4, "I will send you the quote by Wednesday.").await;
    found_in_sent(&house, "calm", 1, "Thank you, it looks lovely.").await;
    house.anna_asks("q9@client.test", "I will send you the texts by Wednesday.").await;
    assert!(offered(&house).await.is_empty(), "{:?}", offered(&house).await);
}
