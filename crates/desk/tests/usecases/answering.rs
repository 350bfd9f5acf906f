//! From a client's question to the kept promise: answering, holding off, undoing.

use desk::answer::{AnswerForm, Refused, UndoRefused};
use desk::drafts::{self, DraftForm};
use desk::manners::{self, Acknowledge, Manners};
use desk::{By, answer, hold_off};
use rulebook::promise::State as PromiseState;
use store::draft::DraftKind;
use store::outbox::State;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, at};

#[tokio::test]
async fn a_question_is_answered_and_the_promise_kept() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    assert_eq!(house.stands(&anna).await, "open");

    house.wait(600);
    let answered = house.answer(&anna, "key-1").await;
    assert!(answered.relay_set);
    // It stands in the conversation at once, and keeps nothing while it can be undone.
    assert_eq!(house.messages(&anna).await.len(), 2);
    assert_eq!(house.stands(&anna).await, "open");
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
    assert!(relay.handed().is_empty());

    house.wait(10);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    let row = house.outbox(&answered.outbox_id).await;
    assert_eq!((row.state, row.tries, row.last_error.as_str()), (State::Sent, 1, ""));
    assert_eq!(house.stands(&anna).await, "kept");
    // Kept when it was sent, not when Send was pressed.
    assert_eq!(house.promises(&anna).await[0].kept_at, Some(house.desk.now()));
    assert_eq!(house.verbs(&anna).await, ["received", "answered", "sent"]);
    house.ledger_is_true(&anna).await;

    let handed = relay.handed();
    assert_eq!(handed.len(), 1);
    assert_eq!(handed[0].from, "ola@agency.test");
    assert_eq!(handed[0].to, ["anna@client.test", "piotr@client.test"]);
    let letter = mail::read::read(handed[0].text.as_bytes(), &mail::read::Hints::default());
    assert_eq!(letter.subject, "Re: The report");
    assert_eq!(letter.parent.as_deref(), Some("q1@client.test"));
    assert_eq!(letter.message_id, row.rfc_id);
    assert_eq!(letter.cc[0].address, "piotr@client.test");
    assert!(letter.text.contains("it is on its way."), "{}", letter.text);
    assert_eq!(letter.from.unwrap().name, "Ola Sample");
}

#[tokio::test]
async fn without_a_relay_the_answer_waits_until_there_is_one() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let answered = house.answer(&anna, "key-1").await;
    assert!(!answered.relay_set);
    house.wait(3_600);
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
    assert_eq!(house.outbox(&answered.outbox_id).await.state, State::Waiting);

    let relay = FakeSmtp::start(Script::default()).await;
    house.set_relay(&relay).await;
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    assert_eq!(house.outbox(&answered.outbox_id).await.state, State::Sent);
}

#[tokio::test]
async fn an_answer_taken_back_never_was_and_its_draft_is_there_again() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let answered = house.answer(&anna, "key-1").await;

    let form = answer::undo(&house.desk, &house.ola, &answered.outbox_id).await.unwrap();
    assert_eq!(form.text, house.answer_form("key-1").text);
    let draft = drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap().unwrap();
    assert_eq!((draft.text, draft.cc_list.len()), (form.text, 1));
    assert_eq!(house.messages(&anna).await.len(), 1);

    house.wait(60);
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
    assert!(relay.handed().is_empty());
    assert_eq!(house.outbox(&answered.outbox_id).await.state, State::Cancelled);
    assert_eq!(house.stands(&anna).await, "open");
    // Twice the same undo is told the truth.
    let again = answer::undo(&house.desk, &house.ola, &answered.outbox_id).await;
    assert!(matches!(again, Err(UndoRefused::TooLate(State::Cancelled))), "{again:?}");
    let nothing = answer::undo(&house.desk, &house.ola, "no-such-mail").await;
    assert!(matches!(nothing, Err(UndoRefused::Nothing)), "{nothing:?}");
}

#[tokio::test]
async fn undo_after_it_left_says_so() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let answered = house.answer(&anna, "key-1").await;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    let undone = answer::undo(&house.desk, &house.ola, &answered.outbox_id).await;
    assert!(matches!(undone, Err(UndoRefused::TooLate(State::Sent))), "{undone:?}");
    assert_eq!(house.messages(&anna).await.len(), 2);
}

