//! Who asks with a key: looked up by its hash at each request, held to a pace. No cookie counts here.

use jiff::SignedDuration;
use store::StoreError;

use super::{BEGINNING, Scope};
use crate::desk::Desk;
use crate::sign_in::throttle::network_of;
use crate::token::Token;
use crate::who::{Visitor, Who};

/// How much of its use a key may lag behind, so that not every question writes.
const LAG: SignedDuration = SignedDuration::from_hours(1);
/// What a key may spend in a minute, at one node.
const MOST: u64 = 300;
/// Keys that are none, from one network in a minute, before they are told to wait.
const MOST_UNKNOWN: u64 = 60;

/// A program that showed a good key.
#[derive(Debug, Clone)]
pub struct Bearer {
    /// On whose behalf it asks.
    pub who: Who,
    key_id: String,
    scopes: Vec<Scope>,
}

impl Bearer {
    /// Whether its key is made for this.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// Why a key does not open.
#[derive(Debug)]
pub enum NotLetIn {
    /// None of ours, over, or withdrawn: which of them is nobody's business.
    Unknown,
    /// Asked too often: try again after so long.
    TooOften(SignedDuration),
    /// Ours.
    Fault(StoreError),
}

impl From<StoreError> for NotLetIn {
    fn from(fault: StoreError) -> Self {
        Self::Fault(fault)
    }
}

/// Whose key this is. Each question spends a little of what the key may ask in a minute.
///
/// # Errors
/// See [`NotLetIn`].
pub async fn bearer(desk: &Desk, key: &str, visitor: &Visitor) -> Result<Bearer, NotLetIn> {
    let now = desk.now();
    let found = match key.strip_prefix(BEGINNING).and_then(Token::read) {
        Some(token) => {
            let hash = token.hash();
            desk.db().read(async |mut tx| store::access_key::by_hash(&mut tx, desk.id(), &hash, now).await).await?
        }
        None => None,
    };
    let Some((row, member)) = found else {
        let from = format!("ip:{}", network_of(visitor.ip));
        desk.pace().spend(&from, 1, MOST_UNKNOWN, now).map_err(NotLetIn::TooOften)?;
        return Err(NotLetIn::Unknown);
    };
    let scopes = row.scopes.split(' ').filter_map(Scope::named).collect();
    let bearer = Bearer { who: Who { member, session_id: None }, key_id: row.key_id, scopes };
    spend(desk, &bearer, 1)?;
    if row.used_at.is_none_or(|used| now.duration_since(used) > LAG) {
        let id = &bearer.key_id;
        desk.db().write(async |mut tx| store::access_key::touch(&mut tx, desk.id(), id, now).await).await?;
    }
    Ok(bearer)
}

/// Spends what an expensive question costs.
///
/// # Errors
/// [`NotLetIn::TooOften`].
pub fn spend(desk: &Desk, bearer: &Bearer, cost: u64) -> Result<(), NotLetIn> {
    desk.pace().spend(&bearer.key_id, cost, MOST, desk.now()).map_err(NotLetIn::TooOften)
}
