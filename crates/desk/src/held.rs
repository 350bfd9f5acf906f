//! Held mail and what a member does about it: reads it again with the program of today, takes it in as it is, or throws it
//! away. Why mail is held is decided in `receive`.

use jiff::SignedDuration;
use mail::letter::LetterKind;
use mail::read::Hints;
use rulebook::event::Kind;
use serde_json::json;
use store::blobs::{BlobError, Packed};
use store::cursor::Cursor;
pub use store::held::HeldRow;
use store::{DeskId, StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::receive::{self, Came, Cause, Incoming};
use crate::refusal::refusals;
use crate::trust;
use crate::who::Who;

/// For so long a mail that was thrown away can be had back.
pub const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Counts of senders are needed for an hour; kept longer, nobody is counted anew at once.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// Most mails of one call.
pub const MOST: usize = crate::bulk::MOST;

refusals! {
    /// Why nothing was done about a held mail.
    Refused {
        /// It is not held (any more).
        Nothing = "refused-held-nothing",
        /// It is held for the same cause as before.
        Still = "refused-held-still",
        /// What held it is over, and something else holds it now.
        Otherwise = "refused-held-otherwise",
        /// Its bytes are gone from the disk, or damaged there.
        Lost = "refused-held-lost",
    }
}

/// What a member does about held mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Reads it again; what held it then may not hold it now.
    Retry,
    /// Takes it in as it is.
    Accept,
    /// Throws it away; for [`KEPT`] it can be had back.
    ThrowAway,
    /// Takes it back from there.
    TakeBack,
}

/// A held mail, and how many stand behind it: of a flood only the newest of each sender is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The mail.
    pub row: HeldRow,
    /// How many there are of its flood, itself included; 1 for all other causes.
    pub alike: i64,
}

/// Held mail, the newest first; each flood as one.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut Tx, desk: &DeskId, after: &Cursor, limit: i64) -> Result<Vec<Listed>, StoreError> {
    let rows = store::held::page(tx, desk, after, limit).await?;
    let senders: Vec<&str> = rows.iter().filter(|row| is_flood(row)).map(|row| row.from_raw.as_str()).collect();
    let floods = if senders.is_empty() { Vec::new() } else { store::held::floods(tx, desk, &senders).await? };
    let alike = |row: &HeldRow| {
        let flood = floods.iter().find(|(from, _)| is_flood(row) && *from == row.from_raw);
        flood.map_or(1, |(_, count)| *count)
    };
    Ok(rows.into_iter().map(|row| Listed { alike: alike(&row), row }).collect())
}

/// What was thrown away and can still be had back, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn thrown(tx: &mut Tx, desk: &DeskId, after: &Cursor, limit: i64) -> Result<Vec<Listed>, StoreError> {
    let rows = store::held::thrown(tx, desk, after, limit).await?;
    Ok(rows.into_iter().map(|row| Listed { row, alike: 1 }).collect())
}

fn is_flood(row: &HeldRow) -> bool {
    row.cause == Cause::Flood.code()
}

/// Reads a held mail again. Gives its conversation, when it is in one now.
///
/// # Errors
/// See [`Refused`].
pub async fn retry(desk: &Desk, who: &Who, held_id: &str) -> Result<Option<String>, Refused> {
    again(desk, who, held_id, false).await
}

/// Takes a held mail in as it is, as a person's mail. Gives its conversation.
///
/// # Errors
/// See [`Refused`].
pub async fn accept(desk: &Desk, who: &Who, held_id: &str) -> Result<Option<String>, Refused> {
    again(desk, who, held_id, true).await
}

/// Throws a held mail away; it can be taken back for [`KEPT`].
///
/// # Errors
/// See [`Refused`].
pub async fn throw_away(desk: &Desk, who: &Who, held_id: &str) -> Result<(), Refused> {
    throw(desk, who, held_id, true).await
}

/// Takes a mail back that was thrown away.
///
/// # Errors
/// See [`Refused`].
pub async fn take_back(desk: &Desk, who: &Who, held_id: &str) -> Result<(), Refused> {
    throw(desk, who, held_id, false).await
}

/// Does one thing about several held mails, each for itself; whoever names the head of a flood means all of it. How many
/// it was done to, and the last refusal's key.
///
/// # Errors
/// When the database fails before the first.
pub async fn each(
    desk: &Desk,
    who: &Who,
    held_ids: &[String],
    act: Act,
) -> Result<(usize, Option<&'static str>), Refused> {
    let mut all = Vec::new();
    for held_id in held_ids.iter().take(MOST) {
        let of_it =
            desk.db().read(async |mut tx| store::held::flood_of(&mut tx, desk.id(), held_id, MOST as i64).await);
        let of_it = of_it.await?;
        if of_it.is_empty() { all.push(held_id.clone()) } else { all.extend(of_it) }
    }
    let (mut done, mut refused) = (0, None);
    for held_id in all.iter().take(MOST) {
        let outcome = match act {
            Act::Retry => retry(desk, who, held_id).await.map(drop),
            Act::Accept => accept(desk, who, held_id).await.map(drop),
            Act::ThrowAway => throw_away(desk, who, held_id).await,
            Act::TakeBack => take_back(desk, who, held_id).await,
        };
        match outcome {
            Ok(()) => done += 1,
            Err(cause) => refused = Some(cause.key()),
        }
    }
    Ok((done, refused))
}

