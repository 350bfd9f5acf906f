//! What happened that a member may be told of on their screen, with what it takes to say it in one line. Who is told, and
//! when, the desk decides.

use jiff::Timestamp;

use crate::args;
use crate::conversation::Stand;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::answer;
use crate::tx::Tx;
use crate::value::list;

answer! {
    /// Something that happened.
    HappenedRow {
        /// Its event: a UUIDv7, so later ones sort later.
        event_id: String,
        /// When.
        at: Timestamp,
        /// By whom: a member's id, `mail`, `link`, ….
        actor: String,
        /// That member's name; empty when it was no member.
        actor_name: String,
        /// What: `received`, `noted`, ….
        verb: String,
        /// To which object.
        object_id: String,
        /// The rest, as JSON.
        data: String,
        /// In which conversation.
        conversation_id: String,
        /// What that is about.
        subject: String,
        /// Who takes care of it.
        assigned_to: Option<String>,
        /// Who has to write next.
        stand: Stand,
        /// Whose mail came in; empty when none did.
        from_name: String,
        /// Their address.
        from_address: String,
        /// Whether whoever is told has seen it already.
        seen: bool,
    }
}

/// What others did since the first id of that instant, only these verbs, the newest first. Of mails, only those of people
/// which came in by themselves.
pub async fn happened(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    from_event_id: &str,
    verbs: &[&str],
    limit: i64,
) -> Result<Vec<HappenedRow>, StoreError> {
    let wanted = tx.dialect().each(4);
    tx.fetch_all(
        format!(
            "select e.event_id, e.at, e.actor, coalesce(w.name, ''), e.verb, e.object_id, e.data,
               c.conversation_id, c.subject, c.assigned_to, c.stand,
               coalesce(m.from_name, ''), coalesce(m.from_address, ''),
               z.seen_at is not null and z.seen_at >= coalesce(m.arrived_at, e.at)
             from event e
             left join message m on e.object = 'message' and m.desk_id = e.desk_id and m.message_id = e.object_id
             join conversation c
               on c.desk_id = e.desk_id and c.conversation_id = coalesce(m.conversation_id, e.conversation_id)
             left join member w on w.desk_id = e.desk_id and w.member_id = e.actor
             left join seen z on z.desk_id = e.desk_id and z.conversation_id = c.conversation_id and z.member_id = $2
             where e.desk_id = $1 and e.event_id >= $3 and e.verb in {wanted} and e.actor <> $2 and c.merged_into is null
               and (e.object <> 'message'
                 or (m.direction = 'in' and m.kind = 'person' and m.origin not in ('import', 'sample')))
             order by e.event_id desc
             limit $5"
        ),
        args![desk, member_id, from_event_id, list(verbs), limit],
    )
    .await
}
