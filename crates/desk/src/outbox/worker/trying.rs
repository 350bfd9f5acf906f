//! What becomes of one mail that was claimed: kept back, put off, or handed over; and the end written down.

use std::time::Duration;

use serde_json::json;
use store::StoreError;
use store::bounced_address::BouncedAddressRow;
use store::outbox::{OutboxRow, Outcome as Ending};

use super::packing::Packed;
use super::{Moment, Worker};
use crate::change::{Change, ChangeKind};
use crate::happening::{About, note, refresh};
use crate::manners;
use crate::outbox::delivery::{HandedOver, Outcome, Parcel, hand_over};
use crate::outbox::ending::{Tried, ending, kept_back, put_back, verb};
use crate::outbox::fate::RecipientState;
use crate::outbox::no_such_address::unknown_there;
use crate::outbox::smtp::{Session, Step, Trouble, Why};
use crate::outbox::way::{self, Way};
use crate::seal::SealError;

/// Why a mail was kept back; the keys of sentences.
const TOO_LATE: &str = "relay-trouble-too-late";
const UNREADABLE: &str = "relay-trouble-unreadable";
const UNSIGNED: &str = "relay-trouble-unsigned";
const LIMIT: &str = "relay-trouble-limit";

/// What became of a mail is known here alone, so writing it down is tried again when others were in the way or the database
/// was gone for a moment: given up, the mail would be uncertain.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_secs(1), Duration::from_secs(3), Duration::from_secs(10)];

impl Worker {
    /// What becomes of a claimed mail: handed over, or kept back with the reason.
    pub(super) async fn hand_over(&self, row: OutboxRow) -> anyhow::Result<()> {
        let late = self.desk.now().duration_since(row.next_try_at);
        if late > manners::load(&self.desk).await?.asks_after() {
            return self.write_down(&row, kept_back(&row, TOO_LATE)).await;
        }
        let way = match way::through(&self.desk, row.mailbox_id.as_deref()).await? {
            Ok(way) => way,
            Err(key) => return self.shut_way(&row, row.mailbox_id.as_deref().unwrap_or_default(), key, false).await,
        };
        if let Some(until) = way.full_until(&self.desk).await? {
            return self.write_down(&row, Tried::waits(&row, until, LIMIT)).await;
        }
        match self.packed(&row).await {
            Ok(parcel) => self.talk(&way, row, parcel).await,
            Err(error) => {
                tracing::error!(outbox = row.outbox_id, %error, "a mail to be sent cannot be made ready");
                let trouble = if error.is::<SealError>() { UNSIGNED } else { UNREADABLE };
                self.write_down(&row, put_back(&row, RecipientState::Deferred, trouble)).await
            }
        }
    }

    /// One dialogue, the claim renewed meanwhile, and its end written down.
    async fn talk(&self, way: &Way, row: OutboxRow, parcel: Packed) -> anyhow::Result<()> {
        let dialogue = self.dialogue(way, &row, parcel);
        tokio::pin!(dialogue);
        let mut renewal = tokio::time::interval_at(tokio::time::Instant::now() + self.timing.renew, self.timing.renew);
        let outcome = loop {
            tokio::select! {
                outcome = &mut dialogue => break outcome,
                _ = renewal.tick() => self.renew(&row).await,
            }
        };
        match outcome {
            Ok(Some(outcome)) => {
                let trouble = outcome.trouble.as_ref().map(way::told);
                let tried = Tried { way_works: true, ..Tried::of(outcome.recipients, trouble) };
                self.write_down(&row, tried).await
            }
            // Another worker has it by now; what became of it is theirs to say.
            Ok(None) => Ok(()),
            Err(trouble) => self.shut_way(&row, &way.id, &way::told(&trouble), trouble.is_of_the_login()).await,
        }
    }

    /// Hands the mail over. Where a server takes nothing from nobody (RFC 5321 wants it to, some that ask for a login do
    /// not), it is told our address instead.
    async fn dialogue(&self, way: &Way, row: &OutboxRow, packed: Packed) -> Result<Option<Outcome>, Trouble> {
        let Packed { parcel, from } = packed;
        let from_nobody = parcel.envelope_from.is_empty();
        let named = Parcel { envelope_from: from, ..parcel.clone() };
        match self.once(way, row, parcel).await {
            Ok(Some(outcome)) if from_nobody && wants_a_sender(&outcome) => self.once(way, row, named).await,
            other => other,
        }
    }

    /// Hands the mail over in a session that is open already, else in a new one.
    async fn once(&self, way: &Way, row: &OutboxRow, parcel: Parcel) -> Result<Option<Outcome>, Trouble> {
        if let Some(session) = self.pool.take(&way.id, &way.address).await {
            let handed = self.converse(way, row, session, parcel.clone()).await;
            if !handed.as_ref().is_some_and(was_stale) {
                return Ok(handed);
            }
        }
        let session = self.pool.open(&way.id, &way.address, &self.manners).await?;
        Ok(self.converse(way, row, session, parcel).await)
    }