/// At second ten exactly undo and worker meet: one of them wins, and both know which.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn undo_and_worker_at_the_same_moment() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    for round in 0..20 {
        let words = format!("Where is report {round}?");
        let anna = house.anna_asks(&format!("q{round}@client.test"), &words).await;
        let answered = house.answer(&anna, &format!("key-{round}")).await;
        let before = relay.handed().len();
        house.wait(10);
        let worker = house.worker();
        let (undone, worked) =
            tokio::join!(answer::undo(&house.desk, &house.ola, &answered.outbox_id), worker.work_off());
        worked.unwrap();
        let (sent, state) = (relay.handed().len() - before, house.outbox(&answered.outbox_id).await.state);
        match undone {
            Ok(_) => assert_eq!((sent, state), (0, State::Cancelled)),
            Err(UndoRefused::TooLate(_)) => assert_eq!((sent, state), (1, State::Sent)),
            Err(other) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_same_key_sends_once() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let send = || answer::send(&house.desk, &house.ola, &anna, house.answer_form("key-1"));
    let (one, two, three) = tokio::join!(send(), send(), send());
    let four = send().await;
    let ids: Vec<_> = [one, two, three, four].into_iter().map(|sent| sent.unwrap().outbox_id).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(house.messages(&anna).await.len(), 2);
    house.wait(60);
    house.worker().work_off().await.unwrap();
    // A retry of the request after it left sends nothing either.
    send().await.unwrap();
    house.wait(60);
    house.worker().work_off().await.unwrap();
    assert_eq!(relay.handed().len(), 1);
}

#[tokio::test]
async fn what_came_since_the_draft_began_is_to_be_read_first() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let suggested = answer::suggest(&house.desk, &house.ola, &anna).await.unwrap();
    house.wait(60);
    house
        .mail(
            "From: anna@client.test\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\nMessage-ID: <q2@client.test>\r\n\
             In-Reply-To: <q1@client.test>\r\nReferences: <q1@client.test>\r\n\r\nFound it, but page 3 is missing?\r\n",
        )
        .await;
    let mut form = house.answer_form("key-1");
    form.base_message_id = suggested.base_message_id;
    let refused = answer::send(&house.desk, &house.ola, &anna, form.clone()).await;
    match refused {
        Err(Refused::NewerMessage(newer)) => assert_eq!(newer.rfc_id, "q2@client.test"),
        other => panic!("{other:?}"),
    }
    form.despite_newer = true;
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
}

#[tokio::test]
async fn what_the_desk_answers_by_itself_is_no_colleagues_answer() {
    let house = House::new().await;
    let acknowledge = Acknowledge { on: true, ..Acknowledge::default() };
    let on = Manners { acknowledge, ..Manners::default() };
    manners::save(&house.desk, By::Member(&house.ola), on).await.unwrap();
    // Friday, 20:00 in Warsaw.
    house.clock.set(at("2026-11-20T19:00:00Z"));
    house.wait(60);
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let suggested = answer::suggest(&house.desk, &house.ola, &anna).await.unwrap();
    house.wait(60);
    assert_eq!(desk::acknowledge::look(&house.desk).await.unwrap(), 1);
    let form = AnswerForm { base_message_id: suggested.base_message_id, ..house.answer_form("key-1") };
    answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_with_a_reason() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let form = || house.answer_form("key-1");
    let with = |address: &str| rulebook::people::Party { address: address.into(), name: "x".into() };
    let mut table = vec![
        ("refused-answer-empty", answer::AnswerForm { text: " \n".into(), ..form() }),
        ("refused-answer-no-recipient", answer::AnswerForm { to: vec![], ..form() }),
        ("refused-answer-no-address", answer::AnswerForm { to: vec![with("anna")], ..form() }),
        (
            "refused-answer-no-address",
            answer::AnswerForm { cc: vec![with("a@b.test\r\nBcc: eve@evil.test")], ..form() },
        ),
        ("refused-answer-too-long", answer::AnswerForm { text: "x".repeat(1_000_001), ..form() }),
        ("refused-answer-holding-in-the-past", answer::AnswerForm { holding_until: Some(house.desk.now()), ..form() }),
        ("refused-fault", answer::AnswerForm { idempotency_key: String::new(), ..form() }),
    ];
    let many = (0..101).map(|n| with(&format!("p{n}@client.test"))).collect();
    table.push(("refused-answer-too-many-recipients", answer::AnswerForm { to: many, ..form() }));
    for (key, form) in table {
        let refused = answer::send(&house.desk, &house.ola, &anna, form).await;
        assert_eq!(refused.map_err(|refused| refused.key()), Err(key));
    }
    let nowhere = answer::send(&house.desk, &house.ola, "nowhere", form()).await;
    assert_eq!(nowhere.map_err(|refused| refused.key()), Err("refused-no-such-conversation"));
    assert_eq!(house.messages(&anna).await.len(), 1);
}

