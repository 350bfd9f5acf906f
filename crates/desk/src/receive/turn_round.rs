//! Our own addresses changed: mail that was taken for a client's is ours after all, or the other way round.

use store::{StoreError, Tx};

use super::apply::join;
use super::plan::Merge;
use crate::desk::Desk;
use crate::own_addresses::OwnAddresses;

/// Turns held mail round, and puts answers of ours where they belong. Promises and summaries are the caller's to make anew.
pub(crate) async fn turn_round(tx: &mut Tx, desk: &Desk, own: &OwnAddresses) -> Result<(), StoreError> {
    let addresses: Vec<&str> = own.iter().collect();
    if store::intake::turn_round(tx, desk.id(), &addresses).await? == 0 {
        return Ok(());
    }
    // Answers that answer answers: each round brings the next within reach.
    loop {
        let strays = store::intake::strays(tx, desk.id()).await?;
        let Some((from, into)) = strays.into_iter().find(|(from, into)| from != into) else { return Ok(()) };
        join(tx, desk.id(), &Merge { from, into }, &mut || desk.new_id()).await?;
    }
}
