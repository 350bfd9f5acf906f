//! Raw bytes that no row names: left by a crash between the bytes and their row, by files taken out of a draft, by held mail
//! that was let go. Swept once a day, never what is young: bytes are made durable before the row that names them.

use std::collections::HashSet;
use std::time::Duration;

use jiff::SignedDuration;
use store::blobs::Hash;
use store::dialect::Dialect;
use store::{Access, StoreError, Tx};

use crate::answer::AnswerForm;
use crate::desk::Desk;

/// What was put, or put again, less than this ago is left alone, whether a row names it or not.
const YOUNG: SignedDuration = SignedDuration::from_hours(48);
/// The first sweep after a start: not while everything else begins, too.
const FIRST: Duration = Duration::from_secs(15 * 60);
/// From one sweep to the next.
const PAUSE: Duration = Duration::from_secs(24 * 3_600);

/// Lets go of what no row names; how many. The clock asks for it, so no member does. Where several programs may put bytes
/// into the same folder (PostgreSQL) nobody is sure to be alone with them, and nothing is swept.
///
/// # Errors
/// Faults of the database and the disk.
pub async fn sweep(desk: &Desk) -> anyhow::Result<u64> {
    if desk.db().dialect() != Dialect::Sqlite || desk.db().access() != Access::Sole {
        return Ok(0);
    }
    // Before the rows are looked at: what is put from now on is young.
    let before = desk.now().checked_sub(YOUNG)?;
    let wanted = desk.db().read(async |mut tx| wanted(&mut tx, desk).await).await?;
    Ok(desk.blobs().sweep(desk.id(), wanted, before).await?)
}

/// What rows name, and the files of mails and drafts that may still be given back.
async fn wanted(tx: &mut Tx, desk: &Desk) -> Result<HashSet<Hash>, StoreError> {
    let mut wanted = store::doctor::named_blobs(tx, desk.id()).await?;
    for draft in store::outbox::drafts_at_hand(tx, desk.id()).await? {
        let form: AnswerForm = serde_json::from_str(&draft).unwrap_or_default();
        wanted.extend(form.files.iter().filter_map(|file| file.raw_hash.parse::<Hash>().ok()));
    }
    wanted.extend(crate::cool_off::wanted(tx, desk).await?);
    Ok(wanted)
}

/// Sweeps once a day, until dropped.
pub async fn run(desk: &Desk) {
    tokio::time::sleep(FIRST).await;
    loop {
        match sweep(desk).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "raw bytes that nothing names are gone"),
            Err(error) => tracing::error!(%error, "raw bytes that nothing names could not be swept; again tomorrow"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}
