//! What becomes of a mail in the outbox, after each thing that can happen to it. Pure: no clock, no wire, no rows.
//! The states are those of `outbox.state`; how a dialogue is spoken stands in [`super::smtp`].

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// For the undo time to pass, for a relay, or for the next try.
    Waiting,
    /// Claimed by a worker.
    Sending,
    /// The relay took it.
    Sent,
    /// Certainly not sent, and not tried again by itself.
    Failed,
    /// Nobody knows: the text left whole and no answer came.
    Uncertain,
    /// Taken back before it left.
    Cancelled,
}

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
    /// A person takes it back.
    TakeBack,
    /// A person says: send it (again).
    SendAgain,
    /// A person says, or evidence shows, that it arrived.
    Arrived,
}

/// All states, for tests and listings.
pub const STATES: [State; 6] =
    [State::Waiting, State::Sending, State::Sent, State::Failed, State::Uncertain, State::Cancelled];

/// All acts.
pub const ACTS: [Act; 10] = [
    Act::Claim,
    Act::Taken,
    Act::PutOff,
    Act::Refused,
    Act::NoAnswer,
    Act::WorkerLost,
    Act::WorkerLostInData,
    Act::TakeBack,
    Act::SendAgain,
    Act::Arrived,
];

impl State {
    /// The word it is stored as.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state a stored word means.
    pub fn of(code: &str) -> Option<Self> {
        STATES.into_iter().find(|state| state.code() == code)
    }

    /// Where `act` leads; `None` when it cannot happen here, and then nothing changes.
    pub fn after(self, act: Act) -> Option<Self> {
        match (self, act) {
            (Self::Waiting, Act::Claim) => Some(Self::Sending),
            (Self::Waiting | Self::Failed, Act::TakeBack) => Some(Self::Cancelled),
            (Self::Sending | Self::Uncertain, Act::Taken | Act::Arrived) => Some(Self::Sent),
            (Self::Sending, Act::PutOff | Act::WorkerLost) => Some(Self::Waiting),
            (Self::Sending, Act::Refused) => Some(Self::Failed),
            (Self::Sending, Act::NoAnswer | Act::WorkerLostInData) => Some(Self::Uncertain),
            (Self::Uncertain | Self::Failed, Act::SendAgain) => Some(Self::Waiting),
            _ => None,
        }
    }
}

/// One recipient of a mail, as kept in `outbox.recipients`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// The address as it goes into RCPT TO.
    pub address: String,
    /// Written to, not only copied: only then can the mail keep a promise.
    #[serde(default)]
    pub to: bool,
    /// Where it stands with this recipient.
    pub state: RecipientState,
    /// The relay's last words about this recipient; empty before.
    #[serde(default)]
    pub reply: String,
}

/// Where a mail stands with one recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientState {
    /// Not tried yet.
    Waiting,
    /// The relay took it.
    Sent,
    /// The relay wants to be asked again later.
    Deferred,
    /// The relay will not take it.
    Failed,
    /// Handed over whole, no answer.
    Uncertain,
}

impl RecipientState {
    /// Whether the next dialogue names this recipient.
    pub fn is_to_try(self) -> bool {
        matches!(self, Self::Waiting | Self::Deferred)
    }
}

/// What follows from one dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// What happened to the mail.
    pub act: Act,
    /// Its recipients now. When it was sent, those still to try are not here but in `rest`.
    pub recipients: Vec<Recipient>,
    /// Recipients the relay put off while it took the mail for others: they go on as a mail of their own.
    pub rest: Vec<Recipient>,
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
    use RecipientState::{Failed, Sent, Uncertain};
    if !may_try_again {
        recipients.iter_mut().filter(|one| one.state.is_to_try()).for_each(|one| one.state = Failed);
    }
    let any = |state: RecipientState| recipients.iter().any(|one| one.state == state);
    let reached = recipients.iter().any(|one| one.to && one.state == Sent);
    if any(Uncertain) {
        return Verdict { act: Act::NoAnswer, recipients, rest: Vec::new() };
    }
    if reached {
        let (rest, recipients) = recipients.into_iter().partition(|one| one.state.is_to_try());
        return Verdict { act: Act::Taken, recipients, rest };
    }
    let act = if recipients.iter().any(|one| one.state.is_to_try()) { Act::PutOff } else { Act::Refused };
    Verdict { act, recipients, rest: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_and_act() {
        let table = STATES.map(|state| {
            let line = ACTS.map(|act| state.after(act).map_or("-", State::code)).join(" ");
            format!("{:<9} | {line}", state.code())
        });
        // claim taken put-off refused no-answer worker-lost worker-lost-in-data take-back send-again arrived
        assert_eq!(
            table,
            [
                "waiting   | sending - - - - - - cancelled - -",
                "sending   | - sent waiting failed uncertain waiting uncertain - - sent",
                "sent      | - - - - - - - - - -",
                "failed    | - - - - - - - cancelled waiting -",
                "uncertain | - sent - - - - - - waiting sent",
                "cancelled | - - - - - - - - - -",
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
        };
        spec.chars().enumerate().map(one).collect()
    }

    /// Upper case is written to, lower case is copied: s sent, d deferred, f failed, u uncertain.
    #[test]
    fn recipients_are_weighed_together() {
        for (spec, act, kept, rest) in [
            ("S", Act::Taken, 1, 0),
            ("Ss", Act::Taken, 2, 0),
            ("SF", Act::Taken, 2, 0),
            ("Sd", Act::Taken, 1, 1),
            ("Ds", Act::PutOff, 2, 0),
            ("Fs", Act::Refused, 2, 0),
            ("D", Act::PutOff, 1, 0),
            ("Fd", Act::PutOff, 2, 0),
            ("F", Act::Refused, 1, 0),
            ("U", Act::NoAnswer, 1, 0),
            ("Ud", Act::NoAnswer, 2, 0),
            ("Sfu", Act::NoAnswer, 3, 0),
        ] {
            let verdict = weigh(recipients(spec), true);
            assert_eq!((verdict.act, verdict.recipients.len(), verdict.rest.len()), (act, kept, rest), "{spec}");
        }
        assert_eq!(weigh(recipients("Dd"), false).act, Act::Refused);
        assert_eq!(weigh(recipients("Sd"), false).rest.len(), 0);
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
