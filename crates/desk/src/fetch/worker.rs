//! The worker: claims the mailboxes that are due, visits each, and writes down how it went. Any number may run.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::StoreError;
use store::mailbox::MailboxRow;
use store::mailbox::lease::{self, LetGo};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Semaphore, broadcast, watch};
use tokio::task::JoinSet;

use super::Stop;
use super::patience::{NO_ROOM, Next, is_told, next_try};
use super::visit::Visit;
use super::window::{ROOM, Suspects};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::imap::Manners;

/// How long the worker trusts its own idea of when to look next; clocks are set and machines sleep.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);

/// How long a claim lasts, and how often is looked.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// A claim ends this long after it was last renewed.
    pub lease: SignedDuration,
    /// How often it is renewed.
    pub renew: Duration,
    /// How often folders that nobody listens to are looked at, and Inbox where the server cannot tell.
    pub poll: Duration,
    /// How long visits may go on after the program was asked to stop.
    pub farewell: Duration,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            lease: SignedDuration::from_secs(120),
            renew: Duration::from_secs(40),
            poll: Duration::from_secs(60),
            farewell: Duration::from_secs(15),
        }
    }
}

/// Fetches the mailboxes of a desk.
#[derive(Clone)]
pub struct Fetcher {
    pub(super) desk: Desk,
    pub(super) manners: Arc<Manners>,
    pub(super) timing: Timing,
    /// Kilobytes of mail that may be under way.
    pub(super) room: Arc<Semaphore>,
    pub(super) suspects: Arc<Suspects>,
}

impl Fetcher {
    /// With the usual patience and the public certificate authorities.
    ///
    /// # Errors
    /// When the TLS library cannot be set up; never in practice.
    pub fn new(desk: Desk) -> Result<Self, rustls::Error> {
        Ok(Self::with(desk, Manners::usual()?, Timing::default()))
    }

    /// With other manners and timing.
    pub fn with(desk: Desk, manners: Manners, timing: Timing) -> Self {
        let room = Arc::new(Semaphore::new(usize::try_from(ROOM).unwrap_or(1)));
        Self { desk, manners: Arc::new(manners), timing, room, suspects: Arc::default() }
    }

