//! From which address of ours a mail is written, and under which name.

use rulebook::people::Party;
use store::message::MessageRow;
use store::{StoreError, Tx};

use super::Refused;
use crate::address::read_address;
use crate::desk::Desk;
use crate::who::Who;

/// Everybody a member may write as: the connected mailboxes, the relay's address, the desk's own addresses. A mailbox
/// that has a name writes under it, all others under the member's.
pub(super) async fn senders(tx: &mut Tx, desk: &Desk, who: &Who) -> Result<Vec<Party>, StoreError> {
    let mut senders: Vec<Party> = Vec::new();
    let mut add = |address: &str, name: &str| {
        let Some(address) = read_address(address) else { return };
        if senders.iter().all(|known| known.address != address) {
            let name = if name.trim().is_empty() { &who.member.name } else { name };
            senders.push(Party { address, name: name.to_owned() });
        }
    };
    for mailbox in store::mailbox::all(tx, desk.id()).await? {
        add(&mailbox.address, &mailbox.name);
    }
    if let Some(relay) = store::relay::find(tx, desk.id()).await? {
        add(&relay.from_address, "");
    }
    for address in &desk.settings().settings.own_addresses {
        add(address, "");
    }
    Ok(senders)
}

/// The usual sender: the address of ours that was written to, else the first of the senders, else the desk's first.
pub(super) fn usual(desk: &Desk, who: &Who, senders: &[Party], messages: &[MessageRow]) -> Option<Party> {
    let settings = desk.settings();
    let written_to = messages.iter().rev().map(|message| message.own_address.as_str());
    let there = written_to.filter(|address| settings.own.is_ours(address)).find_map(read_address);
    // A tag tells where an answer belongs; what is written next carries its own.
    let there = there.map(|address| match crate::reply_address::read(&address) {
        Some(claim) => claim.mailbox,
        None => address,
    });
    let address = there
        .or_else(|| senders.first().map(|first| first.address.clone()))
        .or_else(|| settings.own.first().and_then(read_address))?;
    let known = senders.iter().find(|sender| sender.address == address);
    Some(known.cloned().unwrap_or(Party { address, name: who.member.name.clone() }))
}

/// The chosen sender, else the usual one.
pub(super) fn chosen(wanted: &str, senders: &[Party], usual: Option<Party>) -> Result<Party, Refused> {
    if wanted.trim().is_empty() {
        return usual.ok_or(Refused::NoSender);
    }
    let wanted = read_address(wanted).ok_or(Refused::NotOurs)?;
    let all = senders.iter().chain(&usual);
    all.into_iter().find(|sender| sender.address == wanted).cloned().ok_or(Refused::NotOurs)
}
