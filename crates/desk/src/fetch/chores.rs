//! What its owner wants done in a mailbox: a copy in Sent of what Tact sent, mails of done conversations moved away.
//! Each is looked up there by its Message-ID before anything is done, so that a try in vain is never done twice.

use std::time::Duration;

use anyhow::Context as _;
use jiff::SignedDuration;
use serde_json::json;
use store::StoreError;
use store::mailbox::chore::{self, Chore, CopyWanted};
use store::mailbox::{MailboxRow, Role, SignIn};
use tokio::time::Instant;

use super::Stop;
use super::folders::Chosen;
use super::visit::Visit;
use crate::happening::{About, note};
use crate::imap::{Trouble, Why, wire_name};
use crate::mailboxes::KeepCopy;

/// Chores done in one go.
const AT_ONCE: i64 = 20;
/// After the server refused one, the chores rest; fetching goes on.
const REST: Duration = Duration::from_secs(3_600);
/// What is done about older mails was done by hand, or not wanted.
const BACK: SignedDuration = SignedDuration::from_hours(24 * 30);

impl Visit {
    /// Does what is to be done now. A server that refuses a chore is not asked again for a while, and hinders nothing.
    pub(super) async fn chores(&mut self, chosen: &[Chosen]) -> Result<(), Stop> {
        if self.chores_rest_until.is_some_and(|until| Instant::now() < until) {
            return Ok(());
        }
        let done = match self.copies(chosen).await {
            Ok(()) => self.moves(chosen).await,
            other => other,
        };
        match done {
            Err(Stop::Trouble(Trouble { why: why @ (Why::Refused(_) | Why::NoFolder(_)), step })) => {
                tracing::warn!(mailbox = %self.row.address, ?step, ?why, "the server refuses what is to be done in the mailbox");
                self.chores_rest_until = Some(Instant::now() + REST);
                Ok(())
            }
            other => other,
        }
    }

    async fn copies(&mut self, chosen: &[Chosen]) -> Result<(), Stop> {
        if self.options.keep_copy == KeepCopy::Never {
            return Ok(());
        }
        let (desk, row) = (self.desk.clone(), self.row.clone());
        let since = row.added_at.max(desk.now() - BACK);
        let wanted = desk
            .db()
            .read(async |mut tx| {
                chore::copies_wanted(&mut tx, desk.id(), &row.mailbox_id, &row.address, since, AT_ONCE).await
            })
            .await?;
        for copy in wanted {
            let by_itself = self.options.keep_copy == KeepCopy::WhereNeeded && copies_by_itself(&row, &copy);
            let put_there = if by_itself { false } else { self.keep_copy(chosen, &copy).await? };
            self.note_done(Chore::Copy, &copy.outbox_id, put_there.then_some("copy_kept")).await?;
        }
        Ok(())
    }

    /// Puts a copy into Sent unless it is there; whether that was necessary.
    async fn keep_copy(&mut self, chosen: &[Chosen], copy: &CopyWanted) -> Result<bool, Stop> {
        let sent = match chosen.iter().find(|folder| folder.role == Role::Sent) {
            Some(sent) => sent.name.clone(),
            None => {
                let name = wire_name("Sent");
                self.session.make_folder(&name).await?;
                name
            }
        };
        self.open = None;
        self.session.open_folder(&sent, false).await?;
        if !self.session.with_message_id(&copy.rfc_id).await?.is_empty() {
            return Ok(false);
        }
        let mail = self.raw(&copy.raw_hash).await;
        let Ok(mail) = mail else {
            tracing::error!(outbox = %copy.outbox_id, "the mail of which a copy is to be kept cannot be read");
            return Ok(false);
        };
        self.session.append(&sent, copy.sent_at, &mail).await?;
        Ok(true)
    }

    async fn raw(&self, hash: &str) -> anyhow::Result<Vec<u8>> {
        let hash = hash.parse().context("the name of a raw mail")?;
        Ok(self.desk.blobs().get(self.desk.id(), &hash).await?)
    }

    async fn moves(&mut self, chosen: &[Chosen]) -> Result<(), Stop> {
        let inbox = chosen.iter().find(|folder| folder.role == Role::Inbox);
        let Some(inbox) = inbox.filter(|_| !self.options.move_done_to.is_empty()) else { return Ok(()) };
        let (desk, row) = (self.desk.clone(), self.row.clone());
        let since = row.added_at.max(desk.now() - BACK);
        let wanted = desk
            .db()
            .read(async |mut tx| chore::moves_wanted(&mut tx, desk.id(), &row.mailbox_id, since, AT_ONCE).await)
            .await?;
        if wanted.is_empty() {
            return Ok(());
        }
        let there = self.session.folders().await?;
        let is_wanted = |name: &str| name == self.options.move_done_to || name == wire_name(&self.options.move_done_to);
        let Some(target) = there.iter().find(|folder| is_wanted(&folder.name)) else {
            let step = crate::imap::Step::Change;
            return Err(Stop::Trouble(Trouble { step, why: Why::NoFolder(self.options.move_done_to.clone()) }));
        };
        self.open = None;
        self.session.open_folder(&inbox.name, true).await?;
        for (message_id, rfc_id) in wanted {
            let uids = self.session.with_message_id(&rfc_id).await?;
            if !uids.is_empty() {
                self.session.move_to(&uids, &target.name).await?;
            }
            self.note_done(Chore::Move, &message_id, (!uids.is_empty()).then_some("mail_moved")).await?;
        }
        Ok(())
    }

    /// Notes that a chore is done; `verb` when the mailbox was changed for it.
    async fn note_done(&self, what: Chore, object: &str, verb: Option<&str>) -> Result<(), Stop> {
        let (desk, row) = (&self.desk, &self.row);
        desk.db()
            .write(async |mut tx| {
                let tx = &mut tx;
                chore::done(tx, desk.id(), &row.mailbox_id, what, object, desk.now()).await?;
                if let Some(verb) = verb {
                    let about = About::desk("mailbox", &row.mailbox_id);
                    note(tx, desk, "mail", verb, about, json!({ "of": object })).await?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        Ok(())
    }
}

/// Whether the provider puts what leaves through it into Sent itself.
fn copies_by_itself(row: &MailboxRow, copy: &CopyWanted) -> bool {
    let known = ["gmail.com", "googlemail.com", "google.com", "office365.com", "outlook.com"];
    let through_it = copy.mailbox_id.as_ref() == Some(&row.mailbox_id);
    through_it
        && (matches!(row.sign_in, SignIn::Google | SignIn::Microsoft)
            || known.iter().any(|domain| is_of(&row.imap_host, domain)))
}

fn is_of(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|before| before.ends_with('.'))
}
