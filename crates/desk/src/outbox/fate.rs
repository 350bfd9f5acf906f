//! What becomes of a mail in the outbox, after each thing that can happen to it. Pure: no clock, no wire, no rows.
//! The states are those of `outbox.state`; how a dialogue is spoken stands in [`super::smtp`].

use jiff::{SignedDuration, Timestamp};
pub use store::outbox::{Recipient, RecipientState, State};

/// What can happen to a mail in the outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// A worker takes it.
    Claim,
    /// The relay took it.
    Taken,
    /// Certainly not sent; worth another try.
    PutOff,
    /// Certainly not sent; asking again gives the same answer.
    Refused,
    /// The text left whole and no answer came.
    NoAnswer,
    /// The worker that held it is gone, and had not begun to hand over the text.
    WorkerLost,
    /// The worker that held it is gone, and had begun.
    WorkerLostInData,
    /// Its time passed long ago: not sent without asking.
    KeptBack,
    /// It was taken, and came back from everybody it was written to.
    CameBack,
    /// A person takes it back.
    TakeBack,
    /// A person says: send it (again).
    SendAgain,
    /// A person says, or evidence shows, that it arrived.
    Arrived,
}

/// All states, for tests and listings.
pub const STATES: [State; 7] =
    [State::Waiting, State::Sending, State::Sent, State::Failed, State::Uncertain, State::Cancelled, State::Asking];

/// All acts.
pub const ACTS: [Act; 12] = [
    Act::Claim,
    Act::Taken,
    Act::PutOff,
    Act::Refused,
    Act::NoAnswer,
    Act::WorkerLost,
    Act::WorkerLostInData,
    Act::KeptBack,
    Act::CameBack,
    Act::TakeBack,
    Act::SendAgain,
    Act::Arrived,
];

/// Where `act` leads from `state`; `None` when it cannot happen there, and then nothing changes.
pub fn after(state: State, act: Act) -> Option<State> {
    match (state, act) {
        (State::Waiting, Act::Claim) => Some(State::Sending),
        (State::Waiting | State::Failed | State::Asking, Act::TakeBack) => Some(State::Cancelled),
        (State::Sending | State::Uncertain, Act::Taken | Act::Arrived) => Some(State::Sent),
        (State::Sending, Act::PutOff | Act::WorkerLost) => Some(State::Waiting),
        (State::Sending, Act::Refused) => Some(State::Failed),
        (State::Sending, Act::NoAnswer | Act::WorkerLostInData) => Some(State::Uncertain),
        (State::Sending, Act::KeptBack) => Some(State::Asking),
        (State::Sent, Act::CameBack) => Some(State::Failed),
        (State::Uncertain | State::Failed | State::Asking, Act::SendAgain) => Some(State::Waiting),
        _ => None,
    }
}

/// Whether the next dialogue names a recipient in this state.
pub fn is_to_try(state: RecipientState) -> bool {
    matches!(state, RecipientState::Waiting | RecipientState::Deferred)
}

/// What follows from one dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What happened to the mail.
    pub act: Act,
    /// Its recipients now.
    pub recipients: Vec<Recipient>,
    /// Somebody it is written to has it for certain: it counts as sent from now on, whatever becomes of the others.
    pub reached: bool,
}

/// How long a mail is tried before it counts as failed.
const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// When to try again after `tries` dialogues in vain; `None`: no more, it has waited for two days.
pub fn next_try(tries: u32, created: Timestamp, now: Timestamp) -> Option<Timestamp> {
    if now.duration_since(created) >= GIVE_UP_AFTER {
        return None;
    }
    let minutes = match tries {
        0 | 1 => 1,
        2 => 5,
        3 => 15,
        _ => 60,
    };
    now.checked_add(SignedDuration::from_mins(minutes)).ok()
}

