//! The link in a mail that leads whoever is to do a step to just that step, without signing in. Looking changes nothing, for
//! mail scanners look too; saying something is a use case of its own. How the page looks is the web's business.

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use mail::compose::{Outgoing, compose};
use mail::read::Hints;
use rulebook::event::Happening;
use rulebook::people::{Party, Side};
use rulebook::promise::State;
use store::blobs::Packed;
use store::promise::PromiseRow;
use store::step::StepRow;
use store::{StoreError, Tx};
use words::{Language, Words};

use crate::answer::new_rfc_id;
use crate::desk::Desk;
use crate::receive::{Incoming, receive};
use crate::refusal::refusals;
use crate::sign_in::throttle;
use crate::steps;
use crate::token::Token;
use crate::who::{Visitor, Who};

/// Longest words from the page, in bytes.
pub const LONGEST: usize = 20_000;
/// How long whoever said 'done' can take it back.
pub const UNDO: SignedDuration = SignedDuration::from_hours(24);
/// How long members are told of it who do not look.
const TOLD: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Most that are told of at once.
const MOST_TOLD: i64 = 20;
/// Who stands in the event: whoever holds the link.
const ACTOR: &str = "link";

refusals! {
    /// Why nothing is done.
    Refused {
        /// Not a link of ours, or one that leads nowhere any more.
        Gone = "refused-step-link-gone",
        /// Too much from there; later again.
        TooMuch = "refused-step-link-too-much",
        /// Nothing is written.
        Empty = "refused-step-link-empty",
        /// Longer than a few pages.
        TooLong = "refused-step-link-too-long",
        /// It is done or given up already.
        Settled = "refused-step-settled",
        /// It is not done, or that cannot be taken back any more.
        NotDone = "refused-step-not-done",
    }
}

/// A step as whoever holds its link may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The step.
    pub step: StepRow,
    /// Where it stands.
    pub promise: PromiseRow,
    /// 'Done' can still be taken back.
    pub can_undo: bool,
}

/// What stands behind a link; nothing is changed by looking.
///
/// # Errors
/// [`Refused::Gone`], whatever is wrong with the link.
pub async fn look(desk: &Desk, token: &str) -> Result<Seen, Refused> {
    let hash = Token::read(token).ok_or(Refused::Gone)?.hash();
    let now = desk.now();
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let found = store::step::by_link(tx, desk.id(), &hash).await?;
            let (_, link, step) = found.ok_or(Refused::Gone)?;
            if link.until_at <= now || step.side != Side::Theirs {
                return Err(Refused::Gone);
            }
            let promise = steps::promise_of(tx, desk, &step).await?.ok_or(Refused::Gone)?;
            let can_undo = may_undo(&promise, now);
            Ok(Seen { step, promise, can_undo })
        })
        .await
}

fn may_undo(promise: &PromiseRow, now: Timestamp) -> bool {
    promise.state != State::Waived && promise.kept_at.is_some_and(|at| now.duration_since(at) <= UNDO)
}

/// Steps that their links said to be done and that this member has not looked at yet, each with its conversation.
///
/// # Errors
/// When the database fails.
pub async fn told(tx: &mut Tx, desk: &Desk, who: &Who) -> Result<Vec<(String, StepRow)>, StoreError> {
    let since = desk.now().checked_sub(TOLD).unwrap_or(Timestamp::MIN);
    store::step::told_done(tx, desk.id(), &who.member.member_id, since, MOST_TOLD).await
}

/// Says that the step is done.
///
/// # Errors
/// See [`Refused`].
pub async fn done(desk: &Desk, token: &str, visitor: &Visitor) -> Result<(), Refused> {
    let seen = enter(desk, token, visitor).await?;
    let happening = Happening::StepDone { step: seen.step.step_id.clone(), by: seen.step.who.clone() };
    let may = |row: &PromiseRow| if row.unkept { Ok(()) } else { Err(steps::Refused::Settled) };
    steps::change(desk, ACTOR, &happening, &seen.step.step_id, may).await.map(drop).map_err(refused)
}

/// Takes that back.
///
/// # Errors
/// See [`Refused`].
pub async fn undo(desk: &Desk, token: &str, visitor: &Visitor) -> Result<(), Refused> {
    let seen = enter(desk, token, visitor).await?;
    let happening = Happening::StepUndone { step: seen.step.step_id.clone() };
    let now = desk.now();
    let may = |row: &PromiseRow| if may_undo(row, now) { Ok(()) } else { Err(steps::Refused::NotDone) };
    steps::change(desk, ACTOR, &happening, &seen.step.step_id, may).await.map(drop).map_err(refused)
}

fn refused(refused: steps::Refused) -> Refused {
    match refused {
        steps::Refused::Settled => Refused::Settled,
        steps::Refused::NotDone => Refused::NotDone,
        steps::Refused::Fault(fault) => Refused::Fault(fault),
        _ => Refused::Gone,
    }
}

async fn enter(desk: &Desk, token: &str, visitor: &Visitor) -> Result<Seen, Refused> {
    throttle::count(desk, throttle::What::StepLink, "step", visitor).await.map_err(|refused| match refused {
        crate::sign_in::Refused::Fault(fault) => Refused::Fault(fault),
        _ => Refused::TooMuch,
    })?;
    look(desk, token).await
}

/// Words about the step: an answer, or what they need help with. They enter the conversation as a message of theirs.
///
/// # Errors
/// See [`Refused`].
pub async fn say(desk: &Desk, token: &str, text: &str, needs_help: bool, visitor: &Visitor) -> Result<(), Refused> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refused::Empty);
    }
    if text.len() > LONGEST {
        return Err(Refused::TooLong);
    }
    let Seen { step, .. } = enter(desk, token, visitor).await?;
    let found = desk.db().read(async |mut tx| store::message::find(&mut tx, desk.id(), &step.message_id).await).await?;
    let mail = found.ok_or(Refused::Gone)?;
    let words = Words::new(step.language.parse().unwrap_or(Language::En), desk.settings().calendar.time_zone().clone());
    let key = if needs_help { "step-page-help-lead" } else { "step-page-answer-lead" };
    let text = format!("{}\n\n{text}", words.t1(key, "what", &step.what));
    let rfc_id = new_rfc_id(&step.whom.address);
    let to = [Party { address: mail.from_address.clone(), name: mail.from_name.clone() }];
    let references = [mail.rfc_id.clone()];
    let raw = compose(&Outgoing {
        subject: &about(&mail.subject),
        in_reply_to: Some(&mail.rfc_id),
        references: &references,
        text: &text,
        ..Outgoing::new(&step.who, &to, &rfc_id, desk.now())
    })
    .context("write down what was said on the page")?;
    let packed = Packed::of(&raw);
    let incoming = Incoming::read(&raw, packed.hash(), &Hints::default(), "portal", String::new());
    receive(desk, vec![(incoming, packed)]).await.context("take in what was said on the page")?;
    Ok(())
}

fn about(subject: &str) -> String {
    if subject.to_lowercase().starts_with("re:") { subject.to_owned() } else { format!("Re: {subject}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_marked_once() {
        assert_eq!(about("The logo"), "Re: The logo");
        assert_eq!(about("RE: The logo"), "RE: The logo");
    }
}
