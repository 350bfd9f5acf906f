//! Mail on its way out: a send happens once, or is shown as uncertain until evidence or a person settles it.
//! Writing an answer is `answer.rs`; this is what becomes of it.

mod answered;
mod dated;
pub mod delivery;
mod ending;
pub mod fate;
mod no_such_address;
mod pool;
mod reports;
mod settling;
pub mod smtp;
pub(crate) mod way;
mod worker;

use jiff::Timestamp;
use serde_json::json;
use store::outbox::{OutboxRow, RecipientState, State};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::refusal::refusals;
use crate::who::Who;

pub use answered::ANSWERED;
pub(crate) use answered::answered;
pub(crate) use reports::reported;
pub(crate) use settling::arrived;
pub use way::Limits;
pub(crate) use way::mailbox_of;
pub(crate) use worker::wants_a_sender;
pub use worker::{Moment, Timing, Watcher, Worker};

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

/// Lets a mail that waits go now: a planned one before its time, one that was put off without waiting for its next try.
///
/// # Errors
/// See [`Refused`].
pub async fn send_now(desk: &Desk, who: &Who, outbox_id: &str) -> Result<(), Refused> {
    let conversation = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::outbox::find(tx, desk.id(), outbox_id).await?.ok_or(Refused::Nothing)?;
            if !store::outbox::hasten(tx, desk.id(), outbox_id, desk.now()).await? {
                return Err(Refused::Otherwise(row.state));
            }
            let about = About::within(&row.conversation_id, "message", &row.message_id);
            note(tx, desk, &who.member.member_id, "sent_now", about, json!({ "outbox": outbox_id })).await?;
            Ok(row.conversation_id)
        })
        .await?;
    desk.tell(Change::of(&conversation, ChangeKind::Outbox));
    Ok(())
}

/// Tries a way that did not work again at once. `mailbox_id` is empty for the relay.
///
/// # Errors
/// See [`Refused`].
pub async fn try_way(desk: &Desk, who: &Who, mailbox_id: &str) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            if !store::way_out::open(tx, desk.id(), mailbox_id).await? {
                return Err(Refused::Nothing);
            }
            let about = About::desk("way_out", if mailbox_id.is_empty() { "relay" } else { mailbox_id });
            Ok(note(tx, desk, &who.member.member_id, "way_out_tried", about, json!({})).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Outbox));
    Ok(())
}

/// A member says that an address takes mail after all, whatever came back from there.
///
/// # Errors
/// See [`Refused`].
pub async fn works_again(desk: &Desk, who: &Who, address: &str) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            if store::bounced_address::clear(tx, desk.id(), &[address]).await? == 0 {
                return Err(Refused::Nothing);
            }
            let about = About::desk("address", address);
            Ok(note(tx, desk, &who.member.member_id, "address_works", about, json!({})).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Client));
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

/// By what a report names a mail of ours: its place in the outbox, and a part of its Message-ID that nobody can guess.
pub(crate) fn envelope_id(row: &OutboxRow) -> String {
    let secret: String = row.rfc_id.chars().take_while(char::is_ascii_hexdigit).take(16).collect();
    format!("{}.{secret}", row.outbox_id)
}

/// Whether a mail can still be taken back, and until when that is promised.
pub fn can_be_taken_back(row: &OutboxRow) -> Option<Timestamp> {
    let nobody_has_it = row.recipients.iter().all(|one| one.state != RecipientState::Sent);
    let at_rest = fate::after(row.state, fate::Act::TakeBack).is_some();
    (nobody_has_it && at_rest).then_some(row.not_before_at)
}
