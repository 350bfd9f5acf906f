//! Signing our own mail (DKIM, RFC 6376): keys of our domains made, published, put to use, renewed and removed.
//! What a signature is made of stands in `mail::dkim`; whether the signatures of others hold, in `trust`.

mod key;
mod look;

use anyhow::Context as _;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
pub use store::signing_key::{Found, SigningKeyRow, Stage};
use store::{StoreError, Tx};

use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::seal::{Seal, SealError};
use crate::who::By;

pub use look::Records;

/// What sealed keys are bound to.
const USE: &str = "signing-key";

/// How long the record of a key that no longer signs is left in the DNS: mail that it signed is still on its way.
pub const LEAVE_PUBLISHED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A domain that our mail comes from, with its keys.
#[derive(Debug, Clone, PartialEq)]
pub struct Domain {
    /// Its name.
    pub name: String,
    /// Its keys, the oldest first.
    pub keys: Vec<SigningKeyRow>,
}

/// What the owner of a domain publishes for a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The whole name.
    pub name: String,
    /// The name within the domain, as most providers ask for it.
    pub short: String,
    /// The text of the TXT record.
    pub value: String,
}

impl Record {
    /// The record of a key.
    pub fn of(row: &SigningKeyRow) -> Self {
        let short = format!("{}._domainkey", row.selector);
        let value = format!("v=DKIM1; k=rsa; p={}", row.public_key);
        Self { name: format!("{short}.{}", row.domain), short, value }
    }
}

refusals! {
    /// Why a key stays as it is.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// There is no such key (any more).
        Nothing = "refused-signing-nothing",
        /// Our mail does not come from this domain, or anybody has an address there.
        NotOurs = "refused-signing-not-ours",
        /// A new key of this domain waits for its record already.
        OneWaits = "refused-signing-one-waits",
        /// The record is not there (yet), or another key is.
        NotPublished(Found) = "refused-signing-not-published",
    }
}

/// The domains that our mail comes from, and those that have a key, by name. Domains where anybody has an address are left
/// out: their owner signs.
///
/// # Errors
/// When the database fails.
pub async fn domains(desk: &Desk) -> Result<Vec<Domain>, StoreError> {
    desk.db()
        .read(async |mut tx| {
            let keys = store::signing_key::all(&mut tx, desk.id()).await?;
            let mut names = own_domains(&mut tx, desk).await?;
            names.extend(keys.iter().map(|key| key.domain.clone()));
            names.sort();
            names.dedup();
            let keys_of = |name: &String| keys.iter().filter(|key| key.domain == *name).cloned().collect();
            Ok(names.into_iter().map(|name| Domain { keys: keys_of(&name), name }).collect())
        })
        .await
}

async fn own_domains(tx: &mut Tx, desk: &Desk) -> Result<Vec<String>, StoreError> {
    let settings = desk.settings();
    let relay = store::relay::find(tx, desk.id()).await?.map(|relay| relay.from_address);
    let addresses = settings.own.iter().map(str::to_owned).chain(relay);
    let domain = |address: String| Some(address.rsplit_once('@')?.1.to_ascii_lowercase());
    Ok(addresses.filter_map(domain).filter(|domain| !mail::thread::free_mail::is_free_mail(domain)).collect())
}

