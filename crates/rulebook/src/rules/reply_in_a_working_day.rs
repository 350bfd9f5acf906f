//! `reply-in-a-working-day`: every client message that expects an answer is answered by the same time next working day.
//!
//! **Why.** Silence is what clients fear most. Who answers within a working day, if only to say when more will follow, is trusted;
//! and nobody has to watch the inbox at night for it, since only working time counts.
//!
//! **What makes a promise.** A person's mail that expects an answer. Machines (automatic replies, bounces, lists, newsletters), a bare
//! 'thanks' and mail from ourselves make none. Several messages in a row are one promise, due from the first unanswered one.
//!
//! **What keeps it.** Any message of ours that a person sent, from wherever it was sent. A holding reply ('you will hear from me by …')
//! keeps it too and is a promise itself: to come back by that date. The next real message keeps that one; another holding reply
//! keeps it and makes a new one. Who writes again while we owe a comeback is owed an answer as well: a new question is not
//! answered by the date we gave for the old one.
//!
//! **What does not.** Snoozing moves it out of sight, not the due date. A bare 'thanks' leaves what is open open.
//! 'Done' by hand keeps all that is open; waiving gives one promise up, with a reason. What is kept stays kept;
//! only taking back 'done' or a waiver (undo) makes it as if they had never been. Switched off, the rule makes no promises
//! of client messages any more; the dates we gave ourselves still count.

use jiff::Timestamp;
use serde_json::Value;

use super::setting::{Given, read};
use super::{Produces, Rule, Setting, SettingKind, Unit};
use crate::calendar::Calendar;
use crate::event::{Event, Happening, Kind};
use crate::house_rules::Problem;
use crate::people::{Party, Side};
use crate::promise::{Because, Promise, State, What, promise_id};

/// The rule's stable code.
pub const CODE: &str = "reply-in-a-working-day";

/// What the rule tells about itself.
pub static RULE: Rule = Rule { code: CODE, produces: &[Produces::Promise, Produces::Flow], settings: SETTINGS };

const SETTINGS: &[Setting] = &[
    Setting { key: "enabled", kind: SettingKind::Switch { default: true }, instead_of: None },
    Setting {
        key: "working_days",
        kind: SettingKind::Whole { default: Some(1), min: 1, max: 20, unit: Unit::WorkingDays },
        instead_of: None,
    },
    Setting {
        key: "working_hours",
        kind: SettingKind::Whole { default: None, min: 1, max: 200, unit: Unit::WorkingHours },
        instead_of: Some("working_days"),
    },
    Setting {
        key: "history_after_days",
        kind: SettingKind::Whole { default: Some(30), min: 1, max: 3650, unit: Unit::Days },
        instead_of: None,
    },
];

/// The rule's settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Off: client messages make no promises. A date given in a holding reply is owed all the same.
    pub enabled: bool,
    /// How long an answer may take.
    pub term: Term,
    /// A conversation silent for more than so many days when it is imported is history: its promises are derived, but Today leaves them out.
    pub history_after_days: u32,
}

/// How long an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Until the same time on the n-th next working day.
    WorkingDays(u32),
    /// So many hours of working time.
    WorkingHours(u32),
}

impl Default for Settings {
    fn default() -> Self {
        Self { enabled: true, term: Term::WorkingDays(1), history_after_days: 30 }
    }
}

impl Settings {
    /// Lays one layer over these; what it leaves out stays.
    pub(crate) fn lay_over(&mut self, layer: &Value, path: &str, problems: &mut Vec<Problem>) {
        for (key, given) in read(SETTINGS, layer, path, problems) {
            match (key, given) {
                ("enabled", Given::Switch(enabled)) => self.enabled = enabled,
                ("working_days", Given::Whole(days)) => self.term = Term::WorkingDays(days),
                ("working_hours", Given::Whole(hours)) => self.term = Term::WorkingHours(hours),
                ("history_after_days", Given::Whole(days)) => self.history_after_days = days,
                _ => {}
            }
        }
    }
}

/// The rule at work on one conversation: sees its events in order of time and keeps the promises.
#[derive(Debug, Clone)]
pub(crate) struct Replies<'a> {
    conversation: &'a str,
    settings: &'a Settings,
    calendar: &'a Calendar,
    promises: Vec<Promise>,
    /// The place of the open promise to answer.
    answer: Option<usize>,
    /// The place of the open promise to come back.
    come_back: Option<usize>,
}

impl<'a> Replies<'a> {
    pub(crate) fn new(conversation: &'a str, settings: &'a Settings, calendar: &'a Calendar) -> Self {
        Self { conversation, settings, calendar, promises: Vec::new(), answer: None, come_back: None }
    }

    /// Every promise so far, oldest first; whether an open one is late by now is not looked at here.
    pub(crate) fn promises(&self) -> &[Promise] {
        &self.promises
    }

