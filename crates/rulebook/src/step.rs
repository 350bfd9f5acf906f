//! A step: who does what by when, as a mail of ours names it. How a list of them is written stands in `mail`; what a step
//! asks of whom is a promise, made and kept here for both rules that know steps.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::event::{Event, Happening};
use crate::people::{Party, Side};
use crate::promise::{Because, Promise, State, What, promise_id};

/// A step without a date is due after so many working days.
pub const WORKING_DAYS: u32 = 3;

/// Who does what by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its own id; the same wherever its mail is moved to.
    pub id: String,
    /// RFC 5322 Message-ID of the mail that names it; the evidence.
    pub message_id: String,
    /// Theirs or ours.
    pub side: Side,
    /// Who does it.
    pub who: Party,
    /// For whom.
    pub whom: Party,
    /// What, in a few words.
    pub what: String,
    /// The day it is due, when one was named.
    pub due: Option<Date>,
    /// It stands in the mail's list of next steps; a commitment somewhere in its text does not.
    pub listed: bool,
}

/// A step as it stands under a draft, before anybody has read it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftStep {
    /// Its id, kept when it goes out. That of a step named before stands for that one: a reminder.
    pub id: String,
    /// The address of whoever does it; empty: we.
    #[serde(default)]
    pub who: String,
    /// What, in a few words.
    pub what: String,
    /// The day it is due.
    #[serde(default)]
    pub due: Option<Date>,
    /// It goes into the mail's list; otherwise it is a commitment in the text that is kept track of.
    pub listed: bool,
}

/// The id of the promise that a step is: it does not depend on the conversation, so it stays when mail is moved.
pub fn step_promise(rule: &str, step: &str) -> String {
    promise_id("step", rule, step)
}

/// The steps of one conversation at work for one rule: sees its events in order of time and keeps the promises.
#[derive(Debug, Clone)]
pub(crate) struct Steps<'a> {
    rule: &'static str,
    /// Which steps are this rule's: those in the list, or those beside it.
    listed: bool,
    calendar: &'a Calendar,
    promises: Vec<(String, Promise)>,
}

impl<'a> Steps<'a> {
    pub(crate) fn new(rule: &'static str, listed: bool, calendar: &'a Calendar) -> Self {
        Self { rule, listed, calendar, promises: Vec::new() }
    }

    /// Every promise so far, oldest first; whether an open one is late by now is not looked at here.
    pub(crate) fn promises(&self) -> impl Iterator<Item = &Promise> {
        self.promises.iter().map(|(_, promise)| promise)
    }

    pub(crate) fn see(&mut self, event: &Event) {
        match &event.what {
            Happening::StepNamed { step } if step.listed == self.listed => self.named(event.at, step),
            Happening::StepDone { step, by } => self.done(event.at, step, by),
            Happening::StepMoved { step, due, by } => self.moved(step, *due, by),
            Happening::Waived { promise, by, reason } => {
                let because = Because::WaivedBy { member: by.address.clone(), reason: reason.clone() };
                self.change(
                    |_, open| open.id == *promise,
                    |open| {
                        open.state = State::Waived;
                        open.because.push(because);
                    },
                );
            }
            _ => {}
        }
    }

    fn named(&mut self, at: Timestamp, step: &Step) {
        if self.promises.iter().any(|(known, _)| *known == step.id) {
            return;
        }
        let (due, because) = self.due(at, step.due);
        let promise = Promise {
            id: step_promise(self.rule, &step.id),
            side: step.side,
            who: step.who.clone(),
            whom: step.whom.clone(),
            what: What::Step { step: step.id.clone(), words: step.what.clone() },
            rule: self.rule.to_owned(),
            since: at,
            due,
            state: State::Open,
            kept_at: None,
            evidence: vec![step.message_id.clone()],
            because: vec![because],
        };
        self.promises.push((step.id.clone(), promise));
    }

    /// A day named is meant till closing; without one, some working days are given.
    fn due(&self, at: Timestamp, day: Option<Date>) -> (Timestamp, Because) {
        match day {
            Some(date) => (self.calendar.end_of(date).max(at), Because::DateNamed { date }),
            None => {
                let counted_from = self.calendar.next_opening(at);
                let due = self.calendar.add_working_days(counted_from, WORKING_DAYS);
                (due, Because::NoDate { days: WORKING_DAYS, counted_from })
            }
        }
    }

    fn done(&mut self, at: Timestamp, step: &str, by: &Party) {
        let because = Because::SettledBy { member: by.address.clone() };
        self.change(
            |id, _| id == step,
            |open| {
                open.state = if at <= open.due { State::Kept } else { State::Broken };
                open.kept_at = Some(at);
                open.because.push(because);
            },
        );
    }

    fn moved(&mut self, step: &str, date: Date, by: &Party) {
        let end = self.calendar.end_of(date);
        let because = Because::MovedBy { member: by.address.clone(), date };
        self.change(
            |id, _| id == step,
            |open| {
                open.due = end.max(open.since);
                open.because.push(because);
            },
        );
    }

    /// Only what is still owed changes.
    fn change(&mut self, wanted: impl Fn(&str, &Promise) -> bool, change: impl FnOnce(&mut Promise)) {
        let open = |promise: &Promise| promise.state == State::Open;
        let found = self.promises.iter_mut().find(|(id, promise)| open(promise) && wanted(id, promise));
        if let Some((_, promise)) = found {
            change(promise);
        }
    }
}
