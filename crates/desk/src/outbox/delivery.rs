//! One try to hand one mail to the relay: the dialogue, and what it means for each recipient.
//! Whether the mail is tried again is weighed in [`super::fate`].

use std::future::Future;
use std::sync::Arc;

use super::fate::{Recipient, RecipientState, is_to_try};
use super::smtp::{Address, Content, Envelope, Manners, Reply, Session, Step, Trouble, Why};

/// What is handed over.
#[derive(Debug, Clone, Default)]
pub struct Parcel {
    /// By what a report names it (ENVID); empty for none.
    pub id: String,
    /// MAIL FROM; empty for mail that nobody is to report on.
    pub envelope_from: String,
    /// Everybody the mail is for; only those still to try are named.
    pub recipients: Vec<Recipient>,
    /// The header that signs it, with its line end; empty when nothing does.
    pub signature: String,
    /// The mail as it was written down when Send was pressed.
    pub mail: Arc<Vec<u8>>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Everybody, with their state and the relay's words.
    pub recipients: Vec<Recipient>,
    /// What went wrong, if anything did.
    pub trouble: Option<Trouble>,
}

/// Tries to deliver in a session of its own. `before_data` is asked right before DATA and writes down that the text is
/// about to leave; when it says no (another worker holds the mail by now), nothing is handed over and the answer is `None`.
pub async fn deliver<G, F>(relay: &Address, manners: &Manners, parcel: Parcel, before_data: G) -> Option<Outcome>
where
    G: FnOnce() -> F + Send,
    F: Future<Output = bool> + Send,
{
    let session = match Session::open(relay, manners).await {
        Ok(session) => session,
        Err(trouble) => return Some(put_off(parcel.recipients, trouble)),
    };
    let handed = hand_over(session, parcel, before_data).await;
    if let Some(session) = handed.session {
        session.quit().await;
    }
    handed.outcome
}

/// What came of a mail, and the session when another mail can follow in it.
pub(super) struct HandedOver {
    pub(super) outcome: Option<Outcome>,
    pub(super) session: Option<Session>,
}

/// Tries to deliver in a session that is open.
pub(super) async fn hand_over<G, F>(mut session: Session, parcel: Parcel, before_data: G) -> HandedOver
where
    G: FnOnce() -> F + Send,
    F: Future<Output = bool> + Send,
{
    let Parcel { id, envelope_from, mut recipients, signature, mail } = parcel;
    let content = Content { signature: &signature, mail: &mail };
    let ended = |outcome: Outcome| HandedOver { outcome: Some(outcome), session: None };
    let to: Vec<&str> = recipients.iter().filter(|one| is_to_try(one.state)).map(|one| one.address.as_str()).collect();
    let envelope = Envelope { from: &envelope_from, to: &to, id: &id };
    let replies = match session.envelope(envelope, content).await {
        Ok(replies) => replies,
        Err(trouble) if trouble.step == Step::Sender => {
            session.quit().await;
            return ended(refused_or_put_off(recipients, trouble));
        }
        Err(trouble) => return ended(put_off(recipients, trouble)),
    };
    note_replies(&mut recipients, &replies);
    if !recipients.iter().any(is_accepted) {
        session.quit().await;
        return ended(Outcome { recipients, trouble: None });
    }
    if !before_data().await {
        session.quit().await;
        return HandedOver { outcome: None, session: None };
    }
    if let Err(trouble) = session.data(content).await {
        return ended(refused_or_put_off(recipients, trouble));
    }
    match session.dot().await {
        Ok(reply) => {
            settle(&mut recipients, RecipientState::Sent, &reply.to_string());
            HandedOver { outcome: Some(Outcome { recipients, trouble: None }), session: Some(session) }
        }
        Err(trouble) => ended(after_dot(recipients, trouble)),
    }
}

/// Everybody still to try keeps the relay's answer, in the order in which they were named.
fn note_replies(recipients: &mut [Recipient], replies: &[Reply]) {
    for (one, reply) in recipients.iter_mut().filter(|one| is_to_try(one.state)).zip(replies) {
        one.reply = reply.to_string();
        one.state = match (reply.is_yes(), reply.is_final_no()) {
            (true, _) => RecipientState::Waiting,
            (false, true) => RecipientState::Failed,
            (false, false) => RecipientState::Deferred,
        };
    }
}

/// Accepted in this dialogue: said yes to, and nothing final yet.
fn is_accepted(one: &Recipient) -> bool {
    one.state == RecipientState::Waiting
}

fn settle(recipients: &mut [Recipient], state: RecipientState, reply: &str) {
    for one in recipients.iter_mut().filter(|one| is_accepted(one)) {
        one.state = state;
        reply.clone_into(&mut one.reply);
    }
}

/// Certainly not sent, and not the mail's fault: everybody still to try is tried again.
fn put_off(mut recipients: Vec<Recipient>, trouble: Trouble) -> Outcome {
    settle(&mut recipients, RecipientState::Deferred, &trouble.said());
    Outcome { recipients, trouble: Some(trouble) }
}

/// Certainly not sent: a final no to this mail ends it, anything else puts it off.
fn refused_or_put_off(mut recipients: Vec<Recipient>, trouble: Trouble) -> Outcome {
    let ends = match &trouble.why {
        Why::Refused(reply) => reply.is_final_no(),
        Why::NotAscii | Why::TooLarge(_) => true,
        _ => false,
    };
    if !ends {
        return put_off(recipients, trouble);
    }
    if trouble.step == Step::Sender {
        // Nobody was named yet: it is a no to everybody.
        recipients.iter_mut().filter(|one| is_to_try(one.state)).for_each(|one| one.state = RecipientState::Waiting);
    }
    settle(&mut recipients, RecipientState::Failed, &trouble.said());
    Outcome { recipients, trouble: Some(trouble) }
}

/// After the dot only a clear answer tells; everything else is uncertain.
fn after_dot(mut recipients: Vec<Recipient>, trouble: Trouble) -> Outcome {
    let state = match &trouble.why {
        Why::Refused(reply) if reply.is_final_no() => RecipientState::Failed,
        Why::Refused(_) => RecipientState::Deferred,
        _ => RecipientState::Uncertain,
    };
    debug_assert_eq!(trouble.step, Step::Dot);
    settle(&mut recipients, state, &trouble.said());
    Outcome { recipients, trouble: Some(trouble) }
}