    async fn converse(&self, way: &Way, row: &OutboxRow, session: Session, parcel: Parcel) -> Option<Outcome> {
        let HandedOver { outcome, session } = hand_over(session, parcel, || self.may_begin_data(row)).await;
        if let Some(session) = session {
            self.pool.put(&way.id, &way.address, session).await;
        }
        outcome
    }

    /// The way does not work: the mail keeps its place, and nobody asks there again for a while.
    async fn shut_way(&self, row: &OutboxRow, way: &str, trouble: &str, of_the_login: bool) -> anyhow::Result<()> {
        let desk = &self.desk;
        let shut = desk
            .db()
            .write(async |mut tx| {
                let tx = &mut tx;
                let shut = way::shut(tx, desk, way, trouble, of_the_login).await?;
                if shut.as_ref().is_some_and(|shut| shut.tries == 1) {
                    let about = About::desk("way_out", if way.is_empty() { "relay" } else { way });
                    note(tx, desk, "tact", "way_out_shut", about, json!({ "trouble": trouble })).await?;
                }
                Ok::<_, StoreError>(shut.is_some())
            })
            .await?;
        if shut {
            desk.tell(Change::everywhere(ChangeKind::Outbox));
        }
        self.write_down(row, Tried::waits(row, row.next_try_at, trouble)).await
    }

    async fn renew(&self, row: &OutboxRow) {
        let (desk, lease) = (&self.desk, self.lease());
        let renewed = desk
            .db()
            .write(async |mut tx| store::outbox::renew(&mut tx, desk.id(), &row.outbox_id, row.fence, lease).await)
            .await;
        if let Err(error) = renewed {
            tracing::warn!(outbox = row.outbox_id, %error, "a claim could not be renewed");
        }
    }

    /// Writes down that the text is about to leave; no when that cannot be written or the claim is lost.
    async fn may_begin_data(&self, row: &OutboxRow) -> bool {
        let (desk, now, lease) = (&self.desk, self.desk.now(), self.lease());
        let marked = desk
            .db()
            .write(async |mut tx| {
                store::outbox::mark_data_started(&mut tx, desk.id(), &row.outbox_id, row.fence, now, lease).await
            })
            .await;
        marked.unwrap_or_else(|error| {
            tracing::error!(outbox = row.outbox_id, %error, "not sent: it could not be written down first");
            false
        })
    }

    async fn write_down(&self, row: &OutboxRow, tried: Tried) -> anyhow::Result<()> {
        let (desk, now) = (&self.desk, self.desk.now());
        let way_works = tried.way_works;
        let of_the_mail = tried.trouble.is_some();
        let Some(ending) = ending(row, tried, now) else { return Ok(()) };
        // A no to the mail as a whole says nothing of anybody's address.
        let unknown = if of_the_mail { Vec::new() } else { unknown_there(row, &ending.recipients, now) };
        let mut pauses = PAUSES.into_iter();
        let written = loop {
            match self.settle(row, &ending, &unknown, way_works).await {
                Ok(written) => break written,
                Err(cause) => match pauses.next() {
                    Some(pause) => tokio::time::sleep(pause).await,
                    None => return Err(cause.into()),
                },
            }
        };
        if written {
            self.at(Moment::Ended);
            desk.tell(Change::of(&row.conversation_id, ChangeKind::Outbox));
            desk.tell(Change::of(&row.conversation_id, ChangeKind::Promises));
        }
        Ok(())
    }

    /// The ending in one transaction; no when the claim is lost.
    async fn settle(
        &self,
        row: &OutboxRow,
        ending: &Ending,
        unknown: &[BouncedAddressRow],
        way_works: bool,
    ) -> Result<bool, StoreError> {
        let desk = &self.desk;
        desk.db()
            .write(async |mut tx| {
                let tx = &mut tx;
                if !store::outbox::finish(tx, desk.id(), &row.outbox_id, row.fence, ending).await? {
                    return Ok(false);
                }
                for address in unknown {
                    store::bounced_address::mark(tx, desk.id(), address).await?;
                }
                if let Some(verb) = verb(ending.state) {
                    let about = About::within(&row.conversation_id, "message", &row.message_id);
                    let data = json!({ "outbox": row.outbox_id, "trouble": ending.last_error });
                    note(tx, desk, "tact", verb, about, data).await?;
                }
                if way_works {
                    store::way_out::open(tx, desk.id(), row.mailbox_id.as_deref().unwrap_or_default()).await?;
                }
                refresh(tx, desk, std::slice::from_ref(&row.conversation_id)).await?;
                self.at(Moment::Ending);
                Ok::<_, StoreError>(true)
            })
            .await
    }
}

/// The sender was refused for good; nothing of the mail was said.
pub(crate) fn wants_a_sender(outcome: &Outcome) -> bool {
    let Some(Trouble { step: Step::Sender, why: Why::Refused(reply) }) = &outcome.trouble else { return false };
    reply.is_final_no()
}

/// A session that was kept had been closed by the other side: nothing of the mail was said there.
fn was_stale(outcome: &Outcome) -> bool {
    let Some(Trouble { step: Step::Sender, why }) = &outcome.trouble else { return false };
    match why {
        Why::Dropped | Why::Silence => true,
        Why::Refused(reply) => reply.code == 421,
        _ => false,
    }
}
