//! What the ledger says after this and that happened; the plain-language scenarios stand in `scenarios/`.

use rulebook::derive::derive as derive_with;
use rulebook::event::{Event, Happening, Kind};
use rulebook::house_rules::HouseRules;
use rulebook::promise::{Because, Promise, State, What, promise_id};
use rulebook::rules::reply_in_a_working_day::CODE;

use crate::cast::{anna, answers, asks, at, derive, event, holds, message_in, message_out, us, warsaw};

fn the_one(events: &[Event], now: &str) -> Promise {
    let mut promises = derive(events, now).promises;
    assert_eq!(promises.len(), 1, "{promises:#?}");
    promises.remove(0)
}

#[test]
fn a_question_makes_a_promise_with_reason_and_evidence() {
    let promise = the_one(&[asks("m1", "2026-11-20T16:30+01:00")], "2026-11-20T17:00+01:00");
    assert_eq!(promise.id, promise_id("c1", CODE, "m1@client.example"));
    assert_eq!((promise.who, promise.whom, promise.what), (us(), anna(), What::Answer));
    assert_eq!((promise.since, promise.due), (at("2026-11-20T16:30+01:00"), at("2026-11-23T16:30+01:00")));
    assert_eq!((promise.state, promise.kept_at, promise.rule.as_str()), (State::Open, None, CODE));
    assert_eq!(promise.evidence, ["m1@client.example"]);
    let counted_from = at("2026-11-20T16:30+01:00");
    assert_eq!(promise.because, [Because::WorkingDays { days: 1, counted_from, outside_hours: false }]);
}

#[test]
fn several_messages_in_a_row_are_one_promise_due_from_the_first() {
    let events = [
        asks("m1", "2026-11-16T10:00+01:00"),
        asks("m2", "2026-11-16T15:00+01:00"),
        event("thanks", "2026-11-16T15:10+01:00", message_in("thanks", Kind::Person, false)),
        asks("m3", "2026-11-17T08:00+01:00"),
        answers("r1", "2026-11-17T09:30+01:00"),
    ];
    let promise = the_one(&events, "2026-11-18T12:00+01:00");
    assert_eq!(promise.due, at("2026-11-17T10:00+01:00"));
    assert_eq!((promise.state, promise.kept_at), (State::Kept, Some(at("2026-11-17T09:30+01:00"))));
    let evidence = ["m1@client.example", "m2@client.example", "m3@client.example", "r1@agency.example"];
    assert_eq!(promise.evidence, evidence);
    assert!(promise.because.contains(&Because::MoreSince { messages: 2 }));
    assert!(promise.because.contains(&Because::KeptBy { message_id: "r1@agency.example".into() }));
}

#[test]
fn machines_make_no_promise() {
    for kind in [Kind::AutoReply, Kind::Bounce, Kind::Delay, Kind::List, Kind::Bulk, Kind::Challenge, Kind::AbuseReport]
    {
        let events = [event("m1", "2026-11-16T10:00+01:00", message_in("m1", kind, true))];
        assert_eq!(derive(&events, "2026-12-16T10:00+01:00").promises, [], "{kind:?}");
    }
}

#[test]
fn late_is_broken_and_kept_late_stays_broken_with_the_time() {
    let asked = [asks("m1", "2026-11-16T10:00+01:00")];
    assert_eq!(the_one(&asked, "2026-11-17T10:00+01:00").state, State::Open, "the due moment itself is in time");
    let late = the_one(&asked, "2026-11-17T10:00:00.000001+01:00");
    assert_eq!((late.state, late.kept_at), (State::Broken, None));
    let on_time = [asked[0].clone(), answers("r1", "2026-11-17T10:00+01:00")];
    assert_eq!(the_one(&on_time, "2026-11-18T10:00+01:00").state, State::Kept);
    let kept_late = [asked[0].clone(), answers("r1", "2026-11-17T10:01+01:00")];
    let promise = the_one(&kept_late, "2026-11-18T10:00+01:00");
    assert_eq!((promise.state, promise.kept_at), (State::Broken, Some(at("2026-11-17T10:01+01:00"))));
}

