//! What is known about a batch of mails before it is taken in: a handful of statements however many mails it has.

use jiff::Timestamp;

use crate::args;
use crate::contact::ContactRow;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::message::Direction;
use crate::record::answer;
use crate::tx::Tx;
use crate::value::{PackedText, list};

answer! {
    /// What a held mail said.
    HeldText {
        /// Its Message-ID.
        rfc_id: String,
        /// Its new words.
        new_text: String => PackedText,
        /// The pieces folded away.
        folded: PackedText,
    }
}

/// The words of the held mails with these Message-IDs.
pub async fn texts(tx: &mut Tx, desk: &DeskId, rfc_ids: &[&str]) -> Result<Vec<HeldText>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!("select rfc_id, new_text, folded from message where desk_id = $1 and rfc_id in {each}"),
        args![desk, list(rfc_ids)],
    )
    .await
}

/// Id, client and beginning of these conversations.
pub async fn conversations(
    tx: &mut Tx,
    desk: &DeskId,
    ids: &[&str],
) -> Result<Vec<(String, String, Timestamp)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select conversation_id, client_id, first_at
             from conversation
             where desk_id = $1 and conversation_id in {each}"
        ),
        args![desk, list(ids)],
    )
    .await
}

/// How posts of these conversations came: conversation, writer, list, whether any recipient was named.
pub async fn manners(
    tx: &mut Tx,
    desk: &DeskId,
    conversations: &[&str],
) -> Result<Vec<(String, String, Option<String>, bool)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select distinct conversation_id, from_address, list_id, to_list <> '[]' or cc_list <> '[]'
             from message
             where desk_id = $1 and conversation_id in {each}"
        ),
        args![desk, list(conversations)],
    )
    .await
}

/// Clients of these company domains, or those they were merged into, the living ones last: domain, client.
pub async fn clients(tx: &mut Tx, desk: &DeskId, domains: &[&str]) -> Result<Vec<(String, String)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select domain, coalesce(merged_into, client_id)
             from client
             where desk_id = $1 and domain in {each}
             order by merged_into is null, created_at, client_id"
        ),
        args![desk, list(domains)],
    )
    .await
}

/// Raw hashes of held mails among these.
pub async fn held(tx: &mut Tx, desk: &DeskId, raw_hashes: &[&str]) -> Result<Vec<(String,)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!("select raw_hash from held where desk_id = $1 and raw_hash in {each}"),
        args![desk, list(raw_hashes)],
    )
    .await
}

/// Adds contacts; one that is known without a name learns it.
pub async fn save_contacts(tx: &mut Tx, desk: &DeskId, rows: &[ContactRow]) -> Result<u64, StoreError> {
    tx.insert(
        desk,
        rows,
        "on conflict (desk_id, address) do update
         set name = case when contact.name = '' then excluded.name else contact.name end",
    )
    .await
}

/// Gives a conversation to another client.
pub async fn set_client(tx: &mut Tx, desk: &DeskId, conversation: &str, client: &str) -> Result<(), StoreError> {
    tx.execute(
        "update conversation
         set client_id = $3
         where desk_id = $1 and conversation_id = $2",
        args![desk, conversation, client],
    )
    .await?;
    Ok(())
}

/// Brings snoozed conversations back, because somebody wrote.
pub async fn wake(tx: &mut Tx, desk: &DeskId, conversations: &[&str]) -> Result<u64, StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!(
            "update conversation
             set snoozed_until = null
             where desk_id = $1 and conversation_id in {each} and snoozed_until is not null"
        ),
        args![desk, list(conversations)],
    )
    .await
}

answer! {
    /// What a desk holds, in figures.
    Figures {
        /// Conversations that stand for themselves.
        conversations: i64,
        /// Of these, old ones that came with an import.
        history: i64,
        /// People known by address.
        contacts: i64,
        /// Promises still to be kept, history left out.
        promises_open: i64,
        /// Promises still to be kept in old conversations.
        promises_history: i64,
    }
}

