//! What changes is told to the other nodes of the desk, and what they tell is told to the pages open here. Only PostgreSQL
//! has several nodes; on SQLite there is nobody else, and this ends at once. What is told stands in `change.rs`.

use std::future::Future;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::StoreError;
use tokio::sync::broadcast::error::RecvError;

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;

/// The pause after the line to the database broke.
const AFTER_A_FAULT: Duration = Duration::from_secs(3);

/// One change on its way between nodes.
#[derive(Debug, Serialize, Deserialize)]
struct Word {
    /// Which desk; several may share a database.
    desk: String,
    /// The run of the program that tells it: nobody listens to themselves.
    run: String,
    conversation: Option<String>,
    what: ChangeKind,
}

/// Tells and listens until `shutdown` is ready.
pub async fn run(desk: &Desk, shutdown: impl Future<Output = ()>) {
    if !desk.db().has_nodes() {
        return;
    }
    tokio::select! {
        () = tell(desk) => {}
        () = listen(desk) => {}
        () = shutdown => {}
    }
}

async fn tell(desk: &Desk) {
    let mut own = desk.own_changes();
    loop {
        let change = match own.recv().await {
            Ok(change) => change,
            Err(RecvError::Lagged(_)) => everything(),
            Err(RecvError::Closed) => return,
        };
        let word = Word {
            desk: desk.id().as_str().to_owned(),
            run: desk.run().to_owned(),
            conversation: change.conversation_id,
            what: change.what,
        };
        let text = serde_json::to_string(&word).unwrap_or_default();
        if let Err(cause) = desk.db().call(&text).await {
            // A page of another node is late by this one change, until the next.
            tracing::warn!(%cause, "a change could not be told to the other nodes");
        }
    }
}

async fn listen(desk: &Desk) {
    let mut broke = false;
    loop {
        if let Err(cause) = hear(desk, &mut broke).await {
            tracing::warn!(%cause, "nothing is heard of the other nodes; trying again soon");
            tokio::time::sleep(AFTER_A_FAULT).await;
        }
    }
}

/// Listens until the line breaks.
async fn hear(desk: &Desk, broke: &mut bool) -> Result<(), StoreError> {
    let Some(mut ear) = desk.db().ear().await? else { return std::future::pending().await };
    if std::mem::replace(broke, true) {
        take_up(desk, everything()).await;
    }
    loop {
        let Some(text) = ear.hear().await? else {
            // The line was gone for a moment; nobody knows what was told then.
            take_up(desk, everything()).await;
            continue;
        };
        let Ok(word) = serde_json::from_str::<Word>(&text) else { continue };
        if word.desk == desk.id().as_str() && word.run != desk.run() {
            take_up(desk, Change { conversation_id: word.conversation, what: word.what }).await;
        }
    }
}

/// Settings first: a page that is drawn anew shall see them.
async fn take_up(desk: &Desk, change: Change) {
    if matches!(change.what, ChangeKind::Settings | ChangeKind::Import)
        && let Err(cause) = desk.reload_settings().await
    {
        tracing::error!(%cause, "settings that another node saved cannot be read");
    }
    desk.tell_here(change);
}

fn everything() -> Change {
    Change::everywhere(ChangeKind::Import)
}
