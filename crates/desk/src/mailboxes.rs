//! The agency's mailboxes: connected, changed, paused and let go by an owner; their secrets sealed.
//! Fetching what is in them is `fetch`; finding their servers and trying them is `connect`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::StoreError;
pub use store::mailbox::{MailboxRow, Role, SignIn};
use store::relay::Security;

use crate::address::read_address;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::seal::{Seal, SealError};
use crate::who::By;

/// What sealed secrets are bound to.
const USE: &str = "mailbox";

/// What an owner may choose for a mailbox. By default nothing in it is changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Mark mail as read there once it is here.
    pub mark_read: bool,
    /// Whether a copy of what Tact sends is put into Sent.
    pub keep_copy: KeepCopy,
    /// Move mail there once its conversation is done; empty: leave it.
    pub move_done_to: String,
    /// Folders fetched besides Inbox and Sent.
    pub folders: Vec<String>,
    /// The name under which our own server writes Authentication-Results (RFC 8601); empty: none is trusted.
    pub authserv_id: String,
    /// The server takes `name+tag@` for this mailbox, so that mail from it can carry a signed reply address.
    pub signed_replies: bool,
    /// Most mails that leave in an hour; 0: as many as there are; `None`: what its provider is known to allow.
    pub per_hour: Option<u32>,
    /// The same for a day.
    pub per_day: Option<u32>,
}

/// Whether what Tact sends is put into the mailbox's Sent folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeepCopy {
    /// Where the server does not do it itself (Google and Microsoft do).
    #[default]
    WhereNeeded,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// One of a mailbox's two servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Host name or IP address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
}

/// How we prove who we are to a mailbox's servers.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secret {
    /// A password, or one made for this program.
    Password(String),
    /// OAuth2 tokens.
    Tokens(Tokens),
}

/// OAuth2 tokens (RFC 6749, 5.1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// Proves who we are until `expires_at`.
    pub access: String,
    /// Gets the next one.
    pub refresh: String,
    /// When `access` ends.
    pub expires_at: Timestamp,
}

/// Never prints what it holds.
impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(match self {
            Self::Password(_) => "Password(…)",
            Self::Tokens(_) => "Tokens(…)",
        })
    }
}

/// Never prints what it holds.
impl std::fmt::Debug for Tokens {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Tokens(until {})", self.expires_at)
    }
}

/// A mailbox as an owner sets it.
#[derive(Debug, Clone)]
pub struct MailboxForm {
    /// What clients write to.
    pub address: String,
    /// Whom clients see beside it; empty: the member who writes.
    pub name: String,
    /// How we sign in.
    pub sign_in: SignIn,
    /// User name at both servers; empty: the address.
    pub user_name: String,
    /// `None` keeps the saved one.
    pub secret: Option<Secret>,
    /// Where mail is fetched.
    pub imap: Server,
    /// Where mail leaves; `None`: through the desk's relay.
    pub smtp: Option<Server>,
    /// What may be changed in it.
    pub options: Options,
}

refusals! {
    /// Why a mailbox is not saved.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// There is no such mailbox (any more).
        Nothing = "refused-mailbox-nothing",
        /// Not one well-formed mail address.
        NoAddress = "refused-mailbox-no-address",
        /// Its address has a mailbox already.
        Taken = "refused-mailbox-taken",
        /// No host name, or none that can be one.
        NoHost = "refused-mailbox-no-host",
        /// Without TLS mail and password would cross the network in the clear.
        ClearText = "refused-relay-clear-text",
        /// Nothing to sign in with.
        NoSecret = "refused-mailbox-no-secret",
        /// The saved secret was sealed with another key file.
        Sealed = "refused-mailbox-sealed",
    }
}

/// All mailboxes, by address. Their secrets stay sealed.
///
/// # Errors
/// When the database fails.
pub async fn all(desk: &Desk) -> Result<Vec<MailboxRow>, StoreError> {
    desk.db().read(async |mut tx| store::mailbox::all(&mut tx, desk.id()).await).await
}

