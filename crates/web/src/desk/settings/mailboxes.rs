//! The agency's mailboxes: the list with how each one is, and what their pages have in common.

use askama::Template;
use axum_extra::extract::Form;
use desk::connect::attempt;
use desk::connect::internet::Internet;
use desk::mailboxes::{self, MailboxRow, Refused, SignIn};
use desk::oauth::Provider;
use serde::Deserialize;
use store::mailbox::FolderRow;
use words::{Language, Words, catalogue};

use super::desk_and_hours::frame;
use crate::asked::Asked;
use crate::desk::today::sample_now;
use crate::fault::Fault;
use crate::flash;
use crate::frame::{Frame, Here};
use crate::page::{Answer, again, page};

pub(crate) mod connect;
pub(crate) mod edit;
pub(crate) mod fields;
pub(crate) mod registrations;
pub(crate) mod signing;
pub(crate) mod signing_in;

/// `GET /settings/mailboxes`
#[derive(Template)]
#[template(path = "desk/settings/mailboxes.html")]
pub(crate) struct MailboxesPage {
    pub(crate) f: Frame,
    pub(crate) tab: &'static str,
    pub(crate) problems: Vec<String>,
    pub(crate) lines: Vec<Line>,
    /// What was typed, when it could not be used.
    pub(crate) typed: String,
}

/// A mailbox and how it is.
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) address: String,
    /// `fetching`, `waiting`, `fresh`, `trouble` or `paused`.
    pub(crate) state: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) mark: String,
    /// A sentence about it.
    pub(crate) words: String,
    /// What the server said.
    pub(crate) said: String,
    /// How many mails its folders hold while the first fetch goes on; 0 otherwise.
    pub(crate) there: i64,
    /// How many of them are here.
    pub(crate) taken: i64,
    /// With whose page one signs in anew, when that is what helps.
    pub(crate) sign_in_at: Option<&'static str>,
}

impl Line {
    pub(crate) fn of(w: &Words, now: jiff::Timestamp, row: &MailboxRow, folders: &[FolderRow]) -> Self {
        let there: i64 = folders.iter().map(|folder| folder.there).sum();
        let taken: i64 = folders.iter().map(|folder| folder.taken.min(folder.there)).sum();
        let when = |at: jiff::Timestamp| w.stamp(now, at);
        let (key, said) = row.trouble.split_once(": ").unwrap_or((&row.trouble, ""));
        let (state, tone, words) = if row.paused {
            ("paused", "", w.t("mailbox-state-paused-what"))
        } else if !row.trouble.is_empty() {
            let since = row.trouble_since_at.or(row.fetched_at).unwrap_or(row.added_at);
            let why = if catalogue::has(Language::En, key) { w.t(key) } else { row.trouble.clone() };
            ("trouble", "broken", format!("{} {why}", w.t1("mailbox-state-trouble-what", "when", when(since))))
        } else if let Some(at) = row.fetched_at {
            ("fresh", "kept", w.t1("mailbox-state-fresh-what", "when", when(at)))
        } else if folders.is_empty() {
            ("waiting", "", w.t("mailbox-state-waiting-what"))
        } else {
            ("fetching", "note", w.t("mailbox-state-fetching-what"))
        };
        let helps = key.starts_with("oauth-") || ["refused-mailbox-sealed", "mailbox-trouble-password"].contains(&key);
        let revoked = state == "trouble" && helps;
        let running = state == "fetching" || (state == "trouble" && row.fetched_at.is_none());
        Self {
            id: row.mailbox_id.clone(),
            address: row.address.clone(),
            state,
            tone,
            mark: w.t(&format!("mailbox-state-{state}")),
            words,
            said: if state == "trouble" { said.to_owned() } else { String::new() },
            there: if running { there } else { 0 },
            taken,
            sign_in_at: Provider::of(row.sign_in).filter(|_| revoked).map(Provider::name),
        }
    }
}

/// The mailbox of an id, with its folders.
async fn find(asked: &Asked, id: &str) -> Result<(MailboxRow, Vec<FolderRow>), Fault> {
    asked.owner()?;
    let desk = asked.desk();
    let (row, folders) = desk
        .db()
        .read(async |mut tx| {
            let row = store::mailbox::find(&mut tx, desk.id(), id).await?;
            Ok::<_, store::StoreError>((row, store::mailbox::folders(&mut tx, desk.id(), id).await?))
        })
        .await?;
    Ok((row.ok_or(Fault::NotFound)?, folders))
}

