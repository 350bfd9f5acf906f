//! Mail taken in: a batch is planned in memory (pure), then written in one transaction together with its events, its
//! promises and its search rows. A mail that arrives alone is a batch of one. Reading files is the import's business.

mod apply;
mod came;
mod careful;
mod cause;
mod circles;
mod conversations;
mod envelope;
mod found_steps;
mod incoming;
mod known;
mod messages;
mod people;
mod place;
mod plan;
mod signed;
mod turn_round;
mod words_of;

use std::pin::Pin;

use store::blobs::{BlobError, Packed};
use store::conversation::Stand;
use store::held::HeldRow;
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::reply_address::Signer;
use crate::seal::SealError;

pub use apply::apply;
pub(crate) use came::Came;
pub use cause::Cause;
pub(crate) use conversations::{SUBJECT, begun};
pub use envelope::Envelope;
pub use incoming::{Incoming, body_hash};
pub use known::{Known, KnownContact, KnownConversation, KnownMessage, KnownReference};
pub(crate) use messages::searchable;
pub(crate) use people::{client_of, is_nobodys};
pub use plan::{Changes, Merge, plan};
pub use signed::Signed;
pub(crate) use turn_round::turn_round;
pub(crate) use words_of::{folded, shortened};
pub use words_of::{preview, unfolded};

/// What became of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Mails that are new.
    pub stored: u64,
    /// Mails that were there already.
    pub duplicates: u64,
    /// Mails that could not be taken in: place and cause.
    pub held: Vec<(String, String)>,
    /// Conversations that changed.
    pub touched: Vec<String>,
}

/// Why mail could not be taken in. Its sender is not told that it was.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The raw bytes could not be kept.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The key file failed, and with it every reply address.
    #[error(transparent)]
    Key(#[from] SealError),
}

/// A mail and its raw bytes, packed for keeping.
pub type Arrival = (Incoming, Packed);

/// Takes in a batch: raw bytes first and durable, then everything else in one transaction. When this returns, the
/// mails are safe and their senders may be told so. No member asks for it: mail comes by itself.
///
/// # Errors
/// Faults of the store; then nothing of the batch is taken in.
pub async fn receive(desk: &Desk, batch: Vec<Arrival>) -> Result<Outcome, ReceiveError> {
    receive_with(desk, batch, |_| Box::pin(async { Ok(()) })).await
}

/// Something written in the transaction of a batch. Boxed, so that workers on any thread can await it.
pub type Writing<'t> = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send + 't>>;

/// The same, with more to be written in the same transaction.
///
/// # Errors
/// Faults of the store; then nothing of the batch is taken in.
pub async fn receive_with(
    desk: &Desk,
    batch: Vec<Arrival>,
    also: impl for<'t> Fn(&'t mut Tx) -> Writing<'t> + Sync,
) -> Result<Outcome, ReceiveError> {
    let settings = desk.settings();
    let (mut mails, raw): (Vec<Incoming>, Vec<Packed>) = batch.into_iter().unzip();
    let fresh = desk.db().read(async |mut tx| known::unknown_yet(&mut tx, desk.id(), &mails).await).await?;
    crate::trust::judge(desk, &mut mails, &raw, &fresh).await;
    let mails: Vec<&Incoming> = mails.iter().collect();
    let signer = signed::signer(desk, &mails, &settings.own)?;
    let raw = raw.into_iter().zip(fresh).filter_map(|(raw, fresh)| fresh.then_some(raw)).collect();
    desk.blobs().put_packed(desk.id(), raw).await?;
    let now = desk.now();
    let (outcome, touched) = desk
        .db()
        .write(async |mut tx| {
            let changes = careful::planned(&mut tx, desk, &mails, signer.as_ref(), now).await?;
            apply(&mut tx, desk.id(), &settings, now, &changes, &mut || desk.new_id()).await?;
            also(&mut tx).await?;
            let outcome = outcome(changes);
            let touched = store::conversation::by_ids(&mut tx, desk.id(), &outcome.touched).await?;
            Ok::<_, StoreError>((outcome, touched))
        })
        .await?;
    for row in touched {
        // Nobody is called because somebody who is shut out wrote.
        let quiet = matches!(row.stand, Stand::Blocked | Stand::Spam);
        let what = if quiet { ChangeKind::Conversation } else { ChangeKind::Message };
        desk.tell(Change::of(row.conversation_id, what));
    }
    for _ in outcome.held.iter().filter(|(_, cause)| cause == "parser_error") {
        desk.tallies().parser_errors.add();
    }
    if !outcome.held.is_empty() {
        desk.tell(Change::everywhere(ChangeKind::Held));
    }
    Ok(outcome)
}

/// Makes one conversation of two: what belonged to `from` belongs to `into` from now on.
pub(crate) async fn join(tx: &mut Tx, desk: &Desk, from: &str, into: &str) -> Result<(), StoreError> {
    let merge = Merge { from: from.to_owned(), into: into.to_owned() };
    apply::join(tx, desk.id(), &merge, &mut || desk.new_id()).await
}

/// Places a held mail again, in the transaction that let its row go. What holds it still keeps its row.
pub(crate) async fn again(
    tx: &mut Tx,
    desk: &Desk,
    mail: &Incoming,
    signer: Option<&Signer>,
    row: &HeldRow,
) -> Result<Outcome, StoreError> {
    let now = desk.now();
    let mut changes = careful::planned(tx, desk, &[mail], signer, now).await?;
    for held in &mut changes.held {
        held.held_id.clone_from(&row.held_id);
        held.held_at = row.held_at;
    }
    let settings = desk.settings();
    apply(tx, desk.id(), &settings, now, &changes, &mut || desk.new_id()).await?;
    Ok(outcome(changes))
}

/// What checks the reply addresses that a mail names; `None` when it names none.
pub(crate) fn signer(desk: &Desk, mail: &Incoming) -> anyhow::Result<Option<Signer>> {
    Ok(signed::signer(desk, &[mail], &desk.settings().own)?)
}

/// The way a stored mail came, as the program writes it.
pub(crate) fn origin(stored: &str) -> &'static str {
    let known = ["import", "lmtp", "smtp", "imap", "sample", "outbox", "portal"];
    known.into_iter().find(|origin| *origin == stored).unwrap_or("import")
}

fn outcome(changes: Changes) -> Outcome {
    Outcome {
        stored: changes.messages.len() as u64,
        duplicates: changes.duplicates,
        held: changes.held.into_iter().map(|row| (row.place, row.cause)).collect(),
        touched: changes.touched.into_iter().collect(),
    }
}