#[test]
fn the_next_look_is_when_the_earliest_open_promise_turns_late() {
    let events = [asks("m1", "2026-11-16T10:00+01:00")];
    let look = derive(&events, "2026-11-16T11:00+01:00").next_look.unwrap();
    assert_eq!(look, at("2026-11-17T10:00:00.000001+01:00"));
    assert_eq!(derive(&events, "2026-11-17T10:00+01:00").next_look, Some(look), "always after now");
    let then = rulebook::derive::derive("c1", &events, &HouseRules::default(), &warsaw(), look);
    assert_eq!((then.promises[0].state, then.next_look), (State::Broken, None));
}

#[test]
fn an_automatic_mail_of_ours_is_no_answer() {
    let events = [
        asks("m1", "2026-11-16T10:00+01:00"),
        event("ack", "2026-11-16T10:00:05+01:00", message_out("ack", true, None)),
    ];
    assert_eq!(the_one(&events, "2026-11-16T12:00+01:00").state, State::Open);
}

#[test]
fn a_holding_reply_keeps_and_promises_anew() {
    let mut events =
        vec![asks("m1", "2026-11-16T10:00+01:00"), holds("h1", "2026-11-16T11:00+01:00", "2026-11-19T15:00+01:00")];
    let promises = derive(&events, "2026-11-18T10:00+01:00").promises;
    assert_eq!((promises[0].what.clone(), promises[0].state), (What::Answer, State::Kept));
    let word = &promises[1];
    assert_eq!((word.what.clone(), word.state, word.due), (What::ComeBack, State::Open, at("2026-11-19T15:00+01:00")));
    assert_eq!((&word.whom, word.evidence[0].as_str()), (&anna(), "h1@agency.example"));
    assert_eq!(word.because, [Because::HoldingReply { message_id: "h1@agency.example".into() }]);

    // Put off once more: the first word is kept, a new one given.
    events.push(holds("h2", "2026-11-19T14:00+01:00", "2026-11-24T12:00+01:00"));
    let promises = derive(&events, "2026-11-20T10:00+01:00").promises;
    let states: Vec<State> = promises.iter().map(|promise| promise.state).collect();
    assert_eq!(states, [State::Kept, State::Kept, State::Open]);

    // Another question meanwhile is owed an answer of its own; the next real reply keeps both.
    events.push(asks("m2", "2026-11-20T12:00+01:00"));
    let promises = derive(&events, "2026-11-20T13:00+01:00").promises;
    assert_eq!((promises[3].what.clone(), promises[3].due), (What::Answer, at("2026-11-23T12:00+01:00")));
    events.push(answers("r1", "2026-11-23T11:00+01:00"));
    let promises = derive(&events, "2026-12-01T13:00+01:00").promises;
    assert!(promises.iter().all(|promise| promise.state == State::Kept), "{promises:#?}");
}

#[test]
fn a_holding_date_before_the_mail_is_late_from_the_start() {
    let events =
        [asks("m1", "2026-11-16T10:00+01:00"), holds("h1", "2026-11-16T11:00+01:00", "2026-11-15T15:00+01:00")];
    let promises = derive(&events, "2026-11-16T12:00+01:00").promises;
    assert_eq!((promises[1].due, promises[1].state), (at("2026-11-16T11:00+01:00"), State::Broken));
}

#[test]
fn waiving_and_taking_it_back() {
    let id = promise_id("c1", CODE, "m1@client.example");
    let waived = |at| {
        let promise = id.clone();
        event("w1", at, Happening::Waived { promise, by: us(), reason: "told in person".into() })
    };
    let mut events = vec![asks("m1", "2026-11-16T10:00+01:00"), waived("2026-11-16T11:00+01:00")];
    let promise = the_one(&events, "2026-11-20T12:00+01:00");
    assert_eq!(promise.state, State::Waived);
    let because = Because::WaivedBy { member: us().address, reason: "told in person".into() };
    assert!(promise.because.contains(&because));
    // The next question makes a promise again.
    events.push(asks("m2", "2026-11-17T10:00+01:00"));
    assert_eq!(derive(&events, "2026-11-17T12:00+01:00").promises.len(), 2);
    events.push(event("u1", "2026-11-17T13:00+01:00", Happening::Unwaived { promise: id.clone() }));
    let promise = the_one(&events, "2026-11-17T14:00+01:00");
    assert_eq!((promise.state, promise.due), (State::Broken, at("2026-11-17T10:00+01:00")));
    // What is kept cannot be given up.
    let kept = [
        asks("m1", "2026-11-16T10:00+01:00"),
        answers("r1", "2026-11-16T10:30+01:00"),
        waived("2026-11-16T11:00+01:00"),
    ];
    assert_eq!(the_one(&kept, "2026-11-17T14:00+01:00").state, State::Kept);
}