/// Makes a key for a domain of ours. It signs nothing before [`begin`]. Gives its id.
///
/// # Errors
/// See [`Refused`].
pub async fn make(desk: &Desk, by: By<'_>, domain: &str) -> Result<String, Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
    let known = domains(desk).await?.into_iter().find(|known| known.name == domain).ok_or(Refused::NotOurs)?;
    if known.keys.iter().any(|key| key.stage == Stage::New) {
        return Err(Refused::OneWaits);
    }
    // Two large primes are looked for: a second of work.
    let made = tokio::task::spawn_blocking(key::make).await.context("make a key")??;
    let secret = seal(desk)?.seal(USE, &made.private).map_err(|error: SealError| Refused::Fault(error.into()))?;
    let now = desk.now();
    let row = SigningKeyRow {
        key_id: desk.new_id(),
        domain,
        // Two desks of one agency must not take each other's name.
        selector: format!("tact{}", hex::encode(crate::token::random::<3>())),
        secret,
        public_key: made.public,
        stage: Stage::New,
        found: Found::NotLooked,
        looked_at: None,
        made_at: now,
        changed_at: now,
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let keys = store::signing_key::all(tx, desk.id()).await?;
            if keys.iter().any(|key| key.domain == row.domain && key.stage == Stage::New) {
                return Err(Refused::OneWaits);
            }
            store::signing_key::insert(tx, desk.id(), &row).await?;
            Ok(told(tx, desk, by, "signing_key_made", &row).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(row.key_id)
}

/// Looks whether a key is published, and keeps what was found.
///
/// # Errors
/// See [`Refused`].
pub async fn look(desk: &Desk, by: By<'_>, records: &impl Records, key_id: &str) -> Result<Found, Refused> {
    let row = one(desk, by, key_id).await?;
    let found = look::found(records, &Record::of(&row).name, &row.public_key).await;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::signing_key::set_found(tx, desk.id(), key_id, found, desk.now()).await?;
            if found == row.found {
                return Ok(());
            }
            told(tx, desk, by, "signing_key_looked_for", &SigningKeyRow { found, ..row.clone() }).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(found)
}

/// Signs the domain's mail with this key from now on; the key that signed until now is retired. Unless `all_the_same`, its
/// record must be there.
///
/// # Errors
/// See [`Refused`].
pub async fn begin(
    desk: &Desk,
    by: By<'_>,
    records: &impl Records,
    key_id: &str,
    all_the_same: bool,
) -> Result<(), Refused> {
    if !all_the_same {
        let found = look(desk, by, records, key_id).await?;
        if found != Found::There {
            return Err(Refused::NotPublished(found));
        }
    }
    let row = one(desk, by, key_id).await?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let now = desk.now();
            match store::signing_key::find(tx, desk.id(), key_id).await?.map(|row| row.stage) {
                Some(Stage::New) => {}
                Some(Stage::Signs) => return Ok(()),
                Some(Stage::Retired) | None => return Err(Refused::Nothing),
            }
            if let Some(before) = store::signing_key::that_signs(tx, desk.id(), &row.domain).await? {
                store::signing_key::set_stage(tx, desk.id(), &before.key_id, Stage::Retired, now).await?;
                told(tx, desk, by, "signing_key_retired", &before).await?;
            }
            store::signing_key::set_stage(tx, desk.id(), key_id, Stage::Signs, now).await?;
            Ok(told(tx, desk, by, "signing_begun", &row).await?)
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

/// Removes a key. When it was the one that signs, the domain's mail leaves without a signature of ours.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, by: By<'_>, key_id: &str) -> Result<(), Refused> {
    let row = one(desk, by, key_id).await?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::signing_key::remove(tx, desk.id(), key_id).await?;
            told(tx, desk, by, "signing_key_removed", &row).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

/// The signature of a mail that is about to leave: the header to be put before it, `None` when its domain signs nothing.
/// The same mail of the same row gets the same signature, whenever it is tried again.
///
/// # Errors
/// When the key cannot be opened: its folder's key is another one.
pub(crate) async fn sign(desk: &Desk, begun: Timestamp, from: &str, mail: &[u8]) -> anyhow::Result<Option<String>> {
    let domain = from.rsplit_once('@').map_or("", |(_, domain)| domain).to_ascii_lowercase();
    let key = desk.db().read(async |mut tx| store::signing_key::that_signs(&mut tx, desk.id(), &domain).await).await?;
    let Some(key) = key else { return Ok(None) };
    let private = Seal::of_folder(desk.folder())?.open(USE, &key.secret)?;
    let unsigned = mail::dkim::Unsigned::of(mail, &key.domain, &key.selector, begun.min(desk.now()));
    let signature = key::sign(&private, unsigned.bytes())?;
    Ok(Some(unsigned.with(&signature)))
}

async fn one(desk: &Desk, by: By<'_>, key_id: &str) -> Result<SigningKeyRow, Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    let row = desk.db().read(async |mut tx| store::signing_key::find(&mut tx, desk.id(), key_id).await).await?;
    row.ok_or(Refused::Nothing)
}

async fn told(tx: &mut Tx, desk: &Desk, by: By<'_>, verb: &str, row: &SigningKeyRow) -> Result<(), StoreError> {
    let data = json!({ "domain": row.domain, "selector": row.selector, "found": format!("{:?}", row.found) });
    note(tx, desk, by.actor(), verb, About::desk("signing_key", &row.key_id), data).await
}

fn seal(desk: &Desk) -> Result<Seal, Refused> {
    Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))
}