/// Connects a mailbox; it is fetched from now on. Gives its id.
///
/// # Errors
/// See [`Refused`].
pub async fn add(desk: &Desk, by: By<'_>, form: MailboxForm) -> Result<String, Refused> {
    let secret = form.secret.clone().ok_or(Refused::NoSecret)?;
    let now = desk.now();
    let blank = MailboxRow {
        mailbox_id: desk.new_id(),
        address: read_address(&form.address).ok_or(Refused::NoAddress)?,
        secret: sealed(desk, &secret)?,
        name: String::new(),
        sign_in: form.sign_in,
        user_name: String::new(),
        imap_host: String::new(),
        imap_port: 0,
        imap_security: Security::Tls,
        smtp_host: String::new(),
        smtp_port: 0,
        smtp_security: Security::Tls,
        options: String::new(),
        paused: false,
        added_at: now,
        fetched_at: None,
        trouble: String::new(),
        trouble_since_at: None,
        next_try_at: now,
        tries: 0,
        lease_until: None,
        fence: 0,
    };
    let row = filled(blank, by, &form)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            if store::mailbox::by_address(tx, desk.id(), &row.address).await?.is_some() {
                return Err(Refused::Taken);
            }
            store::mailbox::insert(tx, desk.id(), &row).await?;
            let data = json!({ "address": row.address, "imap": row.imap_host, "smtp": row.smtp_host });
            note(tx, desk, by.actor(), "mailbox_added", About::desk("mailbox", &row.mailbox_id), data).await?;
            Ok::<_, Refused>(count_as_ours(tx, desk, by, &row.address).await?)
        })
        .await?;
    crate::settings::take_up(desk).await?;
    tell(desk);
    Ok(row.mailbox_id)
}

/// Mail from a mailbox of ours is ours, also after the mailbox was let go: its address joins the desk's own ones.
async fn count_as_ours(tx: &mut store::Tx, desk: &Desk, by: By<'_>, address: &str) -> anyhow::Result<()> {
    let mut settings = crate::desk::load_settings(tx, desk.id()).await?.settings;
    if settings.own_addresses.iter().any(|own| own.eq_ignore_ascii_case(address)) {
        return Ok(());
    }
    settings.own_addresses.push(address.to_owned());
    crate::settings::write(tx, desk, &settings).await?;
    let data = json!({ "changed": ["own_addresses"] });
    Ok(note(tx, desk, by.actor(), "settings_saved", About::desk("settings", "desk"), data).await?)
}

/// Changes a mailbox; its address stays. It is tried anew at once.
///
/// # Errors
/// See [`Refused`].
pub async fn change(desk: &Desk, by: By<'_>, mailbox_id: &str, form: MailboxForm) -> Result<(), Refused> {
    let sealed = form.secret.as_ref().map(|secret| sealed(desk, secret)).transpose()?;
    alter(desk, by, mailbox_id, "mailbox_changed", |row| {
        let row = filled(row, by, &form)?;
        Ok(MailboxRow { secret: sealed.clone().unwrap_or(row.secret), next_try_at: desk.now(), ..row })
    })
    .await
}

/// Signs in to a mailbox anew, this way from now on, with everything else as it is; it is tried at once.
///
/// # Errors
/// See [`Refused`].
pub async fn sign_in_again(
    desk: &Desk,
    by: By<'_>,
    mailbox_id: &str,
    sign_in: SignIn,
    secret: Secret,
) -> Result<(), Refused> {
    let sealed = sealed(desk, &secret)?;
    alter(desk, by, mailbox_id, "mailbox_signed_in", |row| {
        Ok(MailboxRow { sign_in, secret: sealed.clone(), next_try_at: desk.now(), ..row })
    })
    .await
}

/// Stops fetching a mailbox, or begins again.
///
/// # Errors
/// See [`Refused`].
pub async fn pause(desk: &Desk, by: By<'_>, mailbox_id: &str, paused: bool) -> Result<(), Refused> {
    let verb = if paused { "mailbox_paused" } else { "mailbox_resumed" };
    alter(desk, by, mailbox_id, verb, |row| Ok(MailboxRow { paused, next_try_at: desk.now(), ..row })).await
}

