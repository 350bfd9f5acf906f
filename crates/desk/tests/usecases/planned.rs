//! Answers that leave later: at a moment, when the desk opens, or only if nobody answers first.

use desk::answer::{self, AnswerForm, Leaves, Schedule};
use desk::drafts;
use jiff::SignedDuration;
use store::draft::DraftKind;
use store::outbox::State;

use crate::fake_smtp::{FakeSmtp, Script};
use crate::house::{House, at};

async fn plan(house: &House, conversation: &str, leaves: Leaves, unless_answered: bool) -> answer::Answered {
    let schedule = Schedule { leaves, unless_answered };
    let form = AnswerForm { schedule, ..house.answer_form("key-1") };
    answer::send(&house.desk, &house.ola, conversation, form).await.unwrap()
}

async fn house() -> (House, FakeSmtp, String) {
    let relay = FakeSmtp::start(Script::default()).await;
    let house = House::with_relay(&relay).await;
    let anna = house.anna_asks("q1@client.test", "Where is my report?").await;
    (house, relay, anna)
}

#[tokio::test]
async fn a_planned_mail_leaves_at_its_time_and_says_so() {
    let (house, relay, anna) = house().await;
    let then = at("2026-11-23T07:30:00Z");
    let planned = plan(&house, &anna, Leaves::At(then), false).await;
    assert_eq!(planned.goes_at, then);
    house.clock.set(at("2026-11-23T07:29:59Z"));
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
    assert_eq!(house.stands(&anna).await, "open", "what waits keeps no promise");
    house.clock.set(then);
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    assert_eq!(house.outbox(&planned.outbox_id).await.state, State::Sent);
    assert!(
        relay.handed()[0].text.contains("\r\nDate: Mon, 23 Nov 2026 07:30:00 +0000\r\n"),
        "{}",
        relay.handed()[0].text
    );
    assert_eq!(house.stands(&anna).await, "kept");
    house.ledger_is_true(&anna).await;
}

#[tokio::test]
async fn when_we_are_back_is_the_next_opening() {
    let (house, _relay, anna) = house().await;
    // Friday evening in Warsaw; the desk opens on Monday at nine.
    house.clock.set(at("2026-11-20T19:00:00Z"));
    assert_eq!(plan(&house, &anna, Leaves::WhenOpen, false).await.goes_at, at("2026-11-23T08:00:00Z"));
    // While it is open that is now, after the time to take it back.
    house.clock.set(at("2026-11-23T10:00:00Z"));
    let schedule = Schedule { leaves: Leaves::WhenOpen, unless_answered: false };
    let form = AnswerForm { schedule, ..house.answer_form("key-2") };
    let soon = answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    assert_eq!(soon.goes_at, at("2026-11-23T10:00:10Z"));
}

#[tokio::test]
async fn a_moment_that_has_passed_is_refused() {
    let (house, _relay, anna) = house().await;
    for then in ["2026-11-20T08:59:59Z", "2028-01-01T00:00:00Z"] {
        let schedule = Schedule { leaves: Leaves::At(at(then)), unless_answered: false };
        let form = AnswerForm { schedule, ..house.answer_form("key-1") };
        let refused = answer::send(&house.desk, &house.ola, &anna, form).await;
        assert_eq!(refused.map_err(|it| it.key()), Err("refused-answer-when"), "{then}");
    }
    assert_eq!(house.messages(&anna).await.len(), 1);
}

#[tokio::test]
async fn an_answer_of_theirs_takes_it_back() {
    for (conditional, automatic, goes) in [(true, false, 0), (true, true, 1), (false, false, 1)] {
        let (house, relay, anna) = house().await;
        let planned = plan(&house, &anna, Leaves::At(at("2026-11-23T07:30:00Z")), conditional).await;
        house.wait(3_600);
        let automatic = if automatic { "Auto-Submitted: auto-replied\r\n" } else { "" };
        house
            .mail(&format!(
                "From: Anna Nowak <anna@client.test>\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\n{automatic}\
                 Message-ID: <q2@client.test>\r\nIn-Reply-To: <q1@client.test>\r\nReferences: <q1@client.test>\r\n\r\n\
                 I have found it, thank you.\r\n"
            ))
            .await;
        house.clock.set(at("2026-11-23T07:30:00Z"));
        assert_eq!(house.worker().work_off().await.unwrap(), goes, "{conditional} {automatic}");
        assert_eq!(relay.handed().len(), goes);
        let row = house.outbox(&planned.outbox_id).await;
        let draft = drafts::load(&house.desk, &house.ola, &anna, DraftKind::Reply).await.unwrap();
        if goes == 0 {
            assert_eq!((row.state, row.last_error.as_str()), (State::Cancelled, "outbox-answered: Anna Nowak"));
            assert_eq!(draft.unwrap().text, house.answer_form("").text, "the words come back");
            assert!(house.verbs(&anna).await.contains(&"dropped_as_answered".to_owned()));
        } else {
            assert_eq!(row.state, State::Sent);
            assert!(draft.is_none());
        }
        house.ledger_is_true(&anna).await;
    }
}

