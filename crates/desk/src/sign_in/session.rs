//! Sessions: begun by a sign-in, checked at each request, listed and revoked by their member.

use jiff::{SignedDuration, Timestamp};
use store::StoreError;
use store::member::MemberRow;
use store::session::SessionRow;

use super::SignedIn;
use crate::desk::Desk;
use crate::token::Token;
use crate::who::{Visitor, Who};

/// How long a session lives after it was last used.
const LIFE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How much of its use a session may lag behind, so that not every page view writes.
const LAG: SignedDuration = SignedDuration::from_hours(1);

/// Who a cookie's token belongs to; `None` when it is nobody's, too old, revoked, or its member is disabled.
///
/// # Errors
/// When the database fails.
pub async fn session(desk: &Desk, token: &str) -> Result<Option<Who>, StoreError> {
    let Some(token) = Token::read(token) else { return Ok(None) };
    let (hash, now) = (token.hash(), desk.now());
    let found = desk.db().read(async |mut tx| store::session::by_token(&mut tx, desk.id(), &hash, now).await).await?;
    let Some((session, member)) = found else { return Ok(None) };
    if member.disabled_at.is_some() {
        return Ok(None);
    }
    if now.duration_since(session.seen_at) > LAG {
        let (id, until) = (&session.session_id, ends_at(now));
        desk.db().write(async |mut tx| store::session::touch(&mut tx, desk.id(), id, now, until).await).await?;
    }
    Ok(Some(Who { member, session_id: Some(session.session_id) }))
}

/// The member's sessions that still live, the latest used first.
///
/// # Errors
/// When the database fails.
pub async fn list(desk: &Desk, who: &Who) -> Result<Vec<SessionRow>, StoreError> {
    let (member, now) = (&who.member.member_id, desk.now());
    desk.db().read(async |mut tx| store::session::of_member(&mut tx, desk.id(), member, now).await).await
}

/// Ends one of the member's own sessions.
///
/// # Errors
/// When the database fails.
pub async fn revoke(desk: &Desk, who: &Who, session_id: &str) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    desk.db().write(async |mut tx| store::session::end(&mut tx, desk.id(), member, session_id).await.map(drop)).await
}

/// Ends all of the member's sessions but the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn revoke_others(desk: &Desk, who: &Who) -> Result<(), StoreError> {
    let member = &who.member.member_id;
    let keep = who.session_id.as_deref();
    desk.db().write(async |mut tx| store::session::end_others(&mut tx, desk.id(), member, keep).await.map(drop)).await
}

/// Signs out: ends the session that asks.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(desk: &Desk, who: &Who) -> Result<(), StoreError> {
    match &who.session_id {
        Some(session_id) => revoke(desk, who, session_id).await,
        None => Ok(()),
    }
}

/// Begins a session for a member who showed who they are.
pub(crate) async fn begin(desk: &Desk, member: MemberRow, visitor: &Visitor) -> Result<SignedIn, StoreError> {
    let (row, token) = new_row(desk, &member, visitor);
    let now = desk.now();
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            // What is over is forgotten here: signing in is rare, and nothing else grows these tables.
            store::session::forget_expired(tx, desk.id(), now).await?;
            store::ticket::forget_expired(tx, desk.id(), now).await?;
            store::attempt::forget_before(tx, desk.id(), now - SignedDuration::from_hours(24)).await?;
            store::session::insert(tx, desk.id(), &row).await
        })
        .await?;
    Ok(signed_in(member, row, token))
}

/// A session row and its token, for a transaction that does more.
pub(crate) fn new_row(desk: &Desk, member: &MemberRow, visitor: &Visitor) -> (SessionRow, Token) {
    let (now, token) = (desk.now(), Token::new());
    let row = SessionRow {
        session_id: desk.new_id(),
        member_id: member.member_id.clone(),
        token_hash: token.hash(),
        user_agent: visitor.user_agent.chars().filter(|char| !char.is_control()).take(200).collect(),
        created_at: now,
        seen_at: now,
        expires_at: ends_at(now),
    };
    (row, token)
}

pub(crate) fn signed_in(member: MemberRow, row: SessionRow, token: Token) -> SignedIn {
    SignedIn { who: Who { member, session_id: Some(row.session_id) }, token, expires_at: row.expires_at }
}

fn ends_at(now: Timestamp) -> Timestamp {
    now.checked_add(LIFE).unwrap_or(Timestamp::MAX)
}