    /// Visits mailboxes and stays with them until `shutdown` is ready: then what is being taken in is finished, and
    /// the mailboxes are let go for others.
    pub async fn work_until(self, shutdown: impl Future<Output = ()> + Send) {
        tokio::pin!(shutdown);
        let (stop, stopped) = watch::channel(false);
        let mut changes = self.desk.changes();
        let mut visits = JoinSet::new();
        loop {
            while let Some(_ended) = visits.try_join_next() {}
            let pause = match self.start_due(&mut visits, &stopped).await {
                Ok(pause) => pause,
                Err(error) => {
                    tracing::error!(%error, "mailboxes cannot be looked at; trying again in a minute");
                    LOOK_AT_LEAST
                }
            };
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                () = tokio::time::sleep(pause) => {}
                Some(_ended) = visits.join_next(), if !visits.is_empty() => {}
                () = settings_change(&mut changes) => {}
            }
        }
        stop.send_replace(true);
        let rest = async { while visits.join_next().await.is_some() {} };
        if tokio::time::timeout(self.timing.farewell, rest).await.is_err() {
            // What was not committed is fetched again.
            visits.abort_all();
        }
    }

    /// Visits every mailbox that is due now, one after another, without staying; gives how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_off(&self) -> Result<usize, StoreError> {
        let (_stop, stopped) = watch::channel(false);
        let mut visited = 0;
        while let Some(row) = self.claim().await? {
            self.clone().attend(row, false, stopped.clone()).await;
            visited += 1;
        }
        Ok(visited)
    }

    async fn start_due(
        &self,
        visits: &mut JoinSet<()>,
        stopped: &watch::Receiver<bool>,
    ) -> Result<Duration, StoreError> {
        while let Some(row) = self.claim().await? {
            visits.spawn(self.clone().attend(row, true, stopped.clone()));
        }
        let desk = &self.desk;
        let next = desk.db().read(async |mut tx| lease::next(&mut tx, desk.id()).await).await?;
        let until = |next: Timestamp| {
            let wait = next.duration_since(desk.now()).max(SignedDuration::ZERO);
            Duration::try_from(wait).unwrap_or_default() + Duration::from_millis(20)
        };
        Ok(next.map_or(LOOK_AT_LEAST, until).min(LOOK_AT_LEAST))
    }

    async fn claim(&self) -> Result<Option<MailboxRow>, StoreError> {
        let desk = &self.desk;
        let (now, until) = (desk.now(), self.lease());
        desk.db().write(async |mut tx| lease::claim(&mut tx, desk.id(), now, until).await).await
    }

    fn lease(&self) -> Timestamp {
        self.desk.now().checked_add(self.timing.lease).unwrap_or(Timestamp::MAX)
    }

    /// One visit, the claim renewed meanwhile, and its end written down.
    async fn attend(self, row: MailboxRow, stay: bool, stopped: watch::Receiver<bool>) {
        let visit = visited(self.clone(), row.clone(), stay, stopped);
        let (was_here, ended) = tokio::select! {
            ended = visit => ended,
            () = renewed_in_vain(self.clone(), row.clone()) => (false, Err(Stop::Overtaken)),
        };
        let written = match self.judged(&row, was_here, ended) {
            Some(how) => self.write_down(&row, &how).await,
            None => Ok(()),
        };
        if let Err(error) = written {
            tracing::error!(mailbox = %row.address, %error, "how a fetch went cannot be written down; its lease runs out");
        }
    }

    /// What the row says after a visit; `None` when it is somebody else's to say.
    fn judged(&self, row: &MailboxRow, was_here: bool, ended: Result<(), Stop>) -> Option<LetGo> {
        let now = self.desk.now();
        let (key, said) = match ended {
            Err(Stop::Overtaken) => return None,
            Ok(()) => {
                let poll = SignedDuration::try_from(self.timing.poll).unwrap_or(SignedDuration::from_secs(60));
                return Some(LetGo { next_try_at: now + poll, ..LetGo::well(now) });
            }
            // Interrupted, whatever was the matter before.
            Err(Stop::Asked) if was_here => return Some(LetGo::well(now)),
            Err(Stop::Asked) => {
                let (trouble, trouble_since_at) = (row.trouble.clone(), row.trouble_since_at);
                return Some(LetGo { trouble, trouble_since_at, tries: row.tries, next_try_at: now });
            }
            Err(Stop::Trouble(trouble)) => (trouble.key(), trouble.said()),
            Err(Stop::NoSecret(key, said)) => (key, said),
            Err(Stop::NoRoom) => (NO_ROOM, String::new()),
            Err(Stop::Fault(fault)) => {
                tracing::error!(mailbox = %row.address, error = %fault, "fetched mail could not be kept; it is fetched again");
                ("mailbox-trouble-fault", String::new())
            }
        };
        let before = if was_here { (0, None) } else { (row.tries, row.trouble_since_at) };
        let tries = before.0 + 1;
        tracing::info!(mailbox = %row.address, key, said, tries, "a mailbox cannot be fetched");
        let next_try_at = match next_try(key, tries, now, chance(&self.desk.new_id())) {
            Next::At(next) => next,
            Next::WhenChanged => now + SignedDuration::from_hours(24 * 3_650),
        };
        Some(LetGo { trouble: format!("{key}: {said}"), trouble_since_at: before.1.or(Some(now)), tries, next_try_at })
    }

    async fn write_down(&self, row: &MailboxRow, how: &LetGo) -> Result<(), StoreError> {
        let desk = &self.desk;
        // Each try is not worth an event; that it is told to people is.
        let newly_told = is_told(&how.trouble, how.tries) && !is_told(&row.trouble, row.tries);
        let written = desk
            .db()
            .write(async |mut tx| {
                let tx = &mut tx;
                let written = lease::let_go(tx, desk.id(), &row.mailbox_id, row.fence, how).await?;
                if written && newly_told {
                    let about = About::desk("mailbox", &row.mailbox_id);
                    let data = json!({ "address": row.address, "trouble": how.trouble });
                    note(tx, desk, "mail", "mailbox_not_fetched", about, data).await?;
                }
                Ok::<_, StoreError>(written)
            })
            .await?;
        if written && how.trouble != row.trouble || newly_told {
            desk.tell(Change::everywhere(ChangeKind::Mailbox));
        }
        Ok(())
    }
}

/// One visit: whether everything was here at some point, and how it ended.
async fn visited(
    fetcher: Fetcher,
    row: MailboxRow,
    stay: bool,
    stopped: watch::Receiver<bool>,
) -> (bool, Result<(), Stop>) {
    let mut visit = match Visit::begin(fetcher, row, stopped).await {
        Ok(visit) => visit,
        Err(stop) => return (false, Err(stop)),
    };
    let ended = visit.run(stay).await;
    let was_here = visit.was_here;
    if matches!(ended, Ok(()) | Err(Stop::Asked)) {
        visit.end().await;
    }
    (was_here, ended)
}

/// Renews the claim until that is refused.
async fn renewed_in_vain(fetcher: Fetcher, row: MailboxRow) {
    let desk = &fetcher.desk;
    let mut changes = desk.changes();
    loop {
        tokio::select! {
            () = tokio::time::sleep(fetcher.timing.renew) => {}
            () = settings_change(&mut changes) => {}
        }
        let until = fetcher.lease();
        let (mailbox, fence) = (row.mailbox_id.as_str(), row.fence);
        let renewed =
            desk.db().write(async |mut tx| lease::renew(&mut tx, desk.id(), mailbox, fence, until).await).await;
        match renewed {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(mailbox = %row.address, %error, "a claim could not be renewed"),
        }
    }
}

/// A number from 0 to 1 out of the random end of an id.
fn chance(id: &str) -> f64 {
    let end = id.get(id.len().saturating_sub(4)..).unwrap_or_default();
    f64::from(u16::from_str_radix(end, 16).unwrap_or(0)) / f64::from(u16::MAX)
}

async fn settings_change(changes: &mut broadcast::Receiver<Change>) {
    loop {
        match changes.recv().await {
            Ok(Change { what: ChangeKind::Settings, .. }) | Err(RecvError::Lagged(_)) => return,
            Ok(_) => {}
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