#[tokio::test]
async fn what_a_worker_has_already_is_not_taken_back() {
    let (house, _relay, anna) = house().await;
    let planned = plan(&house, &anna, Leaves::At(at("2026-11-20T09:30:00Z")), true).await;
    house.clock.set(at("2026-11-20T09:30:00Z"));
    let (desk, now) = (&house.desk, house.desk.now());
    let lease = now + SignedDuration::from_secs(60);
    desk.db().write(async |mut tx| store::outbox::claim(&mut tx, desk.id(), now, lease).await).await.unwrap().unwrap();
    house
        .mail(
            "From: anna@client.test\r\nTo: ola@agency.test\r\nSubject: Re: The report\r\nMessage-ID: <q2@client.test>\r\n\
             References: <q1@client.test>\r\n\r\nFound it.\r\n",
        )
        .await;
    assert_eq!(house.outbox(&planned.outbox_id).await.state, State::Sending);
    assert_eq!(house.messages(&anna).await.len(), 3);
}

#[tokio::test]
async fn it_can_be_sent_at_once_or_changed_while_it_waits() {
    let (house, relay, anna) = house().await;
    let planned = plan(&house, &anna, Leaves::At(at("2026-11-23T07:30:00Z")), true).await;
    desk::outbox::send_now(&house.desk, &house.ola, &planned.outbox_id).await.unwrap();
    assert_eq!(house.worker().work_off().await.unwrap(), 1);
    assert_eq!(relay.handed().len(), 1);
    let again = desk::outbox::send_now(&house.desk, &house.ola, &planned.outbox_id).await;
    assert_eq!(again.map_err(|it| it.key()), Err("refused-outbox-otherwise"));

    let schedule = Schedule { leaves: Leaves::At(at("2026-11-23T07:30:00Z")), unless_answered: false };
    let form = AnswerForm { schedule, ..house.answer_form("key-2") };
    let other = answer::send(&house.desk, &house.ola, &anna, form).await.unwrap();
    let given_back = answer::undo(&house.desk, &house.ola, &other.outbox_id).await.unwrap();
    assert_eq!(given_back.schedule.leaves, Leaves::At(at("2026-11-23T07:30:00Z")));
    house.clock.set(at("2026-11-23T07:30:00Z"));
    assert_eq!(house.worker().work_off().await.unwrap(), 0);
}

/// The desk was down over the time: three days later it asks, an hour later it goes.
#[tokio::test]
async fn far_too_late_it_asks_first() {
    for (hours, state) in [(1, State::Sent), (72, State::Asking)] {
        let (house, relay, anna) = house().await;
        let planned = plan(&house, &anna, Leaves::At(at("2026-11-23T07:30:00Z")), false).await;
        house.clock.set(at("2026-11-23T07:30:00Z") + SignedDuration::from_hours(hours));
        house.worker().work_off().await.unwrap();
        assert_eq!(house.outbox(&planned.outbox_id).await.state, state);
        if state == State::Asking {
            assert!(relay.handed().is_empty());
            let given_back = answer::undo(&house.desk, &house.ola, &planned.outbox_id).await.unwrap();
            assert_eq!(given_back.text, house.answer_form("").text);
        }
    }
}

/// How late a mail may be is the owner's to say.
#[tokio::test]
async fn a_mail_that_is_late_asks_after_as_many_hours_as_the_desk_says() {
    for (hours, late, expected) in
        [(24, 23, State::Sent), (24, 25, State::Asking), (2, 3, State::Asking), (48, 47, State::Sent)]
    {
        let (house, _relay, anna) = house().await;
        let manners = desk::manners::Manners { ask_after_hours: hours, ..Default::default() };
        desk::manners::save(&house.desk, desk::By::Member(&house.ola), manners).await.unwrap();
        let then = at("2026-11-23T07:30:00Z");
        let planned = plan(&house, &anna, Leaves::At(then), false).await;
        // The desk is down meanwhile.
        house.clock.set(then + SignedDuration::from_hours(late));
        house.worker().work_off().await.unwrap();
        assert_eq!(house.outbox(&planned.outbox_id).await.state, expected, "{hours} {late}");
    }
    let (house, ..) = house().await;
    for hours in [0, 721] {
        let manners = desk::manners::Manners { ask_after_hours: hours, ..Default::default() };
        let refused = desk::manners::save(&house.desk, desk::By::Member(&house.ola), manners).await.unwrap_err();
        assert_eq!(refused.key(), "refused-manners-ask-after");
    }
}
