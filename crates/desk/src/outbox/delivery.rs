//! One try to hand one mail to the relay: the dialogue, and what it means for each recipient.
//! Whether the mail is tried again is weighed in [`super::fate`].

use std::future::Future;

use super::fate::{Recipient, RecipientState, is_to_try};
use super::smtp::{Address, Manners, Session, Step, Trouble, Why};

/// What is handed over.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// MAIL FROM.
    pub envelope_from: String,
    /// Everybody the mail is for; only those still to try are named.
    pub recipients: Vec<Recipient>,
    /// The mail as it was written down when Send was pressed.
    pub mail: Vec<u8>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Everybody, with their state and the relay's words.
    pub recipients: Vec<Recipient>,
    /// What went wrong, if anything did.
    pub trouble: Option<Trouble>,
}

/// Tries to deliver. `before_data` is asked right before DATA and writes down that the text is about to leave;
/// when it says no (another worker holds the mail by now), nothing is handed over and the answer is `None`.
pub async fn deliver<G, F>(relay: &Address, manners: &Manners, parcel: Parcel, before_data: G) -> Option<Outcome>
where
    G: FnOnce() -> F + Send,
    F: Future<Output = bool> + Send,
{
    let Parcel { envelope_from, mut recipients, mail } = parcel;
    let mut session = match Session::open(relay, manners).await {
        Ok(session) => session,
        Err(trouble) => return Some(put_off(recipients, trouble)),
    };
    let addresses = recipients.iter().map(|one| &one.address).chain([&envelope_from]);
    let beyond_ascii = addresses.into_iter().any(|address| !address.is_ascii());
    if let Err(trouble) = session.sender(&envelope_from, beyond_ascii, &mail).await {
        let outcome = refused_or_put_off(recipients, trouble);
        session.quit().await;
        return Some(outcome);
    }
    if let Err(trouble) = name_recipients(&mut session, &mut recipients).await {
        return Some(put_off(recipients, trouble));
    }
    if !recipients.iter().any(is_accepted) {
        session.quit().await;
        return Some(Outcome { recipients, trouble: None });
    }
    if !before_data().await {
        session.quit().await;
        return None;
    }
    if let Err(trouble) = session.data(&mail).await {
        return Some(refused_or_put_off(recipients, trouble));
    }
    let outcome = match session.dot().await {
        Ok(reply) => {
            settle(&mut recipients, RecipientState::Sent, &reply.to_string());
            Outcome { recipients, trouble: None }
        }
        Err(trouble) => after_dot(recipients, trouble),
    };
    session.quit().await;
    Some(outcome)
}

/// Names everybody still to try; each keeps the relay's answer.
async fn name_recipients(session: &mut Session, recipients: &mut [Recipient]) -> Result<(), Trouble> {
    for one in recipients.iter_mut().filter(|one| is_to_try(one.state)) {
        let reply = session.recipient(&one.address).await?;
        one.reply = reply.to_string();
        one.state = match (reply.is_yes(), reply.is_final_no()) {
            (true, _) => RecipientState::Waiting,
            (false, true) => RecipientState::Failed,
            (false, false) => RecipientState::Deferred,
        };
    }
    Ok(())
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
        Why::NotAscii => true,
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