/// What the desk holds, in figures.
pub async fn figures(tx: &mut Tx, desk: &DeskId) -> Result<Figures, StoreError> {
    tx.fetch_one(
        "select
           (select count(*) from conversation where desk_id = $1 and merged_into is null),
           (select count(*) from conversation where desk_id = $1 and merged_into is null and history = true),
           (select count(*) from contact where desk_id = $1),
           (select count(*) from promise where desk_id = $1 and unkept and history = false),
           (select count(*) from promise where desk_id = $1 and unkept and history = true)",
        args![desk],
    )
    .await
}

/// Everybody who wrote a mail that was not written here, and the side they are held to be on.
pub async fn writers(tx: &mut Tx, desk: &DeskId) -> Result<Vec<(String, Direction)>, StoreError> {
    tx.fetch_all(
        "select distinct m.from_address, m.direction from message m
         left join trust t on t.desk_id = m.desk_id and t.message_id = m.message_id
         where m.desk_id = $1 and m.origin <> 'outbox' and (t.standing is null or t.standing <> 'failed' or t.vouched_at is not null)",
        args![desk],
    )
    .await
}

/// What these wrote is ours from now on, and they take part nowhere as clients do.
pub async fn make_ours(tx: &mut Tx, desk: &DeskId, addresses: &[String]) -> Result<(), StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!(
            "update message
             set direction = 'out', automatic = kind not in ('person', 'list'), newcomer = false
             where desk_id = $1 and direction = 'in' and from_address in {each}
               and not exists
                 (select 1 from trust t
                  where t.desk_id = message.desk_id and t.message_id = message.message_id and t.standing = 'failed'
                    and t.vouched_at is null)"
        ),
        args![desk, list(addresses)],
    )
    .await?;
    tx.execute(
        format!("delete from participant where desk_id = $1 and address in {each}"),
        args![desk, list(addresses)],
    )
    .await?;
    Ok(())
}

/// What these wrote comes from outside from now on. Mail from the outbox is ours whatever its address.
pub async fn make_theirs(tx: &mut Tx, desk: &DeskId, addresses: &[String]) -> Result<(), StoreError> {
    let each = tx.dialect().each(2);
    tx.execute(
        format!(
            "update message
             set direction = 'in', automatic = false, expects_answer = kind = 'person'
             where desk_id = $1 and direction = 'out' and origin <> 'outbox' and from_address in {each}"
        ),
        args![desk, list(addresses)],
    )
    .await?;
    Ok(())
}

/// Conversations that count as those of a client who is ourselves, and the clients of others who take part, whoever is
/// known longest last: conversation, client.
pub async fn with_ourselves(
    tx: &mut Tx,
    desk: &DeskId,
    addresses: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select c.conversation_id, o.client_id
             from contact s
             join conversation c on c.desk_id = s.desk_id and c.client_id = s.client_id and c.merged_into is null
             join participant p on p.desk_id = c.desk_id and p.conversation_id = c.conversation_id
             join contact o on o.desk_id = c.desk_id and o.address = p.address and o.client_id <> c.client_id
             where s.desk_id = $1 and s.address in {each}
             order by c.conversation_id, o.created_at desc, o.contact_id desc"
        ),
        args![desk, list(addresses)],
    )
    .await
}

/// Conversations that a mail of ours began although it answers another one, because its sender was not known as ours:
/// the conversation, and the one it answers.
pub async fn strays(tx: &mut Tx, desk: &DeskId) -> Result<Vec<(String, String)>, StoreError> {
    tx.fetch_all(
        "select distinct c.conversation_id, c.related_to
         from conversation c
         join message m on m.desk_id = c.desk_id and m.conversation_id = c.conversation_id and m.direction = 'out'
         join reference r on r.desk_id = m.desk_id and r.rfc_id = m.parent_rfc_id
         where c.desk_id = $1 and c.related_to is not null and c.merged_into is null
           and r.conversation_id = c.related_to
         order by c.conversation_id",
        args![desk],
    )
    .await
}
