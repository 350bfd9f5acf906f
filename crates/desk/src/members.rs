//! The people of the desk: invited, changed, disabled. The last owner stays.

use jiff::Timestamp;
use serde_json::json;
use store::member::{MemberRow, Role};
use store::{StoreError, Tx};

use crate::address::read_address;
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::sign_in::{link, password};
use crate::who::By;

refusals! {
    /// Why a member is not added or changed.
    Refused {
        /// Only owners change other people.
        NotOwner = "refused-not-owner",
        /// There is no such member.
        Nobody = "refused-member-nobody",
        /// The name is missing.
        NoName = "refused-member-no-name",
        /// Not one well-formed mail address.
        NoAddress = "refused-member-no-address",
        /// Another member has this address.
        Taken = "refused-member-taken",
        /// Not one of the desk's three languages.
        NoLanguage = "refused-member-no-language",
        /// Shorter than ten characters or endless.
        WeakPassword = "refused-member-weak-password",
        /// The present password is not right.
        WrongPassword = "refused-member-wrong-password",
        /// A desk without an owner could not be changed any more.
        LastOwner = "refused-member-last-owner",
    }
}

/// A member to be.
#[derive(Debug, Clone)]
pub struct NewMember {
    /// As others read it.
    pub name: String,
    /// Mail address; signs in with it.
    pub address: String,
    /// `en`, `pl` or `ru`.
    pub language: String,
    /// What they may do.
    pub role: Role,
    /// A first password; without one the invitation link lets them in.
    pub password: Option<String>,
}

/// What about a member changes; `None` stays.
#[derive(Debug, Clone, Default)]
pub struct MemberChange {
    /// Another name.
    pub name: Option<String>,
    /// Another language.
    pub language: Option<String>,
    /// Another role.
    pub role: Option<Role>,
}

/// Everybody, disabled members too, in order of arrival.
///
/// # Errors
/// When the database fails.
pub async fn list(desk: &Desk) -> Result<Vec<MemberRow>, StoreError> {
    desk.db().read(async |mut tx| store::member::all(&mut tx, desk.id()).await).await
}

/// Adds a member. Gives the row and the path of an invitation link that signs them in once within seven days.
///
/// # Errors
/// See [`Refused`].
pub async fn add(desk: &Desk, by: By<'_>, new: NewMember) -> Result<(MemberRow, String), Refused> {
    owner(by)?;
    let password_hash = match &new.password {
        Some(text) if !password::acceptable(text) => return Err(Refused::WeakPassword),
        Some(text) => Some(password::hash(text).await?),
        None => None,
    };
    let row = MemberRow {
        member_id: desk.new_id(),
        name: name(&new.name)?,
        address: read_address(&new.address).ok_or(Refused::NoAddress)?,
        language: language(&new.language)?,
        role: new.role,
        password_hash,
        created_at: desk.now(),
        disabled_at: None,
    };
    let path = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            store::member::insert(tx, desk.id(), &row).await.map_err(|error| match error {
                StoreError::Taken { .. } => Refused::Taken,
                other => other.into(),
            })?;
            note_about(tx, desk, by, "member_added", &row).await?;
            // Their address is ours from now on.
            crate::settings::derive_all(tx, desk).await?;
            Ok::<_, Refused>(link::invite(tx, desk, &row.member_id).await?)
        })
        .await?;
    crate::settings::take_up(desk).await?;
    Ok((row, path))
}

/// A new invitation link for a member; older ones are void.
///
/// # Errors
/// See [`Refused`].
pub async fn invite(desk: &Desk, by: By<'_>, member_id: &str) -> Result<String, Refused> {
    owner(by)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let row = find(tx, desk, member_id).await?;
            note_about(tx, desk, by, "member_invited", &row).await?;
            Ok(link::invite(tx, desk, member_id).await?)
        })
        .await
}

/// Changes name, language or role. Everybody may change their own name and language.
///
/// # Errors
/// See [`Refused`].
pub async fn change(desk: &Desk, by: By<'_>, member_id: &str, change: MemberChange) -> Result<MemberRow, Refused> {
    if change.role.is_some() || by.actor() != member_id {
        owner(by)?;
    }
    let new_name = change.name.as_deref().map(name).transpose()?;
    let new_language = change.language.as_deref().map(language).transpose()?;
    let row = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let mut row = find(tx, desk, member_id).await?;
            row.name = new_name.clone().unwrap_or(row.name);
            row.language = new_language.clone().unwrap_or(row.language);
            row.role = change.role.unwrap_or(row.role);
            save_keeping_an_owner(tx, desk, &row).await?;
            note_about(tx, desk, by, "member_changed", &row).await?;
            Ok::<_, Refused>(row)
        })
        .await?;
    crate::settings::take_up(desk).await?;
    Ok(row)
}

