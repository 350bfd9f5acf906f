//! Files that go along with a draft: taken in piece by piece, kept with it through every crash, sent in their order.
//! What a mail weighs on its way is `answer`'s business; the bytes are blobs.

mod name;
mod pouring;

use anyhow::Context as _;
use jiff::Timestamp;
use store::blobs::Hash;
use store::draft::DraftKind;
pub use store::draft_attachment::DraftAttachmentRow;
use store::{DeskId, StoreError, Tx};
use tokio::sync::mpsc;

use crate::answer::SentFile;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::refusal::refusals;
use crate::who::Who;

pub use name::{clean, is_picture};

/// Most files of one mail.
pub const MOST: usize = 50;

/// How much may go along, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// One file.
    pub one: u64,
    /// All files of one mail together. On its way a file grows by a third, and servers take about 25 MB.
    pub together: u64,
}

/// The limits of this desk.
///
/// # Errors
/// When the database fails.
pub async fn limits(desk: &Desk) -> Result<Limits, StoreError> {
    let files = crate::manners::load(desk).await?.files;
    let bytes = |megabytes: u32| u64::from(megabytes) * 1_000_000;
    Ok(Limits { one: bytes(files.one_mb), together: bytes(files.together_mb) })
}

/// A draft's place.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Its conversation; of a new mail the one it will begin.
    pub conversation: &'a str,
    /// Which of the member's drafts there.
    pub kind: DraftKind,
}

/// A piece of a file on its way in. A sender that goes without [`Piece::End`] broke off: nothing is kept then.
#[derive(Debug)]
pub enum Piece {
    /// The next bytes.
    Bytes(Vec<u8>),
    /// That was all.
    End,
}

refusals! {
    /// Why a file does not go along.
    Refused {
        /// There is no such conversation.
        Nowhere = "refused-no-such-conversation",
        /// It is larger than one file may be.
        TooLarge = "refused-file-too-large",
        /// With those that are there it is more than a mail takes.
        TooMuch = "refused-file-too-much",
        /// More files than a mail takes.
        TooMany = "refused-file-too-many",
        /// It did not arrive whole.
        BrokenOff = "refused-file-broken-off",
        /// There is no such file (any more).
        Nothing = "refused-file-nothing",
    }
}

/// The files of the member's draft there, in order.
///
/// # Errors
/// When the database fails.
pub async fn of_draft(desk: &Desk, who: &Who, place: Place<'_>) -> Result<Vec<DraftAttachmentRow>, StoreError> {
    let (conversation, member) = (place.conversation, &who.member.member_id);
    desk.db()
        .read(async |mut tx| {
            store::draft_attachment::of_draft(&mut tx, desk.id(), conversation, member, place.kind).await
        })
        .await
}

/// Takes a file in as it comes and adds it to the member's draft. Durable when it returns; a broken upload leaves nothing.
///
/// # Errors
/// See [`Refused`].
pub async fn add(
    desk: &Desk,
    who: &Who,
    place: Place<'_>,
    name: &str,
    pieces: mpsc::Receiver<Piece>,
) -> Result<DraftAttachmentRow, Refused> {
    let there = of_draft(desk, who, place).await?;
    let limits = limits(desk).await?;
    let room = limits.together.saturating_sub(weight(&there));
    let (from, fate) = pouring::pour(pieces, limits.one.min(room));
    let poured = desk.blobs().pour(desk.id(), from).await;
    let (hash, length) = match (poured, fate.take()) {
        (_, Some(pouring::End::BrokenOff)) => return Err(Refused::BrokenOff),
        (_, Some(pouring::End::TooLong)) if limits.one <= room => return Err(Refused::TooLarge),
        (_, Some(pouring::End::TooLong)) => return Err(Refused::TooMuch),
        (poured, None) => poured.context("keep the file")?,
    };
    let (name, media_type) = name::of_upload(name, &fate.head());
    enter(desk, who, place, &name, media_type, hash, length).await
}

/// Adds a file whose bytes are kept already.
pub(crate) async fn enter(
    desk: &Desk,
    who: &Who,
    place: Place<'_>,
    name: &str,
    media_type: String,
    hash: Hash,
    length: u64,
) -> Result<DraftAttachmentRow, Refused> {
    let (conversation, member) = (place.conversation, &who.member.member_id);
    let limits = limits(desk).await?;
    let row = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let known = store::conversation::find(tx, desk.id(), conversation).await?.is_some();
            if known == (place.kind == DraftKind::New) {
                return Err(Refused::Nowhere);
            }
            let there = store::draft_attachment::of_draft(tx, desk.id(), conversation, member, place.kind).await?;
            if there.len() >= MOST {
                return Err(Refused::TooMany);
            }
            if weight(&there) + length > limits.together {
                return Err(Refused::TooMuch);
            }
            let row = DraftAttachmentRow {
                attachment_id: desk.new_id(),
                conversation_id: conversation.to_owned(),
                member_id: member.clone(),
                kind: place.kind,
                position: there.last().map_or(0, |last| last.position + 1),
                name: name::apart(name, &there),
                media_type: media_type.clone(),
                bytes: i64::try_from(length).unwrap_or(i64::MAX),
                raw_hash: hash.to_string(),
                added_at: desk.now(),
            };
            store::draft_attachment::insert_many(tx, desk.id(), std::slice::from_ref(&row)).await?;
            Ok(row)
        })
        .await?;
    desk.tell(Change::of(conversation, ChangeKind::Draft));
    Ok(row)
}

/// Gives a draft back the files that it had, below those that are there. Their bytes must still be kept.
pub(crate) async fn give_back(
    tx: &mut Tx,
    desk: &DeskId,
    place: Place<'_>,
    member: &str,
    files: &[SentFile],
    now: Timestamp,
    ids: &mut (dyn FnMut() -> String + Send),
) -> Result<(), StoreError> {
    let there = store::draft_attachment::of_draft(tx, desk, place.conversation, member, place.kind).await?;
    let first = there.last().map_or(0, |last| last.position + 1);
    let mut rows = Vec::with_capacity(files.len());
    for (position, file) in (first..).zip(files) {
        rows.push(DraftAttachmentRow {
            attachment_id: ids(),
            conversation_id: place.conversation.to_owned(),
            member_id: member.to_owned(),
            kind: place.kind,
            position,
            name: file.name.clone(),
            media_type: file.media_type.clone(),
            bytes: file.bytes,
            raw_hash: file.raw_hash.clone(),
            added_at: now,
        });
    }
    store::draft_attachment::insert_many(tx, desk, &rows).await.map(drop)
}

/// Takes a file off the member's draft.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, who: &Who, attachment_id: &str) -> Result<DraftAttachmentRow, Refused> {
    let member = &who.member.member_id;
    let row = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::draft_attachment::find(tx, desk.id(), member, attachment_id).await?;
            let row = row.ok_or(Refused::Nothing)?;
            store::draft_attachment::remove(tx, desk.id(), member, attachment_id).await?;
            Ok::<_, Refused>(row)
        })
        .await?;
    desk.tell(Change::of(&row.conversation_id, ChangeKind::Draft));
    Ok(row)
}

/// What files weigh together, in bytes.
pub fn weight(files: &[DraftAttachmentRow]) -> u64 {
    files.iter().map(|file| u64::try_from(file.bytes).unwrap_or(0)).sum()
}
