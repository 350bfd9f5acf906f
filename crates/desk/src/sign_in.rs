//! Showing who one is: password, link or passkey; and the session that follows.
//! Who may do what is no question of this file.

pub mod link;
pub mod passkey;
pub mod password;
pub mod session;
pub(crate) mod throttle;

use store::member::MemberRow;

use crate::desk::Desk;
use crate::refusal::refusals;
use crate::token::Token;
use crate::who::{Visitor, Who};

pub use session::session;

/// A fresh session: the token goes into the browser's cookie and is kept nowhere else.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Who is signed in.
    pub who: Who,
    /// What the browser shows from now on.
    pub token: Token,
    /// When the session ends if it is not used.
    pub expires_at: jiff::Timestamp,
}

refusals! {
    /// Why somebody is not let in. Never tells whether the address is known.
    Refused {
        /// Address and password do not belong together, or there is no such address.
        Wrong = "refused-sign-in-wrong",
        /// Too many tries from there or for that address; later again.
        TooManyTries = "refused-sign-in-too-many-tries",
        /// The link or the ceremony is used up or too old.
        Dead = "refused-sign-in-dead-link",
        /// The passkey is not known here, or its answer is not right.
        Passkey = "refused-sign-in-passkey",
    }
}

/// Signs in with address and password.
///
/// An unknown address takes as long as a wrong password and is answered alike.
///
/// # Errors
/// See [`Refused`].
pub async fn with_password(desk: &Desk, address: &str, password: &str, visitor: &Visitor) -> Result<SignedIn, Refused> {
    let address = address.trim().to_ascii_lowercase();
    throttle::count(desk, throttle::What::Password, &address, visitor).await?;
    let member = desk.db().read(async |mut tx| store::member::by_address(&mut tx, desk.id(), &address).await).await;
    let member: Option<MemberRow> = member.map_err(Refused::from)?.filter(|member| member.disabled_at.is_none());
    let hash = member.as_ref().and_then(|member| member.password_hash.as_deref());
    let right = password::matches(password, hash).await?;
    match member {
        Some(member) if right => {
            throttle::forget(desk, throttle::What::Password, &address).await?;
            Ok(session::begin(desk, member, visitor).await?)
        }
        _ => Err(Refused::Wrong),
    }
}
