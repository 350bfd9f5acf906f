//! Addresses that a server did not know when our mail was to be handed over. Those a report tells of stand in `reports`.

use jiff::Timestamp;
use store::bounced_address::BouncedAddressRow;
use store::outbox::{OutboxRow, Recipient, RecipientState};

use super::reports::is_of_the_address;

/// Those of these recipients whom the server refused for good in this very try, because of the address itself.
pub(super) fn unknown_there(row: &OutboxRow, now_stand: &[Recipient], now: Timestamp) -> Vec<BouncedAddressRow> {
    let failed_before = |one: &Recipient| {
        row.recipients.iter().any(|before| before.address == one.address && before.state == RecipientState::Failed)
    };
    let newly = now_stand.iter().filter(|one| one.state == RecipientState::Failed && !failed_before(one));
    newly
        .filter_map(|one| {
            let status = status_of(&one.reply)?;
            let (address, outbox_id) = (one.address.to_ascii_lowercase(), row.outbox_id.clone());
            Some(BouncedAddressRow { address, status, outbox_id, at: now })
        })
        .collect()
}

/// The status of a reply that speaks of the address; empty when the server gave none beside its 550 or 553.
fn status_of(reply: &str) -> Option<String> {
    let mut words = reply.split_ascii_whitespace();
    let code = words.next()?;
    let status = words.next().filter(|word| word.starts_with("5.") && word.split('.').count() == 3);
    match status {
        Some(status) => is_of_the_address(status).then(|| status.to_owned()),
        None => ["550", "553"].contains(&code).then(String::new),
    }
}

#[cfg(test)]
mod tests {
    use super::status_of;

    #[test]
    fn only_what_speaks_of_the_address_marks_it() {
        for (reply, status) in [
            ("550 5.1.1 no such user here", Some("5.1.1")),
            ("550 No such user", Some("")),
            ("553 mailbox name not allowed", Some("")),
            ("550 5.7.1 we do not like your server", None),
            ("552 5.2.2 mailbox full", None),
            ("554 spam", None),
            ("450 4.2.0 later", None),
            ("", None),
        ] {
            assert_eq!(status_of(reply).as_deref(), status, "{reply:?}");
        }
    }
}
