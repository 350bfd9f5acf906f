//! Sessions: browsers in which a member is signed in. Only the hash of the cookie's token is kept.

use jiff::Timestamp;

use crate::args;
use crate::desk::DeskId;
use crate::error::StoreError;
use crate::member::MemberRow;
use crate::record::{Both, Table, columns_of, row};
use crate::tx::Tx;

row! {
    /// A browser in which a member is signed in.
    SessionRow of "session" {
        /// UUIDv7, for listing and ending it.
        session_id: String,
        /// Whose.
        member_id: String,
        /// SHA-256 of the cookie's token, hex.
        token_hash: String,
        /// As the browser names itself, shortened.
        user_agent: String,
        /// When signed in.
        created_at: Timestamp,
        /// When last used (to the quarter of an hour or so).
        seen_at: Timestamp,
        /// When it ends by itself.
        expires_at: Timestamp,
    }
}

/// Starts a session.
pub async fn insert(tx: &mut Tx, desk: &DeskId, row: &SessionRow) -> Result<(), StoreError> {
    tx.insert(desk, std::slice::from_ref(row), "").await?;
    Ok(())
}

/// The living session with this token and its member, unless the member is disabled.
pub async fn by_token(
    tx: &mut Tx,
    desk: &DeskId,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(SessionRow, MemberRow)>, StoreError> {
    let session = columns_of::<SessionRow>("s");
    let member = columns_of::<MemberRow>("m");
    let found: Option<Both<SessionRow, MemberRow>> = tx
        .fetch_optional(
            format!(
                "select {session}, {member}
                 from session s
                 join member m on m.desk_id = s.desk_id and m.member_id = s.member_id
                 where s.desk_id = $1 and s.token_hash = $2 and s.expires_at > $3 and m.disabled_at is null"
            ),
            args![desk, token_hash, now],
        )
        .await?;
    Ok(found.map(|Both(session, member)| (session, member)))
}

/// Notes that it was used and lengthens it.
pub async fn touch(
    tx: &mut Tx,
    desk: &DeskId,
    session_id: &str,
    seen_at: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    tx.execute(
        "update session set seen_at = $3, expires_at = $4 where desk_id = $1 and session_id = $2",
        args![desk, session_id, seen_at, expires_at],
    )
    .await?;
    Ok(())
}

/// A member's living sessions, the last used first.
pub async fn of_member(
    tx: &mut Tx,
    desk: &DeskId,
    member_id: &str,
    now: Timestamp,
) -> Result<Vec<SessionRow>, StoreError> {
    let columns = SessionRow::COLUMNS;
    tx.fetch_all(
        format!(
            "select {columns} from session
             where desk_id = $1 and member_id = $2 and expires_at > $3
             order by seen_at desc, session_id"
        ),
        args![desk, member_id, now],
    )
    .await
}

/// Ends one session of a member; whether it was there.
pub async fn end(tx: &mut Tx, desk: &DeskId, member_id: &str, session_id: &str) -> Result<bool, StoreError> {
    let ended = tx
        .execute(
            "delete from session where desk_id = $1 and member_id = $2 and session_id = $3",
            args![desk, member_id, session_id],
        )
        .await?;
    Ok(ended > 0)
}

/// Ends a member's sessions but the one given; how many.
pub async fn end_others(tx: &mut Tx, desk: &DeskId, member_id: &str, keep: Option<&str>) -> Result<u64, StoreError> {
    tx.execute(
        "delete from session where desk_id = $1 and member_id = $2 and session_id <> $3",
        args![desk, member_id, keep.unwrap_or_default()],
    )
    .await
}

/// Forgets sessions that have ended by themselves.
pub async fn forget_expired(tx: &mut Tx, desk: &DeskId, now: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from session where desk_id = $1 and expires_at <= $2", args![desk, now]).await
}
