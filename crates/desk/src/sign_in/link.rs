//! Links that sign a member in once: made on the terminal or as an invitation, looked at by GET, consumed by POST.

use jiff::{SignedDuration, Timestamp};
use store::ticket::{Purpose, TicketRow};
use store::{StoreError, Tx};

use super::{Refused, SignedIn, session, throttle};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::token::Token;
use crate::who::Visitor;

/// What tickets of this file are for.
const PURPOSE: Purpose = Purpose::Login;

/// How long a link from the terminal lives.
const LIFE: SignedDuration = SignedDuration::from_mins(15);

/// How long an invitation lives.
const INVITATION: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The event of a sign-in by link.
const BY_LINK: &str = "signed_in_by_link";

/// Whether a session began with a link a few minutes ago: whoever has lost their password sets a new one then.
pub(crate) async fn just_used(desk: &Desk, member_id: &str, session_id: &str) -> Result<bool, StoreError> {
    let now = desk.now();
    let events = desk
        .db()
        .read(async |mut tx| store::event::of_object(&mut tx, desk.id(), "member", member_id, 20).await)
        .await?;
    let of_this_session = |data: &str| {
        serde_json::from_str::<serde_json::Value>(data)
            .is_ok_and(|data| data.get("session").is_some_and(|it| it == session_id))
    };
    let is_it = |event: &store::event::EventRow| {
        event.verb == BY_LINK && now.duration_since(event.at) < LIFE && of_this_session(&event.data)
    };
    Ok(events.iter().any(is_it))
}

/// Makes a link for the member with this address: the path with its token, to follow the base URL. `None` when there
/// is no such member. For the terminal only, where whoever asks holds the data anyway; nothing is mailed.
///
/// # Errors
/// When the database fails.
pub async fn make(desk: &Desk, address: &str) -> Result<Option<String>, StoreError> {
    let address = address.trim().to_ascii_lowercase();
    let member = desk.db().read(async |mut tx| store::member::by_address(&mut tx, desk.id(), &address).await).await?;
    let Some(member) = member.filter(|member| member.disabled_at.is_none()) else { return Ok(None) };
    let path = desk.db().write(async |mut tx| issue(&mut tx, desk, &member.member_id, LIFE).await).await?;
    Ok(Some(path))
}

/// Makes an invitation within a transaction that makes the member.
pub(crate) async fn invite(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<String, StoreError> {
    issue(tx, desk, member_id, INVITATION).await
}

/// Issues a link; older ones of the same member are void from then on.
async fn issue(tx: &mut Tx, desk: &Desk, member_id: &str, life: SignedDuration) -> Result<String, StoreError> {
    let token = Token::new();
    store::ticket::void(tx, desk.id(), PURPOSE, Some(member_id)).await?;
    let row = TicketRow {
        ticket_hash: token.hash(),
        purpose: PURPOSE,
        member_id: Some(member_id.to_owned()),
        state: "{}".to_owned(),
        expires_at: desk.now().checked_add(life).unwrap_or(Timestamp::MAX),
    };
    store::ticket::insert(tx, desk.id(), &row).await?;
    Ok(format!("/sign-in/link?token={}", token.reveal()))
}

/// The name of the member a link is for, without using it up: what a GET may do.
///
/// # Errors
/// [`Refused::Dead`] when it is used up, too old or nobody's.
pub async fn peek(desk: &Desk, token: &str) -> Result<String, Refused> {
    let hash = Token::read(token).ok_or(Refused::Dead)?.hash();
    let now = desk.now();
    desk.db()
        .read(async |mut tx| {
            let ticket = store::ticket::peek(&mut tx, desk.id(), &hash, PURPOSE, now).await?.ok_or(Refused::Dead)?;
            let id = ticket.member_id.unwrap_or_default();
            let member = store::member::find(&mut tx, desk.id(), &id).await?.ok_or(Refused::Dead)?;
            if member.disabled_at.is_some() { Err(Refused::Dead) } else { Ok(member.name) }
        })
        .await
}

/// Uses a link up and signs its member in.
///
/// # Errors
/// [`Refused::Dead`] when it is used up, too old or nobody's; [`Refused::TooManyTries`].
pub async fn consume(desk: &Desk, token: &str, visitor: &Visitor) -> Result<SignedIn, Refused> {
    throttle::count(desk, throttle::What::Ticket, "link", visitor).await?;
    let hash = Token::read(token).ok_or(Refused::Dead)?.hash();
    let now = desk.now();
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let ticket = store::ticket::consume(tx, desk.id(), &hash, PURPOSE, now).await?.ok_or(Refused::Dead)?;
            let id = ticket.member_id.unwrap_or_default();
            let member = store::member::find(tx, desk.id(), &id).await?.ok_or(Refused::Dead)?;
            if member.disabled_at.is_some() {
                return Err(Refused::Dead);
            }
            let (row, token) = session::new_row(desk, &member, visitor);
            store::session::insert(tx, desk.id(), &row).await?;
            let data = serde_json::json!({ "session": row.session_id });
            note(tx, desk, &id, BY_LINK, About::desk("member", &id), data).await?;
            Ok(session::signed_in(member, row, token))
        })
        .await
}