/// Lets go for good of what was thrown away long enough ago, and of counts that are over; how many mails. The clock asks
/// for it, so no member does.
///
/// # Errors
/// When the database fails.
pub async fn let_go(desk: &Desk) -> Result<u64, StoreError> {
    let now = desk.now();
    let (before, yesterday) = (now.checked_sub(KEPT).unwrap_or(now), now.checked_sub(A_DAY).unwrap_or(now));
    let over = desk
        .db()
        .read(async |mut tx| {
            let thrown = store::held::thrown_before(&mut tx, desk.id(), before).await?;
            Ok::<_, StoreError>(thrown + store::sender_lately::begun_before(&mut tx, desk.id(), yesterday).await?)
        })
        .await?;
    if over == 0 {
        return Ok(0);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::sender_lately::forget(tx, desk.id(), yesterday).await?;
            let gone = store::held::let_go(tx, desk.id(), before).await?;
            if gone > 0 {
                note(tx, desk, "tact", "held_let_go", About::desk("held", "all"), json!({ "count": gone })).await?;
            }
            Ok(gone)
        })
        .await
}

async fn throw(desk: &Desk, who: &Who, held_id: &str, away: bool) -> Result<(), Refused> {
    let verb = if away { "held_thrown_away" } else { "held_taken_back" };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::held::find(tx, desk.id(), held_id).await?.ok_or(Refused::Nothing)?;
            if row.thrown_at.is_some() == away {
                return Err(Refused::Nothing);
            }
            store::held::set_thrown(tx, desk.id(), held_id, away.then(|| desk.now())).await?;
            let data = json!({ "cause": row.cause, "from": row.from_raw });
            note(tx, desk, &who.member.member_id, verb, About::desk("held", held_id), data).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Held));
    Ok(())
}

async fn again(desk: &Desk, who: &Who, held_id: &str, accept: bool) -> Result<Option<String>, Refused> {
    let row = desk.db().read(async |mut tx| store::held::find(&mut tx, desk.id(), held_id).await).await?;
    let row = row.filter(|row| row.thrown_at.is_none()).ok_or(Refused::Nothing)?;
    let (mut incoming, raw) = read(desk, &row, accept).await?;
    trust::judge_alone(desk, &mut incoming, &raw).await;
    incoming.judgement = incoming.judgement.or_else(|| Came::read(&row.came).judgement());
    let signer = receive::signer(desk, &incoming)?;
    let changed = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            // Two members at once: the second finds nothing.
            if !store::held::remove(tx, desk.id(), held_id).await? {
                return Err(Refused::Nothing);
            }
            let outcome = receive::again(tx, desk, &incoming, signer.as_ref(), &row).await?;
            let verb = if accept { "held_accepted" } else { "held_retried" };
            let data = json!({ "cause": row.cause, "from": row.from_raw, "conversation": outcome.touched.first(),
                "still": outcome.held.first().map(|(_, cause)| cause) });
            note(tx, desk, &who.member.member_id, verb, About::desk("held", held_id), data).await?;
            Ok::<_, Refused>(outcome)
        })
        .await?;
    for conversation in &changed.touched {
        desk.tell(Change::of(conversation, ChangeKind::Message));
    }
    desk.tell(Change::everywhere(ChangeKind::Held));
    match changed.held.first() {
        Some((_, cause)) if *cause != row.cause => Err(Refused::Otherwise),
        Some(_) => Err(Refused::Still),
        None => Ok(changed.touched.into_iter().next()),
    }
}

/// The mail, read with the program of today.
async fn read(desk: &Desk, row: &HeldRow, accept: bool) -> Result<(Incoming, Packed), Refused> {
    let hash = row.raw_hash.parse().map_err(|_: BlobError| Refused::Lost)?;
    let raw = desk.blobs().get(desk.id(), &hash).await.map_err(|error| match error {
        BlobError::Missing(_) | BlobError::Damaged(_) => Refused::Lost,
        other => Refused::Fault(other.into()),
    })?;
    let (row, flood, came) = (row.clone(), is_flood(row), Came::read(&row.came));
    let read = move || {
        let hints = Hints { envelope_date: Some(row.held_at), not_after: Some(row.held_at), ..Hints::default() };
        let origin = receive::origin(&row.origin);
        let incoming = match serde_json::from_str(&row.envelope) {
            Ok(envelope) => Incoming::read_enveloped(&raw, hash, &hints, origin, row.place, envelope),
            Err(_) => Incoming::read(&raw, hash, &hints, origin, row.place),
        };
        (incoming, Packed::of(&raw))
    };
    let (mut incoming, packed) =
        tokio::task::spawn_blocking(read).await.map_err(|error| Refused::Fault(error.into()))?;
    came.tell(&mut incoming);
    incoming.again = true;
    incoming.accepted = accept;
    if accept && !flood {
        // A member says that this is a mail to be answered, whatever it looks like. A flood keeps its own kind: robots write it.
        incoming.letter.kind = LetterKind(Kind::Person);
    }
    Ok((incoming, packed))
}