/// Lets a mailbox go: it is not fetched any more. Mail that came from it stays.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, by: By<'_>, mailbox_id: &str) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::mailbox::find(tx, desk.id(), mailbox_id).await?.ok_or(Refused::Nothing)?;
            store::mailbox::remove(tx, desk.id(), mailbox_id).await?;
            store::way_out::open(tx, desk.id(), mailbox_id).await?;
            let data = json!({ "address": row.address });
            note(tx, desk, by.actor(), "mailbox_removed", About::desk("mailbox", mailbox_id), data).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    tell(desk);
    Ok(())
}

/// What a mailbox is signed in with.
///
/// # Errors
/// [`Refused::Sealed`] when it was sealed with another key file.
pub fn secret_of(desk: &Desk, row: &MailboxRow) -> Result<Secret, Refused> {
    let opened = seal(desk)?.open(USE, &row.secret).map_err(|_: SealError| Refused::Sealed)?;
    serde_json::from_str(&opened).map_err(|_| Refused::Sealed)
}

/// A secret as it may be kept.
///
/// # Errors
/// When the data folder's key cannot be used.
pub fn sealed(desk: &Desk, secret: &Secret) -> Result<String, Refused> {
    let plain = serde_json::to_string(secret).map_err(|error| Refused::Fault(error.into()))?;
    seal(desk)?.seal(USE, &plain).map_err(|error| Refused::Fault(error.into()))
}

/// The options of a mailbox; the defaults when they cannot be read.
pub fn options_of(row: &MailboxRow) -> Options {
    serde_json::from_str(&row.options).unwrap_or_default()
}

async fn alter(
    desk: &Desk,
    by: By<'_>,
    mailbox_id: &str,
    verb: &str,
    altered: impl Fn(MailboxRow) -> Result<MailboxRow, Refused>,
) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = store::mailbox::find(tx, desk.id(), mailbox_id).await?.ok_or(Refused::Nothing)?;
            let row = altered(row)?;
            store::mailbox::set(tx, desk.id(), &row).await?;
            store::way_out::open(tx, desk.id(), mailbox_id).await?;
            let data = json!({ "address": row.address, "imap": row.imap_host, "smtp": row.smtp_host });
            note(tx, desk, by.actor(), verb, About::desk("mailbox", mailbox_id), data).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    tell(desk);
    Ok(())
}

/// The row with what the form says; secret and state stay.
fn filled(row: MailboxRow, by: By<'_>, form: &MailboxForm) -> Result<MailboxRow, Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    let imap = checked(&form.imap)?;
    let smtp = form.smtp.as_ref().map(checked).transpose()?;
    let smtp = smtp.unwrap_or(Server { host: String::new(), port: 0, security: Security::Tls });
    let user_name = form.user_name.trim();
    Ok(MailboxRow {
        name: form.name.chars().filter(|char| !char.is_control()).take(200).collect::<String>().trim().to_owned(),
        sign_in: form.sign_in,
        user_name: if user_name.is_empty() { row.address.clone() } else { user_name.to_owned() },
        imap_host: imap.host,
        imap_port: i64::from(imap.port),
        imap_security: imap.security,
        smtp_host: smtp.host,
        smtp_port: i64::from(smtp.port),
        smtp_security: smtp.security,
        options: serde_json::to_string(&form.options).map_err(|error| Refused::Fault(error.into()))?,
        ..row
    })
}

/// A server with its name put right; refused when it cannot be one, or is not this machine and not encrypted.
pub(crate) fn checked(server: &Server) -> Result<Server, Refused> {
    let host = server.host.trim().trim_end_matches('.').to_ascii_lowercase();
    let can_be_a_host = |char: char| char.is_ascii_alphanumeric() || ".-:".contains(char);
    if host.is_empty() || host.len() > 253 || !host.chars().all(can_be_a_host) || server.port == 0 {
        return Err(Refused::NoHost);
    }
    if server.security == Security::None && !crate::outbox::smtp::is_loopback(&host) {
        return Err(Refused::ClearText);
    }
    Ok(Server { host, ..*server })
}

fn seal(desk: &Desk) -> Result<Seal, Refused> {
    Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))
}

fn tell(desk: &Desk) {
    desk.tell(Change::everywhere(ChangeKind::Settings));
    desk.tell(Change::everywhere(ChangeKind::Outbox));
}
