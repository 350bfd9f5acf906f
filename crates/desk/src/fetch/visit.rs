//! One visit to a mailbox: sign in, bring the folders up to date, do what its owner wants done, then stay and listen.

use std::collections::HashMap;

use store::mailbox::{FolderRow, MailboxRow};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

use super::Stop;
use super::folders::{Chosen, choose};
use super::sync::goes_back;
use super::worker::Fetcher;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::imap::{Address, Login, Session};
use crate::mailboxes::{Options, Secret, SignIn, options_of, secret_of};
use crate::oauth;

/// A visit under way.
pub(super) struct Visit {
    pub(super) fetcher: Fetcher,
    pub(super) desk: Desk,
    pub(super) row: MailboxRow,
    pub(super) options: Options,
    pub(super) session: Session,
    /// The open folder.
    pub(super) open: Option<String>,
    /// How far each folder is, as it stands in the store.
    pub(super) rows: HashMap<String, FolderRow>,
    /// Old UIDs of each folder that are still to come.
    pub(super) older: HashMap<String, Vec<u32>>,
    /// Everything there was here at least once in this visit.
    pub(super) was_here: bool,
    /// Chores that the server refused rest until then.
    pub(super) chores_rest_until: Option<Instant>,
    stop: watch::Receiver<bool>,
}

/// Where a mailbox is and who we are there.
async fn address_of(desk: &Desk, row: &MailboxRow) -> Result<Address, Stop> {
    let user = row.user_name.clone();
    let login = match row.sign_in {
        SignIn::Password => match secret_of(desk, row) {
            Ok(Secret::Password(password)) => Login::Password { user, password },
            _ => return Err(Stop::NoSecret("refused-mailbox-sealed", String::new())),
        },
        SignIn::Google | SignIn::Microsoft => match oauth::access_token(desk, row).await {
            Ok(token) => Login::Token { user, token },
            Err(trouble) => return Err(Stop::NoSecret(trouble.key(), trouble.said().to_owned())),
        },
    };
    let port = u16::try_from(row.imap_port).unwrap_or(0);
    Ok(Address { host: row.imap_host.clone(), port, security: row.imap_security, login })
}

impl Visit {
    /// Signs in.
    pub(super) async fn begin(fetcher: Fetcher, row: MailboxRow, stop: watch::Receiver<bool>) -> Result<Self, Stop> {
        let desk = fetcher.desk.clone();
        let address = address_of(&desk, &row).await?;
        let session = Session::open(&address, &fetcher.manners).await?;
        let rows =
            desk.db().read(async |mut tx| store::mailbox::folders(&mut tx, desk.id(), &row.mailbox_id).await).await?;
        Ok(Self {
            fetcher: fetcher.clone(),
            options: options_of(&row),
            session,
            open: None,
            rows: rows.into_iter().map(|row| (row.folder.clone(), row)).collect(),
            older: HashMap::new(),
            was_here: false,
            chores_rest_until: None,
            stop,
            row,
            desk,
        })
    }

    /// Brings everything up to date; then, when it may stay, listens until told to stop.
    pub(super) async fn run(&mut self, stay: bool) -> Result<(), Stop> {
        let chosen = choose(&self.session.folders().await?, &self.options.folders);
        self.first_look(&chosen).await?;
        loop {
            self.chores(&chosen).await?;
            self.everything_is_here().await?;
            if !stay {
                return Ok(());
            }
            self.listen(&chosen).await?;
            self.told_to_stop()?;
            self.look(&chosen).await?;
        }
    }

    /// Takes leave.
    pub(super) async fn end(self) {
        self.session.bye().await;
    }

    /// The folders in turns, so that questions and answers of the same days come together.
    async fn first_look(&mut self, chosen: &[Chosen]) -> Result<(), Stop> {
        let mut more = true;
        while more {
            more = false;
            for folder in chosen {
                let row = self.enter(folder).await?;
                let row = self.newer(row).await?;
                more |= self.older(row).await?;
                self.told_to_stop()?;
            }
        }
        Ok(())
    }

    /// Looks whether anything is new, at most a glance for each folder in which nothing is.
    async fn look(&mut self, chosen: &[Chosen]) -> Result<(), Stop> {
        let mut again = false;
        for folder in chosen {
            let Some(row) = self.rows.get(&folder.name).cloned() else {
                again = true;
                continue;
            };
            if self.open.as_ref() == Some(&folder.name) {
                self.newer(row).await?;
                continue;
            }
            let glance = self.session.glance(&folder.name).await?;
            let same_numbers = i64::from(glance.uid_validity) == row.uid_validity;
            if same_numbers && i64::from(glance.uid_next) == row.next_uid && !goes_back(&row, glance.mod_seq) {
                continue;
            }
            let row = self.enter(folder).await?;
            let row = self.newer(row).await?;
            again |= row.low_uid > 1;
        }
        if again { self.first_look(chosen).await } else { Ok(()) }
    }

    /// Waits with Inbox open until it stirs, it is time to look around, or something here changed that matters there.
    async fn listen(&mut self, chosen: &[Chosen]) -> Result<(), Stop> {
        let inbox = chosen.iter().find(|folder| folder.role == store::mailbox::Role::Inbox);
        if let Some(inbox) = inbox
            && self.open.as_ref() != Some(&inbox.name)
        {
            let row = self.enter(inbox).await?;
            // Between the look and now something may have come.
            self.newer(row).await?;
        }
        let mut changes = self.desk.changes();
        let mut stop = self.stop.clone();
        let pause = self.fetcher.timing.poll.min(self.fetcher.manners.idle);
        let over = async move {
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = concerns_us(&mut changes) => {}
                () = asked(&mut stop) => {}
            }
        };
        self.session.idle(over).await?;
        Ok(())
    }

    /// Writes down that all there was is here now.
    async fn everything_is_here(&mut self) -> Result<(), Stop> {
        let (desk, row) = (&self.desk, &self.row);
        let now = desk.now();
        let told = super::patience::is_told(&row.trouble, row.tries);
        let recovered = desk
            .db()
            .write(async |mut tx| {
                let tx = &mut tx;
                let recovered = store::mailbox::lease::fetched(tx, desk.id(), &row.mailbox_id, row.fence, now).await?;
                if recovered && told {
                    let about = About::desk("mailbox", &row.mailbox_id);
                    note(tx, desk, "mail", "mailbox_fetched_again", about, serde_json::json!({})).await?;
                }
                Ok::<_, store::StoreError>(recovered)
            })
            .await?;
        if recovered || !self.was_here {
            desk.tell(Change::everywhere(ChangeKind::Mailbox));
        }
        self.was_here = true;
        Ok(())
    }

    /// Ends the visit when the program stops.
    pub(super) fn told_to_stop(&self) -> Result<(), Stop> {
        if *self.stop.borrow() { Err(Stop::Asked) } else { Ok(()) }
    }
}

async fn asked(stop: &mut watch::Receiver<bool>) {
    while !*stop.borrow_and_update() {
        if stop.changed().await.is_err() {
            return std::future::pending().await;
        }
    }
}

/// Waits for a change that asks for something to be done in the mailbox: a mail was sent, a conversation is done.
async fn concerns_us(changes: &mut broadcast::Receiver<Change>) {
    loop {
        match changes.recv().await {
            Ok(Change { what: ChangeKind::Outbox | ChangeKind::Conversation, .. }) | Err(RecvError::Lagged(_)) => {
                return;
            }
            Ok(_) => {}
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}
