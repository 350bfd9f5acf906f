//! Hands over what is to be told, and tries again for hours: rather told twice than not at all.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use rulebook::people::Party;
use serde_json::json;
use store::StoreError;
use store::alert::{AlertRow, FAILED, SENT};
use store::member::MemberRow;
use store::message::MessageRow;
use tokio::sync::broadcast::error::RecvError;

use super::letter::{self, Occasion};
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::outbox::delivery::{Outcome, Parcel, deliver};
use crate::outbox::fate::{Recipient, RecipientState};
use crate::outbox::smtp::Manners;
use crate::outbox::wants_a_sender;
use crate::outbox::way::{self, mailbox_of};
use crate::signing;

/// A try is over by then; if not, whoever made it is gone.
const LEASE: SignedDuration = SignedDuration::from_mins(3);
/// Later it is no news.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(6);
/// From one look to the next, whatever happens.
const LOOK_AT_LEAST: Duration = Duration::from_secs(60);
/// What comes in together is looked at together.
const GATHERED: Duration = Duration::from_millis(500);

/// Tells members on call.
pub struct Bell {
    desk: Desk,
    manners: Manners,
    desk_at: String,
}

impl Bell {
    /// `desk_at`: where members reach the desk, such as `https://desk.example.com/`.
    pub fn new(desk: Desk, manners: Manners, desk_at: &str) -> Self {
        Self { desk, manners, desk_at: desk_at.to_owned() }
    }

    /// Tells what is to be told, until dropped.
    pub async fn run(&self) {
        let mut changes = self.desk.changes();
        loop {
            if let Err(cause) = self.work_off().await {
                tracing::error!(%cause, "emergencies could not be told by mail; trying again soon");
            }
            let pause = self.pause().await;
            let _ = tokio::time::timeout(pause, async {
                loop {
                    match changes.recv().await {
                        Ok(Change { what: ChangeKind::Message | ChangeKind::Settings, .. })
                        | Err(RecvError::Lagged(_)) => return,
                        Ok(_) => {}
                        Err(RecvError::Closed) => return std::future::pending().await,
                    }
                }
            })
            .await;
            tokio::time::sleep(GATHERED).await;
        }
    }

    async fn pause(&self) -> Duration {
        let desk = &self.desk;
        let next = desk.db().read(async |mut tx| store::alert::next_try(&mut tx, desk.id()).await).await;
        let wait = |next: Timestamp| Duration::try_from(next.duration_since(desk.now())).unwrap_or_default();
        next.ok().flatten().map_or(LOOK_AT_LEAST, |next| wait(next).min(LOOK_AT_LEAST))
    }

