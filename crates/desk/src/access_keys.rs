//! Access keys: how a member's other programs ask the desk. Made for one purpose, shown once, kept as a hash, withdrawn with one
//! press. A key may do what its scopes say and no more than its member; owners see and withdraw all, others their own.

mod bearer;

use jiff::civil::Date;
use serde_json::json;
pub use store::access_key::AccessKeyRow;
use store::member::MemberRow;
use store::{StoreError, Tx};

use crate::desk::Desk;
use crate::happening::{About, note};
use crate::refusal::refusals;
use crate::token::Token;
use crate::who::By;

pub use bearer::{Bearer, NotLetIn, bearer, spend};

/// What every key begins with, so that people and programs that look for lost secrets know one.
const BEGINNING: &str = "tact_";
/// So many letters of the random part are shown, to recognise a key by.
const SHOWN: usize = 6;
/// Longest name, in letters.
const NAME: usize = 100;
/// Most good keys of one member.
const MOST: usize = 50;
/// Most keys in the list.
const LISTED: i64 = 500;

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Have drafts read by the gate.
    Check,
}

impl Scope {
    /// All there are.
    pub const ALL: [Self; 1] = [Self::Check];

    /// Its stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Check => "check",
        }
    }

    /// The scope of this code.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }
}

refusals! {
    /// Why a key is not made or withdrawn.
    Refused {
        /// It is a colleague's.
        NotYours = "refused-key-not-yours",
        /// There is no such member, or not any more.
        Nobody = "refused-member-nobody",
        /// It has no name to be told by.
        NoName = "refused-key-no-name",
        /// It might do nothing.
        NoScope = "refused-key-no-scope",
        /// Not a day, or one that is over.
        Until = "refused-key-until",
        /// More than anybody can look after.
        TooMany = "refused-key-too-many",
        /// There is no such key, or it is withdrawn.
        Nothing = "refused-key-nothing",
    }
}

/// A key to be made.
#[derive(Debug, Clone, Default)]
pub struct NewKey {
    /// What it is for.
    pub name: String,
    /// Codes of what it may do.
    pub scopes: Vec<String>,
    /// The last day on which it is good, such as `2027-01-31`; empty: until it is withdrawn.
    pub until: String,
}

/// A key in full. Shown once to whoever made it, never stored.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text to hand over.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Never prints the key, so that no log can hold one.
impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

/// Makes a key for a member: by themselves, or at the terminal.
///
/// # Errors
/// See [`Refused`].
pub async fn make(desk: &Desk, by: By<'_>, member_id: &str, new: NewKey) -> Result<(AccessKeyRow, Secret), Refused> {
    if matches!(by, By::Member(who) if who.member.member_id != member_id) {
        return Err(Refused::NotYours);
    }
    let (row, secret) = new_row(desk, member_id, &new)?;
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            let member = store::member::find(tx, desk.id(), member_id).await?;
            member.filter(|member| member.disabled_at.is_none()).ok_or(Refused::Nobody)?;
            let good = store::access_key::of_member(tx, desk.id(), member_id).await?;
            if good.iter().filter(|key| !is_over(key, desk)).count() >= MOST {
                return Err(Refused::TooMany);
            }
            store::access_key::insert(tx, desk.id(), &row).await?;
            Ok::<_, Refused>(note_about(tx, desk, by.actor(), "access_key_made", &row).await?)
        })
        .await?;
    Ok((row, secret))
}

fn new_row(desk: &Desk, member_id: &str, new: &NewKey) -> Result<(AccessKeyRow, Secret), Refused> {
    let name: String = new.name.trim().chars().filter(|char| !char.is_control()).take(NAME).collect();
    if name.is_empty() {
        return Err(Refused::NoName);
    }
    let wished = |scope: &Scope| new.scopes.iter().any(|code| code == scope.code());
    let scopes: Vec<&str> = Scope::ALL.into_iter().filter(wished).map(Scope::code).collect();
    if scopes.is_empty() || new.scopes.iter().any(|code| Scope::named(code).is_none()) {
        return Err(Refused::NoScope);
    }
    let now = desk.now();
    let calendar = &desk.settings().calendar;
    let expires_at = match new.until.trim() {
        "" => None,
        day => {
            let day: Date = day.parse().map_err(|_| Refused::Until)?;
            let after = day.tomorrow().map_err(|_| Refused::Until)?;
            Some(calendar.instant_of(after.at(0, 0, 0, 0))).filter(|end| *end > now).ok_or(Refused::Until).map(Some)?
        }
    };
    let token = Token::new();
    let shown: String = token.reveal().chars().take(SHOWN).collect();
    let row = AccessKeyRow {
        key_id: desk.new_id(),
        member_id: member_id.to_owned(),
        name,
        scopes: scopes.join(" "),
        prefix: format!("{BEGINNING}{shown}"),
        token_hash: token.hash(),
        created_at: now,
        expires_at,
        used_at: None,
        withdrawn_at: None,
    };
    Ok((row, Secret(format!("{BEGINNING}{}", token.reveal()))))
}

/// Whether a key is good no more.
pub fn is_over(key: &AccessKeyRow, desk: &Desk) -> bool {
    key.withdrawn_at.is_some() || key.expires_at.is_some_and(|end| end <= desk.now())
}

/// The keys one may see, good or not, with whose they are, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(desk: &Desk, by: By<'_>) -> Result<Vec<(AccessKeyRow, MemberRow)>, StoreError> {
    let mut keys = desk.db().read(async |mut tx| store::access_key::all(&mut tx, desk.id(), LISTED).await).await?;
    keys.retain(|(key, _)| may_withdraw(by, key));
    Ok(keys)
}

/// Withdraws a key: it opens nothing from now on.
///
/// # Errors
/// See [`Refused`].
pub async fn withdraw(desk: &Desk, by: By<'_>, key_id: &str) -> Result<AccessKeyRow, Refused> {
    desk.db()
        .write(async |mut tx| {
            let tx = &mut tx;
            // Somebody else's is no more there than none.
            let key = store::access_key::find(tx, desk.id(), key_id).await?.filter(|key| may_withdraw(by, key));
            let key = key.ok_or(Refused::Nothing)?;
            if !store::access_key::withdraw(tx, desk.id(), key_id, desk.now()).await? {
                return Err(Refused::Nothing);
            }
            note_about(tx, desk, by.actor(), "access_key_withdrawn", &key).await?;
            Ok(key)
        })
        .await
}

/// Withdraws all keys of somebody who leaves, in the transaction of their leaving.
pub(crate) async fn withdraw_all(tx: &mut Tx, desk: &Desk, by: By<'_>, member_id: &str) -> Result<(), StoreError> {
    for key in store::access_key::of_member(tx, desk.id(), member_id).await? {
        store::access_key::withdraw(tx, desk.id(), &key.key_id, desk.now()).await?;
        note_about(tx, desk, by.actor(), "access_key_withdrawn", &key).await?;
    }
    Ok(())
}

fn may_withdraw(by: By<'_>, key: &AccessKeyRow) -> bool {
    by.may_change_the_desk() || by.actor() == key.member_id
}

async fn note_about(tx: &mut Tx, desk: &Desk, actor: &str, verb: &str, key: &AccessKeyRow) -> Result<(), StoreError> {
    let data = json!({ "name": key.name, "prefix": key.prefix, "scopes": key.scopes, "member": key.member_id, "expires_at": key.expires_at });
    note(tx, desk, actor, verb, About::desk("access_key", &key.key_id), data).await
}