#[test]
fn done_by_hand_and_taking_it_back() {
    let mut events = vec![
        asks("m1", "2026-11-16T10:00+01:00"),
        event("s1", "2026-11-16T11:00+01:00", Happening::Settled { by: us() }),
    ];
    let promise = the_one(&events, "2026-11-20T12:00+01:00");
    assert_eq!((promise.state, promise.kept_at), (State::Kept, Some(at("2026-11-16T11:00+01:00"))));
    assert!(promise.because.contains(&Because::SettledBy { member: us().address }));
    assert_eq!(promise.evidence.len(), 1, "a word is no mail");
    events.push(event("s2", "2026-11-16T11:01+01:00", Happening::Unsettled));
    assert_eq!(the_one(&events, "2026-11-16T12:00+01:00").state, State::Open);
}

#[test]
fn nothing_is_owed_when_we_write_first_snooze_or_switch_the_rule_off() {
    let first = [answers("r1", "2026-11-16T10:00+01:00")];
    assert_eq!(derive(&first, "2026-11-20T12:00+01:00").promises, []);
    let snoozed = [
        asks("m1", "2026-11-16T10:00+01:00"),
        event("z1", "2026-11-16T10:05+01:00", Happening::Snoozed { until: at("2026-11-30T10:00+01:00") }),
    ];
    let alone = derive(&snoozed[..1], "2026-11-20T12:00+01:00");
    assert_eq!(derive(&snoozed, "2026-11-20T12:00+01:00"), alone, "snoozing changes nothing");
    let mut off = HouseRules::default();
    off.reply_in_a_working_day.enabled = false;
    assert_eq!(derive_with("c1", &snoozed, &off, &warsaw(), at("2026-11-20T12:00+01:00")).promises, []);
    let word = [snoozed[0].clone(), holds("h1", "2026-11-16T11:00+01:00", "2026-11-19T15:00+01:00")];
    let promises = derive_with("c1", &word, &off, &warsaw(), at("2026-11-18T12:00+01:00")).promises;
    assert_eq!(promises.len(), 1, "a date that we gave ourselves is owed whatever the rule");
    assert_eq!((&promises[0].what, &promises[0].whom), (&What::ComeBack, &anna()));
}

#[test]
fn the_same_event_twice_counts_once_and_the_same_message_id_twice_is_two_promises() {
    let once = vec![asks("m1", "2026-11-16T10:00+01:00")];
    let twice = vec![once[0].clone(), once[0].clone()];
    assert_eq!(derive(&once, "2026-11-16T12:00+01:00"), derive(&twice, "2026-11-16T12:00+01:00"));
    // A broken mailer's one Message-ID for all: the second question after the answer is owed, too.
    let mut again = asks("m9", "2026-11-18T10:00+01:00");
    again.what = once[0].what.clone();
    let events = [once[0].clone(), answers("r1", "2026-11-16T11:00+01:00"), again];
    let promises = derive(&events, "2026-11-18T12:00+01:00").promises;
    assert_eq!(promises.len(), 2);
    assert_ne!(promises[0].id, promises[1].id);
}

#[test]
fn a_client_with_a_term_of_their_own() {
    let layer = serde_json::from_str(r#"{"reply-in-a-working-day": {"working_hours": 4}}"#).unwrap();
    let rules = HouseRules::layered([&layer]).unwrap();
    let events = [asks("m1", "2026-11-20T15:00+01:00")];
    let promise = derive_with("c1", &events, &rules, &warsaw(), at("2026-11-20T16:00+01:00")).promises.remove(0);
    assert_eq!(promise.due, at("2026-11-23T11:00+01:00"));
    let counted_from = at("2026-11-20T15:00+01:00");
    assert_eq!(promise.because, [Because::WorkingHours { minutes: 240, counted_from, outside_hours: false }]);
}