    /// Hands over everything that is due, one after another; gives how many tries that took.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn work_off(&self) -> anyhow::Result<usize> {
        let desk = &self.desk;
        let mut tries = 0;
        loop {
            let (now, until) = (desk.now(), after(desk.now(), LEASE));
            let claim = async |mut tx: store::Tx| store::alert::claim(&mut tx, desk.id(), now, until).await;
            // Looked for without writing first: mostly there is none.
            let due = desk.db().read(async |mut tx| store::alert::next_try(&mut tx, desk.id()).await).await?;
            if due.is_none_or(|due| due > now) {
                return Ok(tries);
            }
            let Some(row) = desk.db().write(claim).await? else { return Ok(tries) };
            tries += 1;
            let error = self.hand_over(&row).await?;
            self.write_down(row, error).await?;
        }
    }

    /// What went wrong, as it stands in a row; `None`: a server took it.
    async fn hand_over(&self, row: &AlertRow) -> anyhow::Result<Option<String>> {
        let desk = &self.desk;
        let (member, message, mailbox, from) = desk
            .db()
            .read(async |mut tx| {
                let tx = &mut tx;
                let member: Option<MemberRow> = store::member::find(tx, desk.id(), &row.member_id).await?;
                let message: Option<MessageRow> = match &row.message_id {
                    Some(id) => store::message::find(tx, desk.id(), id).await?,
                    None => None,
                };
                let settings = desk.settings();
                let own = settings.own.first().unwrap_or_default();
                let address = message.as_ref().map(|it| it.own_address.as_str()).filter(|it| !it.is_empty());
                let from = Party { address: address.unwrap_or(own).to_owned(), name: settings.settings.name.clone() };
                let mailbox = mailbox_of(tx, desk, &from.address).await?;
                Ok::<_, StoreError>((member, message, mailbox, from))
            })
            .await?;
        let member = member.context("the member of an alert")?;
        if row.message_id.is_some() && message.is_none() {
            return Ok(Some("relay-trouble-unreadable".to_owned()));
        }
        let way = match way::through(desk, mailbox.as_deref()).await? {
            Ok(way) => way,
            Err(key) => return Ok(Some(key.to_owned())),
        };
        let occasion = Occasion { member: &member, message: message.as_ref(), desk_at: &self.desk_at };
        let mail = letter::write(desk, row, &from, &occasion).context("write an alert")?;
        let parcel = Parcel {
            // From nobody: no report on it makes another machine answer.
            recipients: vec![Recipient {
                address: row.address.clone(),
                to: true,
                state: RecipientState::Waiting,
                reply: String::new(),
                report: None,
            }],
            signature: signing::sign(desk, desk.now(), &from.address, &mail).await?.unwrap_or_default(),
            mail: Arc::new(mail),
            ..Parcel::default()
        };
        let named = Parcel { envelope_from: from.address, ..parcel.clone() };
        let go = || async { true };
        let outcome = match deliver(&way.address, &self.manners, parcel, go).await {
            Some(outcome) if wants_a_sender(&outcome) => deliver(&way.address, &self.manners, named, go).await,
            other => other,
        };
        Ok(outcome.as_ref().and_then(wrong))
    }

    async fn write_down(&self, row: AlertRow, error: Option<String>) -> Result<(), StoreError> {
        let (desk, now) = (&self.desk, self.desk.now());
        let next = after(now, pause_after(row.tries));
        let over = error.is_none() || next > after(row.created_at, GIVEN_UP_AFTER);
        let state = match (&error, over) {
            (None, _) => SENT.to_owned(),
            (Some(_), true) => FAILED.to_owned(),
            (Some(_), false) => row.state.clone(),
        };
        let done = AlertRow {
            next_try_at: next,
            last_error: error.unwrap_or_default(),
            finished_at: over.then_some(now),
            state,
            ..row
        };
        desk.db()
            .write(async |mut tx| {
                let tx = &mut tx;
                store::alert::save(tx, desk.id(), &done).await?;
                if over {
                    let data = json!({ "mail": done.message_id, "trouble": done.last_error });
                    let about = About::desk("member", &done.member_id);
                    note(tx, desk, "tact", &format!("alert_{}", done.state), about, data).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        desk.tell(Change::everywhere(ChangeKind::Settings));
        Ok(())
    }
}

/// What kept the mail from the member, as it stands in a row.
fn wrong(outcome: &Outcome) -> Option<String> {
    if outcome.recipients.iter().all(|one| one.state == RecipientState::Sent) {
        return None;
    }
    let said = outcome.recipients.iter().map(|one| one.reply.as_str()).collect::<Vec<_>>().join(" ");
    Some(outcome.trouble.as_ref().map_or_else(|| format!("relay-trouble-refused: {said}"), way::told))
}

/// How long nobody tries after that many tries in vain.
fn pause_after(tries: i64) -> SignedDuration {
    let seconds = match tries {
        ..=1 => 15,
        2 => 30,
        3 => 60,
        4 => 300,
        _ => 1_200,
    };
    SignedDuration::from_secs(seconds)
}

fn after(then: Timestamp, pause: SignedDuration) -> Timestamp {
    then.checked_add(pause).unwrap_or(Timestamp::MAX)
}