/// `GET /settings/mailboxes`
pub(crate) async fn show(asked: Asked) -> Answer {
    asked.owner()?;
    page(&asked, &list(&asked, Vec::new(), String::new()).await?)
}

async fn list(asked: &Asked, problems: Vec<String>, typed: String) -> Result<MailboxesPage, Fault> {
    let mut lines = Vec::new();
    for row in mailboxes::all(asked.desk()).await? {
        let (row, folders) = find(asked, &row.mailbox_id).await?;
        lines.push(Line::of(&asked.w, asked.now, &row, &folders));
    }
    Ok(MailboxesPage { f: frame(asked).await?, tab: "mailboxes", problems, lines, typed })
}

#[derive(Debug, Deserialize)]
pub(crate) struct Begin {
    #[serde(default)]
    address: String,
}

/// `POST /settings/mailboxes`: looks for the servers of an address, and leads to what was found.
pub(crate) async fn begin(asked: Asked, Form(form): Form<Begin>) -> Answer {
    match attempt::begin(asked.desk(), &asked.who, &Internet::new(), &form.address).await {
        Ok(token) => Ok(flash::to(&format!("/settings/mailboxes/new/{}", token.reveal()))),
        Err(refused) => {
            let problem = connect::said(&asked, refused)?;
            again(&list(&asked, vec![problem], form.address).await?)
        }
    }
}

/// What a refusal says; faults and missing rights get pages of their own.
fn said(asked: &Asked, refused: Refused) -> Result<String, Fault> {
    match refused {
        Refused::Fault(error) => Err(Fault::Broken(error)),
        Refused::NotOwner => Err(Fault::Refused("page-fault-refused-owner")),
        Refused::Nothing => Err(Fault::NotFound),
        other => Ok(asked.w.t(other.key())),
    }
}

impl MailboxesPage {
    pub(crate) fn sample(language: Language) -> Self {
        let f = Frame::sample(language, Here::Settings, "page-settings-title");
        let now = sample_now();
        let row = |id: &str, trouble: &str, fetched, sign_in| sample_row(id, trouble, fetched, sign_in);
        let beginning = Line {
            state: "fetching",
            tone: "note",
            mark: f.w.t("mailbox-state-fetching"),
            words: f.w.t("mailbox-state-fetching-what"),
            there: 5_122,
            taken: 1_800,
            ..Line::of(&f.w, now, &row("first", "", None, SignIn::Password), &[])
        };
        let lines = vec![
            Line::of(&f.w, now, &row("biuro", "", Some(now), SignIn::Password), &[]),
            beginning,
            Line::of(&f.w, now, &row("marta", "oauth-revoked", Some(now), SignIn::Google), &[]),
            Line::of(&f.w, now, &row("new", "", None, SignIn::Password), &[]),
            Line::of(&f.w, now, &MailboxRow { paused: true, ..row("old", "", Some(now), SignIn::Password) }, &[]),
        ];
        Self { tab: "mailboxes", problems: Vec::new(), lines, typed: String::new(), f }
    }

    pub(crate) fn sample_empty(language: Language) -> Self {
        Self { lines: Vec::new(), ..Self::sample(language) }
    }
}

/// A mailbox of sample people.
pub(super) fn sample_row(id: &str, trouble: &str, fetched_at: Option<jiff::Timestamp>, sign_in: SignIn) -> MailboxRow {
    let now = sample_now();
    MailboxRow {
        mailbox_id: id.to_owned(),
        address: format!("{id}@studio.test"),
        name: String::new(),
        sign_in,
        user_name: format!("{id}@studio.test"),
        secret: String::new(),
        imap_host: "imap.studio.test".to_owned(),
        imap_port: 993,
        imap_security: store::relay::Security::Tls,
        smtp_host: "smtp.studio.test".to_owned(),
        smtp_port: 465,
        smtp_security: store::relay::Security::Tls,
        options: "{}".to_owned(),
        paused: false,
        added_at: now,
        fetched_at,
        trouble: trouble.to_owned(),
        trouble_since_at: None,
        next_try_at: now,
        tries: 0,
        lease_until: None,
        fence: 0,
    }
}
