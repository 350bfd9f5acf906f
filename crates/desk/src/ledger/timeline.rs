//! Rows to the rulebook's events: what counts as having happened in a conversation.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use rulebook::event::{Event, Happening};
use rulebook::people::Party;
use rulebook::step::Step;
use store::event::EventRow;
use store::message::Direction;
use store::outbox::State;
use store::sender::Verdict;
use store::step::{Standing, StepRow};
use store::timeline::Said;
use store::{DeskId, StoreError, Tx};

use crate::own_addresses::OwnAddresses;
use crate::shut_out::patterns;

/// What members do that bears on promises.
const ACTS: &[&str] = &["waived", "unwaived", "settled", "unsettled", "snoozed", "spammed", "unspammed"];

/// A conversation's timeline, as the rulebook sees it and as lists show it.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// What the promises are derived from.
    pub events: Vec<Event>,
    /// The messages, oldest first.
    pub messages: Vec<Said>,
    /// The acts of ours, oldest first.
    pub acts: Vec<EventRow>,
    /// The steps that its mails name, offered and declined ones too.
    pub steps: Vec<StepRow>,
    /// What happened to them.
    pub step_acts: Vec<EventRow>,
    /// Whether a file came with it.
    pub attachments: bool,
    /// The client's overrides of house rules as JSON; empty when there are none.
    pub client_rules: String,
    /// Which of those who wrote are shut out, and how.
    pub shut_out: HashMap<String, Verdict>,
}

impl Timeline {
    /// Whether a member marked the conversation as spam, and did not take it back.
    pub fn is_spam(&self) -> bool {
        let mut marks = self.acts.iter().filter(|act| matches!(act.verb.as_str(), "spammed" | "unspammed"));
        marks.next_back().is_some_and(|act| act.verb == "spammed")
    }

    /// When all who wrote are shut out, in which view the conversation belongs: with the spam only when all are spam.
    pub fn all_shut_out(&self) -> Option<Verdict> {
        let theirs = self.messages.iter().filter(|said| said.direction == Direction::In);
        let verdicts: Option<Vec<Verdict>> =
            theirs.map(|said| self.shut_out.get(&said.from_address).copied()).collect();
        let verdicts = verdicts.filter(|verdicts| !verdicts.is_empty())?;
        let spam = verdicts.iter().all(|verdict| *verdict == Verdict::Spam);
        Some(if spam { Verdict::Spam } else { Verdict::Blocked })
    }
}

/// Loads the timelines of conversations, in few statements.
///
/// # Errors
/// Faults of the store.
pub async fn load(
    tx: &mut Tx,
    desk: &DeskId,
    own: &OwnAddresses,
    conversations: &[String],
) -> Result<HashMap<String, Timeline>, StoreError> {
    let mut timelines: HashMap<String, Timeline> = HashMap::with_capacity(conversations.len());
    for said in store::timeline::messages(tx, desk, conversations).await? {
        timelines.entry(said.conversation_id.clone()).or_default().messages.push(said);
    }
    for act in store::event::of_conversations(tx, desk, conversations, ACTS).await? {
        let conversation = act.conversation_id.clone().unwrap_or_default();
        timelines.entry(conversation).or_default().acts.push(act);
    }
    for (conversation, rules) in store::timeline::client_rules(tx, desk, conversations).await? {
        timelines.entry(conversation).or_default().client_rules = rules;
    }
    for (conversation,) in store::timeline::with_attachments(tx, desk, conversations).await? {
        timelines.entry(conversation).or_default().attachments = true;
    }
    note_steps(tx, desk, conversations, &mut timelines).await?;
    note_shut_out(tx, desk, &mut timelines).await?;
    for timeline in timelines.values_mut() {
        timeline.events = events(timeline, own);
    }
    Ok(timelines)
}

/// Notes the steps and what happened to them, wherever they were when it did.
async fn note_steps(
    tx: &mut Tx,
    desk: &DeskId,
    conversations: &[String],
    timelines: &mut HashMap<String, Timeline>,
) -> Result<(), StoreError> {
    let steps = store::step::of_conversations(tx, desk, conversations).await?;
    if steps.is_empty() {
        return Ok(());
    }
    let mut places: HashMap<String, String> = HashMap::with_capacity(steps.len());
    for (conversation, step) in steps {
        places.insert(step.step_id.clone(), conversation.clone());
        timelines.entry(conversation).or_default().steps.push(step);
    }
    let ids: Vec<&String> = places.keys().collect();
    for act in store::event::of_steps(tx, desk, &ids).await? {
        let Some(conversation) = places.get(&act.object_id) else { continue };
        timelines.entry(conversation.clone()).or_default().step_acts.push(act);
    }
    Ok(())
}

/// Notes who of the writers is on the list; an address of their own counts before their domain.
async fn note_shut_out(
    tx: &mut Tx,
    desk: &DeskId,
    timelines: &mut HashMap<String, Timeline>,
) -> Result<(), StoreError> {
    let theirs = |timeline: &Timeline| -> HashSet<String> {
        let theirs = timeline.messages.iter().filter(|said| said.direction == Direction::In);
        theirs.map(|said| said.from_address.clone()).collect()
    };
    let wanted: HashSet<String> = timelines.values().flat_map(theirs).collect();
    let wanted: HashSet<String> = wanted.iter().flat_map(|address| patterns(address)).collect();
    let wanted: Vec<String> = wanted.into_iter().collect();
    let listed = store::sender::among(tx, desk, &wanted).await?;
    if listed.is_empty() {
        return Ok(());
    }
    for timeline in timelines.values_mut() {
        for address in theirs(timeline) {
            let verdict = patterns(&address).find_map(|pattern| listed.iter().find(|row| row.pattern == pattern));
            timeline.shut_out.extend(verdict.map(|row| (address, row.verdict)));
        }
    }
    Ok(())
}

