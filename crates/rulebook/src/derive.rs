//! Timeline → promises, with the reason and the moment to look again. What each rule makes of an event stands in `rules/`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::calendar::Calendar;
use crate::event::{Event, Happening};
use crate::house_rules::HouseRules;
use crate::promise::{Promise, State};
use crate::rules::reply_in_a_working_day::Replies;
use crate::rules::{next_steps, say_what_you_will_do};
use crate::step::Steps;

/// What one conversation owes, and when that may change by time alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Derived {
    /// Every promise that ever arose, oldest first, kept ones included.
    pub promises: Vec<Promise>,
    /// The next instant at which a promise turns late if nothing happens; `None` when time alone changes nothing.
    ///
    /// A promise is in time up to and including its due moment; so this is one microsecond after the earliest due
    /// moment of an open promise, and always later than the `now` derived at.
    pub next_look: Option<Timestamp>,
}

/// Derives the promises of one conversation as they stand at `now`.
///
/// `events` may come in any order and may contain events later than `now`; those are left out. An event that comes twice (the same id) counts once.
pub fn derive(
    conversation: &str,
    events: &[Event],
    rules: &HouseRules,
    calendar: &Calendar,
    now: Timestamp,
) -> Derived {
    let mut timeline: Vec<&Event> = events.iter().filter(|event| event.at <= now).collect();
    timeline.sort_by_key(|event| place(event));
    let mut seen = BTreeSet::new();
    timeline.retain(|event| seen.insert(event.id.as_str()));
    as_of(replay(conversation, &timeline, rules, calendar).promises(), now)
}

/// The same, step by step: events are fed as they come, promises asked for at any time.
///
/// Whatever the order of feeding, [`Deriver::at`] equals [`derive`] of all events fed. Feeding in order of time is cheap;
/// an earlier event or an undo replays the conversation.
#[derive(Debug, Clone)]
pub struct Deriver<'a> {
    conversation: &'a str,
    rules: &'a HouseRules,
    calendar: &'a Calendar,
    timeline: Vec<Event>,
    known: BTreeSet<String>,
    at_work: AtWork<'a>,
}

impl<'a> Deriver<'a> {
    /// A conversation in which nothing has happened yet.
    pub fn new(conversation: &'a str, rules: &'a HouseRules, calendar: &'a Calendar) -> Self {
        let at_work = AtWork::new(conversation, rules, calendar);
        Self { conversation, rules, calendar, timeline: Vec::new(), known: BTreeSet::new(), at_work }
    }

    /// One more event; one that is known already changes nothing.
    pub fn feed(&mut self, event: &Event) {
        if !self.known.insert(event.id.clone()) {
            return;
        }
        let at = self.timeline.partition_point(|earlier| place(earlier) < place(event));
        let in_order = at == self.timeline.len();
        self.timeline.insert(at, event.clone());
        if in_order && !takes_back(event) {
            self.at_work.see(event);
        } else {
            let timeline: Vec<&Event> = self.timeline.iter().collect();
            self.at_work = replay(self.conversation, &timeline, self.rules, self.calendar);
        }
    }

    /// The promises as they stand at `now`; events later than `now` are left out.
    pub fn at(&self, now: Timestamp) -> Derived {
        if self.timeline.last().is_none_or(|event| event.at <= now) {
            return as_of(self.at_work.promises(), now);
        }
        derive(self.conversation, &self.timeline, self.rules, self.calendar, now)
    }
}

/// The order of events: by time, and within an instant by id.
fn place(event: &Event) -> (Timestamp, &str) {
    (event.at, event.id.as_str())
}

fn takes_back(event: &Event) -> bool {
    matches!(event.what, Happening::Unwaived { .. } | Happening::Unsettled | Happening::StepUndone { .. })
}

/// The rules that make promises, each at work on one conversation.
#[derive(Debug, Clone)]
struct AtWork<'a> {
    replies: Replies<'a>,
    steps: Steps<'a>,
    commitments: Steps<'a>,
}

impl<'a> AtWork<'a> {
    fn new(conversation: &'a str, rules: &'a HouseRules, calendar: &'a Calendar) -> Self {
        Self {
            replies: Replies::new(conversation, &rules.reply_in_a_working_day, calendar),
            steps: next_steps::promises(calendar),
            commitments: say_what_you_will_do::promises(calendar),
        }
    }

    fn see(&mut self, event: &Event) {
        self.replies.see(event);
        self.steps.see(event);
        self.commitments.see(event);
    }

    /// Every promise so far, oldest first.
    fn promises(&self) -> Vec<Promise> {
        let steps = self.steps.promises().chain(self.commitments.promises());
        let mut promises: Vec<Promise> = self.replies.promises().iter().chain(steps).cloned().collect();
        promises.sort_by_key(|promise| promise.since);
        promises
    }
}

/// Shows the rules a timeline in order of time, without what was taken back.
fn replay<'a>(conversation: &'a str, timeline: &[&Event], rules: &'a HouseRules, calendar: &'a Calendar) -> AtWork<'a> {
    let taken_back = taken_back(timeline);
    let mut at_work = AtWork::new(conversation, rules, calendar);
    for event in timeline.iter().filter(|event| !taken_back.contains(event.id.as_str())) {
        at_work.see(event);
    }
    at_work
}

/// The ids of waivers and 'done' marks that were undone: each undo takes the latest one before it that still stands.
fn taken_back<'e>(timeline: &[&'e Event]) -> BTreeSet<&'e str> {
    let mut waivers: BTreeMap<&str, Vec<&'e str>> = BTreeMap::new();
    let mut done = Vec::new();
    let mut steps: BTreeMap<&str, Vec<&'e str>> = BTreeMap::new();
    let mut taken_back = BTreeSet::new();
    for event in timeline {
        match &event.what {
            Happening::Waived { promise, .. } => waivers.entry(promise).or_default().push(&event.id),
            Happening::Unwaived { promise } => taken_back.extend(waivers.get_mut(promise.as_str()).and_then(Vec::pop)),
            Happening::Settled { .. } => done.push(event.id.as_str()),
            Happening::Unsettled => taken_back.extend(done.pop()),
            Happening::StepDone { step, .. } => steps.entry(step).or_default().push(&event.id),
            Happening::StepUndone { step } => taken_back.extend(steps.get_mut(step.as_str()).and_then(Vec::pop)),
            Happening::MessageIn { .. }
            | Happening::MessageOut { .. }
            | Happening::Snoozed { .. }
            | Happening::StepNamed { .. }
            | Happening::StepMoved { .. } => {}
        }
    }
    taken_back
}

/// Marks what is late by now, and finds when to look again.
fn as_of(mut promises: Vec<Promise>, now: Timestamp) -> Derived {
    for promise in &mut promises {
        if promise.state == State::Open && promise.due < now {
            promise.state = State::Broken;
        }
    }
    let earliest = promises.iter().filter(|promise| promise.state == State::Open).map(|promise| promise.due).min();
    let next_look = earliest.map(|due| due.checked_add(SignedDuration::from_micros(1)).unwrap_or(Timestamp::MAX));
    Derived { promises, next_look }
}
