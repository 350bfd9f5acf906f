//! Automatic answers (RFC 3834): whoever writes while the desk is closed hears that the mail arrived and when we are back;
//! whoever writes to a member on leave, when that one is and who steps in.
//! At most one per person and absence, never to machines, and never counted as an answer of ours. Off until an owner
//! switches it on.

mod decide;
mod write;

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use mail::auto_answer::{Silence, may_answer};
use mail::read::Hints;
use rulebook::calendar::Whereabouts;
use store::StoreError;
use store::acknowledged::{AcknowledgedRow, BREAKER, SENT};
use store::blobs::Hash;
use store::message::MessageRow;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Duration;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::ids::first_at;
use crate::manners::{Acknowledge, Manners};
use decide::{Facts, SAID_AGAIN, decide, is_said_again, short};
use write::Occasion;

/// Mail older than this is not answered any more: a desk that was down for a day does not wake people.
const LATEST: SignedDuration = SignedDuration::from_hours(3);
/// One person is answered once in this time at the most, whatever the hours.
const ONCE_IN: SignedDuration = SignedDuration::from_hours(24);
/// How long what a person said is known again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Automatic answers of the desk within an hour; more means that something goes round in circles.
const MOST_IN_AN_HOUR: i64 = 10;
/// Mails looked at in one go.
const AT_ONCE: i64 = 50;
/// How much of a mail is read: its headers and the beginning of its words.
const HEAD: usize = 256 * 1024;
/// The pause after a fault.
const AFTER_A_FAULT: Duration = Duration::from_secs(30);

/// Answers what came in while the desk is closed; how many were answered. Mail asks for it, so no member does.
///
/// # Errors
/// Faults of the store.
pub async fn look(desk: &Desk) -> anyhow::Result<usize> {
    let manners = crate::manners::load(desk).await?;
    let Some(since) = manners.acknowledge.since.filter(|_| manners.acknowledge.on) else { return Ok(0) };
    let mut answered = 0;
    loop {
        let now = desk.now();
        let first = first_at(since.max(now.checked_sub(LATEST).unwrap_or(since)));
        let mails = desk
            .db()
            .read(async |mut tx| store::acknowledged::to_think_about(&mut tx, desk.id(), &first, AT_ONCE).await)
            .await?;
        let full = i64::try_from(mails.len()).unwrap_or(0) == AT_ONCE;
        for mail in mails {
            answered += usize::from(think_about(desk, &manners, &mail).await?);
        }
        if !full {
            return Ok(answered);
        }
    }
}

/// Looks whenever something comes in, until dropped.
pub async fn run(desk: &Desk) {
    let mut changes = desk.changes();
    loop {
        if let Err(cause) = look(desk).await {
            tracing::error!(%cause, "automatic answers failed; trying again soon");
            tokio::time::sleep(AFTER_A_FAULT).await;
        }
        loop {
            match changes.recv().await {
                Ok(change) if change.what != ChangeKind::Message => {}
                Ok(_) | Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return,
            }
        }
    }
}

/// Whether so many automatic answers were asked for in the last day that they were stopped.
///
/// # Errors
/// Faults of the store.
pub async fn was_stopped(tx: &mut store::Tx, desk: &Desk) -> Result<bool, StoreError> {
    let since = desk.now().checked_sub(ONCE_IN).unwrap_or(Timestamp::MIN);
    Ok(store::acknowledged::count(tx, desk.id(), BREAKER, since).await? > 0)
}

/// Whether the mail was answered.
async fn think_about(desk: &Desk, manners: &Manners, mail: &MessageRow) -> anyhow::Result<bool> {
    let now = desk.now();
    let absence = absence(desk, mail).await?;
    let mut row = AcknowledgedRow {
        message_id: mail.message_id.clone(),
        address: mail.from_address.clone(),
        absence_at: absence.as_ref().map_or_else(|| desk.settings().calendar.next_opening(now), |absence| absence.back),
        looked_at: now,
        outcome: SENT.to_owned(),
        said: short(&mail.new_text),
    };
    let facts = Facts { away: absence.is_some(), ..facts(desk, &manners.acknowledge, mail, &row).await? };
    let written = match decide(&facts) {
        Ok(()) => {
            let occasion = Occasion { manners, opening: row.absence_at, absence: absence.as_ref() };
            Some(write::write(desk, mail, &occasion).await?)
        }
        Err(why) => {
            why.clone_into(&mut row.outcome);
            None
        }
    };
    let sent = written.is_some();
    let kept = match written {
        Some(written) => write::put_in(desk, mail, &row, &written).await,
        None => desk.db().write(async |mut tx| store::acknowledged::insert(&mut tx, desk.id(), &row).await).await,
    };
    match kept {
        Ok(()) if sent => {
            desk.tell(Change::of(&mail.conversation_id, ChangeKind::Outbox));
            Ok(true)
        }
        Ok(()) => Ok(false),
        // Another node, or another mail of the same person, was quicker.
        Err(StoreError::Taken { .. }) => Ok(false),
        Err(fault) => Err(fault.into()),
    }
}

