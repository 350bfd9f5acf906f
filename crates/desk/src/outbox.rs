//! Mail on its way out: a send happens once, or is shown as uncertain until evidence or a person settles it.
//! Writing an answer is `answer.rs`; this is what becomes of it.

pub mod delivery;
mod ending;
pub mod fate;
mod settling;
pub mod smtp;
mod worker;

use jiff::Timestamp;
use serde_json::json;
use store::outbox::{OutboxRow, RecipientState, State};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
use crate::who::Who;

pub(crate) use settling::arrived;
pub use worker::{Timing, Worker};

/// What a person says about a mail whose fate is not known, or that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// 'Send again': it may arrive twice, and the person knows.
    SendAgain,
    /// 'It arrived': the person has seen that it did.
    ItArrived,
}

refusals! {
    /// Why a mail in the outbox stays as it is.
    Refused {
        /// There is no such mail.
        Nothing = "refused-outbox-nothing",
        /// It stands otherwise by now; here is how.
        Otherwise(State) = "refused-outbox-otherwise",
    }
}

/// Settles an uncertain mail, or sends a failed one again. Decided by one compare-and-set.
///
/// # Errors
/// See [`Refused`].
pub async fn resolve(desk: &Desk, who: &Who, outbox_id: &str, resolution: Resolution) -> Result<(), Refused> {
    let conversation = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::outbox::find(tx, desk.id(), outbox_id).await?.ok_or(Refused::Nothing)?;
            let outcome = match resolution {
                Resolution::SendAgain => settling::again(&row, desk.now()),
                Resolution::ItArrived => settling::taken(&row, desk.now()),
            };
            let outcome = outcome.ok_or(Refused::Otherwise(row.state))?;
            if !store::outbox::resolve(tx, desk.id(), outbox_id, row.state, &outcome).await? {
                return Err(Refused::Otherwise(row.state));
            }
            let verb = match resolution {
                Resolution::SendAgain => "send_again",
                Resolution::ItArrived => "said_arrived",
            };
            let about = About::within(&row.conversation_id, "message", &row.message_id);
            note(tx, desk, &who.member.member_id, verb, about, json!({ "outbox": outbox_id })).await?;
            refresh(tx, desk, std::slice::from_ref(&row.conversation_id)).await?;
            Ok(row.conversation_id)
        })
        .await?;
    desk.tell(Change::of(&conversation, ChangeKind::Outbox));
    desk.tell(Change::of(&conversation, ChangeKind::Promises));
    Ok(())
}

/// What went wrong last with a mail: the key of a sentence, and what the relay said; `None` when nothing did.
///
/// ```
/// assert_eq!(desk::outbox::trouble("relay-trouble-refused: 550 no"), Some(("relay-trouble-refused", "550 no")));
/// assert_eq!(desk::outbox::trouble(""), None);
/// ```
pub fn trouble(last_error: &str) -> Option<(&str, &str)> {
    let (key, said) = last_error.split_once(": ").unwrap_or((last_error, ""));
    (!key.is_empty()).then_some((key, said))
}

/// Whether a mail can still be taken back, and until when that is promised.
pub fn can_be_taken_back(row: &OutboxRow) -> Option<Timestamp> {
    let nobody_has_it = row.recipients.iter().all(|one| one.state != RecipientState::Sent);
    let at_rest = fate::after(row.state, fate::Act::TakeBack).is_some();
    (nobody_has_it && at_rest).then_some(row.not_before_at)
}
