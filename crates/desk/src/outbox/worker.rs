//! The worker: claims what is due, hands it over, and writes down what came of it. Any number may run.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::StoreError;
use store::outbox::{OutboxRow, State};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

use super::delivery::{Parcel, deliver};
use super::ending::{Tried, ending, kept_back, verb};
use super::fate::RecipientState;
use super::settling;
use super::smtp::{Address, Manners};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::relay;

/// Dialogues at the same time: a relay that keeps silent does not hold up the others.
const AT_ONCE: usize = 4;

/// How long the worker trusts its own idea of when to look next; clocks are set and machines sleep.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);

/// A mail that should have gone more than this ago is not sent without asking: the desk was down, a backup was restored,
/// or there was no relay, and what it says may no longer be so.
const ASK_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// Why a mail was kept back; the keys of sentences.
const TOO_LATE: &str = "relay-trouble-too-late";
const UNREADABLE: &str = "relay-trouble-unreadable";

/// How long a worker's claim lasts, and how long it has at the end.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// A claim ends this long after it was last renewed; a lost worker's mail is settled then.
    pub lease: SignedDuration,
    /// How often it is renewed.
    pub renew: Duration,
    /// How long running dialogues may go on after the program was asked to stop.
    pub farewell: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self { lease: SignedDuration::from_secs(60), renew: Duration::from_secs(20), farewell: Duration::from_secs(30) }
    }
}

/// Sends what is in the outbox.
#[derive(Clone)]
pub struct Worker {
    desk: Desk,
    manners: Arc<Manners>,
    timing: Timing,
}

impl Worker {
    /// A worker with the usual patience and the public certificate authorities.
    ///
    /// # Errors
    /// When the TLS library cannot be set up; never in practice.
    pub fn new(desk: Desk) -> Result<Self, rustls::Error> {
        Ok(Self::with(desk, Manners::usual()?, Timing::default()))
    }

    /// A worker with other manners and timing.
    pub fn with(desk: Desk, manners: Manners, timing: Timing) -> Self {
        Self { desk, manners: Arc::new(manners), timing }
    }

    /// Works until `shutdown` is ready: then nothing more is claimed, and running dialogues have half a minute.
    /// Wakes when something is put into the outbox, when the relay changes, and when something is due.
    ///
    /// # Errors
    /// When the TLS library cannot be set up. Faults of the database are logged, and tried again.
    pub async fn run(desk: Desk, shutdown: impl Future<Output = ()> + Send) -> Result<(), rustls::Error> {
        Self::new(desk)?.work_until(shutdown).await;
        Ok(())
    }

