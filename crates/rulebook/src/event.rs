//! Something that happened in a conversation. Never altered; promises are derived from it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::people::Party;
use crate::step::Step;

/// What kind of sender a mail has, as far as the rules care. The `mail` room decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A human wrote it.
    Person,
    /// An out-of-office or acknowledgement (RFC 3834).
    AutoReply,
    /// A delivery failure (RFC 3464 `failed`, or a mailer that follows none).
    Bounce,
    /// A delivery that is late but not given up, or a success report.
    Delay,
    /// A mailing list post (RFC 2369, RFC 2919).
    List,
    /// Sent to many at once: newsletters, notifications.
    Bulk,
    /// 'Prove that you are human' (challenge-response).
    Challenge,
    /// A feedback loop report (RFC 5965).
    AbuseReport,
}

/// One entry of a conversation's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When it happened: for mail, its arrival (the topmost trustworthy `Received`), not the sender's `Date`.
    pub at: Timestamp,
    /// Breaks ties between events of one instant; the row's id, so that the order is the same each time.
    pub id: String,
    /// What happened.
    pub what: Happening,
}

/// What can happen in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "happening", rename_all = "snake_case")]
pub enum Happening {
    /// A mail came in from somebody who is not one of us.
    MessageIn {
        /// RFC 5322 Message-ID without angle brackets; the evidence.
        message_id: String,
        /// Who wrote.
        from: Party,
        /// The address of ours it was written to (who owes), if any is known.
        to: Party,
        /// What kind of mail it is.
        kind: Kind,
        /// Whether an answer is expected (`language::expects_answer`); kept on the row so that deriving needs no text.
        expects_answer: bool,
    },
    /// One of us wrote, in Tact or elsewhere.
    MessageOut {
        /// RFC 5322 Message-ID without angle brackets; the evidence.
        message_id: String,
        /// Who of us wrote.
        from: Party,
        /// To whom (To and Cc, without ourselves).
        to: Vec<Party>,
        /// Automatic mail of ours (acknowledgements) never counts as a human answer.
        automatic: bool,
        /// A holding reply: 'you will hear from me by …'. Keeps the open promise and makes one with this due date.
        holding_until: Option<Timestamp>,
    },
    /// A promise was waived, with a reason.
    Waived {
        /// Which one (see [`crate::promise::promise_id`]).
        promise: String,
        /// Who of us waived it.
        by: Party,
        /// Why, in the member's words; never empty.
        reason: String,
    },
    /// The waiver was taken back (undo).
    Unwaived {
        /// Which one.
        promise: String,
    },
    /// Put aside until later. Changes what is shown, never what is owed.
    Snoozed {
        /// Till when.
        until: Timestamp,
    },
    /// The conversation was marked done by hand (or reopened): nothing more is owed in it
    /// until the next message. Its open promises to answer count as kept by word of the member; steps have marks of their own.
    Settled {
        /// Who of us said so ('answered by phone').
        by: Party,
    },
    /// 'Done' was taken back.
    Unsettled,
    /// A mail of ours names a step, in its list or in its text.
    StepNamed {
        /// Who does what by when.
        step: Step,
    },
    /// A step is done: whoever was to do it said so, or one of us.
    StepDone {
        /// Which one.
        step: String,
        /// Who says so.
        by: Party,
    },
    /// That was taken back.
    StepUndone {
        /// Which one.
        step: String,
    },
    /// A step has another date.
    StepMoved {
        /// Which one.
        step: String,
        /// The day it is due now.
        due: Date,
        /// Who of us moved it.
        by: Party,
    },
}