fn events(timeline: &Timeline, own: &OwnAddresses) -> Vec<Event> {
    let mut placed: HashMap<&str, Timestamp> = HashMap::with_capacity(timeline.messages.len());
    let mut events = Vec::with_capacity(timeline.messages.len() + timeline.acts.len());
    // Spam owes and is owed nothing; of others, only what a shut-out sender wrote is passed over.
    let asks = |said: &&Said| said.direction == Direction::Out || !timeline.shut_out.contains_key(&said.from_address);
    if timeline.is_spam() {
        return events;
    }
    for said in timeline.messages.iter().filter(asks) {
        let Some(what) = happening(said, own) else { continue };
        let at = after_what_it_answers(said, &placed);
        placed.insert(&said.rfc_id, at);
        // Messages of one instant stand in the order of their Message-IDs, the same on every desk that holds them.
        let left = matches!(what, Happening::MessageOut { .. });
        let id = format!("{}:{}", said.rfc_id, said.message_id);
        if left {
            events.extend(named(timeline, said, at, &id));
        }
        events.push(Event { at, id, what });
    }
    events.extend(timeline.acts.iter().chain(&timeline.step_acts).filter_map(acted));
    events
}

/// The steps of a mail that has left. They come after it in the same instant.
fn named<'t>(timeline: &'t Timeline, said: &'t Said, at: Timestamp, id: &str) -> impl Iterator<Item = Event> + use<'t> {
    let id = id.to_owned();
    let agreed = |step: &&StepRow| step.message_id == said.message_id && step.standing == Standing::Agreed;
    timeline.steps.iter().filter(agreed).map(move |row| {
        let step = Step {
            id: row.step_id.clone(),
            message_id: said.rfc_id.clone(),
            side: row.side,
            who: row.who.clone(),
            whom: row.whom.clone(),
            what: row.what.clone(),
            due: row.due_on.as_deref().and_then(|date| date.parse().ok()),
            listed: row.listed,
        };
        Event { at, id: format!("{id}:{:04}", row.position), what: Happening::StepNamed { step } }
    })
}

/// When a message happened. An answer is later than what it answers, whatever the clocks of two machines say.
fn after_what_it_answers(said: &Said, placed: &HashMap<&str, Timestamp>) -> Timestamp {
    let at = match (said.outbox_state, said.sent_at) {
        (Some(_), Some(sent)) => sent,
        _ => said.arrived_at,
    };
    match said.parent_rfc_id.as_deref().and_then(|parent| placed.get(parent)) {
        Some(parent) if *parent >= at => parent.checked_add(SignedDuration::from_micros(1)).unwrap_or(at),
        _ => at,
    }
}

/// What a message means to the rules; `None` when it means nothing (yet).
fn happening(said: &Said, own: &OwnAddresses) -> Option<Happening> {
    let from = Party { address: said.from_address.clone(), name: said.from_name.clone() };
    match said.direction {
        _ if said.doubtful => None,
        Direction::In => Some(Happening::MessageIn {
            message_id: said.rfc_id.clone(),
            from,
            to: Party { address: written_to(said, own), name: String::new() },
            kind: said.kind,
            expects_answer: said.expects_answer,
        }),
        Direction::Out if !has_left(said) || is_among_us(said, own) => None,
        Direction::Out => Some(Happening::MessageOut {
            message_id: said.rfc_id.clone(),
            from,
            to: recipients(said).filter(|party| !own.is_ours(&party.address)).cloned().collect(),
            automatic: said.automatic,
            holding_until: said.holding_until,
        }),
    }
}

/// The address of ours that a mail was written to. Asked anew each time: our addresses may have been learnt since.
fn written_to(said: &Said, own: &OwnAddresses) -> String {
    let named = own.first_among(recipients(said)).map(|party| party.address.as_str());
    let known = || Some(said.own_address.as_str()).filter(|address| own.is_ours(address));
    named.or_else(known).or_else(|| own.first()).unwrap_or_default().to_owned()
}

/// What waits in the outbox, or perhaps did not arrive, keeps no promise. It has left when it was sent, or when somebody
/// it is written to has it while others are still tried.
fn has_left(said: &Said) -> bool {
    match said.outbox_state {
        None | Some(State::Sent) => true,
        Some(State::Waiting | State::Sending | State::Uncertain | State::Asking) => said.sent_at.is_some(),
        Some(State::Failed | State::Cancelled) => false,
    }
}

/// A mail of ours that names recipients, none of them outside: a word among colleagues.
fn is_among_us(said: &Said, own: &OwnAddresses) -> bool {
    recipients(said).next().is_some() && recipients(said).all(|party| own.is_ours(&party.address))
}

fn recipients(said: &Said) -> impl Iterator<Item = &Party> {
    said.to_list.iter().chain(&said.cc_list)
}

/// The happening itself is the event's data. Of one instant, an act comes after the messages: it was done knowing them.
fn acted(act: &EventRow) -> Option<Event> {
    let what = serde_json::from_str(&act.data).ok()?;
    // Other things are noted of a step, too: that it was agreed on, that a reminder went out.
    Some(Event { at: act.at, id: format!("~{}", act.event_id), what })
}
