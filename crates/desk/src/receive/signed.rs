//! Mail to a signed reply address: which conversation it names, and whether the name holds. That the sender takes part
//! there as well is asked where mail is placed.

use std::collections::HashMap;

use store::{DeskId, StoreError, Tx};

use super::incoming::Incoming;
use crate::desk::Desk;
use crate::own_addresses::OwnAddresses;
use crate::reply_address::{Claim, Signer, read};
use crate::seal::SealError;

/// Conversations that one token may name and that are looked at: ids of one instant share their first half.
const NAMESAKES: i64 = 32;
/// How far the chain of conversations that became part of another is followed.
const CHAIN: usize = 16;
/// Reply addresses of one mail that are looked at.
const ADDRESSES: usize = 4;

/// What a reply address says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The conversation it names.
    pub conversation_id: String,
    /// Whether we made it, for somebody who takes part there.
    pub holds: bool,
}

/// The addresses of a mail that look like reply addresses of ours.
pub(super) fn claims<'m>(
    mail: &'m Incoming,
    own: &'m OwnAddresses,
) -> impl Iterator<Item = (&'m str, Claim)> + use<'m> {
    let named = mail.letter.to.iter().chain(&mail.letter.cc).map(|party| party.address.as_str());
    let handed = mail.envelope.iter().flat_map(|envelope| &envelope.recipients).map(String::as_str);
    let read = |address: &'m str| Some((address, read(address)?));
    named.chain(handed).filter_map(read).filter(|(_, claim)| own.is_ours(&claim.mailbox)).take(ADDRESSES)
}

/// What checks the reply addresses of a batch; nothing when there are none, which is the rule.
pub(super) fn signer(desk: &Desk, batch: &[&Incoming], own: &OwnAddresses) -> Result<Option<Signer>, SealError> {
    let any = batch.iter().any(|mail| claims(mail, own).next().is_some());
    any.then(|| Signer::of(desk)).transpose()
}

/// Looks up what the reply addresses of a batch name.
pub(super) async fn load(
    tx: &mut Tx,
    desk: &DeskId,
    batch: &[&Incoming],
    own: &OwnAddresses,
    signer: &Signer,
) -> Result<HashMap<String, Signed>, StoreError> {
    let mut found = HashMap::new();
    for (address, claim) in batch.iter().flat_map(|mail| claims(mail, own)) {
        if found.contains_key(address) {
            continue;
        }
        if let Some(signed) = look_up(tx, desk, &claim, signer).await? {
            found.insert(address.to_owned(), signed);
        }
    }
    Ok(found)
}

async fn look_up(tx: &mut Tx, desk: &DeskId, claim: &Claim, signer: &Signer) -> Result<Option<Signed>, StoreError> {
    let (first, last) = claim.conversations();
    let mut seen = None;
    for named in store::conversation::ids_between(tx, desk, &first, &last, NAMESAKES).await? {
        let conversation_id = where_it_went(tx, desk, &named).await?;
        let people = store::participant::of_conversations(tx, desk, &[conversation_id.as_str()]).await?;
        let holds = people.iter().any(|person| signer.is_for(claim, &named, &person.address));
        let signed = Signed { conversation_id, holds };
        if holds {
            return Ok(Some(signed));
        }
        seen.get_or_insert(signed);
    }
    Ok(seen)
}

/// The conversation that this one became part of, or itself.
async fn where_it_went(tx: &mut Tx, desk: &DeskId, named: &str) -> Result<String, StoreError> {
    let mut at = named.to_owned();
    for _ in 0..CHAIN {
        match store::conversation::find(tx, desk, &at).await?.and_then(|row| row.merged_into) {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(at)
}
