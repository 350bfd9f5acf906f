//! Senders whose mail asks for nothing: blocked, or known for spam. By address, or by '@' and a domain.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::record::{Table, row};
use crate::tx::Tx;
use crate::value::{codes, list};

/// What was said of a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A member blocked them.
    Blocked,
    /// A member marked a conversation of theirs as spam.
    Spam,
}

codes! { Verdict { Verdict::Blocked => "blocked", Verdict::Spam => "spam" } }

row! {
    /// A sender who is shut out.
    SenderRow of "sender" {
        /// An address, or '@' and a domain; ASCII-lowercase.
        pattern: String,
        /// What was said of them.
        verdict: Verdict,
        /// By whom.
        member_id: String,
        /// When.
        listed_at: Timestamp,
    }
}

/// Puts a sender on the list; whether they were not on it.
pub async fn save(tx: &mut Tx, desk: &DeskId, row: &SenderRow) -> Result<bool, StoreError> {
    let added = tx.insert(desk, std::slice::from_ref(row), "on conflict (desk_id, pattern) do nothing").await?;
    Ok(added > 0)
}

/// Takes a sender off the list; whether they were on it.
pub async fn remove(tx: &mut Tx, desk: &DeskId, pattern: &str) -> Result<bool, StoreError> {
    let gone = tx.execute("delete from sender where desk_id = $1 and pattern = $2", args![desk, pattern]).await?;
    Ok(gone > 0)
}

/// Those of these patterns that are on the list.
pub async fn among<S: AsRef<str>>(tx: &mut Tx, desk: &DeskId, patterns: &[S]) -> Result<Vec<SenderRow>, StoreError> {
    let (columns, each) = (SenderRow::COLUMNS, tx.dialect().each(2));
    tx.fetch_all(
        format!("select {columns} from sender where desk_id = $1 and pattern in {each}"),
        args![desk, list(patterns)],
    )
    .await
}

/// The whole list, the last listed first (at most 500).
pub async fn all(tx: &mut Tx, desk: &DeskId) -> Result<Vec<SenderRow>, StoreError> {
    let columns = SenderRow::COLUMNS;
    tx.fetch_all(
        format!("select {columns} from sender where desk_id = $1 order by listed_at desc, pattern limit 500"),
        args![desk],
    )
    .await
}

/// Conversations in which somebody of this pattern takes part.
pub async fn conversations(tx: &mut Tx, desk: &DeskId, pattern: &str) -> Result<Vec<String>, StoreError> {
    // The part after '@' is compared as it is; an address is its own end.
    let rows: Vec<(String,)> = tx
        .fetch_all(
            "select distinct p.conversation_id
             from participant p
             where p.desk_id = $1 and substr(p.address, length(p.address) - length($2) + 1) = $2
             order by p.conversation_id",
            args![desk, pattern],
        )
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