    /// As [`Worker::run`], for a worker made by hand.
    pub async fn work_until(self, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        let mut changes = self.desk.changes();
        let mut dialogues = JoinSet::new();
        loop {
            while let Some(_ended) = dialogues.try_join_next() {}
            let pause = match self.start_due(&mut dialogues).await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be worked on; trying again in a minute");
                    LOOK_AT_LEAST
                }
            };
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                () = tokio::time::sleep(pause) => {}
                Some(_ended) = dialogues.join_next(), if !dialogues.is_empty() => {}
                () = something_for_us(&mut changes) => {}
            }
        }
        let rest = async { while dialogues.join_next().await.is_some() {} };
        if tokio::time::timeout(self.timing.farewell, rest).await.is_err() {
            // What was being handed over is shown as uncertain at the next start.
            dialogues.abort_all();
        }
    }

    /// Works off everything that is due now, one after another; gives how many dialogues that took.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_off(&self) -> anyhow::Result<usize> {
        let mut dialogues = 0;
        self.settle_lost().await?;
        while let Some(relay) = relay::address(&self.desk).await? {
            let Some(row) = self.claim().await? else { break };
            self.hand_over(relay, row).await?;
            dialogues += 1;
        }
        Ok(dialogues)
    }

    /// Starts dialogues for what is due; gives how long there is nothing to do.
    async fn start_due(&self, dialogues: &mut JoinSet<()>) -> anyhow::Result<Duration> {
        self.settle_lost().await?;
        let Some(relay) = relay::address(&self.desk).await? else { return Ok(LOOK_AT_LEAST) };
        while dialogues.len() < AT_ONCE {
            let Some(row) = self.claim().await? else {
                let desk = &self.desk;
                let next = desk
                    .db()
                    .read(async |mut tx| store::outbox::next_try(&mut tx, desk.id(), desk.now()).await)
                    .await?;
                let pause = next.map_or(LOOK_AT_LEAST, |next| until(desk.now(), next));
                return Ok(pause.min(LOOK_AT_LEAST));
            };
            let (worker, relay) = (self.clone(), relay.clone());
            dialogues.spawn(async move {
                let outbox = row.outbox_id.clone();
                if let Err(error) = worker.hand_over(relay, row).await {
                    tracing::error!(outbox, %error, "what became of a mail could not be written down; its lease runs out");
                }
            });
        }
        Ok(LOOK_AT_LEAST)
    }

    /// Mails whose worker is gone: those being handed over are uncertain now; the others can be claimed again.
    async fn settle_lost(&self) -> Result<(), StoreError> {
        let desk = &self.desk;
        let lost = desk
            .db()
            .write(async |mut tx| {
                let tx = &mut tx;
                let rows = store::outbox::give_up_lost(tx, desk.id(), desk.now()).await?;
                for row in &rows {
                    let ending = settling::lost(row);
                    store::outbox::resolve(tx, desk.id(), &row.outbox_id, State::Uncertain, &ending).await?;
                    let about = About::within(&row.conversation_id, "message", &row.message_id);
                    note(tx, desk, "tact", "send_uncertain", about, json!({ "outbox": row.outbox_id })).await?;
                    refresh(tx, desk, std::slice::from_ref(&row.conversation_id)).await?;
                }
                Ok::<_, StoreError>(rows)
            })
            .await?;
        for row in lost {
            desk.tell(Change::of(row.conversation_id, ChangeKind::Outbox));
        }
        Ok(())
    }

    async fn claim(&self) -> Result<Option<OutboxRow>, StoreError> {
        let desk = &self.desk;
        let (now, lease) = (desk.now(), self.lease());
        desk.db().write(async |mut tx| store::outbox::claim(&mut tx, desk.id(), now, lease).await).await
    }

    fn lease(&self) -> Timestamp {
        self.desk.now().checked_add(self.timing.lease).unwrap_or(Timestamp::MAX)
    }

    /// What becomes of a claimed mail: handed over, or kept back with the reason.
    async fn hand_over(&self, relay: Address, row: OutboxRow) -> anyhow::Result<()> {
        if self.desk.now().duration_since(row.next_try_at) > ASK_AFTER {
            return self.write_down(&row, kept_back(&row, RecipientState::Failed, TOO_LATE)).await;
        }
        match self.mail_of(&row).await {
            Ok(mail) => self.talk(relay, row, mail).await,
            Err(error) => {
                tracing::error!(outbox = row.outbox_id, %error, "a mail to be sent cannot be read");
                self.write_down(&row, kept_back(&row, RecipientState::Deferred, UNREADABLE)).await
            }
        }
    }

    async fn mail_of(&self, row: &OutboxRow) -> anyhow::Result<Vec<u8>> {
        Ok(self.desk.blobs().get(self.desk.id(), &row.raw_hash.parse()?).await?)
    }

    /// One dialogue, the claim renewed meanwhile, and its end written down.
    async fn talk(&self, relay: Address, row: OutboxRow, mail: Vec<u8>) -> anyhow::Result<()> {
        let parcel = Parcel { envelope_from: row.envelope_from.clone(), recipients: row.recipients.clone(), mail };
        let dialogue = deliver(&relay, &self.manners, parcel, || self.may_begin_data(&row));
        tokio::pin!(dialogue);
        let mut renewal = tokio::time::interval_at(tokio::time::Instant::now() + self.timing.renew, self.timing.renew);
        let outcome = loop {
            tokio::select! {
                outcome = &mut dialogue => break outcome,
                _ = renewal.tick() => self.renew(&row).await,
            }
        };
        match outcome {
            Some(outcome) => {
                let trouble = outcome.trouble.map(|trouble| format!("{}: {}", trouble.key(), trouble.said()));
                self.write_down(&row, Tried { recipients: outcome.recipients, trouble }).await
            }
            // Another worker has it by now; what became of it is theirs to say.
            None => Ok(()),
        }
    }

    async fn renew(&self, row: &OutboxRow) {
        let (desk, lease) = (&self.desk, self.lease());
        let renewed = desk
            .db()
            .write(async |mut tx| store::outbox::renew(&mut tx, desk.id(), &row.outbox_id, row.fence, lease).await)
            .await;
        if let Err(error) = renewed {
            tracing::warn!(outbox = row.outbox_id, %error, "a claim could not be renewed");
        }
    }

    /// Writes down that the text is about to leave; no when that cannot be written or the claim is lost.
    async fn may_begin_data(&self, row: &OutboxRow) -> bool {
        let (desk, now, lease) = (&self.desk, self.desk.now(), self.lease());
        let marked = desk
            .db()
            .write(async |mut tx| {
                store::outbox::mark_data_started(&mut tx, desk.id(), &row.outbox_id, row.fence, now, lease).await
            })
            .await;
        marked.unwrap_or_else(|error| {
            tracing::error!(outbox = row.outbox_id, %error, "not sent: it could not be written down first");
            false
        })
    }

    async fn write_down(&self, row: &OutboxRow, tried: Tried) -> anyhow::Result<()> {
        let (desk, now) = (&self.desk, self.desk.now());
        let Some(ending) = ending(row, tried, now) else { return Ok(()) };
        let written = desk
            .db()
            .write(async |mut tx| {
                let tx = &mut tx;
                if !store::outbox::finish(tx, desk.id(), &row.outbox_id, row.fence, &ending).await? {
                    return Ok(false);
                }
                if let Some(verb) = verb(ending.state) {
                    let about = About::within(&row.conversation_id, "message", &row.message_id);
                    let data = json!({ "outbox": row.outbox_id, "trouble": ending.last_error });
                    note(tx, desk, "tact", verb, about, data).await?;
                }
                refresh(tx, desk, std::slice::from_ref(&row.conversation_id)).await?;
                Ok::<_, StoreError>(true)
            })
            .await?;
        if written {
            desk.tell(Change::of(&row.conversation_id, ChangeKind::Outbox));
            desk.tell(Change::of(&row.conversation_id, ChangeKind::Promises));
        }
        Ok(())
    }
}

/// Waits for a change the outbox cares about.
async fn something_for_us(changes: &mut tokio::sync::broadcast::Receiver<Change>) {
    loop {
        match changes.recv().await {
            Ok(Change { what: ChangeKind::Outbox | ChangeKind::Settings, .. }) | Err(RecvError::Lagged(_)) => return,
            Ok(_) => {}
            // The desk is gone; the shutdown comes.
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}

/// From now until then on the desk's clock, as a wait; a little longer, so that it is then.
fn until(now: Timestamp, then: Timestamp) -> Duration {
    let wait = then.duration_since(now).max(SignedDuration::ZERO);
    Duration::try_from(wait).unwrap_or_default() + Duration::from_millis(5)
}