/// Who takes care of this conversation and is on leave, while the others work.
struct Absence {
    name: String,
    back: Timestamp,
    /// Who steps in.
    instead: Option<String>,
}

/// The leave of whoever takes care of the conversation; nothing when the whole desk is closed, for then all are away.
async fn absence(desk: &Desk, mail: &MessageRow) -> anyhow::Result<Option<Absence>> {
    let now = desk.now();
    if !desk.settings().calendar.is_open(now) {
        return Ok(None);
    }
    let conversation = &mail.conversation_id;
    let (row, everybody) = desk
        .db()
        .read(async |mut tx| {
            let row = store::conversation::find(&mut tx, desk.id(), conversation).await?;
            Ok::<_, StoreError>((row, crate::away::everybody(&mut tx, desk).await?))
        })
        .await?;
    let assigned = row.and_then(|row| row.assigned_to);
    let Some(member) = everybody.iter().find(|one| Some(&one.member.member_id) == assigned.as_ref()) else {
        return Ok(None);
    };
    let Whereabouts::OnLeave { back, leave } = member.time.whereabouts(now) else { return Ok(None) };
    let instead = everybody.iter().find(|one| Some(&one.member.member_id) == leave.stands_in.as_ref());
    let name = |one: &crate::away::Somebody| one.member.name.clone();
    Ok(Some(Absence { name: name(member), back, instead: instead.map(name) }))
}

async fn facts(desk: &Desk, manners: &Acknowledge, mail: &MessageRow, row: &AcknowledgedRow) -> anyhow::Result<Facts> {
    let settings = desk.settings();
    let hash: Hash = mail.raw_hash.parse().context("the name of a raw mail")?;
    let raw = desk.blobs().get(desk.id(), &hash).await?;
    let head = raw.get(..raw.len().min(HEAD)).unwrap_or_default();
    let letter = mail::read::read(head, &Hints::default());
    let silence = may_answer(head, &letter, |address| settings.own.is_ours(address)).err();
    let now = row.looked_at;
    let ago = |span| now.checked_sub(span).unwrap_or(Timestamp::MIN);
    desk.db()
        .read(async |mut tx| {
            let tx = &mut tx;
            let judged = store::trust::of_messages(tx, desk.id(), &[mail.message_id.as_str()]).await?;
            let known = store::acknowledged::of_address(tx, desk.id(), &mail.from_address, ago(REMEMBERED)).await?;
            let sent = || known.iter().filter(|before| before.outcome == SENT);
            // What was not answered for being said again is still being said again.
            let heard = || known.iter().filter(|before| before.outcome == SENT || before.outcome == SAID_AGAIN);
            let answers = match &mail.parent_rfc_id {
                Some(parent) => store::acknowledged::is_automatic(tx, desk.id(), parent).await?,
                None => false,
            };
            Ok::<_, anyhow::Error>(Facts {
                away: false,
                old: mail.arrived_at < ago(LATEST) || manners.since.is_none_or(|since| mail.arrived_at < since),
                open: settings.calendar.is_open(now) || settings.calendar.is_open(mail.arrived_at),
                person: mail.kind == rulebook::event::Kind::Person,
                silence: silence.or(null_sender(tx, desk, mail).await?.then_some(Silence::Unwanted)),
                doubtful: judged.iter().any(|judged| judged.standing == store::trust::Standing::Failed),
                ourselves: settings.own.is_ours(&mail.from_address),
                answers_a_machine: answers,
                already: sent().any(|it| it.absence_at == row.absence_at || it.looked_at > ago(ONCE_IN)),
                said_again: heard().any(|it| is_said_again(&it.said, &row.said)),
                too_many: store::acknowledged::count(tx, desk.id(), SENT, ago(SignedDuration::from_hours(1))).await?
                    >= MOST_IN_AN_HOUR,
            })
        })
        .await
}

/// Whether it was handed over with the null sender, which asks for no answer of any kind (RFC 5321, 4.5.5).
async fn null_sender(tx: &mut store::Tx, desk: &Desk, mail: &MessageRow) -> Result<bool, StoreError> {
    let events = store::event::of_conversations(tx, desk.id(), &[mail.conversation_id.as_str()], &["received"]).await?;
    let received = events.iter().rev().find(|event| event.object_id == mail.message_id);
    let data: Option<serde_json::Value> = received.and_then(|event| serde_json::from_str(&event.data).ok());
    Ok(data.is_some_and(|data| data.pointer("/envelope/from").and_then(|from| from.as_str()) == Some("")))
}
