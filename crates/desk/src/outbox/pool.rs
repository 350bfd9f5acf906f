//! Open sessions with relays, kept for the mails that follow. One login at a time per way: a wrong password is tried once,
//! not once for every mail that waits.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::smtp::{Address, Manners, Session, Trouble};

/// A session nobody uses is ended after this.
pub(super) const IDLE: Duration = Duration::from_secs(5);

/// Mails in one session; some servers count.
const MOST_MAILS: u32 = 50;

/// The sessions of all ways.
#[derive(Default)]
pub(super) struct Pool {
    ways: Mutex<HashMap<String, Arc<Gate>>>,
}

/// What stands between the mails of one way and its server.
#[derive(Default)]
struct Gate {
    /// Held while a session is opened; the last try in vain and when it ended.
    opening: tokio::sync::Mutex<Option<(Instant, Trouble)>>,
    idle: Mutex<Vec<(Instant, Session)>>,
}

impl Pool {
    fn gate(&self, way: &str, address: &Address) -> Arc<Gate> {
        // Settings that were changed make another way of it.
        let name = format!("{way} {address:?}");
        let mut ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(ways.entry(name).or_default())
    }

    /// A session somebody left, if its line is still quiet.
    pub(super) async fn take(&self, way: &str, address: &Address) -> Option<Session> {
        let gate = self.gate(way, address);
        loop {
            let (since, mut session) = gate.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if since.elapsed() < IDLE && session.is_usable().await {
                return Some(session);
            }
        }
    }

    /// A new session. Whoever waited while another tried in vain hears of that instead of trying too.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub(super) async fn open(&self, way: &str, address: &Address, manners: &Manners) -> Result<Session, Trouble> {
        let gate = self.gate(way, address);
        let came = Instant::now();
        let mut opening = gate.opening.lock().await;
        if let Some((ended, trouble)) = opening.as_ref().filter(|(ended, _)| *ended >= came) {
            tracing::debug!(?ended, "another mail has just tried this way");
            return Err(trouble.clone());
        }
        let opened = Session::open(address, manners).await;
        *opening = opened.as_ref().err().map(|trouble| (Instant::now(), trouble.clone()));
        opened
    }

    /// Keeps a session for the next mail, or ends it when it has carried enough.
    pub(super) async fn put(&self, way: &str, address: &Address, session: Session) {
        if session.carried() >= MOST_MAILS {
            return session.quit().await;
        }
        let gate = self.gate(way, address);
        gate.idle.lock().unwrap_or_else(PoisonError::into_inner).push((Instant::now(), session));
    }

    /// Ends what nobody has used for a while; with `all`, everything. Whether anything is left.
    pub(super) async fn close(&self, all: bool) -> bool {
        let mut over = Vec::new();
        let mut left = false;
        {
            let ways = self.ways.lock().unwrap_or_else(PoisonError::into_inner);
            for gate in ways.values() {
                let mut idle = gate.idle.lock().unwrap_or_else(PoisonError::into_inner);
                let (kept, old) = idle.drain(..).partition::<Vec<_>, _>(|(since, _)| !all && since.elapsed() < IDLE);
                left |= !kept.is_empty();
                *idle = kept;
                over.extend(old);
            }
        }
        for (_, session) in over {
            session.quit().await;
        }
        left
    }
}
