//! The first run: a one-time link on the terminal, and the form behind it that makes the first owner.
//! Settings that change later are in `settings.rs`.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rulebook::house_rules::{Problem, Settings};
use serde_json::json;
use store::member::{MemberRow, Role};
use store::ticket::{Purpose, TicketRow};
use store::{StoreError, Tx};

use crate::address::read_address;
use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::sign_in::{SignedIn, password, session};
use crate::token::Token;
use crate::who::Visitor;

const PURPOSE: Purpose = Purpose::Setup;
const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// What the first form asks.
#[derive(Debug, Clone)]
pub struct SetUpForm {
    /// The agency's name.
    pub desk_name: String,
    /// The owner's name.
    pub member_name: String,
    /// The owner's mail address; becomes one of the desk's own.
    pub address: String,
    /// The owner's password.
    pub password: String,
    /// `en`, `pl` or `ru`.
    pub language: String,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// IANA name.
    pub time_zone: String,
    /// `mon`…`sun` → spans `HH:MM-HH:MM`.
    pub hours: BTreeMap<String, Vec<String>>,
}

refusals! {
    /// Why the desk is not set up.
    Refused {
        /// The link is used up, too old or voided by a newer one.
        Dead = "refused-set-up-dead-link",
        /// Somebody else was faster: there is an owner.
        Done = "refused-set-up-done",
        /// The owner's name is missing.
        NoName = "refused-member-no-name",
        /// Not one well-formed mail address.
        NoAddress = "refused-member-no-address",
        /// Shorter than ten characters or endless.
        WeakPassword = "refused-member-weak-password",
        /// Desk name, language, country, zone or hours cannot be used.
        Settings(Vec<Problem>) = "refused-settings",
    }
}

/// The path of a link that sets the desk up; `None` when it has members. Each call voids the links before.
///
/// # Errors
/// When the database fails.
pub async fn link(desk: &Desk) -> Result<Option<String>, StoreError> {
    let token = Token::new();
    let row = TicketRow {
        ticket_hash: token.hash(),
        purpose: PURPOSE,
        member_id: None,
        state: "{}".to_owned(),
        expires_at: desk.now().checked_add(LIFE).unwrap_or(Timestamp::MAX),
    };
    let needed = desk
        .db()
        .write(async |mut tx| {
            let tx = &mut tx;
            if !store::member::all(tx, desk.id()).await?.is_empty() {
                return Ok(false);
            }
            store::ticket::void(tx, desk.id(), PURPOSE, None).await?;
            store::ticket::insert(tx, desk.id(), &row).await?;
            Ok::<_, StoreError>(true)
        })
        .await?;
    Ok(needed.then(|| format!("/set-up?token={}", token.reveal())))
}

/// Whether the desk still waits for its owner.
///
/// # Errors
/// When the database fails.
pub async fn is_needed(desk: &Desk) -> Result<bool, StoreError> {
    Ok(desk.db().read(async |mut tx| store::member::all(&mut tx, desk.id()).await).await?.is_empty())
}

/// Whether a link can be used, without using it: what a GET may do.
///
/// # Errors
/// [`Refused::Dead`] when it cannot.
pub async fn peek(desk: &Desk, token: &str) -> Result<(), Refused> {
    let hash = Token::read(token).ok_or(Refused::Dead)?.hash();
    let now = desk.now();
    desk.db()
        .read(async |mut tx| store::ticket::peek(&mut tx, desk.id(), &hash, PURPOSE, now).await)
        .await?
        .map(drop)
        .ok_or(Refused::Dead)
}

/// Sets the desk up and signs the owner in: all of it or nothing. What an import put on the desk before stays.
///
/// # Errors
/// See [`Refused`]; a refused form leaves the link usable.
pub async fn finish(desk: &Desk, token: &str, form: SetUpForm, visitor: &Visitor) -> Result<SignedIn, Refused> {
    peek(desk, token).await?;
    let address = read_address(&form.address).ok_or(Refused::NoAddress)?;
    let name = form.member_name.trim().to_owned();
    if name.is_empty() {
        return Err(Refused::NoName);
    }
    if !password::acceptable(&form.password) {
        return Err(Refused::WeakPassword);
    }
    let settings = settings_from(&form, &desk.settings().settings, &address);
    settings.validate().map_err(Refused::Settings)?;
    let member = MemberRow {
        member_id: desk.new_id(),
        name,
        address,
        language: form.language.clone(),
        role: Role::Owner,
        password_hash: Some(password::hash(&form.password).await?),
        created_at: desk.now(),
        disabled_at: None,
    };
    let hash = Token::read(token).ok_or(Refused::Dead)?.hash();
    let (session, session_token) = session::new_row(desk, &member, visitor);
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let now = desk.now();
            store::ticket::consume(tx, desk.id(), &hash, PURPOSE, now).await?.ok_or(Refused::Dead)?;
            if !store::member::all(tx, desk.id()).await?.is_empty() {
                return Err(Refused::Done);
            }
            store::member::insert(tx, desk.id(), &member).await?;
            store::session::insert(tx, desk.id(), &session).await?;
            save(tx, desk, &settings, &member).await
        })
        .await?;
    crate::settings::take_up(desk).await?;
    Ok(session::signed_in(member, session, session_token))
}

/// The form's answers over what the desk has already; own addresses only grow.
fn settings_from(form: &SetUpForm, before: &Settings, address: &str) -> Settings {
    let mut settings = before.clone();
    settings.name = form.desk_name.trim().to_owned();
    settings.time_zone = form.time_zone.trim().to_owned();
    settings.country = form.country.trim().to_owned();
    settings.hours = form.hours.clone();
    settings.languages.retain(|language| *language != form.language);
    settings.languages.insert(0, form.language.clone());
    if !settings.own_addresses.iter().any(|own| own.eq_ignore_ascii_case(address)) {
        settings.own_addresses.push(address.to_owned());
    }
    settings
}

async fn save(tx: &mut Tx, desk: &Desk, settings: &Settings, owner: &MemberRow) -> Result<(), Refused> {
    crate::settings::write(tx, desk, settings).await?;
    let about = About::desk("member", &owner.member_id);
    note(tx, desk, &owner.member_id, "set_up", about, json!({ "name": owner.name })).await?;
    Ok(())
}