/// Sets a password. A member who changes their own shows the present one, if there is one, unless a link let them in a
/// few minutes ago; all their other sessions end.
///
/// # Errors
/// See [`Refused`].
pub async fn set_password(
    desk: &Desk,
    by: By<'_>,
    member_id: &str,
    present: Option<&str>,
    new: &str,
) -> Result<(), Refused> {
    let own = by.actor() == member_id;
    if !own {
        owner(by)?;
    }
    if !password::acceptable(new) {
        return Err(Refused::WeakPassword);
    }
    let row = desk.db().read(async |mut tx| find(&mut tx, desk, member_id).await).await?;
    if own && row.password_hash.is_some() && !lost_it(desk, by, member_id).await? {
        let right = password::matches(present.unwrap_or_default(), row.password_hash.as_deref()).await?;
        if !right {
            return Err(Refused::WrongPassword);
        }
    }
    let hash = password::hash(new).await?;
    let keep = match by {
        By::Member(who) if own => who.session_id.as_deref(),
        _ => None,
    };
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let mut row = find(tx, desk, member_id).await?;
            row.password_hash = Some(hash.clone());
            store::member::save(tx, desk.id(), &row).await?;
            store::session::end_others(tx, desk.id(), member_id, keep).await?;
            note_about(tx, desk, by, "password_set", &row).await?;
            Ok(())
        })
        .await
}

/// Who came by a link just now has lost the password, or never had one.
async fn lost_it(desk: &Desk, by: By<'_>, member_id: &str) -> Result<bool, StoreError> {
    match by {
        By::Member(crate::who::Who { session_id: Some(session), .. }) => {
            link::just_used(desk, member_id, session).await
        }
        _ => Ok(false),
    }
}

/// Lets a member in no more: their sessions end at once, their access keys are withdrawn, their name stays on what they did.
///
/// # Errors
/// See [`Refused`].
pub async fn disable(desk: &Desk, by: By<'_>, member_id: &str) -> Result<(), Refused> {
    set_disabled(desk, by, member_id, Some(desk.now())).await
}

/// Lets a disabled member in again.
///
/// # Errors
/// See [`Refused`].
pub async fn enable(desk: &Desk, by: By<'_>, member_id: &str) -> Result<(), Refused> {
    set_disabled(desk, by, member_id, None).await
}

async fn set_disabled(desk: &Desk, by: By<'_>, member_id: &str, at: Option<Timestamp>) -> Result<(), Refused> {
    owner(by)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let mut row = find(tx, desk, member_id).await?;
            row.disabled_at = at;
            save_keeping_an_owner(tx, desk, &row).await?;
            if at.is_some() {
                store::session::end_others(tx, desk.id(), member_id, None).await?;
                crate::access_keys::withdraw_all(tx, desk, by, member_id).await?;
            }
            let verb = if at.is_some() { "member_disabled" } else { "member_enabled" };
            note_about(tx, desk, by, verb, &row).await?;
            Ok::<_, Refused>(())
        })
        .await?;
    Ok(crate::settings::take_up(desk).await?)
}

/// Saves the row and looks whether an owner is left; if not, the transaction is given up, whoever else is at it.
async fn save_keeping_an_owner(tx: &mut Tx, desk: &Desk, row: &MemberRow) -> Result<(), Refused> {
    store::member::save(tx, desk.id(), row).await?;
    if store::member::owners(tx, desk.id()).await? == 0 { Err(Refused::LastOwner) } else { Ok(()) }
}

async fn find(tx: &mut Tx, desk: &Desk, member_id: &str) -> Result<MemberRow, Refused> {
    store::member::find(tx, desk.id(), member_id).await?.ok_or(Refused::Nobody)
}

async fn note_about(tx: &mut Tx, desk: &Desk, by: By<'_>, verb: &str, row: &MemberRow) -> Result<(), StoreError> {
    let data = json!({ "name": row.name, "address": row.address, "owner": row.role == Role::Owner });
    note(tx, desk, by.actor(), verb, About::desk("member", &row.member_id), data).await
}

fn owner(by: By<'_>) -> Result<(), Refused> {
    if by.may_change_the_desk() { Ok(()) } else { Err(Refused::NotOwner) }
}

fn name(text: &str) -> Result<String, Refused> {
    let name: String = text.trim().chars().filter(|char| !char.is_control()).take(100).collect();
    if name.is_empty() { Err(Refused::NoName) } else { Ok(name) }
}

fn language(code: &str) -> Result<String, Refused> {
    let known: Result<words::Language, _> = code.parse();
    known.map(|_| code.to_owned()).map_err(|_| Refused::NoLanguage)
}
