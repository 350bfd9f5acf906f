//! How the desk deals with mail by itself: whose word about a sender it takes, and whether its mail carries signed reply
//! addresses. One document of the desk, apart from the house rules, since no promise depends on it.

use std::collections::BTreeMap;

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{DeskId, StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::emergency::Door;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::who::By;

/// The document. What is missing in a saved one is as it is by default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manners {
    /// The name under which our own mail server writes Authentication-Results (RFC 8601); empty: none is trusted. A
    /// mailbox may have its own.
    pub authserv_id: String,
    /// Domains whose word about mail that they passed on is taken (the last seal of RFC 8617 is theirs), such as that of
    /// the service through which the desk's mail is forwarded.
    pub trusted_sealers: Vec<String>,
    /// Every mail carries a signed reply address: our servers take `name+tag@`. Where only one mailbox's server does, that
    /// mailbox says so itself.
    pub signed_replies: bool,
    /// Automatic answers while the desk is closed.
    pub acknowledge: Acknowledge,
    /// How a client raises an emergency.
    pub emergency: Door,
    /// How much may go along with a mail.
    pub files: FileLimits,
    /// Mails of one sender within an hour that are taken in; what comes beyond is held as a flood. 0 takes all.
    pub flood_after: u32,
    /// A mail that should have gone so many hours ago does not go without asking: the desk was down, a backup was restored,
    /// or there was no server to leave through, and what it says may no longer be so.
    pub ask_after_hours: u32,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            authserv_id: String::new(),
            trusted_sealers: Vec::new(),
            signed_replies: false,
            acknowledge: Acknowledge::default(),
            emergency: Door::default(),
            files: FileLimits::default(),
            flood_after: 60,
            ask_after_hours: 24,
        }
    }
}

impl Manners {
    /// The longest a mail may wait before somebody must be asked.
    pub const LONGEST_WAIT_HOURS: u32 = 30 * 24;

    /// How late a mail may be and still go by itself.
    pub(crate) fn asks_after(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.ask_after_hours))
    }
}

/// How much may go along with a mail. On its way a file grows by a third, and most servers take mails of 25 MB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileLimits {
    /// One file, in millions of bytes.
    pub one_mb: u32,
    /// All files of a mail together, in millions of bytes.
    pub together_mb: u32,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self { one_mb: 15, together_mb: 18 }
    }
}

impl FileLimits {
    /// The most an owner may set: beyond it hardly any server takes the mail.
    pub const MOST_MB: u32 = 100;
}

/// Automatic answers to whoever writes while the desk is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Acknowledge {
    /// Whether there are any.
    pub on: bool,
    /// Since when: mail that came before is not answered. Set when it is switched on, whatever is given.
    pub since: Option<Timestamp>,
    /// What they say, by language (`en`, `pl`, `ru`), with `{name}`, `{opening}`, `{desk}` and `{emergency}`; our own
    /// words where nothing is given.
    pub texts: BTreeMap<String, String>,
}

/// Longest text of an automatic answer, in bytes.
const LONGEST: usize = 4_000;

refusals! {
    /// Why manners are not saved.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// No name that a mail server can have.
        NoServerName = "refused-manners-no-server-name",
        /// A text longer than an automatic answer may be.
        TooLong = "refused-manners-too-long",
        /// Files of no size, or of one that no server takes.
        FileLimits = "refused-manners-file-limits",
        /// No number of hours after which to ask.
        AskAfter = "refused-manners-ask-after",
        /// No address, or words that are too long or too many.
        Emergency = "refused-manners-emergency",
    }
}

impl Manners {
    /// As saved; a document that cannot be read counts as none, so that mail still comes in.
    pub(crate) async fn load(tx: &mut Tx, desk: &DeskId) -> Result<Self, StoreError> {
        let document = store::manners::find(tx, desk).await?;
        Ok(document.and_then(|document| serde_json::from_str(&document).ok()).unwrap_or_default())
    }
}

/// The desk's manners as they stand.
///
/// # Errors
/// When the database fails.
pub async fn load(desk: &Desk) -> Result<Manners, StoreError> {
    desk.db().read(async |mut tx| Manners::load(&mut tx, desk.id()).await).await
}

/// Changes them as a whole.
///
/// # Errors
/// See [`Refused`].
pub async fn save(desk: &Desk, by: By<'_>, manners: Manners) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    let manners = checked(manners)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let before = Manners::load(tx, desk.id()).await?.acknowledge;
            let mut manners = manners.clone();
            manners.acknowledge.since = if before.on { before.since } else { Some(desk.now()) };
            let document = serde_json::to_string(&manners).context("write the manners down")?;
            store::manners::save(tx, desk.id(), &document).await?;
            note(tx, desk, by.actor(), "manners_saved", About::desk("settings", "manners"), json!({})).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

fn checked(manners: Manners) -> Result<Manners, Refused> {
    let name = |text: &String| text.trim().to_ascii_lowercase();
    let fine = |name: &str| {
        name.len() <= 255 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    let authserv_id = name(&manners.authserv_id);
    let trusted_sealers: Vec<String> =
        manners.trusted_sealers.iter().map(name).filter(|sealer| !sealer.is_empty()).collect();
    if !fine(&authserv_id) || !trusted_sealers.iter().all(|sealer| fine(sealer)) {
        return Err(Refused::NoServerName);
    }
    if manners.acknowledge.texts.values().any(|text| text.len() > LONGEST) {
        return Err(Refused::TooLong);
    }
    let sane = 1..=FileLimits::MOST_MB;
    if !sane.contains(&manners.files.one_mb) || !sane.contains(&manners.files.together_mb) {
        return Err(Refused::FileLimits);
    }
    if !(1..=Manners::LONGEST_WAIT_HOURS).contains(&manners.ask_after_hours) {
        return Err(Refused::AskAfter);
    }
    let emergency = manners.emergency.checked().ok_or(Refused::Emergency)?;
    Ok(Manners { authserv_id, trusted_sealers, emergency, ..manners })
}
