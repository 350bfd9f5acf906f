//! Through which server mail goes out: set by an owner, tried out, its password sealed.

use serde_json::json;
use store::StoreError;
use store::relay::{RelayRow, Security};

use crate::address::read_address;
use crate::change::{Change, ChangeKind};
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::outbox::smtp::{Address, Login, Manners, Session, Trouble};
use crate::refusal::refusals;
use crate::seal::{Seal, SealError};
use crate::who::By;

/// What sealed passwords are bound to.
const USE: &str = "relay";

/// The relay as an owner types it.
#[derive(Debug, Clone)]
pub struct RelayForm {
    /// Host name or IP address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User name; empty for none.
    pub user_name: String,
    /// Password; `None` keeps the saved one.
    pub password: Option<String>,
    /// The address our mail comes from when a conversation does not say.
    pub from_address: String,
}

/// The relay as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelayShown {
    /// Host name or IP address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// User name; empty for none.
    pub user_name: String,
    /// Whether a password is saved; itself it is never shown.
    pub has_password: bool,
    /// The address our mail comes from when a conversation does not say.
    pub from_address: String,
}

refusals! {
    /// Why a relay is not saved, or does not work.
    Refused {
        /// Only owners change the desk.
        NotOwner = "refused-not-owner",
        /// No host name, or none that can be one.
        NoHost = "refused-relay-no-host",
        /// Not one well-formed mail address.
        NoAddress = "refused-relay-no-address",
        /// Without TLS mail and password would cross the network in the clear.
        ClearText = "refused-relay-clear-text",
        /// No relay is set.
        NotSet = "refused-relay-not-set",
        /// The saved password was sealed with another key file.
        Sealed = "refused-relay-sealed",
        /// It was tried and did not work: `Trouble::key` has the sentence.
        Trouble(Trouble) = "refused-relay-trouble",
    }
}

/// The relay, if one is set.
///
/// # Errors
/// When the database fails.
pub async fn load(desk: &Desk) -> Result<Option<RelayShown>, StoreError> {
    let row = desk.db().read(async |mut tx| store::relay::find(&mut tx, desk.id()).await).await?;
    Ok(row.map(|row| RelayShown {
        port: port_of(&row),
        has_password: !row.secret.is_empty(),
        host: row.host,
        security: row.security,
        user_name: row.user_name,
        from_address: row.from_address,
    }))
}

/// Saves the relay; mail that waits for one goes out from now on.
///
/// # Errors
/// See [`Refused`].
pub async fn save(desk: &Desk, by: By<'_>, form: RelayForm) -> Result<(), Refused> {
    let row = row_of(desk, by, form).await?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::relay::save(tx, desk.id(), &row).await?;
            store::way_out::open(tx, desk.id(), "").await?;
            let data = json!({ "host": row.host, "port": row.port, "user": row.user_name });
            note(tx, desk, by.actor(), "relay_set", About::desk("relay", "relay"), data).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    desk.tell(Change::everywhere(ChangeKind::Outbox));
    Ok(())
}

/// Removes the relay; mail then waits.
///
/// # Errors
/// See [`Refused`].
pub async fn remove(desk: &Desk, by: By<'_>) -> Result<(), Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::relay::remove(tx, desk.id()).await?;
            note(tx, desk, by.actor(), "relay_removed", About::desk("relay", "relay"), json!({})).await
        })
        .await?;
    desk.tell(Change::everywhere(ChangeKind::Settings));
    Ok(())
}

/// Tries a relay out without sending anything: connects, encrypts, logs in. `None` tries the saved one.
///
/// # Errors
/// [`Refused::Trouble`] says what does not work.
pub async fn test(desk: &Desk, by: By<'_>, form: Option<RelayForm>, manners: &Manners) -> Result<(), Refused> {
    let address = match form {
        Some(form) => open(desk, &row_of(desk, by, form).await?)?,
        None => address(desk).await?.ok_or(Refused::NotSet)?,
    };
    let session = Session::open(&address, manners).await.map_err(Refused::Trouble)?;
    session.quit().await;
    Ok(())
}

/// The relay ready for use, if one is set.
pub(crate) async fn address(desk: &Desk) -> Result<Option<Address>, Refused> {
    let row = desk.db().read(async |mut tx| store::relay::find(&mut tx, desk.id()).await).await?;
    row.map(|row| open(desk, &row)).transpose()
}

async fn row_of(desk: &Desk, by: By<'_>, form: RelayForm) -> Result<RelayRow, Refused> {
    if !by.may_change_the_desk() {
        return Err(Refused::NotOwner);
    }
    let host = form.host.trim().trim_end_matches('.').to_ascii_lowercase();
    let can_be_a_host = |char: char| char.is_ascii_alphanumeric() || ".-:".contains(char);
    if host.is_empty() || host.len() > 253 || !host.chars().all(can_be_a_host) || form.port == 0 {
        return Err(Refused::NoHost);
    }
    if form.security == Security::None && !crate::outbox::smtp::is_loopback(&host) {
        return Err(Refused::ClearText);
    }
    let secret = match form.password.as_deref() {
        Some("") => String::new(),
        Some(password) => seal(desk)?.seal(USE, password).map_err(|error| Refused::Fault(error.into()))?,
        None => saved_secret(desk).await?,
    };
    Ok(RelayRow {
        host,
        port: i64::from(form.port),
        security: form.security,
        user_name: form.user_name.trim().to_owned(),
        secret,
        from_address: read_address(&form.from_address).ok_or(Refused::NoAddress)?,
    })
}

async fn saved_secret(desk: &Desk) -> Result<String, Refused> {
    let row = desk.db().read(async |mut tx| store::relay::find(&mut tx, desk.id()).await).await?;
    Ok(row.map(|row| row.secret).unwrap_or_default())
}

fn open(desk: &Desk, row: &RelayRow) -> Result<Address, Refused> {
    let login = if row.user_name.is_empty() {
        None
    } else if row.secret.is_empty() {
        Some(Login::Password { user: row.user_name.clone(), password: String::new() })
    } else {
        let password = seal(desk)?.open(USE, &row.secret).map_err(|_: SealError| Refused::Sealed)?;
        Some(Login::Password { user: row.user_name.clone(), password })
    };
    Ok(Address { host: row.host.clone(), port: port_of(row), security: row.security, login })
}

fn port_of(row: &RelayRow) -> u16 {
    u16::try_from(row.port).unwrap_or(0)
}

fn seal(desk: &Desk) -> Result<Seal, Refused> {
    Seal::of_folder(desk.folder()).map_err(|error| Refused::Fault(error.into()))
}