/// Weighs the recipients after a dialogue. `may_try_again` is false when it has waited long enough.
pub fn weigh(mut recipients: Vec<Recipient>, may_try_again: bool) -> Verdict {
    if !may_try_again {
        let waiting = recipients.iter_mut().filter(|one| is_to_try(one.state));
        waiting.for_each(|one| one.state = RecipientState::Failed);
    }
    let reached = recipients.iter().any(|one| one.to && one.state == RecipientState::Sent);
    let act = if recipients.iter().any(|one| one.state == RecipientState::Uncertain) {
        Act::NoAnswer
    } else if recipients.iter().any(|one| is_to_try(one.state)) {
        Act::PutOff
    } else if reached {
        Act::Taken
    } else {
        Act::Refused
    };
    Verdict { act, recipients, reached }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(state: State) -> String {
        format!("{state:?}").to_lowercase()
    }

    #[test]
    fn every_state_and_act() {
        let table = STATES.map(|state| {
            let line = ACTS.map(|act| after(state, act).map_or("-".to_owned(), word)).join(" ");
            format!("{:<9} | {line}", word(state))
        });
        // claim taken put-off refused no-answer worker-lost worker-lost-in-data kept-back came-back take-back
        // send-again arrived
        assert_eq!(
            table,
            [
                "waiting   | sending - - - - - - - - cancelled - -",
                "sending   | - sent waiting failed uncertain waiting uncertain asking - - - sent",
                "sent      | - - - - - - - - failed - - -",
                "failed    | - - - - - - - - - cancelled waiting -",
                "uncertain | - sent - - - - - - - - waiting sent",
                "cancelled | - - - - - - - - - - - -",
                "asking    | - - - - - - - - - cancelled waiting -",
            ]
        );
    }

    fn recipients(spec: &str) -> Vec<Recipient> {
        let state = |letter| match letter {
            's' | 'S' => RecipientState::Sent,
            'd' | 'D' => RecipientState::Deferred,
            'f' | 'F' => RecipientState::Failed,
            'u' | 'U' => RecipientState::Uncertain,
            _ => RecipientState::Waiting,
        };
        let one = |(at, letter): (usize, char)| Recipient {
            address: format!("r{at}@client.test"),
            to: letter.is_uppercase(),
            state: state(letter),
            reply: String::new(),
            report: None,
        };
        spec.chars().enumerate().map(one).collect()
    }

    /// Upper case is written to, lower case is copied: s sent, d deferred, f failed, u uncertain.
    #[test]
    fn recipients_are_weighed_together() {
        for (spec, act, reached) in [
            ("S", Act::Taken, true),
            ("Ss", Act::Taken, true),
            ("SF", Act::Taken, true),
            ("Sd", Act::PutOff, true),
            ("Ds", Act::PutOff, false),
            ("Fs", Act::Refused, false),
            ("D", Act::PutOff, false),
            ("Fd", Act::PutOff, false),
            ("F", Act::Refused, false),
            ("U", Act::NoAnswer, false),
            ("Ud", Act::NoAnswer, false),
            ("Sfu", Act::NoAnswer, true),
        ] {
            let verdict = weigh(recipients(spec), true);
            assert_eq!((verdict.act, verdict.reached), (act, reached), "{spec}");
        }
        assert_eq!(weigh(recipients("Dd"), false).act, Act::Refused);
        assert_eq!(weigh(recipients("Sd"), false).act, Act::Taken);
    }

    #[test]
    fn tries_grow_rarer_and_end_after_two_days() {
        let created: Timestamp = "2026-11-20T09:00:00Z".parse().unwrap();
        let mut now = created;
        let mut tries = 0;
        let mut waits = Vec::new();
        while let Some(next) = next_try(tries + 1, created, now) {
            waits.push(next.duration_since(now).as_mins());
            (now, tries) = (next, tries + 1);
        }
        assert_eq!(waits.get(..5), Some([1, 5, 15, 60, 60].as_slice()));
        assert!(now.duration_since(created) <= SignedDuration::from_hours(49));
        assert!((45..60).contains(&tries), "{tries} tries");
    }
}
