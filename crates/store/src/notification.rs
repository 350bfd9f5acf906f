//! What happened that a member may be told of on their screen, with what it takes to say it in one line. Who is told, and
//! when, the desk decides.

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
        /// Whether whoever is told has seen the mail already.
        seen: bool,
    }
}

/// Whom something may concern.
#[derive(Debug, Clone, Copy)]
pub struct For<'a> {
    /// Whoever is told.
    pub member_id: &'a str,
    /// They, and whom they step in for.
    pub takes_care_of: &'a [&'a str],
}

/// What others did since the first id of that instant, only these verbs, emergencies and then the newest first. Of mails, only those of
/// people which came in by themselves, are no history, and whose sender is not found false. What is past is left out: a note that was
/// seen or taken back, work that went on to somebody else, a draft that is read, a step that is undone.
pub async fn happened(
    tx: &mut Tx,
    desk: &DeskId,
    whom: For<'_>,
    from_event_id: &str,
    verbs: &[&str],
    limit: i64,
) -> Result<Vec<HappenedRow>, StoreError> {
    let (wanted, mine) = (tx.dialect().each(4), tx.dialect().each(5));
    tx.fetch_all(
        format!(
            "select e.event_id, e.actor, coalesce(w.name, ''), e.verb, e.object_id, e.data,
               c.conversation_id, c.subject, c.assigned_to, c.stand,
               coalesce(m.from_name, ''), coalesce(m.from_address, ''),
               m.arrived_at is not null and z.seen_at is not null and z.seen_at >= m.arrived_at
             from event e
             left join message m on e.object = 'message' and m.desk_id = e.desk_id and m.message_id = e.object_id
             join conversation c
               on c.desk_id = e.desk_id and c.conversation_id = coalesce(m.conversation_id, e.conversation_id)
             left join member w on w.desk_id = e.desk_id and w.member_id = e.actor
             left join seen z on z.desk_id = e.desk_id and z.conversation_id = c.conversation_id and z.member_id = $2
             where e.desk_id = $1 and e.event_id >= $3 and e.verb in {wanted} and e.actor <> $2 and c.merged_into is null
               and (e.object <> 'message'
                 or (m.direction = 'in' and m.kind = 'person' and m.origin not in ('import', 'sample')
                   and c.history = false
                   and not exists (select 1 from trust t
                     where t.desk_id = m.desk_id and t.message_id = m.message_id and t.standing = 'failed' and t.vouched_at is null)))
               and (e.verb not in ('received', 'step_done') or c.assigned_to is null or c.assigned_to in {mine})
               and (e.verb <> 'assigned' or c.assigned_to = $2)
               and (e.verb <> 'noted' or exists (select 1 from mention x
                 where x.desk_id = e.desk_id and x.note_id = e.object_id and x.member_id = $2 and x.seen_at is null))
               and (e.verb <> 'second_look_asked' or exists (select 1 from second_look l
                 join draft d on d.desk_id = l.desk_id and d.draft_id = l.draft_id
                 where l.desk_id = e.desk_id and l.draft_id = e.object_id and l.reader_id = $2 and l.verdict = 'asked'))
               and (e.verb <> 'second_look_given' or exists (select 1 from second_look l
                 join draft d on d.desk_id = l.desk_id and d.draft_id = l.draft_id
                 where l.desk_id = e.desk_id and l.draft_id = e.object_id and l.reader_id = e.actor
                   and d.member_id = $2 and l.verdict <> 'asked'))
               and (e.verb <> 'step_done' or not exists (select 1 from event u
                 where u.desk_id = e.desk_id and u.object = 'step' and u.object_id = e.object_id
                   and u.verb in ('step_done', 'step_undone') and u.event_id > e.event_id))
             order by case when e.verb = 'emergency' then 0 else 1 end, e.event_id desc
             limit $6"
        ),
        args![desk, whom.member_id, from_event_id, list(verbs), list(whom.takes_care_of), limit],
    )
    .await
}
