//! The steps of a conversation's mails: what stands under each, what was found in mail written elsewhere, what was said of them.

use rulebook::event::Happening;
use rulebook::people::Side;
use store::event::EventRow;
use store::step::{Standing, StepRow};

use super::load::Loaded;
use super::{Act, Entry};
use crate::asked::Asked;
use crate::desk::today::Offer;
use crate::desk::today::show::offer;
use crate::moment::Moment;

/// A step under the mail that named it.
pub(crate) struct StepLine {
    pub(crate) id: String,
    pub(crate) words: String,
    pub(crate) due: Option<String>,
    pub(crate) done: bool,
    /// Something can be done with it: its mail has left.
    pub(crate) stands: bool,
}

/// The steps that a mail named and somebody keeps track of.
pub(super) fn of_message(asked: &Asked, loaded: &Loaded, message: &str) -> Vec<StepLine> {
    let w = &asked.w;
    let agreed = |step: &&StepRow| step.message_id == message && step.standing == Standing::Agreed;
    let line = |step: &StepRow| {
        let id = desk::steps::promise_id(step);
        let promise = loaded.promises.iter().find(|promise| promise.promise_id == id);
        let open = promise.is_some_and(|promise| promise.unkept);
        let day = |promise: &store::promise::PromiseRow| w.zone().to_datetime(promise.due_at).date();
        let named = || step.due_on.as_deref().and_then(|date| date.parse().ok());
        StepLine {
            id: step.step_id.clone(),
            words: w.step(&step.who, step.side, &step.what),
            due: promise.filter(|_| open).map(day).or_else(named).map(|day| w.step_due(day)),
            done: promise.is_some_and(|promise| promise.kept_at.is_some()),
            stands: promise.is_some_and(|promise| open || promise.kept_at.is_some()),
        }
    };
    loaded.steps.iter().filter(agreed).map(line).collect()
}

/// What was found in mail written elsewhere and waits for a yes or no.
pub(super) fn offers(asked: &Asked, loaded: &Loaded) -> Vec<Offer> {
    let id = &loaded.conversation.conversation_id;
    let offered = loaded.steps.iter().filter(|step| step.standing == Standing::Offered);
    offered.map(|step| Offer { next: format!("/conversations/{id}"), ..offer(asked, id, step) }).collect()
}

/// What was said of steps, as small entries of the thread.
pub(super) fn acts(asked: &Asked, loaded: &Loaded) -> Vec<(jiff::Timestamp, Entry)> {
    loaded.step_acts.iter().filter_map(|act| Some((act.at, entry(asked, loaded, act)?))).collect()
}

fn entry(asked: &Asked, loaded: &Loaded, act: &EventRow) -> Option<Entry> {
    let w = &asked.w;
    let step = loaded.steps.iter().find(|step| step.step_id == act.object_id)?;
    let member = loaded.members.iter().find(|member| member.member_id == act.actor).map(|member| member.name.as_str());
    let name = member.unwrap_or_else(|| w.name(if step.side == Side::Theirs { &step.who } else { &step.whom }));
    let text = match serde_json::from_str(&act.data).ok()? {
        Happening::StepDone { .. } => w.t2("entry-step-done", "name", name, "what", &step.what),
        Happening::StepUndone { .. } => w.t2("entry-step-undone", "name", name, "what", &step.what),
        Happening::StepMoved { due, .. } => {
            w.tn("entry-step-moved", &[("name", &name), ("what", &step.what), ("day", &w.day(due))])
        }
        _ => return None,
    };
    Some(Entry::Act(Act { text, at: Moment::stamp(w, asked.now, act.at) }))
}
