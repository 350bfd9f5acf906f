//! Our own addresses changed: mail that was taken for a client's is ours after all, or the other way round.

use store::message::Direction;
use store::{StoreError, Tx};

use super::apply::join;
use super::plan::Merge;
use crate::desk::Desk;
use crate::own_addresses::OwnAddresses;

/// Turns held mail round, and puts answers of ours where they belong. Promises and summaries are the caller's to make anew.
pub(crate) async fn turn_round(tx: &mut Tx, desk: &Desk, own: &OwnAddresses) -> Result<(), StoreError> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (address, side) in store::intake::writers(tx, desk.id()).await? {
        match (side, own.is_ours(&address)) {
            (Direction::In, true) => ours.push(address),
            (Direction::Out, false) => theirs.push(address),
            _ => {}
        }
    }
    if !theirs.is_empty() {
        store::intake::make_theirs(tx, desk.id(), &theirs).await?;
    }
    if ours.is_empty() {
        return Ok(());
    }
    store::intake::make_ours(tx, desk.id(), &ours).await?;
    // Answers that answer answers: each round brings the next within reach.
    loop {
        let strays = store::intake::strays(tx, desk.id()).await?;
        let Some((from, into)) = strays.into_iter().find(|(from, into)| from != into) else { break };
        join(tx, desk.id(), &Merge { from, into }, &mut || desk.new_id()).await?;
    }
    for (conversation, client) in store::intake::with_ourselves(tx, desk.id(), &ours).await? {
        store::intake::set_client(tx, desk.id(), &conversation, &client).await?;
    }
    Ok(())
}
