//! What is to be done in a mailbox because its owner wants it: copies of what was sent, mails of done conversations to be
//! moved. What is to be done follows from the rows; what was done is noted here.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::answer;
use crate::tx::Tx;
use crate::value::codes;

/// A kind of chore.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chore {
    /// A copy of what Tact sent lies in Sent. About an outbox row.
    Copy,
    /// A mail of a conversation that is done was moved. About a message.
    Move,
}

codes! { Chore { Chore::Copy => "copy", Chore::Move => "move" } }

answer! {
    /// A sent mail whose copy is not known to lie in Sent.
    CopyWanted {
        /// Its outbox row.
        outbox_id: String,
        /// Its Message-ID.
        rfc_id: String,
        /// Its blob.
        raw_hash: String,
        /// When it was sent.
        sent_at: Timestamp,
        /// Through whose server it left; `None`: through the desk's relay.
        mailbox_id: Option<String>,
    }
}

/// Mails that left for this mailbox since `since` and whose copy is not known to lie in Sent, the oldest first.
pub async fn copies_wanted(
    tx: &mut Tx,
    desk: &DeskId,
    mailbox_id: &str,
    address: &str,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<CopyWanted>, StoreError> {
    tx.fetch_all(
        "select o.outbox_id, o.rfc_id, o.raw_hash, o.finished_at, o.mailbox_id
         from outbox o
         join message m on m.desk_id = o.desk_id and m.message_id = o.message_id
         where o.desk_id = $1 and o.state = 'sent' and o.finished_at >= $4
           and (o.mailbox_id = $2 or o.mailbox_id is null and m.from_address = $3)
           and not exists
             (select 1 from mailbox_chore c
              where c.desk_id = o.desk_id and c.mailbox_id = $2 and c.what = 'copy' and c.object_id = o.outbox_id)
         order by o.finished_at, o.outbox_id
         limit $5",
        args![desk, mailbox_id, address, since, limit],
    )
    .await
}

/// Mails (our id, Message-ID) that came in, whose conversation was marked done since `since`, and that nobody looked for
/// in this mailbox yet.
pub async fn moves_wanted(
    tx: &mut Tx,
    desk: &DeskId,
    mailbox_id: &str,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(String, String)>, StoreError> {
    tx.fetch_all(
        "select m.message_id, m.rfc_id
         from conversation k
         join message m on m.desk_id = k.desk_id and m.conversation_id = k.conversation_id
         where k.desk_id = $1 and k.settled_at >= $3 and m.direction = 'in' and m.origin = 'imap'
           and not exists
             (select 1 from mailbox_chore c
              where c.desk_id = m.desk_id and c.mailbox_id = $2 and c.what = 'move' and c.object_id = m.message_id)
         order by m.message_id
         limit $4",
        args![desk, mailbox_id, since, limit],
    )
    .await
}

/// Notes that a chore is done.
pub async fn done(
    tx: &mut Tx,
    desk: &DeskId,
    mailbox_id: &str,
    chore: Chore,
    object_id: &str,
    at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into mailbox_chore (desk_id, mailbox_id, what, object_id, done_at)
         values ($1, $2, $3, $4, $5)
         on conflict (desk_id, mailbox_id, what, object_id) do nothing",
        args![desk, mailbox_id, chore, object_id, at],
    )
    .await?;
    Ok(())
}
