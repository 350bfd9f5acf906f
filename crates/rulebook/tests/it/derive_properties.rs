//! Laws of derivation that hold for every sequence of events.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use rulebook::derive::{Deriver, derive};
use rulebook::event::{Event, Happening, Kind};
use rulebook::house_rules::HouseRules;
use rulebook::people::Side;
use rulebook::promise::{State, promise_id};
use rulebook::rules::reply_in_a_working_day::CODE;
use rulebook::rules::{next_steps, say_what_you_will_do};
use rulebook::step::{Step, step_promise};

use crate::cast::{anna, at, message_in, message_out, us, warsaw};

/// Up to this many different messages; few, so that waivers and repeats hit.
const MESSAGES: u8 = 8;

fn happening(undo: bool) -> impl Strategy<Value = Happening> {
    let kind = prop::sample::select(vec![Kind::Person, Kind::Person, Kind::Person, Kind::AutoReply, Kind::List]);
    let name = || (0..MESSAGES).prop_map(|n| format!("m{n}"));
    let promise = || {
        (name(), any::<bool>()).prop_map(|(id, ours)| {
            let made_by = format!("{id}@{}.example", if ours { "agency" } else { "client" });
            promise_id("c1", CODE, &made_by)
        })
    };
    let until = (0i64..20_000).prop_map(|minutes| start() + SignedDuration::from_mins(minutes));
    prop_oneof![
        6 => (name(), kind, any::<bool>()).prop_map(|(id, kind, expects)| message_in(&id, kind, expects)),
        4 => (name(), any::<bool>(), prop::option::of(until.clone())).prop_map(|(id, automatic, until)| message_out(&id, automatic, until)),
        2 => promise().prop_map(|promise| Happening::Waived { promise, by: us(), reason: "a reason".into() }),
        1 => until.prop_map(|until| Happening::Snoozed { until }),
        1 => Just(Happening::Settled { by: us() }),
        6 => of_steps(undo),
        u32::from(undo) => promise().prop_map(|promise| Happening::Unwaived { promise }),
        u32::from(undo) => Just(Happening::Unsettled),
    ]
}

/// What happens to steps; a taken-back mark only where `undo`.
fn of_steps(undo: bool) -> impl Strategy<Value = Happening> {
    let name = || (0..MESSAGES).prop_map(|n| format!("m{n}"));
    prop_oneof![
        3 => (name(), any::<bool>(), any::<bool>(), 0i8..14)
            .prop_map(|(id, ours, listed, days)| step_named(&id, ours, listed, days)),
        3 => name().prop_map(|step| Happening::StepDone { step, by: anna() }),
        1 => (name(), 0i8..14).prop_map(|(step, days)| Happening::StepMoved { step, due: day(days), by: us() }),
        1 => (name(), any::<bool>()).prop_map(|(step, listed)| {
            let rule = if listed { next_steps::CODE } else { say_what_you_will_do::CODE };
            Happening::Waived { promise: step_promise(rule, &step), by: us(), reason: "a reason".into() }
        }),
        u32::from(undo) => name().prop_map(|step| Happening::StepUndone { step }),
    ]
}

/// A step's name decides whether it stands in the list, so that one name is one step.
fn step_named(id: &str, ours: bool, listed: bool, days: i8) -> Happening {
    let (side, who, whom) = if ours { (Side::Ours, us(), anna()) } else { (Side::Theirs, anna(), us()) };
    let listed = listed == id.ends_with(['0', '2', '4', '6']);
    let id = id.to_owned();
    let due = (days > 3).then(|| day(days));
    let step =
        Step { message_id: format!("{id}@agency.example"), side, who, whom, what: "do it".into(), due, listed, id };
    Happening::StepNamed { step }
}

fn day(days: i8) -> Date {
    Date::constant(2026, 11, 2 + days)
}

fn start() -> Timestamp {
    at("2026-11-02T00:00Z")
}

/// Events in order of time; some in the same instant.
fn timeline(undo: bool) -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((happening(undo), 0i64..2000), 0..24).prop_map(|steps| {
        let mut now = start();
        let steps = steps.into_iter().enumerate();
        let events = steps.map(|(n, (what, minutes))| {
            now += SignedDuration::from_mins(if minutes < 200 { 0 } else { minutes });
            Event { at: now, id: format!("e{n:03}"), what }
        });
        events.collect()
    })
}