    pub(crate) fn see(&mut self, event: &Event) {
        match &event.what {
            Happening::MessageIn { message_id, from, to, kind: Kind::Person, expects_answer: true }
                if self.settings.enabled =>
            {
                self.asked(event, message_id, from, to);
            }
            Happening::MessageOut { message_id, from, to, automatic: false, holding_until } => {
                let waiting = self.who_waits();
                self.keep_all(event.at, &Because::KeptBy { message_id: message_id.clone() }, Some(message_id));
                if let (Some(until), Some(whom)) = (holding_until, waiting.or_else(|| to.first().cloned())) {
                    self.word_given(event, message_id, from, whom, *until);
                }
            }
            Happening::Settled { by } => {
                self.keep_all(event.at, &Because::SettledBy { member: by.address.clone() }, None)
            }
            Happening::Waived { promise, by, reason } => {
                self.waive(promise, Because::WaivedBy { member: by.address.clone(), reason: reason.clone() });
            }
            // Taking back is done before the rule sees the events.
            Happening::MessageIn { .. }
            | Happening::MessageOut { .. }
            | Happening::Snoozed { .. }
            | Happening::Unwaived { .. }
            | Happening::Unsettled
            // Steps are kept by 'step' of their own.
            | Happening::StepNamed { .. }
            | Happening::StepDone { .. }
            | Happening::StepUndone { .. }
            | Happening::StepMoved { .. } => {}
        }
    }

    fn asked(&mut self, event: &Event, message_id: &str, from: &Party, to: &Party) {
        if let Some(open) = self.answer.and_then(|at| self.promises.get_mut(at)) {
            waits_longer(open, message_id);
            return;
        }
        let counted_from = self.calendar.next_opening(event.at);
        let outside_hours = counted_from != event.at;
        let (due, because) = match self.settings.term {
            Term::WorkingDays(days) => (
                self.calendar.add_working_days(counted_from, days),
                Because::WorkingDays { days, counted_from, outside_hours },
            ),
            Term::WorkingHours(hours) => {
                let minutes = hours.saturating_mul(60);
                let due = self.calendar.add_working_time(counted_from, minutes);
                (due, Because::WorkingHours { minutes, counted_from, outside_hours })
            }
        };
        let (who, whom) = (to.clone(), from.clone());
        self.answer = Some(self.promise(event, message_id, who, whom, What::Answer, due, because));
    }

    /// To whom something is open, the oldest first.
    fn who_waits(&self) -> Option<Party> {
        let open = [self.come_back, self.answer].into_iter().flatten().min()?;
        self.promises.get(open).map(|promise| promise.whom.clone())
    }

    /// We gave a date ourselves. A date before the message itself is late from the start, not lost.
    fn word_given(&mut self, event: &Event, message_id: &str, from: &Party, whom: Party, until: Timestamp) {
        let because = Because::HoldingReply { message_id: message_id.to_owned() };
        let due = until.max(event.at);
        self.come_back = Some(self.promise(event, message_id, from.clone(), whom, What::ComeBack, due, because));
    }

    #[expect(clippy::too_many_arguments, reason = "a promise has this many parts, and one place puts them together")]
    fn promise(
        &mut self,
        made_by: &Event,
        message_id: &str,
        who: Party,
        whom: Party,
        what: What,
        due: Timestamp,
        because: Because,
    ) -> usize {
        self.promises.push(Promise {
            id: self.free_id(message_id, &made_by.id),
            side: Side::Ours,
            who,
            whom,
            what,
            rule: CODE.to_owned(),
            since: made_by.at,
            due,
            state: State::Open,
            kept_at: None,
            evidence: vec![message_id.to_owned()],
            because: vec![because],
        });
        self.promises.len() - 1
    }

    /// Broken mailers use one Message-ID for many mails; the event's own id tells their promises apart.
    fn free_id(&self, message_id: &str, event_id: &str) -> String {
        let id = promise_id(self.conversation, CODE, message_id);
        if self.promises.iter().all(|promise| promise.id != id) {
            return id;
        }
        promise_id(self.conversation, CODE, &format!("{message_id} {event_id}"))
    }

    fn keep_all(&mut self, at: Timestamp, because: &Because, evidence: Option<&str>) {
        for place in [self.answer.take(), self.come_back.take()] {
            let Some(promise) = place.and_then(|place| self.promises.get_mut(place)) else {
                continue;
            };
            promise.state = if at <= promise.due { State::Kept } else { State::Broken };
            promise.kept_at = Some(at);
            promise.because.push(because.clone());
            promise.evidence.extend(evidence.map(str::to_owned));
        }
    }

    /// Only what is still owed can be given up.
    fn waive(&mut self, id: &str, because: Because) {
        for slot in [&mut self.answer, &mut self.come_back] {
            let Some(promise) = slot.and_then(|place| self.promises.get_mut(place)).filter(|promise| promise.id == id)
            else {
                continue;
            };
            promise.state = State::Waived;
            promise.because.push(because);
            *slot = None;
            return;
        }
    }
}

/// One more message waits for the same answer.
fn waits_longer(open: &mut Promise, message_id: &str) {
    if open.evidence.iter().any(|known| known == message_id) {
        return;
    }
    open.evidence.push(message_id.to_owned());
    let counted = open.because.iter_mut().find_map(|because| match because {
        Because::MoreSince { messages } => Some(messages),
        _ => None,
    });
    match counted {
        Some(messages) => *messages += 1,
        None => open.because.push(Because::MoreSince { messages: 1 }),
    }
}