#[tokio::test]
async fn the_composer_starts_with_everybody_but_us() {
    let house = House::new().await;
    let anna = house
        .mail(
            "From: Anna <anna@client.test>\r\nReply-To: office@client.test\r\nTo: ola@agency.test, boss@client.test\r\n\
             Cc: piotr@client.test, OLA@agency.test\r\nSubject: x\r\nMessage-ID: <q1@client.test>\r\n\r\nWhen?\r\n",
        )
        .await;
    let suggested = answer::suggest(&house.desk, &house.ola, &anna).await.unwrap();
    let addresses =
        |people: &[rulebook::people::Party]| people.iter().map(|one| one.address.clone()).collect::<Vec<_>>();
    assert_eq!(addresses(&suggested.to), ["office@client.test"]);
    assert_eq!(addresses(&suggested.cc), ["boss@client.test", "piotr@client.test"]);
}

/// A bounce is no person, and who is in copy for the first time is pointed out.
#[tokio::test]
async fn machines_are_not_answered_and_newcomers_are_named() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    house.wait(60);
    house
        .mail(
            "From: anna@client.test\r\nTo: ola@agency.test\r\nCc: stranger@elsewhere.test\r\nSubject: Re: The report\r\n\
             Message-ID: <q2@client.test>\r\nReferences: <q1@client.test>\r\n\r\nAny news?\r\n",
        )
        .await;
    house.wait(60);
    house
        .mail(
            "From: anna@client.test\r\nTo: ola@agency.test\r\nSubject: Out of office: The report\r\nAuto-Submitted: auto-replied\r\n\
             Message-ID: <q3@client.test>\r\nReferences: <q1@client.test>\r\n\r\nI am away until Monday.\r\n",
        )
        .await;
    let suggested = answer::suggest(&house.desk, &house.ola, &anna).await.unwrap();
    assert_eq!(suggested.to[0].address, "anna@client.test");
    assert_eq!(suggested.cc[0].address, "stranger@elsewhere.test");
    assert_eq!(suggested.newcomers, ["stranger@elsewhere.test"]);
    let newest = house.messages(&anna).await.pop().unwrap();
    assert_eq!((newest.rfc_id.as_str(), suggested.base_message_id), ("q3@client.test", Some(newest.message_id)));
}

#[tokio::test]
async fn a_holding_reply_keeps_the_promise_and_makes_the_next() {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house
        .mail(
            "From: Anna <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Raport\r\nMessage-ID: <q1@client.test>\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nDzień dobry, kiedy będzie gotowy raport? Proszę o odpowiedź.\r\n",
        )
        .await;
    let offer = hold_off::offer(&house.desk, &anna, None).await.unwrap();
    assert_eq!(offer.until.to_string(), "2026-11-23T09:00:00Z");
    assert!(offer.text.contains("poniedziałek") || offer.text.contains("poniedziałku"), "{}", offer.text);

    hold_off::send(&house.desk, &house.ola, &anna, None, "key-1").await.unwrap();
    house.wait(10);
    house.worker().work_off().await.unwrap();
    let promises = house.promises(&anna).await;
    assert_eq!(promises.len(), 2);
    assert_eq!(promises[0].state, PromiseState::Kept);
    assert_eq!((promises[1].state, promises[1].due_at), (PromiseState::Open, offer.until));
    assert_eq!(relay.handed().len(), 1);

    house.answer(&anna, "key-2").await;
    house.wait(10);
    house.worker().work_off().await.unwrap();
    assert_eq!(house.stands(&anna).await, "kept kept");
    house.ledger_is_true(&anna).await;
}

#[tokio::test]
async fn two_tabs_both_keep_their_words() {
    let house = House::new().await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    let save = async |text: &str, version: i64| {
        let form = DraftForm { text: text.into(), version, ..DraftForm::default() };
        drafts::save(&house.desk, &house.ola, &anna, DraftKind::Reply, &form).await
    };
    assert_eq!(save("one", 0).await.unwrap(), 1);
    assert_eq!(save("one two", 1).await.unwrap(), 2);
    match save("one three", 1).await {
        Err(drafts::Refused::Newer(there)) => assert_eq!((there.text.as_str(), there.version), ("one two", 2)),
        other => panic!("{other:?}"),
    }
    // Having seen both, the second tab goes on from the newer version.
    assert_eq!(save("one two three", 2).await.unwrap(), 3);
    // Sending is the end of the draft; what another tab still holds begins a new one.
    house.answer(&anna, "key-1").await;
    assert!(drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap().is_none());
    assert_eq!(save("late words", 3).await.unwrap(), 1);
}
