//! What changes by time alone: promises fall due. One indexed query tells which conversations to look at again.

use jiff::{SignedDuration, Timestamp};
use store::{StoreError, Tx};
use tokio::sync::broadcast::error::RecvError;
use tokio::time::Duration;

use crate::change::{Change, ChangeKind};
use crate::cool_off;
use crate::desk::Desk;
use crate::held;
use crate::ledger;

/// Conversations looked at in one transaction.
const AT_ONCE: i64 = 200;
/// The longest pause: the machine may have slept, or its clock been set.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// The pause after a fault of the store.
const AFTER_A_FAULT: Duration = Duration::from_secs(30);

/// Looks at everything that is due for a look by now; how many conversations. The clock asks for it, so no member does.
///
/// # Errors
/// Faults of the store.
pub async fn sweep(desk: &Desk) -> Result<usize, StoreError> {
    let mut looked_at = 0;
    loop {
        let settings = desk.settings();
        let now = desk.now();
        let due = desk
            .db()
            .write(async |mut tx| {
                let tx = &mut tx;
                let due = store::conversation::to_look_at(tx, desk.id(), now, AT_ONCE).await?;
                ledger::refresh(tx, desk.id(), &settings, now, &due).await?;
                Ok::<_, StoreError>(due)
            })
            .await?;
        for conversation in &due {
            desk.tell(Change::of(conversation, ChangeKind::Promises));
        }
        looked_at += due.len();
        if due.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
            return Ok(looked_at);
        }
    }
}

/// Sweeps whenever something falls due, until dropped. Sleeps in between: till the next look, or till something changes
/// that may bring it forward.
pub async fn run(desk: &Desk) {
    let mut changes = desk.changes();
    loop {
        if let Err(cause) = held::let_go(desk).await {
            tracing::error!(%cause, "what was thrown away could not be let go; trying again later");
        }
        if let Err(cause) = cool_off::let_go(desk).await {
            tracing::error!(%cause, "drafts thrown away could not be let go; trying again later");
        }
        let pause = match sweep(desk).await {
            Ok(_) => pause(desk).await.unwrap_or(AFTER_A_FAULT),
            Err(cause) => {
                tracing::error!(%cause, "looking at what falls due failed; trying again soon");
                AFTER_A_FAULT
            }
        };
        let until = tokio::time::Instant::now() + pause;
        loop {
            tokio::select! {
                () = tokio::time::sleep_until(until) => break,
                change = changes.recv() => match change {
                    Ok(change) if matches!(change.what, ChangeKind::Promises | ChangeKind::Draft | ChangeKind::Presence) => {}
                    Ok(_) | Err(RecvError::Lagged(_)) => break,
                    Err(RecvError::Closed) => return,
                },
            }
        }
    }
}

async fn pause(desk: &Desk) -> Result<Duration, StoreError> {
    let now = desk.now();
    let next = desk.db().read(async |mut tx: Tx| store::conversation::next_look(&mut tx, desk.id(), now).await).await?;
    Ok(next.map_or(LONGEST_PAUSE, |next| until(now, next).min(LONGEST_PAUSE)))
}

fn until(now: Timestamp, next: Timestamp) -> Duration {
    let left: SignedDuration = next.duration_since(now);
    // A breath more, so that the moment has passed when we look.
    Duration::try_from(left).unwrap_or_default() + Duration::from_millis(5)
}
