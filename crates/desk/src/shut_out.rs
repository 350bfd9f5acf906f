//! Senders whose mail asks for nothing: blocked by a member, or known for spam. Their mail is kept and can be read; it
//! makes no promise and calls nobody. Taking it back brings everything back as if it had never been.

use mail::thread::company_domain;
use serde_json::json;
use store::message::Direction;
use store::sender::{SenderRow, Verdict};
use store::{StoreError, Tx};

use crate::address::read_address;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note, refresh};
use crate::merge::resolve;
use crate::refusal::refusals;
use crate::who::Who;

refusals! {
    /// Why nobody is shut out or let in.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// Neither one whole address nor '@' and a domain.
        NoSender = "refused-block-no-sender",
        /// One of ours.
        Ourselves = "refused-block-ourselves",
        /// A mail host that everybody uses: blocking it would block strangers and clients alike.
        MailHost = "refused-block-mail-host",
        /// They are not on the list.
        NotListed = "refused-unblock-not-listed",
    }
}

/// Blocks an address, or with '@' and a domain everybody there. What they wrote before goes to the view 'Blocked', too.
///
/// # Errors
/// See [`Refused`].
pub async fn block(desk: &Desk, who: &Who, sender: &str) -> Result<String, Refused> {
    let pattern = read_pattern(sender).ok_or(Refused::NoSender)?;
    let own = &desk.settings().own;
    let domain = pattern.strip_prefix('@');
    let ours = |address: &str| domain.map_or(address == pattern, |domain| address.ends_with(&format!("@{domain}")));
    if own.iter().any(ours) {
        return Err(Refused::Ourselves);
    }
    if domain.is_some_and(mail::thread::free_mail::is_free_mail) {
        return Err(Refused::MailHost);
    }
    desk.db().write(async |mut tx| Ok::<_, Refused>(put_on_list(&mut tx, desk, who, &pattern).await?)).await?;
    desk.tell(Change::everywhere(ChangeKind::Promises));
    Ok(pattern)
}

/// Blocks everybody who wrote in a conversation, by address; gives those who were not blocked before.
///
/// # Errors
/// See [`Refused`].
pub async fn block_writers(desk: &Desk, who: &Who, conversation: &str) -> Result<Vec<String>, Refused> {
    let blocked = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let conversation = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?.conversation_id;
            let mut writers = writers(tx, desk, &conversation).await?;
            writers.retain(|writer| !desk.settings().own.iter().any(|own| own == writer));
            if writers.is_empty() {
                return Err(Refused::NoSender);
            }
            let listed = store::sender::among(tx, desk.id(), &writers).await?;
            let is_blocked =
                |writer: &String| listed.iter().any(|row| row.pattern == *writer && row.verdict == Verdict::Blocked);
            writers.retain(|writer| !is_blocked(writer));
            for pattern in &writers {
                put_on_list(tx, desk, who, pattern).await?;
            }
            Ok(writers)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Promises));
    Ok(blocked)
}

/// Lists a pattern as blocked, with its event, and derives anew what its senders had asked for.
async fn put_on_list(tx: &mut Tx, desk: &Desk, who: &Who, pattern: &str) -> Result<(), StoreError> {
    let row = SenderRow {
        pattern: pattern.to_owned(),
        verdict: Verdict::Blocked,
        member_id: who.member.member_id.clone(),
        listed_at: desk.now(),
    };
    // Blocked is the stronger word.
    store::sender::remove(tx, desk.id(), pattern).await?;
    store::sender::save(tx, desk.id(), &row).await?;
    note(tx, desk, &who.member.member_id, "blocked", About::desk("sender", pattern), json!({})).await?;
    refresh_of(tx, desk, pattern).await
}

/// Lets a sender in again: what they wrote is asked for as if nothing had been.
///
/// # Errors
/// See [`Refused`].
pub async fn let_in(desk: &Desk, who: &Who, sender: &str) -> Result<(), Refused> {
    let pattern = read_pattern(sender).ok_or(Refused::NoSender)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            if !store::sender::remove(tx, desk.id(), &pattern).await? {
                return Err(Refused::NotListed);
            }
            note(tx, desk, &who.member.member_id, "unblocked", About::desk("sender", &pattern), json!({})).await?;
            Ok(refresh_of(tx, desk, &pattern).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Promises));
    Ok(())
}

