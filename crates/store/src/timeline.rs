//! What happened in conversations, as far as promises and summaries are derived from it. Read for many conversations at once.

use jiff::Timestamp;
use rulebook::event::Kind;
use rulebook::people::Party;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::message::Direction;
use crate::outbox::State;
use crate::record::answer;
use crate::tx::Tx;
use crate::value::{PackedText, list};

answer! {
    /// A message of a timeline.
    Said {
        /// Its conversation.
        conversation_id: String,
        /// Our id.
        message_id: String,
        /// Its Message-ID.
        rfc_id: String,
        /// The Message-ID it answers.
        parent_rfc_id: Option<String>,
        /// In or out.
        direction: Direction,
        /// Person or machine.
        kind: Kind,
        /// An automatic mail of ours.
        automatic: bool,
        /// Who wrote.
        from_address: String,
        /// The writer's name as given.
        from_name: String,
        /// To whom.
        to_list: Vec<Party>,
        /// Copies.
        cc_list: Vec<Party>,
        /// Our address in it.
        own_address: String,
        /// Its subject.
        subject: String,
        /// When it arrived or left.
        arrived_at: Timestamp,
        /// Whether an answer is expected.
        expects_answer: bool,
        /// The date given in a holding reply.
        holding_until: Option<Timestamp>,
        /// By which way it came.
        origin: String,
        /// Its new words.
        beginning: String => PackedText,
        /// Where it stands in the outbox, when it was written here.
        outbox_state: Option<State>,
        /// When the outbox finished with it.
        sent_at: Option<Timestamp>,
        /// It says that somebody wrote it who did not, as far as can be told, and no member vouched for it.
        doubtful: bool,
    }
}

/// The messages of conversations, each conversation's oldest first.
pub async fn messages(tx: &mut Tx, desk: &DeskId, conversations: &[String]) -> Result<Vec<Said>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select m.conversation_id, m.message_id, m.rfc_id, m.parent_rfc_id, m.direction, m.kind, m.automatic,
               m.from_address, m.from_name, m.to_list, m.cc_list, m.own_address, m.subject, m.arrived_at,
               m.expects_answer, m.holding_until, m.origin, m.new_text, o.state, o.finished_at,
               coalesce(t.standing = 'failed' and t.vouched_at is null, false)
             from message m
             left join outbox o
               on o.desk_id = m.desk_id and o.message_id = m.message_id and m.origin = 'outbox'
             left join trust t on t.desk_id = m.desk_id and t.message_id = m.message_id
             where m.desk_id = $1 and m.conversation_id in {each}
             order by m.conversation_id, m.arrived_at, m.message_id"
        ),
        args![desk, list(conversations)],
    )
    .await
}

/// The overrides of house rules, by conversation, for those whose client has any.
pub async fn client_rules(
    tx: &mut Tx,
    desk: &DeskId,
    conversations: &[String],
) -> Result<Vec<(String, String)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select v.conversation_id, c.rules
             from conversation v
             join client c on c.desk_id = v.desk_id and c.client_id = v.client_id
             where v.desk_id = $1 and v.conversation_id in {each} and c.rules <> '{{}}'"
        ),
        args![desk, list(conversations)],
    )
    .await
}

/// Those of the conversations that hold a file.
pub async fn with_attachments(
    tx: &mut Tx,
    desk: &DeskId,
    conversations: &[String],
) -> Result<Vec<(String,)>, StoreError> {
    let each = tx.dialect().each(2);
    tx.fetch_all(
        format!(
            "select distinct m.conversation_id
             from message m
             join attachment a on a.desk_id = m.desk_id and a.message_id = m.message_id
             where m.desk_id = $1 and m.conversation_id in {each} and not a.inline"
        ),
        args![desk, list(conversations)],
    )
    .await
}
