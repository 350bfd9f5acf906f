//! The worker: claims what is due, hands it over, and writes down what came of it. Any number may run.

mod packing;
mod trying;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::StoreError;
use store::outbox::{OutboxRow, State};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

pub(crate) use trying::wants_a_sender;

use super::pool::{IDLE, Pool};
use super::settling;
use super::smtp::Manners;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};

/// Dialogues at the same time: a relay that keeps silent does not hold up the others.
const AT_ONCE: usize = 4;

/// How long the worker trusts its own idea of when to look next; clocks are set and machines sleep.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);

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

/// Moments of a send that nobody outside can see. Whatever ends the program at one of them, the mail goes once or is shown
/// as uncertain; tests end it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The claim is written and not committed.
    Claiming,
    /// It is committed.
    Claimed,
    /// How it went is written and not committed.
    Ending,
    /// It is committed.
    Ended,
}

/// Who is told of each moment.
pub type Watcher = Arc<dyn Fn(Moment) + Send + Sync>;

/// Sends what is in the outbox.
#[derive(Clone)]
pub struct Worker {
    desk: Desk,
    manners: Arc<Manners>,
    timing: Timing,
    pool: Arc<Pool>,
    watcher: Option<Watcher>,
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
        Self { desk, manners: Arc::new(manners), timing, pool: Arc::default(), watcher: None }
    }

    /// The same, with somebody who is told of each moment of a send.
    #[must_use]
    pub fn watched_by(self, watcher: Watcher) -> Self {
        Self { watcher: Some(watcher), ..self }
    }

    fn at(&self, moment: Moment) {
        if let Some(watcher) = &self.watcher {
            watcher(moment);
        }
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
            let sessions_left = self.pool.close(false).await;
            let pause = match self.start_due(&mut dialogues).await {
                Ok(pause) if sessions_left => pause.min(IDLE),
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
        self.pool.close(true).await;
    }

    /// Works off everything that is due now, one after another; gives how many dialogues that took.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_off(&self) -> anyhow::Result<usize> {
        let mut dialogues = 0;
        self.settle_lost().await?;
        while let Some(row) = self.claim().await? {
            self.hand_over(row).await?;
            dialogues += 1;
        }
        self.pool.close(true).await;
        Ok(dialogues)
    }

    /// Starts dialogues for what is due; gives how long there is nothing to do.
    async fn start_due(&self, dialogues: &mut JoinSet<()>) -> anyhow::Result<Duration> {
        self.settle_lost().await?;
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
            let worker = self.clone();
            dialogues.spawn(async move {
                let outbox = row.outbox_id.clone();
                if let Err(error) = worker.hand_over(row).await {
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
        let claimed = desk
            .db()
            .write(async |mut tx| {
                let claimed = store::outbox::claim(&mut tx, desk.id(), now, lease).await?;
                if claimed.is_some() {
                    self.at(Moment::Claiming);
                }
                Ok::<_, StoreError>(claimed)
            })
            .await?;
        if claimed.is_some() {
            self.at(Moment::Claimed);
        }
        Ok(claimed)
    }

    fn lease(&self) -> Timestamp {
        self.desk.now().checked_add(self.timing.lease).unwrap_or(Timestamp::MAX)
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