/// Marks a conversation as spam. Its senders are listed, unless we ever wrote to their client: anybody can put a
/// client's address on top of spam.
///
/// # Errors
/// See [`Refused`].
pub async fn spam(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let conversation = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?.conversation_id;
            let mut listed = Vec::new();
            for address in strangers(tx, desk, &conversation).await? {
                let row = SenderRow {
                    pattern: address,
                    verdict: Verdict::Spam,
                    member_id: who.member.member_id.clone(),
                    listed_at: desk.now(),
                };
                if store::sender::save(tx, desk.id(), &row).await? {
                    listed.push(row.pattern);
                }
            }
            let data = json!({ "listed": listed });
            note(tx, desk, &who.member.member_id, "spammed", About::conversation(&conversation), data).await?;
            for address in &listed {
                refresh_of(tx, desk, address).await?;
            }
            Ok::<_, Refused>(refresh(tx, desk, &[conversation]).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Promises));
    Ok(())
}

/// Takes 'spam' back, and its senders off the list.
///
/// # Errors
/// See [`Refused`].
pub async fn not_spam(desk: &Desk, who: &Who, conversation: &str) -> Result<(), Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let conversation = resolve(tx, desk, conversation).await?.ok_or(Refused::Nowhere)?.conversation_id;
            let writers = writers(tx, desk, &conversation).await?;
            let listed = store::sender::among(tx, desk.id(), &writers).await?;
            let listed: Vec<String> =
                listed.into_iter().filter(|row| row.verdict == Verdict::Spam).map(|row| row.pattern).collect();
            for address in &listed {
                store::sender::remove(tx, desk.id(), address).await?;
            }
            let data = json!({ "listed": listed });
            note(tx, desk, &who.member.member_id, "unspammed", About::conversation(&conversation), data).await?;
            for address in &listed {
                refresh_of(tx, desk, address).await?;
            }
            Ok::<_, Refused>(refresh(tx, desk, &[conversation]).await?)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Promises));
    Ok(())
}

/// One address, or '@' and a domain.
fn read_pattern(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    match text.strip_prefix('@') {
        Some(domain) => read_address(&format!("x@{domain}")).map(|_| text.clone()),
        None => read_address(&text),
    }
}

/// The patterns that a sender's address may stand under: itself, and '@' with its domain.
pub fn patterns(address: &str) -> impl Iterator<Item = String> + '_ {
    let domain = address.rsplit_once('@').map(|(_, domain)| format!("@{domain}"));
    std::iter::once(address.to_owned()).chain(domain)
}

async fn writers(tx: &mut Tx, desk: &Desk, conversation: &str) -> Result<Vec<String>, StoreError> {
    let messages = store::timeline::messages(tx, desk.id(), &[conversation.to_owned()]).await?;
    let theirs = messages.into_iter().filter(|said| said.direction == Direction::In && !said.from_address.is_empty());
    let mut writers: Vec<String> = theirs.map(|said| said.from_address).collect();
    writers.sort();
    writers.dedup();
    Ok(writers)
}

/// Those who wrote here and to whose client we never wrote, nor to anybody else at their company.
async fn strangers(tx: &mut Tx, desk: &Desk, conversation: &str) -> Result<Vec<String>, StoreError> {
    let mut strangers = writers(tx, desk, conversation).await?;
    let contacts = store::contact::by_addresses(tx, desk.id(), &strangers).await?;
    let mut clients: Vec<(String, String)> =
        contacts.into_iter().map(|contact| (contact.address, contact.client_id)).collect();
    let domains: Vec<&str> = strangers.iter().filter_map(|address| company_domain(address)).collect();
    let companies = store::client::by_domains(tx, desk.id(), &domains).await?;
    for address in &strangers {
        let company =
            companies.iter().find(|it| it.domain.as_deref() == company_domain(address) && it.domain.is_some());
        clients.extend(company.map(|company| (address.clone(), company.client_id.clone())));
    }
    for (address, client) in clients {
        if store::conversation::ever_answered(tx, desk.id(), &client).await? {
            strangers.retain(|stranger| *stranger != address);
        }
    }
    Ok(strangers)
}

async fn refresh_of(tx: &mut Tx, desk: &Desk, pattern: &str) -> Result<(), StoreError> {
    let conversations = store::sender::conversations(tx, desk.id(), pattern).await?;
    refresh(tx, desk, &conversations).await
}