fn now() -> impl Strategy<Value = Timestamp> {
    (0i64..60 * 24 * 40).prop_map(|minutes| start() + SignedDuration::from_mins(minutes))
}

proptest! {
    #[test]
    fn step_by_step_equals_from_scratch(events in timeline(true), now in now()) {
        let (rules, calendar) = (HouseRules::default(), warsaw());
        let mut deriver = Deriver::new("c1", &rules, &calendar);
        for (n, event) in events.iter().enumerate() {
            deriver.feed(event);
            let scratch = derive("c1", &events[..=n], &rules, &calendar, now);
            prop_assert_eq!(deriver.at(now), scratch);
        }
    }

    #[test]
    fn order_of_arrival_and_repeats_do_not_matter(
        (events, shuffled) in timeline(true).prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle())),
        now in now(),
    ) {
        let (rules, calendar) = (HouseRules::default(), warsaw());
        let straight = derive("c1", &events, &rules, &calendar, now);
        let twice: Vec<Event> = shuffled.iter().chain(&events).cloned().collect();
        prop_assert_eq!(&derive("c1", &twice, &rules, &calendar, now), &straight);
        let mut deriver = Deriver::new("c1", &rules, &calendar);
        twice.iter().for_each(|event| deriver.feed(event));
        prop_assert_eq!(deriver.at(now), straight);
    }

    #[test]
    fn what_is_kept_or_waived_stays_so(events in timeline(false), now in now()) {
        let (rules, calendar) = (HouseRules::default(), warsaw());
        let mut settled: BTreeMap<String, (State, Option<Timestamp>)> = BTreeMap::new();
        for n in 0..events.len() {
            let promises = derive("c1", &events[..=n], &rules, &calendar, now.max(events[n].at)).promises;
            for (id, stood) in &settled {
                let stands = promises.iter().find(|promise| promise.id == *id).map(|p| (p.state, p.kept_at));
                prop_assert_eq!(stands, Some(*stood));
            }
            for promise in promises.iter().filter(|p| p.kept_at.is_some() || p.state == State::Waived) {
                settled.insert(promise.id.clone(), (promise.state, promise.kept_at));
            }
        }
    }

    #[test]
    fn every_promise_is_sound(events in timeline(true), now in now()) {
        let (rules, calendar) = (HouseRules::default(), warsaw());
        let derived = derive("c1", &events, &rules, &calendar, now);
        let mut ids: Vec<&str> = derived.promises.iter().map(|promise| promise.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), derived.promises.len(), "ids are unique");
        for promise in &derived.promises {
            prop_assert!(promise.due >= promise.since && promise.since <= now);
            prop_assert!(!promise.evidence.is_empty() && !promise.because.is_empty());
            match promise.state {
                State::Open => prop_assert!(promise.kept_at.is_none() && promise.due >= now),
                State::Kept => prop_assert!(promise.kept_at.is_some_and(|kept| kept <= promise.due)),
                State::Broken => prop_assert!(promise.kept_at.unwrap_or(now) > promise.due),
                State::Waived => prop_assert!(promise.kept_at.is_none()),
            }
        }
        prop_assert!(derived.next_look.is_none_or(|look| look > now));
        prop_assert!(derived.promises.windows(2).all(|pair| pair[0].since <= pair[1].since));
        let open = derived.promises.iter().filter(|p| p.rule == CODE && p.kept_at.is_none() && p.state != State::Waived).count();
        prop_assert!(open <= 2, "one answer and one comeback at most");
    }

    /// Between now and the next look nothing changes by time alone; at the next look something does.
    #[test]
    fn the_next_look_misses_nothing(events in timeline(true), now in now()) {
        let (rules, calendar) = (HouseRules::default(), warsaw());
        let past: Vec<Event> = events.into_iter().filter(|event| event.at <= now).collect();
        let derived = derive("c1", &past, &rules, &calendar, now);
        match derived.next_look {
            Some(look) => {
                let before = look - SignedDuration::from_micros(1);
                prop_assert_eq!(&derive("c1", &past, &rules, &calendar, before.max(now)), &derived);
                prop_assert_ne!(derive("c1", &past, &rules, &calendar, look).promises, derived.promises);
            }
            None => {
                let much_later = now + SignedDuration::from_hours(24 * 3650);
                prop_assert_eq!(derive("c1", &past, &rules, &calendar, much_later), derived);
            }
        }
    }
}
