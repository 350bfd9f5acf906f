//! Two threads that turn out to be one. Not here: when that is so, and how they are taken apart (`conversation/part.rs`).

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::tx::Tx;

/// Moves everything of one conversation to another; the first stays as a signpost to the second.
///
/// Promises are left behind for the caller to derive anew; both conversations' rows are left to the caller, but for
/// `merged_into`. The caller makes sure that `into` stands for itself and is another conversation.
pub async fn merge(tx: &mut Tx, desk: &DeskId, from: &str, into: &str) -> Result<(), StoreError> {
    for sql in [
        // Held ids are those of the messages, which therefore move after them; the others are phantoms.
        "update reference set conversation_id = $3
         where desk_id = $1 and rfc_id in
           (select rfc_id from message where desk_id = $1 and conversation_id = $2)",
        "update reference set conversation_id = $3 where desk_id = $1 and conversation_id = $2 and not held",
        "update message set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update attachment set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update note set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update mention set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update event set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update outbox set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "insert into participant (desk_id, conversation_id, address)
         select desk_id, $3, address from participant where desk_id = $1 and conversation_id = $2
         on conflict (desk_id, conversation_id, address) do nothing",
        "insert into tag (desk_id, conversation_id, tag, tag_key)
         select desk_id, $3, tag, tag_key from tag where desk_id = $1 and conversation_id = $2
         on conflict (desk_id, conversation_id, tag_key) do nothing",
        "insert into seen (desk_id, member_id, conversation_id, seen_at)
         select desk_id, member_id, $3, seen_at from seen where desk_id = $1 and conversation_id = $2
         on conflict (desk_id, member_id, conversation_id) do nothing",
        // Who drafts in both has both texts in one draft afterwards; nothing typed is lost.
        "update draft
         set version = version + 1, text = text || (case when text = '' then '' else '\n\n' end) ||
           (select d.text from draft d where d.desk_id = $1 and d.conversation_id = $2
            and d.member_id = draft.member_id and d.kind = draft.kind),
           steps = (select case when draft.steps = '[]' then d.steps when d.steps = '[]' then draft.steps
              else substr(draft.steps, 1, length(draft.steps) - 1) || ',' || substr(d.steps, 2) end
            from draft d where d.desk_id = $1 and d.conversation_id = $2
            and d.member_id = draft.member_id and d.kind = draft.kind)
         where desk_id = $1 and conversation_id = $3 and exists
           (select 1 from draft d where d.desk_id = $1 and d.conversation_id = $2
            and d.member_id = draft.member_id and d.kind = draft.kind)",
        "delete from draft
         where desk_id = $1 and conversation_id = $2 and exists
           (select 1 from draft d where d.desk_id = $1 and d.conversation_id = $3
            and d.member_id = draft.member_id and d.kind = draft.kind)",
        "update draft set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update thrown_draft set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update draft_attachment set conversation_id = $3, position = position + 1000
         where desk_id = $1 and conversation_id = $2",
        // Their texts were put together, or moved; the files go along.
        "update draft_attachment set conversation_id = $3 where desk_id = $1 and conversation_id = $2",
        "update conversation set related_to = $3 where desk_id = $1 and related_to = $2",
        // Whatever was taken apart from the first stays apart from both.
        "insert into parted (desk_id, conversation_id, other_id, split_off, parted_at)
         select desk_id, $3, other_id, false, parted_at from parted
         where desk_id = $1 and conversation_id = $2 and other_id <> $3
         on conflict (desk_id, conversation_id, other_id) do nothing",
        "insert into parted (desk_id, conversation_id, other_id, split_off, parted_at)
         select desk_id, conversation_id, $3, false, parted_at from parted
         where desk_id = $1 and other_id = $2 and conversation_id <> $3
         on conflict (desk_id, conversation_id, other_id) do nothing",
        "update conversation set merged_into = $3 where desk_id = $1 and (conversation_id = $2 or merged_into = $2)",
    ] {
        tx.execute(sql, args![desk, from, into]).await?;
    }
    for sql in [
        "delete from participant where desk_id = $1 and conversation_id = $2",
        "delete from tag where desk_id = $1 and conversation_id = $2",
        "delete from seen where desk_id = $1 and conversation_id = $2",
        "delete from presence where desk_id = $1 and conversation_id = $2",
        "delete from promise where desk_id = $1 and conversation_id = $2",
        "update conversation set next_look_at = null, owed_due_at = null where desk_id = $1 and conversation_id = $2",
    ] {
        tx.execute(sql, args![desk, from]).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    /// Tables that name a conversation and need no moving, with the reason.
    const STAY: [(&str, &str); 2] =
        [("conversation", "the rows themselves"), ("promise", "derived anew for both by the ledger")];

    #[test]
    fn whatever_belongs_to_a_conversation_moves_with_it() {
        let here = include_str!("merge.rs");
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let sql = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for table in sql.split("create table ").skip(1) {
                let (name, rest) = table.split_once(' ').unwrap();
                let columns = rest.split("\n)").next().unwrap();
                if !columns.contains("\n  conversation_id ") || STAY.iter().any(|(stays, _)| *stays == name) {
                    continue;
                }
                seen += 1;
                let moved = [
                    format!("update {name} set conversation_id"),
                    format!("insert into {name} ("),
                    format!("delete from {name} "),
                ];
                assert!(moved.iter().any(|sql| here.contains(sql.as_str())), "merging forgets the table {name}");
            }
        }
        assert!(seen > 10, "only {seen} tables were found");
    }
}
