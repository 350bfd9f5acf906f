//! What leaves: the mail as it was written down, dated when it was planned, and signed where its domain has a key.

use std::sync::Arc;

use anyhow::Context as _;
use store::outbox::OutboxRow;

use super::Worker;
use crate::outbox::delivery::Parcel;
use crate::outbox::{dated, envelope_id};
use crate::signing;

/// A mail ready to be handed over.
pub(super) struct Packed {
    pub(super) parcel: Parcel,
    /// Whom the mail says it is from.
    pub(super) from: String,
}

impl Worker {
    /// Makes a mail ready.
    pub(super) async fn packed(&self, row: &OutboxRow) -> anyhow::Result<Packed> {
        let desk = &self.desk;
        let message =
            desk.db().read(async |mut tx| store::message::find(&mut tx, desk.id(), &row.message_id).await).await?;
        let from = message.context("the message of a mail in the outbox")?.from_address;
        let mail = desk.blobs().get(desk.id(), &row.raw_hash.parse()?).await?;
        let mail = if row.planned_at.is_some() { dated::dated(mail, desk.now()) } else { mail };
        let parcel = Parcel {
            id: envelope_id(row),
            envelope_from: row.envelope_from.clone(),
            recipients: row.recipients.clone(),
            signature: signing::sign(desk, row.not_before_at, &from, &mail).await?.unwrap_or_default(),
            mail: Arc::new(mail),
        };
        Ok(Packed { parcel, from })
    }
}
