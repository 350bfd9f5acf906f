//! Mails of theirs that are an emergency, until nothing is owed for them any more.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{answer, row};
use crate::tx::Tx;

row! {
    /// A mail that is an emergency.
    EmergencyRow of "emergency" {
        /// Which mail (our id).
        message_id: String,
        /// `words` or `marked`.
        because: String,
        /// When it was told.
        told_at: Timestamp,
    }
}

answer! {
    /// An emergency that waits for somebody.
    Waiting {
        /// Where it stands.
        conversation_id: String,
        /// The mail.
        message_id: String,
        /// Who wrote it.
        from_name: String,
        /// Their address.
        from_address: String,
        /// What it is about.
        subject: String,
        /// When it came.
        arrived_at: Timestamp,
    }
}

/// Notes emergencies; one that is noted stays as it is.
pub async fn save_many(tx: &mut Tx, desk: &DeskId, rows: &[EmergencyRow]) -> Result<(), StoreError> {
    tx.insert(desk, rows, "on conflict (desk_id, message_id) do nothing").await?;
    Ok(())
}

/// Those whose conversation still waits for us and to which nobody wrote since; the newest first, 20 at most.
pub async fn waiting(tx: &mut Tx, desk: &DeskId) -> Result<Vec<Waiting>, StoreError> {
    // Emergencies are few: 'cross join' makes SQLite begin with them, not with every mail there is.
    tx.fetch_all(
        "select m.conversation_id, m.message_id, m.from_name, m.from_address, m.subject, m.arrived_at
         from emergency e
         cross join message m
         join conversation c on c.desk_id = m.desk_id and c.conversation_id = m.conversation_id
         where e.desk_id = $1 and m.desk_id = e.desk_id and m.message_id = e.message_id and c.stand = 'unanswered' and c.merged_into is null
           and not exists
             (select 1 from message o
              where o.desk_id = m.desk_id and o.conversation_id = m.conversation_id and o.direction = 'out'
                and o.automatic = false and o.arrived_at > m.arrived_at)
         order by m.arrived_at desc, m.message_id
         limit 20",
        args![desk],
    )
    .await
}
