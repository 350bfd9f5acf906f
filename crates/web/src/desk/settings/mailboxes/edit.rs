//! One mailbox: changed, paused, tried again, let go.

use askama::Template;
use axum::extract::Path;
use axum_extra::extract::Form;
use desk::By;
use desk::connect::known;
use desk::mailboxes::{self, MailboxForm, MailboxRow, Secret, SignIn};
use desk::oauth::{Provider, registration};
use serde::Deserialize;
use store::mailbox::FolderRow;
use words::Language;

use super::super::desk_and_hours::frame;
use super::fields::{OptionFields, OptionsTyped, Servers, ServersTyped};
use super::{Line, find, said, sample_row};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

/// `GET /settings/mailboxes/{id}`
#[derive(Template)]
#[template(path = "desk/settings/mailboxes/edit.html")]
pub(crate) struct EditPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) line: Line,
    pub(crate) servers: Servers,
    pub(crate) options: OptionFields,
    /// With whose page one signed in; `None`: with a password.
    pub(crate) signed_in_at: Option<&'static str>,
    /// With whose page one could sign in instead: code and name.
    pub(crate) instead: Option<(&'static str, &'static str)>,
}

impl EditPage {
    fn of(f: Frame, now: jiff::Timestamp, row: &MailboxRow, folders: &[FolderRow]) -> Self {
        let known = folders.iter().map(|folder| desk::imap::readable(&folder.folder)).collect();
        Self {
            tab: "mailboxes",
            problems: Vec::new(),
            line: Line::of(&f.w, now, row, folders),
            servers: Servers::of(row),
            options: OptionFields { known, ..OptionFields::of(row) },
            signed_in_at: Provider::of(row.sign_in).map(Provider::name),
            instead: None,
            f,
        }
    }

    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let now = crate::desk::today::sample_now();
        let row = sample_row("biuro", "mailbox-trouble-password: NO", None, SignIn::Password);
        Self { instead: Some(("microsoft", "Microsoft")), ..Self::of(f, now, &row, &[]) }
    }

    pub(crate) fn sample_signed_in(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let now = crate::desk::today::sample_now();
        Self::of(f, now, &sample_row("biuro", "", Some(now), SignIn::Google), &[])
    }
}

/// `GET /settings/mailboxes/{id}`
pub(crate) async fn show(asked: Asked, Path(id): Path<String>) -> Answer {
    let (row, folders) = find(&asked, &id).await?;
    page(&asked, &edit_page(&asked, &row, &folders).await?)
}

async fn edit_page(asked: &Asked, row: &MailboxRow, folders: &[FolderRow]) -> Result<EditPage, Fault> {
    let shown = EditPage::of(frame(asked).await?, asked.now, row, folders);
    Ok(EditPage { instead: instead(asked, row).await?, ..shown })
}

/// The provider whose server keeps the mailbox, when the agency is registered there and a password is used so far.
async fn instead(asked: &Asked, row: &MailboxRow) -> Result<Option<(&'static str, &'static str)>, Fault> {
    let registered = registration::all(asked.desk()).await?;
    let provider = known::by_imap_host(&row.imap_host).and_then(|known| known.provider);
    let provider = provider.filter(|_| row.sign_in == SignIn::Password);
    let provider = provider.filter(|it| registered.iter().any(|one| one.provider == *it));
    Ok(provider.map(|it| (it.code(), it.name())))
}

#[derive(Debug, Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    secret: String,
    #[serde(flatten)]
    servers: ServersTyped,
    #[serde(flatten)]
    options: OptionsTyped,
}

/// `POST /settings/mailboxes/{id}`
pub(crate) async fn save(asked: Asked, Path(id): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let (row, folders) = find(&asked, &id).await?;
    // An empty field keeps what there is: a password, or the provider's permission.
    let password = Some(typed.secret).filter(|secret| !secret.is_empty()).map(Secret::Password);
    let form = MailboxForm {
        address: row.address.clone(),
        name: typed.options.name.clone(),
        sign_in: if password.is_some() { SignIn::Password } else { row.sign_in },
        user_name: typed.servers.user_name.clone(),
        secret: password,
        imap: typed.servers.imap(),
        smtp: typed.servers.smtp(),
        options: typed.options.read(),
    };
    match mailboxes::change(asked.desk(), By::Member(&asked.who), &id, form).await {
        Ok(()) => Ok(flash::done("/settings/mailboxes", "saved", None)),
        Err(refused) => {
            let problem = said(&asked, refused)?;
            let mut shown = edit_page(&asked, &row, &folders).await?;
            shown.problems = vec![problem];
            shown.servers = typed.servers.shown();
            again(&shown)
        }
    }
}

/// `POST /settings/mailboxes/{id}/pause`
pub(crate) async fn pause(asked: Asked, Path(id): Path<String>) -> Answer {
    let done = mailboxes::pause(asked.desk(), By::Member(&asked.who), &id, true).await;
    acted(&asked, done, "mailbox-paused")
}

/// `POST /settings/mailboxes/{id}/pause/removal`: goes on, or tries again at once.
pub(crate) async fn resume(asked: Asked, Path(id): Path<String>) -> Answer {
    let done = mailboxes::pause(asked.desk(), By::Member(&asked.who), &id, false).await;
    acted(&asked, done, "mailbox-resumed")
}

/// `POST /settings/mailboxes/{id}/removal`
pub(crate) async fn remove(asked: Asked, Path(id): Path<String>) -> Answer {
    let done = mailboxes::remove(asked.desk(), By::Member(&asked.who), &id).await;
    acted(&asked, done, "mailbox-removed")
}

fn acted(asked: &Asked, done: Result<(), mailboxes::Refused>, key: &str) -> Answer {
    match done {
        Ok(()) => Ok(flash::done("/settings/mailboxes", key, None)),
        Err(mailboxes::Refused::Sealed) => Err(Fault::Said("refused-mailbox-sealed")),
        Err(refused) => Err(said(asked, refused).err().unwrap_or(Fault::NotFound)),
    }
}
